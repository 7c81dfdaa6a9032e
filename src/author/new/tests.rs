#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;
use crate::config::Dirs;
use crate::course::{self, DirFiles};

fn built_in() -> Assets {
    Assets::new(&Dirs::new(Some("/nowhere".into())).unwrap())
}

fn room() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

fn make(folder: &Path) -> Result<Made, NewError> {
    new(folder, "sh", None, &built_in())
}

#[test]
fn every_template_makes_a_pack_without_a_mistake() {
    let room = room();
    let languages = built_in().template_names();
    assert_eq!(languages, ["bash", "elixir", "python", "sh"]);
    for language in languages {
        let folder = room.path().join(&language);
        new(&folder, &language, None, &built_in()).unwrap();
        let files = DirFiles::new(&folder);
        let loaded = course::load(&files, "en");
        assert_eq!(loaded.problems, [], "{language}");
        let pack = loaded.pack.unwrap();
        assert_eq!(pack.language, language);
        assert_eq!(pack.lessons.len(), 2);
        assert_eq!(pack.exercises().count(), 2);
    }
}

#[test]
fn what_is_made_is_told() {
    let room = room();
    let folder = room.path().join("tea-time");
    let made = make(&folder).unwrap();
    assert_eq!(
        (made.id.as_str(), made.title.as_str()),
        ("tea-time", "Tea time")
    );
    let mut files = made.files.clone();
    files.sort();
    assert_eq!(files, names(&folder));
    assert_eq!(names(room.path()), ["tea-time"], "nothing else is left");
}

#[test]
fn an_id_is_made_of_any_name() {
    for (name, id) in [
        ("tea", "tea"),
        ("Tea Time!", "tea-time"),
        ("__a__b", "a-b"),
        ("차", "pack"),
        ("", "pack"),
        // Progress is kept by the id, and this one is taken.
        ("Elixir", "my-elixir"),
    ] {
        assert_eq!(id_of(name, &["elixir".to_owned()]), id, "{name}");
    }
    assert_eq!(title_of("green_tea-time"), "Green tea time");
    assert_eq!(title_of("차"), "차");
    assert_eq!(title_of("--"), "Pack");
}

#[test]
fn a_title_may_hold_anything_but_a_line_break() {
    let room = room();
    let title = r#"C\# "and" {id} <b>: 차"#;
    let folder = room.path().join("c");
    new(&folder, "sh", Some(title), &built_in()).unwrap();
    let pack = course::load(&DirFiles::new(&folder), "en").pack.unwrap();
    assert_eq!(pack.title, title);
    for bad in ["", "  ", "a\nb", "a\u{1b}[2J"] {
        let error = new(&room.path().join("d"), "sh", Some(bad), &built_in()).unwrap_err();
        assert!(matches!(error, NewError::Title(_)), "{bad:?}: {error}");
    }
    assert_eq!(names(room.path()), ["c"]);
}

#[test]
fn a_language_without_a_template_says_which_have_one() {
    let room = room();
    let error = new(&room.path().join("a"), "klingon", None, &built_in()).unwrap_err();
    assert!(error.to_string().contains("elixir, python, sh"), "{error}");
    assert_eq!(names(room.path()), [""; 0]);
}

#[test]
fn a_folder_that_is_not_empty_is_left_alone() {
    let room = room();
    fs::write(room.path().join(".hidden"), "mine").unwrap();
    let error = make(room.path()).unwrap_err().to_string();
    assert!(error.contains("not empty, .hidden is in it"), "{error}");
    assert_eq!(names(room.path()), [".hidden"]);
}

#[test]
fn an_empty_folder_stays_the_folder_that_it_is() {
    use std::os::unix::fs::MetadataExt;
    let room = room();
    let before = fs::metadata(room.path()).unwrap().ino();
    make(room.path()).unwrap();
    assert_eq!(
        names(room.path()),
        ["01-hello.md", "02-total.md", "README.md", "pack.toml"]
    );
    // Who stands in it still does.
    assert_eq!(fs::metadata(room.path()).unwrap().ino(), before);
}

#[test]
fn folders_above_are_made_as_well() {
    let room = room();
    let made = make(&room.path().join("a/b/Tea")).unwrap();
    assert_eq!(made.id, "tea");
    assert_eq!(names(room.path()), ["a"]);
    assert_eq!(names(&room.path().join("a/b")), ["Tea"]);
    // Not for one's own eyes alone, as a folder for temporary things is.
    use std::os::unix::fs::PermissionsExt;
    let mode = |name: &str| {
        fs::metadata(room.path().join(name))
            .unwrap()
            .permissions()
            .mode()
    };
    fs::create_dir(room.path().join("usual")).unwrap();
    assert_eq!(mode("a"), mode("usual"));
    assert_eq!(mode("a/b/Tea"), mode("usual"));
}

#[test]
fn what_is_no_folder_is_refused() {
    let room = room();
    fs::write(room.path().join("file"), "").unwrap();
    symlink("nowhere", room.path().join("dangling")).unwrap();
    for name in ["file", "file/a", "dangling"] {
        let error = make(&room.path().join(name)).unwrap_err();
        let is = matches!(error, NewError::Place(PlaceError::NoFolder(_)));
        assert!(is, "{name}: {error}");
    }
    let error = make(&room.path().join("a/../b")).unwrap_err();
    assert!(
        matches!(error, NewError::Place(PlaceError::NoWay(_))),
        "{error}"
    );
    assert_eq!(names(room.path()), ["dangling", "file"]);
}

#[test]
fn a_link_to_an_empty_folder_leads_there() {
    let room = room();
    fs::create_dir(room.path().join("real")).unwrap();
    symlink("real", room.path().join("link")).unwrap();
    assert_eq!(make(&room.path().join("link")).unwrap().id, "real");
    assert!(room.path().join("real/pack.toml").is_file());
    assert!(room.path().join("link").is_symlink());
}

#[test]
fn a_move_that_fails_takes_back_what_was_moved() {
    let (room, target) = (room(), room());
    for name in ["a", "b", "c", "d"] {
        fs::write(room.path().join(name), "new").unwrap();
    }
    fs::write(target.path().join("c"), "mine").unwrap();
    let aside = tempfile::Builder::new().tempdir_in(room.path()).unwrap();
    for name in ["a", "b", "c", "d"] {
        fs::rename(room.path().join(name), aside.path().join(name)).unwrap();
    }
    assert!(crate::author::place::move_in(&aside, target.path()).is_err());
    assert_eq!(names(target.path()), ["c"]);
    assert_eq!(fs::read(target.path().join("c")).unwrap(), b"mine");
    assert_eq!(names(aside.path()), ["a", "b", "c", "d"]);
}

#[test]
fn a_template_of_ones_own_wins() {
    let room = room();
    let own = room.path().join("data/docker/toy");
    fs::create_dir_all(own.join("template")).unwrap();
    fs::write(own.join("language.toml"), "").unwrap();
    fs::write(own.join("template/01-toy.md"), "# Toy\n").unwrap();
    let assets = Assets::new(&Dirs::new(Some(room.path().join("data"))).unwrap());
    assert!(assets.template_names().contains(&"toy".to_owned()));
    new(&room.path().join("mine"), "toy", None, &assets).unwrap();
    assert!(room.path().join("mine/01-toy.md").is_file());
}
