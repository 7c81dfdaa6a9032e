//! Lines that are too long go on below: nothing of what a program said is lost.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::render::text;

/// Cuts a line into lines of at most `width` cells, between any two graphemes.
pub fn hard(line: &Line<'static>, width: usize) -> Vec<Line<'static>> {
    let width = width.max(1);
    if line.width() <= width {
        return vec![line.clone()];
    }
    let mut lines = Vec::new();
    let (mut spans, mut used) = (Vec::new(), 0);
    for span in &line.spans {
        let mut piece = String::new();
        for grapheme in text::clusters(&span.content) {
            let cells = text::width(grapheme);
            if used + cells > width && used > 0 {
                spans.push(Span::styled(std::mem::take(&mut piece), span.style));
                lines.push(Line::from(std::mem::take(&mut spans)));
                used = 0;
            }
            piece.push_str(grapheme);
            used += cells;
        }
        spans.push(Span::styled(piece, span.style));
    }
    lines.push(Line::from(spans));
    lines
}

/// Sets words in lines of at most `width` cells; a word that is longer is cut. Leading spaces stay.
pub fn words(sentence: &str, width: usize, style: Style) -> Vec<Line<'static>> {
    let width = width.max(1);
    let mut lines = Vec::new();
    for paragraph in sentence.split('\n') {
        let mut line = String::new();
        for (index, word) in paragraph.split(' ').enumerate() {
            if index > 0 {
                if text::width(&line) + 1 + text::width(word) > width {
                    lines.push(std::mem::take(&mut line));
                } else {
                    line.push(' ');
                }
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    lines
        .into_iter()
        .flat_map(|line| {
            let safe = text::visible(&line).into_owned();
            hard(&Line::from(Span::styled(safe, style)), width)
        })
        .collect()
}

/// The sentence, its right end replaced by `…` where it is longer than `width` cells.
pub fn cut(sentence: &str, width: usize) -> String {
    if text::width(sentence) <= width {
        return sentence.to_owned();
    }
    let mut short = String::new();
    let mut used = 0;
    for grapheme in text::clusters(sentence) {
        used += text::width(grapheme);
        if used + 1 > width {
            break;
        }
        short.push_str(grapheme);
    }
    if width > 0 {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line<'_>]) -> Vec<String> {
        lines.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn wide_characters_are_not_halved() {
        let lines = hard(&Line::from("가나다라"), 5);
        assert_eq!(plain(&lines), ["가나", "다라"]);
    }

    #[test]
    fn words_stay_whole_where_they_can() {
        let lines = words("one two three\nfour", 8, Style::new());
        assert_eq!(plain(&lines), ["one two", "three", "four"]);
        assert_eq!(plain(&words("abcdef", 4, Style::new())), ["abcd", "ef"]);
        assert_eq!(plain(&words("  a b", 9, Style::new())), ["  a b"]);
    }

    #[test]
    fn what_is_cut_says_so() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("가나다", 4), "가…");
        assert_eq!(cut("abc", 3), "abc");
    }
}
