//! For everything that a key can do, a screen on which it does something.

use std::time::Duration;

use tutorbox::progress::{Entry, RunRecord, Timestamp};
use tutorbox::run::{Severity, SourceFile};
use tutorbox::sandbox::image::Progress;
use tutorbox::tui::history::Past;
use tutorbox::tui::keymap::Context;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::Pane;

use crate::author::Author;
use crate::news::{began, complains, done, engine, prints, progress, test_ended};
use crate::packs::{browse, catalogue};
use crate::stage::{Setup, Stage};

/// Wide enough for two panes, and low enough that each has more than it shows.
const SIZE: (u16, u16) = (120, 20);

/// The keys to press first, for what does nothing on the pane's usual screen.
const WAYS: &[(Context, &str, &str)] = &[
    (Context::Anywhere, "wider", "alt-,"),
    (Context::Lesson, "scroll-up", "end"),
    (Context::Lesson, "page-up", "end"),
    (Context::Lesson, "top", "end"),
    (Context::Lesson, "bottom", "home"),
    (Context::Lesson, "previous-card", "tab tab"),
    (Context::Lesson, "previous-lesson", "n"),
    (Context::Lesson, "go-back", "n"),
    (Context::Lesson, "go-forward", "n ["),
    (Context::Lesson, "bookmarks", "m"),
    (Context::Editor, "help-editor-undo", "x right y ctrl-z"),
    (Context::Editor, "help-editor-clipboard", "ctrl-c"),
    (Context::Results, "scroll-down", "home"),
    (Context::Results, "scroll-up", "end"),
    (Context::Results, "page-down", "home"),
    (Context::Results, "page-up", "end"),
    (Context::Results, "top", "end"),
    (Context::Results, "bottom", "home"),
    (Context::Results, "next-found", "/ l i n e enter"),
    (Context::Results, "previous-found", "/ l i n e enter"),
    (Context::Library, "previous", "end"),
    (Context::Library, "page-up", "end"),
    (Context::Library, "top", "end"),
    (Context::Library, "open", "down"),
    (Context::Library, "update", "down down"),
    (Context::Library, "remove", "down down"),
    (Context::Input, "send", "x"),
];

/// The screen on which this, as `config.toml` calls it, does something while this pane has the keys.
pub fn place(context: Context, pane: Pane, name: &str) -> Stage {
    let mut stage = match (context, name) {
        (_, "cancel") => preparing(),
        (_, "next-file") => two_files(),
        (Context::Anywhere, "back") if pane == Pane::Lesson => running(),
        (Context::Library, _) => library(),
        (Context::Preview, _) => preview(),
        (Context::Input, _) => asked(),
        (Context::Ask, _) => asking(),
        _ => worked(),
    };
    if ![Context::Library, Context::Ask].contains(&context) {
        focus(&mut stage, pane);
    }
    open(&mut stage, context);
    let way = WAYS.iter().find(|way| (way.0, way.1) == (context, name));
    if let Some((.., way)) = way {
        stage.keys(way);
    }
    // On the way there may have been another pane.
    if context == Context::Anywhere {
        focus(&mut stage, pane);
    }
    stage.deeds();
    stage
}

/// Opens what lies on a pane and has these keys.
fn open(stage: &mut Stage, context: Context) {
    match context {
        Context::Picker => drop(stage.keys("m '")),
        Context::Find => drop(stage.keys("ctrl-f")),
        Context::History => drop(stage.keys("H").hear(past())),
        _ => {}
    }
}

/// The panes in which keys of this context mean something.
pub fn panes(context: Context) -> &'static [Pane] {
    match context {
        Context::Anywhere => &[Pane::Lesson, Pane::Editor, Pane::Results],
        Context::Editor | Context::Find => &[Pane::Editor],
        Context::Results | Context::Input | Context::History => &[Pane::Results],
        _ => &[Pane::Lesson],
    }
}

fn focus(stage: &mut Stage, pane: Pane) {
    for _ in 0..3 {
        if stage.model.focus == pane {
            return;
        }
        stage.keys("f6");
    }
    panic!("no way to {pane:?}: {}", stage.screen());
}

/// The exercise is run, and went wrong in more than one way; the cursor stands amid the code.
fn worked() -> Stage {
    let mut stage = running();
    let lines: String = (1..40).map(|n| format!("line {n}\n")).collect();
    stage
        .hear(prints(1, &lines))
        .hear(complains(1, Severity::Warning, "unused", "sum.exs", 1))
        .hear(complains(1, Severity::Warning, "unused", "sum.exs", 5))
        .hear(test_ended(1, Some(&"0123456789, ".repeat(60))))
        .hear_all(done(1));
    focus(&mut stage, Pane::Editor);
    stage.keys("down down right right right right right right");
    stage
}

fn running() -> Stage {
    let mut stage = start(Setup::new());
    stage.keys("tab tab enter end x f5").hear_all(began(1));
    stage
}

fn start(setup: Setup) -> Stage {
    let mut stage = setup.size(SIZE.0, SIZE.1).start();
    stage.hear(engine(true));
    stage
}

/// The learner is asked for an image.
fn asking() -> Stage {
    let mut stage = Setup::new().size(SIZE.0, SIZE.1).start();
    stage.hear(engine(false));
    stage
}

/// An image is on its way.
fn preparing() -> Stage {
    let mut stage = asking();
    stage.keys("y").hear(progress(Progress::Finish));
    stage.keys("f6 f5");
    stage
}

fn two_files() -> Stage {
    let mut stage = start(Setup::new().lesson("second"));
    stage.keys("tab enter f5").hear_all(began(1));
    stage.hear_all(done(1));
    stage
}

/// The example reads.
fn asked() -> Stage {
    let mut stage = start(Setup::new());
    stage.keys("tab enter f5").hear_all(began(1));
    stage.hear(prints(1, "Name? "));
    stage
}

fn library() -> Stage {
    let mut stage = start(Setup::new());
    browse(&mut stage, catalogue("en"));
    stage
}

/// The exercise was run before, with other code.
fn past() -> Message {
    let run = RunRecord {
        started_at: Timestamp(0),
        duration: Duration::from_secs(1),
        outcome: String::new(),
        passed: false,
        failing: 1,
        total: 2,
        files: vec![SourceFile::new("sum.exs", "# the first try")],
        asks: None,
    };
    Message::History(Past {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
        entries: Ok(vec![Entry::Run(run)]),
        now: Timestamp(10_000_000),
    })
}

/// A pack that its author has changed, and that is wrong in two places.
fn preview() -> Stage {
    let mut author = Author::new();
    let mut stage = start(Setup::new().preview(author.edition()));
    author
        .replaces("01-first.md", "hint=greet", "hint=great")
        .replaces("01-first.md", "A sum of", "The *sum* of");
    stage.hear(author.saves());
    stage.keys("tab tab enter esc home");
    stage
}

/// All that can be seen of what a key does: each cell, the cursor, the pane that has the keys, and what is wanted of the world.
pub fn seen(stage: &mut Stage) -> String {
    let deeds = stage.deeds();
    let cursor = stage.cursor_on_screen();
    let focus = stage.model.focus;
    format!("{:?} {cursor:?} {focus:?} {deeds:?}", stage.cells())
}

/// Presses keys where they should do something, and says what is wrong where they do not.
pub fn press(stage: &mut Stage, keys: &str) -> Result<(), String> {
    let before = seen(stage);
    let notice = stage.model.notice.clone();
    stage.keys(keys);
    let said = stage.model.notice.clone();
    let refusal = said.filter(|said| notice.as_ref() != Some(said) && refuses(stage, said));
    match refusal {
        Some(said) => Err(format!("{keys} is refused: {said}")),
        None if seen(stage) == before => Err(format!("{keys} does nothing")),
        None => Ok(()),
    }
}

/// Whether this tells that there is nothing to be done.
fn refuses(stage: &Stage, said: &str) -> bool {
    const REFUSALS: [&str; 14] = [
        "notice-no-hints",
        "notice-no-problem",
        "notice-all-passed",
        "notice-first-lesson",
        "notice-last-lesson",
        "notice-is-starter",
        "notice-no-links",
        "notice-nothing-behind",
        "notice-nothing-ahead",
        "notice-no-change",
        "notice-sound",
        "notice-no-search",
        "notice-nothing-to-copy",
        "notice-not-wide",
    ];
    REFUSALS.iter().any(|id| stage.model.words.say(id) == said)
}
