//! The built program under a pseudo-terminal, with the real engine and the real store: what a learner does with keys,
//! and what they see.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod hostile;
mod keys;
mod learning;
mod leaving;
mod previewing;
mod running;
mod saving;
mod settings;
mod tui;
