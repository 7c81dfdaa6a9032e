//! What authors do: begin a pack, make one of what others have written, see it as learners will while they write it, and see that
//! it keeps what it promises.
//!
//! It knows no terminal: whoever asks is told how far it is, and gets problems with their places.

mod claim;
pub mod import;
mod memory;
mod new;
mod place;
mod plan;
pub mod preview;
mod prove;

pub use claim::{Claim, Kind};
pub use memory::{Key, Memory};
pub use new::{Made, NewError, new};
pub use place::{Place, PlaceError};
pub use plan::{Ground, Plan, Step};
pub use prove::{Event, Finding, Tell, prove};
