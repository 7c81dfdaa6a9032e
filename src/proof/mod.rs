//! What the sandbox withstands: attacks, run one by one in containers like any other code, and judged.
//!
//! An attack is a small program that tries to get out or to do harm, and says how far it came. `corpus` finds them,
//! `judge` holds what a run showed against what its author wrote down, `campaign` runs them on an engine, `host` looks
//! at this machine before and after. How any of it is told to people is unknown here.

mod attack;
mod campaign;
pub mod corpus;
mod host;
mod judge;
mod watched;

pub use attack::{Attack, AttackError, End, Lift};
pub use campaign::{Campaign, Event, Trial};
pub use host::{Leftovers, Snapshot};
pub use judge::{Judgement, judge};
