//! What every state looks like.

mod desk;
mod engine;
mod lesson;
mod overlays;
mod preview;
mod results;
mod sizes;
