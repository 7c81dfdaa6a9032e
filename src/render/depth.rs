//! How many colours there are, and what becomes of a colour where there are fewer.

use ratatui::style::{Color, Style};

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Depth {
    /// No colours, only modifiers such as bold: `NO_COLOR` (<https://no-color.org>), or a terminal that has none.
    None,
    /// The 16 colours whose look the user's terminal decides.
    Ansi16,
    /// xterm's 256.
    Ansi256,
    /// 24 bits.
    TrueColor,
}

impl Depth {
    /// What the environment says; `get` looks a variable up.
    pub fn detect(get: impl Fn(&str) -> Option<String>) -> Self {
        let value = |name| get(name).unwrap_or_default();
        let term = value("TERM");
        if !value("NO_COLOR").is_empty() || term == "dumb" {
            Self::None
        } else if ["truecolor", "24bit"].contains(&value("COLORTERM").as_str())
            || term.contains("direct")
        {
            Self::TrueColor
        } else if term.contains("256color") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }

    /// `style` with each colour replaced by the nearest that can be shown.
    pub fn fit(self, mut style: Style) -> Style {
        style.fg = style.fg.and_then(|colour| self.nearest(colour));
        style.bg = style.bg.and_then(|colour| self.nearest(colour));
        style.underline_color = None;
        style
    }

    fn nearest(self, colour: Color) -> Option<Color> {
        match (self, colour) {
            (Self::None, _) => None,
            (Self::TrueColor, any) => Some(any),
            (Self::Ansi256, Color::Rgb(r, g, b)) => Some(Color::Indexed(indexed([r, g, b]))),
            (Self::Ansi256, any) => Some(any),
            (Self::Ansi16, Color::Rgb(r, g, b)) => Some(ansi([r, g, b])),
            (Self::Ansi16, Color::Indexed(i)) => Some(match i {
                0..16 => ANSI[usize::from(i)].0,
                _ => ansi(rgb(i)),
            }),
            (Self::Ansi16, any) => Some(any),
        }
    }
}

/// The 16 colours in the order of their numbers, with xterm's default values.
pub(super) const ANSI: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// The levels of xterm's colour cube, 16 to 231.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The value of xterm's colour `index` above 15.
fn rgb(index: u8) -> [u8; 3] {
    match index.checked_sub(232) {
        Some(step) => [8 + 10 * step; 3],
        None => {
            let cube = index.saturating_sub(16);
            [cube / 36, cube / 6 % 6, cube % 6].map(|level| LEVELS[usize::from(level)])
        }
    }
}

/// The nearest of xterm's fixed colours.
fn indexed(wanted: [u8; 3]) -> u8 {
    (16..=255)
        .min_by_key(|&i| distance(wanted, rgb(i)))
        .unwrap_or(16)
}

/// The nearest of the 16.
fn ansi(wanted: [u8; 3]) -> Color {
    ANSI.iter()
        .min_by_key(|(_, value)| distance(wanted, *value))
        .map_or(Color::Reset, |(colour, _)| *colour)
}

/// The square of the distance, weighted as the eye is: green counts most, blue least.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    [3, 4, 2]
        .iter()
        .zip(a.iter().zip(b))
        .map(|(weight, (&a, b))| weight * u32::from(a.abs_diff(b)).pow(2))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(vars: &[(&str, &str)]) -> Depth {
        Depth::detect(|name| {
            let found = vars.iter().find(|(n, _)| *n == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_says_the_depth() {
        let truecolor = ("COLORTERM", "truecolor");
        assert_eq!(depth(&[truecolor]), Depth::TrueColor);
        assert_eq!(depth(&[truecolor, ("NO_COLOR", "1")]), Depth::None);
        assert_eq!(depth(&[truecolor, ("NO_COLOR", "")]), Depth::TrueColor);
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Ansi256);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Ansi16);
        assert_eq!(depth(&[("TERM", "dumb")]), Depth::None);
    }

    #[test]
    fn colours_degrade() {
        let fit = |depth: Depth, colour| depth.fit(Style::new().fg(colour)).fg;
        let orange = Color::Rgb(255, 135, 0);
        assert_eq!(fit(Depth::TrueColor, orange), Some(orange));
        assert_eq!(fit(Depth::Ansi256, orange), Some(Color::Indexed(208)));
        assert_eq!(
            fit(Depth::Ansi16, Color::Rgb(250, 10, 10)),
            Some(Color::LightRed)
        );
        assert_eq!(fit(Depth::Ansi16, Color::Indexed(2)), Some(Color::Green));
        assert_eq!(fit(Depth::Ansi16, Color::Indexed(231)), Some(Color::White));
        assert_eq!(fit(Depth::None, orange), None);
    }

    #[test]
    fn every_fixed_colour_is_its_own_nearest() {
        for index in 16..=255 {
            assert_eq!(rgb(indexed(rgb(index))), rgb(index));
        }
    }
}
