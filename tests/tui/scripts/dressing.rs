//! Trying themes on.

use tutorbox::render::{Depth, Ground, Palette, Theme};
use tutorbox::run::ProgramStatus;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::looks::{Look, Looks};
use tutorbox::tui::message::Message;

use crate::news::{began, done, engine, program_ended, test_ended};
use crate::stage::{DARK, LIGHT, Setup, Stage};

fn palette(theme: &str) -> Palette {
    Theme::parse("test", theme).unwrap().at(Depth::TrueColor)
}

fn looks(is_overruled: bool) -> Message {
    let look = |name: &str, palette| Look {
        name: name.to_owned(),
        is_light: name == "light",
        palette,
    };
    let all = vec![
        look("broken", Err("broken.toml:1: no colour".to_owned())),
        look("dark", Ok(palette(DARK))),
        look("light", Ok(palette(LIGHT))),
    ];
    Message::Themes(Looks { all, is_overruled })
}

/// Wide, with a run that failed, and the keys in the lesson.
fn ran(setup: Setup) -> Stage {
    let mut stage = setup.wide().start();
    stage.hear(engine(true));
    stage.keys("f5");
    stage
        .hear_all(began(1))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_ended(1, Some("1")))
        .hear_all(done(1))
        .effects();
    stage
}

#[test]
fn what_is_selected_is_worn_at_once_and_enter_keeps_it() {
    let mut stage = ran(Setup::new());
    assert_eq!(stage.keys("T").deeds(), [Effect::ReadThemes]);
    stage.hear(looks(false)).keys("down");
    assert!(stage.model.palette == palette(LIGHT));
    assert!(stage.screen().contains("for a light terminal"));
    stage.keys("enter");
    assert_eq!(stage.deeds(), [Effect::KeepTheme("light".to_owned())]);
    assert!(stage.screen().contains("from now on: light"));
    // All of the screen is as if it had begun so: the lesson's code, the editor, the results, which have colours of their own, and
    // the ground, which is not the terminal's.
    let setup = Setup::new().light().on(Ground::Dark);
    let light = ran(setup).keys("j k").cells();
    assert!(stage.keys("j k").cells() == light);
}

#[test]
fn escape_and_another_list_give_back_what_was_worn() {
    let mut stage = ran(Setup::new());
    let before = stage.cells();
    stage.keys("T").hear(looks(false)).keys("down esc");
    assert!(stage.cells() == before);
    stage.keys("T").hear(looks(false)).keys("down ctrl-t");
    assert!(stage.screen().contains("Go to"));
    stage.keys("esc");
    assert!(stage.cells() == before);
    assert!(
        stage
            .effects()
            .iter()
            .all(|e| !matches!(e, Effect::KeepTheme(_)))
    );
}

#[test]
fn what_cannot_be_read_is_not_worn_and_says_why() {
    let mut stage = ran(Setup::new());
    stage.keys("T").hear(looks(false)).keys("down up up");
    assert!(stage.model.palette == palette(DARK));
    stage.keys("enter");
    assert!(stage.screen().contains("broken.toml:1"));
    assert!(stage.model.palette == palette(DARK));
}

#[test]
fn a_choice_that_the_next_start_overrules_says_so() {
    let mut stage = ran(Setup::new());
    stage.keys("T").hear(looks(true)).keys("l i g enter");
    assert!(stage.screen().contains("light, until you leave."));
}

#[test]
fn a_list_that_comes_late_does_not_lie_over_something_else() {
    let mut stage = ran(Setup::new());
    stage.keys("T f1").hear(looks(false)).keys("esc");
    assert!(stage.model.overlay.is_none());
}
