//! What is wrong with a pack, where, and what to do about it.

use std::fmt;

use unicode_width::UnicodeWidthChar;

/// How grave a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The pack works, but.
    Warning,
    /// The pack cannot be used as it is.
    Error,
}

/// One thing that is wrong with a pack. `Display` draws it with its source line and a caret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// How grave.
    pub level: Level,
    /// The file, relative to the pack; empty where the pack as a whole is meant.
    pub path: String,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1; 0 where the line as a whole is meant.
    pub column: usize,
    /// How many characters are meant.
    pub width: usize,
    /// The source line, for the caret; empty where it is too long to be shown.
    pub source: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Problem {
    /// An error about a file as a whole.
    pub(super) fn file(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            level: Level::Error,
            path: path.into(),
            line: 0,
            column: 0,
            width: 0,
            source: String::new(),
            message: message.into(),
            help: None,
        }
    }

    /// The same problem, with what to do about it.
    pub(super) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// The same problem, with what to do about it where that is known.
    pub(super) fn maybe_help(self, help: Option<String>) -> Self {
        Self { help, ..self }
    }

    /// The same problem, of which one can live.
    pub(super) fn warning(self) -> Self {
        Self {
            level: Level::Warning,
            ..self
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = match self.level {
            Level::Warning => "warning",
            Level::Error => "error",
        };
        let mut lines = self.message.lines();
        write!(
            f,
            "{level}: {}",
            printable(lines.next().unwrap_or_default())
        )?;
        // What a run has said may look like a problem of its own: it stands further in.
        for line in lines {
            let margin = if line.starts_with(TAB) { "" } else { TAB };
            write!(f, "\n{margin}{}", printable(line))?;
        }
        if !self.path.is_empty() {
            write!(f, "\n  --> {}", printable(&self.path))?;
        }
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        if self.line > 0 && !self.source.is_empty() {
            self.draw_source(f)?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {}", printable(help))?;
        }
        Ok(())
    }
}

impl Problem {
    /// The source line between bars, and a caret under what is meant, by display width.
    fn draw_source(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let gutter = " ".repeat(number.len());
        let source = printable(&self.source);
        write!(f, "\n {gutter} |\n {number} | {source}\n {gutter} |")?;
        if self.column > 0 {
            let mut cells = self.source.chars().map(cells);
            let before: usize = cells.by_ref().take(self.column - 1).sum();
            let meant: usize = cells.take(self.width).sum();
            write!(f, " {}{}", " ".repeat(before), "^".repeat(meant.max(1)))?;
        }
        Ok(())
    }
}

const TAB: &str = "    ";

/// A pack's text is hostile to a terminal: tabs become spaces, whatever could move the cursor or turn
/// the direction of writing becomes U+FFFD.
fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' => shown.push_str(TAB),
            c if is_unsafe(c) => shown.push('\u{fffd}'),
            c => shown.push(c),
        }
    }
    shown
}

/// How many cells `printable` needs for a character.
fn cells(c: char) -> usize {
    match c {
        '\t' => TAB.len(),
        c if is_unsafe(c) => 1,
        c => c.width().unwrap_or(0),
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(source: &str, column: usize, width: usize) -> String {
        Problem {
            line: 7,
            column,
            width,
            source: source.to_owned(),
            ..Problem::file("a.md", "no")
        }
        .to_string()
    }

    #[test]
    fn the_caret_stands_under_wide_characters() {
        assert_eq!(
            at("한글 title=빈칸", 10, 2),
            "error: no\n  --> a.md:7:10\n   |\n 7 | 한글 title=빈칸\n   |            ^^^^"
        );
    }

    #[test]
    fn tabs_are_four_cells() {
        assert!(at("\tx", 2, 1).ends_with("\n 7 |     x\n   |     ^"));
    }

    #[test]
    fn escape_sequences_and_direction_marks_stay_out_of_the_terminal() {
        let shown = at("a\u{1b}[2Jb\u{202e}c", 1, 1);
        assert!(shown.contains("a\u{fffd}[2Jb\u{fffd}c"));
    }

    #[test]
    fn a_file_as_a_whole_has_no_line() {
        assert_eq!(
            Problem::file("pack.toml", "gone")
                .help("write one")
                .to_string(),
            "error: gone\n  --> pack.toml\n  help: write one"
        );
    }
}
