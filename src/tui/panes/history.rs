//! What was run or overwritten before, and how its code differs from what is in the editor.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::diff::{self, Labels};
use super::{dialog, wrap};
use crate::locale::{self, Words};
use crate::progress::Entry;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::history::History;
use crate::tui::model::Model;

/// Cells that the page would like.
const WIDTH: u16 = 96;

/// Draws the page: the earlier versions, the selected one in sight, and below how its code differs.
pub fn draw(model: &Model, history: &History, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let (rows, left) = rooms(history, canvas.area());
    let first = (history.selected + 1).saturating_sub(rows);
    let entries = history.entries.iter().enumerate().skip(first).take(rows);
    let mut lines: Vec<Line<'static>> = entries
        .map(|(index, entry)| row(model, history, index, entry, width))
        .collect();
    lines.push(Line::from(Span::styled(
        "─".repeat(width),
        model.palette.style(Role::Rule),
    )));
    let different = different(model, history, width);
    let scroll = history.scroll.min(different.len().saturating_sub(left));
    lines.extend(different.into_iter().skip(scroll));
    let title = model
        .words
        .say_with("history-title", &[("count", history.entries.len().into())]);
    dialog::draw(&model.palette, &title, &lines, 0, WIDTH, canvas);
}

/// Whether more is to be told of how the code differs than is seen at once.
pub fn is_long(model: &Model, history: &History) -> bool {
    let screen = model.area();
    let (_, left) = rooms(history, screen);
    different(model, history, dialog::text_width(screen, WIDTH)).len() > left
}

/// How many versions are seen at once, and how many lines of how the code differs, below a line between them.
fn rooms(history: &History, screen: Rect) -> (usize, usize) {
    let room = dialog::room(screen).max(1);
    let rows = history.entries.len().min((room / 3).max(1));
    (rows, room.saturating_sub(rows + 1))
}

fn row(
    model: &Model,
    history: &History,
    index: usize,
    entry: &Entry,
    width: usize,
) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let is_selected = index == history.selected;
    let (sign, role) = match entry {
        Entry::Run(run) if run.passed => ("✓", Role::Pass),
        Entry::Run(_) => ("✗", Role::Fail),
        Entry::Draft(_) => ("✎", Role::Muted),
    };
    let passed = history.now.0.saturating_sub(entry.at().0);
    let ago = locale::ago(&model.words, passed);
    let lead = 4 + text::width(&ago) + 2;
    let told = wrap::cut(&told(&model.words, entry), width.saturating_sub(lead));
    let line = Line::from(vec![
        Span::styled(
            if is_selected { "▌" } else { " " },
            style(Role::BorderFocus),
        ),
        Span::styled(format!("{sign}  "), style(role)),
        Span::styled(ago, style(Role::Text)),
        Span::styled(format!("  {told}"), style(Role::Muted)),
    ]);
    match is_selected {
        true => line.patch_style(style(Role::CursorLine)),
        false => line,
    }
}

/// How it went, or that it was not run.
fn told(words: &Words, entry: &Entry) -> String {
    match entry {
        Entry::Run(run) => locale::counted(words, run.passed, run.failing, run.total),
        Entry::Draft(_) => words.say("history-draft"),
    }
}

/// The selected version's code and what is in the editor, where they differ.
fn different(model: &Model, history: &History, width: usize) -> Vec<Line<'static>> {
    let (Some(entry), Some(opened)) = (history.entry(), model.desk.opened()) else {
        return Vec::new();
    };
    let labels = Labels {
        expected: model.words.say("history-then"),
        actual: model.words.say("compare-yours"),
    };
    let own = opened.sources();
    let mut lines = Vec::new();
    for file in entry.files() {
        let Some(now) = own
            .iter()
            .find(|f| f.path == file.path && f.text != file.text)
        else {
            continue;
        };
        if own.len() > 1 {
            let path = text::visible(&file.path).into_owned();
            let style = model.palette.style(Role::Subheading);
            lines.push(Line::from(Span::styled(path, style)));
        }
        let different = diff::lines(&file.text, &now.text, &labels, &model.palette);
        lines.extend(different.iter().flat_map(|line| wrap::hard(line, width)));
    }
    if lines.is_empty() {
        let same = model.words.say("history-same");
        lines = wrap::words(&same, width, model.palette.style(Role::Muted));
    }
    lines
}
