//! The learner's own keys: what they do, and that every place that names a key names theirs.

use std::sync::Arc;

use tutorbox::config::{KeySetting, Place};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::keymap::Keymap;
use tutorbox::tui::model::Pane;
use tutorbox::tui::overlay::Overlay;

use super::ready;
use crate::stage::Stage;

/// The interface with these keys: `editor run ctrl-enter`.
fn with(settings: &[&str]) -> Stage {
    let settings: Vec<KeySetting> = settings
        .iter()
        .map(|line| {
            let mut words = line.split(' ').map(str::to_owned);
            KeySetting {
                context: words.next().unwrap(),
                action: words.next().unwrap(),
                keys: words.collect(),
                place: Place { line: 1, column: 1 },
            }
        })
        .collect();
    let (keymap, wrong) = Keymap::with(&settings);
    assert_eq!(wrong, []);
    let mut stage = ready();
    stage.model.keymap = Arc::new(keymap);
    stage.frame();
    stage
}

fn runs(stage: &mut Stage) -> bool {
    let effects = stage.effects();
    effects
        .iter()
        .any(|effect| matches!(effect, Effect::Run { .. }))
}

#[test]
fn a_key_of_ones_own_runs_and_ours_does_as_well_where_it_was_left() {
    let mut stage = with(&["editor run ctrl-enter"]);
    stage.keys("f6");
    assert_eq!(stage.model.focus, Pane::Editor);
    let text = stage.text();
    stage.keys("ctrl-enter");
    assert!(runs(&mut stage));
    assert_eq!(stage.text(), text, "it is no line break any more");
    let mut stage = with(&["editor run ctrl-enter"]);
    stage.keys("f6 f5");
    assert!(runs(&mut stage));
    // Enter is what it was.
    let mut stage = with(&["editor run ctrl-enter"]);
    stage.keys("f6 enter");
    assert_ne!(stage.text(), text);
}

#[test]
fn the_status_line_the_help_and_the_list_of_actions_name_the_learners_keys() {
    let mut stage = with(&[
        "editor run ctrl-enter",
        "anywhere help f12",
        "anywhere compare alt-d",
        "anywhere next-file",
        "lesson next-card tab x",
    ]);
    stage.keys("f6");
    let screen = stage.screen();
    assert!(
        screen.contains("Ctrl+Enter") && screen.contains("F12"),
        "{screen}"
    );
    assert!(!screen.contains("F1 "), "{screen}");
    stage.keys("ctrl-p");
    stage.types("starter");
    assert!(stage.screen().contains("Alt+D"), "{}", stage.screen());
    stage.keys("esc f12");
    stage.resize(100, 200);
    let screen = stage.screen();
    for key in ["Ctrl+Enter", "F12", "Alt+D", "Tab, x"] {
        assert!(screen.contains(key), "{key}: {screen}");
    }
    for key in ["F1,", "Ctrl+D", "F7"] {
        assert!(!screen.contains(key), "{key}: {screen}");
    }
}

#[test]
fn what_has_no_key_is_still_in_the_list_of_actions() {
    let mut stage = with(&["anywhere outline", "lesson outline"]);
    stage.keys("f2");
    assert!(stage.model.overlay.is_none());
    stage.keys("ctrl-p");
    stage.types("course");
    stage.keys("enter");
    let overlay = &stage.model.overlay;
    assert!(
        matches!(overlay, Some(Overlay::Outline { .. })),
        "{}",
        stage.screen()
    );
}
