//! Brackets and guides, the line at the editor's foot, several files, the solution beside one's code.

use insta::assert_snapshot;
use tutorbox::render::Depth;
use tutorbox::tui::message::Message;
use tutorbox::tui::outside::Unedited;

use crate::news::engine;
use crate::stage::{Setup, Stage};

const NESTED: &str = "defmodule Sum do\n  def sum(list) do\n    Enum.map(list, fn x ->\n      {x, [\")\"]}\n    end)\n  end\nend";

/// The first exercise with nested code in it; the cursor is on the bracket that closes the call.
fn nested(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true)).keys("f6 ctrl-a").paste(NESTED);
    stage.keys("ctrl-g").types("5:8").keys("enter");
    stage
}

#[test]
fn brackets_and_guides() {
    assert_snapshot!(nested(Setup::new()).picture());
}

#[test]
fn brackets_and_guides_without_colours() {
    assert_snapshot!(nested(Setup::new().light().depth(Depth::None)).picture());
}

#[test]
fn brackets_in_a_selection() {
    let mut stage = nested(Setup::new());
    stage.keys("shift-up shift-up");
    assert_snapshot!(stage.picture());
}

#[test]
fn replacing() {
    let mut stage = nested(Setup::new());
    stage.keys("ctrl-f").types("list").keys("tab").types("목록");
    assert_snapshot!(stage.picture());
}

#[test]
fn replacing_in_korean_on_a_small_screen() {
    let mut stage = nested(Setup::new().korean().size(40, 8));
    stage.keys("ctrl-f").types("list").keys("tab");
    stage.types("a replacement that is longer than the screen is wide");
    assert_snapshot!(stage.picture());
}

#[test]
fn going_to_a_line() {
    let mut stage = nested(Setup::new());
    stage.keys("ctrl-g").types("3:");
    assert_snapshot!(stage.picture());
}

#[test]
fn several_files() {
    let mut stage = Setup::new().lesson("second").start();
    stage.hear(engine(true)).keys("f6 f7");
    assert_snapshot!(stage.picture());
}

#[test]
fn compared_with_the_solution() {
    let mut stage = Setup::new().rules("solutions = 0").start();
    stage.hear(engine(true)).keys("f6 ctrl-a").types("mine");
    stage.keys("ctrl-d tab");
    assert_snapshot!(stage.picture());
}

#[test]
fn ones_own_editor_failed() {
    let mut stage = nested(Setup::new().korean());
    stage.hear(Message::EditedOutside(Err(Unedited::Failed {
        editor: "nano -w".to_owned(),
        why: "exit status: 1".to_owned(),
        kept: Some("/tmp/tutorbox-x".into()),
    })));
    assert_snapshot!(stage.picture());
}
