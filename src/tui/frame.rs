//! What of the screen is still to be drawn.
//!
//! A frame is drawn part by part, and whoever draws it may do something more urgent in between.

use std::collections::VecDeque;

use ratatui::layout::Rect;

use super::view::{Part, Parts};

/// The parts that the last frame had, and those of this one that are not drawn yet.
#[derive(Debug, Default)]
pub struct Frame {
    layout: Parts,
    due: VecDeque<(Part, Rect)>,
}

impl Frame {
    /// A new frame of these parts. Where they are not those of the last, the `whole` is drawn at once: what lies between parts
    /// is nobody's.
    pub fn begin(&mut self, layout: Parts, whole: (Part, Rect)) {
        if self.is_laid_out_as(&layout) {
            self.due = layout.into();
        } else {
            self.due = [whole].into();
            self.layout = layout;
        }
    }

    /// Whether the last frame had these parts.
    pub fn is_laid_out_as(&self, layout: &Parts) -> bool {
        self.layout == *layout
    }

    /// Whether there is something to be drawn.
    pub fn is_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// The part to be drawn next.
    pub fn take(&mut self) -> Option<(Part, Rect)> {
        self.due.pop_front()
    }

    /// The rest is not drawn: there will be a newer frame.
    pub fn drop_rest(&mut self) {
        self.due.clear();
    }

    /// Nothing of the last frame is on the terminal any more.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}
