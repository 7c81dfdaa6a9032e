//! What an author may write, and what nobody would: the reader of lessons neither panics nor loses its way, and twice the text
//! is twice the work.
//!
//! `corpus/` has texts that were worth something, each read in every place of a pack where a text can stand. What is found is
//! added there. To look for long, with as many cases as there is time for, and an optimised reader:
//!
//! ```text
//! PROPTEST_CASES=1000000 cargo test --release --test fuzz -- --nocapture
//! ```
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod families;
mod growth;
mod pack;

use std::path::Path;

use pack::{Place, read};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::FileFailurePersistence;

/// The texts of the corpus, by their names.
fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus");
    let mut texts: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    texts.sort();
    assert!(texts.len() >= 20, "the corpus is gone");
    texts
}

#[test]
fn the_corpus_is_read_in_every_place() {
    for (name, text) in corpus() {
        for place in Place::ALL {
            println!("{name} as {place:?}");
            read(place, &text);
        }
    }
}

/// What a text is changed by.
#[derive(Debug, Clone)]
enum Change {
    /// Puts a piece there.
    Insert(Index, String),
    /// Takes so many characters away.
    Remove(Index, usize),
    /// Repeats the line there.
    Repeat(Index, usize),
    /// Goes on from there with the rest of another text of the corpus.
    Splice(Index, Index, Index),
    /// Sets every line there and after behind a mark.
    Nest(Index, &'static str),
}

/// Pieces that mean something to somebody who reads lessons.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\t",
    " ",
    "    ",
    "```",
    "````",
    "~~~",
    "```elixir ",
    "run",
    "exercise=",
    "exercise=sum ",
    "test=sum",
    "solution=sum",
    "hint=sum",
    "checks=sum",
    "file=",
    "file=sum.exs",
    "dir=",
    "dir=exercises/sum",
    "title=\"",
    "\"",
    "\\\"",
    "\\",
    "=",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[^a]",
    "[^a]: ",
    "[a]: <",
    "> ",
    "- ",
    "* ",
    "1. ",
    "- [ ] ",
    "# ",
    "#### ",
    "===",
    "---",
    "***",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "<",
    "<!--",
    "-->",
    "<b>",
    "<details>",
    "&amp;",
    "&#0;",
    "|",
    "|-|",
    "| a | b |",
    "[[check]]\n",
    "kind = \"cases\"\n",
    "[[check.case]]\n",
    "matches = '('\n",
    "[limits]\n",
    "'''",
    "\"\"\"",
    "\u{feff}",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "한글",
    "e\u{301}",
    "👩‍👩‍👧",
    "\u{200d}",
];

fn change() -> impl Strategy<Value = Change> {
    let piece = prop_oneof![4 => select(PIECES).prop_map(str::to_owned), 1 => "\\PC{0,5}"];
    let nests = select(vec!["> ", "- ", "1. ", "  ", "    ", "\t", "[^a]: ", "# "]);
    prop_oneof![
        4 => (any::<Index>(), piece).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any::<Index>(), 1..20_usize).prop_map(|(at, count)| Change::Remove(at, count)),
        1 => (any::<Index>(), 2..40_usize).prop_map(|(at, times)| Change::Repeat(at, times)),
        1 => any::<(Index, Index, Index)>().prop_map(|(at, other, from)| Change::Splice(at, other, from)),
        1 => (any::<Index>(), nests).prop_map(|(at, mark)| Change::Nest(at, mark)),
    ]
}

/// The character boundary that an index means.
fn boundary(text: &str, at: &Index) -> usize {
    let at = at.index(text.len() + 1);
    (at..=text.len())
        .find(|i| text.is_char_boundary(*i))
        .unwrap()
}

fn apply(text: &str, change: &Change, corpus: &[(String, String)]) -> String {
    let cut = |at: &Index| text.split_at(boundary(text, at));
    match change {
        Change::Insert(at, piece) => {
            let (before, after) = cut(at);
            [before, piece, after].concat()
        }
        Change::Remove(at, count) => {
            let (before, after) = cut(at);
            before.chars().chain(after.chars().skip(*count)).collect()
        }
        Change::Repeat(at, times) => {
            let (before, after) = cut(at);
            let end = after.find('\n').map_or(after.len(), |end| end + 1);
            [before, &after[..end].repeat(*times), &after[end..]].concat()
        }
        Change::Splice(at, other, from) => {
            let other = &corpus[other.index(corpus.len())].1;
            [cut(at).0, &other[boundary(other, from)..]].concat()
        }
        Change::Nest(at, mark) => {
            let (before, after) = cut(at);
            [before, &after.replace('\n', &format!("\n{mark}"))].concat()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct("tests/fuzz/regressions.txt"))),
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_changed_text_is_read(
        seed in any::<Index>(),
        place in select(&Place::ALL[..]),
        changes in prop::collection::vec(change(), 1..12),
    ) {
        let corpus = corpus();
        let text = corpus[seed.index(corpus.len())].1.clone();
        let text = changes.iter().fold(text, |text, change| apply(&text, change, &corpus));
        read(place, &text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), place in select(&Place::ALL[..])) {
        read(place, &text);
    }
}
