//! The whole program from outside: what Docker shows of its container during a run, and what is left after it.

use std::collections::HashMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use bollard::Docker;
use bollard::query_parameters::{
    InspectContainerOptions, ListContainersOptions, RemoveContainerOptions,
};
use tempfile::TempDir;
use tutorbox::run::Outcome;
use tutorbox::sandbox::docker::Place;
use tutorbox::sandbox::{Kind, Wanted, connect};

use crate::common::inspect::shows_the_policy;
use crate::common::{TUTORBOX, outcome, program, rigs};

/// Code that spins, and never reads its input.
const SPIN: &str = "IO.puts(\"spinning\")\nStream.cycle([1]) |> Stream.run()\n";

/// What the issue asks for.
const SOON: Duration = Duration::from_secs(2);

/// `tutorbox exec` of a file, at work, and Docker.
struct Seen {
    program: Child,
    docker: Docker,
    _folder: TempDir,
}

impl Seen {
    /// Begins, and waits for the first line that the code prints.
    async fn running(code: &str) -> Self {
        let place = prepared();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("code.exs");
        fs::write(&file, code).unwrap();
        let mut program = Command::new(TUTORBOX)
            .args(["exec", "elixir"])
            .arg(file)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = program.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        assert_eq!(line, "spinning\n");
        Self {
            program,
            docker: client(&place),
            _folder: folder,
        }
    }

    /// The names of its containers, whatever state they are in.
    async fn containers(&self) -> Vec<String> {
        containers_of(&self.docker, self.program.id()).await
    }

    /// How long it took until none was left.
    async fn until_none_is_left(&self) -> Duration {
        let began = Instant::now();
        while !self.containers().await.is_empty() {
            assert!(began.elapsed() < 10 * SOON, "containers are left");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        began.elapsed()
    }
}

/// The containers of the program with this process id.
async fn containers_of(docker: &Docker, pid: u32) -> Vec<String> {
    let label = format!("tutorbox.pid={pid}");
    let options = ListContainersOptions {
        all: true,
        filters: Some(HashMap::from([("label".to_owned(), vec![label])])),
        ..Default::default()
    };
    let found = docker.list_containers(Some(options)).await.unwrap();
    found.into_iter().filter_map(|c| c.id).collect()
}

/// Sees to the image, which `exec` would ask for, and says where Docker listens. Whoever connects begins a sweep
/// besides: it ends with this runtime, so that it cannot do the keeper's work.
fn prepared() -> Place {
    let prepared = std::thread::spawn(|| {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            for rig in rigs().await {
                rig.close().await;
            }
            let wanted = Wanted {
                kind: Some(Kind::Docker),
                ..Wanted::default()
            };
            let engine = connect(&wanted).await.unwrap();
            engine.about().place.parse().unwrap()
        })
    });
    prepared.join().unwrap()
}

fn client(place: &Place) -> Docker {
    let (seconds, version) = (60, bollard::API_DEFAULT_VERSION);
    match place {
        Place::Unix(path) => Docker::connect_with_unix(path.to_str().unwrap(), seconds, version),
        place => panic!("{place}: these tests look from outside by a socket"),
    }
    .unwrap()
}

#[tokio::test]
async fn docker_shows_the_whole_policy_during_a_run_and_nothing_after_it() {
    let mut seen = Seen::running(SPIN).await;
    let [container] = &seen.containers().await[..] else {
        panic!("one container, and none that waits for another run");
    };
    let inspected = seen
        .docker
        .inspect_container(container, None::<InspectContainerOptions>)
        .await
        .unwrap();
    let inspected = serde_json::to_value(inspected).unwrap();
    assert_eq!(inspected["State"]["Running"], true);
    shows_the_policy(&inspected);
    let code = seen.program.wait().unwrap().code();
    assert_eq!(code, Some(124), "the deadline ends it");
    assert_eq!(seen.containers().await, [""; 0]);
}

#[tokio::test]
async fn kill_9_leaves_nothing_for_two_seconds() {
    let mut seen = Seen::running(SPIN).await;
    assert_eq!(seen.containers().await.len(), 1);
    seen.program.kill().unwrap();
    seen.program.wait().unwrap();
    let took = seen.until_none_is_left().await;
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn ctrl_c_leaves_nothing_and_is_told() {
    let mut seen = Seen::running(SPIN).await;
    let pid = rustix::process::Pid::from_child(&seen.program);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    assert_eq!(seen.program.wait().unwrap().code(), Some(130));
    assert!(seen.until_none_is_left().await < SOON);
}

/// The container of this very program that has this limit of memory, once it runs: one that is still being made cannot be
/// removed.
async fn until_one_runs(docker: &Docker, memory: u64) -> String {
    let began = Instant::now();
    loop {
        for id in containers_of(docker, std::process::id()).await {
            let seen = docker
                .inspect_container(&id, None::<InspectContainerOptions>)
                .await;
            // Other tests' come and go.
            let Ok(seen) = seen else { continue };
            let runs = seen.state.and_then(|state| state.running) == Some(true);
            let limit = seen.host_config.and_then(|config| config.memory);
            if runs && limit.and_then(|limit| limit.try_into().ok()) == Some(memory) {
                return id;
            }
        }
        assert!(began.elapsed() < 10 * SOON, "none was parked");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_container_that_died_while_it_waited_is_replaced() {
    let docker = client(&prepared());
    for rig in rigs().await {
        // Others are asked in their own words by their own tests.
        if rig.about.kind != Kind::Docker {
            continue;
        }
        let mut hello = program("IO.puts(1)");
        // What no other test asks for.
        hello.limits.memory += 1024 * 1024;
        rig.park(&hello);
        let waiting = until_one_runs(&docker, hello.limits.memory).await;
        let force = RemoveContainerOptions {
            force: true,
            ..Default::default()
        };
        docker
            .remove_container(&waiting, Some(force))
            .await
            .unwrap();
        assert_eq!(outcome(&rig.run(hello).await), &Outcome::Exited(0));
        rig.close().await;
    }
}
