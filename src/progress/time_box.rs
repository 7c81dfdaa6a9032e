//! The time box of a pack: when it ends, and how much of it is left.

use super::Timestamp;

/// A minute, in milliseconds.
pub const MINUTE_MS: i64 = 60_000;

/// The end of a time box of so many minutes.
pub fn end(begun: Timestamp, minutes: u32) -> Timestamp {
    Timestamp(begun.0.saturating_add(i64::from(minutes) * MINUTE_MS))
}

/// How many minutes are left until then; one that has begun counts.
pub fn minutes_left(until: Timestamp, now: Timestamp) -> u32 {
    let left = until.0.saturating_sub(now.0).max(0);
    let begun = left / MINUTE_MS + i64::from(left % MINUTE_MS > 0);
    u32::try_from(begun).unwrap_or(u32::MAX)
}
