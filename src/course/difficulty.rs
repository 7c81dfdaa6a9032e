//! How hard an exercise is, by its author's estimate.

use super::block::Role;
use super::draft::Outline;
use super::problems::Problems;
use super::words::{did_you_mean, quoted};

/// How hard an exercise is, beside the others of its pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difficulty {
    /// What was just read is enough.
    Easy,
    /// It takes some thought.
    Medium,
    /// It takes several ideas at once, or one that nobody has told.
    Hard,
}

/// As they are written, the easiest first.
const WORDS: [(&str, Difficulty); 3] = [
    ("easy", Difficulty::Easy),
    ("medium", Difficulty::Medium),
    ("hard", Difficulty::Hard),
];

/// What an exercise's first block says.
pub(super) fn of(outline: &Outline<'_>, problems: &mut Problems) -> Option<Difficulty> {
    let card = outline.card()?;
    for block in outline.of(Role::Exercise).skip(1) {
        if let Some(word) = &block.difficulty {
            let message = "an exercise has its difficulty at its first block";
            problems.add(|| {
                let problem = block.source().error(word.at.clone(), message);
                problem.help("leave it out here")
            });
        }
    }
    let word = card.difficulty.as_ref()?;
    let known = WORDS.iter().find(|(known, _)| *known == word.text);
    if known.is_none() {
        problems.add(|| {
            let message = format!("{} is no difficulty", quoted(&word.text));
            let words = WORDS.map(|(word, _)| word);
            let problem = card.source().error(word.at.clone(), message);
            problem.maybe_help(did_you_mean(&word.text, &words))
        });
    }
    known.map(|(_, difficulty)| *difficulty)
}
