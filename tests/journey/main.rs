//! The built program under a pseudo-terminal, with the real engine and the real store: what a learner does with keys,
//! and what they see.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod browsing;
mod desk;
mod home;
mod hostile;
mod keys;
mod learning;
mod leaving;
mod lost;
mod mouse;
mod offline;
mod outside;
#[path = "../common/podman.rs"]
mod podman;
mod pointing;
mod previewing;
mod running;
mod saving;
mod sessions;
mod settings;
mod simple;
mod slow;
mod suspending;
mod tui;
mod typing;
mod workshop;
