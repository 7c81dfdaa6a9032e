//! What every state looks like.

mod changes;
mod desk;
mod engine;
mod ground;
mod lesson;
mod library;
mod looking_back;
mod output;
mod overlays;
mod preview;
mod results;
mod reworking;
mod sizes;
mod text;
mod workshop;
