//! A file that the learner reads and cannot change.

use tutorbox::run::SourceFile;
use tutorbox::tui::effect::Effect;

use crate::author::Author;
use crate::news::engine;
use crate::stage::{Setup, Stage};

const SECOND: &str = "02-second.md";
const MAIN: &str = "IO.puts(Shape.area(2, 3))\n";

fn author() -> Author {
    let mut author = Author::new();
    let solved = format!("```elixir solution=shapes file=main.exs\n{MAIN}```\n");
    author
        .replaces(SECOND, "difficulty=hard", "difficulty=hard readonly")
        .replaces(SECOND, &solved, "");
    author
}

/// Two files are open, the one in front of which cannot be changed.
fn begin(setup: Setup, author: &mut Author) -> Stage {
    let mut stage = setup.preview(author.edition()).start();
    stage.hear(engine(true));
    assert!(stage.model.open_lesson("second"));
    stage.keys("f6 f7").effects();
    assert_eq!(stage.text(), MAIN);
    stage
}

#[test]
fn its_tab_has_a_sign_and_its_title_says_so() {
    insta::assert_snapshot!(begin(Setup::new(), &mut author()).picture());
}

#[test]
fn keys_that_would_change_it_say_why_they_do_not() {
    let mut stage = begin(Setup::new(), &mut author());
    for (keys, away) in [
        ("x", "left"),
        ("enter", "left"),
        ("tab", "left"),
        ("backspace", "left"),
        ("delete", "left"),
        ("ctrl-x", "left"),
        ("ctrl-v", "left"),
        ("ctrl-z", "left"),
        ("ctrl-f I tab enter", "esc"),
        ("ctrl-f I tab alt-a", "esc"),
    ] {
        stage.keys(keys);
        assert_eq!(stage.text(), MAIN, "{keys}");
        let why = "main.exs is read-only: it is part of each run as it is.";
        assert!(stage.screen().contains(why), "{keys}\n{}", stage.screen());
        stage.keys(away);
        assert!(!stage.screen().contains(why));
    }
    stage.paste("pasted");
    assert_eq!(stage.text(), MAIN);
    let saved = |effect: &Effect| matches!(effect, Effect::SaveDraft { .. });
    assert!(!stage.effects().iter().any(saved));
}

#[test]
fn it_is_run_and_neither_saved_nor_edited_elsewhere() {
    let mut stage = begin(Setup::new(), &mut author());
    stage.keys("alt-e");
    let wish = stage.effects().into_iter().find_map(|effect| match effect {
        Effect::EditOutside { files, front } => Some((files.len(), front)),
        _ => None,
    });
    assert_eq!(wish, Some((1, "shape.exs".to_owned())));
    stage.keys("f7 ctrl-a x");
    let own = [SourceFile::new("shape.exs", "x")];
    let drafts = stage
        .effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::SaveDraft { files, .. } => Some(files),
            _ => None,
        });
    assert_eq!(drafts.collect::<Vec<_>>(), [own.to_vec()]);
    stage.keys("f5");
    let run = stage.effects().into_iter().find_map(|effect| match effect {
        Effect::Run { job, .. } => Some(job),
        _ => None,
    });
    let all = [SourceFile::new("main.exs", MAIN), own[0].clone()];
    assert_eq!(run.unwrap().files, all);
}

#[test]
fn it_follows_its_author_whatever_was_typed_beside_it() {
    let mut author = author();
    let mut stage = begin(Setup::new(), &mut author);
    stage.keys("f7 ctrl-a x f7");
    author.replaces(SECOND, "Shape.area(2, 3)", "Shape.area(4, 5)");
    stage.hear(author.saves());
    assert_eq!(stage.text(), "IO.puts(Shape.area(4, 5))\n");
    stage.keys("f7");
    assert_eq!(stage.text(), "x");
}
