//! A line that tells how far something is: what is done, a bar, and what there is to say behind it.

use ratatui::text::{Line, Span};

use super::wrap;
use crate::render::{Palette, Role, text};

/// So much of so much is done: bytes, files, parts of a hundred.
pub type Far = (u64, u64);

/// The line, with a bar of so many cells; of what is done as much is told as there is room for.
pub fn line(
    palette: &Palette,
    width: usize,
    (what, far, cells, tail): (&str, Far, usize, String),
) -> Line<'static> {
    let filled = filled(far, cells);
    let room = width.saturating_sub(cells + text::width(&tail) + 3);
    let style = |role| palette.style(role);
    Line::from(vec![
        Span::styled(format!("{} ", wrap::cut(what, room)), style(Role::Running)),
        Span::styled("━".repeat(filled), style(Role::Accent)),
        Span::styled("━".repeat(cells - filled), style(Role::Border)),
        Span::styled(tail, style(Role::Muted)),
    ])
}

/// No cell is filled before its share is done.
fn filled((done, total): Far, cells: usize) -> usize {
    let share = u128::from(done) * cells as u128 / u128::from(total.max(1));
    usize::try_from(share).unwrap_or(cells).min(cells)
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn a_cell_is_filled_when_its_share_is_done_and_never_one_too_many() {
        assert_eq!(filled((0, 0), 6), 0);
        assert_eq!(filled((49, 100), 2), 0);
        assert_eq!(filled((50, 100), 2), 1);
        assert_eq!(filled((u64::MAX, u64::MAX), 24), 24);
        assert_eq!(filled((9, 3), 24), 24);
    }
}
