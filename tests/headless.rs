//! The commands for scripts, by the real binary on a real engine: exit codes, JSON, and pipes.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::ffi::OsStr;
use std::fs;
use std::io::{BufReader, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use tempfile::TempDir;

/// A learner's folder, and a data folder with nothing in it.
struct Desk {
    folder: TempDir,
}

impl Desk {
    /// Where the image is there: the commands ask before they fetch one.
    async fn new() -> Self {
        for rig in common::rigs().await {
            rig.close().await;
        }
        Self::without_image()
    }

    fn without_image() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    fn file(&self, name: &str, text: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// A command of these words, where `FILE` stands for a file of this text.
    fn command(&self, words: &str, file: impl AsRef<[u8]>) -> Command {
        Command::from_std(self.std_command(words, file))
    }

    fn std_command(&self, words: &str, file: impl AsRef<[u8]>) -> std::process::Command {
        let file = self.file("file.exs", file);
        let mut command = std::process::Command::new(common::TUTORBOX);
        command
            .env("TUTORBOX_DATA_DIR", self.folder.path().join("data"))
            .env("LANG", "C.UTF-8")
            .current_dir(self.folder.path());
        command.args(words.split(' ').map(|word| match word {
            "FILE" => file.as_os_str(),
            word => word.as_ref(),
        }));
        command
    }
}

/// A pack with one exercise of two tests and a check.
const LESSON: &str = r#"# Sums

```elixir exercise=sum file=sum.exs
defmodule Sum do
  def sum(list), do: 0
end
```

```elixir test=sum
defmodule SumTest do
  use ExUnit.Case

  test "nothing" do
    assert Sum.sum([]) == 0
  end

  test "adds" do
    IO.puts("adding")
    assert Sum.sum([1, 2]) == 3
  end
end
```

```markdown hint=sum
Add.
```

```elixir solution=sum file=sum.exs
defmodule Sum do
  def sum(list), do: Enum.sum(list)
end
```

```toml checks=sum
[[check]]
kind = "source"
forbid = ["Enum.reduce"]
```
"#;

/// An exercise of two files, the first of them finished.
const SHOP: &str = r#"# A shop

```elixir exercise=shop file=shop.exs
IO.puts(Cart.total())
```

```elixir exercise=shop file=cart.exs
# yours
```

```toml checks=shop
[[check]]
kind = "stdout"
equals = "3\n"
```

```markdown hint=shop
Count.
```

```elixir solution=shop file=shop.exs
IO.puts(Cart.total())
```

```elixir solution=shop file=cart.exs
defmodule Cart do
  def total, do: 3
end
```
"#;

const PACK: &str = r#"id = "mine"
title = "Mine"
version = "1.0.0"
language = "elixir"
"#;

const SOLUTION: &str = "defmodule Sum do\n  def sum(list), do: Enum.sum(list)\nend\n";
const STARTER: &str = "defmodule Sum do\n  def sum(list), do: 0\nend\n";

impl Desk {
    async fn with_pack() -> Self {
        let desk = Self::new().await;
        desk.file("mine/pack.toml", PACK);
        desk.file("mine/01-sums.md", LESSON);
        desk
    }
}

#[tokio::test]
async fn files_are_taken_by_their_names() {
    let desk = Desk::with_pack().await;
    desk.file("mine/02-shop.md", SHOP);
    desk.file("solution/shop.exs", "IO.puts(Cart.total())\n");
    desk.file(
        "solution/cart.exs",
        "defmodule Cart do\n  def total, do: 3\nend\n",
    );
    for files in [
        "solution/cart.exs solution/shop.exs",
        "solution",
        "solution/cart.exs",
    ] {
        let command = format!("run mine shop {files}");
        desk.command(&command, "")
            .assert()
            .code(0)
            .stdout(contains("✓"));
    }
    desk.command("run mine shop FILE", "")
        .assert()
        .code(2)
        .stderr(contains("shop.exs cart.exs: give files of these names"));
}

#[tokio::test]
async fn a_solution_exits_0_and_a_starter_1() {
    let desk = Desk::with_pack().await;
    desk.command("run mine sum FILE", SOLUTION)
        .assert()
        .code(0)
        .stdout(contains("✓ adds").and(contains("✗").not()))
        .stderr(is_empty());
    desk.command("run mine sum FILE", STARTER)
        .assert()
        .code(1)
        .stdout(contains("✓ nothing").and(contains("✗ adds")));
    desk.command("run mine sum", "")
        .write_stdin(SOLUTION)
        .assert()
        .code(0);
}

#[tokio::test]
async fn the_built_in_pack_is_judged_too() {
    let desk = Desk::new().await;
    desk.command("run elixir hello FILE", "IO.puts(\"Hello, world!\")")
        .assert()
        .code(0);
}

#[tokio::test]
async fn a_script_whose_last_command_failed_is_judged_by_what_it_did() {
    common::rig_of("bash").await.close().await;
    let desk = Desk::without_image();
    let right = "echo 'Hello, world!'\ngrep x /dev/null\n";
    desk.command("run shell hello-world FILE", right)
        .assert()
        .code(0)
        .stdout(contains("The program ended with exit code 1."));
    desk.command("run shell hello-world FILE", "grep x /dev/null")
        .assert()
        .code(1)
        .stdout(contains("✗").and(contains("Hello, world!")));
}

#[tokio::test]
async fn a_verdict_is_in_the_words_of_the_translation_and_json_in_the_base_s() {
    let desk = Desk::with_pack().await;
    let ko = "# 합\n\n```elixir exercise=sum\n```\n\n```toml words=sum\nadds = \"더한다\"\n```\n";
    desk.file("mine/01-sums.ko.md", ko);
    let run = |words: &str| {
        let run = desk.command(&format!("run mine sum FILE {words}"), STARTER);
        let run = { run }.assert().code(1);
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let korean = run("--lang ko");
    assert!(korean.contains("✓ nothing\n✗ 더한다\n"), "{korean}");
    let english = run("--lang en");
    assert!(english.contains("✗ adds\n"), "{english}");
    let json = run("--lang ko --format json");
    assert!(json.contains("\"name\": \"adds\""), "{json}");
}

#[tokio::test]
async fn json_names_each_test() {
    let desk = Desk::with_pack().await;
    let told = |code, file| {
        let run = desk
            .command("run mine sum FILE --format json", file)
            .assert()
            .code(code)
            .stderr(is_empty());
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let duration = regex::Regex::new(r#"("duration_ms": )[0-9.]+"#).unwrap();
    let told = |code, file| {
        duration
            .replace_all(&told(code, file), "${1}…")
            .into_owned()
    };
    insta::assert_snapshot!("json_of_a_starter", told(1, STARTER));
    insta::assert_snapshot!("json_of_a_file_that_does_not_compile", told(1, "x = [1"));
}

#[tokio::test]
async fn mistakes_of_the_caller_exit_2_and_say_what_to_do() {
    let desk = Desk::with_pack().await;
    for (words, file, said) in [
        ("run mine smu FILE", "", "did you mean sum?"),
        (
            "run nowhere sum FILE",
            "",
            "no pack and no folder called nowhere",
        ),
        (
            "run mine sum gone.exs",
            "",
            "cannot read gone.exs: No such file",
        ),
        ("run mine sum FILE FILE", "", "sum is made of sum.exs"),
        (
            "run mine sum FILE --format xml",
            "",
            "possible values: text, json",
        ),
    ] {
        desk.command(words, file)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(said));
    }
    desk.command("run mine sum FILE", b"IO.puts(\"\xff\")")
        .assert()
        .code(2)
        .stderr(contains("is not UTF-8").and(contains("byte 9")));
    desk.command("run mine sum FILE", " ".repeat(16 * 1024 * 1024))
        .assert()
        .code(2)
        .stderr(contains("is 16 MiB large").and(contains("15 MiB at most")));
}

#[test]
fn what_holds_for_every_command_may_stand_before_it() {
    let desk = Desk::without_image();
    desk.command("--engine docker exec cobol FILE", "")
        .assert()
        .code(125)
        .stderr(contains("no language called cobol"));
    desk.command("elixir exec sh FILE", "")
        .assert()
        .code(2)
        .stderr(contains("tutorbox play [PACK]"));
}

#[test]
fn a_name_that_is_no_text_is_a_mistake_and_no_panic() {
    let desk = Desk::without_image();
    let name = OsStr::from_bytes(b"sum\xff.exs");
    desk.command("exec elixir", "")
        .arg(name)
        .assert()
        .code(125)
        .stderr(contains("cannot read sum\u{fffd}.exs"));
}

#[test]
fn a_broken_pack_exits_2_and_points_at_the_place() {
    let desk = Desk::without_image();
    desk.file("mine/pack.toml", PACK);
    desk.file("mine/01-sums.md", LESSON.replace("test=sum", "tets=sum"));
    desk.command("run mine sum FILE", SOLUTION)
        .assert()
        .code(2)
        .stdout(is_empty())
        .stderr(contains("01-sums.md:9:").and(contains("tets").and(contains("^"))));
}

#[test]
fn without_an_engine_run_exits_3_and_exec_125_and_both_say_what_to_start() {
    let desk = Desk::without_image();
    for (words, code) in [("run elixir hello FILE", 3), ("exec elixir FILE", 125)] {
        desk.command(words, "IO.puts(1)")
            .env("DOCKER_HOST", "unix:///nowhere.sock")
            .assert()
            .code(code)
            .stdout(is_empty())
            .stderr(contains("/nowhere.sock").and(contains("systemctl start docker")));
    }
}

#[tokio::test]
async fn exec_passes_streams_and_the_exit_code_through() {
    let desk = Desk::new().await;
    let code = "IO.write(IO.read(:stdio, :eof))\nIO.write(:stderr, \"oh\")\nSystem.halt(7)";
    desk.command("exec elixir FILE", code)
        .write_stdin("한\n\u{1f600} no newline")
        .assert()
        .code(7)
        .stdout("한\n\u{1f600} no newline")
        .stderr("oh");
    desk.command("exec elixir FILE", "raise \"boom\"")
        .assert()
        .code(1)
        .stdout(is_empty())
        .stderr("** (RuntimeError) boom\n    file.exs:1: (file)\n");
    desk.command("exec elixir gone.exs", "")
        .assert()
        .code(125)
        .stderr(contains("gone.exs"));
}

#[tokio::test]
async fn exec_says_when_time_or_memory_ran_out() {
    let desk = Desk::new().await;
    desk.command(
        "exec elixir FILE",
        "IO.puts(1)\nStream.cycle([1]) |> Stream.run()",
    )
    .assert()
    .code(124)
    .stdout("1\n")
    .stderr(contains("tutorbox: ").and(contains("10")));
    let bomb = "Enum.reduce(1..100, \"x\", fn _, a -> a <> a end)";
    desk.command("exec elixir FILE", bomb)
        .assert()
        .code(137)
        .stdout(is_empty())
        .stderr(contains("tutorbox: ").and(contains("256")));
}

/// A program at work, its pipes in our hands.
struct Talk {
    program: Child,
    stdin: Option<ChildStdin>,
    stdout: Option<BufReader<ChildStdout>>,
}

impl Talk {
    fn begin(desk: &Desk, code: &str) -> Self {
        let mut program = desk
            .std_command("exec elixir FILE", code)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        Self {
            stdin: program.stdin.take(),
            stdout: program.stdout.take().map(BufReader::new),
            program,
        }
    }

    /// The exit code of a program that is about to end.
    fn ends(&mut self) -> Option<i32> {
        let began = Instant::now();
        while began.elapsed() < SOON {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.program.kill().unwrap();
        panic!("it does not end");
    }

    fn says(&mut self, line: &str) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(line.as_bytes()).unwrap();
    }

    fn hears(&mut self, expected: &str) {
        let mut said = vec![0; expected.len()];
        let stdout = self.stdout.as_mut().unwrap();
        stdout.read_exact(&mut said).unwrap();
        assert_eq!(String::from_utf8_lossy(&said), expected);
    }
}

#[tokio::test]
async fn exec_is_a_conversation_through_pipes() {
    let desk = Desk::new().await;
    let echo = "Stream.repeatedly(fn -> IO.gets(\"> \") end)\n\
                |> Stream.take_while(&is_binary/1)\n\
                |> Enum.each(&IO.write(\"you said \" <> &1))";
    let mut talk = Talk::begin(&desk, echo);
    for line in ["one\n", "two\n"] {
        talk.hears("> ");
        talk.says(line);
        talk.hears(&format!("you said {line}"));
    }
    talk.stdin = None;
    talk.hears("> ");
    assert_eq!(talk.ends(), Some(0));
}

/// Well under the 10 s of a run that nobody ends.
const SOON: Duration = Duration::from_secs(8);

#[tokio::test]
async fn exec_ends_with_its_program_although_nobody_closes_its_stdin() {
    let desk = Desk::new().await;
    let mut talk = Talk::begin(&desk, "IO.puts(\"done\")");
    talk.hears("done\n");
    assert_eq!(talk.ends(), Some(0));
}

#[tokio::test]
async fn exec_ends_when_its_reader_has_gone() {
    let desk = Desk::new().await;
    let mut talk = Talk::begin(
        &desk,
        "Stream.repeatedly(fn -> IO.puts(\"y\") || Process.sleep(1) end) |> Stream.run()",
    );
    talk.hears("y\n");
    talk.stdout = None;
    assert_eq!(talk.ends(), Some(141), "as of a program that SIGPIPE ends");
}

#[test]
fn every_command_has_help_with_examples() {
    let desk = Desk::without_image();
    for (words, said) in [
        ("--help", "tutorbox play elixir --lesson recursion"),
        ("play --help", "--lesson"),
        ("run --help", "tutorbox run elixir hello hello.exs"),
        ("exec --help", "124 timed out, 137 out of memory"),
        ("image --help", "prepare"),
        ("image prepare --help", "<LANGUAGE>"),
        ("completions --help", "zsh"),
        ("--version", env!("CARGO_PKG_VERSION")),
    ] {
        desk.command(words, "")
            .assert()
            .code(0)
            .stdout(contains(said))
            .stderr(is_empty());
    }
}
