//! A notice in the last line, and the keys beside it.

use ratatui::layout::Rect;
use ratatui::text::Line;

use super::status::{FIRST, cells, draw_buttons, key_width, wanted};
use super::wrap;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::touch::Pointed;

/// Draws the notice at the left, and at the right the keys that matter most, as far as there is room for them: without what they
/// are called, and fewer, rather than that a word of the notice is lost.
pub fn draw(model: &Model, notice: &str, area: Rect, canvas: &mut Canvas) {
    let room = usize::from(area.width.saturating_sub(2));
    let notice = wrap::cut(&text::visible(notice), room);
    let width = (cells(&notice) + 2).min(area.width);
    let told = Rect { width, ..area };
    let line = Line::styled(format!(" {notice}"), model.palette.style(Role::Accent));
    canvas.render_widget(line, told);
    canvas.touch(told, Pointed::Notice);
    let beside = area.width - width;
    let mut keys = wanted(model);
    keys.truncate(FIRST);
    if needed(&keys) > beside {
        keys.iter_mut().for_each(|(_, _, name)| name.clear());
    }
    while needed(&keys) > beside {
        keys.pop();
    }
    let place = Rect {
        x: area.right() - needed(&keys),
        width: needed(&keys),
        ..area
    };
    draw_buttons(model, keys, place, canvas);
}

/// Cells that keys take.
fn needed(keys: &[(Action, String, String)]) -> u16 {
    let widths = keys.iter().map(|(_, key, name)| key_width(key, name));
    widths.sum()
}
