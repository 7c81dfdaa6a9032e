//! Whatever comes, in whatever order, on a terminal of whatever size: something is drawn, and the cursor is on the screen.

use crossterm::event::{MouseButton, MouseEventKind};
use proptest::prelude::*;
use tutorbox::run::Outcome;
use tutorbox::tui::keymap::BINDINGS;

use crate::news::{began, ended, engine, prints};
use crate::stage::{Setup, Stage};

/// Something that happens.
#[derive(Debug, Clone)]
enum Deed {
    Key(String),
    Types(String),
    Mouse(MouseEventKind, u16, u16),
    Resize(u16, u16),
    Runs(String),
}

fn deed() -> impl Strategy<Value = Deed> {
    let keys: Vec<String> = BINDINGS
        .iter()
        .flat_map(|binding| binding.keys.iter().map(|key| (*key).to_owned()))
        .collect();
    let button = MouseButton::Left;
    let kind = prop::sample::select(vec![
        MouseEventKind::Down(button),
        MouseEventKind::Down(button),
        MouseEventKind::Drag(button),
        MouseEventKind::Up(button),
        MouseEventKind::ScrollDown,
        MouseEventKind::ScrollUp,
    ]);
    let text = prop::sample::select(vec!["def", "가나", "e\u{301}", "👩‍👩‍👧", "שלום", "\t", "\n"]);
    let text = text.prop_map(str::to_owned);
    prop_oneof![
        6 => prop::sample::select(keys).prop_map(Deed::Key),
        2 => text.clone().prop_map(Deed::Types),
        4 => (kind, 0..130_u16, 0..40_u16).prop_map(|(kind, x, y)| Deed::Mouse(kind, x, y)),
        2 => (0..130_u16, 0..40_u16).prop_map(|(width, height)| Deed::Resize(width, height)),
        1 => text.prop_map(Deed::Runs),
    ]
}

fn happen(stage: &mut Stage, deed: Deed, runs: &mut u64) {
    match deed {
        Deed::Key(key) => stage.keys(&key),
        Deed::Types(text) => stage.types(&text),
        Deed::Mouse(kind, x, y) => stage.mouse(kind, x, y),
        Deed::Resize(width, height) => stage.resize(width, height),
        Deed::Runs(text) => {
            *runs += 1;
            stage
                .keys("f5")
                .hear_all(began(*runs))
                .hear(prints(*runs, &text.repeat(50)))
                .hear(ended(*runs, Outcome::Exited(0), 0))
        }
    };
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_the_screen(deeds in prop::collection::vec(deed(), 1..40)) {
        let mut stage = Setup::new().wide().start();
        stage.hear(engine(true));
        let mut runs = 0;
        for deed in deeds {
            happen(&mut stage, deed, &mut runs);
            let size = stage.model.size;
            if let Some(at) = stage.cursor_on_screen() {
                prop_assert!(at.x < size.width && at.y < size.height, "{at:?} on {size:?}");
            }
            let is_blank = stage.screen().trim().is_empty();
            prop_assert!(!is_blank || size.width < 3 || size.height == 0, "nothing on {size:?}");
        }
    }
}

#[test]
fn the_largest_terminal_is_filled() {
    let mut stage = Setup::new().size(500, 200).start();
    stage.hear(engine(true)).keys("f1 esc f2 esc f6 ctrl-p esc");
    stage.click_on("def sum");
    assert!(stage.screen().contains("Add them up"));
}

#[test]
fn a_terminal_that_is_too_small_says_so_and_loses_nothing() {
    for (width, height) in [(19, 5), (20, 4), (120, 2), (7, 60)] {
        let mut stage = Setup::new().start();
        stage.keys("f6 ctrl-a x").resize(width, height);
        let words = stage.screen().replace('\n', " ");
        assert!(words.contains(&format!("{width}×{height}")), "{words}");
        stage.types("y").resize(80, 24);
        assert_eq!(stage.text(), "xy");
        assert!(stage.screen().contains("xy"));
    }
}
