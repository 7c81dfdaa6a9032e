//! Expected against actual.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use similar::{ChangeTag, TextDiff};

use crate::render::{Palette, Role, text};

/// What the two values are called, in the learner's language.
pub struct Labels {
    /// What should have come.
    pub expected: String,
    /// What came.
    pub actual: String,
}

/// Two values under each other, with what differs marked, to the character: in two lines where each is one, else line by line.
pub fn lines(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let one_line = |value: &str| !value.trim_end_matches('\n').contains('\n');
    if one_line(expected) && one_line(actual) {
        by_words(expected, actual, labels, palette)
    } else {
        by_lines(expected, actual, labels, palette)
    }
}

/// A value that has nothing to be held against.
pub fn single(label: &str, value: &str, role: Role, palette: &Palette) -> Vec<Line<'static>> {
    let indent = " ".repeat(text::width(label) + 2);
    let label = Span::styled(format!("{label}  "), palette.style(Role::Muted));
    value
        .split('\n')
        .enumerate()
        .map(|(index, line)| {
            let lead = match index {
                0 => label.clone(),
                _ => Span::raw(indent.clone()),
            };
            Line::from(vec![lead, Span::styled(safe(line), palette.style(role))])
        })
        .collect()
}

fn by_words(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let width = text::width(&labels.expected).max(text::width(&labels.actual));
    let side = |label: &str, pieces: Pieces, role: Role| {
        let pad = " ".repeat(width - text::width(label) + 2);
        let label = Span::styled(format!("{label}{pad}"), palette.style(Role::Muted));
        let value = pieces.spans(palette.style(role));
        std::iter::once(label)
            .chain(value)
            .collect::<Line<'static>>()
    };
    let [mut left, mut right] = pieces(
        expected.trim_end_matches('\n'),
        actual.trim_end_matches('\n'),
        ALIKE_VALUES,
    );
    show_line_ends(expected, actual, &mut left, &mut right);
    vec![
        side(&labels.expected, left, Role::DiffExpected),
        side(&labels.actual, right, Role::DiffActual),
    ]
}

fn by_lines(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let style = |tag| match tag {
        ChangeTag::Equal => ("  ", palette.style(Role::Muted)),
        ChangeTag::Delete => ("- ", palette.style(Role::DiffExpected)),
        ChangeTag::Insert => ("+ ", palette.style(Role::DiffActual)),
    };
    let legend = |tag, label: &str| {
        let (sign, style) = style(tag);
        Span::styled(format!("{sign}{label}   "), style)
    };
    let head = Line::from(vec![
        legend(ChangeTag::Delete, &labels.expected),
        legend(ChangeTag::Insert, &labels.actual),
    ]);
    let line = |tag, pieces: Pieces| {
        let (sign, style) = style(tag);
        let sign = Span::styled(sign, style);
        std::iter::once(sign)
            .chain(pieces.spans(style))
            .collect::<Line<'static>>()
    };
    let diff = TextDiff::from_lines(expected, actual);
    let mut lines = vec![head];
    for op in diff.ops() {
        let of = |tag| {
            let changes = diff.iter_changes(op).filter(move |c| c.tag() == tag);
            let texts = changes.map(|c| c.value().trim_end_matches('\n').to_owned());
            texts.collect::<Vec<String>>()
        };
        let same = of(ChangeTag::Equal).into_iter();
        lines.extend(same.map(|same| line(ChangeTag::Equal, Pieces::plain(&same))));
        let (left, right) = changed(&of(ChangeTag::Delete), &of(ChangeTag::Insert));
        let left = left.into_iter().map(|p| line(ChangeTag::Delete, p));
        lines.extend(left);
        let right = right.into_iter().map(|p| line(ChangeTag::Insert, p));
        lines.extend(right);
    }
    lines
}

/// Lines that were expected and those that came in their place: of each two that stand in the same place what differs is marked.
fn changed(expected: &[String], actual: &[String]) -> (Vec<Pieces>, Vec<Pieces>) {
    let pairs = expected.iter().zip(actual);
    let (mut left, mut right): (Vec<_>, Vec<_>) = pairs
        .map(|(l, r)| <(Pieces, Pieces)>::from(pieces(l, r, ALIKE_LINES)))
        .unzip();
    let alone = |lines: &[String], from: usize| -> Vec<Pieces> {
        lines.iter().skip(from).map(|l| Pieces::plain(l)).collect()
    };
    left.extend(alone(expected, left.len()));
    right.extend(alone(actual, right.len()));
    (left, right)
}

/// A line in pieces, each with whether the other line has it not.
#[derive(Debug, Default, PartialEq)]
struct Pieces(Vec<(bool, String)>);

impl Pieces {
    fn plain(text: &str) -> Self {
        Self(vec![(false, text.to_owned())])
    }

    fn push(&mut self, is_marked: bool, text: &str) {
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some((last, so_far)) if *last == is_marked => so_far.push_str(text),
            _ => self.0.push((is_marked, text.to_owned())),
        }
    }

    fn spans(self, plain: Style) -> impl Iterator<Item = Span<'static>> {
        let pieces = self.0.into_iter();
        pieces.map(move |(is_marked, text)| {
            let style = if is_marked { marked(plain) } else { plain };
            Span::styled(safe(&text), style)
        })
    }
}

/// Two lines, and what differs in them: words, and in words that are nearly the same their characters. Nothing is marked where
/// nearly everything differs: that would only disturb.
fn pieces(expected: &str, actual: &str, alike: f32) -> [Pieces; 2] {
    let diff = TextDiff::from_unicode_words(expected, actual);
    let mut sides = [Pieces::default(), Pieces::default()];
    if diff.ratio() <= alike {
        if !by_characters(expected, actual, &mut sides) {
            sides = [expected, actual].map(Pieces::plain);
        }
        return sides;
    }
    for op in diff.ops() {
        let of = |tag| -> String {
            let changes = diff.iter_changes(op).filter(|c| c.tag() == tag);
            changes.map(|c| c.value().to_owned()).collect()
        };
        let same = of(ChangeTag::Equal);
        sides.iter_mut().for_each(|side| side.push(false, &same));
        let (left, right) = (of(ChangeTag::Delete), of(ChangeTag::Insert));
        if !by_characters(&left, &right, &mut sides) {
            sides[0].push(true, &left);
            sides[1].push(true, &right);
        }
    }
    sides
}

/// So much of two values has to be the same, in words.
const ALIKE_VALUES: f32 = 0.4;
/// So much of two lines among others, which may be in the same place by chance.
const ALIKE_LINES: f32 = 0.6;
/// So much of two words, in characters.
const ALIKE_CHARACTERS: f32 = 0.6;

/// Adds two texts with the characters marked that differ. Says whether they are alike enough for that; else adds nothing.
fn by_characters(expected: &str, actual: &str, sides: &mut [Pieces; 2]) -> bool {
    let diff = TextDiff::from_graphemes(expected, actual);
    if diff.ratio() < ALIKE_CHARACTERS {
        return false;
    }
    for change in diff.iter_all_changes() {
        let is_marked = change.tag() != ChangeTag::Equal;
        if change.tag() != ChangeTag::Insert {
            sides[0].push(is_marked, change.value());
        }
        if change.tag() != ChangeTag::Delete {
            sides[1].push(is_marked, change.value());
        }
    }
    true
}

/// Where nothing but the ends of the line differ, they are shown: nobody would see why the two are not the same.
fn show_line_ends(expected: &str, actual: &str, left: &mut Pieces, right: &mut Pieces) {
    let ends = |text: &str| text.len() - text.trim_end_matches('\n').len();
    if expected.trim_end_matches('\n') == actual.trim_end_matches('\n') {
        left.push(true, &"↵".repeat(ends(expected)));
        right.push(true, &"↵".repeat(ends(actual)));
    }
}

/// What differs carries a mark that is no colour.
fn marked(style: Style) -> Style {
    style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
}

fn safe(value: &str) -> String {
    text::visible(value).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is marked stands in brackets.
    fn shown(expected: &str, actual: &str) -> [String; 2] {
        pieces(expected, actual, ALIKE_VALUES).map(|pieces| {
            let pieces = pieces.0.into_iter();
            pieces
                .map(|(is_marked, text)| match is_marked {
                    true => format!("[{text}]"),
                    false => text,
                })
                .collect()
        })
    }

    #[test]
    fn words_are_marked_and_characters_in_words_that_are_alike() {
        assert_eq!(
            shown("Hello, world!", "Hello, moon!"),
            ["Hello, [world]!", "Hello, [moon]!"]
        );
        assert_eq!(
            shown("I receive it", "I recieve it"),
            ["I rece[i]ve it", "I rec[i]eve it"]
        );
        assert_eq!(shown("Hello", "Hallo"), ["H[e]llo", "H[a]llo"]);
        assert_eq!(
            shown("[1, 2, 3]", "[1, 5, 3]"),
            ["[1, [2], 3]", "[1, [5], 3]"]
        );
        // Nothing is alike.
        assert_eq!(shown("3", "[1, 2]"), ["3", "[1, 2]"]);
    }

    #[test]
    fn wide_and_combined_characters_are_whole() {
        assert_eq!(
            shown("안녕하세요 세상", "안녕히세요 세상"),
            ["안녕[하]세요 세상", "안녕[히]세요 세상"]
        );
        assert_eq!(
            shown("cafe\u{301} one", "cafe one"),
            ["caf[e\u{301}] one", "caf[e] one"]
        );
        assert_eq!(shown("ok 👩‍💻 x", "ok 👩 x"), ["ok [👩‍💻] x", "ok [👩] x"]);
    }

    #[test]
    fn lines_in_the_same_place_are_compared() {
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (left, right) = changed(&lines("one cat\nonly here"), &lines("one hat"));
        assert_eq!(left[0].0.len(), 3, "{left:?}");
        assert_eq!(right[0].0[1], (true, "h".to_owned()));
        assert_eq!(left[1], Pieces::plain("only here"));
    }

    #[test]
    fn an_end_of_a_line_that_is_missing_is_seen() {
        let (mut left, mut right) = (Pieces::plain("a"), Pieces::plain("a"));
        show_line_ends("a\n", "a", &mut left, &mut right);
        assert_eq!(left.0.last(), Some(&(true, "↵".to_owned())));
        assert_eq!(right, Pieces::plain("a"));
    }
}
