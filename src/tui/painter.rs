//! Paints pictures beside the loop, and tells what came of it. It knows no model: what is wanted comes whole.

use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::spawn_blocking;

use super::message::Message;
use super::pictures::Painting;
use crate::render;

/// Paints one picture after the other: the memory that decoding takes, it takes once, however fast somebody scrolls.
pub struct Painter {
    tell: UnboundedSender<Message>,
    turn: Arc<Mutex<()>>,
}

impl Painter {
    /// One that tells its news to `tell`.
    pub fn new(tell: UnboundedSender<Message>) -> Self {
        let turn = Arc::default();
        Self { tell, turn }
    }

    /// Paints these; returns at once.
    pub fn paint(&self, wanted: Vec<Painting>) {
        let (tell, turn) = (self.tell.clone(), Arc::clone(&self.turn));
        spawn_blocking(move || {
            for painting in wanted {
                let turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
                let painted = render::paint(&painting.picture, painting.size, painting.depth);
                drop(turn);
                let painted = painted.map_err(|error| error.to_string());
                tell.send(Message::Painted(painting, painted)).ok();
            }
        });
    }
}
