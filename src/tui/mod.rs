//! The terminal's side: what a learner sees and does.
//!
//! The Elm Architecture. A key becomes an [`Action`](action::Action) through a keymap that is data; `update` changes
//! the [`Model`](model::Model) and says which [`Effect`](effect::Effect)s it wants; a worker carries them out and answers with
//! [`Message`](message::Message)s; `view` draws the model and changes nothing. One loop owns the model.

pub mod editor;

/// The terminal failed.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {}
