//! Pictures: asked for when they come near, kept when they are painted, and given up where they cannot be.

use ratatui::buffer::Buffer;

use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::pictures::Painting;

/// Asks for what is in sight of the lesson or a screen away and is not painted. To be called once that is prepared.
pub fn paint(model: &mut Model) -> Vec<Effect> {
    let depth = model.palette.depth();
    let near = model.reading.pictures_near();
    let mut wanted: Vec<Painting> = near.map(|frame| Painting::of(frame, depth)).collect();
    wanted.retain(|painting| model.pictures.ask(painting));
    match wanted.is_empty() {
        true => Vec::new(),
        false => vec![Effect::Paint(wanted)],
    }
}

/// Takes what was painted. The words of a picture that is damaged have to do.
pub(super) fn take(model: &mut Model, painting: &Painting, painted: Result<Buffer, String>) {
    match painted {
        Ok(cells) => model.pictures.keep(painting, cells),
        Err(_) => model.reading.give_up(&painting.picture),
    }
}
