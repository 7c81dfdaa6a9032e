//! The library's page, drawn.

mod arrival;
pub mod changed;
mod found;
mod keys;
mod packs;
mod question;

use std::ops::Range;

pub use keys::keys;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::Prompt;
use crate::render::Role;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::panes::{status, typed, wrap};
use crate::tui::touch::Pointed;

/// Draws the page.
pub fn draw(model: &Model, canvas: &mut Canvas) {
    let (geometry, library) = (model.geometry(), &model.library);
    header(model, geometry.header, canvas);
    match &library.prompt {
        Some(Prompt::Search(search)) => found::draw(model, search, geometry.body, canvas),
        prompt => {
            let below = arrival::height(model, geometry.body.width);
            let parts = Layout::vertical([Constraint::Fill(1), Constraint::Length(below)]);
            let [list, below] = parts.areas(geometry.body);
            packs::draw(model, prompt.is_none(), list, canvas);
            arrival::draw(model, below, canvas);
        }
    }
    status::draw(model, geometry.status, canvas);
    if let Some(question) = library.asked() {
        question::draw(model, question, canvas);
    }
}

/// A line that is typed in, with the cursor in it unless something lies on top.
fn typed_line(model: &Model, text: &str, role: Role, note: &str, area: Rect, canvas: &mut Canvas) {
    let cursor = typed::draw(model, text, role, note, area, canvas);
    if model.overlay.is_none() {
        canvas.set_cursor_position(cursor);
    }
}

fn header(model: &Model, area: Rect, canvas: &mut Canvas) {
    let style = |role| model.palette.style(role);
    let line = Line::from(vec![
        Span::styled(" tutorbox", style(Role::Accent)),
        Span::styled(
            format!("  {}", model.words.say("library-title")),
            style(Role::Strong),
        ),
    ]);
    canvas.render_widget(line, area);
}

/// Rows of a page, of which the selected ones are kept in sight: how many are passed over, for so many that are seen.
fn scroll(selected: Range<usize>, count: usize, height: usize) -> usize {
    // A row of what comes next shows that there is more.
    let lowest = (selected.end + 1).saturating_sub(height);
    lowest.min(selected.start).min(count.saturating_sub(height))
}

/// Draws rows from `scroll` on.
fn rows(rows: &[Line<'_>], scroll: usize, area: Rect, canvas: &mut Canvas) {
    for (place, line) in area.rows().zip(rows.iter().skip(scroll)) {
        canvas.render_widget(line, place);
    }
}

/// Whoever clicks these lines means the row that they are of.
fn touch_row(row: usize, lines: &Range<usize>, scroll: usize, area: Rect, canvas: &mut Canvas) {
    canvas.touch_lines(area, scroll, lines, Pointed::Row(row));
}

/// A row of the page: with a bar where it is selected.
fn row(model: &Model, selected: bool, mut spans: Vec<Span<'static>>) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let mark = if selected { "▌" } else { " " };
    spans.insert(0, Span::styled(mark, style(Role::BorderFocus)));
    let line = Line::from(spans);
    match selected {
        true => line.patch_style(style(Role::CursorLine)),
        false => line,
    }
}

/// Words between the margins of the page.
fn told(model: &Model, words: &str, role: Role, width: u16) -> Vec<Line<'static>> {
    let width = usize::from(width).saturating_sub(4);
    let lines = wrap::words(words, width, model.palette.style(role));
    let margin = |line: Line<'static>| {
        let mut spans = line.spans;
        spans.insert(0, Span::raw("  "));
        Line::from(spans)
    };
    lines.into_iter().map(margin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_selected_is_in_sight() {
        assert_eq!(scroll(0..2, 20, 5), 0);
        assert_eq!(scroll(4..6, 20, 5), 2);
        assert_eq!(scroll(18..20, 20, 5), 15);
        assert_eq!(scroll(3..9, 20, 4), 3);
        assert_eq!(scroll(0..1, 2, 5), 0);
    }
}
