//! Where each pane is, for a size and a focus: one rule for drawing and for scrolling.

use ratatui::layout::{Constraint, Layout, Rect};

use super::model::Pane;

/// From this width on the lesson and the desk stand side by side.
const WIDE: u16 = 100;
/// From this height on there is room for a blank line below the first and above the last.
const TALL: u16 = 32;

/// The screen's parts. A pane that is not shown has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// The first line.
    pub header: Rect,
    /// The lesson, with its title line.
    pub lesson: Option<Rect>,
    /// Between the two columns.
    pub divider: Option<Rect>,
    /// The editor, with its title line.
    pub editor: Option<Rect>,
    /// The results, with their title line.
    pub results: Option<Rect>,
    /// The last line.
    pub status: Rect,
}

impl Geometry {
    /// Where everything is. `has_results` says whether there is something to show beside the editor.
    pub fn new(area: Rect, focus: Pane, has_results: bool) -> Self {
        let [header, body, status] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .spacing(u16::from(area.height >= TALL))
        .areas(area);
        if area.width >= WIDE {
            return Self::wide(header, body, status, focus, has_results);
        }
        let (editor, results) = match focus {
            Pane::Lesson => (None, None),
            _ => desk(body, focus, has_results),
        };
        Self {
            header,
            lesson: (focus == Pane::Lesson).then_some(body),
            divider: None,
            editor,
            results,
            status,
        }
    }

    fn wide(header: Rect, body: Rect, status: Rect, focus: Pane, has_results: bool) -> Self {
        let [lesson, divider, work] = Layout::horizontal([
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Fill(1),
        ])
        .areas(body);
        let (editor, results) = desk(work, focus, has_results);
        Self {
            header,
            lesson: Some(lesson),
            divider: Some(divider),
            editor,
            results,
            status,
        }
    }
}

/// The editor above, the results below; whichever has the focus is the larger.
fn desk(area: Rect, focus: Pane, has_results: bool) -> (Option<Rect>, Option<Rect>) {
    const SMALLEST: u16 = 4;
    if !has_results && focus != Pane::Results {
        return (Some(area), None);
    }
    if area.height < 2 * SMALLEST {
        return match focus {
            Pane::Results => (None, Some(area)),
            _ => (Some(area), None),
        };
    }
    let share = match focus {
        Pane::Results => 35,
        _ => 60,
    };
    let [editor, results] =
        Layout::vertical([Constraint::Percentage(share), Constraint::Fill(1)]).areas(area);
    (Some(editor), Some(results))
}

/// A pane's title line, and what is below it.
pub fn titled(area: Rect) -> (Rect, Rect) {
    let [title, rest] = Layout::vertical([Constraint::Length(1), Constraint::Fill(1)]).areas(area);
    (title, rest)
}

/// A box in the middle, at most this large.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let width = width.min(area.width.saturating_sub(2));
    let height = height.min(area.height.saturating_sub(2));
    area.centered(Constraint::Length(width), Constraint::Length(height))
}
