//! How far a check is, on one line of stderr: lessons, exercises, runs, and how long the rest will take.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::author::Claim;
use crate::cli::line::Line;

/// How wide the bar is, in cells.
const BAR: usize = 16;

/// How far it is. What is remembered is not counted: it takes no time.
pub struct Progress {
    line: Line,
    began: Instant,
    all: usize,
    state: Mutex<State>,
}

struct State {
    over: usize,
    lessons: Counted,
    exercises: Counted,
}

/// Things that are over when all of their runs are.
#[derive(Default)]
struct Counted {
    left: BTreeMap<String, usize>,
    over: usize,
}

impl Progress {
    /// Nothing done yet of these claims.
    pub fn new(pack: &str, claims: &[Claim<'_>]) -> Self {
        let mut lessons = Counted::default();
        let mut exercises = Counted::default();
        for claim in claims {
            lessons.expect(&claim.lesson.id);
            if let Some(exercise) = claim.exercise() {
                exercises.expect(&exercise.id);
            }
        }
        Self {
            line: Line::new(pack),
            began: Instant::now(),
            all: claims.len(),
            state: Mutex::new(State {
                over: 0,
                lessons,
                exercises,
            }),
        }
    }

    /// A claim is put to the proof.
    pub fn begin(&self, claim: &Claim<'_>) {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        self.show(&state, claim);
    }

    /// It has been.
    pub fn end(&self, claim: &Claim<'_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.over += 1;
        state.lessons.end(&claim.lesson.id);
        if let Some(exercise) = claim.exercise() {
            state.exercises.end(&exercise.id);
        }
        self.show(&state, claim);
    }

    fn show(&self, state: &State, claim: &Claim<'_>) {
        let text = format!(
            "{} {} lessons, {} exercises, {} of {} runs{}, {}",
            bar(state.over, self.all),
            state.lessons.told(),
            state.exercises.told(),
            state.over,
            self.all,
            left(self.began.elapsed(), state.over, self.all),
            claim.subject()
        );
        self.line.say(&text);
    }
}

/// However it ends, the line goes.
impl Drop for Progress {
    fn drop(&mut self) {
        self.line.clear();
    }
}

impl Counted {
    fn expect(&mut self, id: &str) {
        *self.left.entry(id.to_owned()).or_default() += 1;
    }

    fn end(&mut self, id: &str) {
        if let Some(left) = self.left.get_mut(id) {
            *left -= 1;
            self.over += usize::from(*left == 0);
        }
    }

    fn told(&self) -> String {
        format!("{} of {}", self.over, self.left.len())
    }
}

/// `[██████··········]`
fn bar(over: usize, all: usize) -> String {
    let full = over * BAR / all.max(1);
    format!("[{}{}]", "█".repeat(full), "·".repeat(BAR - full))
}

/// Once a few are over, so long will the rest take.
fn left(elapsed: Duration, over: usize, all: usize) -> String {
    if over < 4 {
        return String::new();
    }
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let left = elapsed / number(over) * number(all - over);
    format!(
        ", about {} s left",
        left.max(Duration::from_secs(1)).as_secs()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_over_with_its_last_run() {
        let mut lessons = Counted::default();
        ["a", "a", "b"].iter().for_each(|id| lessons.expect(id));
        lessons.end("a");
        assert_eq!(lessons.told(), "0 of 2");
        lessons.end("a");
        lessons.end("b");
        assert_eq!(lessons.told(), "2 of 2");
    }

    #[test]
    fn the_rest_takes_as_long_as_what_is_over() {
        let elapsed = Duration::from_secs(20);
        assert_eq!(left(elapsed, 3, 100), "");
        assert_eq!(left(elapsed, 10, 100), ", about 180 s left");
        assert_eq!(bar(1, 2), format!("[{}{}]", "█".repeat(8), "·".repeat(8)));
        assert_eq!(bar(0, 0), format!("[{}]", "·".repeat(16)));
    }
}
