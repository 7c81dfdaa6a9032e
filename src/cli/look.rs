//! How the screen looks: the theme that was asked for, or the one that goes with the terminal's own background.

use super::home::Home;
use super::{CliError, Global};
use crate::config::{self, AUTO};
use crate::render::{Depth, Ground, Palette, Theme};
use crate::tui::background::{Background, Grounds};

/// The themes for a dark and for a light background.
const DARK: &str = "dark";
const LIGHT: &str = "light";

/// How meanings look at first, and how they do once the terminal has said what its background is.
pub struct Look {
    pub palette: Palette,
    pub grounds: Option<Grounds>,
    pub background: Background,
}

/// The theme's name: the one that was asked for, else the one that was chosen on the screen.
pub fn theme(global: &Global, home: &Home) -> String {
    let chosen = || chosen(home).map(|(name, _)| name);
    let name = asked(global, home).or_else(chosen);
    name.unwrap_or_else(|| AUTO.to_owned())
}

fn asked(global: &Global, home: &Home) -> Option<String> {
    let asked = global.theme.as_ref().or(home.settings.theme.as_ref());
    asked.cloned()
}

/// One that is gone since, or broken, keeps nobody from reading.
fn chosen(home: &Home) -> Option<(String, Palette)> {
    let name = config::chosen_theme(home.assets.data())?;
    let palette = palette(&name, home).ok()?;
    Some((name, palette))
}

/// How many colours the terminal has.
pub fn depth() -> Depth {
    Depth::detect(|variable| std::env::var(variable).ok())
}

/// How the screen looks.
pub fn look(global: &Global, home: &Home) -> Result<Look, CliError> {
    let fixed = match asked(global, home) {
        Some(name) if name == AUTO => None,
        Some(name) => Some(palette(&name, home)?),
        None => chosen(home).map(|(_, palette)| palette),
    };
    let background = Background::detect(|name| std::env::var(name).ok());
    if let Some(palette) = fixed {
        return Ok(Look {
            palette,
            grounds: None,
            background,
        });
    }
    let grounds = Grounds {
        dark: palette(DARK, home)?,
        light: palette(LIGHT, home)?,
    };
    Ok(Look {
        palette: grounds.palette(background.ground.unwrap_or(Ground::Dark)),
        grounds: Some(grounds),
        background,
    })
}

fn palette(name: &str, home: &Home) -> Result<Palette, CliError> {
    let assets = &home.assets;
    let text = assets
        .theme(name)
        .map_err(|error| CliError::Theme(error.to_string()))?;
    let text = text.ok_or_else(|| {
        let known = assets.theme_names().join(", ");
        CliError::Theme(format!(
            "there is no theme called {name}; the themes here are: {AUTO}, {known}"
        ))
    })?;
    let text = String::from_utf8_lossy(&text);
    let theme = Theme::parse(name, &text).map_err(|error| CliError::Theme(error.to_string()))?;
    Ok(theme.at(depth()))
}
