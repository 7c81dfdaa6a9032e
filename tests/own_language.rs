//! A language that a pack brings along: nothing of it is made before the learner has allowed it.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;

const MANIFEST: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"mine\"\n";

const LESSON: &str = r#"# Hello

```mine exercise=hello file=hello.sh
```

```mine solution=hello file=hello.sh
echo hello
```

```markdown hint=hello
Echo.
```

```toml checks=hello
[[check]]
kind = "stdout"
equals = "hello\n"
```
"#;

/// Lays out a pack that brings our shell along under another name, with one exercise in it.
fn lay_out(pack: &Path) {
    let shell = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docker/sh");
    let own = pack.join("docker/mine");
    fs::create_dir_all(&own).unwrap();
    for entry in fs::read_dir(shell).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            let text = fs::read_to_string(entry.path()).unwrap();
            let text = text.replace("name = \"sh\"", "name = \"mine\"");
            fs::write(own.join(entry.file_name()), text).unwrap();
        }
    }
    fs::write(pack.join("pack.toml"), MANIFEST).unwrap();
    fs::write(pack.join("01-hello.md"), LESSON).unwrap();
}

#[test]
fn it_is_used_once_it_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    lay_out(&folder.path().join("pack"));
    fs::write(folder.path().join("hello.sh"), "echo hello\n").unwrap();
    let command = |words: &str| {
        let mut command = Command::new(common::TUTORBOX);
        command
            .env("TUTORBOX_DATA_DIR", folder.path().join("data"))
            .env("LANG", "C.UTF-8")
            .current_dir(folder.path())
            .args(words.split(' '));
        command.assert()
    };
    let run = "run pack hello hello.sh --engine docker";
    command(run)
        .code(3)
        .stderr(contains("docker/mine/finish").and(contains("--pack pack --yes")));
    command("image prepare mine --pack pack --yes --engine docker").success();
    command(run).success();
    command("check pack --static").success();

    // Another script is another matter.
    let finish = folder.path().join("pack/docker/mine/finish");
    fs::write(finish, "exit 1\n").unwrap();
    command(run).code(3).stderr(contains("Read it"));
}
