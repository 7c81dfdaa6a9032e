//! Every row of the page with the keys does what it says, wherever its section applies.

use crossterm::event::KeyEvent;
use tutorbox::locale::Words;
use tutorbox::tui::keymap::{self, Context, Keymap};
use tutorbox::tui::model::Pane;

use super::places::{panes, place, press};
use super::shown::written;
use crate::author::Author;
use crate::stage::{Setup, Stage};

/// The sections, by the messages that head them.
const SECTIONS: [(&str, Context); 6] = [
    ("help-everywhere", Context::Anywhere),
    ("help-lesson", Context::Lesson),
    ("help-editor", Context::Editor),
    ("help-results", Context::Results),
    ("help-library", Context::Library),
    ("help-preview", Context::Preview),
];

/// The rows of what is the editor's own, and in no table of keys.
const EDITING: [&str; 7] = [
    "help-editor-undo",
    "help-editor-clipboard",
    "help-editor-select",
    "help-editor-words",
    "help-editor-indent",
    "help-editor-line",
    "help-editor-replace",
];

/// Where the keys of a row apply, what they are, and what they are said to do.
type Row = (Context, String, String);

/// The rows of the page as it is drawn.
fn rows(mut stage: Stage) -> Vec<Row> {
    stage.keys("f1").resize(80, 250);
    let words = Words::new(stage.model.words.lang());
    let (mut section, mut rows) = (None, Vec::<Row>::new());
    for line in stage.screen().lines() {
        let Some((_, line)) = line.split_once('│') else {
            continue;
        };
        let line = line.rsplit_once('│').map_or(line, |(line, _)| line);
        let is_below = line.starts_with("          ") && !line.trim().is_empty();
        let line = line.trim();
        let heading = SECTIONS.iter().find(|(id, _)| words.say(id) == line);
        section = heading.map(|(_, context)| *context).or(section);
        let row = line
            .split_once("  ")
            .map(|(keys, what)| (keys, what.trim()));
        match (section, row, rows.last_mut()) {
            (Some(context), Some((keys, what)), _) => {
                rows.push((context, keys.to_owned(), what.to_owned()));
            }
            // What is long goes on below itself.
            (_, None, Some((.., what))) if is_below => *what += &format!(" {line}"),
            _ => {}
        }
    }
    rows
}

/// The keys of a row, each to be pressed by itself: of `Ctrl+← →` two, of `Ctrl+F Tab` one after the other.
fn keys(row: &str) -> Vec<String> {
    let each = |shown: &str| {
        let held = shown.rsplit_once('+').map_or("", |(held, _)| held);
        let mut parts = shown.split(' ');
        let first = written(parts.next().unwrap());
        let others: Vec<&str> = parts.collect();
        if others.iter().all(|other| "↑↓←→".contains(other)) {
            let held = others
                .iter()
                .map(|arrow| written(&format!("{held}+{arrow}")));
            return [first].into_iter().chain(held).collect();
        }
        let others = others.iter().map(|other| written(other));
        vec![
            [first]
                .into_iter()
                .chain(others)
                .collect::<Vec<_>>()
                .join(" "),
        ]
    };
    row.split(", ").flat_map(each).collect()
}

/// What `config.toml` calls what this row tells of; the message's id for what is the editor's own.
fn name(words: &Words, (context, _, what): &Row) -> String {
    let keymap = Keymap::default();
    let mut bindings = keymap.bindings().iter();
    let bound = bindings.find(|b| b.context == *context && words.say(b.name) == *what);
    let own = EDITING.iter().find(|id| {
        let all = ("key", "Alt+A".into());
        *context == Context::Editor && words.say_with(id, &[all]) == *what
    });
    let name = bound.map(|bound| bound.setting());
    name.or(own.copied())
        .unwrap_or_else(|| panic!("nothing is called {what:?}"))
        .to_owned()
}

/// Whether another key is in front of this one where its row says that it applies.
fn is_hidden((context, ..): &Row, name: &str, key: &str, previews: bool) -> bool {
    let keymap = Keymap::default();
    let mut bindings = keymap.bindings().iter();
    let bound = bindings.find(|b| b.context == *context && b.setting() == name);
    let Some(bound) = bound else { return false };
    let (code, held) = keymap::parse(key).unwrap();
    let means = keymap.action(*context, previews, KeyEvent::new(code, held));
    means.as_ref() != Some(&bound.action)
}

/// All that is wrong with the rows; those of these sections are pressed.
fn wrong(stage: Stage, sections: &[Context]) -> Vec<String> {
    let previews = stage.model.preview.is_some();
    let words = Words::new(stage.model.words.lang());
    let rows = rows(stage);
    let mut wrong = Vec::new();
    for row in &rows {
        let name = name(&words, row);
        for key in keys(&row.1) {
            if is_hidden(row, &name, &key, previews) {
                wrong.push(format!("{row:?}: {key} means something else"));
            }
            let pressed = panes(row.0).iter().filter(|_| sections.contains(&row.0));
            for pane in pressed {
                if let Err(why) = press(&mut place(row.0, *pane, &name), &key) {
                    wrong.push(format!("{row:?} in {pane:?}: {why}"));
                }
            }
        }
    }
    wrong
}

/// A page with fewer rows than there are would be read wrongly here.
fn count(contexts: &[Context]) -> usize {
    let keymap = Keymap::default();
    let bindings = keymap.bindings().iter();
    let told = bindings.filter(|bound| contexts.contains(&bound.context));
    told.count() + EDITING.len()
}

const PANES: [Context; 4] = [
    Context::Anywhere,
    Context::Lesson,
    Context::Editor,
    Context::Results,
];

#[test]
fn to_learners() {
    let contexts = [&PANES[..], &[Context::Library]].concat();
    assert_eq!(rows(Setup::new().start()).len(), count(&contexts));
    assert_eq!(wrong(Setup::new().start(), &contexts), Vec::<String>::new());
}

/// The same keys are said to do the same.
#[test]
fn in_korean() {
    let told = |setup: Setup| {
        let stage = setup.start();
        let words = Words::new(stage.model.words.lang());
        let rows = rows(stage).into_iter();
        let told = rows.map(|row| (name(&words, &row), row.0, row.1));
        told.collect::<Vec<_>>()
    };
    assert_eq!(told(Setup::new().korean()), told(Setup::new()));
}

#[test]
fn to_authors() {
    let start = || Setup::new().preview(Author::new().edition()).start();
    let contexts = [&PANES[..], &[Context::Preview]].concat();
    assert_eq!(rows(start()).len(), count(&contexts));
    let wrong = wrong(start(), &[Context::Preview]);
    assert_eq!(wrong, Vec::<String>::new());
}

/// Whoever is in a pane finds its keys at the top of the page; whoever reads, the page's beginning.
#[test]
fn it_begins_with_the_keys_of_what_has_them() {
    let first = |stage: &mut Stage| {
        let screen = stage.keys("f1").screen();
        let rows: Vec<&str> = screen.lines().collect();
        // The box has its border and a blank line above what it tells.
        let top = rows.iter().position(|row| row.contains("╭ Keys")).unwrap();
        rows[top + 2].replace('│', "").trim().to_owned()
    };
    let at = |pane| place(Context::Anywhere, pane, "help");
    assert_eq!(first(&mut at(Pane::Editor)), "In the editor");
    assert_eq!(first(&mut at(Pane::Results)), "In the results");
    assert!(first(&mut at(Pane::Lesson)).starts_with("Every run"));
    let mut library = place(Context::Library, Pane::Lesson, "help");
    // It is the last one.
    assert!(library.keys("f1").screen().contains("In the library"));
}
