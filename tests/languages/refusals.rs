//! Bytes, as the contract has them: what comes before `ready` is taken, to the byte, and what is no job is refused.

use futures_util::StreamExt;
use tokio::io::AsyncWriteExt;
use tutorbox::run::{Limits, Stream};
use tutorbox::sandbox::{Engine, Policy};

use crate::common::{Rig, engines, rigs_of};

const LANGUAGES: [(&str, &str); 3] = [
    ("bash", "read -r a; echo \"$a\"; cat"),
    ("sh", "read -r a; echo \"$a\"; cat"),
    ("python", "print(input())\nprint(input())"),
];

/// What a runner says, on either stream, and its exit code, where all of its stdin is there before it is ready.
async fn answer(engine: &dyn Engine, rig: &Rig, stdin: &[u8]) -> (String, String, i32) {
    let policy = Policy::new(Limits::default());
    let mut container = engine.boot(&rig.boot, &policy).await.unwrap();
    container.stdin.write_all(stdin).await.unwrap();
    container.stdin.shutdown().await.unwrap();
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    while let Some(chunk) = container.output.next().await {
        match chunk.unwrap() {
            (Stream::Stdout, bytes) => stdout.extend(bytes),
            (Stream::Stderr, bytes) => stderr.extend(bytes),
        }
    }
    let code = container.control.wait().await.unwrap().code;
    container.control.remove().await.unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(stdout), text(stderr), code)
}

/// A tar with these files.
fn tar(files: &[(&str, &str)]) -> Vec<u8> {
    let mut tar = tar::Builder::new(Vec::new());
    for (path, text) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        tar.append_data(&mut header, path, text.as_bytes()).unwrap();
    }
    tar.into_inner().unwrap()
}

fn job(entry: &str, length: usize, tar: &[u8]) -> Vec<u8> {
    let header = format!("tutorbox/1 0123456789abcdef0123456789abcdef {length} {entry}\n");
    [header.as_bytes(), tar].concat()
}

#[tokio::test]
async fn a_job_before_ready_is_taken_to_the_byte() {
    for (language, program) in LANGUAGES {
        let rigs = rigs_of(language).await;
        for (engine, rig) in engines().await.into_iter().zip(rigs) {
            let tar = tar(&[("a b", program), (".tutorbox/files", "a b\nnone\n")]);
            let mut stdin = job("a b", tar.len(), &tar);
            stdin.extend("첫\nnext\n".bytes());
            let (stdout, stderr, code) = answer(engine.as_ref(), &rig, &stdin).await;
            assert_eq!(code, 0, "{stderr}");
            let lines: Vec<&str> = stdout.lines().collect();
            let kinds = ["ready", "started", "program-end", "file", "file", "done"];
            let records = lines.iter().filter(|line| line.starts_with('\x1e'));
            for (record, kind) in records.zip(kinds) {
                let json = &record[1..];
                assert!(json.is_ascii());
                let record: serde_json::Value = serde_json::from_str(json).unwrap();
                assert_eq!(record["type"], kind, "{language}");
                let signed = record["nonce"] == "0123456789abcdef0123456789abcdef";
                assert_eq!(signed, kind != "ready", "{record}");
            }
            assert_eq!((lines[2], lines[3]), ("첫", "next"), "{language}");
            assert_eq!(lines.len(), 8, "{stdout}");
            assert_eq!(stderr.lines().count(), 3, "{stderr}");
            rig.close().await;
        }
    }
}

#[tokio::test]
async fn what_is_no_job_is_refused_with_a_word() {
    let plain = tar(&[("main", "")]);
    let whole = plain.len();
    let refused: [(&[u8], &str); 6] = [
        (b"hello\n", "not a job of contract 1"),
        (b"tutorbox/1 n 9x main\n", "not a job of contract 1"),
        (b"tutorbox/1 n 99999999 main\n", "too long"),
        (b"tutorbox/1 n 5", "ended inside its header"),
        (&job("main", whole, &plain[..512]), "ended before its"),
        (
            &job("main", whole, &vec![b'x'; whole]),
            "cannot be unpacked",
        ),
    ];
    for (language, _) in LANGUAGES {
        let rigs = rigs_of(language).await;
        for (engine, rig) in engines().await.into_iter().zip(rigs) {
            for (stdin, why) in &refused {
                let (stdout, stderr, code) = answer(engine.as_ref(), &rig, stdin).await;
                assert_eq!(
                    (code, stdout.lines().count()),
                    (2, 1),
                    "{language}: {why}: {stdout}{stderr}"
                );
                assert!(stderr.contains(why), "{language}: {why}: {stderr}");
            }
            let (stdout, stderr, code) = answer(engine.as_ref(), &rig, b"").await;
            assert_eq!((code, stdout.lines().count(), &stderr[..]), (0, 1, ""));
            rig.close().await;
        }
    }
}
