//! Every pack there is: three lines each.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{row, rows, scroll, told, touch_row};
use crate::course::Pack;
use crate::locale;
use crate::pack::{Origin, Shelved};
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::geometry::titled;
use crate::tui::keymap::Context;
use crate::tui::library::{Catalogue, Entry, Section};
use crate::tui::model::Model;
use crate::tui::panes::{title, wrap};

/// Draws the list, which has the keys or has not.
pub fn draw(model: &Model, focused: bool, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let list = match &model.library.catalogue {
        Some(catalogue) => list(model, catalogue, body.width),
        None => List {
            lines: told(
                model,
                &model.words.say("library-reading"),
                Role::Muted,
                body.width,
            ),
            ..List::default()
        },
    };
    let height = usize::from(body.height);
    let top = scroll(list.of(model.library.selected), list.lines.len(), height);
    let note = title::more(top, list.lines.len().saturating_sub(top + height));
    let name = model.words.say("library-packs");
    title::draw(&model.palette, head, &name, focused, note, canvas);
    rows(&list.lines, top, body, canvas);
    // What is typed below is to be finished first.
    for (pack, lines) in list.packs.iter().filter(|_| focused) {
        touch_row(*pack, lines, top, body, canvas);
    }
    if focused {
        canvas.touch_lines(body, top, &list.install, Action::Install);
    }
}

/// What is listed.
#[derive(Default)]
struct List {
    lines: Vec<Line<'static>>,
    /// Which pack each of them is of.
    packs: Vec<(usize, Range<usize>)>,
    /// Which name the key that installs one.
    install: Range<usize>,
}

impl List {
    /// The lines of this pack.
    fn of(&self, pack: usize) -> Range<usize> {
        let mut packs = self.packs.iter();
        let found = packs.find(|(index, _)| *index == pack);
        found.map_or(0..0, |(_, lines)| lines.clone())
    }
}

/// All lines.
fn list(model: &Model, catalogue: &Catalogue, width: u16) -> List {
    let (mut lines, mut packs, mut install) = (Vec::new(), Vec::new(), 0..0);
    let entries = || catalogue.entries.iter().enumerate();
    for section in Section::ALL {
        let inside = || entries().filter(|(_, entry)| Section::of(entry) == section);
        let is_empty = inside().next().is_none();
        if is_empty && section != Section::Installed {
            continue;
        }
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        let heading = format!("  {}", model.words.say(section.name()));
        lines.push(Line::styled(heading, model.palette.style(Role::Heading)));
        for (index, entry) in inside() {
            let start = lines.len();
            lines.extend(pack(model, entry, index == model.library.selected, width));
            packs.push((index, start..lines.len()));
        }
        if section == Section::Installed {
            let start = lines.len();
            lines.extend(on_installed(model, catalogue, is_empty, width));
            // What is wrong there names no key.
            if catalogue.problem.is_none() {
                install = start..lines.len();
            }
        }
    }
    List {
        lines,
        packs,
        install,
    }
}

/// What is to be said of the packs that are installed.
fn on_installed(
    model: &Model,
    catalogue: &Catalogue,
    is_empty: bool,
    width: u16,
) -> Vec<Line<'static>> {
    let key = model.keymap.told(Context::Library, &Action::Install);
    match &catalogue.problem {
        Some(why) => told(model, why, Role::Error, width),
        None if is_empty => {
            let key = ("key", key.into());
            let words = model.words.say_with("library-none-installed", &[key]);
            told(model, &words, Role::Muted, width)
        }
        None => Vec::new(),
    }
}

fn pack(model: &Model, entry: &Entry, selected: bool, width: u16) -> Vec<Line<'static>> {
    // The bar, a blank on each side.
    let width = usize::from(width).saturating_sub(3);
    let shelved = &entry.shelved;
    let line = |role, words: &str| {
        let words = wrap::cut(&text::visible(words), width.saturating_sub(3));
        let words = Span::styled(format!("   {words}"), model.palette.style(role));
        row(model, selected, vec![words])
    };
    let mut lines = vec![row(model, selected, head(model, entry, width))];
    match &shelved.pack {
        Ok(pack) => {
            if !pack.description.is_empty() {
                lines.push(line(Role::Text, &pack.description));
            }
            lines.push(line(Role::Muted, &facts(model, shelved, pack)));
        }
        Err(why) => lines.push(line(Role::Error, &why.replace('\n', " "))),
    }
    lines
}

/// What it is called, and how far the learner is in it.
fn head(model: &Model, entry: &Entry, width: usize) -> Vec<Span<'static>> {
    let style = |role| model.palette.style(role);
    let name = &entry.shelved.name;
    let (sign, role, title) = match entry.pack() {
        Some(pack) if pack.id == model.reading.pack().id => ("●", Role::Accent, &pack.title),
        Some(pack) => (" ", Role::Text, &pack.title),
        None => ("✘", Role::Error, name),
    };
    let (progress_role, progress) = progress(model, entry);
    let room = width.saturating_sub(text::width(&progress) + 4);
    let title = wrap::cut(&text::visible(title), room);
    let pad = " ".repeat(room.saturating_sub(text::width(&title)));
    vec![
        Span::styled(format!("{sign}  "), style(role)),
        Span::styled(title, style(Role::Strong)),
        Span::raw(pad),
        Span::styled(format!(" {progress} "), style(progress_role)),
    ]
}

/// How many exercises are passed; of the pack that is open, by now, in the version that is listed.
fn progress(model: &Model, entry: &Entry) -> (Role, String) {
    let Some(pack) = entry.pack() else {
        return (Role::Error, model.words.say("library-broken"));
    };
    let is_open = pack.id == model.reading.pack().id;
    let (passed, total) = match (is_open, entry.passed) {
        (true, _) => model.progress_in(pack),
        (false, Some(passed)) => (passed, pack.exercises().count()),
        (false, None) => return (Role::Muted, String::new()),
    };
    if total == 0 {
        return (Role::Muted, String::new());
    }
    let counts = [("passed", passed.into()), ("total", total.into())];
    let count = model.words.say_with("progress", &counts);
    match passed == total {
        true => (Role::Pass, format!("✓ {count}")),
        false => (Role::Muted, count),
    }
}

/// Whose it is, what it is written in, how large, and who vouches for it.
fn facts(model: &Model, shelved: &Shelved, pack: &Pack) -> String {
    let vouched = match &shelved.origin {
        Origin::BuiltIn | Origin::Own(_) => String::new(),
        Origin::Installed { signer: None } => model.words.say("library-unsigned"),
        Origin::Installed { signer: Some(key) } => {
            let key = ("key", key.as_str().into());
            model.words.say_with("library-signed", &[key])
        }
    };
    let languages: Vec<&str> = pack.languages().into_iter().collect();
    let facts = [
        format!("{} {}", shelved.name, pack.version),
        vouched,
        languages.join(", "),
        locale::size(shelved.size),
        pack.authors.join(", "),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    facts.join(" · ")
}
