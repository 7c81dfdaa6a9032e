//! Archives of packs: what is written is read, and what no tutorbox writes is refused, whoever made it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod keys;
mod made;
mod round_trip;
