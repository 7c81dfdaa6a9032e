//! `tutorbox config` and `tutorbox man`, by the real binary: what is in force and where it comes from, mistakes and their
//! places, the file in an editor, the manual pages. None of it needs an engine.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::fs;
use std::path::PathBuf;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::{contains, is_empty, starts_with};
use tempfile::TempDir;

struct Home(TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn with(text: &str) -> Self {
        let home = Self::new();
        fs::create_dir_all(home.file().parent().unwrap()).unwrap();
        fs::write(home.file(), text).unwrap();
        home
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("config/tutorbox/config.toml")
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tutorbox"));
        command
            .args(words.split(' '))
            .current_dir(self.0.path())
            .env("XDG_CONFIG_HOME", self.0.path().join("config"))
            .env("TUTORBOX_DATA_DIR", self.0.path().join("data"))
            .env("LC_ALL", "C.UTF-8");
        for name in ["THEME", "ENGINE", "RUNTIME"] {
            command.env_remove(format!("TUTORBOX_{name}"));
        }
        for name in ["VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command
    }

    fn show(&self) -> String {
        let shown = self.command("config show").output().unwrap();
        assert!(shown.status.success());
        String::from_utf8(shown.stdout).unwrap()
    }
}

/// The text without where each line of it comes from.
fn settings(text: &str) -> Vec<&str> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| line.split("  #").next().unwrap().trim_end())
        .collect()
}

#[test]
fn what_is_in_force_is_shown_with_where_it_comes_from() {
    let home = Home::with(
        "lang = \"ko\"\nruntime = \"runsc\"\n[limits]\npids = 99\n[keys.editor]\nrun = \"ctrl-enter\"\nfind = []\n",
    );
    let mut command = home.command("--engine embedded config show");
    let shown = command
        .env("TUTORBOX_THEME", "light")
        .assert()
        .code(0)
        .stderr(is_empty());
    let text = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    let expected = [
        ("engine = \"embedded\"", "command line: --engine"),
        ("runtime = \"runsc\"", "config.toml"),
        ("theme = \"light\"", "environment: TUTORBOX_THEME"),
        ("lang = \"ko\"", "config.toml"),
        ("pool_mb = ", "default"),
        ("wall_seconds = 10", "default"),
        ("pids = 99", "config.toml"),
        ("cpus = 1.0", "default"),
        ("run = [\"f5\", \"ctrl-r\"]", "default"),
        ("run = \"ctrl-enter\"", "config.toml"),
        ("find = []", "config.toml"),
        ("quit = \"ctrl-q\"", "default"),
    ];
    for (setting, origin) in expected {
        let is_it =
            |line: &str| line.starts_with(setting) && line.ends_with(&format!("  # {origin}"));
        assert!(text.lines().any(is_it), "{setting} from {origin}:\n{text}");
    }
    assert!(
        text.starts_with(&format!("# {}\n", home.file().display())),
        "{text}"
    );
}

#[test]
fn what_is_shown_may_be_pasted() {
    let first = Home::new().show();
    assert!(first.contains(", which is not there"), "{first}");
    let pasted = Home::with(&first);
    pasted
        .command("config check")
        .assert()
        .code(0)
        .stdout(contains("no mistakes"));
    assert_eq!(settings(&pasted.show()), settings(&first));
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let home = Home::with(
        "thmee = \"dark\"\n[keys.editor]\nrun = \"ctrl-entre\"\nfidn = \"f12\"\n[keys.lesson]\nhint = [\"f5\"]\nfollow = \"f12\"\n",
    );
    let path = home.file();
    let expected = [
        ":1:1: there is no key \"thmee\"; did you mean theme?\n",
        ":3:7: \"ctrl-entre\" is no key; did you mean \"ctrl-enter\"?\n",
        ":4:1: there is no key \"fidn\" of [keys.editor]; did you mean find?\n",
        ":6:8: F5 would hide `run` of [keys.anywhere] here: choose another, or give `run` another\n",
    ];
    let expected = expected
        .map(|line| format!("{}{line}", path.display()))
        .concat();
    home.command("config check")
        .assert()
        .code(2)
        .stdout(expected)
        .stderr(is_empty());
    // What is right counts all the same, for whoever is told.
    home.command("config show")
        .assert()
        .code(0)
        .stdout(contains("follow          = \"f12\"").or(contains("follow = \"f12\"")))
        .stderr(contains("did you mean theme?"));
    home.command("exec elixir x.exs")
        .assert()
        .code(125)
        .stderr(contains("F5 would hide"));
    Home::new()
        .command("config check")
        .assert()
        .code(0)
        .stdout(contains("there is no such file"));
}

#[test]
fn the_editor_gets_a_file_with_every_setting_and_mistakes_are_told_afterwards() {
    let home = Home::new();
    home.command("config edit")
        .assert()
        .code(2)
        .stderr(contains("EDITOR=nano"));
    assert!(!home.file().exists());
    let edit = |editor: &str| {
        let mut command = home.command("config edit");
        command.env("EDITOR", "false").env("VISUAL", editor);
        command.assert()
    };
    edit("true").code(0).stdout(contains("no mistakes"));
    let begun = fs::read_to_string(home.file()).unwrap();
    assert!(begun.contains("\n# theme = \"auto\"\n"), "{begun}");
    // With words of its own, as `code --wait` has.
    edit("sed -i '$a lang = \"xx\"'")
        .code(2)
        .stdout(contains("lang is one of: en, ko"));
    edit("false").code(2).stderr(contains("false ended with"));
    let kept = fs::read_to_string(home.file()).unwrap();
    assert!(kept.starts_with(&begun), "{kept}");
}

#[test]
fn the_schema_is_json_that_knows_this_machine() {
    let home = Home::new();
    let printed = home.command("config schema").output().unwrap();
    let schema: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    let properties = &schema["properties"];
    let themes = properties["theme"]["enum"].as_array().unwrap();
    assert!(themes.contains(&"auto".into()) && themes.contains(&"light".into()));
    let shown = home.show();
    for line in settings(&shown) {
        if let Some((name, _)) = line.split_once(" = ") {
            assert!(
                printed
                    .stdout
                    .windows(name.len() + 2)
                    .any(|w| w == format!("\"{name}\"").as_bytes()),
                "{name}"
            );
        }
    }
    let key = properties["keys"]["$defs"]["keys"]["anyOf"][0]["pattern"]
        .as_str()
        .unwrap();
    let key = regex::Regex::new(key).unwrap();
    for (text, is_key) in [
        ("ctrl-enter", true),
        ("f24", true),
        ("?", true),
        ("ㅎ", true),
        ("f25", false),
        ("", false),
    ] {
        assert_eq!(key.is_match(text), is_key, "{text}");
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let home = Home::new();
    home.command("man pages/man1")
        .assert()
        .code(0)
        .stdout(is_empty());
    let mut pages: Vec<String> = fs::read_dir(home.0.path().join("pages/man1"))
        .unwrap()
        .map(|page| page.unwrap().file_name().into_string().unwrap())
        .collect();
    pages.sort();
    for name in [
        "tutorbox",
        "tutorbox-config-show",
        "tutorbox-pack-build",
        "tutorbox-play",
    ] {
        assert!(pages.contains(&format!("{name}.1")), "{pages:?}");
    }
    let page = fs::read_to_string(home.0.path().join("pages/man1/tutorbox-pack-build.1")).unwrap();
    assert!(
        page.contains(".TH tutorbox-pack-build 1") && page.contains("Examples:"),
        "{page}"
    );
    let all = home.command("man").output().unwrap();
    let all = String::from_utf8(all.stdout).unwrap();
    assert_eq!(
        all.matches("\n.TH ").count() + usize::from(all.starts_with(".TH ")),
        pages.len()
    );
    home.command("man --help")
        .assert()
        .code(0)
        .stdout(starts_with("Write the manual pages"));
}
