//! An author's lesson: it becomes another one under the reader's eyes.

use std::ops::Range;
use std::sync::Arc;

use super::{BEFORE, Reading, Wanted, follow, stop_index};
use crate::course::{Lesson, Pack};
use crate::render;

impl Reading {
    /// Takes another edition of the pack, or its translation. The reader stays where they are; where their lesson is no more, they come
    /// to the one in its place.
    pub fn renew(&mut self, pack: Arc<Pack>) {
        let selected = self.selected().map(|stop| stop.item);
        let old = std::mem::replace(&mut self.pack, pack);
        let before = &old.lessons[self.lesson];
        let Some(index) = self.pack.lessons.iter().position(|l| l.id == before.id) else {
            self.lesson = self.lesson.min(self.pack.lessons.len() - 1);
            self.layout = None;
            self.open(self.lesson);
            return;
        };
        let place = match &self.wanted {
            Some(Wanted::Block { block, offset }) => Some((*block, *offset)),
            Some(_) => None,
            None => self.layout.as_ref().map(|l| l.block_at(self.scroll)),
        };
        let now = &self.pack.lessons[index];
        if let Some((block, offset)) = place {
            let block = follow::block(&before.body, &now.body, block);
            self.wanted = Some(Wanted::Block { block, offset });
        }
        self.selected = selected.and_then(|item| stop_index(now, &item));
        (self.lesson, self.is_stale, self.changed) = (index, true, 0..0);
    }

    /// What the layout adds is in these words from now on.
    pub fn set_words(&mut self, words: render::Words) {
        self.is_stale |= self.words != words;
        self.words = words;
    }

    /// Marks what of the open lesson is new since it was so; all of one that was not there, nothing.
    pub fn mark_changed(&mut self, before: Option<&Lesson>) {
        let now = &self.pack.lessons[self.lesson].body;
        self.changed = before.map_or(0..0, |before| follow::changed(&before.body, now));
    }

    /// The lines that were changed, blank ones between and behind them included.
    pub fn changed_lines(&self) -> Option<Range<usize>> {
        let layout = self.layout.as_ref().filter(|_| !self.changed.is_empty())?;
        let start = layout.block_lines(self.changed.start).start;
        Some(start..layout.block_lines(self.changed.end - 1).end)
    }

    /// Brings what was changed into sight. Says whether anything was.
    pub fn show_change(&mut self) -> bool {
        let is_any = !self.changed.is_empty();
        if is_any {
            let block = self.changed.start;
            self.wanted = Some(Wanted::InSight { block, lines: 1 });
        }
        is_any
    }

    /// Brings a line of the lesson's source into sight, with so many lines from there on.
    pub fn show_source(&mut self, line: usize, lines: usize) {
        let block = self.block_of_source(line);
        self.wanted = block.map(|block| Wanted::InSight { block, lines });
    }

    /// Where a line of the lesson's source is set.
    pub fn line_of_source(&self, line: usize) -> Option<usize> {
        let block = self.block_of_source(line)?;
        Some(self.layout.as_ref()?.block_lines(block).start)
    }

    fn block_of_source(&self, line: usize) -> Option<usize> {
        let lines = &self.lesson().body.lines;
        let upto = lines.partition_point(|first| *first <= line);
        let first = lines.get(upto.saturating_sub(1))?;
        lines.iter().position(|line| line == first)
    }

    /// Scrolls to lines, unless they are in sight, or half a screen of them is; with a little of what stands before them.
    pub(super) fn bring_into_sight(&mut self, first: usize, count: usize) {
        let seen = self.scroll..self.scroll + self.height;
        let last = first + count.min(self.height / 2);
        if !(seen.contains(&first) && last <= seen.end) {
            self.scroll = first.saturating_sub(BEFORE);
        }
    }
}
