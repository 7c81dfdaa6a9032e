use super::*;
use crate::config::{KeySetting, Place};

fn key(code: KeyCode, modifiers: KeyModifiers) -> KeyEvent {
    KeyEvent::new(code, modifiers)
}

fn plain(code: KeyCode) -> KeyEvent {
    key(code, KeyModifiers::NONE)
}

fn ctrl(c: char) -> KeyEvent {
    key(KeyCode::Char(c), KeyModifiers::CONTROL)
}

fn action(context: Context, previews: bool, key: KeyEvent) -> Option<Action> {
    Keymap::default().action(context, previews, key)
}

/// `[keys.CONTEXT]`, a line each: `editor run ctrl-enter f5`.
fn settings(lines: &[&str]) -> Vec<KeySetting> {
    let lines = lines.iter().enumerate();
    let settings = lines.map(|(line, text)| {
        let mut words = text.split(' ').map(str::to_owned);
        KeySetting {
            context: words.next().unwrap(),
            action: words.next().unwrap(),
            keys: words.collect(),
            place: Place {
                line: line + 1,
                column: 1,
            },
        }
    });
    settings.collect()
}

/// The keymap, and the lines that are wrong with what is said of them.
fn with(lines: &[&str]) -> (Keymap, Vec<(usize, String)>) {
    let (keymap, wrong) = Keymap::with(&settings(lines));
    let wrong = wrong.into_iter().map(|(place, what)| (place.line, what));
    (keymap, wrong.collect())
}

#[test]
fn every_key_is_a_key_and_means_one_thing() {
    let mut seen = std::collections::HashSet::new();
    for binding in BINDINGS {
        for text in binding.keys {
            let chord = parse(text).unwrap_or_else(|| panic!("{text} is no key"));
            let place = (binding.context, chord);
            assert!(
                seen.insert(place),
                "{text} is bound twice in {:?}",
                binding.context
            );
        }
    }
}

#[test]
fn every_action_has_a_name_of_its_own_in_its_context() {
    let mut seen = std::collections::HashSet::new();
    for binding in BINDINGS {
        let name = setting(binding.name);
        assert_ne!(name, binding.name, "it must begin with key-");
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(name.chars().all(is_kebab), "{name}");
        assert!(
            seen.insert((binding.context, name)),
            "{name} twice in {:?}",
            binding.context
        );
    }
}

#[test]
fn text_wins_over_what_a_key_means_anywhere_but_not_over_its_own_context() {
    assert_eq!(
        action(Context::Lesson, false, plain(KeyCode::Char('q'))),
        Some(Action::Leave)
    );
    assert!(matches!(
        action(Context::Editor, false, plain(KeyCode::Char('q'))),
        Some(Action::Edit(_))
    ));
    assert_eq!(action(Context::Editor, false, ctrl('r')), Some(Action::Run));
    assert_eq!(
        action(Context::Editor, false, ctrl('f')),
        Some(Action::Find)
    );
    assert_eq!(action(Context::Ask, false, ctrl('r')), None);
    assert_eq!(action(Context::Ask, false, ctrl('q')), Some(Action::Quit));
}

#[test]
fn the_keys_of_a_preview_are_its_own_and_no_text() {
    let letter = |c| plain(KeyCode::Char(c));
    let solution = Some(Action::Solution);
    assert_eq!(action(Context::Lesson, true, letter('s')), solution);
    assert_eq!(action(Context::Lesson, false, letter('s')), None);
    assert_eq!(action(Context::Editor, true, ctrl('s')), solution);
    assert_eq!(action(Context::Editor, false, ctrl('s')), None);
    assert!(matches!(
        action(Context::Editor, true, letter('s')),
        Some(Action::Edit(_))
    ));
    assert_eq!(action(Context::Page, true, letter('v')), None);
}

#[test]
fn keys_are_shown_as_people_write_them() {
    let keymap = Keymap::default();
    assert_eq!(keymap.shown(Context::Editor, &Action::Run).unwrap(), "F5");
    for (key, shown) in [
        ("ctrl-o", "Ctrl+O"),
        ("G", "G"),
        ("shift-g", "G"),
        ("alt-G", "Alt+Shift+G"),
        ("ctrl-shift-z", "Ctrl+Shift+Z"),
        ("shift-ctrl-z", "Ctrl+Shift+Z"),
        ("shift-tab", "Shift+Tab"),
        ("ctrl-enter", "Ctrl+Enter"),
        ("alt-left", "Alt+←"),
        ("ctrl--", "Ctrl+-"),
        ("f12", "F12"),
        ("ㅎ", "ㅎ"),
    ] {
        assert_eq!(pretty(key), shown, "{key}");
    }
    for no_key in [
        "",
        "ctrl-",
        "f0",
        "f25",
        "entre",
        "ctrl-ctrl-a",
        "super-a",
        "한글",
        "\u{7}",
    ] {
        assert_eq!(parse(no_key), None, "{no_key:?}");
    }
}

#[test]
fn one_key_is_one_chord_however_a_terminal_sends_it() {
    use KeyModifiers as Held;
    let both = Held::CONTROL | Held::SHIFT;
    for (text, code, held) in [
        ("G", KeyCode::Char('G'), Held::SHIFT),
        ("G", KeyCode::Char('G'), Held::NONE),
        ("?", KeyCode::Char('?'), Held::SHIFT),
        ("alt-G", KeyCode::Char('g'), Held::ALT | Held::SHIFT),
        ("ctrl-shift-z", KeyCode::Char('z'), both),
        ("ctrl-shift-z", KeyCode::Char('Z'), both),
        ("ctrl-Z", KeyCode::Char('Z'), Held::CONTROL),
        ("shift-tab", KeyCode::BackTab, Held::SHIFT),
        ("backtab", KeyCode::Tab, Held::SHIFT),
        ("esc", KeyCode::Esc, Held::ALT),
        ("space", KeyCode::Char(' '), Held::SHIFT),
        ("ctrl-enter", KeyCode::Enter, Held::CONTROL),
        ("shift-up", KeyCode::Up, Held::SHIFT),
    ] {
        assert_eq!(parse(text), Some(key::chord(key(code, held))), "{text}");
    }
}

#[test]
fn what_has_no_meaning_of_its_own_means_what_old_terminals_send() {
    use KeyModifiers as Held;
    let lesson = |code, held| action(Context::Lesson, false, key(code, held));
    let ctrl = |c| lesson(KeyCode::Char(c), Held::CONTROL);
    assert_eq!(ctrl('i'), Some(Action::NextCard));
    assert_eq!(ctrl('m'), Some(Action::Open));
    assert_eq!(ctrl('['), Some(Action::Back));
    assert_eq!(lesson(KeyCode::Enter, Held::SHIFT), Some(Action::Open));
    let both = Held::CONTROL | Held::SHIFT;
    assert_eq!(lesson(KeyCode::Char('r'), both), Some(Action::Run));
    // With the keyboard set to Korean.
    assert_eq!(ctrl('ㄱ'), Some(Action::Run));
    assert_eq!(ctrl('e'), None);
    let (keymap, wrong) = with(&["lesson run ctrl-i", "editor find ctrl-shift-r"]);
    assert_eq!(wrong, []);
    let means = |context, code, held| keymap.action(context, false, key(code, held));
    let i = KeyCode::Char('i');
    let here = means(Context::Lesson, i, Held::CONTROL);
    assert_eq!(here, Some(Action::RunInSight));
    let tab = means(Context::Lesson, KeyCode::Tab, Held::NONE);
    assert_eq!(tab, Some(Action::NextCard));
    let r = KeyCode::Char('r');
    assert_eq!(means(Context::Editor, r, both), Some(Action::Find));
    assert_eq!(means(Context::Editor, r, Held::CONTROL), Some(Action::Run));
}

#[test]
fn the_learners_keys_replace_ours() {
    let (keymap, wrong) = with(&[
        "editor run ctrl-enter",
        "anywhere hint f11 ctrl-h-is-none",
        "anywhere next-file",
    ]);
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert_eq!(wrong[0].0, 2);
    let enter = key(KeyCode::Enter, KeyModifiers::CONTROL);
    assert_eq!(
        keymap.action(Context::Editor, false, enter),
        Some(Action::Run)
    );
    assert_eq!(
        keymap.shown(Context::Editor, &Action::Run).unwrap(),
        "Ctrl+Enter"
    );
    let run = keymap.shown(Context::Lesson, &Action::RunInSight);
    assert_eq!(run.unwrap(), "r");
    // Elsewhere it is as it was; what is misspelt counts as not written; what has no key is in the list of all actions.
    let f = |n| plain(KeyCode::F(n));
    assert_eq!(
        keymap.action(Context::Editor, false, f(5)),
        Some(Action::Run)
    );
    assert_eq!(
        keymap.action(Context::Editor, false, f(3)),
        Some(Action::Hint)
    );
    assert_eq!(keymap.action(Context::Editor, false, f(7)), None);
    assert_eq!(keymap.shown(Context::Editor, &Action::NextFile), None);
    assert_eq!(keymap.told(Context::Editor, &Action::NextFile), "Ctrl+P");
}

#[test]
fn enter_with_something_held_is_enter_until_it_is_something_else() {
    for held in [
        KeyModifiers::CONTROL,
        KeyModifiers::SHIFT,
        KeyModifiers::ALT,
    ] {
        let newline = action(Context::Editor, false, plain(KeyCode::Enter));
        assert!(newline.is_some());
        assert_eq!(
            action(Context::Editor, false, key(KeyCode::Enter, held)),
            newline
        );
    }
    let (keymap, wrong) = with(&["anywhere run ctrl-enter", "editor find alt-enter"]);
    assert_eq!(wrong, []);
    let enter = |held| keymap.action(Context::Editor, false, key(KeyCode::Enter, held));
    assert_eq!(enter(KeyModifiers::CONTROL), Some(Action::Run));
    assert_eq!(enter(KeyModifiers::ALT), Some(Action::Find));
}

#[test]
fn two_keys_can_change_places() {
    let (keymap, wrong) = with(&["anywhere run f6", "anywhere next-pane f5"]);
    assert_eq!(wrong, []);
    let f = |n| keymap.action(Context::Results, false, plain(KeyCode::F(n)));
    assert_eq!((f(5), f(6)), (Some(Action::NextPane), Some(Action::Run)));
    assert_eq!(keymap.action(Context::Results, false, ctrl('r')), None);
}

#[test]
fn what_gets_in_the_way_is_told_and_does_not_count() {
    for (lines, line, said) in [
        (
            &["anywhere run f6"][..],
            1,
            "F6 is the key of `next-pane` in [keys.anywhere] already",
        ),
        (
            &["anywhere run f11", "anywhere hint f11"],
            2,
            "the key of `run`",
        ),
        (
            &["lesson follow f5"],
            1,
            "F5 would hide `run` of [keys.anywhere] here",
        ),
        (
            &["anywhere run ctrl-s"],
            1,
            "`solution` in [keys.preview], which would hide it there",
        ),
        (&["editor find x"], 1, "x could not be typed any more"),
        (&["editor run ㅎ"], 1, "ㅎ could not be typed any more"),
        (&["picker open o"], 1, "o could not be typed any more"),
        (
            &["editor run ctrl-z"],
            1,
            "Ctrl+Z is a key of the editor itself",
        ),
        (
            &["editor run enter"],
            1,
            "Enter is a key of the editor itself",
        ),
        (&["anywhere run x"], 1, "x is typed in the editor"),
        (&["anywhere run ctrl-c"], 1, "Ctrl+C edits in the editor"),
        (
            &["lesson follow s"],
            1,
            "S would hide `solution` of [keys.preview]",
        ),
        (
            &["anywhere quit"],
            1,
            "`quit` needs a key in [keys.anywhere]",
        ),
        (&["page close"], 1, "`close` needs a key in [keys.page]"),
        (&["ask no"], 1, "`no` needs a key in [keys.ask]"),
        (
            &["editor run ctrl-entre"],
            1,
            "did you mean \"ctrl-enter\"?",
        ),
        (
            &["editor run C-r"],
            1,
            "\"C-r\" is no key; a key is written as",
        ),
    ] {
        let (keymap, wrong) = with(lines);
        assert_eq!(wrong.len(), 1, "{lines:?}: {wrong:?}");
        assert_eq!(wrong[0].0, line, "{lines:?}");
        let told = wrong[0].1.to_lowercase();
        assert!(told.contains(&said.to_lowercase()), "{lines:?}: {told}");
        if lines.len() == 1 {
            let same = Keymap::default()
                .bindings()
                .iter()
                .map(|b| &b.keys)
                .eq(keymap.bindings().iter().map(|b| &b.keys));
            assert!(same, "{lines:?}");
        }
    }
    // A lesson's q may go, for Ctrl+Q stays.
    assert_eq!(with(&["lesson quit"]).1, []);
}

#[test]
fn what_falls_back_may_be_in_the_way_again() {
    // The second is wrong, so that F3 is the hint's again; then the first is wrong, too.
    let (keymap, wrong) = with(&["anywhere run f3", "anywhere hint f6"]);
    let lines: Vec<usize> = wrong.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [2, 1], "{wrong:?}");
    let hint = keymap.action(Context::Editor, false, plain(KeyCode::F(3)));
    assert_eq!(hint, Some(Action::Hint));
}

#[test]
fn all_that_comes_with_the_program_may_be_written_down() {
    let ours = Keymap::default();
    let all = ours.bindings().iter().map(|bound| {
        let keys = bound.keys.join(" ");
        format!("{} {} {keys}", bound.context.name(), bound.setting())
    });
    let all: Vec<String> = all.collect();
    let lines: Vec<&str> = all.iter().map(String::as_str).collect();
    let (keymap, wrong) = with(&lines);
    assert_eq!(wrong, []);
    let known = known();
    for bound in keymap.bindings() {
        let known = known
            .iter()
            .find(|known| known.context == bound.context.name());
        assert!(known.unwrap().actions.contains(&bound.setting()));
    }
}
