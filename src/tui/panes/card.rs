//! An exercise's card, in the room that the lesson keeps free for it.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Widget};

use super::wrap;
use crate::progress::Status;
use crate::render::{Role, text};
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
        Some(Status::Passed) => ("✓", Role::Pass, words.say("card-passed")),
    }
}

/// Draws the card of `exercise`.
pub fn draw(model: &Model, exercise: &str, selected: bool, area: Rect, buffer: &mut Buffer) {
    let palette = &model.palette;
    let (sign, role, words) = state(model, exercise);
    let border = if selected {
        Role::BorderFocus
    } else {
        Role::Border
    };
    let kind = if selected {
        BorderType::Thick
    } else {
        BorderType::Rounded
    };
    let label_role = if selected {
        Role::BorderFocus
    } else {
        Role::Muted
    };
    let label = format!(" {} ", model.words.say("card-exercise"));
    let block = Block::bordered()
        .border_type(kind)
        .border_style(palette.style(border))
        .title(Span::styled(label, palette.style(label_role)));
    let inner = block.inner(area);
    block.render(area, buffer);
    let title = model
        .reading
        .exercise(exercise)
        .map_or(exercise, |e| &e.title);
    let width = usize::from(inner.width);
    let title = wrap::cut(&text::visible(title), width.saturating_sub(4));
    let first = Line::from(vec![
        Span::styled(format!(" {sign} "), palette.style(role)),
        Span::styled(title, palette.style(Role::Strong)),
    ]);
    let open = model.desk.opened().is_some_and(|o| is(&o.item, exercise));
    let action = match (selected, open) {
        (_, true) => model.words.say("card-is-open"),
        (true, false) => model.words.say("card-open"),
        (false, false) => String::new(),
    };
    let state = wrap::cut(&words, width.saturating_sub(4));
    let room = width.saturating_sub(3 + text::width(&state) + 3);
    let action = if text::width(&action) <= room {
        action
    } else {
        String::new()
    };
    let second = Line::from(vec![
        Span::raw("   "),
        Span::styled(state, palette.style(role)),
        Span::styled(
            if action.is_empty() {
                String::new()
            } else {
                format!(" · {action}")
            },
            palette.style(Role::Muted),
        ),
    ]);
    for (row, line) in inner.rows().zip([first, second]) {
        line.render(row, buffer);
    }
}

fn is(item: &Item, id: &str) -> bool {
    matches!(item, Item::Exercise { exercise, .. } if exercise == id)
}
