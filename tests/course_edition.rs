//! A pack whose author is at work on it: what is shown of it, and what is wrong.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use tutorbox::course::{Edition, Lesson, Node, Part, load};
use tutorbox::run::Limits;

type Files = BTreeMap<String, Vec<u8>>;

const MANIFEST: &str = "id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n\n[title_i18n]\nko = \"장난감\"\n";

/// A lesson of one exercise.
fn lesson(title: &str, id: &str) -> String {
    format!(
        "# {title}\n\nWords.\n\n```sh exercise={id}\n# here\n```\n\n```markdown hint={id}\nUse `echo`.\n```\n\n\
         ```sh solution={id}\necho hi\n```\n\n```toml checks={id}\n[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n```\n"
    )
}

fn files() -> Files {
    let texts = [
        ("pack.toml", MANIFEST.to_owned()),
        ("01-one.md", lesson("One", "a")),
        (
            "01-one.ko.md",
            "# 하나\n\n```sh exercise=a\n```\n".to_owned(),
        ),
        ("02-two.md", lesson("Two", "b")),
    ];
    let texts = texts.into_iter();
    texts
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .collect()
}

fn put(files: &mut Files, path: &str, change: impl FnOnce(String) -> String) {
    let text = String::from_utf8(files.remove(path).unwrap_or_default()).unwrap();
    files.insert(path.to_owned(), change(text).into_bytes());
}

fn read(files: &Files, last: Option<&Edition>) -> Edition {
    Edition::read(files, Limits::default(), last)
}

fn first(edition: &Edition, lang: &str) -> Lesson {
    edition.pack(lang).unwrap().lessons[0].clone()
}

fn messages(edition: &Edition) -> Vec<String> {
    let problems = edition.problems.iter();
    problems
        .map(|p| format!("{}:{}: {}", p.path, p.line, p.message))
        .collect()
}

#[test]
fn every_language_is_there_the_base_first() {
    let edition = read(&files(), None);
    let langs: Vec<&str> = edition
        .packs
        .iter()
        .map(|(lang, _)| lang.as_str())
        .collect();
    assert_eq!(langs, ["en", "ko"]);
    assert_eq!(messages(&edition), [""; 0]);
    assert!(edition.is_sound());
    let (en, ko) = (edition.pack("en").unwrap(), edition.pack("ko").unwrap());
    assert_eq!((en.title.as_str(), ko.title.as_str()), ("Toy", "장난감"));
    assert_eq!(first(&edition, "ko").title, "하나");
    assert!(first(&edition, "en").translated && first(&edition, "ko").translated);
    assert!(!ko.lessons[1].translated);
}

#[test]
fn an_exercise_that_is_not_finished_is_shown_as_it_is() {
    let mut files = files();
    let last = read(&files, None);
    put(&mut files, "01-one.md", |text| {
        text.replace("Words.", "Other words.")
            .replace("solution=a", "run")
    });
    let now = read(&files, Some(&last));
    assert_eq!(
        messages(&now),
        [
            "01-one.ko.md:1: examples that can be run: 01-one.md has 1, this translation 0",
            "01-one.md:5: exercise `a` has no solution"
        ]
    );
    assert!(!now.is_sound() && now.is_doubtful(&last));
    let text = format!("{:?}", first(&now, "en").body);
    assert!(text.contains("Other words."), "{text}");
    assert_eq!(first(&now, "en").exercises[0].solution, []);
    // To learners it is no pack.
    assert!(load(&files, "en").pack.is_none());
}

#[test]
fn what_cannot_be_made_out_is_as_it_was_and_the_rest_is_new() {
    let mut files = files();
    let last = read(&files, None);
    // A fence that swallows the lesson.
    put(&mut files, "01-one.md", |text| {
        text.replace("# here\n```", "# here")
    });
    put(&mut files, "02-two.md", |text| {
        text.replace("Two", "Second")
    });
    let now = read(&files, Some(&last));
    assert_eq!(now.problems.len(), 1, "{:?}", messages(&now));
    assert_eq!(first(&now, "en"), first(&last, "en"));
    assert_eq!(now.pack("en").unwrap().lessons[1].title, "Second");
    // So is one that is no text.
    files.insert("01-one.md".to_owned(), vec![0xff]);
    let now = read(&files, Some(&last));
    assert_eq!(first(&now, "en"), first(&last, "en"));
    // Whoever comes just then sees what there is.
    let alone = read(&files, None);
    assert_eq!(first(&alone, "en").title, "Second");
}

#[test]
fn a_manifest_that_cannot_be_read_leaves_the_pack_as_it_was() {
    let mut files = files();
    let last = read(&files, None);
    put(&mut files, "pack.toml", |text| {
        text.replace("title = \"Toy\"", "title = Toy")
    });
    put(&mut files, "02-two.md", |text| {
        text.replace("Two", "Second")
    });
    let now = read(&files, Some(&last));
    assert_eq!(now.packs, last.packs);
    assert!(messages(&now)[0].starts_with("pack.toml:2: "));
}

#[test]
fn an_empty_folder_keeps_every_language() {
    let last = read(&files(), None);
    let now = read(&Files::new(), Some(&last));
    assert_eq!(now.packs, last.packs);
    assert!(!now.is_sound());
    assert_eq!(read(&Files::new(), None).packs, []);
}

#[test]
fn what_may_be_half_written_is_doubtful() {
    let last = read(&files(), None);
    let after = |change: &dyn Fn(&mut Files)| {
        let mut files = files();
        change(&mut files);
        read(&files, Some(&last)).is_doubtful(&last)
    };
    assert!(!after(&|_| ()));
    assert!(!after(
        &|f| put(f, "02-two.md", |t| t.replace("Words", "Other words"))
    ));
    assert!(after(&|f| put(f, "02-two.md", |_| String::new())));
    assert!(after(&|f| drop(f.remove("02-two.md"))));
    assert!(after(&|f| drop(f.remove("01-one.ko.md"))));
    // What was wrong before is not half written.
    let mut broken = files();
    put(&mut broken, "02-two.md", |t| t.replace("solution=b", "run"));
    let last = read(&broken, Some(&last));
    put(&mut broken, "01-one.md", |t| {
        t.replace("Words", "Other words")
    });
    assert!(!read(&broken, Some(&last)).is_doubtful(&last));
}

/// The hidden blocks of a lesson, each behind how many others it stands.
fn hidden(lesson: &Lesson) -> Vec<(usize, Part, String)> {
    let nodes = lesson.body.nodes.iter().enumerate();
    nodes
        .filter_map(|(at, node)| match node {
            Node::Hidden(hidden) => Some((at, hidden.part, hidden.text.clone())),
            _ => None,
        })
        .collect()
}

#[test]
fn what_learners_do_not_see_is_at_its_place() {
    let edition = read(&files(), None);
    let checks = "[[check]]\nkind = \"stdout\"\nequals = \"hi\"\n".to_owned();
    assert_eq!(
        hidden(&first(&edition, "en")),
        [
            (3, Part::Hint, "Use `echo`.\n".to_owned()),
            (4, Part::Solution, "echo hi\n".to_owned()),
            (5, Part::Checks, checks.clone()),
        ]
    );
    // A translation has them from its base, behind its card; hints are its own.
    assert_eq!(
        hidden(&first(&edition, "ko")),
        [
            (2, Part::Solution, "echo hi\n".to_owned()),
            (3, Part::Checks, checks),
        ]
    );
}

#[test]
fn what_is_kept_in_a_folder_stands_behind_its_card() {
    let mut files = files();
    put(&mut files, "02-two.md", |_| {
        "# Two\n\n```sh exercise=b dir=b\n```\n\nThe end.\n".to_owned()
    });
    for (path, text) in [
        ("b/starter/main.sh", "# here\n"),
        ("b/solution/main.sh", "echo hi\n"),
        ("b/test/t.sh", "true\n"),
        ("b/hints.md", "Use `echo`.\n"),
        ("b/checks.toml", "[[check]]\nkind = \"exit\"\ncode = 0\n"),
    ] {
        put(&mut files, path, |_| text.to_owned());
    }
    let edition = read(&files, None);
    assert_eq!(messages(&edition), [""; 0]);
    let lesson = edition.pack("en").unwrap().lessons[1].clone();
    let found = hidden(&lesson);
    let parts: Vec<_> = found.iter().map(|(at, part, _)| (*at, *part)).collect();
    assert_eq!(
        parts,
        [
            (2, Part::Test),
            (3, Part::Solution),
            (4, Part::Hint),
            (5, Part::Checks)
        ]
    );
    assert_eq!(lesson.body.lines, [1, 3, 3, 3, 3, 3, 6]);
}

#[test]
fn every_block_knows_its_line() {
    let text = "# T\n\npara\ngraph\n\n- a\n\n- b\n\n> q\n\n<div>x</div>\n\n| a |\n|---|\n| b |\n\n---\n\n[^n]\n\n[^n]: note\n";
    let document = tutorbox::course::parse_markdown(text);
    assert_eq!(document.nodes.len(), document.lines.len());
    assert_eq!(document.lines, [1, 3, 6, 10, 12, 14, 18, 20, 22]);
}
