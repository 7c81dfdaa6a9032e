//! Where the learner came from, so that they can go back.

use crate::progress::Anchor;

/// So many places are kept.
const LONGEST: usize = 100;

/// A place in a lesson.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The lesson's id.
    pub lesson: String,
    /// Where in it.
    pub top: Anchor,
}

/// The way that was gone.
#[derive(Debug, Default)]
pub struct Trail {
    behind: Vec<Step>,
    ahead: Vec<Step>,
}

impl Trail {
    /// The learner leaves this place for another, and not by going back.
    pub fn leave(&mut self, here: Step) {
        self.ahead.clear();
        self.behind.push(here);
        if self.behind.len() > LONGEST {
            self.behind.remove(0);
        }
    }

    /// Whether they can go back.
    pub fn leads_back(&self) -> bool {
        !self.behind.is_empty()
    }

    /// Whether they have gone back, and can go on again.
    pub fn leads_forward(&self) -> bool {
        !self.ahead.is_empty()
    }

    /// Where they came from; from `here` they can come back to it.
    pub fn back(&mut self, here: Step) -> Option<Step> {
        let step = self.behind.pop()?;
        self.ahead.push(here);
        Some(step)
    }

    /// Where they went back from.
    pub fn forward(&mut self, here: Step) -> Option<Step> {
        let step = self.ahead.pop()?;
        self.behind.push(here);
        Some(step)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(lesson: &str) -> Step {
        Step {
            lesson: lesson.to_owned(),
            top: Anchor::default(),
        }
    }

    #[test]
    fn back_and_forward_are_one_way() {
        let mut trail = Trail::default();
        assert_eq!(trail.back(step("a")), None);
        trail.leave(step("a"));
        trail.leave(step("b"));
        assert_eq!(trail.back(step("c")), Some(step("b")));
        assert_eq!(trail.back(step("b")), Some(step("a")));
        assert_eq!(trail.forward(step("a")), Some(step("b")));
        trail.leave(step("b"));
        assert_eq!(trail.forward(step("d")), None);
        assert_eq!(trail.back(step("d")), Some(step("b")));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let mut trail = Trail::default();
        (0..2 * LONGEST).for_each(|_| trail.leave(step("a")));
        assert_eq!(trail.behind.len(), LONGEST);
    }
}
