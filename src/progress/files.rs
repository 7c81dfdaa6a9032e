//! What a learner has of an exercise: its files, with their own text in those that they may change.

use std::collections::BTreeSet;

use crate::run::SourceFile;

/// The files of what is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Those that are run, in the starter's order.
    pub sources: Vec<SourceFile>,
    /// The paths of those that the learner cannot change.
    pub readonly: BTreeSet<String>,
    /// What was typed and the starter has no longer: kept with it.
    pub gone: Vec<SourceFile>,
}

impl Files {
    /// The starter's, each as the draft has it. What could be changed before and is read-only now is kept as well; of what was not
    /// changed, nothing is.
    pub fn of(
        starter: Vec<SourceFile>,
        readonly: BTreeSet<String>,
        mut draft: Vec<SourceFile>,
    ) -> Self {
        draft.retain(|typed| !(readonly.contains(&typed.path) && starter.contains(typed)));
        let mut typed = |file: SourceFile| {
            let is_typed =
                |typed: &SourceFile| typed.path == file.path && !readonly.contains(&file.path);
            match draft.iter().position(is_typed) {
                Some(at) => draft.remove(at),
                None => file,
            }
        };
        let sources = starter.into_iter().map(&mut typed).collect();
        Self {
            sources,
            readonly,
            gone: draft,
        }
    }

    /// Those that the learner may change.
    pub fn own(&self) -> Vec<SourceFile> {
        let own = self.sources.iter();
        let own = own.filter(|file| !self.readonly.contains(&file.path));
        own.cloned().collect()
    }
}
