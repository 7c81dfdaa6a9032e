//! The pictures of the lesson, in the rooms that its layout keeps for them.

use ratatui::layout::Rect;

use crate::render::PictureFrame;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::pictures::Painting;

/// Draws those in sight, as far as they are, over a text whose line `top` is the first of `body`.
pub fn draw(model: &Model, frames: &[PictureFrame], top: usize, body: Rect, canvas: &mut Canvas) {
    for frame in frames {
        let painting = Painting::of(frame, model.palette.depth());
        let is_in_sight = frame.line < top + usize::from(body.height)
            && frame.line + usize::from(frame.height) > top;
        let cells = is_in_sight.then(|| model.pictures.cells(&painting));
        let Some(cells) = cells.flatten() else {
            continue;
        };
        let rows = body.rows().zip(top..).filter_map(|(row, line)| {
            let y = u16::try_from(line.checked_sub(frame.line)?).ok()?;
            (y < frame.height).then_some((row, y))
        });
        for (row, y) in rows {
            let width = frame.width.min(row.width.saturating_sub(frame.column));
            for x in 0..width {
                let target = canvas
                    .buffer_mut()
                    .cell_mut((row.x + frame.column + x, row.y));
                if let (Some(target), Some(cell)) = (target, cells.cell((x, y))) {
                    target.clone_from(cell);
                }
            }
        }
    }
}
