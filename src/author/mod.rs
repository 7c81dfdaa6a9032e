//! What authors do: see that a pack keeps what it promises, and see it as learners will while they write it.
//!
//! It knows no terminal: whoever asks is told how far it is, and gets problems with their places.

mod claim;
pub mod preview;
mod prove;

pub use claim::{Claim, Kind};
pub use prove::{Event, Finding, Tell, prove};
