//! What one undo takes back.

use super::buffer::Change;
use super::position::Selection;

/// How an edit joins the ones before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// It stands alone.
    Whole,
    /// A character was typed. A word is one step, with the space behind it.
    Typing(char),
    /// A character was erased. So are its neighbours, in one step.
    Erasing,
}

impl Grain {
    fn joins(self, before: Self) -> bool {
        match (before, self) {
            (Self::Typing(before), Self::Typing(now)) => {
                !before.is_whitespace() || now.is_whitespace()
            }
            (Self::Erasing, Self::Erasing) => true,
            _ => false,
        }
    }
}

/// Changes that are undone together, in the order they were made.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub changes: Vec<Change>,
    pub before: Selection,
    pub after: Selection,
    pub grain: Grain,
}

/// The steps made and the steps undone.
#[derive(Debug, Default)]
pub(super) struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// A step was made.
    pub fn push(&mut self, step: Step) {
        self.undone.clear();
        match self.done.last_mut() {
            Some(last) if step.grain.joins(last.grain) && last.after == step.before => {
                last.changes.extend(step.changes);
                last.after = step.after;
                last.grain = step.grain;
            }
            _ => self.done.push(step),
        }
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is one to make again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// The step to take back, which `redo` brings back.
    pub fn undo(&mut self) -> Option<&Step> {
        self.undone.push(self.done.pop()?);
        self.undone.last()
    }

    /// The step to make again.
    pub fn redo(&mut self) -> Option<&Step> {
        let mut step = self.undone.pop()?;
        step.grain = Grain::Whole;
        self.done.push(step);
        self.done.last()
    }
}
