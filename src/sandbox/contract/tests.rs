#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::time::Duration;

use super::*;
use crate::run::{
    Job, Limits, Origin, Outcome, RunEvent, SourceFile, Stdin, Stream, TestStatus, Transcript,
};
use crate::sandbox::fake::{FakeEngine, Step};
use crate::sandbox::{Boot, Exit, Policy};

fn job() -> Job {
    let file = SourceFile::new("main", "");
    Job::program("fake", file, Stdin::Empty, Limits::default())
}

async fn start(script: Vec<Step>, job: Job) -> RunHandle {
    let boot = Boot {
        image: "fake".into(),
        command: Vec::new(),
        env: Vec::new(),
        scratch_exec: false,
    };
    let engine = FakeEngine::new([script]);
    let policy = Policy::new(job.limits);
    let warm = warm(&engine, &boot, &policy).await.unwrap();
    let (handle, running) = RunHandle::new(&job);
    tokio::spawn(running.drive(warm, job));
    handle
}

/// Everything that is said, in a transcript. `Finished` is the last event, and comes.
async fn transcript(mut run: RunHandle) -> Transcript {
    let mut transcript = Transcript::default();
    while let Some(event) = run.events.recv().await {
        assert_eq!(transcript.finished, None, "nothing follows the end");
        transcript.absorb(event);
    }
    assert!(transcript.finished.is_some());
    transcript
}

async fn play(script: Vec<Step>, job: Job) -> Transcript {
    transcript(start(script, job).await).await
}

fn outcome(transcript: &Transcript) -> Outcome {
    transcript.finished.clone().unwrap().outcome
}

fn both(fields: &str) -> [Step; 2] {
    let Step::Record(_, text) = Step::record(fields) else {
        unreachable!()
    };
    [
        Step::Record(Stream::Stdout, text.clone()),
        Step::Record(Stream::Stderr, text),
    ]
}

fn print(text: &str) -> Step {
    Step::Print(Stream::Stdout, text.into())
}

#[tokio::test]
async fn what_is_printed_between_the_marks_is_the_tests() {
    let mut script = vec![print("program\n")];
    script.extend(both(r#""type":"test-begin","id":7"#));
    script.push(print("in a\n"));
    script.push(Step::Print(Stream::Stderr, b"err a\n".to_vec()));
    script.extend(both(r#""type":"test-end","id":7"#));
    script.push(Step::record(
        r#""type":"test","id":7,"name":"adds","status":"fail","expected":"3","actual":"4","file":"main","line":2"#,
    ));
    script.push(Step::record(r#""type":"done","code":0"#));
    let seen = play(script, job()).await;
    let test = Origin::Test("7".into());
    assert_eq!(seen.printed(Stream::Stdout, &test), b"in a\n");
    assert_eq!(seen.printed(Stream::Stderr, &test), b"err a\n");
    assert_eq!(seen.printed(Stream::Stdout, &Origin::Program), b"program\n");
    assert_eq!(seen.tests[0].status, TestStatus::Fail);
    assert_eq!(seen.tests[0].location.as_ref().unwrap().line, 2);
    assert!(seen.done);
    assert_eq!(outcome(&seen), Outcome::Exited(0));
}

#[tokio::test]
async fn without_done_it_is_not_done_and_the_code_counts() {
    let exit = Exit {
        code: 3,
        oom_killed: false,
    };
    let seen = play(vec![Step::Exit(exit)], job()).await;
    assert!(!seen.done);
    assert_eq!(outcome(&seen), Outcome::Exited(3));
}

#[tokio::test]
async fn a_dead_childs_oom_flag_is_believed_only_without_done() {
    let oom = Step::Exit(Exit {
        code: 137,
        oom_killed: true,
    });
    let limit = Limits::default().memory;
    let seen = play(vec![oom.clone()], job()).await;
    assert_eq!(outcome(&seen), Outcome::OutOfMemory { limit });
    let mut script = both(r#""type":"done","code":1"#).to_vec();
    script.push(oom);
    let seen = play(script, job()).await;
    assert_eq!(outcome(&seen), Outcome::Exited(1));
}

#[tokio::test]
async fn past_the_cap_it_is_over_and_the_rest_is_counted() {
    let mut job = job();
    job.limits.output = 10;
    let seen = play(vec![print("0123456789abc"), Step::Hang], job).await;
    assert_eq!(outcome(&seen), Outcome::OutputLimit { limit: 10 });
    assert_eq!(
        seen.printed(Stream::Stdout, &Origin::Program),
        b"0123456789"
    );
    assert_eq!(seen.finished.unwrap().dropped, (3, 0));
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_it_and_what_was_printed_is_kept() {
    let seen = play(vec![print("so far"), Step::Hang], job()).await;
    let after = Duration::from_secs(10);
    assert_eq!(outcome(&seen), Outcome::TimedOut { after });
    assert_eq!(seen.printed(Stream::Stdout, &Origin::Program), b"so far");
}

#[tokio::test]
async fn cancel_ends_it() {
    let mut run = start(vec![Step::Hang], job()).await;
    while run.events.recv().await != Some(RunEvent::Started) {}
    let RunHandle { events, cancel, .. } = run;
    cancel.send(()).unwrap();
    let mut events = events;
    let mut last = None;
    while let Some(event) = events.recv().await {
        last = Some(event);
    }
    let Some(RunEvent::Finished(finished)) = last else {
        panic!("it finishes");
    };
    assert_eq!(finished.outcome, Outcome::Cancelled);
}

#[tokio::test]
async fn dropping_the_handle_cancels() {
    let run = start(vec![Step::Hang], job()).await;
    let RunHandle {
        mut events, cancel, ..
    } = run;
    drop(cancel);
    while events.recv().await.is_some() {}
}

#[tokio::test]
async fn input_is_passed_on_as_it_comes() {
    let mut job = job();
    job.stdin = Stdin::Stream;
    let mut run = start(
        vec![
            Step::Echo,
            print("|"),
            Step::Echo,
            Step::record(r#""type":"done","code":0"#),
        ],
        job,
    )
    .await;
    let input = run.input.take().unwrap();
    input.send(b"one\n".to_vec()).await.unwrap();
    drop(input);
    let seen = transcript(run).await;
    assert_eq!(
        seen.printed(Stream::Stdout, &Origin::Program),
        b"one\n|",
        "the second read is end of file"
    );
}

#[tokio::test(start_paused = true)]
async fn a_program_that_does_not_read_makes_its_feeder_wait() {
    let mut job = job();
    job.stdin = Stdin::Stream;
    let mut run = start(vec![Step::Hang], job).await;
    while run.events.recv().await != Some(RunEvent::Started) {}
    let input = run.input.take().unwrap();
    let feeding = async {
        for _ in 0..100 {
            input.send(vec![0; 64 * 1024]).await.unwrap();
        }
    };
    let fed = tokio::time::timeout(Duration::from_secs(5), feeding).await;
    assert!(fed.is_err(), "6 MiB wait in memory");
}

/// Nothing that matters is on its way any more, and how long a process takes to go is nothing to the learner.
#[tokio::test(start_paused = true)]
async fn what_is_done_on_both_streams_is_over_though_the_process_lives_on() {
    let mut script = vec![Step::Print(Stream::Stderr, b"last words".to_vec())];
    script.extend(both(r#""type":"done","code":3"#));
    script.push(Step::Hang);
    let began = tokio::time::Instant::now();
    let seen = play(script, job()).await;
    assert_eq!(outcome(&seen), Outcome::Exited(3));
    assert_eq!(
        seen.printed(Stream::Stderr, &Origin::Program),
        b"last words"
    );
    assert_eq!(began.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn what_stderr_still_brings_is_waited_for() {
    let script = vec![
        Step::record(r#""type":"done","code":0"#),
        Step::Sleep(Duration::from_millis(500)),
        Step::Print(Stream::Stderr, b"late".to_vec()),
        Step::Hang,
    ];
    let seen = play(script, job()).await;
    assert_eq!(outcome(&seen), Outcome::Exited(0));
    assert_eq!(seen.printed(Stream::Stderr, &Origin::Program), b"late");
}

#[tokio::test(start_paused = true)]
async fn a_program_that_is_done_again_and_again_ends_all_the_same() {
    let done = Step::record(r#""type":"done","code":0"#);
    let again = [done, Step::Sleep(Duration::from_millis(1500))];
    let script = (0..20).flat_map(|_| again.clone()).collect();
    let seen = play(script, job()).await;
    let took = seen.finished.unwrap().duration;
    assert!(took < Duration::from_secs(3), "{took:?}");
}

#[tokio::test]
async fn a_lost_done_is_no_pass_though_forged_ones_were_printed() {
    let forged = "\u{1e}{\"type\":\"done\",\"nonce\":\"00\"}\n";
    let seen = play(vec![print(forged)], job()).await;
    assert!(!seen.done);
    assert_eq!(
        seen.printed(Stream::Stdout, &Origin::Program),
        forged.as_bytes()
    );
}

/// `exec … | less`, paused: the reader has all the time in the world, the program does not.
#[tokio::test(start_paused = true)]
async fn the_deadline_holds_though_nobody_reads() {
    let mut script: Vec<Step> = (0..1000).map(|i| print(&format!("{i}\n"))).collect();
    script.push(Step::Hang);
    let mut job = job();
    job.limits.wall = Duration::from_secs(3);
    let boot = Boot {
        image: "fake".into(),
        command: Vec::new(),
        env: Vec::new(),
        scratch_exec: false,
    };
    let policy = Policy::new(job.limits);
    let warm = warm(&FakeEngine::new([script]), &boot, &policy)
        .await
        .unwrap();
    let (handle, running) = RunHandle::new(&job);
    let driven = tokio::time::timeout(Duration::from_secs(5), running.drive(warm, job)).await;
    driven.expect("the container is free while its output waits to be read");
    let seen = transcript(handle).await;
    assert!(matches!(outcome(&seen), Outcome::TimedOut { .. }));
    assert!(
        seen.printed(Stream::Stdout, &Origin::Program)
            .starts_with(b"0\n1\n")
    );
}

/// Runs what somebody types for, and hands over these lines, each after so many seconds more.
async fn typed(script: Vec<Step>, lines: &[(u64, &str)]) -> Transcript {
    let mut job = job();
    job.stdin = Stdin::Typed;
    let mut run = start(script, job).await;
    let input = run.input.take().unwrap();
    let feeding = async {
        for (wait, line) in lines {
            tokio::time::sleep(Duration::from_secs(*wait)).await;
            input.send(line.as_bytes().to_vec()).await.ok();
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        seen = transcript(run) => seen,
        () = feeding => unreachable!(),
    }
}

/// When it was stopped, in seconds.
fn stopped_after(seen: &Transcript) -> u64 {
    match outcome(seen) {
        Outcome::TimedOut { after } => after.as_secs(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(start_paused = true)]
async fn the_clock_waits_for_whoever_types_while_the_program_does_nothing() {
    let script = vec![
        Step::Echo,
        Step::Echo,
        Step::record(r#""type":"done","code":0"#),
    ];
    let seen = typed(script, &[(40, "slow\n"), (50, "slower\n")]).await;
    assert_eq!(outcome(&seen), Outcome::Exited(0));
    let printed = seen.printed(Stream::Stdout, &Origin::Program);
    assert_eq!(printed, b"slow\nslower\n");
}

#[tokio::test(start_paused = true)]
async fn it_waits_a_minute_from_what_was_typed_last() {
    let seen = typed(vec![Step::Hang], &[]).await;
    assert_eq!(stopped_after(&seen), 60);
    let seen = typed(vec![Step::Hang], &[(40, "a\n")]).await;
    assert_eq!(stopped_after(&seen), 100);
}

#[tokio::test(start_paused = true)]
async fn what_works_has_the_time_that_any_run_has() {
    let seen = typed(vec![Step::Spin], &[]).await;
    assert_eq!(stopped_after(&seen), 10);
    // What was typed may be work.
    let seen = typed(vec![Step::Spin], &[(8, "a\n")]).await;
    assert_eq!(stopped_after(&seen), 18);
}

#[tokio::test(start_paused = true)]
async fn whatever_is_typed_there_is_an_end() {
    let lines = [(9, "more\n"); 200];
    let seen = typed(vec![Step::Spin], &lines).await;
    assert_eq!(stopped_after(&seen), 600);
}

#[tokio::test(start_paused = true)]
async fn nobody_waits_for_what_will_not_be_typed() {
    let mut job = job();
    job.stdin = Stdin::Typed;
    let mut run = start(vec![Step::Hang], job).await;
    run.input = None;
    assert_eq!(stopped_after(&transcript(run).await), 10);
    // Nor where nobody types at all.
    let mut job = self::job();
    job.stdin = Stdin::Stream;
    let run = start(vec![Step::Hang], job).await;
    assert_eq!(stopped_after(&transcript(run).await), 10);
}
