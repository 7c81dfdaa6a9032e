//! The time box: how much of it is left, told once a minute, so that an idle program stays idle.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::sleep;

use super::message::Message;
use crate::progress::Timestamp;
use crate::progress::time_box::MINUTE_MS;
pub use crate::progress::time_box::{end, minutes_left};

/// How long it is until there is a minute less.
fn until_next(until: Timestamp, now: Timestamp) -> Duration {
    let left = until.0.saturating_sub(now.0).max(0);
    let next = (left - 1).rem_euclid(MINUTE_MS) + 1;
    Duration::from_millis(next.unsigned_abs())
}

/// Tells of every minute less until there is none. By the clock on the wall: a machine that slept has lost the time, too.
pub async fn tell(until: Timestamp, tell: mpsc::UnboundedSender<Message>) {
    loop {
        sleep(until_next(until, Timestamp::now())).await;
        let left = minutes_left(until, Timestamp::now());
        let is_heard = tell.send(Message::MinutesLeft(left)).is_ok();
        if left == 0 || !is_heard {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_counted_down_to_none() {
        let until = end(Timestamp(5), 2);
        for (now, minutes, next) in [
            (5, 2, 60_000),
            (6, 2, 59_999),
            (60_004, 2, 1),
            (60_005, 1, 60_000),
            (120_004, 1, 1),
            (120_005, 0, 60_000),
            (999_999_999, 0, 60_000),
        ] {
            let now = Timestamp(now);
            assert_eq!(minutes_left(until, now), minutes, "{now:?}");
            assert_eq!(
                until_next(until, now),
                Duration::from_millis(next),
                "{now:?}"
            );
        }
    }

    #[tokio::test(start_paused = true)]
    async fn the_end_is_told_once_and_is_the_last_word() {
        let (tell_to, mut told) = mpsc::unbounded_channel();
        let soon = Timestamp(Timestamp::now().0 + 20);
        tell(soon, tell_to).await;
        let mut last = None;
        while let Some(message) = told.recv().await {
            last = Some(message);
        }
        assert_eq!(last, Some(Message::MinutesLeft(0)));
    }
}
