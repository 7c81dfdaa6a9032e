//! A program that is killed or suspended in the middle of its work: this test program, started once more.

use std::io::{BufRead, BufReader, Lines};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use bollard::Docker;
use rustix::process::{Pid, Signal, kill_process};

use crate::endless::{RUNNER, tell};
use crate::keeper::keepers_of;
use crate::rig::{bash, boot, client, engine, until_containers};

/// A run's own deadline.
pub const BRIEF: Duration = Duration::from_secs(1);

/// Set where this test is that program, to what it does.
const VICTIM: &str = "TUTORBOX_TEST_VICTIM";

/// Code that spins, and never looks at its input.
pub const SPIN: &str = "echo spinning; while :; do :; done";

#[tokio::test]
async fn a_program_does_its_work() {
    let Ok(what) = std::env::var(VICTIM) else {
        return;
    };
    let engine = engine().await;
    println!("owner {}", engine.owner());
    let script = match what.as_str() {
        "parks" => "read -r job; exit 1",
        _ => SPIN,
    };
    match what.as_str() {
        "runs" => {
            let boot = boot(&engine, RUNNER).await;
            tell(engine, boot, BRIEF).await;
        }
        "boots" => loop {
            let booted = bash(&engine, script).await;
            booted.control.remove().await.unwrap();
        },
        _ => {
            let _container = bash(&engine, script).await;
            println!("at work");
            std::future::pending::<()>().await;
        }
    }
}

pub struct Victim {
    pub child: Child,
    pub owner: String,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Victim {
    /// It `parks` a container, has one that `spins`, `boots` one after the other, or `runs` a job that never ends.
    pub fn start(what: &str) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "victim::a_program_does_its_work", "--nocapture"])
            .env(VICTIM, what)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut victim = Self {
            lines: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
            owner: String::new(),
        };
        let line = victim.line_with("owner ");
        victim.owner = line.split_once("owner ").unwrap().1.to_owned();
        victim
    }

    pub fn line_with(&mut self, text: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines.find(|line| line.contains(text)).unwrap()
    }

    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends a signal to it and its keeper.
    pub fn signal_both(&self, signal: Signal) {
        let keepers = keepers_of(&self.owner);
        for process in keepers.into_iter().chain([Pid::from_child(&self.child)]) {
            kill_process(process, signal).unwrap();
        }
    }

    pub async fn docker(&self) -> Docker {
        client(&engine().await)
    }

    /// Waits until it has no container, and says how long that took.
    pub async fn until_nothing(&self) -> Duration {
        until_containers(&self.docker().await, &self.owner, 0).await
    }
}
