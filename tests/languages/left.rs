//! What a program leaves behind, and what becomes of it and of the results.

use tutorbox::run::{Job, Origin, Outcome, Stream};

use crate::common::{on_every_engine, outcome};
use crate::{python, sh};

#[tokio::test]
async fn processes_hold_up_nothing_and_spoil_no_record() {
    let script = "head -c 60000 /dev/urandom > left
        noise() { while :; do echo noise; echo noise >&2; done; }
        noise & setsid sh -c 'trap \"\" TERM HUP; while :; do echo noise; done' &
        sleep 0.1";
    let program = "
import os
open('left', 'wb').write(os.urandom(60000))
for child in range(3):
    if os.fork() == 0:
        os.setsid()
        while True: os.write(1, b'noise\\n')
";
    for job in [sh(script), python(program)] {
        let job = Job {
            report: vec!["left".to_owned()],
            limits: tutorbox::run::Limits {
                output: 64 * 1024 * 1024,
                ..job.limits
            },
            ..job
        };
        on_every_engine(job, |seen| {
            assert!(seen.done, "{:?}", seen.finished);
            assert_eq!(outcome(&seen), &Outcome::Exited(0));
            let (size, bytes) = seen.files["left"].clone().unwrap();
            assert_eq!((size, bytes.len()), (60000, 60000));
            let stdout = seen.printed(Stream::Stdout, &Origin::Program);
            assert!(!stdout.contains(&0x1E), "a record was torn");
        })
        .await;
    }
}

#[tokio::test]
async fn memory_is_the_end_and_called_that() {
    let program = "print('before')\nkept = [bytearray(b'x') * 2**20 for _ in range(4096)]";
    let script = "echo before; x=0123456789abcdef; while :; do x=$x$x; done";
    for job in [sh(script), python(program)] {
        let limit = job.limits.memory;
        on_every_engine(job, |seen| {
            assert_eq!(outcome(&seen), &Outcome::OutOfMemory { limit });
            let stdout = seen.printed(Stream::Stdout, &Origin::Program);
            assert_eq!(stdout, b"before\n");
        })
        .await;
    }
}

#[tokio::test]
async fn a_stream_that_does_not_wait_loses_no_record() {
    let program = "
import os
os.set_blocking(1, False)
os.set_blocking(2, False)
open('left', 'wb').write(bytes(65536))
";
    let job = Job {
        report: vec!["left".to_owned()],
        ..python(program)
    };
    on_every_engine(job, |seen| {
        assert!(seen.done, "{:?}", seen.finished);
        assert_eq!(seen.files["left"].as_ref().unwrap().0, 65536);
    })
    .await;
}
