//! The interface without a terminal: what every state looks like, and what keys do.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod author;
mod news;
mod packs;
mod picture;
mod screens;
mod scripts;
mod stage;
