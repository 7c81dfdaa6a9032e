//! What authors do: see that a pack keeps what it promises, and make one of what others have written.
//!
//! It knows no terminal: whoever asks is told how far it is, and gets problems with their places.

mod claim;
pub mod import;
mod prove;

pub use claim::{Claim, Kind};
pub use prove::{Event, Finding, Tell, prove};
