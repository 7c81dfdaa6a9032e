//! `--plain`, by the real binary on a real engine: words in through a pipe, lines out into a file, and never a byte that moves
//! anything on a screen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;
#[path = "plain/readonly.rs"]
mod readonly;
#[path = "plain/terminal.rs"]
mod terminal;

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tutorbox::progress::{Status, Store};

/// A learner's folder, with nothing in it.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// Where code can be run: nobody is asked for an image.
    async fn with_engine() -> Self {
        common::rig_of("elixir").await.close().await;
        Self::new()
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(common::TUTORBOX);
        command
            .env("TUTORBOX_DATA_DIR", self.folder.path().join("data"))
            .env("XDG_CONFIG_HOME", self.folder.path().join("config"))
            .env("LC_ALL", "C.UTF-8")
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .args(words.split(' '));
        command
    }

    /// What is said where the learner says `said`, and then nothing more.
    fn talk(&self, words: &str, said: &str) -> String {
        self.talk_to(self.command(words), Some(said))
    }

    fn talk_to(&self, mut command: Command, said: Option<&str>) -> String {
        let told = self.folder.path().join("told.txt");
        command.stdout(File::create(&told).unwrap());
        command.stdin(match said {
            Some(_) => Stdio::piped(),
            None => Stdio::null(),
        });
        let mut child = command.spawn().unwrap();
        if let Some(said) = said {
            let mut stdin = child.stdin.take().unwrap();
            stdin.write_all(said.as_bytes()).unwrap();
        }
        assert!(child.wait().unwrap().success());
        let told = fs::read(told).unwrap();
        let moves = |byte: &u8| matches!(byte, 0x1b | 0x08 | 0x0d);
        assert!(!told.iter().any(moves), "{}", told.escape_ascii());
        String::from_utf8(told).unwrap()
    }

    fn store(&self) -> Store {
        Store::open(&self.folder.path().join("data/progress.db")).unwrap()
    }

    /// An editor that does this to each file.
    fn editor(&self, does: &str) -> PathBuf {
        let path = self.folder.path().join("editor");
        fs::write(&path, format!("#!/bin/sh\nfor file; do {does}; done\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }
}

/// These stand in the text, in this order.
#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    let mut rest = text;
    for wanted in wanted {
        let Some(at) = rest.find(wanted) else {
            panic!("{wanted:?} is not in what follows:\n{rest}\n\nof all this:\n{text}");
        };
        rest = &rest[at + wanted.len()..];
    }
}

#[tokio::test]
async fn from_the_welcome_through_the_first_exercise_and_back_to_the_same_place() {
    let home = Home::with_engine().await;
    let said = "next\nrun\nhint\nwrite\nIO.puts(\"Hello, world!\")\n.\nrun\n\nquit\n";
    let told = home.talk("play elixir --plain", said);
    has(
        &told,
        &[
            "for people who already program",
            "Lesson 1 of",
            "Hello, Elixir",
            "Example 1, elixir:\n    IO.puts(\"Hello, world!\")",
            "> next",
            "Exercise 1 of",
            "Greet the right planet (not tried yet)",
            "File hello.exs:\n    # This should print",
            "> run",
            "The check did not pass.",
            "Not passed: prints Hello, world!",
            "The text must match to the letter",
            "Expected: Hello, world!",
            "Got: Hello, moon!",
            "> hint\nHint 1 of",
            "> write",
            "Saved.",
            "> run",
            "The check passed.",
            "`next` goes on to the next exercise.",
            "Example 2, elixir:",
            "> quit\nYou have left. Everything is saved.",
        ],
    );
    let store = home.store();
    let hello = store.states("elixir").unwrap()["hello"];
    assert_eq!((hello.status, hello.attempts), (Status::Passed, 2));
    assert_eq!(store.last_pack().unwrap().as_deref(), Some("elixir"));

    let told = home.talk("play --plain", "progress\noutline\nback\n");
    assert!(!told.contains("for people who already program"), "{told}");
    has(
        &told,
        &[
            "Example 2, elixir:",
            "> progress\n1 of ",
            "Greet the right planet (passed)",
            "Example 2, elixir: - you are here",
            "> back",
            "Greet the right planet (passed)",
            "    IO.puts(\"Hello, world!\")",
        ],
    );
}

#[tokio::test]
async fn the_same_in_korean() {
    let home = Home::with_engine().await;
    let said = "다음\n실행\n힌트\n도움말\n끝\n";
    let told = home.talk("play elixir --lesson hello --plain --lang ko", said);
    has(
        &told,
        &[
            "레슨 1/",
            "안녕, 엘릭서",
            "> 다음",
            "연습 문제 1/",
            "제대로 인사하기 (풀기 전)",
            "> 실행",
            "통과하지 못했습니다.",
            "실패: Hello, world!를 출력한다",
            "한 글자도 다르지 않아야 해요.",
            "기대: Hello, world!",
            "실제: Hello, moon!",
            "> 힌트\n힌트 1/",
            "> 도움말\n읽기: next (다음), ",
            "> 끝\n끝냈습니다. 모두 저장되어 있습니다.",
        ],
    );
    assert!(!told.contains("plain-"), "a message is missing: {told}");
}

#[test]
fn where_nobody_says_anything_the_lesson_is_told_whole() {
    for words in [
        "play elixir --lesson hello --plain",
        "play elixir --lesson hello",
    ] {
        let home = Home::new();
        let told = home.talk_to(home.command(words), None);
        has(
            &told,
            &[
                "Lesson 1 of",
                "Hello, Elixir",
                "Greet the right planet (not tried yet)",
                "Functions live in modules",
                "Exercise 2 of",
            ],
        );
        assert!(!told.lines().any(|line| line.starts_with("> ")), "{told}");
        assert_eq!(home.store().place("elixir").unwrap(), None);
    }
    // A pipe that is closed at once says as much.
    let home = Home::new();
    let told = home.talk("play elixir --lesson hello --plain", "");
    has(&told, &["Exercise 1 of", "Exercise 2 of"]);
}

#[test]
fn the_learner_s_editor_and_the_way_back() {
    let home = Home::new();
    let mut command = home.command("play elixir --lesson hello --plain");
    command.env("EDITOR", home.editor("sed -i s/moon/Mars/ \"$file\""));
    let said = "next\nedit\ncompare\nreset\ncompare\nundo\ncompare\nedit\nfrobnicate\ngo nowhere\ngo has a number\ngo greet\n";
    let told = home.talk_to(command, Some(said));
    has(
        &told,
        &[
            "> edit\nSaved.",
            "> compare\nFile hello.exs:\nLine 2 of the starter: IO.puts(\"Hello, moon!\")\nLine 2 of yours: IO.puts(\"Hello, Mars!\")",
            "> reset\nThe starter is back.",
            "> compare\nYour code is the starter.",
            "> undo\nWhat was there before is back.",
            "> compare\nFile hello.exs:",
            "> edit\nNothing was changed.",
            "> frobnicate\nThere is no command frobnicate.",
            "> go nowhere\nThere is no lesson, no exercise and no heading here called nowhere.",
            "> go has a number\n",
            "A name has a number",
            "> go greet",
            "Greet anyone",
        ],
    );
    let drafts = home.store().all_drafts(Some("elixir")).unwrap();
    assert_eq!(drafts.len(), 1);
    assert!(drafts[0].1.files[0].text.contains("Mars"));
}

#[test]
fn a_preview_is_drawn_or_nothing() {
    let home = Home::new();
    let output = home.command("preview nowhere --plain").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let why = String::from_utf8(output.stderr).unwrap();
    assert!(why.contains("tutorbox play nowhere --plain"), "{why}");
}

#[test]
fn one_line_is_changed_in_one_of_several_files_and_changed_back() {
    let home = Home::new();
    let said = "go modules-gate\nfile\nfile moeny.exs\nshow 1\nline 1   # mine\nshow 1-2\ninsert 1 # one\ninsert 2\n# two\n# three\n.\n\
                show 1 5\ndelete 2 3\nshow 1 2\ndelete\ndelete 99\nline 1\ncompare\nundo\nundo\nundo\nundo\ncompare\n";
    let told = home.talk("play elixir --lesson modules --plain", said);
    has(
        &told,
        &[
            "> file\n`show`, `line` and `write` are about gate.exs. The files are: ",
            "> file moeny.exs\n`show`, `line` and `write` are about money.exs now.",
            "> show 1\nFile money.exs:\n1: defmodule",
            "> line 1   # mine\nSaved. Line 1 is now:   # mine",
            "> show 1-2\nFile money.exs:\n1:   # mine\n2: ",
            "> insert 1 # one\nSaved. Line 1 is new.",
            "> insert 2\nType what becomes line 2",
            "Saved. 2 lines are new, the first is line 2.",
            "1: # one\n2: # two\n3: # three\n4:   # mine\n5: ",
            "> delete 2 3\nSaved. 2 lines are gone",
            "> show 1 2\nFile money.exs:\n1: # one\n2:   # mine\n",
            "> delete\nSay which line",
            "> delete 99\nThere is no line 99: money.exs has ",
            "> line 1\nSay which line, and its new text",
            "> compare\nFile money.exs:\nLine 1 of the starter: defmodule",
            "> undo\nWhat was there before is back.",
            "> compare\nYour code is the starter.",
        ],
    );
}

#[test]
fn help_and_the_glossary_are_short_and_whole_where_a_word_is_named() {
    let home = Home::new();
    let said = "help\nhelp write\nhelp wriet\nhistroy\nglossary\nglossary pattern\nglossary gaurd\nverdict\nruns\n";
    let told = home.talk("play elixir --lesson hello --plain", said);
    has(
        &told,
        &[
            "> help\nReading: next, back, ",
            "> help write\nwrite: takes the whole code anew",
            "> help wriet\nThere is no command wriet. Did you mean write?",
            "> histroy\nThere is no command histroy.",
            ", guard, ",
            "`glossary` with one of these words tells what it means.",
            "> glossary gaurd\nThe glossary has no word gaurd. Did you mean guard?",
            "> verdict\nWhat is open was not run yet.",
            "> runs\nThe runs of examples are not kept",
            "You have left. Everything is saved.",
        ],
    );
}

/// A lesson with one exercise, which is to print yes.
fn lesson(id: &str) -> String {
    format!(
        "# Lesson {id}\n\n```sh exercise={id} file={id}.sh\necho no\n```\n\n\
         ```toml checks={id}\n[[check]]\nkind = \"stdout\"\nequals = \"yes\\n\"\n```\n\n\
         ```markdown hint={id}\nSay yes.\n```\n\n```sh solution={id} file={id}.sh\necho yes\n```\n"
    )
}

#[tokio::test]
async fn the_rules_of_a_pack_hold_here_too() {
    common::rig_of("sh").await.close().await;
    let home = Home::new();
    let pack = home.folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    let rules = "[workshop]\nunlock = \"sequential\"\nhints = 1\nsolutions = 2\n";
    let manifest = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
    fs::write(pack.join("pack.toml"), format!("{manifest}{rules}")).unwrap();
    fs::write(pack.join("01-a.md"), lesson("a")).unwrap();
    fs::write(pack.join("02-b.md"), lesson("b")).unwrap();
    let said = "hint\nrun\nrun\nsolution\nhint\nwrite\necho nearly\n.\nrun\nsolution\ngo 2\nwrite\necho yes\n.\nrun\nnext\n";
    let told = home.talk(&format!("play {} --plain", pack.display()), said);
    has(
        &told,
        &[
            "The hints of an exercise open after a failed run.",
            "Exercise 1 of 1",
            "> hint\nHints open after one more failed run.",
            "Hints are open now: hint.",
            "this does not count as another failed run.",
            "> solution\nThe solution opens after one more failed run.",
            "> hint\nHint 1 of 1\nSay yes.",
            "The solution is open now: solution.",
            "> solution\nThe solution\nFile a.sh:\n    echo yes",
            "> go 2\nLesson 2 is locked: pass lesson 1 first (one exercise left).",
            "The check passed.",
            "That was the last exercise of this lesson. `next` goes on.",
            "> next\nLesson 2 of 2",
        ],
    );
    assert_eq!(home.store().states("p").unwrap()["a"].attempts, 3);
}

/// A pack of one lesson, for the shell.
fn pack(home: &Home, lesson: &str) -> String {
    let pack = home.folder.path().join("pack");
    fs::create_dir(&pack).unwrap();
    let manifest = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    fs::write(pack.join("01-a.md"), lesson).unwrap();
    format!("play {} --plain", pack.display())
}

#[tokio::test]
async fn what_failed_comes_first_and_earlier_runs_can_be_had_back() {
    common::rig_of("sh").await.close().await;
    let home = Home::new();
    let exit = "```toml checks=a\n[[check]]\nkind = \"exit\"\nname = \"ends well\"\ncode = 0\n\n[[check]]\nkind";
    let words = pack(
        &home,
        &lesson("a").replace("```toml checks=a\n[[check]]\nkind", exit),
    );
    let said = "run\nverdict\nline 1 echo yes\nrun\nruns\nruns 1\nruns 7\nrestore 1\nshow\nrestore 1\nundo\nshow\n";
    let told = home.talk(&words, said);
    has(
        &told,
        &[
            "> run",
            "1 of 2 checks did not pass.",
            "Not passed: ",
            "Expected: yes\nGot: no\n1 of 2 passed; `verdict` tells them all.\nIf you are stuck",
            "> verdict\n1 of 2 checks did not pass.",
            "Passed: ends well\nNot passed: ",
            "Output:\n    no",
            "> run\nRunning.\nAll 2 checks passed.",
            "> runs\n2. just now: All 2 checks passed.\n1. just now: 1 of 2 checks did not pass.\n`runs` with a number",
            "> runs 1\n1. just now: 1 of 2 checks did not pass.\nFile a.sh:\n    echo no\n`restore 1`",
            "> runs 7\nSay which run: a number from 1 to 2.",
            "> restore 1\nThe code of run 1 is back.",
            "> show\n1: echo no\n",
            "> restore 1\nThat is your code already.",
            "> undo\nWhat was there before is back.",
            "> show\n1: echo yes\n",
        ],
    );
}

#[tokio::test]
async fn a_code_is_told_beside_what_was_right_all_the_same() {
    common::rig_of("sh").await.close().await;
    let home = Home::new();
    let words = pack(&home, &lesson("a"));
    let told = home.talk(&words, "line 1 echo yes; false\nrun\n");
    let code = "The program ended with exit code 1.";
    has(&told, &["> run", "passed.", code]);
}

const READS: &str = "# A\n\n```sh run\nprintf 'Name? '\nwhile read name; do echo \"Hi, $name.\"; done\necho over\n```\n";

#[tokio::test]
async fn in_a_pipe_a_program_reads_what_was_said_beforehand() {
    common::rig_of("sh").await.close().await;
    let home = Home::new();
    let words = pack(&home, READS);
    let told = home.talk(&words, "run\ninput\nAda\nnext\n.\nrun\ninput\n.\nrun\n");
    has(
        &told,
        &[
            "> run",
            "Output:\n    Name? over\n",
            "> input\nType what the program is to read.",
            "The next runs read these 2 lines.",
            "> run\nRunning.",
            "Output:\n    Name? Hi, Ada.\n    Hi, next.\n    over\n",
            "Nothing is kept for the program to read.",
            "Output:\n    Name? over\n",
        ],
    );
}
