//! What a run must be asked for, so that these checks can be judged.

use crate::course::{Check, CheckKind};

/// The parts of a `run::Job` that come from its checks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Asks {
    /// What each row of the `cases` checks reads; rows are counted through all checks.
    pub cases: Vec<Vec<u8>>,
    /// The files to report.
    pub report: Vec<String>,
    /// Whether facts about the source are wanted.
    pub facts: bool,
}

/// What these checks need to see. [`judge`](super::judge()) counts the rows of `cases` in the same way.
pub fn asks(checks: &[Check]) -> Asks {
    let mut asks = Asks::default();
    for check in checks {
        match &check.kind {
            CheckKind::Cases(rows) => asks
                .cases
                .extend(rows.iter().map(|row| row.stdin.clone().into_bytes())),
            CheckKind::File { path, .. } if !asks.report.contains(path) => {
                asks.report.push(path.clone());
            }
            CheckKind::Source { .. } => asks.facts = true,
            CheckKind::File { .. } | CheckKind::Stdout(_) | CheckKind::Exit { .. } => {}
        }
    }
    asks
}
