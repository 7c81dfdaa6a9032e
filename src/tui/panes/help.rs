//! The keys, all of them, from the same table that gives them their meaning.

use ratatui::text::{Line, Span};

use super::{dialog, wrap};
use crate::locale;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::workshop;

/// Cells that the page would like.
const WIDTH: u16 = 74;
/// Cells of the column of keys.
const KEYS: usize = 22;

/// The editor's own keys, which are not in the keymap's table.
const EDITING: [(&str, &str); 7] = [
    ("Ctrl+Z, Ctrl+Y", "help-editor-undo"),
    ("Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+A", "help-editor-clipboard"),
    ("Shift+↑ ↓ ← →", "help-editor-select"),
    ("Ctrl+← →", "help-editor-words"),
    ("Tab, Shift+Tab", "help-editor-indent"),
    ("Home, End", "help-editor-line"),
    ("Ctrl+F Tab", "help-editor-replace"),
];

/// Draws the page.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let lines = lines(model, dialog::text_width(canvas.area(), WIDTH));
    let title = model.words.say("help-title");
    dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
}

/// How many lines the page has.
pub fn lines(model: &Model, width: usize) -> Vec<Line<'static>> {
    let muted = model.palette.style(Role::Muted);
    let mut lines = wrap::words(&model.words.say("help-about"), width, muted);
    let limits = locale::limits(&model.words, &model.limits());
    let waiting = locale::waiting(&model.words, model.budget);
    lines.push(Line::default());
    lines.extend(wrap::words(&format!("{limits} {waiting}"), width, muted));
    if let Some(rules) = workshop::rules(&model.words, &model.reading.pack().workshop) {
        lines.push(Line::default());
        lines.extend(wrap::words(&rules, width, muted));
    }
    if model.mouse {
        lines.push(Line::default());
        lines.extend(wrap::words(&model.words.say("help-mouse"), width, muted));
    }
    let sections = [
        (Context::Anywhere, "help-everywhere"),
        (Context::Lesson, "help-lesson"),
        (Context::Editor, "help-editor"),
        (Context::Results, "help-results"),
    ];
    let preview = model.preview.is_some();
    let library = (!preview).then_some((Context::Library, "help-library"));
    let preview = preview.then_some((Context::Preview, "help-preview"));
    for (context, heading) in preview.into_iter().chain(sections).chain(library) {
        lines.push(Line::default());
        let heading = model.words.say(heading);
        lines.push(Line::from(Span::styled(
            heading,
            model.palette.style(Role::Heading),
        )));
        let bindings = model.keymap.bindings().iter();
        for bound in bindings.filter(|b| b.context == context && !b.keys.is_empty()) {
            lines.extend(row(model, &bound.pretty().join(", "), bound.name, width));
        }
        if context == Context::Editor {
            let rows = EDITING.iter();
            lines.extend(rows.flat_map(|(keys, name)| row(model, keys, name, width)));
        }
    }
    lines
}

/// Keys, and what they do beside them; below them, where there is no room for it.
fn row(model: &Model, keys: &str, name: &str, width: usize) -> Vec<Line<'static>> {
    let style = |role| model.palette.style(role);
    let name = model.words.say(name);
    let column = KEYS.max(text::width(keys)) + 2;
    if column + text::width(&name) <= width {
        let pad = " ".repeat(column - text::width(keys));
        return vec![Line::from(vec![
            Span::styled(keys.to_owned(), style(Role::Key)),
            Span::raw(pad),
            Span::styled(name, style(Role::Text)),
        ])];
    }
    let mut lines = wrap::words(keys, width, style(Role::Key));
    let below = wrap::words(&name, width.saturating_sub(2), style(Role::Text));
    lines.extend(below.into_iter().map(|mut line| {
        line.spans.insert(0, Span::raw("  "));
        line
    }));
    lines
}
