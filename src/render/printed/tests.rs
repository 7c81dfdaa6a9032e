use proptest::prelude::*;

use ratatui::style::Color;

use super::page::MOST_MARKS;
use super::*;
use crate::render::text;

fn plain(bytes: impl AsRef<[u8]>) -> Vec<String> {
    let lines = neutralise(bytes.as_ref());
    lines.iter().map(OutputLine::plain).collect()
}

fn first_style(text: &str) -> Style {
    neutralise(text.as_bytes())[0].runs[0].0
}

#[test]
fn text_survives() {
    assert_eq!(
        plain("안녕 👩‍💻 e\u{301}\nworld"),
        ["안녕 👩‍💻 e\u{301}", "world"]
    );
    assert_eq!(plain("one\r\n\n"), ["one", ""]);
    assert_eq!(plain(""), [""; 0]);
    assert_eq!(
        plain(b"\xff\xfeok \xed\xa0\x80"),
        ["\u{fffd}\u{fffd}ok \u{fffd}\u{fffd}\u{fffd}"]
    );
}

#[test]
fn a_line_is_overwritten_as_a_terminal_would() {
    assert_eq!(plain("10%\r20%\r100%"), ["100%"]);
    assert_eq!(plain("abcdef\rxy"), ["xycdef"]);
    assert_eq!(plain("long line\r\x1b[Kx"), ["x"]);
    assert_eq!(plain("abc\x08\x08X"), ["aXc"]);
    assert_eq!(plain("한글\rab"), ["ab글"]);
    assert_eq!(plain("한글\r a"), [" a글"]);
    assert_eq!(plain("abcd\r\x1b[1Cx\r한"), ["한cd"]);
    assert_eq!(plain("한글\x08x"), ["한 x"]);
}

#[test]
fn tabs_become_spaces() {
    assert_eq!(plain("a\tb"), ["a       b"]);
    assert_eq!(plain("\t".repeat(300_000) + "x").len(), 2);
}

#[test]
fn sequences_vanish_wholly() {
    for sequence in [
        "\x1b[2J",
        "\x1b[1;1H",
        "\x1b[?1049h",
        "\x1b[>4;2m",
        "\x1b[6n",
        "\x1b[!p", // CSI
        "\x1b]0;title\x07",
        "\x1b]52;c;aGk=\x1b\\",
        "\x1b]8;;http://x\x1b\\", // OSC
        "\x1bP+q544e\x1b\\",
        "\x1b_Gf=100;x\x1b\\",
        "\x1b^pm\x1b\\",
        "\x1bXsos\x1b\\", // strings
        "\x1b(0",
        "\x1b)B",
        "\x0e",
        "\x0f",
        "\x1bc",
        "\x1b7",
        "\x1b#8",
        "\x1bN", // others
        "\u{9b}31m",
        "\u{9d}0;t\u{9c}",
        "\u{90}q\u{9c}",
        "\u{84}",
        "\u{85}", // C1
    ] {
        assert_eq!(plain(format!("a{sequence}b")), ["ab"], "{sequence:?}");
    }
}

#[test]
fn other_controls_are_shown() {
    assert_eq!(plain("a\0\x07\x0b\x0c\x7fb\u{202e}"), ["a␀␇␋␌␡b<U+202E>"]);
    assert_eq!(
        plain(b"\x9b31m \xc0\x9b \xc2"),
        ["\u{fffd}31m \u{fffd}\u{fffd} "]
    );
    assert_eq!(plain(b"\xc2\nb"), ["\u{fffd}", "b"]);
}

#[test]
fn an_unfinished_sequence_ends_with_its_line() {
    assert_eq!(plain("a\x1b]0;never ended\nb"), ["a", "b"]);
    assert_eq!(plain("a\x1bPnever ended\nb\x1b["), ["a", "b"]);
}

#[test]
fn colours_survive_as_styles() {
    let red = Style::new().fg(Color::Red);
    assert_eq!(first_style("\x1b[31mx"), red);
    assert_eq!(first_style("\x1b[1;4;31mx"), red.bold().underlined());
    assert_eq!(first_style("\x1b[1;31;22mx"), red);
    assert_eq!(first_style("\x1b[31m\x1b[mx"), Style::new());
    assert_eq!(
        first_style("\x1b[97;104mx"),
        Style::new().fg(Color::White).bg(Color::LightBlue)
    );
    assert_eq!(
        first_style("\x1b[38;5;208mx"),
        Style::new().fg(Color::Indexed(208))
    );
    assert_eq!(
        first_style("\x1b[48;2;1;2;3;1mx"),
        Style::new().bg(Color::Rgb(1, 2, 3)).bold()
    );
    assert_eq!(
        first_style("\x1b[38:2::1:2:3mx"),
        Style::new().fg(Color::Rgb(1, 2, 3))
    );
    assert_eq!(
        first_style("\x1b[38:2:1:2:3mx"),
        Style::new().fg(Color::Rgb(1, 2, 3))
    );
    assert_eq!(first_style("\x1b[38;2;999mx"), Style::new());
    assert_eq!(first_style("\x1b[8;5mx"), Style::new());
}

#[test]
fn colours_go_on_over_lines() {
    let lines = neutralise(b"\x1b[32mone\ntwo");
    assert_eq!(
        lines[1].runs,
        [(Style::new().fg(Color::Green), "two".to_owned())]
    );
}

#[test]
fn a_tower_of_marks_is_cut() {
    let tower = format!("e{}x", "\u{301}".repeat(100_000));
    assert_eq!(
        plain(tower),
        [format!("e{}x", "\u{301}".repeat(MOST_MARKS))]
    );
}

#[test]
fn rows_fit() {
    let line = &neutralise("ab한글\x1b[31mcd".as_bytes())[0];
    let rows = |width| -> Vec<_> { line.rows(width).iter().map(OutputLine::plain).collect() };
    assert_eq!(rows(3), ["ab", "한", "글c", "d"]);
    assert_eq!(rows(80), ["ab한글cd"]);
    assert_eq!(rows(0), ["a", "b", "…", "…", "c", "d"]);
}

#[test]
fn colours_are_drawn_as_far_as_the_terminal_can() {
    let line = neutralise(b"\x1b[1;38;5;196mx").remove(0);
    let style = |depth| line.clone().into_line(depth).spans[0].style;
    assert_eq!(
        style(Depth::Ansi16),
        Style::new().fg(Color::LightRed).bold()
    );
    assert_eq!(style(Depth::None), Style::new().bold());
}

/// Bytes in which sequences and their parts are common.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    const PARTS: &[&[u8]] = &[
        b"\x1b",
        b"\x1b[",
        b"\x1b]",
        b"\x1bP",
        b"\x1b_",
        b"\x1b\\",
        b"\xc2",
        b"\x9b",
        b"\x9c",
        b"\xc2\x9b",
        b"\xc2\x90",
        b"31m",
        b"38;2;1;2",
        b"K",
        b"\r",
        b"\n",
        b"\t",
        b"\x08",
        b"\x07",
        b"\xe2\x80\xae",
        b"\xed\x95\x9c",
        b"\xcc\x81",
        b"\x18",
        b"\x7f",
        b"x",
        b"1",
        b";",
    ];
    let part = prop_oneof![
        3 => prop::sample::select(PARTS).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..4),
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

#[test]
fn what_stands_behind_a_character_in_two_pieces_is_kept() {
    let mut printed = Printed::new();
    printed.push(b"a\xcc");
    printed.push(b"\x81-\xed\x95\x9c");
    assert_eq!(printed.lines()[0].plain(), "a\u{301}-한");
}

proptest! {
    #[test]
    fn nothing_that_controls_survives(bytes in hostile(), width in 1usize..20) {
        for line in neutralise(&bytes) {
            let plain = line.plain();
            prop_assert!(!plain.chars().any(char::is_control), "{plain:?}");
            prop_assert!(!plain.contains(['\u{202e}', '\u{2066}']), "{plain:?}");
            for row in line.rows(width) {
                prop_assert!(text::width(&row.plain()) <= width);
            }
        }
    }

    #[test]
    fn where_it_is_cut_does_not_matter(bytes in hostile(), at in 0usize..100) {
        let at = at.min(bytes.len());
        let mut printed = Printed::new();
        printed.push(&bytes[..at]);
        printed.push(&bytes[at..]);
        prop_assert_eq!(printed.lines(), neutralise(&bytes));
    }
}

#[test]
fn what_was_typed_stands_where_it_was_asked_for_in_a_look_of_its_own() {
    let typed = Style::new().dim();
    let mut printed = Printed::new();
    // A sequence that is left open swallows nothing of it, and none begins in it.
    printed.push(b"Name? \x1b[31");
    printed.echo("A\x1b[2Jn 안\n".as_bytes(), typed);
    printed.push(b"Hello\n");
    let runs = |text: &str, style| (style, text.to_owned());
    assert_eq!(
        printed.lines()[0].runs,
        [runs("Name? ", Style::new()), runs("A␛[2Jn 안", typed)]
    );
    assert_eq!(printed.lines()[1].runs, [runs("Hello", Style::new())]);
}
