//! The escape sequences that say how text looks.

use ratatui::style::{Color, Modifier, Style};
use vte::Params;

use crate::render::depth::ANSI;

/// "Select graphic rendition" (ECMA-48, 8.3.117), as xterm knows it. What hides text (8) or makes it blink (5, 6) is
/// left out.
pub(super) fn select(style: &mut Style, params: &Params) {
    let mut params = params.iter();
    while let Some(param) = params.next() {
        let [code, sub @ ..] = param else {
            continue;
        };
        match (*code, sub) {
            (0, _) => *style = Style::new(),
            (4, [0]) => style.add_modifier -= Modifier::UNDERLINED,
            (38, []) => style.fg = extended(&mut params.by_ref().flatten().copied()).or(style.fg),
            (48, []) => style.bg = extended(&mut params.by_ref().flatten().copied()).or(style.bg),
            (38, sub) => style.fg = extended(&mut without_space(sub)).or(style.fg),
            (48, sub) => style.bg = extended(&mut without_space(sub)).or(style.bg),
            (39, _) => style.fg = None,
            (49, _) => style.bg = None,
            (30..=37, _) => style.fg = numbered(code - 30),
            (40..=47, _) => style.bg = numbered(code - 40),
            (90..=97, _) => style.fg = numbered(code - 90 + 8),
            (100..=107, _) => style.bg = numbered(code - 100 + 8),
            (code, _) => modify(&mut style.add_modifier, code),
        }
    }
}

/// The codes that set modifiers, and those that take them away.
const MODIFIERS: [(u16, u16, Modifier); 7] = [
    (1, 22, Modifier::BOLD),
    (2, 22, Modifier::DIM),
    (3, 23, Modifier::ITALIC),
    (4, 24, Modifier::UNDERLINED),
    (21, 24, Modifier::UNDERLINED),
    (7, 27, Modifier::REVERSED),
    (9, 29, Modifier::CROSSED_OUT),
];

fn modify(modifiers: &mut Modifier, code: u16) {
    for (on, off, modifier) in MODIFIERS {
        if code == on {
            *modifiers |= modifier;
        } else if code == off {
            *modifiers -= modifier;
        }
    }
}

fn numbered(index: u16) -> Option<Color> {
    ANSI.get(usize::from(index)).map(|(colour, _)| *colour)
}

/// What follows 38 or 48: `5;INDEX`, or `2;R;G;B`.
fn extended(values: &mut dyn Iterator<Item = u16>) -> Option<Color> {
    let kind = values.next()?;
    let mut byte = || values.next().and_then(|value| u8::try_from(value).ok());
    match kind {
        5 => byte().map(Color::Indexed),
        2 => Some(Color::Rgb(byte()?, byte()?, byte()?)),
        _ => None,
    }
}

/// The colon form may name a colour space before the values, `2::R:G:B`: leaves it out.
fn without_space(sub: &[u16]) -> impl Iterator<Item = u16> + '_ {
    let space = (sub.first() == Some(&2) && sub.len() > 4).then_some(1);
    let kept = sub
        .iter()
        .enumerate()
        .filter(move |(i, _)| Some(*i) != space);
    kept.map(|(_, value)| *value)
}
