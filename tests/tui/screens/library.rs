//! The library: what there is, what is found, and what is asked.

use insta::assert_snapshot;
use tutorbox::pack::Change;
use tutorbox::render::Depth;
use tutorbox::tui::library::{Completion, News};

use crate::news::engine;
use crate::packs::{
    arrived, asks_of_limits, asks_of_signer, bare, browse, catalogue, changed, finds, library,
    refused, verifying,
};
use crate::stage::{Setup, Stage};

fn start(setup: Setup) -> Stage {
    let mut stage = setup.start();
    stage.hear(engine(true));
    stage
}

fn open(setup: Setup, lang: &str) -> Stage {
    let mut stage = start(setup);
    browse(&mut stage, catalogue(lang));
    stage
}

#[test]
fn while_it_is_read() {
    assert_snapshot!(start(Setup::new()).keys("ctrl-l").picture());
}

#[test]
fn all_packs() {
    assert_snapshot!(open(Setup::new(), "en").keys("down down").picture());
}

#[test]
fn all_packs_wide_and_in_korean() {
    assert_snapshot!(open(Setup::new().wide().korean(), "ko").picture());
}

#[test]
fn all_packs_without_colours() {
    let setup = Setup::new().depth(Depth::None);
    assert_snapshot!(open(setup, "en").keys("end").picture());
}

#[test]
fn in_a_small_terminal() {
    let setup = Setup::new().size(40, 12);
    assert_snapshot!(open(setup, "en").keys("down down").picture());
}

#[test]
fn nothing_is_installed() {
    let mut stage = start(Setup::new());
    assert_snapshot!(browse(&mut stage, bare("en")).picture());
}

#[test]
fn what_is_installed_cannot_be_read() {
    let mut stage = start(Setup::new().light());
    let mut catalogue = bare("en");
    catalogue.problem = Some(
        "cannot read /home/ada/.local/share/tutorbox/packs: Permission denied (os error 13)"
            .to_owned(),
    );
    assert_snapshot!(browse(&mut stage, catalogue).picture());
}

#[test]
fn why_a_pack_cannot_be_read() {
    assert_snapshot!(open(Setup::new(), "en").keys("end enter").picture());
}

#[test]
fn a_path_is_asked_for() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("/media/stick/t");
    stage.hear(library(News::Completed(Completion {
        typed: "/media/stick/t".to_owned(),
        text: "/media/stick/tea-1.".to_owned(),
        options: vec!["tea-1.0.0.tbx".to_owned(), "tea-1.1.0.tbx".to_owned()],
    })));
    assert_snapshot!(stage.picture());
}

#[test]
fn another_version_is_asked_for_in_korean() {
    let mut stage = open(Setup::new().korean(), "ko");
    assert_snapshot!(stage.keys("down down u").types("~/차").picture());
}

#[test]
fn a_pack_comes_in() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("/media/stick/tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(verifying(2 << 20)).picture());
}

#[test]
fn a_new_signer() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(asks_of_signer()).picture());
}

#[test]
fn a_new_signer_in_korean() {
    let mut stage = open(Setup::new().korean(), "ko");
    stage.keys("i").types("tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(asks_of_signer()).picture());
}

#[test]
fn limits_are_granted_or_not() {
    let mut stage = open(Setup::new().wide(), "en");
    stage.keys("i").types("tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(asks_of_limits()).picture());
}

#[test]
fn a_pack_has_come_in() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("tea.tbx").keys("enter");
    stage.hear(arrived(Change::From(semver::Version::new(1, 0, 0))));
    stage.hear(library(News::Read(catalogue("en"))));
    assert_snapshot!(stage.picture());
}

#[test]
fn what_an_update_changes() {
    let mut stage = open(Setup::new(), "en");
    assert_snapshot!(stage.hear(changed()).picture());
}

#[test]
fn what_an_update_changes_in_korean() {
    let mut stage = open(Setup::new().wide().korean(), "ko");
    assert_snapshot!(stage.hear(changed()).picture());
}

#[test]
fn a_pack_is_refused() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("/media/stick/tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(refused()).picture());
}

#[test]
fn a_path_that_was_refused_is_there_to_be_mended() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("i").types("/media/stick/tea.tbx").keys("enter");
    assert_snapshot!(stage.hear(refused()).keys("esc").picture());
}

#[test]
fn a_pack_is_to_go() {
    assert_snapshot!(open(Setup::new(), "en").keys("down down x").picture());
}

#[test]
fn a_search_begins() {
    assert_snapshot!(open(Setup::new(), "en").keys("/").picture());
}

#[test]
fn what_a_search_finds() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("/").types("hello");
    assert_snapshot!(finds(&mut stage).keys("down").picture());
}

#[test]
fn what_a_search_finds_in_korean() {
    let mut stage = open(Setup::new().wide().korean(), "ko");
    stage.keys("/").types("합");
    assert_snapshot!(finds(&mut stage).picture());
}

#[test]
fn a_search_finds_nothing() {
    let mut stage = open(Setup::new(), "en");
    stage.keys("/").types("no such words");
    assert_snapshot!(finds(&mut stage).picture());
}
