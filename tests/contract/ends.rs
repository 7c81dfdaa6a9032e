//! Ends that are not the program's own: every limit, and the learner's stop.

use std::time::Duration;

use tutorbox::run::{Job, Limits, Origin, Outcome, RunEvent, Stream, Transcript};

use crate::common::{on_each_engine, on_every_engine, outcome, patient, program, rigs};

/// Well under [`patient`]: what ended within it did not wait for the deadline.
const SOON: Duration = Duration::from_secs(20);

fn duration(seen: &Transcript) -> Duration {
    seen.finished.as_ref().unwrap().duration
}

fn stdout(seen: &Transcript) -> String {
    String::from_utf8_lossy(&seen.printed(Stream::Stdout, &Origin::Program)).into_owned()
}

#[tokio::test]
async fn time_runs_out_and_what_was_printed_stays() {
    let after = Duration::from_secs(1);
    let job = Job {
        limits: Limits {
            wall: after,
            ..patient()
        },
        ..program("IO.puts(\"before\")\nStream.cycle([1]) |> Stream.run()")
    };
    on_every_engine(job, |seen| {
        assert_eq!(outcome(&seen), &Outcome::TimedOut { after });
        assert_eq!(stdout(&seen), "before\n");
        assert!(!seen.done);
        assert!(duration(&seen) >= after && duration(&seen) < SOON);
    })
    .await;
}

#[tokio::test]
async fn memory_runs_out() {
    let bomb = "
    IO.puts(\"before\")
    bomb = fn bomb, kept -> bomb.(bomb, [kept | Enum.to_list(1..1_000_000)]) end
    spawn(fn -> bomb.(bomb, []) end)
    Process.sleep(:infinity)
    ";
    on_every_engine(program(bomb), |seen| {
        let limit = patient().memory;
        assert_eq!(outcome(&seen), &Outcome::OutOfMemory { limit });
        assert_eq!(stdout(&seen), "before\n");
        assert!(duration(&seen) < SOON);
    })
    .await;
}

#[tokio::test]
async fn a_child_out_of_memory_is_not_the_programs_end() {
    let child = r#"
    script = "x=0123456789abcdef; while :; do x=$x$x; done"
    {_, code} = System.cmd("sh", ["-c", script], stderr_to_stdout: true)
    IO.puts("the child ended with #{code}")
    "#;
    on_each_engine(program(child), |about, seen| {
        if about.wall.ends_whole() {
            let limit = patient().memory;
            assert_eq!(outcome(&seen), &Outcome::OutOfMemory { limit }, "{seen:?}");
            return;
        }
        assert_eq!(outcome(&seen), &Outcome::Exited(0), "{seen:?}");
        assert!(stdout(&seen).contains("ended with 137"), "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn too_much_output_on_either_stream() {
    let limit = 4096;
    for (device, stream) in [(":stdio", Stream::Stdout), (":stderr", Stream::Stderr)] {
        let flood = format!(
            "text = String.duplicate(\"0123456789\", 100)\n\
             Stream.repeatedly(fn -> IO.write({device}, text) end) |> Stream.run()"
        );
        let job = Job {
            limits: Limits {
                output: limit,
                ..patient()
            },
            ..program(&flood)
        };
        on_every_engine(job, |seen| {
            assert_eq!(outcome(&seen), &Outcome::OutputLimit { limit });
            let kept = seen.printed(stream, &Origin::Program);
            assert_eq!(kept.len() as u64, limit);
            assert!(kept.starts_with(b"01234567890123"));
            let (out, err) = seen.finished.as_ref().unwrap().dropped;
            let (dropped, other) = match stream {
                Stream::Stdout => (out, err),
                Stream::Stderr => (err, out),
            };
            assert!(dropped > 0 && other == 0, "{:?}", seen.finished);
            assert!(duration(&seen) < SOON);
        })
        .await;
    }
}

#[tokio::test]
async fn a_flood_of_small_writes_ends_too() {
    let flood = "Stream.repeatedly(fn -> IO.puts(1); IO.puts(:stderr, 2) end) |> Stream.run()";
    let limit = 4096;
    let job = Job {
        limits: Limits {
            output: limit,
            ..patient()
        },
        ..program(flood)
    };
    on_every_engine(job, |seen| {
        assert_eq!(outcome(&seen), &Outcome::OutputLimit { limit });
    })
    .await;
}

#[tokio::test]
async fn the_learner_stops_it() {
    for rig in rigs().await {
        let code = "IO.puts(\"begun\")\nStream.cycle([1]) |> Stream.run()";
        let mut run = rig.start(program(code));
        let mut seen = Transcript::default();
        while stdout(&seen) != "begun\n" {
            let event = run.events.recv().await.expect("it prints");
            assert!(!matches!(event, RunEvent::Finished(_)), "{event:?}");
            seen.absorb(event);
        }
        run.cancel.send(()).unwrap();
        while let Some(event) = run.events.recv().await {
            seen.absorb(event);
        }
        assert_eq!(outcome(&seen), &Outcome::Cancelled);
        assert_eq!(stdout(&seen), "begun\n");
        assert!(duration(&seen) < SOON);
        rig.close().await;
    }
}

#[tokio::test]
async fn a_stop_before_it_began() {
    for rig in rigs().await {
        let mut run = rig.start(program("IO.puts(1)"));
        let (never, cancel) = tokio::sync::oneshot::channel();
        std::mem::replace(&mut run.cancel, never).send(()).unwrap();
        drop(cancel);
        let seen = run.transcript().await;
        assert_eq!(outcome(&seen), &Outcome::Cancelled);
        assert!(!seen.started);
        rig.close().await;
    }
}

#[tokio::test]
async fn a_fork_bomb_stays_inside_and_the_program_goes_on() {
    let bomb = r#"
    script = "while :; do sleep 600 > /dev/null 2>&1 & done"
    {said, code} = System.cmd("sh", ["-c", script], stderr_to_stdout: true)
    IO.inspect({code, said =~ "fork"})
    "#;
    on_every_engine(program(bomb), |seen| {
        assert_eq!(stdout(&seen), "{2, true}\n", "{seen:?}");
        assert_eq!(outcome(&seen), &Outcome::Exited(0));
        assert!(seen.done && duration(&seen) < SOON);
    })
    .await;
}

#[tokio::test]
async fn what_lingers_after_the_last_record_is_ended() {
    // The runtime flushes its ports before it goes, and this one never takes what it is sent.
    let lingers = r#"
    port = Port.open({:spawn, "sleep 600"}, [:binary])
    Port.command(port, :binary.copy("x", 8_000_000))
    IO.puts("the end")
    "#;
    on_every_engine(program(lingers), |seen| {
        assert!(seen.done);
        assert_eq!(outcome(&seen), &Outcome::Exited(0));
        assert!(duration(&seen) < SOON);
    })
    .await;
}
