//! What the words of the pack mean, on top.

use super::page::{self, Page};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

/// Cells that the page would like: a line that is not too long to be read.
const WIDTH: u16 = 84;

/// Draws it.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let Some(glossary) = &model.reading.pack().glossary else {
        return;
    };
    let page = Page {
        title: model.words.say("glossary-title"),
        text: glossary,
        below: Vec::new(),
        width: WIDTH,
    };
    page::draw(model, &page, scroll, canvas);
}
