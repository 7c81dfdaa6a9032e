//! Pictures: room kept free for one, and its words below it. Its pixels come later, from whoever draws.

use std::sync::Arc;

use super::block::{Builder, cells};
use super::flow::{Fragment, Set};
use crate::course::Picture;
use crate::render::{Role, picture, text};

/// The room kept free for a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureFrame {
    /// What is to be seen in it.
    pub picture: Arc<Picture>,
    /// Its first line.
    pub line: usize,
    /// Its first column.
    pub column: u16,
    /// How many columns it has.
    pub width: u16,
    /// How many lines it has.
    pub height: u16,
}

impl Builder<'_> {
    /// Keeps room for the picture of this target. Says whether it can be shown here: if not, its words have to do.
    pub fn picture(&mut self, target: &str, alt: &str) -> bool {
        let found = self.pictures.and_then(|pictures| pictures.get(target));
        let Some(picture) = found else {
            return false;
        };
        let room = (cells(self.room()), self.layout.bounds.picture);
        let Some(size) = picture::fit((picture.width, picture.height), room) else {
            return false;
        };
        self.flush_gap();
        self.layout.pictures.push(PictureFrame {
            picture: Arc::clone(picture),
            line: self.layout.lines.len(),
            column: cells(self.left()),
            width: size.width,
            height: size.height,
        });
        (0..size.height).for_each(|_| self.emit(Set::new()));
        // Whoever does not see the picture, or has it read out, has its words.
        let alt = text::visible(alt.trim()).replace('\n', " ");
        if !alt.is_empty() {
            self.wrapped(&[Fragment::new(self.base().with(Role::Image), alt)]);
        }
        true
    }
}
