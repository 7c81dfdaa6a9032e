#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commands;
mod support;
