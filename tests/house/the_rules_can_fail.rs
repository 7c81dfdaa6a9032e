//! Made-up sources that break each rule, and some that only look as if they did.

use crate::code::without_comments_and_literals;
use crate::rules::{self, Broken};
use crate::source::Source;

fn said(rule: fn(&Source) -> Vec<Broken>, path: &str, text: &str) -> Vec<String> {
    let broken = rule(&Source::new(path, text));
    broken.iter().map(ToString::to_string).collect()
}

#[test]
fn an_arrow_that_points_up() {
    let text = "//! Doc.\n\nuse crate::render::Role;\n";
    assert_eq!(
        said(rules::arrows, "src/course/mod.rs", text),
        ["src/course/mod.rs:3: course may not use render"]
    );
    assert!(said(rules::arrows, "src/tui/mod.rs", text).is_empty());
}

#[test]
fn an_arrow_to_a_neighbour() {
    let text = "use crate::sandbox::Engine;";
    assert_eq!(
        said(rules::arrows, "src/verdict/judge.rs", text),
        ["src/verdict/judge.rs:1: verdict may not use sandbox"]
    );
}

#[test]
fn every_way_to_write_a_path() {
    for text in [
        "fn f() { crate::tui::play() }",
        "use crate :: tui;",
        "use crate::{tui};",
        "use crate::{run::{Job, Limits}, tui::{self, view}};",
        "use crate::{\n    run,\n    tui,\n};",
        "pub(crate) use crate::tui::play as show;",
        "use super::super::tui::play;",
        "use super::super::{run, tui};",
        "#[cfg(test)]\nmod tests { use crate::tui; }",
    ] {
        let said = said(rules::arrows, "src/course/block.rs", text);
        assert_eq!(said.len(), 1, "{text}: {said:?}");
        assert!(said[0].ends_with("course may not use tui"), "{said:?}");
    }
}

#[test]
fn what_only_looks_like_an_arrow() {
    for text in [
        "// use crate::tui;",
        "/* /* */ use crate::tui; */",
        "/// See [`crate::tui`].\nfn f() {}",
        "const A: &str = \"crate::tui\";",
        "const A: &str = r#\"\" crate::tui\"#;",
        "const A: &[u8] = b\"\\\"crate::tui\";",
        "use super::tui;",
        "use crate::course::tui;",
        "use crate::run::{self, tui};",
        "pub(crate) fn tui() {}",
        "mod tests { use super::super::tui; }",
    ] {
        let said = said(rules::arrows, "src/course/block.rs", text);
        assert!(said.is_empty(), "{text}: {said:?}");
    }
}

#[test]
fn every_room_at_once() {
    assert_eq!(
        said(rules::arrows, "src/course/mod.rs", "use super::*;"),
        ["src/course/mod.rs:1: course may not use *"]
    );
    let text = "use crate::run;\nmod tests { use super::*; }";
    assert!(said(rules::arrows, "src/course/mod.rs", text).is_empty());
}

#[test]
fn a_room_that_nobody_knows() {
    assert_eq!(
        said(rules::arrows, "src/cellar/mod.rs", ""),
        ["src/cellar/mod.rs:1: there is no room called cellar"]
    );
    assert_eq!(
        said(rules::arrows, "src/cli/mod.rs", "use crate::cellar;"),
        ["src/cli/mod.rs:1: cli may not use cellar"]
    );
}

#[test]
fn a_crate_where_it_does_not_belong() {
    let text = "use bollard::Docker;";
    assert_eq!(
        said(rules::crates, "src/sandbox/pool.rs", text),
        ["src/sandbox/pool.rs:1: bollard is not to be known here"]
    );
    assert!(said(rules::crates, "src/sandbox/docker/mod.rs", text).is_empty());
    assert_eq!(
        said(rules::crates, "src/run/mod.rs", "tokio::spawn(x);").len(),
        1
    );
    let text = "use ratatui_core::style::Style;";
    assert_eq!(said(rules::crates, "src/verdict/mod.rs", text).len(), 1);
    assert_eq!(
        said(rules::crates, "src/render/mod.rs", "use crossterm::style;").len(),
        1
    );
}

#[test]
fn tests_may_know_every_crate() {
    let text = "#[cfg(test)]\n#[allow(x)]\nmod tests { fn f() { tokio::spawn(x) } }\nuse tokio;";
    assert_eq!(
        said(rules::crates, "src/run/mod.rs", text),
        ["src/run/mod.rs:4: tokio is not to be known here"]
    );
    assert!(said(rules::crates, "src/run/tests.rs", "use tokio;").is_empty());
    assert_eq!(
        said(
            rules::crates,
            "src/run/mod.rs",
            "#[cfg(test)]\nmod tests;\nuse tokio;"
        )
        .len(),
        1
    );
}

#[test]
fn something_unsafe() {
    assert_eq!(
        said(
            rules::no_unsafe,
            "src/run/mod.rs",
            "fn f() {\n    unsafe { g() }\n}"
        ),
        ["src/run/mod.rs:2: unsafe"]
    );
    let text = "// unsafe\n#![deny(unsafe_code)]\nconst A: &str = \"unsafe\";";
    assert!(said(rules::no_unsafe, "src/run/mod.rs", text).is_empty());
}

#[test]
fn a_file_that_is_too_long() {
    assert!(said(rules::file_length, "src/a.rs", &"x\n".repeat(500)).is_empty());
    assert_eq!(
        said(rules::file_length, "src/a.rs", &"x\n".repeat(501)),
        ["src/a.rs:501: 501 lines; 500 at most"]
    );
}

#[test]
fn a_function_that_is_too_long() {
    let function = |lines: usize| {
        let body = "    g('{', \"{\"); // {\n".repeat(lines - 2);
        format!(
            "struct S;\n\npub async fn long<'a>(f: fn(u8) -> [u8; 2]) -> &'a str {{\n{body}}}\nfn g() {{}}\n"
        )
    };
    assert!(said(rules::function_length, "src/a.rs", &function(60)).is_empty());
    assert_eq!(
        said(rules::function_length, "src/a.rs", &function(61)),
        ["src/a.rs:3: long has 61 lines; 60 at most"]
    );
    let in_tests = format!("#[cfg(test)]\nmod tests {{\n{}\n}}", function(90));
    assert!(said(rules::function_length, "src/a.rs", &in_tests).is_empty());
    let promised = format!("trait T {{\n    fn promised(&self);\n{}}}", "\n".repeat(90));
    assert!(said(rules::function_length, "src/a.rs", &promised).is_empty());
}

#[test]
fn a_file_without_a_purpose() {
    let rule = rules::begins_with_its_purpose;
    assert_eq!(said(rule, "src/a.rs", "use x;\n").len(), 1);
    assert_eq!(said(rule, "src/a.rs", "// A comment.\n").len(), 1);
    assert!(said(rule, "src/a.rs", "//! A purpose.\n").is_empty());
    assert!(said(rule, "src/a/tests.rs", "use x;\n").is_empty());
}

#[test]
fn literals_and_comments_are_blank_and_lines_stay() {
    let text = "a('\"', '\\'', b'x', 'l: loop) /* x\ny */ r##\"\"#\n\"## z\n// w\nv";
    let code = without_comments_and_literals(text);
    let words: Vec<&str> = code.split_whitespace().collect();
    assert_eq!(code.matches('\n').count(), text.matches('\n').count());
    assert_eq!(words, ["a(", ",", ",", "b", ",", "'l:", "loop)", "z", "v"]);
}
