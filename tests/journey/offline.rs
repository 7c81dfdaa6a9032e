//! A workshop in a room without a network: one file, an engine that has no image of it, and a learner.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::home::Home;
use crate::podman;

const TUTORBOX: &str = env!("CARGO_BIN_EXE_tutorbox");

const MANIFEST: &str =
    "id = \"workshop\"\ntitle = \"A workshop\"\nversion = \"1.0.0\"\nlanguage = \"room\"\n";

const LESSON: &str = r#"# Say yes

```room exercise=yes file=yes.sh title="Yes"
```

```room solution=yes file=yes.sh
echo yes
```

```markdown hint=yes
Echo.
```

```toml checks=yes
[[check]]
kind = "stdout"
equals = "yes\n"
```
"#;

/// An author, whose pack has a language of its own: no engine can have its image from elsewhere.
struct Author {
    folder: tempfile::TempDir,
}

impl Author {
    fn new() -> Self {
        let author = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let shell = Path::new(env!("CARGO_MANIFEST_DIR")).join("docker/sh");
        let own = author.folder.path().join("pack/docker/room");
        fs::create_dir_all(&own).unwrap();
        for entry in fs::read_dir(shell).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                let text = fs::read_to_string(entry.path()).unwrap();
                let text = text.replace("name = \"sh\"", "name = \"room\"");
                fs::write(own.join(entry.file_name()), text).unwrap();
            }
        }
        let mut packages = fs::read_to_string(own.join("packages.txt")).unwrap();
        packages.push_str(&format!("# of {}\n", author.folder.path().display()));
        fs::write(own.join("packages.txt"), packages).unwrap();
        author.write("pack.toml", MANIFEST);
        author.write("01-yes.md", LESSON);
        author
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join("pack").join(name), text).unwrap();
    }

    /// Builds the workshop, with all that it needs.
    fn build(&self, name: &str) -> PathBuf {
        let archive = self.folder.path().join(name);
        for words in [
            vec![
                "image", "prepare", "room", "--pack", "pack", "--yes", "--engine", "embedded",
            ],
            vec![
                "pack",
                "build",
                "pack",
                "--with-images",
                "--engine",
                "embedded",
                "-o",
                name,
            ],
        ] {
            let mut command = Command::new(TUTORBOX);
            command
                .args(words)
                .env("TUTORBOX_DATA_DIR", self.folder.path().join("data"))
                .current_dir(self.folder.path());
            succeeds(&command.output().unwrap());
        }
        archive
    }
}

fn succeeds(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stderr);
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{said}");
    printed.into_owned() + &said
}

/// A learner's machine: nothing is prepared, and nothing can be fetched.
struct Room<'a> {
    home: Home,
    cache: tempfile::TempDir,
    engine: &'a [&'a str],
    host: Option<String>,
}

impl<'a> Room<'a> {
    fn new(engine: &'a [&'a str], host: Option<String>) -> Self {
        let cache = tempfile::tempdir().unwrap();
        let mut home =
            Home::without_engine_prepared().env("XDG_CACHE_HOME", cache.path().to_str().unwrap());
        if let Some(host) = &host {
            home = home.env("DOCKER_HOST", host);
        }
        Self {
            home,
            cache,
            engine,
            host,
        }
    }

    /// A command without a terminal.
    fn run(&self, words: &[&str]) -> String {
        let mut command = Command::new("unshare");
        command
            .args(["--net", TUTORBOX])
            .args(words)
            .args(self.engine)
            .env("TUTORBOX_DATA_DIR", self.home.data())
            .env("XDG_CACHE_HOME", self.cache.path());
        if let Some(host) = &self.host {
            command.env("DOCKER_HOST", host);
        }
        succeeds(&command.output().unwrap())
    }

    /// From the file to an exercise that is passed.
    fn learns(&self, archive: &Path) {
        let said = self.run(&["pack", "install", archive.to_str().unwrap()]);
        assert!(said.contains("workshop 1.0.0 is installed"), "{said}");
        assert!(
            said.contains("unpacking the image that the pack brings along"),
            "{said}"
        );
        let mut words = vec!["play", "workshop"];
        words.extend(self.engine);
        let mut tui = self.home.start_offline(&words);
        tui.wait_for("Say yes");
        tui.keys("f6").wait_for("▌Yes");
        tui.types("echo yes");
        tui.keys("f5").wait_for("The check passed.");
        tui.quit();
    }
}

#[test]
fn one_file_is_enough_on_every_engine() {
    let author = Author::new();
    let archive = author.build("workshop.tbx");
    let podman = format!("unix://{}", podman::socket().display());
    let engines: [(&[&str], Option<String>); 3] = [
        (&["--engine", "docker"], None),
        (&["--engine", "embedded"], None),
        // Root lacks a capability for it inside of many a container.
        (&["--engine", "podman", "--allow-weak-limits"], Some(podman)),
    ];
    for (engine, host) in engines {
        let room = Room::new(engine, host);
        room.learns(&archive);
        room.loses_its_image();
        room.goes();
    }
}

impl Room<'_> {
    /// The image as a daemon knows it; none where there is no daemon.
    fn image(&self) -> Option<String> {
        let image = format!("tutorbox/room:{}", self.sum());
        match self.engine[1] {
            "docker" => Some(image),
            "podman" => Some(format!("localhost/{image}")),
            _ => None,
        }
    }

    /// Docker's own command, which Podman understands, too.
    fn docker(&self, words: &[&str]) -> String {
        let mut command = Command::new("docker");
        command.args(words);
        if let Some(host) = &self.host {
            command.env("DOCKER_HOST", host);
        }
        succeeds(&command.output().unwrap())
    }

    fn images(&self) -> PathBuf {
        self.cache.path().join("tutorbox/images")
    }

    /// An engine that has lost the image, or another one, takes it from the pack again.
    fn loses_its_image(&self) {
        match self.image() {
            Some(image) => drop(self.docker(&["rmi", &image])),
            None => fs::remove_dir_all(self.images()).unwrap(),
        }
        let solution = self.cache.path().join("yes.sh");
        fs::write(&solution, "echo yes\n").unwrap();
        let said = self.run(&["run", "workshop", "yes", solution.to_str().unwrap()]);
        assert!(said.contains("The check passed."), "{said}");
    }

    /// Where no pack needs an image any more it goes.
    fn goes(&self) {
        let image = self.image();
        if let Some(image) = &image {
            assert_ne!(self.docker(&["images", "-q", image]), "");
        }
        self.run(&["pack", "remove", "workshop", "--yes"]);
        match image {
            Some(image) => assert_eq!(self.docker(&["images", "-q", &image]), ""),
            None => assert_eq!(fs::read_dir(self.images()).unwrap().count(), 0),
        }
    }

    /// The sum by which the engine knows the image.
    fn sum(&self) -> String {
        let told = self.run(&["pack", "inspect", "workshop", "--format", "json"]);
        let digest = told.split("\"sha256:").nth(1).unwrap();
        digest[..64].to_owned()
    }
}
