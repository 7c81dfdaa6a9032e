//! A track's Markdown, made to stand in a lesson of ours: the same words, less what would mean something else there.
//!
//! The text is changed where it must be and kept as it is everywhere else. Links that lead nowhere from a pack become plain
//! words; headings move below the lesson's title; notes become alerts.

mod edits;
mod fences;
mod headings;
mod links;

use pulldown_cmark::Options;

use edits::Edits;
pub(super) use headings::section;

/// As `course` reads lessons.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// What becomes of a document's title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Title {
    /// It stays, and so does the level of every heading.
    Stays,
    /// It and all headings move down a level, below the title of the lesson.
    MovesDown,
    /// The same, without the title itself: the text goes on where another one ended.
    Goes,
}

/// A text that has been carried over.
#[derive(Debug, Default)]
pub(super) struct Carried {
    pub text: String,
    /// How many links became plain words.
    pub unlinked: usize,
}

/// Carries a document over to a pack.
pub(super) fn carry(text: &str, title: Title) -> Carried {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let text = fences::notes_to_alerts(&text.replace("\r\n", "\n"));
    let mut edits = Edits::default();
    headings::level(&text, title, &mut edits);
    fences::plain(&text, &mut edits);
    let unlinked = links::inline(&text, &mut edits);
    Carried {
        text: edits.apply(&text).trim().to_owned(),
        unlinked,
    }
}

/// A text in which no character means anything to Markdown.
pub(super) fn literal(text: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_control() => literal.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!' => {
                literal.extend(['\\', c]);
            }
            c => literal.push(c),
        }
    }
    literal
}

#[cfg(test)]
mod tests;
