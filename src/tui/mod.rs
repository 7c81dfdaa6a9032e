//! The terminal's side: what a learner sees and does.
//!
//! The Elm Architecture. A key becomes an [`Action`](action::Action) through a keymap that is data; `update` changes
//! the [`Model`](model::Model) and says which [`Effect`](effect::Effect)s it wants; a worker carries them out and answers with
//! [`Message`](message::Message)s; `view` draws the model and changes nothing. One loop owns the model.

pub mod action;
mod app;
pub mod canvas;
mod desk;
pub mod editor;
pub mod effect;
mod engine;
pub mod frame;
mod geometry;
pub mod keymap;
pub mod message;
pub mod model;
mod overlay;
mod panes;
pub mod preview;
mod reading;
mod results;
mod runs;
pub mod signals;
mod terminal;
pub mod update;
pub mod view;
mod worker;

pub use app::{Authoring, Hear, Setup, TuiError, play};
pub use worker::{Connect, Tools};
