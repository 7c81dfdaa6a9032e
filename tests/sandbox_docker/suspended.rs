//! A program, its keeper or its container is suspended for longer than a run may take, as with a laptop that is closed.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::restart::running;
use crate::victim::{BRIEF, Victim};

/// What else the end may take.
const SOON: Duration = Duration::from_secs(2);

/// It has timed out, and nothing is left.
async fn timed_out(mut victim: Victim) {
    let line = victim.line_with("outcome");
    assert!(line.contains("TimedOut { after: 1s }"), "{line}");
    victim.until_nothing().await;
    victim.child.wait().unwrap();
}

#[tokio::test]
async fn a_program_that_was_suspended_keeps_to_the_deadline_when_it_wakes() {
    let mut victim = Victim::start("runs");
    victim.line_with("at work");
    victim.signal_both(Signal::STOP);
    tokio::time::sleep(2 * BRIEF).await;
    let began = Instant::now();
    victim.signal_both(Signal::CONT);
    timed_out(victim).await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_container_that_is_suspended_ends_at_the_deadline() {
    let mut victim = Victim::start("runs");
    victim.line_with("at work");
    let began = Instant::now();
    let inside = running(&victim.owner, &victim.docker().await).await;
    assert!(!inside.is_empty());
    for one in inside {
        let pid = one.split(' ').next().unwrap().parse().unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::STOP).unwrap();
    }
    timed_out(victim).await;
    assert!(began.elapsed() < BRIEF + SOON, "{:?}", began.elapsed());
}
