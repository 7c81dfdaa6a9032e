//! How deep a text may be nested, seen before it is parsed.

use std::ops::Range;

/// A line's marks of quotes and lists reach no further than this, in characters. The parser's time for
/// a line grows with the depth of what is open, and these marks open it.
const WIDEST_MARKS: usize = 128;

/// The marks of the first line that has too many.
pub(super) fn abyss(text: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in text.split('\n') {
        let marks = marks(line);
        if marks > WIDEST_MARKS {
            return Some(start..start + marks);
        }
        start += line.len() + 1;
    }
    None
}

/// The length of a line's marks of quotes and lists, with the blanks before each.
fn marks(line: &str) -> usize {
    let bytes = line.as_bytes();
    let mut width = 0;
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
        match byte {
            b' ' | b'\t' | b'0'..=b'9' => {}
            b'>' => width = at + 1,
            b'-' | b'+' | b'*' | b'.' | b')' if blank(at + 1) => width = at + 1,
            b'[' => match footnote(&line[at..]) {
                Some(length) => at += length,
                None => break,
            },
            _ => break,
        }
        at += 1;
    }
    width
}

/// The length of the label of a footnote's text, one less than its end.
fn footnote(line: &str) -> Option<usize> {
    let label = line.strip_prefix("[^")?;
    label.find("]:").map(|end| end + 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_quotes_lists_and_footnotes_count() {
        for (line, width) in [
            ("", 0),
            ("    text > - ", 0),
            ("> a", 1),
            ("  > 1. - a", 8),
            ("[^a]: > > a", 9),
            ("[^[^", 0),
            ("---", 0),
            ("-----a", 0),
            ("**a**", 0),
            ("3.14", 0),
        ] {
            assert_eq!(marks(line), width, "{line}");
        }
    }

    #[test]
    fn the_line_that_is_too_deep_is_pointed_at() {
        assert_eq!(abyss(&format!("a\n{}", "> ".repeat(64))), None);
        assert_eq!(abyss(&format!("a\n{}", "> ".repeat(65))), Some(2..131));
    }
}
