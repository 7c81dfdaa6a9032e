//! What a run asks of the engine, counted: between the key and the verdict nothing, for each question is time that a learner
//! waits.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{UnixListener, UnixStream};
use tutorbox::run::{Job, Limits, RunEvent, SourceFile, Stdin};
use tutorbox::sandbox::contract::{remove_ended, warm};
use tutorbox::sandbox::docker::{Place, connect_to};
use tutorbox::sandbox::{Kind, Policy, RunHandle};

use crate::rig::{boot, engine, wanted};

/// A runner that takes its job, and is done.
const RUNNER: &str = r#"
    printf '\036{"type":"ready","contract":1,"language":"bash","version":"5"}\n'
    read -r _ nonce _
    for both in 1 2; do
        for record in '"started"' '"program-end","status":"ok"' '"done","code":0'; do
            printf '\036{"type":%s,"nonce":"%s"}\n' "$record" "$nonce" >&$both
        done
    done"#;

#[tokio::test]
async fn a_warm_run_asks_the_engine_for_nothing_until_all_is_reported() {
    let direct = engine().await;
    let Place::Unix(socket) = direct.place() else {
        panic!("{}: the test listens at a socket", direct.place());
    };
    let folder = tempfile::tempdir().unwrap();
    let between = folder.path().join("between.sock");
    let asked = listen_between(&between, socket);
    let engine = connect_to(Place::Unix(between), Kind::Docker, &wanted())
        .await
        .unwrap();

    let policy = Policy::new(Limits::default());
    let boot = boot(&engine, RUNNER).await;
    let warm = warm(&engine, &boot, &policy).await.ok().unwrap();
    let to_boot = asked.load(Ordering::SeqCst);
    assert!(to_boot >= 3, "created, attached and started: {to_boot}");

    let file = SourceFile::new("main.sh", "");
    let job = Job::program("bash", file, Stdin::Empty, policy.limits);
    let (mut run, running) = RunHandle::new(&job);
    let driven = tokio::spawn(running.drive(warm, job));
    while run.events.recv().await.expect("it is done") != RunEvent::Done {}
    assert_eq!(asked.load(Ordering::SeqCst), to_boot);

    remove_ended(driven.await.unwrap().as_ref()).await;
    let in_all = asked.load(Ordering::SeqCst);
    assert!(in_all > to_boot, "what comes after it is counted, too");
}

/// Passes on what comes to `here`, and counts the questions.
fn listen_between(here: &Path, engine: &Path) -> Arc<AtomicUsize> {
    let asked = Arc::new(AtomicUsize::new(0));
    let listener = UnixListener::bind(here).unwrap();
    let (engine, count) = (engine.to_owned(), Arc::clone(&asked));
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            tokio::spawn(pass_on(client, engine.clone(), Arc::clone(&count)));
        }
    });
    asked
}

async fn pass_on(client: UnixStream, engine: PathBuf, asked: Arc<AtomicUsize>) {
    const HEAD: &[u8] = b" HTTP/1.1\r\n";
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_engine, mut to_engine) = UnixStream::connect(engine).await.unwrap().into_split();
    tokio::spawn(async move { tokio::io::copy(&mut from_engine, &mut to_client).await });
    let mut bytes = vec![0; 1 << 16];
    while let Ok(length @ 1..) = from_client.read(&mut bytes).await {
        let heads = bytes[..length].windows(HEAD.len());
        let count = heads.filter(|window| *window == HEAD).count();
        asked.fetch_add(count, Ordering::SeqCst);
        if to_engine.write_all(&bytes[..length]).await.is_err() {
            return;
        }
    }
}
