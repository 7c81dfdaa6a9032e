//! The page at the end of a lesson: what it was about, how it went, and what comes next.

use ratatui::text::{Line, Span};

use super::{dialog, wrap};
use crate::course::Exercise;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::Model;

/// Cells that the page would like.
const WIDTH: u16 = 66;
/// What can be done here.
const KEYS: [(Action, &str); 2] = [
    (Action::NextLesson, "key-go-on"),
    (Action::Back, "key-stay"),
];
/// Cells of the bar, at most.
const BAR: usize = 24;

/// Draws the page.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let args = [
        ("number", (model.reading.lesson_index() + 1).into()),
        ("count", model.reading.pack().lessons.len().into()),
    ];
    let title = model.words.say_with("pane-lesson", &args);
    let mut lines = lines(model, width);
    let keys = KEYS.map(|(action, name)| key(model, &action, name));
    let widths = keys.each_ref().map(Line::width);
    lines.push(Line::from_iter(keys.into_iter().flatten()));
    let inner = dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
    let last = lines.len() - 1 - dialog::first_line(lines.len(), scroll, inner);
    if let Some(row) = inner.rows().nth(last) {
        let actions = KEYS.map(|(action, _)| action);
        dialog::touch(row, widths.into_iter().zip(actions), canvas);
    }
}

fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let lesson = model.reading.lesson();
    let style = |role| model.palette.style(role);
    let mut lines = wrap::words(&lesson.title, width, style(Role::Heading));
    lines.push(Line::default());
    let exercises = lesson.exercises.iter();
    lines.extend(exercises.map(|exercise| row(model, exercise, width)));
    if let Some(time) = time(model) {
        lines.push(Line::default());
        lines.extend(wrap::words(&time, width, style(Role::Muted)));
    }
    lines.push(Line::default());
    lines.extend(course(model, width));
    lines.push(Line::default());
    if let Some(next) = next(model) {
        lines.extend(wrap::words(&next, width, style(Role::Text)));
    }
    lines
}

/// An exercise, at which run it was passed, and whether its solution was looked at before.
fn row(model: &Model, exercise: &Exercise, width: usize) -> Line<'static> {
    let past = &model.past;
    let run = past.passed_runs.get(&exercise.id);
    let run = run.map(|run| {
        let run = ("run", (*run).into());
        model.words.say_with("lesson-end-run", &[run])
    });
    let is_revealed = past.revealed.contains(&exercise.id);
    let revealed = is_revealed.then(|| model.words.say("lesson-end-revealed"));
    let beside: Vec<String> = [revealed, run].into_iter().flatten().collect();
    let beside = wrap::cut(&beside.join(" · "), width / 2);
    // A sign of its own: what was looked up is no less passed, and is not hidden either.
    let (sign, role) = match is_revealed {
        true => ("◐", Role::Muted),
        false => ("✓", Role::Pass),
    };
    let room = width.saturating_sub(4 + text::width(&beside));
    let title = wrap::cut(&text::visible(&exercise.title), room);
    let pad = " ".repeat(room - text::width(&title) + 2);
    Line::from(vec![
        Span::styled(format!("{sign} "), model.palette.style(role)),
        Span::styled(title, model.palette.style(Role::Text)),
        Span::raw(pad),
        Span::styled(beside, model.palette.style(Role::Muted)),
    ])
}

/// How long it took, where that was at least a minute.
fn time(model: &Model) -> Option<String> {
    let spent = model.past.lesson(&model.reading.lesson().id).spent;
    let minutes = spent.as_secs().div_euclid(60);
    let args = [("minutes", minutes.into())];
    (minutes > 0).then(|| model.words.say_with("lesson-end-minutes", &args))
}

/// How far the course is: a bar that can be read without colours, and in words.
fn course(model: &Model, width: usize) -> Vec<Line<'static>> {
    let (passed, total) = model.progress();
    let style = |role| model.palette.style(role);
    let args = [("passed", passed.into()), ("total", total.into())];
    let count = model.words.say_with("lesson-end-course", &args);
    let bar = BAR.min(width);
    let filled = passed * bar / total.max(1);
    let mut bar = Line::from(vec![
        Span::styled("━".repeat(filled), style(Role::Accent)),
        Span::styled("┄".repeat(bar - filled), style(Role::Border)),
    ]);
    let mut lines = Vec::new();
    if bar.width() + 2 + text::width(&count) <= width {
        bar.push_span(Span::styled(format!("  {count}"), style(Role::Text)));
        lines.push(bar);
    } else {
        lines.push(bar);
        lines.extend(wrap::words(&count, width, style(Role::Text)));
    }
    if passed == total {
        lines.push(Line::default());
        let done = model.words.say("lesson-end-course-done");
        lines.extend(wrap::words(&done, width, style(Role::Strong)));
    }
    lines
}

/// The lesson that comes next.
fn next(model: &Model) -> Option<String> {
    let lessons = &model.reading.pack().lessons;
    let next = lessons.get(model.reading.lesson_index() + 1)?;
    let args = [
        ("title", next.title.as_str().into()),
        ("minutes", next.minutes().into()),
    ];
    Some(model.words.say_with("lesson-end-next", &args))
}

fn key(model: &Model, action: &Action, name: &str) -> Line<'static> {
    let key = model.keymap.told(Context::LessonEnd, action);
    let name = format!(" {}     ", model.words.say(name));
    Line::from(vec![
        Span::styled(key, model.palette.style(Role::Key)),
        Span::styled(name, model.palette.style(Role::Muted)),
    ])
}
