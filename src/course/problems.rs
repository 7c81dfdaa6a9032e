//! The problems of one reading, gathered: so many that an author learns enough, so few that a
//! hostile pack cannot fill the memory with them.

use super::{Level, Problem};

/// More than this many are counted, not kept.
const KEPT: usize = 200;

/// What is wrong so far.
#[derive(Debug, Default)]
pub(super) struct Problems {
    kept: Vec<Problem>,
    more: usize,
}

impl Problems {
    /// Adds what `problem` makes; it is not called where enough are kept.
    pub fn add(&mut self, problem: impl FnOnce() -> Problem) {
        if self.kept.len() < KEPT {
            self.kept.push(problem());
        } else {
            self.more += 1;
        }
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.kept.len() + self.more
    }

    /// How many errors are among those that are kept.
    pub fn errors(&self) -> usize {
        let errors = self.kept.iter().filter(|p| p.level == Level::Error);
        errors.count()
    }

    /// All of them, by file and place; what was not kept is said last.
    pub fn into_vec(self) -> Vec<Problem> {
        let mut problems = in_order(self.kept);
        if self.more > 0 {
            let message = format!("{} more problems are not shown", self.more);
            problems.push(Problem::file("", message));
        }
        problems
    }
}

/// Problems by file and place, each once.
pub(super) fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by(|a, b| place(a).cmp(&place(b)));
    problems.dedup();
    problems
}

fn place(problem: &Problem) -> (&str, usize, usize) {
    (&problem.path, problem.line, problem.column)
}

/// Whether one of them forbids to use the pack.
pub(super) fn any_error(problems: &[Problem]) -> bool {
    problems.iter().any(|p| p.level == Level::Error)
}
