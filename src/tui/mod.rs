//! The terminal's side: what a learner sees and does.
//!
//! The Elm Architecture. A key becomes an [`Action`](action::Action) through a keymap that is data; `update` changes
//! the [`Model`](model::Model) and says which [`Effect`](effect::Effect)s it wants; a worker carries them out and answers with
//! [`Message`](message::Message)s; `view` draws the model and changes nothing. One loop owns the model.

pub mod action;
mod app;
pub mod background;
pub mod canvas;
mod changes;
mod clock;
mod console;
mod desk;
pub mod editor;
pub mod effect;
mod engine;
mod foot;
pub mod formatting;
pub mod frame;
mod gate;
mod geometry;
pub mod history;
mod input;
mod job;
pub mod keymap;
pub mod library;
pub mod looks;
pub mod message;
pub mod model;
mod onward;
pub mod outside;
pub mod overlay;
mod painter;
mod panes;
pub mod past;
pub mod picker;
pub mod pictures;
pub mod pointing;
mod prepare;
pub mod preview;
mod reading;
mod release;
mod results;
mod runs;
mod scratch;
pub mod signals;
pub mod target;
mod terminal;
pub mod touch;
mod trail;
pub mod update;
pub mod view;
mod worker;
mod workshop;

pub use app::{Authoring, Hear, Setup, TuiError, play};
pub use worker::{Connect, Tools};
