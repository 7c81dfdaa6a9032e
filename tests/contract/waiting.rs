//! What waits for a person has longer than its time, what works has not: each engine can tell the one from the other.

use std::time::Duration;

use futures_util::future::join_all;
use tokio::time::timeout;
use tutorbox::run::{Job, Limits, Origin, Outcome, Stdin, Stream, Transcript};

use crate::common::{Rig, on_every_engine, outcome, patient, program, rigs};

const WALL: Duration = Duration::from_secs(2);
/// How long what waits may wait.
const PATIENCE: Duration = Duration::from_secs(60);

/// A person may type, and has two seconds by the clock.
fn asked(text: &str) -> Job {
    Job {
        stdin: Stdin::Typed,
        limits: Limits {
            wall: WALL,
            ..patient()
        },
        ..program(text)
    }
}

fn stdout(seen: &Transcript) -> String {
    String::from_utf8_lossy(&seen.printed(Stream::Stdout, &Origin::Program)).into_owned()
}

async fn answers_late(rig: Rig) {
    let mut run = rig.start(asked("IO.write(IO.gets(\"? \"))"));
    let input = run.input.take().unwrap();
    let mut seen = Transcript::default();
    while stdout(&seen) != "? " {
        seen.absorb(run.events.recv().await.expect("it asks"));
    }
    let later = async {
        while let Some(event) = run.events.recv().await {
            seen.absorb(event);
        }
    };
    let ended = timeout(3 * WALL, later).await;
    assert!(ended.is_err(), "on {}: {seen:?}", rig.engine);
    input.send("tea\n".into()).await.unwrap();
    while let Some(event) = run.events.recv().await {
        seen.absorb(event);
    }
    assert_eq!(outcome(&seen), &Outcome::Exited(0), "on {}", rig.engine);
    assert_eq!(stdout(&seen), "? tea\n", "on {}", rig.engine);
    rig.close().await;
}

#[tokio::test]
async fn what_waits_is_waited_for() {
    join_all(rigs().await.into_iter().map(answers_late)).await;
}

#[tokio::test]
async fn what_works_is_not() {
    let job = asked("IO.write(\"? \")\nStream.cycle([1]) |> Stream.run()");
    on_every_engine(job, |seen| {
        assert!(matches!(outcome(&seen), Outcome::TimedOut { .. }));
        assert_eq!(stdout(&seen), "? ");
        // Nobody waited for it as for what waits. Not to the second: where a machine has much else to do, even what works does little.
        assert!(seen.finished.unwrap().duration < PATIENCE / 2);
    })
    .await;
}
