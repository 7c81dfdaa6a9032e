//! What of the screen is still to be drawn.
//!
//! A frame is drawn part by part, and whoever draws it may do something more urgent in between.

use std::collections::VecDeque;

use ratatui::layout::Rect;

use super::model::Model;
use super::view::{self, Part, Parts};

/// The parts that the last frame had, and those of this one that are not drawn yet.
#[derive(Debug, Default)]
pub struct Frame {
    layout: Parts,
    due: VecDeque<(Part, Rect)>,
}

impl Frame {
    /// A new frame of this model. Where its parts are not those of the last, the whole is drawn at once: what lies between parts is
    /// nobody's.
    pub fn begin(&mut self, model: &Model) {
        let layout = view::parts(model);
        if self.layout == layout {
            self.due = layout.into();
        } else {
            self.due = [view::whole(model)].into();
            self.layout = layout;
        }
    }

    /// What is drawn at once for a key: what has the keys, and of an editor the line that is typed in. What was due is not drawn any
    /// more, for a newer frame is to follow. Nothing, where that will have other parts.
    pub fn answer(&mut self, model: &Model) -> Option<(Part, Rect)> {
        self.due.clear();
        let layout = view::parts(model);
        let first = view::typed_line(model).or(layout.first().copied());
        first.filter(|_| self.layout == layout)
    }

    /// Whether there is something to be drawn.
    pub fn is_due(&self) -> bool {
        !self.due.is_empty()
    }

    /// The part to be drawn next.
    pub fn take(&mut self) -> Option<(Part, Rect)> {
        self.due.pop_front()
    }

    /// Nothing of the last frame is on the terminal any more.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}
