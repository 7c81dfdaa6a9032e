//! Documents carried over.

use super::*;

#[track_caller]
fn carried(from: &str, title: Title, to: &str) {
    assert_eq!(carry(from, title).text, to);
}

#[test]
fn headings_move_below_the_title_without_gaps() {
    carried(
        "# One\n\n### Two\n\n## Three ##\n\n###### Six\n",
        Title::MovesDown,
        "## One\n\n### Two\n\n### Three ##\n\n#### Six",
    );
    carried(
        "# One\n\n### Two\n\n### Three\n",
        Title::Stays,
        "# One\n\n## Two\n\n## Three",
    );
    carried(
        "# Dummy\n\ngo on\n\n## More\n",
        Title::Goes,
        "go on\n\n### More",
    );
    carried("no title\n\n# One\n", Title::Goes, "no title\n\n## One");
}

#[test]
fn underlined_headings_are_written_with_marks() {
    carried(
        "Some *words*\nmore\n====\n\ntext\n\nLess\n---\n",
        Title::MovesDown,
        "## Some *words* more\n\ntext\n\n### Less",
    );
}

#[test]
fn links_have_their_targets_at_their_places() {
    carried(
        "A [word][w], [w], [w][] and ![pic][p].\n\n[w]: https://w.example/a_(b) \"T\"\n[p]: //p.example/p.png\n",
        Title::Stays,
        "A [word](<https://w.example/a_(b)> \"T\"), [w](<https://w.example/a_(b)> \"T\"), \
         [w](<https://w.example/a_(b)> \"T\") and ![pic](https://p.example/p.png).",
    );
    carried(
        "[`a` *b*](/tracks/x) <https://y.example> [c](mailto:a@b.example)",
        Title::Stays,
        "[`a` *b*](https://exercism.org/tracks/x) <https://y.example> [c](mailto:a@b.example)",
    );
}

#[test]
fn links_that_lead_nowhere_are_words() {
    let carried = carry(
        "[one](../README.md), [`two`][t], [three](#three), ![a picture](x.svg), [![in](y.svg)](https://z.example)\n\n[t]: two.md",
        Title::Stays,
    );
    assert_eq!(
        carried.text,
        "one, `two`, three, *a picture*, [*in*](https://z.example)"
    );
    assert_eq!(carried.unlinked, 5);
}

#[test]
fn notes_are_alerts_wherever_they_stand() {
    carried(
        "~~~~exercism/note\nSee [this][x].\n\n```sh\nls\n```\n~~~~\n\n[x]: https://x.example\n",
        Title::Stays,
        "> [!NOTE]\n> See [this](https://x.example).\n>\n> ```sh\n> ls\n> ```",
    );
    carried(
        "- item\n\n  ~~~~exercism/caution\n  Hot.\n  ~~~~\n- next",
        Title::Stays,
        "- item\n\n  > [!CAUTION]\n  > Hot.\n- next",
    );
}

#[test]
fn a_fence_says_its_language_and_no_more() {
    carried(
        "```elixir exercise=a\n1\n```\n\n~~~ run\n2\n~~~\n\n```file=a.exs\n3\n```\n\n- ```rust,ignore\n  4\n  ```",
        Title::Stays,
        "```elixir\n1\n```\n\n~~~\n2\n~~~\n\n```\n3\n```\n\n- ```rust\n  4\n  ```",
    );
}

#[test]
fn a_fence_has_more_marks_than_what_it_shows_and_an_end() {
    carried(
        "```text\n```sh\n~~~\n```\n\nafter\n",
        Title::Stays,
        "````text\n```sh\n~~~\n````\n\nafter",
    );
    carried(
        "> ```text\n> open\n\nafter",
        Title::Stays,
        "> ```text\n> open\n> ```\n\nafter",
    );
    carried("```text\nopen", Title::Stays, "```text\nopen\n```");
    carried("```", Title::Stays, "```\n```");
}

#[test]
fn a_section_ends_before_the_next_of_its_level() {
    let text = "# A\n\nno\n\n## Some hints\n\nyes\n\n### Deeper\n\nyes\n\n## B\n\nno\n";
    let hints = |title: &str| title.contains("hint");
    assert_eq!(section(text, hints), Some("yes\n\n### Deeper\n\nyes"));
    assert_eq!(section("## hint\n\n## B", hints), None);
}

#[test]
fn what_is_literal_means_nothing() {
    assert_eq!(
        literal("C# & `x`_y_ <b>\n"),
        "C\\# \\& \\`x\\`\\_y\\_ \\<b\\> "
    );
}
