//! Nothing is left behind, whatever ends the program; and nothing of the living is touched.

use std::collections::HashMap;
use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use bollard::Docker;
use bollard::models::ContainerCreateBody;
use bollard::query_parameters::CreateContainerOptions;
use rustix::process::{Pid, Signal, getsid, kill_process};
use tutorbox::run::Limits;
use tutorbox::sandbox::docker::connect_to;
use tutorbox::sandbox::keeper::Keeper;
use tutorbox::sandbox::{Engine, Kind, Policy, Wanted};

use crate::behaviour;
use crate::rig::{
    TUTORBOX, bash, boot, client, containers_of, engine, output, until_containers, wanted,
};
use crate::victim::{SPIN, Victim};

/// What the issue asks for.
const SOON: Duration = Duration::from_secs(2);

#[tokio::test]
async fn kill_9_of_the_program_leaves_nothing_for_two_seconds() {
    for what in ["parks", "spins"] {
        let mut victim = Victim::start(what);
        victim.line_with("at work");
        let docker = victim.docker().await;
        assert_eq!(containers_of(&docker, &victim.owner).await, 1);
        let began = Instant::now();
        victim.kill();
        victim.until_nothing().await;
        assert!(began.elapsed() < SOON, "{what}: {:?}", began.elapsed());
    }
}

#[tokio::test]
async fn kill_9_of_the_program_at_any_moment_of_a_boot_leaves_nothing() {
    let mut victims = Vec::new();
    for n in 0..8u64 {
        let mut victim = Victim::start("boots");
        // Which moment this is differs with each.
        tokio::time::sleep(Duration::from_millis(40 * n)).await;
        victim.kill();
        victims.push(victim);
    }
    for victim in &victims {
        // It leaves when it is sure that the engine has done all that it was asked for.
        let began = Instant::now();
        while !keepers_of(&victim.owner).is_empty() {
            assert!(began.elapsed() < Duration::from_secs(20));
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let docker = victim.docker().await;
        assert_eq!(containers_of(&docker, &victim.owner).await, 0);
    }
}

#[tokio::test]
async fn kill_9_of_both_is_swept_at_the_next_start() {
    let mut victim = Victim::start("spins");
    victim.line_with("at work");
    // Stopped first, so that neither sees the other go.
    victim.signal_both(Signal::STOP);
    victim.signal_both(Signal::KILL);
    victim.child.wait().unwrap();
    let wanted = Wanted {
        kind: Some(Kind::Docker),
        ..wanted()
    };
    let _next = tutorbox::sandbox::connect(&wanted).await.unwrap();
    assert!(victim.until_nothing().await < SOON);
}

#[tokio::test]
async fn what_the_program_asked_for_with_its_last_breath_goes_too() {
    let engine = engine().await;
    let docker = client(&engine);
    let image = boot(&engine, "").await.image;
    let owner = format!("{}-late", engine.owner());
    drop(keeper(&engine, &owner).await);
    // So long does the engine take here over the program's last request: the keeper has looked by then.
    tokio::time::sleep(Duration::from_secs(1)).await;
    create(&docker, &image, &owner).await;
    assert!(until_containers(&docker, &owner, 0).await < SOON);
}

#[tokio::test]
async fn no_other_child_keeps_the_keeper_waiting() {
    let engine = engine().await;
    let docker = client(&engine);
    let image = boot(&engine, "").await.image;
    let owner = format!("{}-inherited", engine.owner());
    let keeper = keeper(&engine, &owner).await;
    let mut other = Command::new("sleep").arg("60").spawn().unwrap();
    create(&docker, &image, &owner).await;
    drop(keeper);
    let took = until_containers(&docker, &owner, 0).await;
    other.kill().unwrap();
    other.wait().unwrap();
    assert!(took < SOON, "{took:?}");
}

#[tokio::test]
async fn signals_of_the_terminal_do_not_end_the_keeper() {
    let engine = engine().await;
    let docker = client(&engine);
    let image = boot(&engine, "").await.image;
    let owner = format!("{}-signals", engine.owner());
    let mut keeper = keeper(&engine, &owner).await;
    let pid = Pid::from_raw(keeper.pid().unwrap().try_into().unwrap()).unwrap();
    assert_eq!(getsid(Some(pid)).unwrap(), pid, "a session of its own");
    for signal in [Signal::HUP, Signal::INT, Signal::TERM, Signal::QUIT] {
        kill_process(pid, signal).unwrap();
    }
    create(&docker, &image, &owner).await;
    assert!(keeper.is_alive());
    drop(keeper);
    assert!(until_containers(&docker, &owner, 0).await < SOON);
}

#[tokio::test]
async fn a_keeper_that_was_killed_is_replaced() {
    let engine = engine().await;
    let first = bash(&engine, SPIN).await;
    let [killed] = keepers_of(&engine.owner())[..] else {
        panic!("one keeper a program");
    };
    kill_process(killed, Signal::KILL).unwrap();
    while keepers_of(&engine.owner()).contains(&killed) {
        tokio::task::yield_now().await;
    }
    let second = bash(&engine, SPIN).await;
    assert_eq!(keepers_of(&engine.owner()).len(), 1);
    assert_eq!(containers_of(&client(&engine), &engine.owner()).await, 2);
    first.control.remove().await.unwrap();
    second.control.remove().await.unwrap();
}

#[tokio::test]
async fn a_program_that_is_no_keeper_is_told() {
    let wanted = Wanted {
        program: Some("/bin/true".into()),
        ..wanted()
    };
    let place = engine().await.place().clone();
    let engine = connect_to(place, Kind::Docker, &wanted).await.unwrap();
    let boot = boot(&engine, "true").await;
    let error = engine
        .boot(&boot, &Policy::new(Limits::default()))
        .await
        .err()
        .unwrap();
    assert!(
        error.to_string().contains("/bin/true is no keeper"),
        "{error}"
    );
}

#[tokio::test]
async fn a_sweep_spares_the_living_and_whom_it_cannot_judge() {
    let engine = engine().await;
    let docker = client(&engine);
    let image = boot(&engine, "").await.image;
    let running = bash(&engine, SPIN).await;
    let alive = engine.owner();
    let [id, started, instance, space] = alive.splitn(4, '.').collect::<Vec<_>>()[..] else {
        panic!("{alive}");
    };
    let gone = format!("{id}.1{started}.{instance}.{space}");
    let elsewhere = format!("{id}.{started}.{instance}.elsewhere.{space}");
    for owner in [&gone, &elsewhere] {
        create(&docker, &image, owner).await;
    }
    crate::rig::engine().await.sweep().await.unwrap();
    until_containers(&docker, &gone, 0).await;
    assert_eq!(containers_of(&docker, &alive).await, 1);
    assert_eq!(containers_of(&docker, &elsewhere).await, 1);
    running.control.remove().await.unwrap();
    tutorbox::sandbox::docker::remove_all_of(engine.place(), &elsewhere)
        .await
        .unwrap();
}

#[tokio::test]
async fn whoever_boots_while_others_start_and_sweep_notices_nothing() {
    let engine = engine().await;
    let docker = client(&engine);
    let image = boot(&engine, "").await.image;
    let (id, rest) = engine
        .owner()
        .split_once('.')
        .map(|(id, rest)| (id.to_owned(), rest.to_owned()))
        .unwrap();
    let gone = format!("{id}.2{rest}");
    create(&docker, &image, &gone).await;
    let wanted = Wanted {
        kind: Some(Kind::Docker),
        ..wanted()
    };
    let _next = tutorbox::sandbox::connect(&wanted).await.unwrap();
    until_containers(&docker, &gone, 0).await;
    let other = crate::rig::engine().await;
    let booting = async {
        for _ in 0..4 {
            assert_eq!(output(&engine, "echo well").await, "well\n");
        }
    };
    behaviour::while_others_sweep(&other, booting).await;
}

pub async fn keeper(engine: &tutorbox::sandbox::docker::DockerEngine, owner: &str) -> Keeper {
    Keeper::start_with(TUTORBOX.as_ref(), engine.place(), owner)
        .await
        .unwrap()
}

/// A container of this owner, as bare as can be.
pub async fn create(docker: &Docker, image: &str, owner: &str) {
    let body = ContainerCreateBody {
        image: Some(image.to_owned()),
        cmd: Some(vec!["/bin/cat".to_owned()]),
        labels: Some(HashMap::from([(
            "tutorbox.owner".to_owned(),
            owner.to_owned(),
        )])),
        ..Default::default()
    };
    docker
        .create_container(None::<CreateContainerOptions>, body)
        .await
        .unwrap();
}

/// The keepers that live and keep this owner's containers.
pub fn keepers_of(owner: &str) -> Vec<Pid> {
    let is_keeper = |pid: &i32| {
        let args = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
        let args = String::from_utf8_lossy(&args).into_owned();
        args.starts_with("tutorbox\0keeper\0") && args.contains(owner)
    };
    fs::read_dir("/proc")
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.parse().ok())
        .filter(is_keeper)
        .filter_map(Pid::from_raw)
        .collect()
}
