//! An exercise's card, in the room that the lesson keeps free for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Widget};

use super::wrap;
use crate::progress::Status;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model};

/// How far an exercise is, in words, with its sign and meaning.
pub fn state(model: &Model, exercise: &str) -> (&'static str, Role, String) {
    let words = &model.words;
    match model.states.get(exercise) {
        None | Some(Status::Untried) => ("○", Role::Muted, words.say("card-untried")),
        Some(Status::Failing { failing, total }) => {
            let args = [("failing", (*failing).into()), ("total", (*total).into())];
            ("✗", Role::Fail, words.say_with("card-failing", &args))
        }
        Some(Status::Passed) if model.changes.asks(exercise) => {
            ("✓", Role::Pass, words.say("card-passed-before"))
        }
        Some(Status::Passed) => ("✓", Role::Pass, words.say("card-passed")),
    }
}

/// Draws the card of `exercise`.
pub fn draw(model: &Model, exercise: &str, selected: bool, area: Rect, buffer: &mut Buffer) {
    let palette = &model.palette;
    let (kind, border, label) = if selected {
        (BorderType::Thick, Role::BorderFocus, Role::BorderFocus)
    } else {
        (BorderType::Rounded, Role::Border, Role::Muted)
    };
    let name = format!(" {} ", model.words.say("card-exercise"));
    let block = Block::bordered()
        .border_type(kind)
        .border_style(palette.style(border))
        .title(Span::styled(name, palette.style(label)));
    let inner = block.inner(area);
    block.render(area, buffer);
    let width = usize::from(inner.width);
    let lines = [
        title(model, exercise, width),
        below(model, exercise, selected, width),
    ];
    for (row, line) in inner.rows().zip(lines) {
        line.render(row, buffer);
    }
}

fn title(model: &Model, id: &str, width: usize) -> Line<'static> {
    let (sign, role, _) = state(model, id);
    let title = model.reading.exercise(id).map_or(id, |e| &e.title);
    let title = wrap::cut(&text::visible(title), width.saturating_sub(4));
    Line::from(vec![
        Span::styled(format!(" {sign} "), model.palette.style(role)),
        Span::styled(title, model.palette.style(Role::Strong)),
    ])
}

/// How far it is, and what can be done with it where there is room to say so.
fn below(model: &Model, id: &str, selected: bool, width: usize) -> Line<'static> {
    let (_, role, state) = state(model, id);
    let is_open = model.desk.opened().is_some_and(|o| is(&o.item, id));
    let action = match (selected, is_open) {
        (_, true) => format!(" · {}", model.words.say("card-is-open")),
        (true, false) => format!(" · {}", opens(model)),
        (false, false) => String::new(),
    };
    let state = wrap::cut(&state, width.saturating_sub(4));
    let mut line = Line::from(vec![
        Span::raw("   "),
        Span::styled(state, model.palette.style(role)),
    ]);
    if line.width() + text::width(&action) <= width {
        line.push_span(Span::styled(action, model.palette.style(Role::Muted)));
    }
    line
}

fn opens(model: &Model) -> String {
    let key = model.keymap.told(Context::Lesson, &Action::Open);
    model.words.say_with("card-open", &[("key", key.into())])
}

fn is(item: &Item, id: &str) -> bool {
    matches!(item, Item::Exercise { exercise, .. } if exercise == id)
}
