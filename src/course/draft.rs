//! One lesson file, read: its prose, and which block belongs to which exercise.
//!
//! It does not ask whether an exercise is whole: a translation's are not.

use std::collections::{HashMap, HashSet};

use super::block::{self, Block, Meaning, Role};
use super::fence::Fence;
use super::markdown::{self, DEEPEST, Parsed};
use super::problems::Problems;
use super::source::Source;
use super::words::{nearest, quoted};
use super::{Document, Example, Inline, Node, Problem, hidden};

/// A lesson file, read.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    pub source: &'a Source,
    pub title: String,
    pub body: Document,
    /// In the order they are met.
    pub outlines: Vec<Outline<'a>>,
    /// Parts of exercises that are not in this file.
    pub orphans: Vec<Block<'a>>,
    /// Whether blocks may be lost or misread, so that what is missing says nothing about the author.
    pub broken: bool,
}

/// The blocks of one exercise.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    /// In the order they are met.
    pub blocks: Vec<Block<'a>>,
}

impl<'a> Outline<'a> {
    /// Those of one role.
    pub fn of(&self, role: Role) -> impl Iterator<Item = &Block<'a>> {
        self.blocks.iter().filter(move |block| block.role == role)
    }

    /// The block that the exercise's card stands for.
    pub fn card(&self) -> Option<&Block<'a>> {
        self.of(Role::Exercise).next()
    }
}

/// Reads a lesson file. `language` is what its blocks are in where they do not say.
pub(super) fn read<'a>(source: &'a Source, language: &str, problems: &mut Problems) -> Draft<'a> {
    let mut reading = Reading {
        source,
        language,
        problems,
        blocks: Vec::new(),
        cards: HashSet::new(),
        examples: 0,
        broken: false,
    };
    let parsed = markdown::parse(source, |fence| reading.node(fence));
    reading.check_markdown(&parsed);
    let title = title(source, &parsed, reading.problems);
    let (outlines, orphans) = group(reading.blocks);
    Draft {
        source,
        title,
        body: parsed.document,
        outlines,
        orphans,
        broken: reading.broken,
    }
}

struct Reading<'a, 'p> {
    source: &'a Source,
    language: &'p str,
    problems: &'p mut Problems,
    blocks: Vec<Block<'a>>,
    /// The exercises that have a card already.
    cards: HashSet<String>,
    examples: usize,
    broken: bool,
}

impl<'a> Reading<'a, '_> {
    /// Says what of the text did not come to the document as it was meant.
    fn check_markdown(&mut self, parsed: &Parsed) {
        let source = self.source;
        if let Some(at) = parsed.too_deep.clone() {
            let message = format!("lists, quotes and emphasis are nested more than {DEEPEST} deep");
            self.lost(|| source.error(at, message).help("say it with fewer levels"));
        }
        if let Some(at) = parsed.broken_fence.clone() {
            let message = "this line opens no block: its info string has a backtick";
            let help = "make the fence of `~~~`, or leave the backtick out";
            self.lost(|| source.error(at, message).help(help));
        }
    }

    /// Adds a problem that may have cost blocks.
    fn lost(&mut self, problem: impl FnOnce() -> Problem) {
        self.broken = true;
        self.problems.add(problem);
    }

    fn node(&mut self, fence: Fence<'a>) -> Option<Node> {
        self.check_end(&fence);
        let line = self.source.line(fence.opening.start);
        let before = self.problems.count();
        let meaning = block::meaning(fence, self.problems);
        self.broken |= self.problems.count() > before;
        match meaning {
            Meaning::Code { language, text } => Some(Node::Code { language, text }),
            Meaning::Run { language, text } => {
                self.examples += 1;
                Some(Node::Example(Example {
                    index: self.examples - 1,
                    language: language.unwrap_or_else(|| self.language.to_owned()),
                    text,
                    line,
                }))
            }
            Meaning::Part(block) => self.part(*block),
            Meaning::Unknown => None,
        }
    }

    /// The first block of an exercise is where its card stands.
    fn part(&mut self, block: Block<'a>) -> Option<Node> {
        let id = block.exercise.text.clone();
        let is_card = block.role == Role::Exercise && self.cards.insert(id.clone());
        let hidden = hidden::of(&block, self.language).map(Node::Hidden);
        self.blocks.push(block);
        hidden.or(is_card.then_some(Node::Exercise { id }))
    }

    fn check_end(&mut self, fence: &Fence<'a>) {
        if fence.closed && fence.inner.is_none() {
            return;
        }
        let source = self.source;
        let at = fence.opening.clone();
        let marks = marks(&source.text[at.clone()]);
        let (message, help) = match &fence.inner {
            Some(inner) => (
                not_closed_before(source.line(inner.start)),
                format!(
                    "close it with {marks}; where it shows a fence, give it more marks than that has"
                ),
            ),
            None => (
                "this block is not closed: it goes on to the end".to_owned(),
                format!("put {marks} on a line of its own where it ends"),
            ),
        };
        self.lost(|| source.error(at, message).help(help));
    }
}

fn not_closed_before(line: usize) -> String {
    format!("this block is not closed before the next one opens in line {line}")
}

/// The marks of a fence, for a help.
fn marks(opening: &str) -> String {
    let mark = opening.chars().next().unwrap_or('`');
    let count = opening.chars().take_while(|c| *c == mark).count();
    match count {
        0..=10 => mark.to_string().repeat(count),
        _ => format!("{count} times {mark}"),
    }
}

/// The words of the first heading, which must be of level 1.
fn title(source: &Source, parsed: &Parsed, problems: &mut Problems) -> String {
    let first = parsed.document.nodes.iter().find_map(|node| match node {
        Node::Heading { level, text, line } => Some((*level, text, *line)),
        _ => None,
    });
    let title = first.map(|(_, text, _)| Inline::plain(text).trim().to_owned());
    let at = match first {
        Some((1, ..)) if title.as_ref().is_some_and(|title| !title.is_empty()) => None,
        Some((_, _, line)) => Some(source.line_range(line)),
        // What is too deep may have been a heading.
        None if parsed.too_deep.is_some() => None,
        None => Some(source.line_range(1)),
    };
    if let Some(at) = at {
        problems.add(|| {
            source
                .error(at, "the lesson has no title")
                .help("begin it with a heading of level 1: `# Its title`")
        });
    }
    title.unwrap_or_default()
}

/// Sorts blocks to their exercises.
fn group<'a>(blocks: Vec<Block<'a>>) -> (Vec<Outline<'a>>, Vec<Block<'a>>) {
    let mut outlines: Vec<Outline<'a>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for block in blocks.iter().filter(|block| block.role == Role::Exercise) {
        places
            .entry(block.exercise.text.clone())
            .or_insert_with(|| {
                outlines.push(Outline { blocks: Vec::new() });
                outlines.len() - 1
            });
    }
    let mut orphans = Vec::new();
    for block in blocks {
        match places.get(&block.exercise.text) {
            Some(place) => outlines[*place].blocks.push(block),
            None => orphans.push(block),
        }
    }
    (outlines, orphans)
}

/// Says that parts belong to no exercise of their lesson; `homes` knows those of all lessons.
pub(super) fn report_orphans(
    draft: &Draft<'_>,
    homes: &HashMap<String, (String, usize)>,
    problems: &mut Problems,
) {
    if draft.broken {
        return;
    }
    for block in &draft.orphans {
        let id = &block.exercise.text;
        problems.add(|| {
            let here = draft.outlines.iter().filter_map(Outline::card);
            let near = nearest(id, here.map(|card| card.exercise.text.as_str()));
            let help = match (homes.get(id), near) {
                (Some((path, _)), _) => {
                    format!("that exercise is in {path}; move this block there")
                }
                (None, Some(near)) => format!("did you mean `{near}`?"),
                (None, None) => format!(
                    "give an exercise the id: `exercise={}`",
                    block.exercise.text
                ),
            };
            block
                .source()
                .error(
                    block.exercise.at.clone(),
                    format!("there is no exercise {}", quoted(id)),
                )
                .help(help)
        });
    }
}
