//! The embedded engine, on this machine. Knows no runner and no language: what runs are the host's own shell and tools.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../common/behaviour.rs"]
mod behaviour;
#[path = "../common/endless.rs"]
mod endless;
#[path = "../common/inside.rs"]
mod inside;
mod killed;
mod lifted;
mod policy;
mod power;
mod rig;
mod streams;
#[path = "../common/tools.rs"]
mod tools;
mod traces;
mod user;
