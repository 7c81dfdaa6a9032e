//! The house's rules, held against the source: which room may use which, who knows which crate, and how large things
//! may be. `ARCHITECTURE.md` tells them to people.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod code;
mod rules;
mod source;
mod the_rules_can_fail;

use std::fs;
use std::path::Path;

use rules::{ARROWS, Broken, rooms};
use source::Source;

/// Every Rust file below these folders.
fn sources(folders: &[&str]) -> Vec<Source> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = Vec::new();
    for folder in folders {
        gather(package, &package.join(folder), &mut sources);
    }
    assert!(sources.len() > 10, "no source found in {folders:?}");
    sources
}

fn gather(package: &Path, folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(package, &path, sources);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let name = path.strip_prefix(package).unwrap();
            sources.push(Source::new(name.to_str().unwrap(), &text));
        }
    }
}

#[track_caller]
fn hold(sources: &[Source], rule: impl Fn(&Source) -> Vec<Broken>) {
    let broken: Vec<String> = sources
        .iter()
        .flat_map(rule)
        .map(|broken| broken.to_string())
        .collect();
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

fn text(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    hold(&sources(&["src"]), rules::arrows);
}

#[test]
fn a_crate_is_known_only_where_it_belongs() {
    hold(&sources(&["src"]), rules::crates);
}

#[test]
fn nothing_is_unsafe() {
    hold(&sources(&["src", "examples", "tests"]), rules::no_unsafe);
    assert!(text("Cargo.toml").contains("unsafe_code = \"deny\""));
}

#[test]
fn no_file_is_too_long() {
    hold(&sources(&["src", "examples", "tests"]), rules::file_length);
}

#[test]
fn a_function_fits_a_screen() {
    hold(&sources(&["src", "examples"]), rules::function_length);
}

#[test]
fn every_file_says_what_it_is_for() {
    hold(
        &sources(&["src", "examples"]),
        rules::begins_with_its_purpose,
    );
}

#[test]
fn the_map_is_the_house() {
    let mut folders: Vec<String> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    folders.sort();
    let mut known: Vec<&str> = rooms().map(|(room, _)| room).collect();
    known.sort_unstable();
    assert_eq!(
        folders, known,
        "ARROWS in tests/house/rules.rs names other rooms than src/ has"
    );
}

#[test]
fn people_are_told_the_same() {
    let architecture = text("ARCHITECTURE.md");
    for (room, _) in rooms() {
        let line = format!("| `{room}` |");
        assert!(
            architecture.contains(&line),
            "ARCHITECTURE.md has no line for {room}"
        );
    }
    for (name, text) in [
        ("ARCHITECTURE.md", &architecture),
        ("src/lib.rs", &text("src/lib.rs")),
    ] {
        assert!(
            text.contains(ARROWS),
            "{name} does not have the arrows of tests/house/rules.rs"
        );
    }
}
