//! `tutorbox doctor` and the learner's `config.toml`, by the real binary.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use serde_json::Value;
use tempfile::TempDir;

/// A learner's home.
struct Home(TempDir);

impl Home {
    /// Where the images of these languages are there: the commands ask before they fetch one.
    async fn with(languages: &[&str]) -> Self {
        for language in languages {
            for rig in common::rigs_of(language).await {
                rig.close().await;
            }
        }
        Self::new()
    }

    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) {
        let path = self.0.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn config(self, text: &str) -> Self {
        self.file("config/tutorbox/config.toml", text);
        self
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(common::TUTORBOX);
        command
            .env("TUTORBOX_DATA_DIR", self.0.path().join("data"))
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("XDG_STATE_HOME", self.0.path().join("state"))
            .env("LANG", "C.UTF-8")
            .env_remove("TUTORBOX_ENGINE")
            .env_remove("TUTORBOX_RUNTIME")
            .current_dir(self.0.path())
            .args(words.split(' '));
        command
    }

    /// What a command answers, and its exit code.
    fn json(&self, words: &str) -> (Value, i32) {
        let out = self.command(words).output().unwrap();
        let stdout = String::from_utf8(out.stdout).unwrap();
        let answer = serde_json::from_str(&stdout).unwrap_or_else(|error| {
            let stderr = String::from_utf8_lossy(&out.stderr);
            panic!("{error}: {stdout}{stderr}")
        });
        (answer, out.status.code().unwrap())
    }
}

#[tokio::test]
async fn it_tells_what_code_runs_in() {
    let home = Home::with(&["elixir"]).await;
    home.command("doctor --engine docker")
        .assert()
        .code(0)
        .stderr(is_empty())
        .stdout(
            starts_with("tutorbox 0.")
                .and(contains("* docker "))
                .and(contains("A run goes to Docker"))
                .and(contains("it was asked for"))
                .and(contains("elixir  there"))
                .and(contains("memory_mb     256 MiB  default"))
                .and(contains("config/tutorbox")),
        );
    let (report, code) = home.json("doctor --engine docker --format json");
    assert_eq!((code, &report["version"]), (0, &Value::from(1)));
    assert_eq!(report["can_run"], true);
    let chosen = report["chosen"]["engine"].as_u64().unwrap();
    let engine = &report["engines"][usize::try_from(chosen).unwrap()];
    assert_eq!(
        (&engine["kind"], &engine["works"]),
        (&"docker".into(), &true.into())
    );
    assert!(engine["version"].as_str().unwrap().contains('.'));
    assert_eq!(report["limits"].as_array().unwrap().len(), 7);
    assert_eq!(report["folders"].as_array().unwrap().len(), 4);
}

#[test]
fn it_removes_what_programs_that_are_gone_left_behind() {
    let home = Home::new();
    let space = fs::read_link("/proc/self/ns/pid").unwrap();
    let digits = |c: &char| c.is_ascii_digit();
    let processes: String = space.to_string_lossy().chars().filter(digits).collect();
    let cgroups = Path::new("/sys/fs/cgroup");
    let below = match cgroups.join("memory").is_dir() {
        true => cgroups.join("memory"),
        false => cgroups.to_owned(),
    };
    // The group of a container whose program's number is another's now.
    let us = std::process::id();
    let group = below.join(format!("tutorbox-1.{us}.{us}.{processes}+0"));
    // Another program's start may be faster.
    let mut counts = (0..20).map(|_| {
        fs::create_dir(&group).unwrap();
        let (report, _) = home.json("doctor --engine embedded --format json");
        assert!(!group.exists());
        let engines = report["engines"].as_array().unwrap();
        let embedded = engines.iter().find(|one| one["kind"] == "embedded");
        embedded.unwrap()["removed"].as_u64().unwrap()
    });
    assert!(counts.any(|removed| removed > 0));
}

#[test]
fn without_an_engine_it_exits_3_and_says_what_to_start() {
    let home = Home::new();
    let nowhere = |words: &str| {
        let mut command = home.command(words);
        command.env("DOCKER_HOST", "unix:///nowhere.sock");
        command
    };
    nowhere("doctor --engine docker").assert().code(3).stdout(
        contains("cannot be used")
            .and(contains("A run goes nowhere"))
            .and(contains("To do\n"))
            .and(contains("systemctl start docker"))
            .and(contains("unknown without an engine")),
    );
    let out = nowhere("doctor --engine docker --format json")
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&out.stdout).unwrap();
    assert_eq!(out.status.code(), Some(3));
    assert_eq!(
        (&report["can_run"], &report["chosen"]),
        (&false.into(), &Value::Null)
    );
    nowhere("doctor --attack --engine docker")
        .assert()
        .code(3)
        .stdout(is_empty())
        .stderr(contains("/nowhere.sock"));
}

/// Attacks of one's own, in Elixir: one is contained, one is not, one cannot be tried.
fn own_attacks(home: &Home) {
    for (name, line) in [
        ("held", "IO.puts(\"contained: well\")"),
        ("out", "IO.puts(\"escaped: \\e[2Jfar\")"),
        ("torn", "IO.puts(\"broken: no tool\")"),
    ] {
        let header =
            "#: tries = \"a\"\n#: looks = \"b\"\n#: limits = [\"pids\"]\n#: unsafe = \"no\"\n";
        home.file(&format!("own/{name}.exs"), &format!("{header}{line}\n"));
    }
}

#[tokio::test]
async fn an_attack_that_gets_out_exits_1_and_has_its_row() {
    let home = Home::with(&["elixir"]).await;
    own_attacks(&home);
    home.command("doctor --attack --engine docker --from own")
        .assert()
        .code(1)
        .stderr(is_empty())
        .stdout(
            starts_with("Docker ")
                .and(contains("  contained  held                pids     well\n"))
                .and(contains(
                    "  NOT        out                 pids     escaped: ␛[2Jfar\n",
                ))
                .and(contains(
                    "  BROKEN     torn                pids     no tool\n",
                ))
                .and(contains(
                    "  contained  (left on the host)  one-use  no process,",
                ))
                .and(contains("  1 of 3 contained"))
                .and(contains("NOT every attack was contained.")),
        );
    home.command("doctor --attack --engine docker --from own --only held")
        .assert()
        .code(0)
        .stdout(contains("1 of 1 contained").and(contains("Every attack was contained.")));
    let (proof, code) = home.json("doctor --attack --engine docker --from own --format json");
    assert_eq!((code, &proof["contained"]), (1, &false.into()));
    let attacks = proof["engines"][0]["attacks"].as_array().unwrap();
    let results: Vec<&str> = attacks
        .iter()
        .map(|a| a["result"].as_str().unwrap())
        .collect();
    assert_eq!(results, ["contained", "not-contained", "broken"]);
    assert_eq!(
        (&attacks[0]["by"], &attacks[0]["end"]),
        (&"pids".into(), &"exited".into())
    );
    assert_eq!(proof["engines"][0]["leftovers"]["result"], "contained");
}

#[tokio::test]
async fn all_engines_are_for_the_doctor_alone() {
    let home = Home::with(&["elixir"]).await;
    own_attacks(&home);
    let (proof, code) =
        home.json("doctor --attack --engine all --from own --only held --format json");
    assert_eq!(code, 0, "{proof:#}");
    let engines = proof["engines"].as_array().unwrap();
    let ran = engines.iter().filter(|e| e["refused"].is_null());
    assert!(ran.clone().count() > 0);
    for engine in ran {
        assert_eq!(engine["attacks"].as_array().unwrap().len(), 1, "{engine:#}");
    }
    home.file("x.exs", "");
    for (words, code) in [
        ("run elixir hello x.exs --engine all", 2),
        ("exec elixir x.exs --engine all", 125),
        ("image prepare elixir --engine all", 2),
        ("play --engine all", 2),
    ] {
        home.command(words)
            .assert()
            .code(code)
            .stderr(contains("--engine all is for `tutorbox doctor` alone"));
    }
}

#[test]
fn what_is_no_attack_exits_2() {
    let home = Home::new();
    own_attacks(&home);
    for (words, said) in [
        (
            "doctor --attack --from own --only moat",
            "the attacks are: held, out, torn",
        ),
        (
            "doctor --attack --from gone",
            "cannot read the attacks in gone",
        ),
        ("doctor --only held", "--attack"),
        ("doctor --engine moat", "there is no engine called moat"),
    ] {
        home.command(words)
            .assert()
            .code(2)
            .stdout(is_empty())
            .stderr(contains(said));
    }
    home.file("own/torn.exs", "IO.puts(1)\n");
    home.command("doctor --attack --from own")
        .assert()
        .code(2)
        .stderr(contains("torn.exs: it has no header"));
}

#[tokio::test]
async fn the_learner_s_limits_are_in_force() {
    let home = Home::with(&["elixir"]).await.config(
        "engine = \"docker\"\n[limits]\nwall_seconds = 2\nmemory_mb = 512\noutput_kb = 1\n",
    );
    home.command("doctor").assert().code(0).stdout(
        contains("config.toml asks for it")
            .and(contains(
                "memory_mb     512 MiB  config.toml, instead of 256 MiB",
            ))
            .and(contains(
                "wall_seconds  2 s      config.toml, instead of 10 s",
            )),
    );
    home.file("spin.exs", "Stream.cycle([1]) |> Stream.run()");
    home.command("exec elixir spin.exs")
        .assert()
        .code(124)
        .stderr(contains("2 s"));
    home.file("print.exs", "IO.puts(String.duplicate(\"x\", 2000))");
    home.command("exec elixir print.exs")
        .assert()
        .code(125)
        .stderr(contains("1 KiB"));
    home.command("run elixir hello spin.exs --format json")
        .assert()
        .code(1)
        .stdout(contains("\"limit\": 2000"));
    // More than the usual memory.
    let home = home.config("[limits]\nmemory_mb = 512\n");
    let large = "x = :binary.copy(\"x\", 300_000_000)\nIO.puts(byte_size(x))";
    home.file("large.exs", large);
    home.command("exec elixir large.exs")
        .assert()
        .code(0)
        .stdout("300000000\n");
}

#[test]
fn a_broken_config_is_told_and_nothing_runs_under_other_limits() {
    let text = "theme = \"dark\"\n[limits]\nmemory_mb = 0\nwalls = 3\n";
    let home = Home::new().config(text);
    home.file("x.exs", "");
    for (words, code) in [
        ("run elixir hello x.exs", 2),
        ("exec elixir x.exs", 125),
        ("image prepare elixir", 2),
        ("doctor --attack", 2),
    ] {
        home.command(words)
            .assert()
            .code(code)
            .stdout(is_empty())
            .stderr(
                contains("config.toml:3:13: memory_mb = 0: it must be a whole number from 32 to")
                    .and(contains(
                        "config.toml:4:1: there is no key \"walls\" of [limits]",
                    ))
                    .and(contains("Mend the file, or remove it")),
            );
    }
    home.command("doctor")
        .assert()
        .stdout(contains("config.toml:3:13: memory_mb = 0").and(contains("edit ")));
    let kept = fs::read_to_string(home.0.path().join("config/tutorbox/config.toml"));
    assert_eq!(kept.unwrap(), text);
}

#[test]
fn no_engine_is_chosen_where_nobody_can_tell_which_was_wanted() {
    for text in ["engine = \"dokcer\"\n", "runtime = 5\n", "[limits\n"] {
        let home = Home::new().config(text);
        home.command("doctor")
            .assert()
            .code(3)
            .stdout(contains("config.toml:1:").and(contains("A run goes nowhere")));
    }
}
