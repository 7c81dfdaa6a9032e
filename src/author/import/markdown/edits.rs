//! Changes to a text, collected while it is read and made all at once.

use std::cmp::Reverse;
use std::ops::Range;

/// Stretches of a text and what takes their place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts a text in the place of a stretch.
    pub fn replace(&mut self, at: Range<usize>, with: impl Into<String>) {
        self.0.push((at, with.into()));
    }

    /// Takes a stretch away.
    pub fn remove(&mut self, at: Range<usize>) {
        self.replace(at, "");
    }

    /// The text with all changes; one that lies within another is lost with it.
    pub fn apply(mut self, text: &str) -> String {
        // What is put between two characters comes first, and then what reaches farthest.
        self.0
            .sort_by_key(|(at, _)| (at.start, !at.is_empty(), Reverse(at.end)));
        let mut changed = String::with_capacity(text.len());
        let mut done = 0;
        for (at, with) in self.0 {
            if at.start < done {
                continue;
            }
            changed.push_str(&text[done..at.start]);
            changed.push_str(&with);
            done = at.end;
        }
        changed.push_str(&text[done..]);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_in_any_order_and_may_touch() {
        let mut edits = Edits::default();
        edits.replace(3..4, "D");
        edits.remove(0..1);
        edits.replace(2..3, "C");
        edits.replace(4..4, "!");
        assert_eq!(edits.apply("abcde"), "bCD!e");
    }
}
