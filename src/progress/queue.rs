//! What waits to be written.

use std::collections::VecDeque;

use super::{
    Bookmark, Key, LessonPast, Notice, Place, RunRecord, Saved, Store, StoreError, Timestamp,
};
use crate::run::SourceFile;

/// Something to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Write {
    Draft(Key, Vec<SourceFile>, Option<String>, Timestamp),
    Starter(String, String, String),
    Run(Key, RunRecord),
    Place(String, Place, Timestamp),
    Opening(String, Timestamp),
    Revealed(Key, Timestamp),
    Lesson(String, String, LessonPast),
    Bookmark(String, Bookmark),
    NoBookmark(String, Bookmark),
}

impl Write {
    /// Says what came of it that somebody should know.
    fn apply(&self, store: &mut Store) -> Result<Option<Notice>, StoreError> {
        let written = match self {
            Self::Draft(key, files, starter, at) => {
                let saved = store.save_draft(key, files, starter.as_deref(), *at)?;
                return Ok((saved == Saved::Overwrote).then(|| Notice::Overwrote(key.clone())));
            }
            Self::Starter(pack, exercise, starter) => store.save_starter(pack, exercise, starter),
            Self::Run(key, run) => store.record_run(key, run).map(drop),
            Self::Place(pack, place, at) => store.save_place(pack, place, *at),
            Self::Opening(pack, at) => store.save_opening(pack, *at),
            Self::Revealed(key, at) => store.save_revealed(key, *at),
            Self::Lesson(pack, lesson, past) => store.save_lesson(pack, lesson, *past),
            Self::Bookmark(pack, bookmark) => store.save_bookmark(pack, bookmark),
            Self::NoBookmark(pack, bookmark) => store.remove_bookmark(pack, bookmark),
        };
        written.map(|()| None)
    }

    /// Whether both are about the same draft, place or lesson.
    fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Draft(a, ..), Self::Draft(b, ..)) => a == b,
            (Self::Place(a, ..), Self::Place(b, ..)) => a == b,
            (Self::Lesson(a, lesson, _), Self::Lesson(b, other, _)) => (a, lesson) == (b, other),
            _ => false,
        }
    }
}

/// Writes in order, where a newer state of a draft or place replaces one that still waits.
#[derive(Debug, Default)]
pub(super) struct Queue(VecDeque<Write>);

impl Queue {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much text waits.
    pub(super) fn bytes(&self) -> usize {
        let drafts = self.0.iter().filter_map(|write| match write {
            Write::Draft(_, files, ..) => Some(files),
            _ => None,
        });
        drafts.flatten().map(|file| file.text.len()).sum()
    }

    pub(super) fn push(&mut self, write: Write) {
        match self.0.iter_mut().rev().find(|w| w.same_thing(&write)) {
            Some(old) => *old = write,
            None => self.0.push_back(write),
        }
    }

    /// Writes what waits. Where the file is in trouble, the rest goes on waiting; a write that is refused
    /// for itself is given up, so that it holds up nothing, and that is told.
    pub(super) fn settle(
        &mut self,
        store: &mut Store,
        tell: impl Fn(Notice),
    ) -> Result<(), StoreError> {
        while let Some(write) = self.0.front() {
            match write.apply(store) {
                Err(error) if error.is_of_the_file() => return Err(error),
                Err(error) => tell(Notice::Lost(error)),
                Ok(notice) => notice.into_iter().for_each(&tell),
            }
            self.0.pop_front();
        }
        Ok(())
    }
}
