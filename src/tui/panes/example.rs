//! Above an example, beside what says that it can be run: that the learner has changed it.

use ratatui::layout::Rect;

use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::{Item, Model};

/// Cells between the words of that row.
const GAP: u16 = 2;

/// Says on this row that the example is not as the lesson has it, where there is room: the lesson goes on showing its own.
pub fn draw_changed(model: &Model, index: usize, row: Rect, button: Rect, canvas: &mut Canvas) {
    let lesson = &model.reading.lesson().id;
    let Some(example) = model.reading.example(lesson, index) else {
        return;
    };
    let item = Item::example(lesson, index);
    if !model.desk.has_changed(&item, &[example.file()]) {
        return;
    }
    let sign = format!("✎ {}", model.words.say("example-changed"));
    let cells = |words: &str| u16::try_from(text::width(words)).unwrap_or(u16::MAX / 4);
    let language = cells(&text::visible(&example.language));
    let taken = cells(&sign) + language + 2 * GAP;
    let buffer = canvas.buffer_mut();
    let Some(x) = button.x.checked_sub(taken).filter(|x| *x > row.x) else {
        return;
    };
    // In a list or a quote the row begins further to the right.
    let is_free = (x - 1..x + cells(&sign)).all(|x| buffer[(x, row.y)].symbol() == " ");
    if !is_free {
        return;
    }
    let style = model.palette.style(Role::RunLabel);
    buffer.set_string(x, row.y, sign, style);
}
