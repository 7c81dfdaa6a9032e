//! Themes: how each [`Role`] looks, read from TOML.
//!
//! A theme file has two tables. `[colours]` names colours, each with its value and what stands for it on a
//! terminal of 16; `[roles]` says how each role looks, in terms of these names. A role that is not there looks
//! like its parent ([`Role::parent`]).
//!
//! ```toml
//! [colours]
//! violet = { hex = "#b3a6f7", ansi = "bright-magenta" }
//! chosen = { hex = "#37345a", ansi = "default", indexed = 17 }  # of 256; the nearest, where it is not said
//! night = { hex = "#2b2f36", ansi = "black" }
//! snow = { hex = "#fdfcff", ansi = "bright-white" }
//!
//! [roles]
//! link = { fg = "violet", underline = true }
//! ground = { fg = "night", bg = "snow" }  # where the terminal's own background is of the other kind
//! ```

mod reader;

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};

use super::{Depth, Face, Role};

/// What one writes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Nearer to black.
    Dark,
    /// Nearer to white.
    Light,
}

/// How every role looks, whatever the terminal.
#[derive(Debug, Clone, PartialEq)]
pub struct Theme {
    name: String,
    looks: Vec<Look>,
}

/// How one role looks.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Look {
    fg: Option<Colour>,
    bg: Option<Colour>,
    modifiers: Modifier,
    /// Added where there are 16 colours or none.
    plain: Modifier,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Colour {
    rgb: Color,
    /// Of 256, where the nearest does not serve: two near to one another may have one nearest.
    indexed: Option<u8>,
    ansi: Color,
}

/// What is wrong with a theme's file. Keys are given as paths, joined by dots.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ThemeError {
    /// It is not TOML.
    #[error("theme {theme:?}: {message}")]
    Syntax {
        /// The theme's name.
        theme: String,
        /// Line, column, and what is wrong.
        message: String,
    },
    /// A key that means nothing, or a colour that has no definition.
    #[error("theme {theme:?}: unknown {what} `{name}`{}{}", place(.at), hint(.suggestion))]
    Unknown {
        /// The theme's name.
        theme: String,
        /// Key, role, colour, or modifier.
        what: &'static str,
        /// As it stands there.
        name: String,
        /// The key that it stands in; empty: none.
        at: String,
        /// What may have been meant.
        suggestion: Option<String>,
    },
    /// A value of the wrong kind.
    #[error("theme {theme:?}: `{key}` is {found}, but must be {wanted}")]
    Value {
        /// The theme's name.
        theme: String,
        /// Its path.
        key: String,
        /// What stands there.
        found: String,
        /// What should.
        wanted: &'static str,
    },
}

fn place(at: &str) -> String {
    match at {
        "" => String::new(),
        _ => format!(" in `{at}`"),
    }
}

fn hint(suggestion: &Option<String>) -> String {
    let name = suggestion.as_ref();
    name.map_or_else(String::new, |name| format!("; did you mean `{name}`?"))
}

impl Theme {
    /// Reads a theme; `name` is for its errors.
    pub fn parse(name: &str, text: &str) -> Result<Self, ThemeError> {
        let roles = reader::read(name, text)?;
        Ok(Self {
            name: name.to_owned(),
            looks: Role::ALL
                .iter()
                .map(|&role| inherited(role, &roles))
                .collect(),
        })
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What it is made for: its plain text is to be read on it.
    pub fn ground(&self) -> Ground {
        match self.looks[Role::Text as usize].fg.map(|ink| ink.rgb) {
            Some(Color::Rgb(r, g, b)) if [r, g, b].map(u32::from).iter().sum::<u32>() < 3 * 128 => {
                Ground::Light
            }
            _ => Ground::Dark,
        }
    }

    /// Its styles on a terminal of that depth.
    pub fn at(&self, depth: Depth) -> Palette {
        Palette {
            depth,
            ground: self.ground(),
            styles: self.looks.iter().map(|look| look.style(depth)).collect(),
        }
    }
}

/// The look of `role`, or of its nearest ancestor that has one.
fn inherited(role: Role, looks: &BTreeMap<Role, Look>) -> Look {
    let mut role = role;
    loop {
        match looks.get(&role) {
            Some(look) => return *look,
            None if role == role.parent() => return Look::default(),
            None => role = role.parent(),
        }
    }
}

impl Look {
    fn style(&self, depth: Depth) -> Style {
        let pick = |colour: Option<Colour>| match depth {
            Depth::None => None,
            Depth::Ansi16 => colour.map(|c| c.ansi),
            Depth::Ansi256 => colour.map(|c| c.indexed.map_or(c.rgb, Color::Indexed)),
            Depth::TrueColor => colour.map(|c| c.rgb),
        };
        let style = Style {
            fg: pick(self.fg),
            bg: pick(self.bg).filter(|ground| *ground != Color::Reset),
            ..Style::new()
        };
        let style = depth.fit(style).add_modifier(self.modifiers);
        match depth {
            Depth::None | Depth::Ansi16 => style.add_modifier(self.plain),
            Depth::Ansi256 | Depth::TrueColor => style,
        }
    }
}

/// A theme on a terminal of a known [`Depth`]: what drawing asks for styles.
#[derive(Debug, Clone, PartialEq)]
pub struct Palette {
    depth: Depth,
    ground: Ground,
    styles: Vec<Style>,
}

impl Palette {
    /// How `role` looks.
    pub fn style(&self, role: Role) -> Style {
        self.styles[role as usize]
    }

    /// How several roles at once look.
    pub fn face(&self, face: Face) -> Style {
        face.roles()
            .fold(Style::new(), |style, role| style.patch(self.style(role)))
    }

    /// What the screen is painted with on a terminal of this background, if it is: one that the theme is made for stays as it is.
    /// A terminal that has not said what it has is taken for a dark one, as most are.
    pub fn paint(&self, background: Option<Ground>) -> Option<Style> {
        let is_fit = background.unwrap_or(Ground::Dark) == self.ground;
        let ground = (!is_fit).then(|| self.style(Role::Ground));
        ground.filter(|ground| ground.bg.is_some())
    }

    /// What the terminal can show.
    pub fn depth(&self) -> Depth {
        self.depth
    }
}
