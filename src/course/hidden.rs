//! What learners do not see, at its place in the lesson: an author wants to.

use std::collections::HashMap;

use super::block::{Block, Role};
use super::{Document, Hidden, Node, Part};

/// A block of an exercise as a node; nothing where learners see it. `language` is what its code is in where it does not say.
pub(super) fn of(block: &Block<'_>, language: &str) -> Option<Hidden> {
    let part = match block.role {
        Role::Exercise => return None,
        Role::Test => Part::Test,
        Role::Solution => Part::Solution,
        Role::Hint => Part::Hint,
        Role::Checks => Part::Checks,
        Role::Wrong => Part::Wrong,
        Role::Words => Part::Words,
    };
    Some(Hidden {
        part,
        exercise: block.exercise.text.clone(),
        file: block.file.as_ref().map(|file| file.text.clone()),
        language: match (&block.language, part) {
            (Some(language), _) => language.text.clone(),
            (None, Part::Test | Part::Solution | Part::Wrong) => language.to_owned(),
            (None, Part::Hint) => "markdown".to_owned(),
            (None, Part::Checks | Part::Words) => "toml".to_owned(),
        },
        text: block.body.text.clone(),
    })
}

/// Puts behind each card those of the parts that belong to its exercise.
pub(super) fn put_behind_cards(body: &mut Document, parts: impl IntoIterator<Item = Hidden>) {
    let mut of: HashMap<String, Vec<Hidden>> = HashMap::new();
    for part in parts {
        of.entry(part.exercise.clone()).or_default().push(part);
    }
    let old = std::mem::take(body);
    let lines = old.lines.into_iter().chain(std::iter::repeat(0));
    for (node, line) in old.nodes.into_iter().zip(lines) {
        let hidden = match &node {
            Node::Exercise { id } => of.remove(id).unwrap_or_default(),
            _ => Vec::new(),
        };
        body.nodes.push(node);
        body.nodes.extend(hidden.into_iter().map(Node::Hidden));
        body.lines.resize(body.nodes.len(), line);
    }
}

/// What a document hides of its exercises, hints apart: those a translation has itself.
pub(super) fn without_hints(body: &Document) -> impl Iterator<Item = Hidden> {
    body.nodes.iter().filter_map(|node| match node {
        Node::Hidden(hidden) if hidden.part != Part::Hint => Some(hidden.clone()),
        _ => None,
    })
}
