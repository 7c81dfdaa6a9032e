//! Files of an exercise that the learner reads and cannot change.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use tutorbox::course::{Pack, load};
use tutorbox::run::SourceFile;

const PACK: &str = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";

const LESSON: &str = "# Title
```elixir exercise=a file=sum.exs
start
```
```elixir test=a
test
```
```markdown hint=a
hint
```
```elixir solution=a
done
```
";

/// The pack of these files, in which nothing is wrong.
fn pack(of: &[(&str, &str)]) -> Pack {
    let files = of.iter().chain(&[("pack.toml", PACK)]);
    let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
    let loaded = load(&files.collect::<BTreeMap<_, _>>(), "en");
    assert_eq!(loaded.problems, []);
    loaded.pack.unwrap()
}

/// The files of an exercise, and which of them are the learner's own.
fn all_and_own(pack: &Pack) -> (Vec<String>, Vec<String>) {
    let exercise = pack.exercises().next().unwrap();
    let paths = |files: &[SourceFile]| -> Vec<String> {
        files.iter().map(|file| file.path.clone()).collect()
    };
    assert_eq!(exercise.solution.len(), exercise.starter.len());
    (paths(&exercise.starter), paths(&exercise.own()))
}

#[test]
fn a_readonly_block_is_a_file_that_is_not_the_learner_s() {
    let more = "```elixir exercise=a file=data.exs readonly\ndata\n```\n";
    let base = pack(&[("01-a.md", &(LESSON.to_owned() + more))]);
    let (all, own) = all_and_own(&base);
    assert_eq!(all, ["sum.exs", "data.exs"]);
    assert_eq!(own, ["sum.exs"]);
    assert_eq!(base.exercise("a").unwrap().1.given("sum.exs"), None);
    // What a learner begins with is the same with it; what is asked of them is not, nor is it with another text of it.
    let sums = |more: &str| {
        let pack = pack(&[("01-a.md", &(LESSON.to_owned() + more))]);
        pack.sums["a"].clone()
    };
    let (without, with, other) = (
        sums(""),
        sums(more),
        sums(&more.replace("\ndata", "\nother")),
    );
    assert!(without.starter == with.starter && with.starter == other.starter);
    assert!(without.asks != with.asks && with.asks != other.asks);
}

#[test]
fn a_folder_s_readonly_files_are_loaded_before_the_learner_s() {
    let card = "# T\n```elixir exercise=a dir=a\n```\n";
    let of = [
        ("01-a.md", card),
        ("a/readonly/data.exs", "data"),
        ("a/readonly/zoo.exs", "zoo"),
        ("a/starter/cart.exs", "cart"),
        ("a/solution/cart.exs", "done"),
        ("a/test/test.exs", "test"),
        ("a/hints.md", "hint"),
    ];
    // The only file of the learner's is the one that is run.
    let (all, own) = all_and_own(&pack(&of));
    assert_eq!(all, ["cart.exs", "data.exs", "zoo.exs"]);
    assert_eq!(own, ["cart.exs"]);
    // The one that is run may be one that they cannot change.
    let card = card.replace("dir=a", "dir=a file=zoo.exs");
    let mut of = of;
    of[0].1 = &card;
    let (all, own) = all_and_own(&pack(&of));
    assert_eq!(all, ["zoo.exs", "data.exs", "cart.exs"]);
    assert_eq!(own, ["cart.exs"]);
}
