//! A program, its keeper or its container is suspended for longer than a run may take, as with a laptop that is closed.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bollard::Docker;
use rustix::process::{Pid, Signal, kill_process};

use crate::endless::{RUNNER, tell};
use crate::keeper::keepers_of;
use crate::restart::running;
use crate::rig::{boot, client, engine, until_containers};

/// Set where this test is the program that is suspended.
const VICTIM: &str = "TUTORBOX_TEST_SUSPENDED";

/// A run's own deadline.
const BRIEF: Duration = Duration::from_secs(1);

/// What else the end may take.
const SOON: Duration = Duration::from_secs(2);

#[tokio::test]
async fn a_program_runs_a_job() {
    if std::env::var_os(VICTIM).is_some() {
        let engine = engine().await;
        println!("owner {}", engine.owner());
        let boot = boot(&engine, RUNNER).await;
        tell(engine, boot, BRIEF).await;
    }
}

struct Victim {
    child: Child,
    lines: Box<dyn Iterator<Item = String>>,
    owner: String,
    docker: Docker,
}

impl Victim {
    /// It is in the middle of its run.
    async fn at_work() -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "suspended::a_program_runs_a_job", "--nocapture"])
            .env(VICTIM, "1")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut victim = Self {
            child,
            lines: Box::new(lines.map(Result::unwrap)),
            owner: String::new(),
            docker: client(&engine().await),
        };
        let line = victim.line_with("owner ");
        victim.owner = line.split_once("owner ").unwrap().1.to_owned();
        victim.line_with("at work");
        victim
    }

    fn line_with(&mut self, text: &str) -> String {
        self.lines.find(|line| line.contains(text)).unwrap()
    }

    /// It has timed out, and nothing is left.
    async fn has_timed_out(mut self) {
        let line = self.line_with("outcome");
        assert!(line.contains("TimedOut { after: 1s }"), "{line}");
        until_containers(&self.docker, &self.owner, 0).await;
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn a_program_that_was_suspended_keeps_to_the_deadline_when_it_wakes() {
    let victim = Victim::at_work().await;
    let both = keepers_of(&victim.owner);
    let both = both.into_iter().chain([Pid::from_child(&victim.child)]);
    for process in both.clone() {
        kill_process(process, Signal::STOP).unwrap();
    }
    tokio::time::sleep(2 * BRIEF).await;
    let began = Instant::now();
    for process in both {
        kill_process(process, Signal::CONT).unwrap();
    }
    victim.has_timed_out().await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[tokio::test]
async fn a_container_that_is_suspended_ends_at_the_deadline() {
    let victim = Victim::at_work().await;
    let began = Instant::now();
    let inside = running(&victim.owner, &victim.docker).await;
    assert!(!inside.is_empty());
    for one in inside {
        let pid = one.split(' ').next().unwrap().parse().unwrap();
        kill_process(Pid::from_raw(pid).unwrap(), Signal::STOP).unwrap();
    }
    victim.has_timed_out().await;
    assert!(began.elapsed() < BRIEF + SOON, "{:?}", began.elapsed());
}
