//! A hint of the open exercise, on top.

use ratatui::text::{Line, Span};

use super::dialog;
use crate::course::{Document, Exercise};
use crate::render::{Highlighter, Role, layout};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::{self, Context};
use crate::tui::model::{Item, Model};

/// Cells that the page would like.
const WIDTH: u16 = 70;

/// The exercise that is open.
pub fn exercise(model: &Model) -> Option<&Exercise> {
    match &model.desk.opened()?.item {
        Item::Exercise { exercise, .. } => model.reading.exercise(exercise),
        Item::Example { .. } => None,
    }
}

/// Draws a hint, and how to get the next one.
pub fn draw(model: &Model, number: usize, scroll: usize, canvas: &mut Canvas) {
    let Some(exercise) = exercise(model) else {
        return;
    };
    let Some(hint) = exercise.hints.get(number) else {
        return;
    };
    let width = dialog::text_width(canvas.area(), WIDTH);
    let mut lines = text(model, hint, width);
    if number + 1 < exercise.hints.len() {
        let key = keymap::shown(Context::Anywhere, &Action::Hint).unwrap_or_default();
        let more = model.words.say_with("hint-more", &[("key", key.into())]);
        lines.push(Line::default());
        // In line with the hint's own text, which has a margin.
        lines.push(Line::from(Span::styled(
            format!("  {more}"),
            model.palette.style(Role::Muted),
        )));
    }
    let args = [
        ("number", (number + 1).into()),
        ("count", exercise.hints.len().into()),
    ];
    let title = model.words.say_with("hint-title", &args);
    dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
}

/// A text from a lesson, set in this width.
fn text(model: &Model, document: &Document, width: usize) -> Vec<Line<'static>> {
    let width = u16::try_from(width).unwrap_or(u16::MAX);
    let set = layout(document, width, &Highlighter::new());
    let lines = set.lines().iter();
    lines
        .map(|line| {
            let line = line.to_line(&model.palette);
            let spans = line.spans.into_iter();
            spans
                .map(|span| Span::styled(span.content.into_owned(), span.style))
                .collect()
        })
        .collect()
}
