//! The render room, through its public face.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod kitchen_sink;
mod layout;
mod pictures;
mod plain;
mod theme;
