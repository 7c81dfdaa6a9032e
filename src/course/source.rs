//! A text of the pack and its lines: where an offset stands, and problems that point there.

use std::borrow::Cow;
use std::ops::Range;

use super::Problem;

/// A source line longer than this, in bytes, is not shown.
const LONGEST_SHOWN: usize = 1000;

/// A text file of the pack. Its line ends are `\n` and it has no byte order mark, whatever the disk says.
#[derive(Debug)]
pub(super) struct Source {
    /// Relative to the pack.
    pub path: String,
    pub text: String,
    /// Where each line begins.
    starts: Vec<usize>,
}

/// A text and where it stands in its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Located {
    pub text: String,
    pub at: Range<usize>,
}

impl Source {
    pub fn new(path: impl Into<String>, text: &str) -> Self {
        let text = plain_line_ends(text.strip_prefix('\u{feff}').unwrap_or(text)).into_owned();
        let after = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            path: path.into(),
            starts: std::iter::once(0).chain(after).collect(),
            text,
        }
    }

    /// The source of these bytes, or where they are not UTF-8.
    pub fn decode(path: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self::new(path, &text)),
            Err(error) => Err(not_utf8(
                path,
                error.as_bytes(),
                error.utf8_error().valid_up_to(),
            )),
        }
    }

    /// The line of an offset, from 1.
    pub fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// The stretch of a line, from 1, without its end.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let index = line.saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or(self.text.len());
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |next| next - 1);
        start..end
    }

    /// An error about a stretch of the text; of a stretch of several lines, the first is meant.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> Problem {
        let start = floor(&self.text, at.start);
        let line = self.line(start);
        let Range { start: begin, end } = self.line_range(line);
        let stop = floor(&self.text, at.end).clamp(start, end.max(start));
        let shown = end - begin <= LONGEST_SHOWN;
        Problem {
            line,
            column: self.text[begin..start].chars().count() + 1,
            width: self.text[start..stop].chars().count().max(1),
            source: if shown {
                self.text[begin..end].to_owned()
            } else {
                String::new()
            },
            ..Problem::file(&self.path, message)
        }
    }
}

fn plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The last character boundary that is not after `at`.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|i| text.is_char_boundary(*i))
        .unwrap_or(0)
}

fn not_utf8(path: &str, bytes: &[u8], valid: usize) -> Problem {
    let text = String::from_utf8_lossy(bytes);
    // What is valid is kept as it is, so the offset is the same in the lossy text.
    let source = Source {
        path: path.to_owned(),
        starts: std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .collect(),
        text: text.into_owned(),
    };
    source
        .error(valid..valid, format!("byte {valid} is not UTF-8"))
        .help("save the file as UTF-8")
}

/// A stretch of a source that is a text of its own: a whole file, or what stands in a fence, which in a
/// quote or a list is not one stretch.
#[derive(Debug, Clone)]
pub(super) struct Excerpt<'a> {
    pub source: &'a Source,
    pub text: String,
    /// Offset in the text, offset in the source; in order.
    pieces: Vec<(usize, usize)>,
}

impl<'a> Excerpt<'a> {
    /// An empty one.
    pub fn new(source: &'a Source) -> Self {
        Self {
            source,
            text: String::new(),
            pieces: Vec::new(),
        }
    }

    /// All of a source.
    pub fn whole(source: &'a Source) -> Self {
        let mut excerpt = Self::new(source);
        excerpt.push(&source.text, 0);
        excerpt
    }

    /// Adds a piece that stands at `at` in the source.
    pub fn push(&mut self, text: &str, at: usize) {
        let joins = self
            .pieces
            .last()
            .is_some_and(|(own, theirs)| theirs + (self.text.len() - own) == at);
        if !joins {
            self.pieces.push((self.text.len(), at));
        }
        self.text.push_str(text);
    }

    /// An error about a stretch of the text.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> Problem {
        let start = self.in_source(at.start);
        self.source.error(start..start + at.len(), message)
    }

    /// The offset in the source of an offset in the text.
    pub fn in_source(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|(own, _)| *own <= at);
        match self.pieces.get(piece.wrapping_sub(1)) {
            Some((own, theirs)) => theirs + (at - own),
            None => 0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn windows_line_ends_and_a_mark_do_not_move_columns() {
        let source = Source::new("a.md", "\u{feff}ab\r\ncd\r\n");
        assert_eq!(source.text, "ab\ncd\n");
        let problem = source.error(4..5, "no");
        assert_eq!((problem.line, problem.column, problem.width), (2, 2, 1));
        assert_eq!(problem.source, "cd");
    }

    #[test]
    fn columns_count_characters() {
        let source = Source::new("a.md", "빈칸 x y");
        let problem = source.error(7..10, "no");
        assert_eq!((problem.column, problem.width), (4, 3));
    }

    #[test]
    fn a_stretch_of_several_lines_ends_with_its_first() {
        let problem = Source::new("a.md", "ab\ncd").error(1..5, "no");
        assert_eq!((problem.line, problem.column, problem.width), (1, 2, 1));
    }

    #[test]
    fn the_end_and_what_is_behind_it_are_places_too() {
        let source = Source::new("a.md", "ab\n");
        assert_eq!(source.error(3..3, "no").line, 2);
        assert_eq!(source.error(99..200, "no").line, 2);
        assert_eq!(Source::new("a.md", "").error(0..0, "no").column, 1);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_pointed_at() {
        let problem = Source::decode("a.md", b"one\nt\xc3\xb6\xffo".to_vec()).unwrap_err();
        assert_eq!((problem.line, problem.column, problem.width), (2, 3, 1));
        assert_eq!(problem.source, "tö\u{fffd}o");
        assert_eq!(problem.message, "byte 7 is not UTF-8");
    }

    #[test]
    fn an_excerpt_of_pieces_points_into_its_source() {
        let source = Source::new("a.md", "> ab\n> cd\n");
        let mut excerpt = Excerpt::new(&source);
        excerpt.push("ab\n", 2);
        excerpt.push("cd\n", 7);
        let problem = excerpt.error(4..5, "no");
        assert_eq!((problem.line, problem.column), (2, 4));
    }
}
