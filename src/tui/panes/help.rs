//! The keys, all of them, from the same table that gives them their meaning.

use ratatui::text::{Line, Span};

use super::{dialog, wrap};
use crate::locale;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::workshop;

/// Cells that the page would like.
const WIDTH: u16 = 74;
/// Cells of the column of keys.
const KEYS: usize = 22;
/// Cells of what they do, however narrow the page is.
const LEAST: usize = 16;

/// The editor's own keys, which are not in the keymap's table.
const EDITING: [(&str, &str); 6] = [
    ("Ctrl+Z, Ctrl+Y", "help-editor-undo"),
    ("Ctrl+C, Ctrl+X, Ctrl+V, Ctrl+A", "help-editor-clipboard"),
    ("Shift+↑ ↓ ← →", "help-editor-select"),
    ("Ctrl+← →", "help-editor-words"),
    ("Tab, Shift+Tab", "help-editor-indent"),
    ("Home, End", "help-editor-line"),
];

/// Draws the page.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let lines = lines(model, dialog::text_width(canvas.area(), WIDTH));
    let title = model.words.say("help-title");
    dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
}

/// Where the page begins: at the section of what has the keys. Of a lesson that is where all begins, since whoever is new to it asks there.
pub fn beginning(model: &Model) -> usize {
    let section = match model.context() {
        Context::Editor | Context::Find | Context::Replace | Context::Line => "help-editor",
        Context::Results | Context::Seek | Context::Input => "help-results",
        Context::Library | Context::Path | Context::Search => "help-library",
        _ => return 0,
    };
    let (area, heading) = (model.area(), model.words.say(section));
    let lines = lines(model, dialog::text_width(area, WIDTH));
    let last = lines.len().saturating_sub(dialog::room(area));
    let mut lines = lines.iter();
    let at = lines.position(|line| line.to_string() == heading);
    at.unwrap_or(0).min(last)
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
            let what = model.words.say(bound.name);
            lines.extend(row(model, width, &bound.pretty().join(", "), &what));
        }
        if context == Context::Editor {
            let own = EDITING.iter();
            lines.extend(own.flat_map(|(keys, id)| row(model, width, keys, &model.words.say(id))));
            lines.extend(replacing(model, width));
        }
    }
    lines
}

/// How one comes to replace: it has no key of its own.
fn replacing(model: &Model, width: usize) -> Vec<Line<'static>> {
    let key = |context, action| model.keymap.told(context, &action);
    let find = key(Context::Editor, Action::Find);
    let other = key(Context::Find, Action::OtherField);
    let all = key(Context::Replace, Action::ReplaceAll);
    let what = model
        .words
        .say_with("help-editor-replace", &[("key", all.into())]);
    row(model, width, &format!("{find} {other}"), &what)
}

/// What is too long for its line goes on below itself.
fn row(model: &Model, width: usize, keys: &str, what: &str) -> Vec<Line<'static>> {
    let beside = text::width(keys).max(KEYS) + 2;
    let room = width.saturating_sub(beside).max(LEAST);
    let style = model.palette.style(Role::Text);
    let mut lines = wrap::words(what, room, style);
    for (index, line) in lines.iter_mut().enumerate() {
        let keys = if index == 0 { keys } else { "" };
        let pad = " ".repeat(beside - text::width(keys));
        let keys = Span::styled(keys.to_owned(), model.palette.style(Role::Key));
        line.spans.splice(0..0, [keys, Span::raw(pad)]);
    }
    lines
}
