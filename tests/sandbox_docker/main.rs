//! The Docker engine, against the real one. Knows no runner and no language: what runs are the host's own
//! shell and tools, copied into an image.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod asked;
#[path = "../common/behaviour.rs"]
mod behaviour;
mod connection;
mod daemon;
#[path = "../common/endless.rs"]
mod endless;
#[path = "../common/inside.rs"]
mod inside;
#[path = "../common/inspect.rs"]
mod inspect;
mod keeper;
#[path = "../common/podman.rs"]
mod podman;
mod policy;
mod power;
mod restart;
mod rig;
mod streams;
mod suspended;
#[path = "../common/tools.rs"]
mod tools;
mod victim;
