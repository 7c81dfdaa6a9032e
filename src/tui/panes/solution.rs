//! The solution of the open exercise, on top: the files that it changes.

use super::hint;
use super::page::{self, Page};
use crate::course::{Document, Exercise, Inline, Node};
use crate::run::SourceFile;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;

/// Cells that the page would like: code that fits a lesson fits it.
const WIDTH: u16 = 84;

/// Draws it.
pub fn draw(model: &Model, scroll: usize, canvas: &mut Canvas) {
    let Some(exercise) = hint::exercise(model) else {
        return;
    };
    let page = Page {
        title: model.words.say("solution-title"),
        text: &text(exercise),
        below: hint::for_author(model, model.reading.pack().workshop.solutions)
            .map(Into::into)
            .into_iter()
            .collect(),
        width: WIDTH,
    };
    page::draw(model, &page, scroll, canvas);
}

/// The files that it changes; of several, each under its name.
fn text(exercise: &Exercise) -> Document {
    let changed = exercise.solution.iter();
    let changed = changed.filter(|file| !exercise.starter.contains(file));
    let changed: Vec<&SourceFile> = changed.collect();
    let file = |file: &SourceFile| {
        let name =
            (changed.len() > 1).then(|| Node::Paragraph(vec![Inline::Code(file.path.clone())]));
        let code = Node::Code {
            language: Some(exercise.language.clone()),
            text: file.text.clone(),
        };
        name.into_iter().chain([code])
    };
    let nodes: Vec<Node> = changed.iter().copied().flat_map(file).collect();
    Document::from(nodes)
}
