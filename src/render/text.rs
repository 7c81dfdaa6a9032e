//! Text that is safe and measurable: nothing in it can control a terminal, and its width in cells is known.

use std::borrow::Cow;
use std::fmt::Write;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that a tab in code goes to the next multiple of.
const TAB: usize = 4;

/// The grapheme clusters of a text: what a reader calls characters.
pub fn clusters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (cluster, after) = rest.split_at(first_cluster(rest)?);
        rest = after;
        Some(cluster)
    })
}

/// Bytes of the first. Between two ASCII characters there is always a boundary, but for CR and LF (Unicode annex 29), and most of
/// what is drawn is nothing else: looking no further halves the time of a frame.
fn first_cluster(text: &str) -> Option<usize> {
    match text.as_bytes() {
        [b' '..=b'~'] => Some(1),
        [b' '..=b'~', next, ..] if next.is_ascii() => Some(1),
        _ => text.graphemes(true).next().map(str::len),
    }
}

/// How many cells a text takes.
pub fn width(text: &str) -> usize {
    clusters(text).map(cells).sum()
}

/// How many cells a grapheme cluster takes.
fn cells(cluster: &str) -> usize {
    match cluster.as_bytes() {
        [b' '..=b'~'] => 1,
        _ => cluster.width(),
    }
}

/// `text`, one line of it, with whatever could control a terminal or deceive a reader made visible: control
/// characters become their pictures, bidirectional overrides (CVE-2021-42574) and other invisible marks their
/// code point, tabs spaces.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for grapheme in clusters(text) {
        let start = safe.len();
        match grapheme {
            "\t" => safe.extend(std::iter::repeat_n(' ', TAB - column % TAB)),
            _ => grapheme.chars().for_each(|c| push_visible(&mut safe, c)),
        }
        column += width(&safe[start..]);
    }
    Cow::Owned(safe)
}

/// Adds `c`, or what stands for it.
pub(super) fn push_visible(safe: &mut String, c: char) {
    match c {
        '\0'..='\x1f' | '\x7f' => safe.push(picture(c)),
        '\u{80}'..='\u{9f}' => safe.push(char::REPLACEMENT_CHARACTER),
        '\u{2028}' | '\u{2029}' => safe.push(' '),
        _ if is_unsafe(c) => {
            // Writing to a string does not fail.
            let _ = write!(safe, "<U+{:04X}>", u32::from(c));
        }
        _ => safe.push(c),
    }
}

/// What shows a C0 control character: ␀, ␛, ␡.
fn picture(c: char) -> char {
    match c {
        '\x7f' => '\u{2421}',
        _ => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}'                      // soft hyphen: terminals disagree on its width
            | '\u{2028}' | '\u{2029}'       // line and paragraph separators
            | '\u{202a}'..='\u{202e}'       // bidirectional embeddings and overrides
            | '\u{2066}'..='\u{2069}'       // bidirectional isolates
            | '\u{fff9}'..='\u{fffb}'       // interlinear annotation
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn the_short_way_finds_the_same_clusters(text in "[ a~\\t\\r\\n\u{301}\u{200d}각한e👩🏽\u{1f1f0}\u{1f1f7}]{0,24}") {
            let known: Vec<_> = text.graphemes(true).collect();
            proptest::prop_assert_eq!(clusters(&text).collect::<Vec<_>>(), known);
        }
    }

    #[test]
    fn widths_are_cells() {
        for (text, cells) in [("abc", 3), ("한글", 4), ("👩‍💻", 2), ("e\u{301}", 1), ("", 0)]
        {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn what_could_control_is_shown() {
        assert_eq!(visible("\x1b[31m\x07\x7f"), "␛[31m␇␡");
        assert_eq!(visible("\u{9b}31m"), "\u{fffd}31m");
        assert_eq!(visible("a\u{202e}b\u{2066}"), "a<U+202E>b<U+2066>");
        assert_eq!(visible("a\u{2028}b"), "a b");
        assert!(matches!(visible("그냥 글"), Cow::Borrowed(_)));
    }

    #[test]
    fn tabs_go_to_the_next_stop() {
        assert_eq!(visible("a\tb"), "a   b");
        assert_eq!(visible("한글\tb"), "한글    b");
        assert_eq!(visible("\t\tx"), "        x");
    }
}
