//! Headings: their levels, without gaps, below the one title that a lesson has.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::edits::Edits;
use super::{OPTIONS, Title};

const DEEPEST: usize = 6;

/// A heading of a text.
struct Heading {
    level: usize,
    /// Where it stands.
    at: Range<usize>,
    /// Where its words stand.
    words: Range<usize>,
    /// Where a line of them ends, and the heading goes on.
    breaks: Vec<Range<usize>>,
}

/// All headings, in order.
fn headings(text: &str) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    let mut inside = false;
    for (event, at) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                inside = true;
                headings.push(Heading {
                    level: level as usize,
                    words: at.start..at.start,
                    at,
                    breaks: Vec::new(),
                });
                continue;
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            _ => {}
        }
        let Some(heading) = headings.last_mut().filter(|_| inside) else {
            continue;
        };
        if heading.words.is_empty() {
            heading.words = at.clone();
        }
        heading.words.end = heading.words.end.max(at.end);
        if matches!(event, Event::SoftBreak | Event::HardBreak) {
            heading.breaks.push(at);
        }
    }
    headings
}

/// Writes every heading with `#`, one level below the one that it belongs to.
pub(super) fn level(text: &str, title: Title, edits: &mut Edits) {
    let top = usize::from(title != Title::Stays);
    // Those that the next one may belong to: as they were, and as they are now.
    let mut above: Vec<(usize, usize)> = Vec::new();
    for heading in headings(text) {
        while above.last().is_some_and(|(was, _)| *was >= heading.level) {
            above.pop();
        }
        let level = above.last().map_or(top, |(_, level)| *level) + 1;
        above.push((heading.level, level));
        let is_title = heading.level == 1 && text[..heading.at.start].trim().is_empty();
        match is_title && title == Title::Goes {
            true => edits.remove(heading.at),
            false => rewrite(text, &heading, level.min(DEEPEST), edits),
        }
    }
}

fn rewrite(text: &str, heading: &Heading, level: usize, edits: &mut Edits) {
    let marks = "#".repeat(level);
    let whole = &text[heading.at.clone()];
    let before = whole.len() - whole.trim_start_matches('#').len();
    if before > 0 {
        edits.replace(heading.at.start..heading.at.start + before, marks);
        return;
    }
    // Underlined: what stands behind its words is the line below them.
    edits.replace(heading.at.start..heading.words.start, format!("{marks} "));
    for at in &heading.breaks {
        edits.replace(at.clone(), " ");
    }
    let end = heading.at.start + whole.trim_end().len();
    edits.remove(heading.words.end..end.max(heading.words.end));
}

/// What stands below the first heading of which `wanted` is true, up to the next that is not below it.
pub fn section(text: &str, wanted: impl Fn(&str) -> bool) -> Option<&str> {
    let headings = headings(text);
    let first = headings
        .iter()
        .position(|heading| wanted(&text[heading.words.clone()]))?;
    let found = &headings[first];
    let next = headings[first + 1..]
        .iter()
        .find(|heading| heading.level <= found.level);
    let end = next.map_or(text.len(), |next| next.at.start);
    Some(text[found.at.end..end].trim()).filter(|text| !text.is_empty())
}
