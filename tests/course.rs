//! Packs are read whole, and what is wrong with them is said with place and remedy.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use tutorbox::course::{Inline, Node, Pack, Problem, load};

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

fn pack(of: &[(&str, &str)], lang: &str) -> Pack {
    let loaded = load(&files(of), lang);
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
