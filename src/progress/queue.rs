//! What waits to be written.

use std::collections::VecDeque;

use super::{Key, Place, RunRecord, Store, StoreError, Timestamp};
use crate::run::SourceFile;

/// Something to be written.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Write {
    Draft(Key, Vec<SourceFile>, Timestamp),
    Reset(Key, Timestamp),
    Run(Key, RunRecord),
    Place(String, Place, Timestamp),
}

impl Write {
    fn apply(&self, store: &mut Store) -> Result<(), StoreError> {
        match self {
            Self::Draft(key, files, at) => store.save_draft(key, files, *at).map(drop),
            Self::Reset(key, at) => store.reset_draft(key, *at),
            Self::Run(key, run) => store.record_run(key, run).map(drop),
            Self::Place(pack, place, at) => store.save_place(pack, place, *at),
        }
    }

    /// Whether both are about the same draft, or the same place.
    fn same_thing(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Draft(a, ..) | Self::Reset(a, _), Self::Draft(b, ..) | Self::Reset(b, _)) => {
                a == b
            }
            (Self::Place(a, ..), Self::Place(b, ..)) => a == b,
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
            Write::Draft(_, files, _) => Some(files),
            _ => None,
        });
        drafts.flatten().map(|file| file.text.len()).sum()
    }

    pub(super) fn push(&mut self, write: Write) {
        let waiting = self.0.iter_mut().rev().find(|w| w.same_thing(&write));
        match (waiting, &write) {
            (Some(old @ Write::Draft(..)), Write::Draft(..))
            | (Some(old @ Write::Place(..)), Write::Place(..)) => *old = write,
            _ => self.0.push_back(write),
        }
    }

    /// Writes what waits. Where the file is in trouble, the rest goes on waiting; a write that is refused
    /// for itself is given up, so that it holds up nothing, and `lost` is told.
    pub(super) fn settle(
        &mut self,
        store: &mut Store,
        lost: impl Fn(StoreError),
    ) -> Result<(), StoreError> {
        while let Some(write) = self.0.front() {
            match write.apply(store) {
                Err(error) if error.is_of_the_file() => return Err(error),
                Err(error) => lost(error),
                Ok(()) => {}
            }
            self.0.pop_front();
        }
        Ok(())
    }
}
