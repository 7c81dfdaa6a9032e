//! The judge: whether a run shows that an attack was contained. Pure.

use std::time::Duration;

use super::{Attack, End};
use crate::render::text;
use crate::render::{OutputLine, neutralise};
use crate::run::{Outcome, Stream, Transcript};
use crate::sandbox::Limit;

/// What a line of an attack begins with.
const CONTAINED: &str = "contained: ";
const ESCAPED: &str = "escaped:";
const BROKEN: &str = "broken:";

/// How much of what an attack said is kept, characters.
const LONGEST: usize = 160;

/// What a run shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Judgement {
    /// The attack was stopped.
    Contained {
        /// By what.
        by: Limit,
        /// What it said, or how it was ended.
        how: String,
    },
    /// It was not, or nothing shows that it was.
    NotContained {
        /// What shows it.
        why: String,
    },
    /// It could not be tried.
    Broken {
        /// What was in the way.
        why: String,
    },
    /// It was not tried.
    Skipped {
        /// Why not.
        why: String,
    },
}

/// Judges a run that is over.
pub fn judge(attack: &Attack, seen: &Transcript) -> Judgement {
    judge_through(neutralise, attack, seen)
}

/// The same, where this is the filter that output goes through on its way to the screen.
fn judge_through(
    filter: impl Fn(&[u8]) -> Vec<OutputLine>,
    attack: &Attack,
    seen: &Transcript,
) -> Judgement {
    let not = |why: String| Judgement::NotContained { why };
    let said = Said::new(seen);
    // It comes first: whatever else it says, an attack that got through got through.
    if let Some(line) = said.anywhere(ESCAPED) {
        return not(line);
    }
    if attack.meets(Limit::Screen)
        && let Some(c) = said.streams.iter().find_map(|bytes| leak(&filter(bytes)))
    {
        return not(format!("U+{:04X} would reach the screen", u32::from(c)));
    }
    if attack.meets(Limit::Nonce)
        && let Some(what) = believed(seen)
    {
        return not(format!("{what} that nobody asked for was believed"));
    }
    let Some(outcome) = seen.finished.as_ref().map(|finished| &finished.outcome) else {
        return Judgement::Broken {
            why: "the run did not end".to_owned(),
        };
    };
    if let Some(why) = said.line(BROKEN) {
        return Judgement::Broken { why };
    }
    match End::of(outcome) {
        None => Judgement::Broken {
            why: unended(outcome),
        },
        Some(end) if !attack.ends.contains(&end) => {
            not(format!("{}{}", how_it_ended(outcome), said.after_that()))
        }
        Some(End::Exited) => exited(attack, outcome, &said),
        Some(end) => Judgement::Contained {
            by: end
                .limit()
                .filter(|limit| attack.meets(*limit))
                .unwrap_or(attack.by),
            how: how_it_ended(outcome),
        },
    }
}

fn exited(attack: &Attack, outcome: &Outcome, said: &Said) -> Judgement {
    match (said.line(CONTAINED), outcome) {
        (Some(how), Outcome::Exited(0)) => Judgement::Contained { by: attack.by, how },
        (Some(how), _) => Judgement::NotContained {
            why: format!("{}, after it said: {how}", how_it_ended(outcome)),
        },
        (None, _) => Judgement::NotContained {
            why: format!(
                "{} without a word of what became of it{}",
                how_it_ended(outcome),
                said.after_that()
            ),
        },
    }
}

/// What an attack printed, by stream: the two have no order between them, and a word may come in pieces.
struct Said {
    streams: [Vec<u8>; 2],
}

impl Said {
    fn new(seen: &Transcript) -> Self {
        let of = |stream| {
            let captures = seen.output.iter().filter(|c| c.stream == stream);
            captures.flat_map(|c| c.bytes.iter().copied()).collect()
        };
        Self {
            streams: [of(Stream::Stdout), of(Stream::Stderr)],
        }
    }

    /// The rest of the first line that begins so.
    fn line(&self, mark: &str) -> Option<String> {
        let mut lines = self.streams.iter().flat_map(|s| s.split(|b| *b == b'\n'));
        let rest = lines.find_map(|line| line.strip_prefix(mark.as_bytes()))?;
        Some(shown(rest))
    }

    /// What stands behind a mark, wherever in a line it is.
    fn anywhere(&self, mark: &str) -> Option<String> {
        let mark = mark.as_bytes();
        self.streams.iter().find_map(|bytes| {
            let at = bytes.windows(mark.len()).position(|w| w == mark)?;
            let rest = bytes[at..].split(|b| *b == b'\n').next()?;
            Some(shown(rest))
        })
    }

    /// Its last words, for whoever has to find out.
    fn after_that(&self) -> String {
        let [stdout, stderr] = &self.streams;
        let mut lines = stderr
            .rsplit(|b| *b == b'\n')
            .chain(stdout.rsplit(|b| *b == b'\n'));
        match lines.find(|line| !line.trim_ascii().is_empty()) {
            Some(line) => format!("; its last words: {}", shown(line)),
            None => String::new(),
        }
    }
}

/// A piece of foreign output, safe to be shown and not too long.
fn shown(bytes: &[u8]) -> String {
    // Four bytes are the longest character.
    let bytes = &bytes[..bytes.len().min(LONGEST * 4)];
    let lossy = String::from_utf8_lossy(bytes);
    let visible = text::visible(lossy.trim());
    let mut shown: String = visible.chars().take(LONGEST).collect();
    if shown.len() < visible.len() {
        shown.push('…');
    }
    shown
}

/// What of a program's output would reach a terminal and is no text.
fn leak(lines: &[OutputLine]) -> Option<char> {
    let is_text = |c: &char| {
        !c.is_control()
            && !matches!(*c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut chars = lines.iter().flat_map(|line| {
        let runs = line.runs.iter();
        runs.flat_map(|(_, text)| text.chars())
    });
    chars.find(|c| !is_text(c))
}

/// What was believed of a program that was asked for nothing.
fn believed(seen: &Transcript) -> Option<&'static str> {
    [
        (
            !seen.tests.is_empty() || seen.running_test.is_some(),
            "a test",
        ),
        (!seen.cases.is_empty(), "a case"),
        (!seen.files.is_empty(), "a file"),
        (!seen.facts.is_empty(), "a fact about its source"),
    ]
    .into_iter()
    .find_map(|(is_there, what)| is_there.then_some(what))
}

fn how_it_ended(outcome: &Outcome) -> String {
    const MIB: u64 = 1024 * 1024;
    match outcome {
        Outcome::Exited(code) => format!("it exited with code {code}"),
        Outcome::TimedOut { after } => format!("stopped after {}", seconds(*after)),
        Outcome::OutOfMemory { limit } => format!("killed at {} MiB of memory", limit / MIB),
        Outcome::OutputLimit { limit } => format!("stopped after {} KiB of output", limit / 1024),
        Outcome::Cancelled | Outcome::EngineFailed(_) => unended(outcome),
    }
}

fn unended(outcome: &Outcome) -> String {
    match outcome {
        Outcome::EngineFailed(why) => format!("the engine failed: {}", shown(why.as_bytes())),
        _ => "it was interrupted".to_owned(),
    }
}

fn seconds(time: Duration) -> String {
    format!("{} s", time.as_secs_f64())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
