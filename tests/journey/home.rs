//! A learner's folders, and how the program is started there.

use std::path::Path;
use std::process::Command;

use portable_pty::CommandBuilder;
use tutorbox::progress::{Store, Timestamp};

use crate::tui::Tui;

const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

/// Cells of the terminal: wide enough for the lesson and the editor side by side.
const SIZE: (u16, u16) = (120, 36);

/// Where a learner keeps things, and how the program is started there.
pub struct Home {
    folder: tempfile::TempDir,
    env: Vec<(&'static str, String)>,
    size: (u16, u16),
    lang: Option<String>,
}

impl Home {
    /// One without a past but that the learner has been welcomed, on a machine whose engine has the image of Elixir.
    pub fn new() -> Self {
        prepare_image();
        Self::without_engine_prepared()
    }

    /// The same, whatever the engine has.
    pub fn without_engine_prepared() -> Self {
        let home = Self::of_a_newcomer();
        std::fs::create_dir(home.data()).unwrap();
        let mut store = Store::open(&home.database()).unwrap();
        store.save_opening("elixir", Timestamp(0)).unwrap();
        home
    }

    /// One whose learner was never here.
    pub fn of_a_newcomer() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
            env: Vec::new(),
            size: SIZE,
            lang: None,
        }
    }

    /// The same, on a machine whose engine has the image of Elixir.
    pub fn of_a_newcomer_with_an_image() -> Self {
        prepare_image();
        Self::of_a_newcomer()
    }

    /// In a terminal of so many columns and rows.
    pub fn size(self, size: (u16, u16)) -> Self {
        Self { size, ..self }
    }

    /// In this language.
    pub fn lang(self, lang: &str) -> Self {
        let lang = Some(lang.to_owned());
        Self { lang, ..self }
    }

    pub fn env(mut self, name: &'static str, value: &str) -> Self {
        self.env.push((name, value.to_owned()));
        self
    }

    /// Writes the learner's settings.
    pub fn config(&self, text: &str) {
        let folder = self.folder.path().join("config/tutorbox");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("config.toml"), text).unwrap();
    }

    /// The progress file.
    pub fn database(&self) -> std::path::PathBuf {
        self.data().join("progress.db")
    }

    pub fn data(&self) -> std::path::PathBuf {
        self.folder.path().join("data")
    }

    /// Whether nothing was kept of what the learner did.
    pub fn kept_nothing(&self) -> bool {
        let store = Store::open(&self.database()).unwrap();
        store.all_drafts(None).unwrap().is_empty() && store.last_pack().unwrap().is_none()
    }

    /// Starts the program, and waits for its first frame.
    pub fn start(&self) -> Tui {
        let tui = self.start_blind();
        tui.wait_until("the first frame", |seen| seen.text().contains("tutorbox"));
        tui
    }

    /// Starts the program, and waits for nothing.
    pub fn start_blind(&self) -> Tui {
        Tui::spawn(self.command(), self.size)
    }

    /// Starts the program, and gives the keys to the editor with the first exercise of all in it.
    pub fn start_first_exercise(&self) -> Tui {
        let mut tui = self.start();
        tui.wait_for("Hello, Elixir").wait_for("Docker");
        tui.keys("f6").wait_for("▌Greet the right planet");
        tui
    }

    /// Learns with the pack in this folder.
    pub fn play(&self, pack: &Path) -> Tui {
        let mut command = self.command();
        command.args(["play", path(pack)]);
        Tui::spawn(command, self.size)
    }

    /// Previews the pack in this folder.
    pub fn preview(&self, pack: &Path) -> Tui {
        let mut command = self.command();
        command.args(["preview", path(pack)]);
        Tui::spawn(command, self.size)
    }

    /// Starts the program where there is no network, with these words.
    pub fn start_offline(&self, words: &[&str]) -> Tui {
        let mut command = CommandBuilder::new("unshare");
        command.args(["--net", TUTORBOX]);
        self.at_home(&mut command);
        command.args(words);
        Tui::spawn(command, self.size)
    }

    /// Starts the program at the end of a line that takes no more than so many bytes in a second.
    pub fn start_slow(&self, pace: usize) -> Tui {
        Tui::spawn_at_pace(self.command(), self.size, Some(pace))
    }

    /// A shell with job control, and the words that start the program in it.
    pub fn shell(&self) -> (Tui, String) {
        let mut command = CommandBuilder::new("bash");
        command.args(["--norc", "--noprofile", "-i"]);
        self.environment(&mut command);
        let words = format!("{TUTORBOX} --data-dir {}\n", path(&self.data()));
        (Tui::spawn(command, self.size), words)
    }

    pub fn command(&self) -> CommandBuilder {
        let mut command = CommandBuilder::new(TUTORBOX);
        self.at_home(&mut command);
        command
    }

    fn at_home(&self, command: &mut CommandBuilder) {
        command.arg("--data-dir");
        command.arg(self.data());
        self.environment(command);
    }

    fn environment(&self, command: &mut CommandBuilder) {
        command.env("XDG_CONFIG_HOME", path(&self.folder.path().join("config")));
        if let Some(lang) = &self.lang {
            command.args(["--lang", lang]);
        }
        command.env("TERM", "xterm-256color");
        command.env("COLORTERM", "truecolor");
        command.env("LC_ALL", "C.UTF-8");
        for name in ["NO_COLOR", "TUTORBOX_THEME", "TUTORBOX_LANG"] {
            command.env_remove(name);
        }
        for (name, value) in &self.env {
            command.env(name, value);
        }
    }
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Fails with the program's own words, which say what to start or install.
fn prepare_image() {
    let mut command = Command::new(TUTORBOX);
    let prepared = command
        .args(["image", "prepare", "elixir"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&prepared.stderr);
    assert!(
        prepared.status.success(),
        "these tests need a Docker engine: {said}"
    );
}
