//! A pack with a text somewhere in it, and what holds of whatever comes of reading it.

use std::collections::BTreeMap;

use tutorbox::course::{Problem, check_for, load};

/// Where in a pack a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A lesson.
    Lesson,
    /// A translation of a sound one.
    Translation,
    /// A lesson, and its translation.
    Both,
    /// A hint of an exercise, in a block.
    Hint,
    /// A file of hints.
    Hints,
    /// The info string of a block.
    Info,
    /// Checks in a block, which is in a quote.
    Checks,
    /// A file of checks.
    ChecksFile,
    /// The manifest.
    Manifest,
}

impl Place {
    pub const ALL: [Self; 9] = [
        Self::Lesson,
        Self::Translation,
        Self::Both,
        Self::Hint,
        Self::Hints,
        Self::Info,
        Self::Checks,
        Self::ChecksFile,
        Self::Manifest,
    ];
}

const MANIFEST: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";

const LESSON: &str = "# Sums\n\n```elixir exercise=sum file=sum.exs\nstart\n```\n\n```elixir test=sum\ntest\n```\n\n\
    ```markdown hint=sum\nhint\n```\n\n```elixir solution=sum\ndone\n```\n\n```elixir exercise=product dir=product\n```\n";

/// A pack that is sound, but for the text in its place.
fn pack(place: Place, text: &str) -> BTreeMap<String, Vec<u8>> {
    let lines = text.replace(['\r', '\n'], " ");
    let quoted = text.replace('\n', "\n> ");
    let mut files = vec![
        ("01-sums.md", LESSON.to_owned()),
        ("pack.toml", MANIFEST.to_owned()),
        ("product/starter/main.exs", "start\n".to_owned()),
        ("product/solution/main.exs", "done\n".to_owned()),
        ("product/test/main_test.exs", "test\n".to_owned()),
        ("product/hints.md", "Multiply.\n".to_owned()),
    ];
    if place == Place::Both {
        files.push(("02-more.ko.md", text.to_owned()));
    }
    files.push(match place {
        Place::Lesson | Place::Both => ("02-more.md", text.to_owned()),
        Place::Translation => ("01-sums.ko.md", text.to_owned()),
        Place::Hint => (
            "01-sums.md",
            format!("{LESSON}\n``````markdown hint=sum\n{text}\n``````\n"),
        ),
        Place::Hints => ("product/hints.md", text.to_owned()),
        Place::Info => ("02-more.md", format!("# More\n\n~~~{lines}\na\n~~~\n")),
        Place::Checks => (
            "01-sums.md",
            format!("{LESSON}\n> ```toml checks=sum\n> {quoted}\n> ```\n"),
        ),
        Place::ChecksFile => ("product/checks.toml", text.to_owned()),
        Place::Manifest => ("pack.toml", text.to_owned()),
    });
    files
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .collect()
}

/// Reads the pack as a learner and as its author, and says how many bytes came of it: what is read, and what is wrong.
pub fn read(place: Place, text: &str) -> usize {
    let files = pack(place, text);
    let mut size = 0;
    for lang in ["", "ko"] {
        let loaded = load(&files, lang);
        let is_broken = loaded
            .problems
            .iter()
            .any(|p| p.level == tutorbox::course::Level::Error);
        assert_eq!(loaded.pack.is_none(), is_broken, "{:#?}", loaded.problems);
        size += format!("{:?}", loaded.pack).len();
    }
    let problems = check_for(&files, &["elixir".to_owned()]);
    // 200 of each reading, and one that says how many more there are.
    assert!(problems.len() <= 3 * 201, "{} problems", problems.len());
    problems
        .iter()
        .for_each(|problem| stands_in_its_file(problem, &files));
    size + problems
        .iter()
        .map(|problem| problem.to_string().len())
        .sum::<usize>()
}

/// A problem points at a place that there is.
fn stands_in_its_file(problem: &Problem, files: &BTreeMap<String, Vec<u8>>) {
    if problem.line == 0 {
        assert_eq!(problem.column, 0, "{problem}");
        return;
    }
    let text = String::from_utf8(files[&problem.path].clone()).unwrap();
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let line = text.split('\n').nth(problem.line - 1);
    let length = line
        .unwrap_or_else(|| panic!("no such line: {problem}"))
        .chars()
        .count();
    assert!(problem.column >= 1 && problem.width >= 1, "{problem}");
    assert!(problem.column <= length + 1, "behind the line: {problem}");
    assert!(
        problem.column - 1 + problem.width <= length.max(problem.column),
        "too wide: {problem}"
    );
}
