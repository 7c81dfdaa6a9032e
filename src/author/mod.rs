//! What authors do: see that a pack keeps what it promises.
//!
//! It knows no terminal: whoever asks is told how far it is, and gets problems with their places.

mod claim;
mod prove;

pub use claim::{Claim, Kind};
pub use prove::{Event, Finding, Tell, prove};
