//! Archives of packs: what is written is read, and what no tutorbox writes is refused, whoever made it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod fuzz;
mod hostile;
mod keys;
mod made;
mod refused;
mod round_trip;
mod target;
