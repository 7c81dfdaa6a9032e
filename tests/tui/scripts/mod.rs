//! What keys do: to the model, and what they want of the world. The news of the world is scripted.

mod bookmarks;
mod browsing;
mod changed;
mod clicked;
mod dressing;
mod editing;
mod formatting;
mod helped;
mod keys;
mod looking_back;
mod named;
mod onward;
mod output;
mod overwritten;
mod picking;
mod pictures;
mod places;
mod pointing;
mod preparing;
mod previewing;
mod readonly;
mod restoring;
mod reworking;
mod running;
mod scratch;
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
