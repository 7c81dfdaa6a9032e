//! The map of the course: its lessons, their exercises, how far each is.

use ratatui::text::{Line, Span};

use super::{card, dialog, wrap};
use crate::progress::Status;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::{Item, Model};

/// Cells that the page would like.
const WIDTH: u16 = 66;

/// A row of the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// A lesson, by its place in the pack.
    Lesson(usize),
    /// An exercise.
    Exercise(Item),
}

/// All rows, in order.
pub fn rows(model: &Model) -> Vec<Row> {
    let lessons = model.reading.pack().lessons.iter().enumerate();
    lessons
        .flat_map(|(index, lesson)| {
            let exercises = lesson.exercises.iter();
            let exercises = exercises.map(|e| Row::Exercise(Item::exercise(&lesson.id, &e.id)));
            std::iter::once(Row::Lesson(index)).chain(exercises)
        })
        .collect()
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
    let lines: Vec<Line<'static>> = rows(model)
        .iter()
        .enumerate()
        .map(|(index, row)| line(model, row, index == selected, width))
        .collect();
    let room = usize::from(canvas.area().height.saturating_sub(6));
    let scroll = (selected + 1).saturating_sub(room.saturating_sub(2));
    let title = model.words.say("outline-title");
    dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
}

fn line(model: &Model, row: &Row, selected: bool, width: usize) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let mark = if selected { "▌" } else { " " };
    let mut spans = vec![Span::styled(mark, style(Role::BorderFocus))];
    match row {
        Row::Lesson(index) => spans.extend(lesson(model, *index, width)),
        Row::Exercise(item) => spans.extend(exercise(model, item, width)),
    }
    let line = Line::from(spans);
    if selected {
        line.patch_style(style(Role::CursorLine))
    } else {
        line
    }
}

fn lesson(model: &Model, index: usize, width: usize) -> Vec<Span<'static>> {
    let lesson = &model.reading.pack().lessons[index];
    let passed = lesson
        .exercises
        .iter()
        .filter(|e| model.states.get(&e.id) == Some(&Status::Passed))
        .count();
    let count = match lesson.exercises.len() {
        0 => String::new(),
        all => format!("{passed}/{all}"),
    };
    let number = format!("{:>2}  ", index + 1);
    let room = width.saturating_sub(number.len() + count.len() + 3);
    let title = wrap::cut(&text::visible(&lesson.title), room);
    let pad = " ".repeat(room.saturating_sub(text::width(&title)) + 1);
    vec![
        Span::styled(number, model.palette.style(Role::Muted)),
        Span::styled(title, model.palette.style(Role::Strong)),
        Span::raw(pad),
        Span::styled(count, model.palette.style(Role::Muted)),
    ]
}

fn exercise(model: &Model, item: &Item, width: usize) -> Vec<Span<'static>> {
    let (_, id) = item.key();
    let (sign, role, _) = card::state(model, &id);
    let title = model
        .reading
        .exercise(&id)
        .map_or(id.as_str(), |e| &e.title);
    let title = wrap::cut(&text::visible(title), width.saturating_sub(9));
    vec![
        Span::styled(format!("    {sign} "), model.palette.style(role)),
        Span::styled(title, model.palette.style(Role::Text)),
    ]
}
