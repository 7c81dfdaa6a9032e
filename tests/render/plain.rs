//! Lessons in plain lines.

use tutorbox::course::{Document, Example, Node, parse_markdown};
use tutorbox::render::{PlainPart, PlainWords, Stop, Words, plain, text};

fn set(document: &Document, width: Option<usize>) -> Vec<PlainPart> {
    let words = PlainWords {
        layout: Words::default(),
        code: "Code".into(),
        quote: "Quote".into(),
        image: "Image".into(),
        section: "Section".into(),
        subsection: "Below".into(),
    };
    plain(document, width, &words)
}

#[test]
fn everything_is_one_line_after_the_other() {
    let text = "# A\n\nOne `x`\nand **two**.[^n]\n\n> [!TIP]\n> Try.\n\n- a\n  - b\n- c\n\n| H | I |\n| --- | --- |\n| 1 | 2 |\n\n\
                ```sh\nls\n```\n\n[here](https://x.y) ![cat](c.png)\n\n[^n]: Indeed.\n";
    let parts = set(&parse_markdown(text), None);
    assert_eq!(parts.len(), 1);
    assert_eq!(parts[0].headings, ["A"]);
    assert_eq!(
        parts[0].lines.join("\n"),
        "A\n\nOne `x` and two.¹\n\nTip:\n  Try.\n\n- a\n  - b\n- c\n\n- H: 1; I: 2\n\nCode, sh:\n    ls\n\n\
         here (https://x.y) [Image: cat]\n\n¹ Indeed."
    );
}

#[test]
fn what_can_be_run_ends_a_part_and_notes_come_before_it() {
    let text = "# A\n\nOne.[^n]\n\n```sh\nls\n```\n\n## B\n\nTwo.\n\n[^n]: Note.\n";
    let mut document = parse_markdown(text);
    for node in &mut document.nodes {
        if matches!(node, Node::Code { .. }) {
            *node = Node::Example(Example {
                index: 0,
                language: "sh".into(),
                text: "ls".into(),
                line: 5,
            });
        }
    }
    let parts = set(&document, None);
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].stop, Some(Stop::Example(0)));
    assert_eq!(parts[0].lines, ["A", "", "One.¹", "", "¹ Note."]);
    assert_eq!((parts[0].line, parts[1].line), (1, 9));
    assert_eq!(parts[1].lines, ["Section: B", "", "Two."]);
}

#[test]
fn what_is_heard_keeps_stress_and_the_level_of_headings() {
    let text = "# A\n\n## B\n\n### C\n\nNot *all* of **them**, `x`.\n";
    let parts = set(&parse_markdown(text), None);
    assert_eq!(parts[0].headings, ["A", "B", "C"]);
    assert_eq!(
        parts[0].lines.join("\n"),
        "A\n\n\nSection: B\n\nBelow: C\n\nNot *all* of them, `x`."
    );
}

#[test]
fn lines_are_as_wide_as_asked_and_nothing_controls_a_terminal() {
    let document = parse_markdown("- one two three four five six\u{1b}[31m seven eight\n");
    let parts = set(&document, Some(24));
    assert!(parts[0].lines.iter().all(|line| text::width(line) <= 24));
    assert!(parts[0].lines[1].starts_with("  "));
    assert!(!parts[0].lines.concat().contains('\u{1b}'));
}
