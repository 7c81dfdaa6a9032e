//! What a version of a pack changes for whoever was at work with another one.

use crate::course::Pack;

/// How the exercises of a version differ from those of the one before, by their ids, in the order in which they are met. What they are
/// called, what is told of them and how they are solved is not looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// They were not there before.
    pub new: Vec<String>,
    /// They are not there any more.
    pub removed: Vec<String>,
    /// They begin with something else.
    pub starters: Vec<String>,
    /// They ask for something else: tests, checks, or the files that a run finds.
    pub asks: Vec<String>,
}

/// What has become of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It begins with something else.
    Starter,
    /// It asks for something else.
    Asks,
    /// Both.
    Both,
    /// It is not there any more.
    Removed,
}

impl Changes {
    /// What has become of those that were there: first those with another starter, then those that only ask for something else, and
    /// those that are gone at the end.
    pub fn fates(&self) -> impl Iterator<Item = (&String, Fate)> {
        let starters = self.starters.iter().map(|id| match self.asks.contains(id) {
            true => (id, Fate::Both),
            false => (id, Fate::Starter),
        });
        let asks = self.asks.iter().filter(|id| !self.starters.contains(id));
        let removed = self.removed.iter().map(|id| (id, Fate::Removed));
        starters
            .chain(asks.map(|id| (id, Fate::Asks)))
            .chain(removed)
    }

    /// From one version to the next, both read in the same language.
    pub(super) fn between(before: &Pack, now: &Pack) -> Self {
        let missing = |pack: &Pack, of: &Pack| {
            let ids = of.exercises().map(|exercise| exercise.id.clone());
            ids.filter(|id| !pack.sums.contains_key(id)).collect()
        };
        let mut changes = Self {
            new: missing(before, now),
            removed: missing(now, before),
            ..Self::default()
        };
        for exercise in now.exercises() {
            let id = &exercise.id;
            let (Some(was), Some(is)) = (before.sums.get(id), now.sums.get(id)) else {
                continue;
            };
            if was.starter != is.starter {
                changes.starters.push(id.clone());
            }
            if was.asks != is.asks {
                changes.asks.push(id.clone());
            }
        }
        changes
    }
}
