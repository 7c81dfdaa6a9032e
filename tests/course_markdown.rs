//! Markdown becomes a document whole: nothing is lost, nothing is too deep, nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use proptest::prelude::*;
use tutorbox::course::{Document, Inline, Item, Node, load, parse_markdown};

const SAMPLE: &str = r#"# A *title* with `code`

Words, **strong**, ~~gone~~, a [link *here*](https://example.org "t"), ![a *picture*](a.png)
on two lines\
and a third.[^note]

1. one
2. two
   - [x] done
   - [ ] open

- loose

- list

> [!TIP]
> Use `|>`.

> plain

| a | b | c |
|:--|:-:|--:|
| 1 | **2** | `3` |

```elixir
IO.puts("&amp;")
```

    indented

---

Press <kbd>Ctrl</kbd>+R<br>now, Vec<T>. <!-- not shown -->

<details>
<summary>More</summary>
</details>

[^note]: What it says.
"#;

#[test]
fn a_document_is_read_whole() {
    insta::assert_debug_snapshot!(parse_markdown(SAMPLE));
}

/// All words of a document, and how deep it is.
fn words(document: &Document) -> (String, usize) {
    let mut text = String::new();
    let depth = blocks(&document.nodes, &mut text);
    (text, depth)
}

fn blocks(nodes: &[Node], text: &mut String) -> usize {
    let depths = nodes.iter().map(|node| block(node, text));
    1 + depths.max().unwrap_or(0)
}

fn block(node: &Node, text: &mut String) -> usize {
    text.push(' ');
    match node {
        Node::Heading { text: inlines, .. } | Node::Paragraph(inlines) => spans(inlines, text),
        Node::List { items, .. } => {
            let depths = items.iter().map(|Item { body, .. }| blocks(body, text));
            1 + depths.max().unwrap_or(0)
        }
        Node::Quote { body, .. } | Node::Footnote { body, .. } => blocks(body, text),
        Node::Code { text: code, .. } => {
            text.push_str(code);
            1
        }
        Node::Table(table) => {
            let cells = table.head.iter().chain(table.rows.iter().flatten());
            let depths = cells.map(|cell| spans(cell, text));
            3 + depths.max().unwrap_or(0)
        }
        Node::Rule => 1,
        Node::Exercise { .. } | Node::Example(_) | Node::Hidden(_) => {
            unreachable!("a mere text has none")
        }
    }
}

fn spans(inlines: &[Inline], text: &mut String) -> usize {
    text.push(' ');
    let depths = inlines.iter().map(|inline| match inline {
        Inline::Text(words) | Inline::Code(words) => {
            text.push_str(words);
            1
        }
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            spans(inner, text)
        }
        Inline::Link { text: inner, .. } => spans(inner, text),
        Inline::Image { alt, .. } => {
            text.push_str(alt);
            1
        }
        Inline::FootnoteRef(_) | Inline::SoftBreak | Inline::HardBreak => {
            text.push(' ');
            1
        }
    });
    1 + depths.max().unwrap_or(0)
}

/// Texts that make a careless parser slow or deep, a few hundred kilobytes each.
fn hostile() -> Vec<String> {
    let marks = [
        ">",
        "> ",
        "- ",
        "+ - ",
        "1. ",
        "[",
        "![",
        "[a](",
        "*a ",
        "*a **a ",
        "`",
        "~",
        "<",
        "<b ",
        "<!--",
        "|",
        "\\",
        "&",
        "\t",
        " ",
        "\r",
        "[^a]: ",
        "a\n=\n",
        "- a\n",
        "|a|\n|-|\n",
        "```x a=\n",
    ];
    let mut texts: Vec<String> = marks
        .iter()
        .map(|mark| mark.repeat(100_000 / mark.len()))
        .collect();
    texts.push(format!("{}a\n{}", ">".repeat(50_000), "b\n".repeat(50_000)));
    texts.push(format!(
        "[^a]: {}a\n{}",
        "> ".repeat(20_000),
        "b\n".repeat(50_000)
    ));
    texts.push(format!(
        "{}c{}",
        "*a **b ".repeat(10_000),
        "** d*".repeat(10_000)
    ));
    texts.push(
        (0..500)
            .map(|n| format!("{}- a\n", "  ".repeat(n)))
            .collect(),
    );
    texts.push((0..500).map(|n| format!("{}a\n", "> ".repeat(n))).collect());
    texts
}

#[test]
fn hostile_texts_are_neither_slow_nor_deep() {
    for text in hostile() {
        let (_, depth) = words(&parse_markdown(&text));
        assert!(depth <= 66, "{depth} deep: {}", &text[..20]);
    }
}

#[test]
fn a_hostile_lesson_is_a_lesson_or_a_problem() {
    for text in hostile() {
        let files: BTreeMap<String, Vec<u8>> = [
            (
                "pack.toml",
                "id='p'\ntitle='P'\nversion='1.0.0'\nlanguage='elixir'\n".to_owned(),
            ),
            ("01-a.md", format!("# A\n\n{text}")),
            (
                "02-b.md",
                format!("# B\n\n```toml checks=b\n{text}\n```\n```elixir exercise=b {text}\n```"),
            ),
        ]
        .map(|(path, text)| (path.to_owned(), text.into_bytes()))
        .into();
        let loaded = load(&files, "en");
        assert!(loaded.pack.is_some() || !loaded.problems.is_empty());
        assert!(loaded.problems.len() <= 201);
        let shown: usize = loaded
            .problems
            .iter()
            .map(|problem| problem.to_string().len())
            .sum();
        assert!(shown < 1_000_000, "{shown} bytes of problems");
    }
}

/// Lines of words with Markdown around them; each word is in it once.
fn prose() -> impl Strategy<Value = (String, Vec<String>)> {
    let before = prop::sample::select(vec![
        "", "> ", "- ", "  - ", "7. ", "## ", "    ", "- [ ] ", "> - > ",
    ]);
    let around = prop::sample::select(vec![
        "{}",
        "*{}*",
        "**{}",
        "`{}`",
        "~~{}~~",
        "[{}](x)",
        "![{}](x)",
        "{}[^1]",
        "| {} | {} |\n|-|-|\n|",
        "<b>{}</b>",
        "<{}>",
        "{}&amp;",
        "```",
        "***",
        "\\{}",
    ]);
    prop::collection::vec((before, around), 1..30).prop_map(|lines| {
        let mut words = Vec::new();
        let mut text = String::new();
        for (before, around) in lines {
            text.push_str(before);
            for (index, part) in around.split("{}").enumerate() {
                if index > 0 {
                    words.push(format!("word{}x", words.len()));
                    text.push_str(words.last().unwrap());
                }
                text.push_str(part);
            }
            text.push('\n');
        }
        (text, words)
    })
}

/// Pieces that mean something to the reader of lessons.
fn lesson() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\n",
            "\n\n",
            "```",
            "~~~",
            "\n```elixir ",
            "exercise=",
            "test=a",
            "solution=a",
            "hint=a",
            "checks=a",
            "run",
            "file=",
            "dir=",
            "title=\"",
            "\"",
            "=",
            " ",
            "a",
            "[[check]]\n",
            "kind = \"stdout\"\n",
            "matches = '('\n",
            "[limits]\n",
            "> ",
            "- ",
            "# ",
            "\r\n",
            "\t",
            "한",
            "\u{feff}",
            "\\",
        ])
        .prop_map(str::to_owned),
        "\\PC{0,5}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn no_word_is_lost((text, all) in prose()) {
        let (found, _) = words(&parse_markdown(&text));
        for word in all {
            prop_assert!(found.contains(&word), "{word} is not in {found:?}\n{text}");
        }
    }

    #[test]
    fn random_texts_do_not_panic(text in any::<String>()) {
        parse_markdown(&text);
    }

    #[test]
    fn random_packs_do_not_panic(
        toml in prop_oneof![Just("id='p'\ntitle='P'\nversion='1.0.0'\nlanguage='elixir'".to_owned()), lesson()],
        base in lesson(),
        translation in lesson(),
        raw in prop::collection::vec(any::<u8>(), 0..50),
    ) {
        let files: BTreeMap<String, Vec<u8>> = [
            ("pack.toml", toml.into_bytes()),
            ("01-a.md", base.into_bytes()),
            ("01-a.ko.md", translation.into_bytes()),
            ("a/starter/a.exs", raw.clone()),
            ("a/checks.toml", raw),
        ]
        .map(|(path, bytes)| (path.to_owned(), bytes))
        .into();
        for problem in load(&files, "ko").problems {
            let _ = problem.to_string();
        }
    }
}
