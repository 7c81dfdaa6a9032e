//! Which key means what: data, read by the loop, the status line and the help alike.

use std::collections::HashMap;
use std::sync::OnceLock;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::action::Action;
use super::editor;

/// What has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    /// Everywhere, after the context's own keys.
    Anywhere,
    /// The lesson pane.
    Lesson,
    /// The editor pane.
    Editor,
    /// The results pane.
    Results,
    /// The search line of the editor.
    Find,
    /// A question.
    Ask,
    /// A page that lies on top: help, a hint.
    Page,
    /// The map of the course.
    Outline,
    /// A pane of a preview, after the pane's own keys.
    Preview,
}

/// Keys that mean one thing in one context. The first is the one that is shown.
pub struct Binding {
    /// Where.
    pub context: Context,
    /// As they are written: `ctrl-r`, `f5`, `?`.
    pub keys: &'static [&'static str],
    /// What they mean.
    pub action: Action,
    /// The message that names it.
    pub name: &'static str,
}

const fn bind(
    context: Context,
    keys: &'static [&'static str],
    action: Action,
    name: &'static str,
) -> Binding {
    Binding {
        context,
        keys,
        action,
        name,
    }
}

/// Every key but those that edit text, which are `editor::command_for`'s.
pub static BINDINGS: &[Binding] = &{
    use Context::{Anywhere, Ask, Editor, Find, Lesson, Outline, Page, Preview, Results};
    [
        bind(Anywhere, &["f5", "ctrl-r"], Action::Run, "key-run"),
        bind(Anywhere, &["esc"], Action::Back, "key-back"),
        bind(
            Anywhere,
            &["f6", "ctrl-o"],
            Action::NextPane,
            "key-next-pane",
        ),
        bind(
            Anywhere,
            &["ctrl-n"],
            Action::NextUnsolved,
            "key-next-unsolved",
        ),
        bind(Anywhere, &["f1"], Action::Help, "key-help"),
        bind(Anywhere, &["f2"], Action::Outline, "key-outline"),
        bind(Anywhere, &["f3"], Action::Hint, "key-hint"),
        bind(Anywhere, &["f4"], Action::JumpToProblem, "key-jump"),
        bind(Anywhere, &["f7"], Action::NextFile, "key-next-file"),
        bind(Anywhere, &["f8"], Action::Reset, "key-reset"),
        bind(Anywhere, &["f9"], Action::CancelPreparation, "key-cancel"),
        bind(Anywhere, &["ctrl-q"], Action::Quit, "key-quit"),
        bind(Lesson, &["down", "j"], Action::Scroll(1), "key-scroll-down"),
        bind(Lesson, &["up", "k"], Action::Scroll(-1), "key-scroll-up"),
        bind(
            Lesson,
            &["space", "pagedown"],
            Action::ScrollPage(2),
            "key-page-down",
        ),
        bind(
            Lesson,
            &["b", "pageup"],
            Action::ScrollPage(-2),
            "key-page-up",
        ),
        bind(Lesson, &["home", "g"], Action::Top, "key-top"),
        bind(Lesson, &["end", "G"], Action::Bottom, "key-bottom"),
        bind(Lesson, &["tab"], Action::NextCard, "key-next-card"),
        bind(
            Lesson,
            &["backtab"],
            Action::PreviousCard,
            "key-previous-card",
        ),
        bind(Lesson, &["enter"], Action::Open, "key-open"),
        bind(
            Lesson,
            &["n", "right"],
            Action::NextLesson,
            "key-next-lesson",
        ),
        bind(
            Lesson,
            &["p", "left"],
            Action::PreviousLesson,
            "key-previous-lesson",
        ),
        bind(Lesson, &["o"], Action::Outline, "key-outline"),
        bind(Lesson, &["h"], Action::Hint, "key-hint"),
        bind(Lesson, &["r"], Action::Run, "key-run"),
        bind(Lesson, &["?"], Action::Help, "key-help"),
        bind(Lesson, &["q"], Action::Quit, "key-quit"),
        bind(Editor, &["ctrl-f"], Action::Find, "key-find"),
        bind(
            Results,
            &["down", "j"],
            Action::Scroll(1),
            "key-scroll-down",
        ),
        bind(Results, &["up", "k"], Action::Scroll(-1), "key-scroll-up"),
        bind(
            Results,
            &["space", "pagedown"],
            Action::ScrollPage(2),
            "key-page-down",
        ),
        bind(
            Results,
            &["b", "pageup"],
            Action::ScrollPage(-2),
            "key-page-up",
        ),
        bind(Results, &["home", "g"], Action::Top, "key-top"),
        bind(Results, &["end", "G"], Action::Bottom, "key-bottom"),
        bind(Results, &["enter"], Action::JumpToProblem, "key-jump"),
        bind(Results, &["r"], Action::Run, "key-run"),
        bind(Results, &["h"], Action::Hint, "key-hint"),
        bind(Results, &["?"], Action::Help, "key-help"),
        bind(Results, &["q"], Action::Quit, "key-quit"),
        bind(
            Find,
            &["enter", "down", "ctrl-f"],
            Action::FindNext,
            "key-find-next",
        ),
        bind(Find, &["up"], Action::FindPrevious, "key-find-previous"),
        bind(
            Find,
            &["backspace"],
            Action::FindType(None),
            "key-find-erase",
        ),
        bind(Ask, &["y", "enter"], Action::Yes, "key-yes"),
        bind(Ask, &["n", "esc"], Action::No, "key-no"),
        bind(Page, &["down", "j"], Action::Scroll(1), "key-scroll-down"),
        bind(Page, &["up", "k"], Action::Scroll(-1), "key-scroll-up"),
        bind(
            Page,
            &["space", "pagedown"],
            Action::ScrollPage(2),
            "key-page-down",
        ),
        bind(
            Page,
            &["b", "pageup"],
            Action::ScrollPage(-2),
            "key-page-up",
        ),
        bind(Page, &["esc", "q", "enter", "?"], Action::Back, "key-close"),
        bind(
            Outline,
            &["down", "j", "tab"],
            Action::Scroll(1),
            "key-next",
        ),
        bind(
            Outline,
            &["up", "k", "backtab"],
            Action::Scroll(-1),
            "key-previous",
        ),
        bind(
            Outline,
            &["pagedown"],
            Action::ScrollPage(1),
            "key-page-down",
        ),
        bind(Outline, &["pageup"], Action::ScrollPage(-1), "key-page-up"),
        bind(Outline, &["home"], Action::Top, "key-top"),
        bind(Outline, &["end"], Action::Bottom, "key-bottom"),
        bind(Outline, &["enter"], Action::Open, "key-open"),
        bind(Outline, &["esc", "q", "o"], Action::Back, "key-close"),
        bind(Preview, &["s", "ctrl-s"], Action::Solution, "key-solution"),
        bind(Preview, &["v"], Action::Reveal, "key-reveal"),
        bind(
            Preview,
            &["e", "ctrl-e"],
            Action::NextProblem,
            "key-next-problem",
        ),
        bind(Preview, &["c"], Action::ToChange, "key-to-change"),
        bind(Preview, &["l"], Action::NextLanguage, "key-language"),
        bind(Preview, &["w"], Action::NextWidth, "key-width"),
    ]
};

/// What a key means here: the context's own binding, then its text, then what it means in a preview, where this is one, and
/// anywhere.
pub fn action(context: Context, previews: bool, key: KeyEvent) -> Option<Action> {
    let chord = chord(key);
    let bound = |context| table().get(&(context, chord)).map(|b| b.action.clone());
    bound(context)
        .or_else(|| text(context, key))
        .or_else(|| match context {
            // What lies on top keeps all keys but those that leave the program, or turn to another page.
            Context::Ask => bound(Context::Anywhere).filter(|a| *a == Action::Quit),
            Context::Page | Context::Outline => bound(Context::Anywhere).filter(|a| {
                let pages = [Action::Help, Action::Hint, Action::Outline];
                *a == Action::Quit || pages.contains(a)
            }),
            _ => previews
                .then(|| bound(Context::Preview))
                .flatten()
                .or_else(|| bound(Context::Anywhere)),
        })
}

/// The key that is shown for an action in a context, as people write it.
pub fn shown(context: Context, action: &Action) -> Option<String> {
    // What is a letter elsewhere is text where one types.
    let is_typed = |key: &&&str| context == Context::Editor && key.len() == 1;
    [context, Context::Preview, Context::Anywhere]
        .into_iter()
        .find_map(|context| {
            BINDINGS
                .iter()
                .find(|b| b.context == context && b.action == *action)
                .and_then(|b| b.keys.iter().find(|key| !is_typed(key)))
                .map(|key| pretty(key))
        })
}

/// A key as people write it: `Ctrl+R`, `F5`, `↓`.
pub fn pretty(key: &str) -> String {
    let (ctrl, name) = match key.strip_prefix("ctrl-") {
        Some(rest) => ("Ctrl+", rest),
        None => ("", key),
    };
    let name = match name {
        "enter" => "Enter".to_owned(),
        "esc" => "Esc".to_owned(),
        "space" => "Space".to_owned(),
        "tab" => "Tab".to_owned(),
        "backtab" => "Shift+Tab".to_owned(),
        "up" => "↑".to_owned(),
        "down" => "↓".to_owned(),
        "left" => "←".to_owned(),
        "right" => "→".to_owned(),
        "pageup" => "PgUp".to_owned(),
        "pagedown" => "PgDn".to_owned(),
        "home" => "Home".to_owned(),
        "end" => "End".to_owned(),
        "backspace" => "Backspace".to_owned(),
        letter if ctrl.is_empty() && letter.len() == 1 => letter.to_owned(),
        other => other.to_uppercase(),
    };
    format!("{ctrl}{name}")
}

fn text(context: Context, key: KeyEvent) -> Option<Action> {
    match context {
        Context::Editor => editor::command_for(key).map(Action::Edit),
        Context::Find => match key.code {
            KeyCode::Char(c)
                if !key
                    .modifiers
                    .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) =>
            {
                Some(Action::FindType(Some(c)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A key, and what is held with it.
pub type Chord = (KeyCode, KeyModifiers);

fn table() -> &'static HashMap<(Context, Chord), &'static Binding> {
    static TABLE: OnceLock<HashMap<(Context, Chord), &'static Binding>> = OnceLock::new();
    TABLE.get_or_init(|| {
        BINDINGS
            .iter()
            .flat_map(|b| {
                b.keys
                    .iter()
                    .filter_map(|k| parse(k))
                    .map(move |k| ((b.context, k), b))
            })
            .collect()
    })
}

/// A key event without what terminals disagree on: whether a capital carries Shift, and what Shift+Tab is.
fn chord(key: KeyEvent) -> Chord {
    let mut modifiers =
        key.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
    if matches!(key.code, KeyCode::Char(_) | KeyCode::BackTab) {
        modifiers -= KeyModifiers::SHIFT;
    }
    match key.code {
        // Pressed twice quickly, a terminal's Escape reads like one with Alt.
        KeyCode::Esc => (KeyCode::Esc, KeyModifiers::NONE),
        KeyCode::Tab if modifiers.contains(KeyModifiers::SHIFT) => {
            (KeyCode::BackTab, KeyModifiers::NONE)
        }
        code => (code, modifiers),
    }
}

/// The key that is written like this: `ctrl-r`, `shift-up`, `f5`, `?`. `None` for what is no key.
pub fn parse(key: &str) -> Option<Chord> {
    const HELD: [(&str, KeyModifiers); 2] = [
        ("ctrl-", KeyModifiers::CONTROL),
        ("shift-", KeyModifiers::SHIFT),
    ];
    let (mut modifiers, mut name) = (KeyModifiers::NONE, key);
    for (prefix, modifier) in HELD {
        if let Some(rest) = name.strip_prefix(prefix) {
            (modifiers, name) = (modifiers | modifier, rest);
        }
    }
    let code = match name {
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "space" => KeyCode::Char(' '),
        "tab" => KeyCode::Tab,
        "backtab" => KeyCode::BackTab,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "pageup" => KeyCode::PageUp,
        "pagedown" => KeyCode::PageDown,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "backspace" => KeyCode::Backspace,
        name => match name.strip_prefix('f').and_then(|n| n.parse().ok()) {
            Some(n) => KeyCode::F(n),
            None => KeyCode::Char(name.chars().next().filter(|_| name.chars().count() == 1)?),
        },
    };
    Some((code, modifiers))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_a_key_and_means_one_thing() {
        let keys: usize = BINDINGS.iter().map(|b| b.keys.len()).sum();
        assert_eq!(table().len(), keys, "a key is misspelt or bound twice");
    }

    #[test]
    fn text_wins_over_what_a_key_means_anywhere_but_not_over_its_own_context() {
        let key = |code| KeyEvent::new(code, KeyModifiers::NONE);
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        assert_eq!(
            action(Context::Lesson, false, key(KeyCode::Char('q'))),
            Some(Action::Quit)
        );
        assert!(matches!(
            action(Context::Editor, false, key(KeyCode::Char('q'))),
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
        let key = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE);
        let ctrl = |c| KeyEvent::new(KeyCode::Char(c), KeyModifiers::CONTROL);
        let solution = Some(Action::Solution);
        assert_eq!(action(Context::Lesson, true, key('s')), solution);
        assert_eq!(action(Context::Lesson, false, key('s')), None);
        assert_eq!(action(Context::Editor, true, ctrl('s')), solution);
        assert_eq!(action(Context::Editor, false, ctrl('s')), None);
        assert!(matches!(
            action(Context::Editor, true, key('s')),
            Some(Action::Edit(_))
        ));
        assert_eq!(action(Context::Page, true, key('s')), None);
    }

    #[test]
    fn keys_are_shown_as_people_write_them() {
        assert_eq!(shown(Context::Editor, &Action::Run).unwrap(), "F5");
        assert_eq!(pretty("ctrl-o"), "Ctrl+O");
        assert_eq!(pretty("G"), "G");
    }
}
