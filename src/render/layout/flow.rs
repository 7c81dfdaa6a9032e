//! Running text: graphemes set into lines of a width.

use std::ops::Range;

use crate::render::{Face, Role, text};

/// Stands for a grapheme that is wider than the whole line.
const TOO_WIDE: &str = "…";

/// A stretch of text before it is set. Its text is safe; `\n` alone is a line end that is meant.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fragment {
    pub face: Face,
    pub text: String,
    /// Which of the layout's links it belongs to.
    pub link: Option<usize>,
}

impl Fragment {
    pub fn new(face: impl Into<Face>, text: impl Into<String>) -> Self {
        Self {
            face: face.into(),
            text: text.into(),
            link: None,
        }
    }
}

/// A line that is set.
pub(super) type Set = Vec<Fragment>;

/// How many cells it takes.
pub(super) fn width(line: &[Fragment]) -> usize {
    line.iter()
        .map(|f| crate::render::text::width(&f.text))
        .sum()
}

/// One grapheme.
#[derive(Clone, Copy)]
struct Atom<'a> {
    text: &'a str,
    width: usize,
    of: &'a Fragment,
}

/// What must stay together, and the spaces after it.
struct Word {
    atoms: Range<usize>,
    width: usize,
    spaces: Range<usize>,
}

/// Sets `text` in lines of at most `room` cells, of which there is at least one. A word that is longer than a
/// line is broken anywhere.
pub(super) fn wrap(text: &[Fragment], room: usize) -> Vec<Set> {
    let atoms = atoms(text);
    let mut setter = Setter::new(room.max(1));
    for stretch in atoms.split_inclusive(|atom| atom.text == "\n") {
        let (stretch, ends) = match stretch.split_last() {
            Some((last, rest)) if last.text == "\n" => (rest, true),
            _ => (stretch, false),
        };
        for word in words(stretch) {
            setter.word(&stretch[word.atoms], word.width, &stretch[word.spaces]);
        }
        if ends {
            setter.end_line();
        }
    }
    setter.finish()
}

/// The widths of the whole text on one line, and of its longest word.
pub(super) fn measure(text: &[Fragment]) -> (usize, usize) {
    let atoms = atoms(text);
    let lines = atoms.split(|atom| atom.text == "\n");
    let whole = lines
        .clone()
        .map(|line| line.iter().map(|atom| atom.width).sum());
    let longest = lines.flat_map(words).map(|word| word.width);
    (whole.max().unwrap_or(0), longest.max().unwrap_or(0))
}

fn atoms(text: &[Fragment]) -> Vec<Atom<'_>> {
    let mut atoms = Vec::new();
    for of in text {
        atoms.extend(text::clusters(&of.text).map(|text| {
            let width = if text == "\n" { 0 } else { text::width(text) };
            Atom { text, width, of }
        }));
    }
    atoms
}

fn words(atoms: &[Atom<'_>]) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = 0;
    while start < atoms.len() {
        let mut end = start + 1;
        while end < atoms.len() && atoms[end].text != " " && !breaks(atoms, end) {
            end += 1;
        }
        let spaces = atoms[end..]
            .iter()
            .take_while(|atom| atom.text == " ")
            .count();
        words.push(Word {
            atoms: start..end,
            width: atoms[start..end].iter().map(|atom| atom.width).sum(),
            spaces: end..end + spaces,
        });
        start = end + spaces;
    }
    words
}

/// Whether a line may end before `atoms[at]`, spaces apart. Korean breaks at spaces, as Latin does; Chinese and
/// Japanese between characters, but for punctuation that may not begin or end a line.
fn breaks(atoms: &[Atom<'_>], at: usize) -> bool {
    let (before, after) = (atoms[at - 1], atoms[at]);
    let letter = |atom: Atom<'_>| atom.text.chars().all(char::is_alphabetic);
    match (before.text, after.text) {
        (before, _) if OPENING.contains(before) => false,
        (_, after) if CLOSING.contains(after) => false,
        ("—", _) => true,
        ("-", _) => {
            at > 1
                && letter(atoms[at - 2])
                && letter(after)
                && !before.of.face.has(Role::InlineCode)
        }
        (before, after) => ideographic(before) || ideographic(after),
    }
}

const OPENING: &str = "([{“‘«「『【〈《（［";
const CLOSING: &str = ")]}”’».,:;!?%…、。」』】〉》）］，．：；！？ー";

fn ideographic(grapheme: &str) -> bool {
    grapheme.chars().next().is_some_and(|c| {
        matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3fffd}')
    })
}

/// Fills lines.
struct Setter<'a> {
    room: usize,
    done: Vec<Set>,
    line: Set,
    used: usize,
    /// Spaces that are set only if a word follows on the line.
    spaces: Vec<Atom<'a>>,
}

impl<'a> Setter<'a> {
    fn new(room: usize) -> Self {
        Self {
            room,
            done: Vec::new(),
            line: Set::new(),
            used: 0,
            spaces: Vec::new(),
        }
    }

    fn word(&mut self, word: &[Atom<'a>], width: usize, spaces: &[Atom<'a>]) {
        if self.used > 0 && self.used + self.spaces.len() + width > self.room {
            self.end_line();
        }
        for space in std::mem::take(&mut self.spaces) {
            self.put(space.of, space.text, space.width);
        }
        for atom in word {
            if self.used + atom.width > self.room && self.used > 0 {
                self.end_line();
            }
            match atom.width > self.room {
                true => self.put(atom.of, TOO_WIDE, 1),
                false => self.put(atom.of, atom.text, atom.width),
            }
        }
        self.spaces = spaces.to_vec();
    }

    fn put(&mut self, of: &Fragment, text: &str, width: usize) {
        self.used += width;
        match self.line.last_mut() {
            Some(last) if last.face == of.face && last.link == of.link => last.text.push_str(text),
            _ => self.line.push(Fragment {
                text: text.to_owned(),
                ..*of
            }),
        }
    }

    fn end_line(&mut self) {
        self.done.push(std::mem::take(&mut self.line));
        self.used = 0;
        self.spaces.clear();
    }

    fn finish(mut self) -> Vec<Set> {
        if !self.line.is_empty() || self.done.is_empty() {
            self.end_line();
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(text: &str, room: usize) -> Vec<String> {
        let plain = |line: Set| line.iter().map(|f| f.text.as_str()).collect();
        let lines = wrap(&[Fragment::new(Role::Text, text)], room);
        lines.into_iter().map(plain).collect()
    }

    #[test]
    fn words_go_to_the_next_line_whole() {
        assert_eq!(set("the quick brown fox", 9), ["the quick", "brown fox"]);
        assert_eq!(set("the quick brown", 8), ["the", "quick", "brown"]);
        assert_eq!(set("", 8), [""]);
        assert_eq!(set("a\nb", 8), ["a", "b"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_broken_and_not_lost() {
        assert_eq!(set("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(set("한글", 1), ["…", "…"]);
    }

    #[test]
    fn korean_breaks_at_spaces_and_counts_two_cells() {
        assert_eq!(
            set("함수형 언어를 배웁니다", 13),
            ["함수형 언어를", "배웁니다"]
        );
        assert_eq!(
            set("함수형 언어를 배웁니다", 12),
            ["함수형", "언어를", "배웁니다"]
        );
    }

    #[test]
    fn japanese_breaks_between_characters_but_not_before_punctuation() {
        assert_eq!(set("日本語です。", 6), ["日本語", "です。"]);
        assert_eq!(set("日本語です。", 10), ["日本語で", "す。"]);
    }

    #[test]
    fn hyphens_break_words_but_not_code() {
        assert_eq!(set("well-known", 6), ["well-", "known"]);
        let code = [Fragment::new(Role::InlineCode, "a --no-op")];
        assert_eq!(wrap(&code, 8).len(), 2);
        assert_eq!(measure(&code), (9, 7));
    }

    #[test]
    fn marks_take_no_room() {
        assert_eq!(
            set("e\u{301}e\u{301}e\u{301} x", 3),
            ["e\u{301}e\u{301}e\u{301}", "x"]
        );
        assert_eq!(set("👩‍💻👩‍💻", 2), ["👩‍💻", "👩‍💻"]);
    }
}
