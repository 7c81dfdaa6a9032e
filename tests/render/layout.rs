//! Layouts of the kitchen sink, to look at; and what holds at every width.

use std::fmt::Write;

use insta::assert_snapshot;
use proptest::prelude::*;
use tutorbox::course::{Alert, Document, Inline, Item, Node, Table};
use tutorbox::render::{Highlighter, Layout, Role, layout};

use crate::kitchen_sink::{block, code, heading, kitchen_sink, link, paragraph, text};

fn loaded() -> Highlighter {
    let highlighter = Highlighter::new();
    highlighter.load();
    highlighter
}

/// The lines, and a mark where the width ends.
fn picture(layout: &Layout) -> String {
    let width = usize::from(layout.width());
    let row = |line: &tutorbox::render::StyledLine| {
        let blank = " ".repeat(width.saturating_sub(line.width()));
        format!("{}{blank}|\n", line.plain())
    };
    layout.lines().iter().map(row).collect()
}

/// The lines, every piece with its roles before it.
fn roles(layout: &Layout) -> String {
    let mut out = String::new();
    for line in layout.lines() {
        for piece in &line.pieces {
            let names: Vec<_> = piece.face.roles().map(Role::name).collect();
            write!(out, "<{}>{}", names.join(" "), piece.text).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_kitchen_sink_at_40() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 40, &Highlighter::new())));
}

#[test]
fn the_kitchen_sink_at_80() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 80, &Highlighter::new())));
}

#[test]
fn the_kitchen_sink_at_120() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 120, &Highlighter::new())));
}

#[test]
fn the_roles_of_the_kitchen_sink() {
    let mut set = layout(&kitchen_sink(), 80, &loaded());
    set.prepare(0..set.len());
    assert_snapshot!(roles(&set));
}

fn set(nodes: Vec<Node>, width: u16) -> Layout {
    layout(&nodes.into(), width, &Highlighter::new())
}

fn texts(layout: &Layout) -> Vec<String> {
    layout.lines().iter().map(|line| line.plain()).collect()
}

/// What `tutorbox check` tells authors: code of 73 columns is whole in a terminal of 80, code of 74 is not.
#[test]
fn code_of_73_columns_fits_a_terminal_of_80() {
    let lines = |columns| {
        let text = "x".repeat(columns);
        set(
            vec![Node::Code {
                language: None,
                text,
            }],
            80,
        )
        .len()
    };
    assert_eq!(lines(73), lines(1));
    assert_eq!(lines(74), lines(1) + 1);
}

#[test]
fn nothing_is_set_for_an_empty_document() {
    assert!(set(vec![], 80).is_empty());
    assert_eq!(set(vec![], 80).line(7).plain(), "");
}

#[test]
fn anchors_stand_where_their_text_does() {
    let set = layout(&kitchen_sink(), 80, &Highlighter::new());
    let levels: Vec<_> = set.headings().iter().map(|h| (h.level, h.source)).collect();
    assert_eq!(levels, [(1, 1), (2, 9), (3, 14)]);
    for heading in set.headings() {
        assert!(set.line(heading.line).plain().ends_with(&heading.text));
    }
    for link in set.links() {
        assert!(set.line(link.line).plain().contains(&link.text));
    }
    let example = &set.examples()[0];
    assert_eq!(
        (example.index, example.source, example.lines.len()),
        (0, 70, 3)
    );
    assert!(set.line(example.lines.start).plain().contains("▶ run"));
    let card = &set.cards()[0];
    assert_eq!(
        (card.id.as_str(), card.height, card.column, card.width),
        ("sum", 4, 2, 76)
    );
    let blank = |i: usize| set.line(card.line + i).plain().is_empty();
    assert!((0..card.height).all(blank));
}

#[test]
fn a_place_is_the_same_at_every_width() {
    let document = kitchen_sink();
    let wide = layout(&document, 120, &Highlighter::new());
    let narrow = layout(&document, 30, &Highlighter::new());
    for (a, b) in wide.headings().iter().zip(narrow.headings()) {
        assert_eq!(narrow.line_at(wide.place(a.line)), b.line);
        assert_eq!(wide.line_at(narrow.place(b.line)), a.line);
    }
    assert_eq!(narrow.line_at(wide.place(0)), 0);
    for line in 0..wide.len() {
        assert_eq!(wide.line_at(wide.place(line)), line);
    }
}

#[test]
fn lines_of_the_source_are_found() {
    let set = set(
        vec![heading(1, "a", 1), paragraph("b"), heading(2, "c", 5)],
        80,
    );
    assert_eq!(set.line_of_source(4), 0);
    assert_eq!(set.line_of_source(5), set.headings()[1].line);
}

#[test]
fn code_is_highlighted_where_it_is_seen_once_the_syntaxes_are_loaded() {
    let code = "x = 1\n".repeat(100);
    let document = Document::from(vec![paragraph("p"), block("elixir", &code)]);
    let highlighter = Highlighter::new();
    let mut set = layout(&document, 80, &highlighter);
    let numbers = |set: &Layout| {
        let has = |line: &&tutorbox::render::StyledLine| {
            line.pieces.iter().any(|p| p.face.has(Role::Number))
        };
        set.lines().iter().filter(has).count()
    };
    assert!(!set.prepare(0..set.len()), "nothing is loaded");
    highlighter.load();
    assert!(!set.prepare(0..2), "no code is visible");
    assert!(set.prepare(0..23));
    assert_eq!(numbers(&set), 20);
    let before = texts(&set);
    assert!(set.prepare(50..set.len()));
    assert!(!set.prepare(50..set.len()), "all is done");
    assert_eq!(numbers(&set), 100);
    assert_eq!(texts(&set), before);
}

#[test]
fn long_code_goes_on_under_its_indentation() {
    let set = set(
        vec![block("", "    if some_condition, do: some_thing(1)\n")],
        30,
    );
    let rows: Vec<_> = texts(&set)
        .iter()
        .map(|row| row.trim_end().to_owned())
        .collect();
    assert_eq!(
        rows[1..3],
        ["  ▏     if some_condition,", "  ▏     ↪ do: some_thing(1)"]
    );
}

#[test]
fn a_table_too_narrow_for_columns_is_stacked() {
    let cells = |names: [&str; 3]| names.map(|name| vec![text(name)]).to_vec();
    let table = Table {
        align: vec![],
        head: cells(["Name", "Meaning", "Count"]),
        rows: vec![
            cells(["hd", "the first element", "1"]),
            cells(["tl", "the other ones", "2"]),
        ],
    };
    assert_eq!(
        texts(&set(vec![Node::Table(table)], 22)),
        [
            "  Name: hd",
            "  Meaning: the first",
            "  element",
            "  Count: 1",
            "",
            "  Name: tl",
            "  Meaning: the other",
            "  ones",
            "  Count: 2",
        ]
    );
}

#[test]
fn addresses_are_shown_where_they_say_more() {
    let line = |inline| texts(&set(vec![Node::Paragraph(vec![inline])], 80)).concat();
    assert_eq!(
        line(link("https://elixir-lang.org/", "Elixir")),
        "  Elixir (elixir-lang.org)"
    );
    assert_eq!(
        line(link("https://a.org/b", "https://a.org/b")),
        "  https://a.org/b"
    );
    assert_eq!(line(link("02-values.md", "values")), "  values");
    assert_eq!(
        line(link("https://a.org/\u{1b}[2J", "x")),
        "  x (a.org/␛[2J)"
    );
}

#[test]
fn a_footnote_that_is_not_there_is_shown_as_written() {
    let inlines = vec![text("a"), Inline::FootnoteRef("none".to_owned())];
    assert_eq!(
        texts(&set(vec![Node::Paragraph(inlines)], 80)),
        ["  a[^none]"]
    );
}

fn words() -> impl Strategy<Value = String> {
    let part = prop::sample::select(vec![
        "word",
        "longerwordthanothers",
        "한글",
        "日本語。",
        "👩‍💻",
        "e\u{301}",
        "\t",
        "\n",
        "\x1b[2J",
        "\u{9b}",
        "\u{202e}",
        " ",
        "-",
        "—",
        "(",
        ")",
        "\u{200d}",
        "\u{301}",
        "🇰🇷",
        "\u{ad}",
    ]);
    prop::collection::vec(part, 0..12).prop_map(|parts| parts.concat())
}

fn inlines() -> impl Strategy<Value = Vec<Inline>> {
    let leaf = prop_oneof![
        words().prop_map(|w| text(&w)),
        words().prop_map(|w| code(&w)),
        words().prop_map(|w| link("https://example.org", &w)),
        words().prop_map(|alt| Inline::Image {
            target: alt.clone(),
            alt
        }),
        Just(Inline::SoftBreak),
        Just(Inline::HardBreak),
        prop::sample::select(vec!["a", "b"])
            .prop_map(|label| Inline::FootnoteRef(label.to_owned())),
        words().prop_map(|w| Inline::Strong(vec![Inline::Emphasis(vec![text(&w)])])),
    ];
    prop::collection::vec(leaf, 0..5)
}

fn nodes() -> impl Strategy<Value = Vec<Node>> {
    let cell = || prop::collection::vec(inlines(), 0..4);
    let leaf = prop_oneof![
        4 => inlines().prop_map(Node::Paragraph),
        1 => (1u8..7, inlines()).prop_map(|(level, text)| Node::Heading { level, text, line: 1 }),
        1 => (words(), words()).prop_map(|(language, code)| block(&language, &code)),
        1 => (cell(), prop::collection::vec(cell(), 0..3))
            .prop_map(|(head, rows)| Node::Table(Table { align: vec![], head, rows })),
        1 => Just(Node::Rule),
        1 => Just(Node::Exercise { id: "x".to_owned() }),
    ];
    let node = leaf.prop_recursive(4, 24, 3, |inner| {
        let body = prop::collection::vec(inner, 0..3);
        let item = (prop::option::of(any::<bool>()), body.clone())
            .prop_map(|(checked, body)| Item { checked, body });
        let alert = prop::option::of(Just(Alert::Warning));
        prop_oneof![
            (
                prop::option::of(any::<u64>()),
                prop::collection::vec(item, 0..3),
                any::<bool>()
            )
                .prop_map(|(start, items, tight)| Node::List {
                    start,
                    items,
                    tight
                }),
            (alert, body.clone()).prop_map(|(alert, body)| Node::Quote { alert, body }),
            body.prop_map(|body| Node::Footnote {
                label: "a".to_owned(),
                body
            }),
        ]
    });
    prop::collection::vec(node, 0..5)
}

proptest! {
    #[test]
    fn lines_fit_and_control_nothing(nodes in nodes(), width in 1u16..100) {
        let set = set(nodes, width);
        for line in set.lines() {
            let plain = line.plain();
            prop_assert!(line.width() <= usize::from(width), "{plain:?} at {width}");
            prop_assert!(!plain.chars().any(char::is_control), "{plain:?}");
            prop_assert!(!plain.contains('\u{202e}'), "{plain:?}");
        }
        for card in set.cards() {
            prop_assert!(usize::from(card.column + card.width) <= usize::from(width));
            prop_assert!(card.line + card.height <= set.len());
        }
        for link in set.links() {
            prop_assert!(link.line < set.len());
        }
    }

    #[test]
    fn no_letter_of_a_text_is_lost(words in "[a-z한글。()-]{1,9}( [a-z한글。()-]{1,9}){0,20}", width in 2u16..40) {
        let letters = |text: &str| text.replace([' ', '↪', '▏'], "");
        for node in [paragraph(&words), block("", &words)] {
            let joined = texts(&set(vec![node], width)).concat();
            prop_assert_eq!(letters(&joined), letters(&words));
        }
    }
}

/// A lesson of ten thousand lines is laid out while nobody notices. The bound is for a build without optimisation
/// on a busy machine; it would be missed by far if a line cost more the further down it stands.
#[test]
fn a_huge_lesson_is_laid_out_at_once() {
    let nodes: Vec<_> = std::iter::repeat_with(|| kitchen_sink().nodes)
        .take(100)
        .flatten()
        .collect();
    let document = Document::from(nodes);
    let begin = std::time::Instant::now();
    let set = layout(&document, 80, &Highlighter::new());
    println!("{} lines in {:?}", set.len(), begin.elapsed());
    assert!(set.len() > 10_000);
    assert!(begin.elapsed().as_secs() < 10, "{:?}", begin.elapsed());
}
