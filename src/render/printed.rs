//! What a learner's program printed, made safe to show.
//!
//! Such output is hostile until proven otherwise. Of everything that can control a terminal only colours and other
//! looks of text (SGR) survive, as data; a carriage return, a backspace and "erase in line" do to their line what
//! a terminal would; other sequences vanish, other control characters are shown.

use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use vte::{Params, Parser, Perform};

use super::Depth;
use super::depth::ANSI;
use super::text;

/// The columns that a tab goes to the next multiple of.
const TAB: usize = 8;
/// A line that is longer, in cells, goes on in the next one.
const LONGEST: usize = 10_000;
/// How many marks, such as accents, one character may carry; more are dropped.
const MOST_MARKS: usize = 8;
/// Aborts any sequence.
const CAN: u8 = 0x18;

/// A line of output, in runs of one look each. Nothing in it can control a terminal.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OutputLine {
    /// From left to right.
    pub runs: Vec<(Style, String)>,
}

/// What was printed so far.
#[derive(Default)]
pub struct Printed {
    parser: Parser,
    page: Page,
    /// Whether the last byte was the first of a two-byte C1 control.
    c2: bool,
}

/// The lines of a whole output.
pub fn neutralise(bytes: &[u8]) -> Vec<OutputLine> {
    let mut printed = Printed::new();
    printed.push(bytes);
    printed.page.lines
}

impl Printed {
    /// Nothing, so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what was printed next, cut anywhere.
    pub fn push(&mut self, bytes: &[u8]) {
        self.page.reopen();
        for piece in bytes.split_inclusive(|&b| b == b'\n') {
            let (text, ends) = match piece.split_last() {
                Some((b'\n', text)) => (text, true),
                _ => (piece, false),
            };
            self.feed(text);
            if ends {
                self.end_line();
            }
        }
        self.page.close();
    }

    /// Its lines; there is no empty one after a final line end.
    pub fn lines(&self) -> &[OutputLine] {
        &self.page.lines
    }

    /// Passes text on, with C1 controls, which are two bytes in UTF-8 and which the parser does not know,
    /// replaced by the escape sequences that mean the same.
    fn feed(&mut self, text: &[u8]) {
        let mut from = 0;
        for (i, &byte) in text.iter().enumerate() {
            if std::mem::take(&mut self.c2) {
                match byte {
                    0x80..=0x9f => self.parser.advance(&mut self.page, &[0x1b, byte - 0x40]),
                    _ => self.parser.advance(&mut self.page, &[0xc2, byte]),
                }
                from = i + 1;
            } else if byte == 0xc2 {
                self.parser.advance(&mut self.page, &text[from..i]);
                from = i + 1;
                self.c2 = true;
            }
        }
        self.parser.advance(&mut self.page, &text[from..]);
    }

    /// Ends the line, and whatever sequence is open: one that its author forgot to end must not swallow the rest of
    /// the output.
    fn end_line(&mut self) {
        if std::mem::take(&mut self.c2) {
            self.parser.advance(&mut self.page, &[0xc2]);
        }
        self.page.aborting = true;
        self.parser.advance(&mut self.page, &[CAN]);
        self.page.aborting = false;
        self.page.new_line();
    }
}

/// The lines, and the last one while it can still change.
#[derive(Default)]
struct Page {
    lines: Vec<OutputLine>,
    cells: Vec<Cell>,
    column: usize,
    style: Style,
    /// Whether the last of `lines` is a copy of `cells`.
    open: bool,
    /// Whether a CAN is our own.
    aborting: bool,
}

/// A cell; a character of two cells is followed by one that has none.
#[derive(Clone, Default)]
struct Cell {
    character: Option<char>,
    marks: String,
    style: Style,
}

impl Cell {
    fn blank() -> Self {
        Self {
            character: Some(' '),
            ..Self::default()
        }
    }
}

impl Page {
    /// Takes the line that can still change back from the lines.
    fn reopen(&mut self) {
        if std::mem::take(&mut self.open) {
            self.lines.pop();
        }
    }

    /// Shows the line that can still change, if there is anything in it.
    fn close(&mut self) {
        if !self.cells.is_empty() {
            self.lines.push(set(&self.cells));
            self.open = true;
        }
    }

    fn new_line(&mut self) {
        self.lines.push(set(&self.cells));
        self.cells.clear();
        self.column = 0;
    }

    /// Sets a character that is safe.
    fn put(&mut self, c: char) {
        let width = c.width().unwrap_or(0);
        if width == 0 {
            return self.mark(c);
        }
        if self.column + width > LONGEST {
            self.new_line();
        }
        let end = self.column + width;
        if self.cells.len() < end {
            self.cells.resize(end, Cell::blank());
        }
        // Half of a wide character is no character.
        if self.cells[self.column].character.is_none() {
            self.cells[self.column - 1] = Cell::blank();
        }
        if let Some(after) = self
            .cells
            .get_mut(end)
            .filter(|cell| cell.character.is_none())
        {
            *after = Cell::blank();
        }
        self.cells[self.column] = Cell {
            character: Some(c),
            marks: String::new(),
            style: self.style,
        };
        for cell in &mut self.cells[self.column + 1..end] {
            *cell = Cell::default();
        }
        self.column = end;
    }

    /// Adds a character without width to the one before.
    fn mark(&mut self, c: char) {
        let before = self.cells.get_mut(..self.column).unwrap_or_default();
        let bearer = before
            .iter_mut()
            .rev()
            .find(|cell| cell.character.is_some());
        if let Some(cell) = bearer.filter(|cell| cell.marks.chars().count() < MOST_MARKS) {
            cell.marks.push(c);
        }
    }

    /// What "erase in line" does.
    fn erase(&mut self, what: u16) {
        let column = self.column.min(self.cells.len());
        match what {
            0 => self.cells.truncate(column),
            1 => self.cells[..column].fill(Cell::blank()),
            2 => self.cells.clear(),
            _ => {}
        }
    }
}

impl Perform for Page {
    fn print(&mut self, c: char) {
        let mut safe = String::new();
        text::push_visible(&mut safe, c);
        safe.chars().for_each(|c| self.put(c));
    }

    fn execute(&mut self, byte: u8) {
        match byte {
            b'\n' => self.new_line(),
            b'\r' => self.column = 0,
            0x08 => self.column = self.column.saturating_sub(1),
            b'\t' => self.column = ((self.column / TAB + 1) * TAB).min(LONGEST),
            CAN if self.aborting => {}
            // Shifts to another character set.
            0x0e | 0x0f => {}
            _ => self.print(char::from(byte)),
        }
    }

    fn csi_dispatch(&mut self, params: &Params, intermediates: &[u8], ignore: bool, action: char) {
        match action {
            _ if ignore || !intermediates.is_empty() => {}
            'm' => select(&mut self.style, params),
            'K' => self.erase(params.iter().flatten().copied().next().unwrap_or(0)),
            _ => {}
        }
    }
}

/// Joins cells of one look.
fn set(cells: &[Cell]) -> OutputLine {
    let mut line = OutputLine::default();
    for cell in cells {
        let Some(character) = cell.character else {
            continue;
        };
        if line
            .runs
            .last()
            .is_none_or(|(style, _)| *style != cell.style)
        {
            line.runs.push((cell.style, String::new()));
        }
        if let Some((_, text)) = line.runs.last_mut() {
            text.push(character);
            text.push_str(&cell.marks);
        }
    }
    line
}

/// "Select graphic rendition" (ECMA-48, 8.3.117), as xterm knows it. What hides text (8) or makes it blink (5, 6) is
/// left out.
fn select(style: &mut Style, params: &Params) {
    let mut params = params.iter();
    while let Some(param) = params.next() {
        let [code, sub @ ..] = param else {
            continue;
        };
        match (*code, sub) {
            (0, _) => *style = Style::new(),
            (4, [0]) => style.add_modifier -= Modifier::UNDERLINED,
            (38, []) => style.fg = extended(&mut params.by_ref().flatten().copied()).or(style.fg),
            (48, []) => style.bg = extended(&mut params.by_ref().flatten().copied()).or(style.bg),
            (38, sub) => style.fg = extended(&mut without_space(sub)).or(style.fg),
            (48, sub) => style.bg = extended(&mut without_space(sub)).or(style.bg),
            (39, _) => style.fg = None,
            (49, _) => style.bg = None,
            (30..=37, _) => style.fg = numbered(code - 30),
            (40..=47, _) => style.bg = numbered(code - 40),
            (90..=97, _) => style.fg = numbered(code - 90 + 8),
            (100..=107, _) => style.bg = numbered(code - 100 + 8),
            (code, _) => modify(&mut style.add_modifier, code),
        }
    }
}

/// The codes that set modifiers, and those that take them away.
const MODIFIERS: [(u16, u16, Modifier); 7] = [
    (1, 22, Modifier::BOLD),
    (2, 22, Modifier::DIM),
    (3, 23, Modifier::ITALIC),
    (4, 24, Modifier::UNDERLINED),
    (21, 24, Modifier::UNDERLINED),
    (7, 27, Modifier::REVERSED),
    (9, 29, Modifier::CROSSED_OUT),
];

fn modify(modifiers: &mut Modifier, code: u16) {
    for (on, off, modifier) in MODIFIERS {
        if code == on {
            *modifiers |= modifier;
        } else if code == off {
            *modifiers -= modifier;
        }
    }
}

fn numbered(index: u16) -> Option<Color> {
    ANSI.get(usize::from(index)).map(|(colour, _)| *colour)
}

/// What follows 38 or 48: `5;INDEX`, or `2;R;G;B`.
fn extended(values: &mut dyn Iterator<Item = u16>) -> Option<Color> {
    let kind = values.next()?;
    let mut byte = || values.next().and_then(|value| u8::try_from(value).ok());
    match kind {
        5 => byte().map(Color::Indexed),
        2 => Some(Color::Rgb(byte()?, byte()?, byte()?)),
        _ => None,
    }
}

/// The colon form may name a colour space before the values, `2::R:G:B`: leaves it out.
fn without_space(sub: &[u16]) -> impl Iterator<Item = u16> + '_ {
    let space = (sub.first() == Some(&2) && sub.len() > 4).then_some(1);
    let kept = sub
        .iter()
        .enumerate()
        .filter(move |(i, _)| Some(*i) != space);
    kept.map(|(_, value)| *value)
}

impl OutputLine {
    /// Its text alone.
    pub fn plain(&self) -> String {
        self.runs.iter().map(|(_, text)| text.as_str()).collect()
    }

    /// Cut into rows of at most `width` cells; at least one.
    pub fn rows(&self, width: usize) -> Vec<Self> {
        let width = width.max(1);
        let mut rows = vec![Self::default()];
        let mut used = 0;
        for (style, text) in &self.runs {
            for grapheme in text.graphemes(true) {
                let (grapheme, cells) = match grapheme.width() {
                    wide if wide > width => ("…", 1),
                    cells => (grapheme, cells),
                };
                if used + cells > width {
                    rows.push(Self::default());
                    used = 0;
                }
                used += cells;
                if let Some(row) = rows.last_mut() {
                    row.push(*style, grapheme);
                }
            }
        }
        rows
    }

    fn push(&mut self, style: Style, text: &str) {
        match self.runs.last_mut() {
            Some((last, so_far)) if *last == style => so_far.push_str(text),
            _ => self.runs.push((style, text.to_owned())),
        }
    }

    /// What ratatui draws on a terminal of that depth.
    pub fn to_line(&self, depth: Depth) -> Line<'_> {
        let span = |(style, text)| Span::styled(text, depth.fit(style));
        let runs = self
            .runs
            .iter()
            .map(|(style, text)| (*style, text.as_str()));
        runs.map(span).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
        let line = &neutralise(b"\x1b[1;38;5;196mx")[0];
        let style = |depth| line.to_line(depth).spans[0].style;
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
}
