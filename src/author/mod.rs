//! What authors do: see that a pack keeps what it promises.
//!
//! It knows no terminal: whoever asks is told how far it is, and gets problems with their places.

mod claim;
mod memory;
mod plan;
mod prove;

pub use claim::{Claim, Kind};
pub use memory::{Key, Memory};
pub use plan::{Ground, Plan, Step};
pub use prove::{Event, Finding, Tell, prove};
