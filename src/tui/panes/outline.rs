//! The map of the course: its lessons, their exercises, how far each is.

use std::collections::HashSet;

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{card, dialog, wrap};
use crate::course::{Difficulty, Lesson};
use crate::progress::Status;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::{Item, Model};
use crate::tui::touch::Pointed;
use crate::tui::workshop;

/// Cells that the page would like.
const WIDTH: u16 = 66;
/// In fewer cells a lesson's title is more than how long it takes.
const NARROW: usize = 28;

/// A row of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The page that welcomes.
    Welcome,
    /// A lesson, by its place in the pack.
    Lesson(usize),
    /// An exercise.
    Exercise(Item),
    /// The glossary.
    Glossary,
}

/// All rows, in order.
pub fn rows(model: &Model) -> Vec<Row> {
    let pack = model.reading.pack();
    let lessons = pack.lessons.iter().enumerate();
    let lessons = lessons.flat_map(|(index, lesson)| {
        let exercises = lesson.exercises.iter();
        let exercises = exercises.map(|e| Row::Exercise(Item::exercise(&lesson.id, &e.id)));
        std::iter::once(Row::Lesson(index)).chain(exercises)
    });
    let welcome = pack.welcome.iter().map(|_| Row::Welcome);
    let glossary = pack.glossary.iter().map(|_| Row::Glossary);
    welcome.chain(lessons).chain(glossary).collect()
}

/// The row of the exercise that is open, where it is one of the open lesson; else the lesson's.
pub fn current(model: &Model) -> usize {
    let rows = rows(model);
    let row = |wanted: Row| rows.iter().position(|row| *row == wanted);
    let lesson = &model.reading.lesson().id;
    let opened = model.desk.opened().map(|o| &o.item);
    let exercise = opened.filter(|item| item.key().0 == lesson);
    exercise
        .and_then(|item| row(Row::Exercise(item.clone())))
        .or_else(|| row(Row::Lesson(model.reading.lesson_index())))
        .unwrap_or(0)
}

/// Draws the map; the selected row is kept in sight.
pub fn draw(model: &Model, selected: usize, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let locked = locked(model);
    let lines: Vec<Line<'static>> = rows(model)
        .iter()
        .enumerate()
        .map(|(index, row)| line(model, row, &locked, index == selected, width))
        .collect();
    let room = dialog::room(canvas.area());
    // What comes next is seen, where there is room for it.
    let above = room - (room / 2).min(2);
    let scroll = (selected + 1).saturating_sub(above);
    let title = model.words.say("outline-title");
    let inner = dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
    let first = dialog::first_line(lines.len(), scroll, inner);
    for (place, row) in inner.rows().zip(first..lines.len()) {
        canvas.touch(place, Pointed::Row(row));
    }
}

/// The ids of the lessons that are not open yet to a learner who is so far.
fn locked(model: &Model) -> HashSet<&str> {
    let pack = model.reading.pack();
    let locks = workshop::locks(pack, &model.states);
    let lessons = pack.lessons.iter().zip(locks);
    lessons
        .filter_map(|(lesson, lock)| lock.map(|_| lesson.id.as_str()))
        .collect()
}

fn line(
    model: &Model,
    row: &Row,
    locked: &HashSet<&str>,
    selected: bool,
    width: usize,
) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let mark = if selected { "▌" } else { " " };
    let mut spans = vec![Span::styled(mark, style(Role::BorderFocus))];
    match row {
        Row::Welcome => spans.push(page(model, "welcome-title")),
        Row::Glossary => spans.push(page(model, "glossary-title")),
        Row::Lesson(index) => spans.extend(lesson(model, *index, locked, width)),
        Row::Exercise(item) => spans.extend(exercise(model, item, locked, width)),
    }
    let line = Line::from(spans);
    if selected {
        line.patch_style(style(Role::CursorLine))
    } else {
        line
    }
}

/// A page that is no lesson has no number.
fn page(model: &Model, title: &str) -> Span<'static> {
    let title = format!("    {}", model.words.say(title));
    Span::styled(title, model.palette.style(Role::Strong))
}

fn lesson(model: &Model, index: usize, locked: &HashSet<&str>, width: usize) -> Vec<Span<'static>> {
    let lesson = &model.reading.pack().lessons[index];
    let passed = lesson
        .exercises
        .iter()
        .filter(|e| model.states.get(&e.id) == Some(&Status::Passed))
        .count();
    let is_locked = locked.contains(lesson.id.as_str());
    let count = match lesson.exercises.len() {
        _ if is_locked && model.preview.is_some() => model.words.say("outline-locked-preview"),
        _ if is_locked => model.words.say("outline-locked"),
        0 if width < NARROW => String::new(),
        all if width < NARROW => format!("{passed}/{all}"),
        0 => format!("{}      ", minutes(model, lesson)),
        all => format!("{}  {passed:>2}/{all}", minutes(model, lesson)),
    };
    let number = format!("{:>2}  ", index + 1);
    let room = width.saturating_sub(number.len() + text::width(&count) + 3);
    let title = wrap::cut(&text::visible(&lesson.title), room);
    let pad = " ".repeat(room.saturating_sub(text::width(&title)) + 1);
    vec![
        Span::styled(number, model.palette.style(Role::Muted)),
        Span::styled(title, titled(model, is_locked, Role::Strong)),
        Span::raw(pad),
        Span::styled(count, model.palette.style(Role::Muted)),
    ]
}

/// How long it takes to read.
fn minutes(model: &Model, lesson: &Lesson) -> String {
    let minutes = lesson.minutes().into();
    model
        .words
        .say_with("outline-minutes", &[("count", minutes)])
}

/// How a title is written: what is locked stands back, but for an author, who may open it.
fn titled(model: &Model, is_locked: bool, role: Role) -> Style {
    let stands_back = is_locked && model.preview.is_none();
    model
        .palette
        .style(if stands_back { Role::Muted } else { role })
}

fn exercise(
    model: &Model,
    item: &Item,
    locked: &HashSet<&str>,
    width: usize,
) -> Vec<Span<'static>> {
    let (lesson, id) = item.key();
    let (sign, role, _) = card::state(model, &id);
    let exercise = model.reading.exercise(&id);
    let title = exercise.map_or(id.as_str(), |e| &e.title);
    let told = match exercise.and_then(|e| e.difficulty) {
        _ if model.changes.asks(&id) => model.words.say("outline-asks-changed"),
        Some(difficulty) => model.words.say(word(difficulty)),
        None => String::new(),
    };
    let room = width.saturating_sub(9 + text::width(&told));
    let title = wrap::cut(&text::visible(title), room);
    let pad = " ".repeat(room.saturating_sub(text::width(&title)) + 2);
    vec![
        Span::styled(format!("    {sign} "), model.palette.style(role)),
        Span::styled(title, titled(model, locked.contains(lesson), Role::Text)),
        Span::raw(pad),
        Span::styled(told, model.palette.style(Role::Muted)),
    ]
}

fn word(difficulty: Difficulty) -> &'static str {
    match difficulty {
        Difficulty::Easy => "difficulty-easy",
        Difficulty::Medium => "difficulty-medium",
        Difficulty::Hard => "difficulty-hard",
    }
}
