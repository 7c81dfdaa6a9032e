#![allow(clippy::unwrap_used, clippy::expect_used)]

mod commands;
mod drawing;
mod keys;
mod layout;
mod places;
mod properties;
mod reworking;
mod support;
