//! The links of a text, where they can be clicked.

use ratatui::layout::Rect;

use crate::course::Way;
use crate::render::{Layout, Link};
use crate::tui::canvas::Canvas;
use crate::tui::geometry;
use crate::tui::model::Model;
use crate::tui::touch::Pointed;

/// Says of each link in sight where it leads. The text is that of a file of the pack, set as `layout`, and its line `first` is the
/// first of `area`.
pub fn touch(
    model: &Model,
    file: &str,
    layout: &Layout,
    first: usize,
    area: Rect,
    canvas: &mut Canvas,
) {
    let visible = first..first + usize::from(area.height);
    let is_seen = |link: &&Link| link.places.iter().any(|(line, _)| visible.contains(line));
    for link in layout.links().iter().filter(is_seen) {
        let way = model.reading.pack().way(file, &link.target);
        if way == Way::Nowhere {
            continue;
        }
        for (line, cells) in &link.places {
            let row = line.checked_sub(first).and_then(|row| area.rows().nth(row));
            if let Some(row) = row {
                let place = geometry::cells(row, cells);
                canvas.touch(place, Pointed::Link(way.clone()));
            }
        }
    }
}
