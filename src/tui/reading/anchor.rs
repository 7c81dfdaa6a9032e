//! Places of a lesson, as they are kept: whatever the width, by what of its source begins there.

use crate::progress::Anchor;
use crate::render::Layout;

/// The place of a line, whatever the width.
pub fn anchor_at(layout: &Layout, scroll: usize) -> Anchor {
    let headings = layout.headings().iter().map(|h| (h.line, h.source));
    let examples = layout.examples().iter().map(|e| (e.lines.start, e.source));
    let before = headings.chain(examples).filter(|(line, _)| *line <= scroll);
    let (line, source) = before.max().unwrap_or((0, 0));
    Anchor {
        line: source,
        offset: scroll - line,
    }
}

/// Whether this place can be one of this lesson, in the language in which it is set.
pub fn knows(layout: &Layout, anchor: Anchor) -> bool {
    let headings = layout.headings().iter().map(|heading| heading.source);
    let examples = layout.examples().iter().map(|example| example.source);
    anchor.line == 0 || headings.chain(examples).any(|line| line == anchor.line)
}

/// The line that a place stands for.
pub fn line_of(layout: &Layout, anchor: Anchor) -> usize {
    match anchor.line {
        0 => anchor.offset,
        source => layout.line_of_source(source) + anchor.offset,
    }
}
