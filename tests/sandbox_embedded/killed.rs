//! Nothing is left behind, whatever ends the program and the keepers; and nothing of the living is touched.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, getsid, kill_process};
use tempfile::TempDir;
use tutorbox::sandbox::embedded::connect;
use tutorbox::sandbox::{Engine, EngineError, Kind, Wanted};

use crate::behaviour::{self, printed_on_stdout};
use crate::endless::{RUNNER, tell};
use crate::rig::{TUTORBOX, bash, boot, engine, engine_in, image_folder, usual, wanted};
use crate::traces::{groups, inmates, keepers, traces, traces_in, until, until_nothing_in};

/// What is asked for.
const SOON: Duration = Duration::from_secs(2);

/// A run's own deadline.
const BRIEF: Duration = Duration::from_secs(1);

/// Set where this test is the program that is going to be killed, to what it does.
const VICTIM: &str = "TUTORBOX_TEST_VICTIM";

/// Where its containers' folders are.
const PLACE: &str = "TUTORBOX_TEST_PLACE";

/// Code that spins, and never looks at its input.
const SPIN: &str = "echo spinning; while :; do :; done";

/// The program that is killed.
#[tokio::test]
async fn a_program_boots_containers() {
    let Ok(place) = std::env::var(PLACE) else {
        return;
    };
    let engine = engine_in(place.as_ref()).await;
    let what = std::env::var(VICTIM).unwrap();
    println!("owner {}", engine.owner());
    match what.as_str() {
        "parks" => {
            let _parked = bash(&engine, "read -r job; exit 1").await;
            println!("at work");
            std::future::pending::<()>().await;
        }
        "spins" => {
            let _spinning = bash(&engine, SPIN).await;
            println!("at work");
            std::future::pending::<()>().await;
        }
        "boots" => loop {
            let booted = bash(&engine, SPIN).await;
            booted.control.remove().await.unwrap();
        },
        "runs" => tell(engine, boot(RUNNER), BRIEF).await,
        _ => bash(&engine, "exit 0")
            .await
            .control
            .remove()
            .await
            .unwrap(),
    }
}

struct Victim {
    /// No other test sweeps here.
    place: TempDir,
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    owner: String,
}

impl Victim {
    fn start(what: &str) -> Self {
        image_folder();
        let place = tempfile::tempdir().unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "killed::a_program_boots_containers",
                "--nocapture",
            ])
            .env(VICTIM, what)
            .env(PLACE, place.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut victim = Self {
            lines: BufReader::new(child.stdout.take().unwrap()).lines(),
            child,
            place,
            owner: String::new(),
        };
        let line = victim.line_with("owner ");
        victim.owner = line.split_once("owner ").unwrap().1.to_owned();
        victim
    }

    fn line_with(&mut self, text: &str) -> String {
        let mut lines = self.lines.by_ref().map(Result::unwrap);
        lines.find(|line| line.contains(text)).unwrap()
    }

    fn traces(&self) -> Vec<String> {
        traces_in(self.place.path(), &self.owner)
    }

    async fn until_nothing(&self) -> Duration {
        until_nothing_in(self.place.path(), &self.owner).await
    }

    fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

#[tokio::test]
async fn kill_9_of_the_program_leaves_nothing_for_two_seconds() {
    for what in ["parks", "spins"] {
        let mut victim = Victim::start(what);
        victim.line_with("at work");
        assert_eq!(keepers(&victim.owner).len(), 1);
        assert!(!inmates(&victim.owner).is_empty());
        victim.kill();
        let took = victim.until_nothing().await;
        assert!(took < SOON, "{what}: {took:?}");
    }
}

#[tokio::test]
async fn kill_9_of_the_program_at_any_moment_of_a_boot_leaves_nothing() {
    let mut victims: Vec<Victim> = Vec::new();
    for n in 0..12u64 {
        let mut victim = Victim::start("boots");
        // Which moment this is differs with each: a boot takes 20 to 100 ms.
        tokio::time::sleep(Duration::from_millis(7 * n)).await;
        victim.kill();
        victims.push(victim);
    }
    let began = Instant::now();
    for victim in &victims {
        victim.until_nothing().await;
    }
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
}

#[tokio::test]
async fn kill_9_of_a_keeper_ends_its_container_alone() {
    let place = tempfile::tempdir().unwrap();
    let engine = engine_in(place.path()).await;
    let owner = engine.owner();
    let killed = bash(&engine, SPIN).await;
    let [keeper] = keepers(&owner)[..] else {
        panic!("one keeper a container");
    };
    let other = bash(&engine, "read -r line; exit 6").await;
    kill_process(keeper, Signal::KILL).unwrap();
    let error = killed.control.wait().await.unwrap_err();
    assert!(error.to_string().contains("keeper"), "{error}");
    let took = until("one is left", || inmates(&owner).len() == 1).await;
    assert!(took < SOON, "{took:?}");
    killed.control.kill().await.unwrap();
    killed.control.remove().await.unwrap();
    drop(other.stdin);
    assert_eq!(other.control.wait().await.unwrap().code, 1 + 5);
    other.control.remove().await.unwrap();
    assert_eq!(traces_in(place.path(), &owner), [""; 0]);
}

#[tokio::test]
async fn kill_9_of_a_keeper_at_any_moment_of_a_boot_leaves_nothing() {
    let place = tempfile::tempdir().unwrap();
    let engine = engine_in(place.path()).await;
    let (owner, boot, policy) = (engine.owner(), boot(SPIN), usual());
    let mut failed = 0;
    for n in 0..24u64 {
        let killing = async {
            until("it is started", || !keepers(&owner).is_empty()).await;
            tokio::time::sleep(Duration::from_millis(n)).await;
            for keeper in keepers(&owner) {
                kill_process(keeper, Signal::KILL).ok();
            }
        };
        let (booted, ()) = tokio::join!(engine.boot(&boot, &policy), killing);
        match booted {
            Ok(container) => {
                assert!(container.control.wait().await.is_err());
                container.control.remove().await.unwrap();
            }
            Err(EngineError::Failed { .. }) => failed += 1,
            Err(other) => panic!("{other}"),
        }
        let took = until_nothing_in(place.path(), &owner).await;
        assert!(took < SOON, "after {n} ms: {took:?}");
    }
    assert!(failed > 0, "some are killed before they are booted");
}

#[tokio::test]
async fn kill_9_of_both_ends_the_code_and_the_next_start_removes_the_rest() {
    let mut victim = Victim::start("spins");
    victim.line_with("at work");
    let [keeper] = keepers(&victim.owner)[..] else {
        panic!("one keeper a container");
    };
    // Stopped first, so that neither sees the other go.
    let program = Pid::from_child(&victim.child);
    for process in [keeper, program] {
        kill_process(process, Signal::STOP).unwrap();
    }
    for process in [program, keeper] {
        kill_process(process, Signal::KILL).unwrap();
    }
    victim.child.wait().unwrap();
    let took = until("no code runs", || inmates(&victim.owner).is_empty()).await;
    assert!(took < SOON, "{took:?}");
    let left = victim.traces();
    assert!(!left.is_empty(), "nobody was there to remove the folder");
    let next = engine_in(victim.place.path()).await;
    assert!(next.sweep().await.unwrap() >= 1);
    assert_eq!(victim.traces(), [""; 0]);
}

#[tokio::test]
async fn groups_whose_folder_went_before_them_are_swept() {
    let mut victim = Victim::start("spins");
    victim.line_with("at work");
    let program = Pid::from_child(&victim.child);
    let both = keepers(&victim.owner).into_iter().chain([program]);
    for process in both.clone() {
        kill_process(process, Signal::STOP).unwrap();
    }
    for process in both {
        kill_process(process, Signal::KILL).unwrap();
    }
    victim.child.wait().unwrap();
    until("no code runs", || inmates(&victim.owner).is_empty()).await;
    std::fs::remove_dir_all(victim.place.path()).unwrap();
    // Wherever the next program's folders are. Another test's sweep may be as fast.
    let other = tempfile::tempdir().unwrap();
    engine_in(other.path()).await.sweep().await.unwrap();
    assert_eq!(groups(&victim.owner), [""; 0]);
}

#[tokio::test]
async fn kill_9_of_both_at_any_moment_of_a_boot_is_swept() {
    let mut victims = Vec::new();
    for n in 0..16u64 {
        let mut victim = Victim::start("boots");
        until("it boots", || !keepers(&victim.owner).is_empty()).await;
        tokio::time::sleep(Duration::from_millis(n)).await;
        let program = Pid::from_child(&victim.child);
        let both = keepers(&victim.owner).into_iter().chain([program]);
        for process in both.clone() {
            kill_process(process, Signal::STOP).ok();
        }
        for process in both {
            kill_process(process, Signal::KILL).ok();
        }
        victim.child.wait().unwrap();
        victims.push(victim);
    }
    for victim in victims {
        // Several sweep at the same time, as programs do that start together.
        let place = victim.place.path();
        let (one, other) = (engine_in(place).await, engine_in(place).await);
        let (first, second) = tokio::join!(one.sweep(), other.sweep());
        first.unwrap();
        second.unwrap();
        assert!(victim.until_nothing().await < SOON);
    }
}

#[tokio::test]
async fn a_start_sweeps() {
    let living = engine().await.owner();
    let (id, rest) = living.split_once('.').unwrap();
    let left = format!("/run/tutorbox-{id}.1{rest}+0");
    std::fs::create_dir_all(format!("{left}/rootfs")).unwrap();
    let wanted = Wanted {
        kind: Some(Kind::Embedded),
        ..wanted()
    };
    let _next = tutorbox::sandbox::connect(&wanted).await.unwrap();
    until("it is swept", || !Path::new(&left).exists()).await;
}

#[tokio::test]
async fn whoever_boots_while_others_sweep_notices_nothing() {
    let (engine, other) = (engine().await, engine().await);
    let booting = async {
        for _ in 0..12 {
            let printed = printed_on_stdout(bash(&engine, "echo well").await).await;
            assert_eq!(printed, "well\n");
        }
    };
    behaviour::while_others_sweep(&other, booting).await;
}

#[tokio::test]
async fn a_sweep_spares_the_living() {
    let engine = engine().await;
    let running = bash(&engine, SPIN).await;
    let mut victim = Victim::start("parks");
    victim.line_with("at work");
    let before = victim.traces().len();
    let other = engine_in(victim.place.path()).await;
    assert_eq!(other.sweep().await.unwrap(), 0);
    assert_eq!(victim.traces().len(), before);
    crate::rig::engine().await.sweep().await.unwrap();
    assert_eq!(inmates(&engine.owner()).len(), 1);
    victim.kill();
    running.control.remove().await.unwrap();
    victim.until_nothing().await;
}

#[tokio::test]
async fn a_program_that_was_suspended_keeps_to_the_deadline_when_it_wakes() {
    let mut victim = Victim::start("runs");
    victim.line_with("at work");
    let program = Pid::from_child(&victim.child);
    let both = keepers(&victim.owner).into_iter().chain([program]);
    for process in both.clone() {
        kill_process(process, Signal::STOP).unwrap();
    }
    tokio::time::sleep(2 * BRIEF).await;
    let began = Instant::now();
    for process in both {
        kill_process(process, Signal::CONT).unwrap();
    }
    let line = victim.line_with("outcome");
    assert!(line.contains("TimedOut { after: 1s }"), "{line}");
    victim.until_nothing().await;
    assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
    victim.child.wait().unwrap();
}

#[tokio::test]
async fn a_container_that_is_suspended_ends_at_the_deadline() {
    let mut victim = Victim::start("runs");
    victim.line_with("at work");
    let began = Instant::now();
    for process in inmates(&victim.owner) {
        kill_process(process, Signal::STOP).unwrap();
    }
    let line = victim.line_with("outcome");
    assert!(line.contains("TimedOut { after: 1s }"), "{line}");
    victim.until_nothing().await;
    assert!(began.elapsed() < BRIEF + SOON, "{:?}", began.elapsed());
    victim.child.wait().unwrap();
}

#[tokio::test]
async fn signals_of_the_terminal_do_not_end_a_keeper() {
    let engine = engine().await;
    let container = bash(&engine, "read -r line; exit 5").await;
    let [keeper] = keepers(&engine.owner())[..] else {
        panic!("one keeper a container");
    };
    assert_eq!(
        getsid(Some(keeper)).unwrap(),
        keeper,
        "a session of its own"
    );
    for signal in [Signal::HUP, Signal::INT, Signal::TERM, Signal::QUIT] {
        kill_process(keeper, signal).unwrap();
    }
    drop(container.stdin);
    assert_eq!(container.control.wait().await.unwrap().code, 5);
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn a_keeper_is_not_the_first_to_go_when_memory_runs_out() {
    let engine = engine().await;
    let container = bash(&engine, "read -r line").await;
    let score = |pid: Pid| std::fs::read_to_string(format!("/proc/{pid}/oom_score_adj")).unwrap();
    let ours = std::fs::read_to_string("/proc/self/oom_score_adj").unwrap();
    assert_eq!(score(keepers(&engine.owner())[0]), ours);
    assert_eq!(score(inmates(&engine.owner())[0]), "1000\n");
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn a_program_that_is_no_keeper_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("program");
    let script = format!("#!/bin/sh\n[ $1 = keep-container ] || exec {TUTORBOX} \"$@\"\n");
    std::fs::write(&program, script).unwrap();
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&program, executable).unwrap();
    let engine = connect(&kept_by(&program)).await.unwrap();
    let error = engine.boot(&boot("true"), &usual()).await.err().unwrap();
    let named = program.to_str().unwrap();
    assert!(error.to_string().contains(named), "{error}");
    assert_eq!(traces(&engine.owner()), [""; 0]);
}

#[tokio::test]
async fn a_program_that_is_none_of_ours_is_told() {
    let error = connect(&kept_by("/bin/true".as_ref())).await.unwrap_err();
    assert!(error.to_string().contains("/bin/true"), "{error}");
}

fn kept_by(program: &std::path::Path) -> Wanted {
    Wanted {
        program: Some(program.to_owned()),
        ..crate::rig::wanted()
    }
}
