//! Pictures as cells: two pixels in each, one above the other, as foreground and background of a half-block.
//!
//! Half-blocks are text, as all that is drawn here: they scroll, are cut and are compared as cells are. Protocols that send pixels to
//! a terminal paint past the cells, and what lies on top of a lesson would not cover them.

use image::DynamicImage;
use image::imageops::{self, FilterType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Rect, Size};
use ratatui::widgets::Widget;
use ratatui_image::Image;
use ratatui_image::protocol::Protocol;
use ratatui_image::protocol::halfblocks::Halfblocks;

use super::Depth;
use crate::course::{Picture, PictureError};

/// In a column that is narrower, in cells, a picture is a blur.
const LEAST_ROOM: u16 = 20;
/// A picture that would be smaller, in cells, is no picture.
const LEAST: Size = Size::new(8, 2);
/// What a picture without a ground of its own was drawn for: paper.
const PAPER: image::Rgba<u8> = image::Rgba([255, 255, 255, 255]);

/// Whether a terminal of this depth has the colours that a picture needs.
pub fn shows_pictures(depth: Depth) -> bool {
    depth >= Depth::Ansi256
}

/// The cells that a picture of so many pixels takes in a room of so many columns and rows: all that there is, but no more than it has
/// pixels. `None` where it could not be made out.
pub(super) fn fit((width, height): (u32, u32), (columns, rows): (u16, u16)) -> Option<Size> {
    if columns < LEAST_ROOM {
        return None;
    }
    let (width, height) = (u64::from(width), u64::from(height).max(1));
    let by_rows = u64::from(rows) * 2 * width / height;
    let columns = by_rows.min(width).min(u64::from(columns));
    let rows = (columns * height)
        .div_ceil(width.max(1) * 2)
        .min(u64::from(rows));
    let size = Size::new(u16::try_from(columns).ok()?, u16::try_from(rows).ok()?);
    (size.width >= LEAST.width && size.height >= LEAST.height).then_some(size)
}

/// A picture's cells. It takes a while.
///
/// # Errors
/// It is damaged, or decoding it would take too much memory.
pub fn paint(picture: &Picture, size: Size, depth: Depth) -> Result<Buffer, PictureError> {
    let pixels = picture.decode()?.resize_exact(
        u32::from(size.width),
        u32::from(size.height) * 2,
        FilterType::Triangle,
    );
    let mut paper = image::RgbaImage::from_pixel(pixels.width(), pixels.height(), PAPER);
    imageops::overlay(&mut paper, &pixels.to_rgba8(), 0, 0);
    let blocks = Halfblocks::new(DynamicImage::ImageRgba8(paper), size)
        .map_err(|error| PictureError::Damaged(error.to_string()))?;
    let area = Rect::from((ratatui::layout::Position::ORIGIN, size));
    let mut cells = Buffer::empty(area);
    Image::new(&Protocol::Halfblocks(blocks)).render(area, &mut cells);
    cells.content.iter_mut().for_each(|cell| fade(cell, depth));
    Ok(cells)
}

/// Gives a cell the nearest colours that can be shown.
fn fade(cell: &mut Cell, depth: Depth) {
    let style = depth.fit(cell.style());
    cell.set_style(style);
}
