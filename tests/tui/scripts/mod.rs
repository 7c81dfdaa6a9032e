//! What keys do: to the model, and what they want of the world. The news of the world is scripted.

mod bookmarks;
mod browsing;
mod dressing;
mod editing;
mod keys;
mod looking_back;
mod output;
mod picking;
mod pointing;
mod preparing;
mod previewing;
mod restoring;
mod reworking;
mod running;
mod shown;
mod storms;
mod wording;
mod workshop;

use crate::news::engine;
use crate::stage::{Setup, Stage};

/// The learner's first screen, on an engine that can run Elixir. What it wants of the world is taken.
fn ready() -> Stage {
    let mut stage = Setup::new().start();
    stage.hear(engine(true)).effects();
    stage
}
