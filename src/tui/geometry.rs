//! Where each pane is, for a size and a focus: one rule for drawing and for scrolling.

use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Rect};

use super::model::Pane;

/// From this width on the lesson and the desk stand side by side.
const WIDE: u16 = 100;
/// From this height on there is room for a blank line below the first and above the last.
const TALL: u16 = 32;
/// So wide a column remains at least, wherever the border is dragged.
const NARROWEST: u16 = 30;
/// So high a part of the desk remains at least.
const LOWEST: u16 = 4;

/// How many lines there are to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Wanted {
    /// In the editor.
    pub editor: usize,
    /// In the results; `None` where there is nothing to show beside the editor.
    pub results: Option<usize>,
}

/// How the learner has parted the screen, in thousandths. Where they have not, the columns are alike, and the desk is parted by what
/// is to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shares {
    /// Of the width, what the lesson has.
    pub lesson: Option<u16>,
    /// Of the desk's height, what the editor has.
    pub editor: Option<u16>,
}

/// How many thousandths of `whole` a part is.
pub fn share(part: u16, whole: u16) -> u16 {
    let (part, whole) = (u32::from(part), u32::from(whole).max(1));
    let share = (part * THOUSAND + whole / 2) / whole;
    u16::try_from(share.min(THOUSAND)).unwrap_or(u16::MAX)
}

/// That share of `whole`; neither it nor the rest is smaller than `least`, where there is room for both.
fn shared(share: u16, whole: u16, least: u16) -> u16 {
    let part = (u32::from(share) * u32::from(whole) + THOUSAND / 2) / THOUSAND;
    let least = least.min(whole / 2);
    let part = u16::try_from(part).unwrap_or(whole);
    part.clamp(least, whole - least)
}

const THOUSAND: u32 = 1000;

/// The screen's parts. A pane that is not shown has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Geometry {
    /// The first line.
    pub header: Rect,
    /// All that is between the first line and the last.
    pub body: Rect,
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
    /// Where everything is.
    pub fn new(area: Rect, focus: Pane, wanted: Wanted, shares: Shares) -> Self {
        let [header, body, status] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Fill(1),
            Constraint::Length(1),
        ])
        .spacing(u16::from(area.height >= TALL))
        .areas(area);
        if area.width >= WIDE {
            return Self::wide(header, body, status, focus, wanted, shares);
        }
        let (editor, results) = match focus {
            Pane::Lesson => (None, None),
            _ => desk(body, focus, wanted, shares),
        };
        Self {
            header,
            body,
            lesson: (focus == Pane::Lesson).then_some(body),
            divider: None,
            editor,
            results,
            status,
        }
    }

    fn wide(
        header: Rect,
        body: Rect,
        status: Rect,
        focus: Pane,
        wanted: Wanted,
        shares: Shares,
    ) -> Self {
        let wide = shares.lesson.map_or(Constraint::Fill(1), |share| {
            Constraint::Length(shared(share, body.width - 1, NARROWEST))
        });
        let [lesson, divider, work] =
            Layout::horizontal([wide, Constraint::Length(1), Constraint::Fill(1)]).areas(body);
        let (editor, results) = desk(work, focus, wanted, shares);
        Self {
            header,
            body,
            lesson: Some(lesson),
            divider: Some(divider),
            editor,
            results,
            status,
        }
    }
}

/// The editor above, the results below, each with what it needs; where that is more than there is, neither gets less
/// than a third.
fn desk(area: Rect, focus: Pane, wanted: Wanted, shares: Shares) -> (Option<Rect>, Option<Rect>) {
    let lines = match wanted.results {
        None if focus != Pane::Results => return (Some(area), None),
        lines => lines.unwrap_or(0),
    };
    if area.height < 2 * LOWEST {
        return match focus {
            Pane::Results => (None, Some(area)),
            _ => (Some(area), None),
        };
    }
    // A title line, and a blank one below.
    let rows = |lines: usize| u16::try_from(lines + 2).unwrap_or(u16::MAX);
    let third = area.height / 3;
    let spare = area.height.saturating_sub(rows(lines));
    let fitting = rows(wanted.editor)
        .max(spare)
        .clamp(third, area.height - third);
    let chosen = shares
        .editor
        .map(|share| shared(share, area.height, LOWEST));
    let editor = chosen.unwrap_or(fitting);
    let [editor, results] =
        Layout::vertical([Constraint::Length(editor), Constraint::Fill(1)]).areas(area);
    (Some(editor), Some(results))
}

/// These cells of a row, as far as it has them.
pub fn cells(row: Rect, cells: &Range<usize>) -> Rect {
    let cell = |cell: usize| u16::try_from(cell).unwrap_or(u16::MAX);
    let place = Rect {
        x: row.x.saturating_add(cell(cells.start)),
        width: cell(cells.len()),
        ..row
    };
    place.intersection(row)
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
