//! The page that welcomes to a pack, on top; below it, by which rules the pack is worked through.

use super::page::{self, Page};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::workshop;

/// Cells that the page would like: code that fits a lesson fits it.
const WIDTH: u16 = 84;

/// Draws it.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let pack = model.reading.pack();
    let Some(welcome) = &pack.welcome else {
        return;
    };
    let page = Page {
        title: model.words.say("welcome-title"),
        text: welcome,
        below: workshop::rules(&model.words, &pack.workshop)
            .map(Into::into)
            .into_iter()
            .collect(),
        width: WIDTH,
    };
    page::draw(model, &page, scroll, canvas);
}
