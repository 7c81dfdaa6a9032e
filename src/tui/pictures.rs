//! The pictures of lessons as far as they are painted. Painting is the worker's: it takes longer than a key may wait.

use std::collections::VecDeque;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use crate::course::Picture;
use crate::render::{Depth, PictureFrame};

/// So many are kept: more than any screen shows with what is above and below it.
const KEPT: usize = 64;

/// What is to be painted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painting {
    /// Of what.
    pub picture: Arc<Picture>,
    /// In cells.
    pub size: Size,
    /// With the colours of such a terminal.
    pub depth: Depth,
}

impl Painting {
    /// What belongs into a frame.
    pub fn of(frame: &PictureFrame, depth: Depth) -> Self {
        Self {
            picture: Arc::clone(&frame.picture),
            size: Size::new(frame.width, frame.height),
            depth,
        }
    }
}

/// What was asked for, the latest last; nothing is asked for twice.
#[derive(Debug, Default)]
pub struct Pictures {
    known: VecDeque<(Painting, Option<Buffer>)>,
}

impl Pictures {
    /// Keeps in mind that this is asked for. Says whether it was not before.
    pub fn ask(&mut self, painting: &Painting) -> bool {
        let is_new = self.known.iter().all(|(known, _)| known != painting);
        if is_new {
            if self.known.len() >= KEPT {
                self.known.pop_front();
            }
            self.known.push_back((painting.clone(), None));
        }
        is_new
    }

    /// Keeps what was painted, where it is still wanted.
    pub fn keep(&mut self, painting: &Painting, cells: Buffer) {
        let mut known = self.known.iter_mut();
        if let Some((_, kept)) = known.find(|(known, _)| known == painting) {
            *kept = Some(cells);
        }
    }

    /// The cells, once they are there.
    pub fn cells(&self, painting: &Painting) -> Option<&Buffer> {
        let mut known = self.known.iter();
        let (_, cells) = known.find(|(known, _)| known == painting)?;
        cells.as_ref()
    }
}
