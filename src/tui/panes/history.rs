//! What was run before, and how its code differs from what is in the editor.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::diff::{self, Labels};
use super::{dialog, wrap};
use crate::locale;
use crate::progress::RunRecord;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::history::History;
use crate::tui::model::Model;

/// Cells that the page would like.
const WIDTH: u16 = 96;

/// Draws the page: the runs, the selected one in sight, and below how its code differs.
pub fn draw(model: &Model, history: &History, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let (rows, left) = rooms(history, canvas.area());
    let first = (history.selected + 1).saturating_sub(rows);
    let runs = history.runs.iter().enumerate().skip(first).take(rows);
    let mut lines: Vec<Line<'static>> = runs
        .map(|(index, run)| row(model, history, index, run, width))
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
        .say_with("history-title", &[("count", history.runs.len().into())]);
    dialog::draw(&model.palette, &title, &lines, 0, WIDTH, canvas);
}

/// Whether more is to be told of how the code differs than is seen at once.
pub fn is_long(model: &Model, history: &History) -> bool {
    let screen = model.area();
    let (_, left) = rooms(history, screen);
    different(model, history, dialog::text_width(screen, WIDTH)).len() > left
}

/// How many runs are seen at once, and how many lines of how the code differs, below a line between them.
fn rooms(history: &History, screen: Rect) -> (usize, usize) {
    let room = dialog::room(screen).max(1);
    let rows = history.runs.len().min((room / 3).max(1));
    (rows, room.saturating_sub(rows + 1))
}

fn row(
    model: &Model,
    history: &History,
    index: usize,
    run: &RunRecord,
    width: usize,
) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let is_selected = index == history.selected;
    let (sign, role) = match run.passed {
        true => ("✓", Role::Pass),
        false => ("✗", Role::Fail),
    };
    let passed = history.now.0.saturating_sub(run.started_at.0);
    let ago = locale::ago(&model.words, passed);
    let lead = 4 + text::width(&ago) + 2;
    let told = locale::counted(&model.words, run.passed, run.failing, run.total);
    let told = wrap::cut(&told, width.saturating_sub(lead));
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

/// The selected run's code and what is in the editor, where they differ.
fn different(model: &Model, history: &History, width: usize) -> Vec<Line<'static>> {
    let (Some(run), Some(opened)) = (history.run(), model.desk.opened()) else {
        return Vec::new();
    };
    let labels = Labels {
        expected: model.words.say("history-then"),
        actual: model.words.say("compare-yours"),
    };
    let own = opened.sources();
    let mut lines = Vec::new();
    for file in &run.files {
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
