//! What checks and tests say is shown in the language of the prose, as far as its translation has words for it.

use tutorbox::run::ProgramStatus;

use crate::author::Author;
use crate::news::{began, done, engine, program_ended, test_ended, uses_enum_sum};
use crate::stage::{Setup, Stage};

/// A preview of the exercise `sum`, of which a run has failed the test, and a check of the source in line 4 as well.
fn failed(author: &mut Author) -> Stage {
    let mut stage = Setup::new().wide().preview(author.edition()).start();
    stage.hear(engine(true)).keys("f6 f5");
    stage
        .hear_all(began(1))
        .hear(uses_enum_sum(1))
        .hear(test_ended(1, Some("2")))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all(done(1));
    stage
}

/// An author who has words for the test of `sum`, and for what its check of the source says.
fn author() -> Author {
    let mut author = Author::new();
    let (forbid, told) = (
        "forbid = [\"Enum.sum\"]",
        "message = \"Add them up yourself.\"",
    );
    author.replaces("01-first.md", forbid, &format!("{forbid}\n{told}"));
    let words = "```toml words=sum\nadds = \"더한다\"\n\"Add them up yourself.\" = \"직접 더해 보세요.\"\n```\n\n## 말";
    author.replaces("01-first.ko.md", "## 말", words);
    author
}

#[test]
fn a_verdict_is_in_the_language_of_the_prose() {
    let stage = failed(&mut author());
    let screen = stage.screen();
    assert!(
        screen.contains("✗ adds") && screen.contains("Add them up yourself."),
        "{screen}"
    );
    let mut stage = failed(&mut author());
    let screen = stage.keys("esc l").screen();
    assert!(
        screen.contains("✗ 더한다") && screen.contains("직접 더해 보세요."),
        "{screen}"
    );
    assert!(
        !screen.contains("adds") && !screen.contains("yourself"),
        "{screen}"
    );
}
