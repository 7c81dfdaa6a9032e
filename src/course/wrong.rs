//! Wrong attempts at an exercise, kept so that its checks are known to catch them.

use super::block::{Block, Role};
use super::draft::Outline;
use super::exercise::{Starter, unknown_file};
use super::problems::Problems;
use super::words::quoted;
use crate::run::SourceFile;

/// An attempt that looks right and is not, by which an author shows that one check catches it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// All of the exercise's files: one that is wrong, the others as the solution has them.
    pub files: Vec<SourceFile>,
    /// The check that it fails, and the only one, by its name.
    pub fails: String,
    /// Source line of its block, from 1.
    pub line: usize,
}

/// Those of an exercise, in the order they are written. Each is one block, laid over the solution.
pub(super) fn of(
    outline: &Outline<'_>,
    starter: &Starter,
    solution: &[SourceFile],
    problems: &mut Problems,
) -> Vec<Wrong> {
    let blocks = outline.of(Role::Wrong);
    let wrongs = blocks.filter_map(|block| one(block, starter, solution, problems));
    wrongs.collect()
}

fn one(
    block: &Block<'_>,
    starter: &Starter,
    solution: &[SourceFile],
    problems: &mut Problems,
) -> Option<Wrong> {
    let Some(fails) = block.fails.as_ref().filter(|f| !f.text.trim().is_empty()) else {
        problems.add(|| unnamed(block));
        return None;
    };
    let path = match &block.file {
        Some(file) => &file.text,
        None => &starter.files.first()?.path,
    };
    let Some(place) = starter.own(path) else {
        problems.add(|| unknown_file(block, path, starter));
        return None;
    };
    let mut files = solution.to_vec();
    // Without a solution, which is another problem, there is nothing to lay it over.
    files.get_mut(place)?.text.clone_from(&block.body.text);
    Some(Wrong {
        files,
        fails: fails.text.clone(),
        line: block.line(),
    })
}

fn unnamed(block: &Block<'_>) -> super::Problem {
    let id = quoted(&block.exercise.text);
    let message = format!("this wrong attempt at {id} does not say which check it fails");
    let problem = block.source().error(block.exercise.at.clone(), message);
    problem.help("name the test or the check that catches it: `fails=\"its name\"`")
}
