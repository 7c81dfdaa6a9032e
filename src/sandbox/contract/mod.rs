//! The container contract (`docker/README.md`), as seen from outside: a job goes in, records come out.
//!
//! It speaks with any runner in any engine's container and knows neither. What a learner's code prints is
//! hostile: whatever is not a record with this run's nonce is output and nothing else.

mod feed;
mod job;
mod origin;
mod patience;
mod record;
mod session;

pub use session::{RunHandle, Running, Warm, remove, remove_ended, warm};

#[cfg(test)]
mod tests;
