//! Pictures of the open lesson: how large they may be, which are near, and which are given up.

use std::borrow::Cow;
use std::sync::Arc;

use super::Reading;
use crate::course::{Document, Picture};
use crate::render::{Bounds, Layout, PictureFrame};

impl Reading {
    /// Whether the terminal has the colours for pictures.
    pub fn allow_pictures(&mut self, allowed: bool) {
        self.shows_pictures = allowed;
    }

    /// What the lesson may take: a picture leaves half of the pane to the words that it belongs to.
    pub(super) fn bounds(&self, width: u16, height: u16) -> Bounds {
        let has_any = self.shows_pictures && !self.lesson().body.pictures.is_empty();
        let picture = if has_any { height / 2 } else { 0 };
        Bounds { width, picture }
    }

    /// The rooms for pictures in sight, and a screen above and below it.
    pub fn pictures_near(&self) -> impl Iterator<Item = &PictureFrame> {
        let from = self.scroll.saturating_sub(self.height);
        let upto = self.scroll + 2 * self.height;
        let frames = self.layout.as_ref().map_or(&[][..], Layout::pictures);
        let is_near = move |frame: &&PictureFrame| {
            frame.line < upto && frame.line + usize::from(frame.height) > from
        };
        frames.iter().filter(is_near)
    }

    /// A picture turned out to be damaged: its words are shown from now on.
    pub fn give_up(&mut self, picture: &Arc<Picture>) {
        self.damaged.push(Arc::clone(picture));
        self.is_stale = true;
    }

    /// The open lesson without the pictures that are given up.
    pub(super) fn body(&self) -> Cow<'_, Document> {
        let body = &self.lesson().body;
        let is_damaged = |picture: &Arc<Picture>| self.damaged.contains(picture);
        if !body.pictures.values().any(is_damaged) {
            return Cow::Borrowed(body);
        }
        let mut body = body.clone();
        body.pictures.retain(|_, picture| !is_damaged(picture));
        Cow::Owned(body)
    }
}
