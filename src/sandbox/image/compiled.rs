//! A language's runner, compiled once for an image and kept in the store: what then boots need not compile again.
//!
//! It is compiled by a script of the language's own, in a container like any other. Without it everything works, only
//! slower, so nothing here is an error to whoever wants to run something.

use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

use futures_util::StreamExt;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use super::language::{LONGEST_ARGUMENT, feed, hex};
use super::store::{blocking, is_of_language};
use super::{Language, Store};
use crate::run::{Limits, Stream};
use crate::sandbox::contract::remove;
use crate::sandbox::{Boot, Container, Engine, EngineError, Policy};

/// How long compiling may take; a slow machine takes two seconds.
const WITHIN: Duration = Duration::from_secs(30);

/// What a container of this language is booted with, its runner compiled where the language knows how.
pub async fn boot(engine: &dyn Engine, language: &Language, image: &str, store: &Store) -> Boot {
    let Some(compiling) = language.compile(image) else {
        return language.boot(image);
    };
    let path = store.runners().join(key(language, &compiling));
    if let Ok(runner) = tokio::fs::read_to_string(&path).await {
        return language.boot_with(&runner, image);
    }
    let runner = match compile(engine, &compiling).await {
        Ok(runner) => runner,
        Err(error) => {
            tracing::warn!(%error, language = language.name(), "a runner is booted uncompiled");
            return language.boot(image);
        }
    };
    let boot = language.boot_with(&runner, image);
    let name = language.name().to_owned();
    let kept = blocking(move || keep(&path, &name, &runner)).await;
    if let Err(error) = kept.flatten() {
        tracing::warn!(%error, "a compiled runner is not kept");
    }
    boot
}

/// All that the compiled runner depends on.
fn key(language: &Language, compiling: &Boot) -> String {
    let mut hash = Sha256::new();
    feed(&mut hash, compiling.image.as_bytes());
    for argument in &compiling.command {
        feed(&mut hash, argument.as_bytes());
    }
    format!("{}-{}", language.name(), hex(&hash.finalize()[..8]))
}

async fn compile(engine: &dyn Engine, compiling: &Boot) -> Result<String, EngineError> {
    let policy = Policy::new(Limits::default());
    let mut container = engine.boot(compiling, &policy).await?;
    container.stdin.shutdown().await.ok();
    let compiled = match timeout(WITHIN, listen(&mut container)).await {
        Ok(compiled) => compiled,
        Err(_) => Err(failed(format!("it took more than {WITHIN:?}"))),
    };
    let Container {
        output, control, ..
    } = container;
    drop(output);
    remove(control.as_ref()).await;
    compiled
}

/// What it prints, all of it; what it says besides is the reason where it fails.
async fn listen(container: &mut Container) -> Result<String, EngineError> {
    let (mut printed, mut said) = (Vec::new(), Vec::new());
    while let Some(chunk) = container.output.next().await {
        match chunk? {
            (Stream::Stdout, bytes) => printed.extend(bytes),
            (Stream::Stderr, bytes) => said.extend(bytes),
        }
        if printed.len().max(said.len()) > LONGEST_ARGUMENT {
            return Err(failed(format!(
                "it printed more than {LONGEST_ARGUMENT} bytes"
            )));
        }
    }
    let code = container.control.wait().await?.code;
    let said = String::from_utf8_lossy(&said);
    match String::from_utf8(printed) {
        Ok(runner) if code == 0 && !runner.is_empty() => Ok(runner),
        _ => Err(failed(format!(
            "it ended with code {code}: {}",
            said.trim()
        ))),
    }
}

fn failed(why: String) -> EngineError {
    EngineError::Failed {
        what: "compile the language's runner",
        why,
    }
}

/// Keeps a runner whole or not at all, in place of this language's others.
fn keep(path: &Path, name: &str, runner: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(path);
    std::fs::create_dir_all(folder)?;
    for other in std::fs::read_dir(folder)?.flatten() {
        if other
            .file_name()
            .to_str()
            .is_some_and(|f| is_of_language(name, f))
        {
            std::fs::remove_file(other.path()).ok();
        }
    }
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(runner.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::Folder;
    use crate::sandbox::fake::FakeEngine;

    const TOML: &str = r#"
        name = "toy"
        title = "Toy"
        extensions = []
        command = ["toy", "{runner}"]
        runner = "runner.toy"
        compile = "compile.toy"
        download_mb = 1
    "#;

    fn toy(dir: &Path, compile: &str) -> Language {
        for (file, text) in [
            ("language.toml", TOML),
            ("packages.txt", ""),
            ("finish", ""),
            ("runner.toy", "run"),
            ("compile.toy", compile),
        ] {
            std::fs::write(dir.join(file), text).unwrap();
        }
        Language::load(Folder::on_disk(dir)).unwrap()
    }

    #[test]
    fn what_compiles_is_booted_in_the_runners_place() {
        let dir = tempfile::tempdir().unwrap();
        let boot = toy(dir.path(), "compile").compile("toy:1").unwrap();
        assert_eq!(boot.command, ["toy", "compile", "run"]);
    }

    #[test]
    fn a_runner_is_compiled_anew_for_another_image_or_another_text() {
        let dir = tempfile::tempdir().unwrap();
        let key_of = |compile: &str, image: &str| {
            let language = toy(dir.path(), compile);
            key(&language, &language.compile(image).unwrap())
        };
        let one = key_of("compile", "toy:1");
        assert_eq!(one, key_of("compile", "toy:1"));
        assert_ne!(one, key_of("compile", "toy:2"));
        assert_ne!(one, key_of("another", "toy:1"));
        assert!(is_of_language("toy", &one));
    }

    #[tokio::test]
    async fn what_does_not_compile_is_booted_as_it_is_and_not_kept() {
        let dir = tempfile::tempdir().unwrap();
        let language = toy(dir.path(), "compile");
        let store = Store::new(dir.path().join("cache"));
        for engine in [FakeEngine::default(), FakeEngine::refusing("no")] {
            let boot = boot(&engine, &language, "toy:1", &store).await;
            assert_eq!(boot, language.boot("toy:1"));
        }
        assert!(!store.runners().exists());
    }

    #[tokio::test]
    async fn what_is_kept_is_booted_without_a_container() {
        let dir = tempfile::tempdir().unwrap();
        let language = toy(dir.path(), "compile");
        let store = Store::new(dir.path().join("cache"));
        let kept = |key: &str, text| keep(&store.runners().join(key), "toy", text).unwrap();
        kept("toy-0123456789abcdef", "old");
        kept(
            &key(&language, &language.compile("toy:1").unwrap()),
            "compiled",
        );
        let boot = boot(&FakeEngine::refusing("no"), &language, "toy:1", &store).await;
        assert_eq!(boot.command, ["toy", "compiled"]);
        let left = std::fs::read_dir(store.runners()).unwrap().count();
        assert_eq!(left, 1, "the old one has gone");
    }
}
