//! `tutorbox check`, by the real binary on a real engine: what a pack says of its own code is put to the proof, once.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

/// A lesson of one exercise, whose solution prints "hi", and one example.
fn pack(starter: &str, solution: &str, example: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let manifest = "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
    fs::write(folder.path().join("pack.toml"), manifest).unwrap();
    let lesson = format!(
        "# Greet\n\n```sh exercise=greet file=greet.sh\n{starter}\n```\n\n```sh solution=greet file=greet.sh\n{solution}\n```\n\n\
         ```markdown hint=greet\nUse `echo`.\n```\n\n```toml checks=greet\n[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n```\n\n\
         ```sh run\n{example}\n```\n"
    );
    fs::write(folder.path().join("01-greet.md"), lesson).unwrap();
    folder
}

/// The command asks before it fetches an image.
async fn prepared() {
    for rig in common::rigs_of("sh").await {
        rig.close().await;
    }
}

async fn check(pack: &TempDir, words: &[&str]) -> assert_cmd::assert::Assert {
    prepared().await;
    let mut command = Command::new(common::TUTORBOX);
    command
        .env("TUTORBOX_DATA_DIR", pack.path().join(".data"))
        // What is remembered is each pack's own.
        .env("XDG_CACHE_HOME", pack.path().join(".cache"))
        .env("XDG_CONFIG_HOME", pack.path().join(".config"))
        .arg("check")
        .arg(pack.path())
        .args(words);
    tokio::task::spawn_blocking(move || command.assert())
        .await
        .unwrap()
}

#[tokio::test]
async fn a_sound_pack() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &[]).await.code(0).stdout(contains(
        "The pack is sound; 4 of 4 runs went as they should, in",
    ));
}

#[tokio::test]
async fn what_is_not_so_is_told_with_its_place() {
    let pack = pack("echo hi", "echo hello", "exit 3");
    let told = check(&pack, &[]).await.code(2);
    told.stdout(
        contains("the starter of greet passes every check\n  --> 01-greet.md:3")
            .and(contains("the solution of greet does not pass"))
            .and(contains("the example on line"))
            .and(contains("3 errors; 1 of 4 runs")),
    );
}

#[tokio::test]
async fn a_starter_that_meets_a_limit_fails_by_no_check() {
    let pack = pack("while :; do :; done", "echo hi", "echo 1");
    let config = pack.path().join("pack.toml");
    let manifest = fs::read_to_string(&config).unwrap() + "[limits]\nwall_s = 2\n";
    fs::write(config, manifest).unwrap();
    check(&pack, &["--only", "greet"]).await.code(2).stdout(
        contains("fails by no check: it is stopped after 2 s").and(contains("2 of 3 runs")),
    );
}

#[tokio::test]
async fn what_is_written_comes_first() {
    let pack = pack("# here", "echo hi", "echo 1");
    let lesson = pack.path().join("01-greet.md");
    let text = fs::read_to_string(&lesson).unwrap();
    fs::write(&lesson, text.replace("solution=greet", "solution=great")).unwrap();
    let told = check(&pack, &["--format", "json"]).await.code(2);
    let report: serde_json::Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
    assert_eq!(report["tried"], 0);
    assert_eq!(report["problems"][0]["path"], "01-greet.md");
    assert_eq!(report["problems"][0]["level"], "error");
}

#[tokio::test]
async fn nothing_is_run_where_that_is_asked_for() {
    let pack = pack("echo hi", "echo hello", "exit 3");
    check(&pack, &["--static"])
        .await
        .code(0)
        .stdout(contains("The pack is sound; nothing was run."));
}

#[tokio::test]
async fn an_exercise_is_proved_although_a_link_leads_nowhere_yet() {
    let pack = pack("# here", "echo hi", "echo 1");
    change(
        &pack,
        "01-greet.md",
        "# Greet\n",
        "# Greet\n\n[next](02-next.md)\n",
    );
    let told = check(&pack, &["--only", "greet"]).await.code(2);
    told.stdout(contains("there is no file `02-next.md`").and(contains("1 error; 3 of 3 runs")));
    let told = check(&pack, &[]).await.code(2);
    told.stdout(contains("nothing was run"));
}

#[tokio::test]
async fn an_unknown_exercise_is_named() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &["--only", "great"])
        .await
        .code(2)
        .stderr(contains("did you mean greet?"));
}

#[tokio::test]
async fn a_pack_is_proved_with_what_it_asks_for() {
    let pack = pack(
        "# here",
        "dd if=/dev/zero of=/dev/null bs=300M count=1 && echo hi",
        "echo 1",
    );
    let lesson = pack.path().join("01-greet.md");
    let text = fs::read_to_string(&lesson).unwrap();
    let asking = text.replace("[[check]]", "[limits]\nmemory_mib = 512\n\n[[check]]");
    fs::write(lesson, asking).unwrap();
    check(&pack, &["--only", "greet"]).await.code(0).stdout(
        contains("the learner allows 256: it is held to that").and(contains("3 of 3 runs")),
    );
}

/// Changes a file of the pack.
fn change(pack: &TempDir, file: &str, from: &str, to: &str) {
    let path = pack.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(from), "{text}");
    fs::write(path, text.replace(from, to)).unwrap();
}

/// Adds a wrong attempt, which says that it fails by this check.
fn attempt(pack: &TempDir, code: &str, fails: &str) {
    let block = format!("```sh wrong=greet fails=\"{fails}\"\n{code}\n```\n\n```sh run");
    change(pack, "01-greet.md", "```sh run", &block);
}

#[tokio::test]
async fn a_wrong_attempt_is_caught_by_just_the_check_that_it_names() {
    let pack = pack("# here", "echo hi", "echo 1");
    change(
        &pack,
        "01-greet.md",
        "[[check]]",
        "[[check]]\nkind = \"exit\"\ncode = 0\n[[check]]",
    );
    attempt(&pack, "echo ho", "standard output");
    attempt(&pack, "echo hi; exit 3", "exits with code 0");
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("6 of 6 runs"));
    attempt(&pack, "echo hi; true", "standard output");
    attempt(&pack, "echo ho; true", "exits with code 0");
    attempt(&pack, "echo ho; exit 3", "standard output");
    attempt(&pack, "echo ho; if", "standard output");
    let told = check(&pack, &[]).await.code(2);
    told.stdout(
        contains("the wrong attempt at greet passes every check\n  --> 01-greet.md:")
            .and(contains("does not fail by `exits with code 0` alone"))
            .and(contains("does not fail by `standard output` alone"))
            .and(contains("let each check look at one thing"))
            .and(contains("name the check that catches it"))
            .and(contains("4 errors; 6 of 10 runs")),
    );
}

#[tokio::test]
async fn what_was_proved_is_remembered_until_it_changes() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("remembered").not());
    // Words around it are no part of it.
    change(
        &pack,
        "01-greet.md",
        "# Greet\n",
        "# Greet somebody\n\nNow.\n",
    );
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("4 of 4 runs went as they should (all remembered)"));
    // The starter and the empty answer do not depend on the solution.
    change(&pack, "01-greet.md", "echo hi", "echo h''i");
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("4 of 4 runs went as they should (3 remembered)"));
    // Everything of an exercise depends on its checks; the message is one's own.
    change(
        &pack,
        "01-greet.md",
        "equals = \"hi\"",
        "equals = \"hi\"\nmessage = \"Hi?\"",
    );
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("(1 remembered)"));
    change(
        &pack,
        "pack.toml",
        "language",
        "limits = { wall_s = 9 }\nlanguage",
    );
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("remembered").not());
    check(&pack, &["--fresh"])
        .await
        .code(0)
        .stdout(contains("remembered").not());
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("(all remembered)"));
}

#[tokio::test]
async fn what_a_translation_has_no_words_for_is_a_warning_until_it_has() {
    let pack = pack("# here", "echo hi", "echo 1");
    change(
        &pack,
        "01-greet.md",
        "equals = \"hi\"",
        "equals = \"hi\"\nname = \"says hi\"\nmessage = \"Two letters.\"",
    );
    let test = "```sh test=greet\ngrep -q hi greet.sh || not='not '\necho 1..2\necho \"${not}ok 1 - greets you\"\n\
                echo \"${not}ok 2 - 1 + 1\"\n```\n\n```sh run";
    change(&pack, "01-greet.md", "```sh run", test);
    let ko = "# 인사\n\n```sh exercise=greet\n```\n\n```sh run\necho 1\n```\n";
    fs::write(pack.path().join("01-greet.ko.md"), ko).unwrap();
    let lacks = "warning: the translation of greet has no words for\n    \"greets you\"\n    \"says hi\"\n    \
                 \"Two letters.\"\n  --> 01-greet.ko.md:3\n";
    for counted in ["3 of 4 runs went as they should, in", "(3 remembered), in"] {
        let told = check(&pack, &["--only", "greet"]).await.code(0);
        told.stdout(contains(lacks).and(contains(counted)));
    }
    let told = check(&pack, &["--only", "greet", "--format", "junit"]);
    told.await.code(0).stdout(contains("failures=\"0\""));
    let words = "```toml words=greet\n\"says hi\" = \"hi라고 한다\"\n\"Two letters.\" = \"두 글자예요.\"\n```\n\n```sh run";
    change(&pack, "01-greet.ko.md", "```sh run", words);
    let told = check(&pack, &["--only", "greet"]).await.code(0);
    told.stdout(contains("no words for\n    \"greets you\"\n  -->"));
    let words = "\"greets you\" = \"인사한다\"\n\"says hi\"";
    change(&pack, "01-greet.ko.md", "\"says hi\"", words);
    let told = check(&pack, &["--only", "greet"]).await.code(0);
    told.stdout(contains("The pack is sound"));
    let told = check(&pack, &["--only", "greet"]).await.code(0);
    told.stdout(contains("(all remembered)"));
}

#[tokio::test]
async fn a_failure_is_never_remembered() {
    let pack = pack("# here", "echo hello", "echo 1");
    for counted in [
        "went as they should, in",
        "went as they should (3 remembered), in",
    ] {
        let told = check(&pack, &[]).await.code(2);
        let told = told.stdout(contains("the solution of greet does not pass"));
        told.stdout(contains(format!("1 error; 3 of 4 runs {counted}")));
    }
}

#[tokio::test]
async fn a_broken_memory_is_none() {
    let pack = pack("# here", "echo hi", "echo 1");
    check(&pack, &[]).await.code(0);
    let memory = pack.path().join(".cache/tutorbox/proofs/toy");
    fs::write(&memory, b"\xff not ours").unwrap();
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("remembered").not());
    check(&pack, &[])
        .await
        .code(0)
        .stdout(contains("(all remembered)"));
}

#[tokio::test]
async fn who_writes_nothing_does_not_pass() {
    let pack = pack("echo hello", "printf ''", "echo 1");
    change(&pack, "01-greet.md", "\"hi\"", "\"\"");
    check(&pack, &[]).await.code(2).stdout(contains(
        "an empty answer to greet passes every check\n  --> 01-greet.md:3",
    ));
}

#[tokio::test]
async fn what_a_translation_has_of_its_own_is_run() {
    let pack = pack("# here", "echo hi", "echo 1");
    let lesson = pack.path().join("01-greet.ko.md");
    let korean = "# 인사\n\n```sh exercise=greet file=greet.sh\necho hi # 여기\n```\n\n```sh run\necho 1\n```\n";
    fs::write(lesson, korean).unwrap();
    // Its solution, its checks and its example are those of the base.
    check(&pack, &[]).await.code(2).stdout(
        contains("the starter of greet passes every check\n  --> 01-greet.ko.md:3")
            .and(contains("4 of 5 runs")),
    );
}

#[tokio::test]
async fn a_workflow_gets_a_command_a_problem() {
    let pack = pack("# here", "echo hi", "exit 3");
    change(
        &pack,
        "01-greet.md",
        "# Greet\n",
        "# Greet\n\n![](greet.png)\n",
    );
    fs::copy("tests/pictures/halves.png", pack.path().join("greet.png")).unwrap();
    let told = check(&pack, &["--format", "github"]).await.code(2);
    let folder = pack.path().canonicalize().unwrap();
    let place = folder.join("01-greet.md").display().to_string();
    told.stdout(
        contains(format!("::warning file={place},line=3,col=1,endColumn=15,title=tutorbox::this image has no words%0A"))
            .and(contains(format!("::error file={place},line=")))
            .and(contains("1 error, 1 warning; 3 of 4 runs")),
    );
}

#[tokio::test]
async fn junit_has_a_test_a_run() {
    let pack = pack("# here", "echo hi", "exit 3");
    let told = check(&pack, &["--format", "junit"]).await.code(2);
    let report = quick_junit::Report::deserialize_from_str(
        &String::from_utf8(told.get_output().stdout.clone()).unwrap(),
    )
    .unwrap();
    let [written, runs] = &report.test_suites[..] else {
        panic!("{report:#?}");
    };
    assert_eq!((written.tests, written.failures), (1, 0));
    assert_eq!((runs.tests, runs.failures, runs.errors), (4, 1, 0));
}

#[tokio::test]
async fn json_tells_of_each_run() {
    let pack = pack("# here", "echo hi", "exit 3");
    check(&pack, &["--only", "greet"]).await.code(0);
    let told = check(&pack, &["--format", "json"]).await.code(2);
    let report: serde_json::Value = serde_json::from_slice(&told.get_output().stdout).unwrap();
    assert_eq!(
        (&report["version"], &report["interrupted"]),
        (&1.into(), &false.into())
    );
    let counts = ["claims", "tried", "proved", "remembered"].map(|count| report[count].as_u64());
    assert_eq!(counts, [4, 4, 3, 3].map(Some));
    let example = report["runs"]
        .as_array()
        .unwrap()
        .iter()
        .find(|run| run["exercise"].is_null());
    let example = example.unwrap();
    assert_eq!(
        (&example["result"], &example["remembered"]),
        (&"refuted".into(), &false.into())
    );
    assert_eq!(example["path"], "01-greet.md");
}

#[tokio::test]
async fn ctrl_c_ends_it_at_once_and_says_what_was_proved() {
    prepared().await;
    let pack = pack("# here", "echo hi", "while :; do :; done");
    let settings = pack.path().join(".config/tutorbox");
    fs::create_dir_all(&settings).unwrap();
    fs::write(
        settings.join("config.toml"),
        "[limits]\nwall_seconds = 60\n",
    )
    .unwrap();
    let (told, code, pid) = interrupted(pack.path());
    assert_eq!(code, 130, "{told}");
    let summary = "Interrupted; 3 of 4 runs went as they should so far, in ";
    assert!(told.contains(summary), "{told}");
    assert!(told.contains("1 of 1 exercises"), "{told}");
    until_nothing_is_left(pid);
    change(&pack, "01-greet.md", "while :; do :; done", "echo 1");
    let told = check(&pack, &[]).await.code(0);
    told.stdout(contains("(3 remembered)"));
}

/// The keeper is quick, but not done when the program has ended.
fn until_nothing_is_left(pid: u32) {
    let began = Instant::now();
    loop {
        let mut docker = std::process::Command::new("docker");
        let label = format!("label=tutorbox.pid={pid}");
        let listed = docker.args(["ps", "-aq", "--filter", &label]).output();
        let listed = listed.unwrap();
        assert!(listed.status.success(), "{listed:?}");
        if listed.stdout.is_empty() {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(20), "{listed:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What a check in a terminal writes where Ctrl+C is typed as soon as all runs but one are over.
fn interrupted(pack: &Path) -> (String, u32, u32) {
    use std::io::{Read, Write};

    let terminal = portable_pty::native_pty_system();
    let size = portable_pty::PtySize {
        rows: 24,
        cols: 200,
        ..Default::default()
    };
    let pair = terminal.openpty(size).unwrap();
    let mut command = portable_pty::CommandBuilder::new(common::TUTORBOX);
    command.env("TUTORBOX_DATA_DIR", pack.join(".data"));
    command.env("XDG_CACHE_HOME", pack.join(".cache"));
    command.env("XDG_CONFIG_HOME", pack.join(".config"));
    command.args(["check".as_ref(), pack.as_os_str()]);
    let mut program = pair.slave.spawn_command(command).unwrap();
    let pid = program.process_id().unwrap();
    drop(pair.slave);
    let mut screen = pair.master.try_clone_reader().unwrap();
    let mut keys = pair.master.take_writer().unwrap();
    let (mut told, mut typed, mut bytes) = (String::new(), false, [0; 1024]);
    // A terminal whose program has ended is an error to read from.
    while let Ok(count @ 1..) = screen.read(&mut bytes) {
        told += &String::from_utf8_lossy(&bytes[..count]);
        if !typed && told.contains("3 of 4 runs") {
            keys.write_all(b"\x03").unwrap();
            typed = true;
        }
    }
    (told, program.wait().unwrap().exit_code(), pid)
}
