//! What stands in a Markdown text, with its places: headings, links, images, code.
//!
//! A reading of its own beside [`Document`](crate::course::Document)'s: a place is of no use to a learner.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Parser, Tag, TagEnd};

use crate::course::block::{self, Block, Meaning};
use crate::course::depth::abyss;
use crate::course::fence::Fence;
use crate::course::info;
use crate::course::markdown::options;
use crate::course::problems::Problems;
use crate::course::source::{Located, Source};

/// What stands in a Markdown text, with its places. Nothing of what is nested too deep to be read.
#[derive(Debug, Default)]
pub(super) struct Prose<'a> {
    /// Those outside of quotes and lists.
    pub headings: Vec<Heading>,
    pub links: Vec<Link>,
    /// `[words][label]` and `[^label]` with a label that is defined nowhere.
    pub undefined: Vec<Located>,
    /// Every line of code that a reader sees, and where it begins.
    pub code: Vec<Vec<Line>>,
    /// The blocks that belong to exercises.
    pub parts: Vec<Block<'a>>,
    /// The blocks that can be run: the language where it is named, and where the block stands.
    pub examples: Vec<(Option<Located>, usize)>,
}

#[derive(Debug)]
pub(super) struct Heading {
    pub level: u8,
    pub text: String,
    pub at: Range<usize>,
}

#[derive(Debug)]
pub(super) struct Link {
    pub target: String,
    pub at: Range<usize>,
    /// The words of an image.
    pub alt: Option<String>,
}

/// A line of code.
#[derive(Debug)]
pub(super) struct Line {
    pub text: String,
    pub at: usize,
}

/// Reads a lesson: its fences mean something.
pub(super) fn of_lesson(source: &Source) -> Prose<'_> {
    let mut parts = Vec::new();
    let mut examples = Vec::new();
    let mut prose = read(&source.text, |at, lines| {
        let mut fence = Fence::open(source, at);
        lines
            .iter()
            .for_each(|line| fence.push(&line.text, line.at));
        let language = language(source, &fence);
        match block::meaning(fence, &mut Problems::default()) {
            Meaning::Code { .. } => true,
            Meaning::Run { .. } => {
                examples.push((language, at));
                true
            }
            Meaning::Part(block) => {
                parts.push(*block);
                false
            }
            Meaning::Unknown => false,
        }
    });
    prose.parts = parts;
    prose.examples = examples;
    prose
}

/// Reads another text: a fence in it is code to read.
pub(super) fn of_text<'a>(text: &str) -> Prose<'a> {
    read(text, |_, _| true)
}

fn language(source: &Source, fence: &Fence<'_>) -> Option<Located> {
    let info = &source.text[fence.info.clone()];
    info::parse(info, fence.info.start).ok()?.language
}

/// `shown` says whether a reader sees the fenced block that begins there and has these lines.
fn read<'a>(text: &str, shown: impl FnMut(usize, &[Line]) -> bool) -> Prose<'a> {
    if abyss(text).is_some() {
        return Prose::default();
    }
    let mut undefined = Vec::new();
    let note = |link: BrokenLink<'_>| {
        // `[word]` alone is mostly meant as it stands.
        if matches!(link.link_type, LinkType::Reference | LinkType::Collapsed) {
            undefined.push(Located {
                text: link.reference.to_string(),
                at: link.span,
            });
        }
        None
    };
    let mut reading = Reading {
        text,
        shown,
        prose: Prose::default(),
        nested: 0,
        heading: None,
        image: None,
        inner: 0,
        code: None,
    };
    let parser = Parser::new_with_broken_link_callback(text, options(), Some(note));
    for (event, at) in parser.into_offset_iter() {
        reading.event(event, at);
    }
    let mut prose = reading.prose;
    prose.undefined.extend(undefined);
    prose
}

struct Reading<'t, 'a, F> {
    text: &'t str,
    shown: F,
    prose: Prose<'a>,
    /// How many quotes, lists and footnotes are open.
    nested: usize,
    heading: Option<Heading>,
    image: Option<Link>,
    /// How many images are open in the words of that one. They are words, and no more.
    inner: usize,
    code: Option<Code>,
}

/// A code block that is open.
struct Code {
    is_fenced: bool,
    at: usize,
    lines: Vec<Line>,
}

impl<F: FnMut(usize, &[Line]) -> bool> Reading<'_, '_, F> {
    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.words(&text, at),
            Event::Code(code) => self.say(&code),
            Event::SoftBreak | Event::HardBreak => self.say(" "),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::BlockQuote(_) | Tag::List(_) | Tag::FootnoteDefinition(_) => self.nested += 1,
            Tag::Heading { level, .. } => {
                self.heading = Some(Heading {
                    level: level as u8,
                    text: String::new(),
                    at,
                });
            }
            Tag::CodeBlock(kind) => {
                self.code = Some(Code {
                    is_fenced: matches!(kind, CodeBlockKind::Fenced(_)),
                    at: at.start,
                    lines: Vec::new(),
                });
            }
            Tag::Link { dest_url, .. } => {
                let target = dest_url.into_string();
                let at = self.destination(&target, at);
                let alt = None;
                self.prose.links.push(Link { target, at, alt });
            }
            Tag::Image { .. } if self.image.is_some() => self.inner += 1,
            Tag::Image { dest_url, .. } => {
                let target = dest_url.into_string();
                let alt = Some(String::new());
                self.image = Some(Link { target, at, alt });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.nested = self.nested.saturating_sub(1);
            }
            TagEnd::Heading(_) => {
                let heading = self.heading.take().filter(|_| self.nested == 0);
                self.prose.headings.extend(heading);
            }
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::Image if self.inner > 0 => self.inner -= 1,
            TagEnd::Image => self.end_image(),
            _ => {}
        }
    }

    fn end_code(&mut self) {
        let Some(code) = self.code.take() else {
            return;
        };
        if !code.is_fenced || (self.shown)(code.at, &code.lines) {
            self.prose.code.push(code.lines);
        }
    }

    fn end_image(&mut self) {
        let Some(mut image) = self.image.take() else {
            return;
        };
        let alt = image.alt.as_deref().unwrap_or_default();
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(alt);
        }
        // An image without words is meant as a whole; else its target is what can be wrong.
        if !alt.trim().is_empty() {
            image.at = self.destination(&image.target, image.at);
        }
        self.prose.links.push(image);
    }

    /// Where in a link its target is written; the whole link where it stands elsewhere.
    fn destination(&self, target: &str, link: Range<usize>) -> Range<usize> {
        let written = &self.text[link.clone()];
        match written.rfind(target).filter(|_| !target.is_empty()) {
            Some(at) => link.start + at..link.start + at + target.len(),
            None => link,
        }
    }

    fn words(&mut self, text: &str, at: Range<usize>) {
        match &mut self.code {
            Some(code) => {
                let mut start = at.start;
                for line in text.split_inclusive('\n') {
                    code.line(line, start);
                    start += line.len();
                }
            }
            None => {
                self.say(text);
                self.undefined_note(at.start);
            }
        }
    }

    /// Adds to the words of what is open.
    fn say(&mut self, words: &str) {
        if let Some(alt) = self.image.as_mut().and_then(|i| i.alt.as_mut()) {
            alt.push_str(words);
        } else if let Some(heading) = &mut self.heading {
            heading.text.push_str(words);
        }
    }

    /// A footnote that is defined nowhere stands there as text: `[^label]`.
    fn undefined_note(&mut self, at: usize) {
        let Some(rest) = self.text[at..].strip_prefix("[^") else {
            return;
        };
        let length = rest.find([']', '\n', ' ', '[']).unwrap_or(0);
        let is_escaped = self.text[..at].ends_with('\\');
        if length > 0 && rest[length..].starts_with(']') && !is_escaped {
            self.prose.undefined.push(Located {
                text: format!("^{}", &rest[..length]),
                at: at..at + length + 3,
            });
        }
    }
}

impl Code {
    /// Adds a piece of a line: a parser gives some lines in several.
    fn line(&mut self, piece: &str, at: usize) {
        match self.lines.last_mut() {
            Some(last) if !last.text.ends_with('\n') && last.at + last.text.len() == at => {
                last.text.push_str(piece);
            }
            _ => self.lines.push(Line {
                text: piece.to_owned(),
                at,
            }),
        }
    }
}
