//! Packs are read whole, and what is wrong with them is said with place and remedy.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;
use std::io;
use std::time::Duration;

use tutorbox::course::{
    Case, Check, CheckKind, DirFiles, Expect, Files, Inline, Level, Node, Pack, Problem, check_for,
    languages, load, load_within,
};
use tutorbox::run::Limits;

const PACK: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";

/// A pack in memory: `PACK` and these files.
fn files(files: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
    let all = files
        .iter()
        .map(|(path, text)| (path.to_string(), text.as_bytes().to_vec()));
    let mut all: BTreeMap<_, _> = all.collect();
    all.entry("pack.toml".to_owned())
        .or_insert(PACK.as_bytes().to_vec());
    all
}

/// A pack of a learner who allows it all that it may ask for.
fn pack(of: &[(&str, &str)], lang: &str) -> Pack {
    let much = Limits {
        wall: Duration::from_secs(60),
        memory: 1 << 30,
        ..Limits::default()
    };
    let loaded = load_within(&files(of), lang, much);
    assert_eq!(shown(&loaded.problems), "");
    loaded.pack.unwrap()
}

fn shown(problems: &[Problem]) -> String {
    let shown: Vec<String> = problems.iter().map(Problem::to_string).collect();
    shown.join("\n\n")
}

/// An exercise with all its parts; `{}` is its id.
const WHOLE: &str = "
```elixir exercise={} file=sum.exs title=\"Add \\\"them\\\" up\"
start
```
```elixir test={}
test
```
```markdown hint={}
*vague*
```
```markdown hint={}
precise
```
```elixir solution={}
done
```
";

fn lesson(ids: &[&str]) -> String {
    let exercises: String = ids.iter().map(|id| WHOLE.replace("{}", id)).collect();
    format!("# Title\n{exercises}")
}

#[test]
fn an_exercise_has_all_its_parts() {
    let pack = pack(&[("01-a.md", &lesson(&["sum"]))], "en");
    let (lesson, exercise) = pack.exercise("sum").unwrap();
    assert_eq!((lesson.id.as_str(), lesson.title.as_str()), ("a", "Title"));
    assert_eq!(exercise.title, "Add \"them\" up");
    assert_eq!((exercise.language.as_str(), exercise.line), ("elixir", 3));
    assert_eq!(exercise.entry(), "sum.exs");
    assert_eq!(exercise.starter[0].text, "start\n");
    assert_eq!(exercise.tests[0].path, "test.exs");
    assert_eq!(exercise.solution[0].path, "sum.exs");
    assert_eq!(exercise.solution[0].text, "done\n");
    assert_eq!(exercise.hints.len(), 2);
    let vague = Inline::Emphasis(vec![Inline::Text("vague".into())]);
    assert_eq!(exercise.hints[0].nodes, [Node::Paragraph(vec![vague])]);
}

#[test]
fn broken_packs_say_what_is_wrong() {
    let broken = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/broken");
    let languages = ["elixir".to_owned(), "sh".to_owned()];
    let mut placed = 0;
    for folder in std::fs::read_dir(broken).unwrap() {
        let folder = folder.unwrap().path();
        let name = folder.file_name().unwrap().to_str().unwrap().to_owned();
        let problems = check_for(&DirFiles::new(&folder), &languages);
        insta::assert_snapshot!(name, shown(&problems));
        if let [
            Problem {
                line: 1..,
                column: 1..,
                ..
            },
        ] = problems.as_slice()
        {
            placed += 1;
        }
    }
    assert!(
        placed >= 30,
        "{placed} packs with one mistake, at its line and column"
    );
}

#[test]
fn a_second_file_and_a_second_test_need_no_names_of_their_own() {
    let text = lesson(&["a"])
        + "```elixir exercise=a file=lib/more.exs\nmore\n```\n```elixir test=a\nsecond\n```\n";
    let pack = pack(&[("01-a.md", &text)], "en");
    let exercise = pack.exercises().next().unwrap();
    let paths = |files: &[tutorbox::run::SourceFile]| -> Vec<String> {
        files.iter().map(|file| file.path.clone()).collect()
    };
    assert_eq!(paths(&exercise.starter), ["sum.exs", "lib/more.exs"]);
    assert_eq!(paths(&exercise.tests), ["test.exs", "test2.exs"]);
    // The solution is whole: what it does not name stays as it was.
    assert_eq!(paths(&exercise.solution), ["sum.exs", "lib/more.exs"]);
    assert_eq!(exercise.solution[1].text, "more\n");
}

#[test]
fn cards_and_examples_stand_where_they_are_written() {
    let text = format!(
        "{}\n> ```elixir run\n> IO.puts(1)\n> ```\n\n```run\nx\n```\n",
        lesson(&["a"])
    );
    let pack = pack(&[("01-a.md", &text)], "en");
    let all = pack.lessons[0].body.nodes.iter();
    let seen = all.filter(|node| !matches!(node, Node::Hidden(_)));
    let nodes: Vec<Node> = seen.cloned().collect();
    let [
        Node::Heading { .. },
        Node::Exercise { id },
        Node::Quote { body, .. },
        Node::Example(last),
    ] = nodes.as_slice()
    else {
        panic!("{nodes:#?}");
    };
    assert_eq!(id, "a");
    let [Node::Example(first)] = body.as_slice() else {
        panic!("{body:#?}");
    };
    assert_eq!(
        (first.index, first.text.as_str(), first.line),
        (0, "IO.puts(1)\n", 19)
    );
    assert_eq!(
        (last.index, last.language.as_str(), last.line),
        (1, "elixir", 23)
    );
}

#[test]
fn checks_of_every_kind_are_read() {
    let checks = r#"
```toml checks=a
[[check]]
kind = "stdout"
name = "greets"
message = "No greeting."
equals = "Hi\n"
[[check]]
kind = "exit"
code = 3
[[check]]
kind = "file"
path = "out/log.txt"
[[check]]
kind = "file"
path = "log.txt"
matches = '\d+ lines'
[[check]]
kind = "cases"
[[check.case]]
name = "two"
stdin = "1 1"
stdout = "2"
[[check]]
kind = "source"
require = ["Enum.map/2", "|>", "/"]
forbid = ["for"]

[limits]
wall_s = 60
memory_mib = 0x400
output_kib = 1
```
"#;
    let pack = pack(&[("01-a.md", &(lesson(&["a"]) + checks))], "en");
    let exercise = pack.exercises().next().unwrap();
    let kinds: Vec<CheckKind> = exercise
        .checks
        .iter()
        .map(|check| check.kind.clone())
        .collect();
    let words = |words: &[&str]| words.iter().map(|word| word.to_string()).collect();
    assert_eq!(
        kinds,
        [
            CheckKind::Stdout(Expect::Equals("Hi\n".into())),
            CheckKind::Exit { code: 3 },
            CheckKind::File {
                path: "out/log.txt".into(),
                expect: None
            },
            CheckKind::File {
                path: "log.txt".into(),
                expect: Some(Expect::Matches("\\d+ lines".into()))
            },
            CheckKind::Cases(vec![Case {
                name: Some("two".into()),
                stdin: "1 1".into(),
                stdout: "2".into()
            }]),
            CheckKind::Source {
                require: words(&["Enum.map/2", "|>", "/"]),
                forbid: words(&["for"])
            },
        ]
    );
    let Check { name, message, .. } = &exercise.checks[0];
    assert_eq!(name.as_deref(), Some("greets"));
    assert_eq!(message.as_deref(), Some("No greeting."));
    assert_eq!(exercise.limits.wall, Duration::from_secs(60));
    assert_eq!(exercise.limits.memory, 1 << 30);
    assert_eq!(exercise.limits.output, 1024);
    assert_eq!(exercise.limits.pids, 64);
}

#[test]
fn a_pack_s_limits_are_those_of_its_exercises() {
    let toml = format!("{PACK}[limits]\nwall_s = 30\npids = 16\n");
    let text = lesson(&["a", "b"]) + "```toml checks=b\n[limits]\nwall_s = 2\n```\n";
    let pack = pack(&[("pack.toml", &toml), ("01-a.md", &text)], "en");
    let limits: Vec<_> = pack
        .exercises()
        .map(|e| (e.limits.wall.as_secs(), e.limits.pids))
        .collect();
    assert_eq!(limits, [(30, 16), (2, 16)]);
}

#[test]
fn a_pack_gets_no_more_than_the_learner_allows() {
    let toml = format!("{PACK}[limits]\nwall_s = 30\npids = 16\n");
    let text = lesson(&["a", "b"]) + "```toml checks=b\n[limits]\npids = 40\nwall_s = 5\n```\n";
    let files = files(&[("pack.toml", &toml), ("01-a.md", &text)]);
    let learner = Limits {
        wall: Duration::from_secs(20),
        memory: 2 << 30,
        pids: 32,
        ..Limits::default()
    };
    let loaded = load_within(&files, "en", learner);
    assert!(loaded.problems.iter().all(|p| p.level == Level::Warning));
    let said = shown(&loaded.problems);
    for expected in [
        "asks for `wall_s = 30`, and the learner allows 20: it is held to that",
        "asks for `pids = 40`, and the learner allows 32",
        "--> pack.toml:6:10",
        "`config.toml`",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    let pack = loaded.pack.unwrap();
    let limits: Vec<_> = pack
        .exercises()
        .map(|e| (e.limits.wall.as_secs(), e.limits.pids))
        .collect();
    // An exercise may have more than its pack, up to what the learner allows.
    assert_eq!(limits, [(20, 16), (5, 32)]);
    // What the pack does not name is the learner's.
    assert_eq!(pack.limits.memory, 2 << 30);
    assert_eq!(pack.limits.pids, 16);
}

const FOLDER: [(&str, &str); 9] = [
    (
        "01-a.md",
        "# A\n```elixir exercise=a dir=ex/a file=b.exs\n```\n```markdown hint=a\nlast\n```\n",
    ),
    (
        "01-a.ko.md",
        "# 가\n```elixir exercise=a title=\"가\"\n```\n",
    ),
    ("ex/a/starter/a.exs", "a"),
    ("ex/a/starter/b.exs", "b"),
    ("ex/a/starter.ko/b.exs", "나"),
    ("ex/a/test/deep/t.exs", "t"),
    ("ex/a/solution/b.exs", "solved"),
    (
        "ex/a/hints.md",
        "# Hints\n\n## One\n\n1\n\n## Two\n\n2\n\n---\n\n3\n",
    ),
    ("ex/a/hints.ko.md", "하나\n\n---\n\n둘\n"),
];

#[test]
fn an_exercise_may_live_in_a_folder() {
    let pack = pack(&FOLDER, "en");
    let exercise = pack.exercises().next().unwrap();
    let texts: Vec<&str> = exercise
        .starter
        .iter()
        .map(|file| file.text.as_str())
        .collect();
    assert_eq!(
        (exercise.entry(), texts.as_slice()),
        ("b.exs", ["b", "a"].as_slice())
    );
    assert_eq!(exercise.tests[0].path, "deep/t.exs");
    assert_eq!(exercise.solution[0].text, "solved");
    let lengths: Vec<usize> = exercise.hints.iter().map(|hint| hint.nodes.len()).collect();
    assert_eq!(lengths, [2, 2, 1, 1]);
}

#[test]
fn data_need_not_be_text_and_has_names_of_its_own() {
    let mut all = files(&FOLDER);
    all.insert("ex/a/data/in/a.bin".to_owned(), vec![255, 0]);
    let pack = load(&all, "en").pack.unwrap();
    let data = &pack.exercises().next().unwrap().data;
    assert_eq!(data.len(), 1);
    assert_eq!(
        (data[0].path.as_str(), data[0].bytes.as_slice()),
        ("in/a.bin", [255, 0].as_slice())
    );
    all.insert("ex/a/data/b.exs".to_owned(), vec![255]);
    let problems = shown(&load(&all, "en").problems);
    assert_eq!(
        problems,
        "error: starter/ has a file of this name, too\n  --> ex/a/data/b.exs\n  help: a learner's file belongs to starter/ alone"
    );
}

#[test]
fn a_folder_may_be_translated() {
    let pack = pack(&FOLDER, "ko");
    let exercise = pack.exercises().next().unwrap();
    assert_eq!(exercise.title, "가");
    assert_eq!(exercise.starter[0].text, "나");
    assert_eq!(exercise.starter[1].text, "a");
    assert_eq!(exercise.hints.len(), 2);
    assert_eq!(exercise.solution[0].text, "solved");
}

#[test]
fn a_translation_carries_prose_hints_and_starter() {
    let toml = format!("{PACK}[title_i18n]\nko = \"피\"\n");
    let ko = "# 제목\n\n```elixir exercise=b title=\"더하기\"\n시작\n```\n\n```markdown hint=b\n힌트\n```\n";
    let (base, other) = (lesson(&["b"]), lesson(&["c"]));
    let all = [
        ("pack.toml", toml.as_str()),
        ("01-a.md", &base),
        ("01-a.ko.md", ko),
        ("02-c.md", &other),
    ];
    assert_eq!(languages(&files(&all)), ["ko"]);
    for lang in ["ko", "ko-KR"] {
        let pack = pack(&all, lang);
        assert_eq!(
            (pack.title.as_str(), pack.lessons[0].title.as_str()),
            ("피", "제목")
        );
        assert_eq!(pack.lessons[0].path, "01-a.ko.md");
        let translated: Vec<bool> = pack
            .lessons
            .iter()
            .map(|lesson| lesson.translated)
            .collect();
        assert_eq!(translated, [true, false]);
        let exercise = &pack.lessons[0].exercises[0];
        assert_eq!((exercise.title.as_str(), exercise.line), ("더하기", 3));
        assert_eq!(exercise.starter[0].text, "시작\n");
        assert_eq!(exercise.solution[0].text, "done\n");
        assert_eq!((exercise.hints.len(), exercise.tests.len()), (1, 1));
    }
    let pack = pack(&all, "en");
    assert_eq!(
        (pack.title.as_str(), pack.lessons[0].translated),
        ("P", true)
    );
    assert_eq!(pack.lessons[0].exercises[0].starter[0].text, "start\n");
}

#[test]
fn an_empty_translation_of_a_starter_leaves_it() {
    let ko = "# 제목\n```elixir exercise=b\n```\n";
    let pack = pack(&[("01-a.md", &lesson(&["b"])), ("01-a.ko.md", ko)], "ko");
    let exercise = pack.exercises().next().unwrap();
    assert_eq!(
        (exercise.starter[0].text.as_str(), exercise.hints.len()),
        ("start\n", 2)
    );
}

#[test]
fn lessons_are_ordered_by_number() {
    let pack = pack(
        &[
            ("10-b.md", "# B"),
            ("9-a.md", "# A"),
            ("README.md", "no"),
            ("x/1-c.md", "no"),
        ],
        "en",
    );
    let ids: Vec<&str> = pack
        .lessons
        .iter()
        .map(|lesson| lesson.id.as_str())
        .collect();
    assert_eq!(ids, ["a", "b"]);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let unix = pack(&[("01-a.md", &lesson(&["a"]))], "en");
    let windows = format!("\u{feff}{}", lesson(&["a"]).replace('\n', "\r\n"));
    let toml = format!("\u{feff}{}", PACK.replace('\n', "\r\n"));
    assert_eq!(
        pack(&[("01-a.md", &windows), ("pack.toml", &toml)], "en"),
        unix
    );
}

#[test]
fn the_line_of_a_byte_that_is_not_utf8_is_said() {
    let mut all = files(&[("01-a.md", "# A\n")]);
    all.get_mut("01-a.md")
        .unwrap()
        .extend(b"\xed\x95\x9c\xff!\n");
    let problems = load(&all, "en").problems;
    assert_eq!(
        shown(&problems),
        "error: byte 7 is not UTF-8\n  --> 01-a.md:2:2\n   |\n 2 | 한\u{fffd}!\n   |   ^\n  help: save the file as UTF-8"
    );
}

/// A pack whose lesson is too large to be read.
struct Huge;

impl Files for Huge {
    fn list(&self) -> io::Result<Vec<String>> {
        Ok(vec!["01-a.md".into(), "pack.toml".into()])
    }

    fn size(&self, path: &str) -> io::Result<u64> {
        Ok(if path == "01-a.md" {
            100 << 20
        } else {
            PACK.len() as u64
        })
    }

    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        assert_eq!(path, "pack.toml", "the lesson must not be read");
        Ok(PACK.as_bytes().to_vec())
    }
}

#[test]
fn a_huge_lesson_is_refused_unread() {
    let loaded = load(&Huge, "en");
    assert!(loaded.pack.is_none());
    assert_eq!(
        shown(&loaded.problems),
        "error: it has 100 MiB; a file of a pack has 8 MiB at most\n  --> 01-a.md\n  help: split it, or leave out what is no text"
    );
}

#[test]
fn a_folder_that_is_not_there_is_a_problem() {
    let loaded = load(&DirFiles::new("/nowhere/at/all"), "en");
    assert!(loaded.pack.is_none());
    assert!(
        loaded.problems[0]
            .message
            .starts_with("the pack cannot be read: ")
    );
}

#[test]
fn a_warning_does_not_take_the_pack_away() {
    let loaded = load(&files(&[("01-a.md", "# A"), ("01-b.md", "# B")]), "en");
    let levels: Vec<Level> = loaded
        .problems
        .iter()
        .map(|problem| problem.level)
        .collect();
    assert_eq!(levels, [Level::Warning]);
    assert!(loaded.pack.is_some());
}
