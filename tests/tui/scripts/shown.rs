//! Every key that the last line shows does something.

use tutorbox::run::{Outcome, Severity};
use tutorbox::tui::keymap;

use super::ready;
use crate::news::{began, complains, ended, prints};
use crate::packs::{browse, catalogue};
use crate::stage::Stage;

/// The ways to what has a last line of its own.
const WAYS: [&str; 16] = [
    "",
    "tab",
    "G",
    "f6",
    "f1",
    "f2",
    "f3",
    "f3 f3",
    "ctrl-p down",
    "ctrl-t down",
    "f6 x ctrl-d",
    "f6 ctrl-f s",
    "f6 ctrl-f s tab x",
    "f6 ctrl-g 2",
    "f2 end enter",
    "f2 end enter f down",
];

/// A key as it is written in `config.toml`, of how people write it.
pub(super) fn written(shown: &str) -> String {
    let (held, name) = shown
        .rsplit_once('+')
        .map_or(("", shown), |(held, name)| (held, name));
    let name = match name {
        "↓" => "down".to_owned(),
        "↑" => "up".to_owned(),
        "→" => "right".to_owned(),
        "←" => "left".to_owned(),
        "PgDn" => "pagedown".to_owned(),
        "PgUp" => "pageup".to_owned(),
        "Del" => "delete".to_owned(),
        letter if letter.chars().count() == 1 && held.is_empty() => letter.to_owned(),
        name => name.to_lowercase(),
    };
    match held {
        "" => name,
        held => format!("{}-{name}", held.to_lowercase()),
    }
}

/// The keys of the last line, and what they are said to do.
fn shown(stage: &Stage) -> Vec<(String, String)> {
    let screen = stage.screen();
    let line = screen.lines().last().unwrap_or_default();
    let buttons = line
        .split("  ")
        .map(str::trim)
        .filter(|button| !button.is_empty());
    // The engine stands at the end.
    let buttons = buttons.filter(|button| !button.starts_with("Docker"));
    let pair = |button: &str| {
        button
            .split_once(' ')
            .map(|(key, name)| (written(key), name.to_owned()))
    };
    let keys = buttons.filter_map(pair);
    // A sentence is no line of keys.
    keys.filter(|(key, _)| keymap::parse(key).is_some())
        .collect()
}

/// All that can be seen of what a key does.
fn state(stage: &mut Stage) -> (String, String) {
    let deeds = format!("{:?}", stage.deeds());
    (stage.screen() + &format!("{:?}", stage.model.focus), deeds)
}

fn try_all(way: &str, mut start: impl FnMut() -> Stage) {
    let mut stage = start();
    stage.keys(way);
    let keys = shown(&stage);
    assert!(!keys.is_empty(), "{way:?}: {}", stage.screen());
    // A page that happens to be short has no more to show.
    let screen = stage.screen();
    let is_short = !screen
        .lines()
        .any(|line| line.contains("↓ ") && line.ends_with('╯'));
    for (key, name) in keys {
        if is_short && name == "page down" {
            continue;
        }
        let mut stage = start();
        stage.keys(way);
        let before = (state(&mut stage).0, "[]".to_owned());
        stage.keys(&key);
        assert_ne!(
            state(&mut stage),
            before,
            "{way:?}: {key} ({name})\n{}",
            stage.screen()
        );
    }
}

#[test]
fn on_every_screen() {
    for way in WAYS {
        try_all(way, ready);
    }
}

#[test]
fn in_the_library() {
    let open = || {
        let mut stage = ready();
        browse(&mut stage, catalogue("en"));
        stage
    };
    for way in ["", "down", "i t"] {
        try_all(way, open);
    }
}

#[test]
fn while_a_program_runs_and_when_it_is_over() {
    let running = || {
        let mut stage = ready();
        stage.keys("tab enter f5").hear_all(began(1));
        stage.hear(prints(1, "Name? "));
        stage
    };
    try_all("", running);
    try_all("f6", running);
    let over = || {
        let mut stage = running();
        stage
            .hear(complains(1, Severity::Warning, "unused", "example", 1))
            .hear(ended(1, Outcome::Exited(0), 0));
        stage
    };
    try_all("", over);
    try_all("f6", over);
    try_all("f6 /", over);
}
