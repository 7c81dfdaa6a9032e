//! What every state looks like.

mod desk;
mod engine;
mod lesson;
mod overlays;
mod results;
mod sizes;
