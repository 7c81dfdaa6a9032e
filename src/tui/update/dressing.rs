//! Trying themes on: what is selected is what the whole screen wears, until one is kept or the list is left.

use super::on_overlay;
use crate::render::{Palette, text};
use crate::tui::effect::Effect;
use crate::tui::looks::{Before, Look, Looks};
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::picker::{Choice, Picker};

/// Shows the themes, unless the learner has gone on to something else meanwhile.
pub fn open(model: &mut Model, looks: &Looks) -> Vec<Effect> {
    if model.overlay.is_some() || model.library.is_open {
        return Vec::new();
    }
    model.before = Some(Before {
        palette: model.palette.clone(),
        is_overruled: looks.is_overruled,
    });
    let picker = Picker::looks(&looks.all, &model.palette, &model.words);
    on_overlay(model, Overlay::Picker(Box::new(picker)))
}

/// After each key: the screen wears what is selected, or again what it wore where the list was left.
pub fn follow(model: &mut Model) {
    let Some(before) = &model.before else {
        return;
    };
    let selected = match &model.overlay {
        Some(Overlay::Picker(picker)) if picker.lists_looks() => Some(picker.choice()),
        _ => None,
    };
    let worn = match selected {
        Some(Some(Choice::Wear(Look { palette, .. }))) => palette.as_ref().ok(),
        _ => None,
    };
    let palette = worn.unwrap_or(&before.palette).clone();
    if selected.is_none() {
        model.before = None;
    }
    wear(model, palette);
}

/// Keeps a theme; one that cannot be read is not worn, and why is said.
pub fn keep(model: &mut Model, look: Look) -> Vec<Effect> {
    let Some(before) = model.before.take() else {
        return Vec::new();
    };
    let palette = match look.palette {
        Ok(palette) => palette,
        Err(why) => {
            wear(model, before.palette);
            model.notice = Some(text::visible(&why).into_owned());
            return Vec::new();
        }
    };
    wear(model, palette);
    let id = match before.is_overruled {
        true => "notice-theme-now",
        false => "notice-theme",
    };
    let name = ("name", look.name.clone().into());
    model.notice = Some(model.words.say_with(id, &[name]));
    vec![Effect::KeepTheme(look.name)]
}

/// Meanings look like this from now on.
pub fn wear(model: &mut Model, palette: Palette) {
    if model.palette != palette {
        model.palette = palette;
        // Their lines have their colours in them; all else names meanings.
        model.results.is_stale();
    }
}
