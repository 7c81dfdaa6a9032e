//! The themes there are, to be tried on: those of the binary, and the learner's own.

use std::io;

use crate::config::{self, Assets};
use crate::render::{Depth, Ground, Palette, Theme};

/// Where themes are, and for what terminal.
#[derive(Debug, Clone)]
pub struct Wardrobe {
    /// What has them.
    pub assets: Assets,
    /// What the terminal can show.
    pub depth: Depth,
    /// Whether what is chosen here does not count at the next start, for something else says which it is.
    pub is_overruled: bool,
}

/// A theme that can be tried on.
#[derive(Debug, Clone, PartialEq)]
pub struct Look {
    /// Its name.
    pub name: String,
    /// How meanings look in it; or what is wrong with its file.
    pub palette: Result<Palette, String>,
    /// Whether it is made for a light ground.
    pub is_light: bool,
}

/// What there is to choose from.
#[derive(Debug, Clone, PartialEq)]
pub struct Looks {
    /// All themes.
    pub all: Vec<Look>,
    /// Whether the choice does not count at the next start.
    pub is_overruled: bool,
}

/// What the learner wore before they tried others on.
#[derive(Debug, Clone, PartialEq)]
pub struct Before {
    /// How meanings looked.
    pub palette: Palette,
    /// Whether the choice does not count at the next start.
    pub is_overruled: bool,
}

impl Wardrobe {
    /// Reads every theme.
    pub fn read(&self) -> Looks {
        let names = self.assets.theme_names().into_iter();
        Looks {
            all: names.map(|name| self.look(name)).collect(),
            is_overruled: self.is_overruled,
        }
    }

    fn look(&self, name: String) -> Look {
        let theme = self.theme(&name);
        Look {
            name,
            is_light: theme.as_ref().is_ok_and(|t| t.ground() == Ground::Light),
            palette: theme.map(|theme| theme.at(self.depth)),
        }
    }

    fn theme(&self, name: &str) -> Result<Theme, String> {
        let bytes = self.assets.theme(name).map_err(|error| error.to_string())?;
        let text = String::from_utf8_lossy(&bytes.unwrap_or_default()).into_owned();
        Theme::parse(name, &text).map_err(|error| error.to_string())
    }

    /// Keeps the choice for the next start.
    pub fn keep(&self, name: &str) -> io::Result<()> {
        config::choose_theme(self.assets.data(), name)
    }
}
