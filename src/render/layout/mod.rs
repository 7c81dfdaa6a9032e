//! A lesson's text set into lines of a width. What comes out names meanings, not colours: a change of theme needs
//! no new layout.

mod block;
mod code;
mod flow;
mod inline;
mod notes;
mod picture;
mod plain;
mod table;

use std::ops::Range;

use super::{Highlighter, StyledLine};
use crate::course::{Document, Part};

use code::CodeBlock;
pub use picture::PictureFrame;
pub use plain::{PlainPart, PlainWords, Stop, plain, plain_lines};

/// The rows that are kept free for the card of an exercise.
pub const CARD_HEIGHT: usize = 4;

/// A document, set.
#[derive(Debug)]
pub struct Layout {
    bounds: Bounds,
    lines: Vec<StyledLine>,
    headings: Vec<Heading>,
    cards: Vec<Card>,
    examples: Vec<Runnable>,
    links: Vec<Link>,
    pictures: Vec<PictureFrame>,
    /// The first line of each of the document's blocks.
    blocks: Vec<usize>,
    code: Vec<CodeBlock>,
    /// Whether the whole document is set.
    is_whole: bool,
    highlighter: Highlighter,
}

/// What a text may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Cells of a line.
    pub width: u16,
    /// Lines of a picture; 0 where none can be shown.
    pub picture: u16,
}

impl From<u16> for Bounds {
    /// Words alone.
    fn from(width: u16) -> Self {
        Self { width, picture: 0 }
    }
}

/// Where a heading stands. Lines are those of the layout, from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its words.
    pub text: String,
    /// Its first line.
    pub line: usize,
    /// Its line in the source, from 1.
    pub source: usize,
}

/// The room kept free for an exercise's card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The exercise's id.
    pub id: String,
    /// Its first line.
    pub line: usize,
    /// How many lines it has.
    pub height: usize,
    /// Its first column.
    pub column: u16,
    /// How many columns it has.
    pub width: u16,
}

/// Where an example that can be run stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runnable {
    /// Which of the lesson's examples.
    pub index: usize,
    /// Its lines.
    pub lines: Range<usize>,
    /// The cells of the first of them that say that it can be run; none where there is no room for it.
    pub sign: Range<usize>,
    /// Its line in the source, from 1.
    pub source: usize,
}

/// Where a link stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where to, as the author wrote it: not safe to print.
    pub target: String,
    /// Its words.
    pub text: String,
    /// The line that it begins in.
    pub line: usize,
    /// Where it stands: lines, and in each the cells that it takes.
    pub places: Vec<(usize, Range<usize>)>,
}

/// A place in the text that means the same at every width.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Place {
    block: usize,
    /// How far into the block, from 0 to 1.
    part: f32,
}

/// The words that a layout adds to the author's, in the learner's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// Title of a note.
    pub note: String,
    /// Of a tip.
    pub tip: String,
    /// Of what one should not miss.
    pub important: String,
    /// Of a warning.
    pub warning: String,
    /// Of a danger.
    pub caution: String,
    /// On an example that can be run.
    pub run: String,
    /// Before the words of a picture that is not shown.
    pub picture: String,
    /// On blocks that learners do not see; without them these are not set.
    pub hidden: Option<HiddenWords>,
}

/// What hidden blocks are called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HiddenWords {
    /// A test.
    pub test: String,
    /// A solution.
    pub solution: String,
    /// A hint.
    pub hint: String,
    /// Checks other than tests.
    pub checks: String,
    /// A wrong attempt.
    pub wrong: String,
    /// What checks and tests say in a translation.
    pub words: String,
}

impl HiddenWords {
    fn of(&self, part: Part) -> &str {
        match part {
            Part::Test => &self.test,
            Part::Solution => &self.solution,
            Part::Hint => &self.hint,
            Part::Checks => &self.checks,
            Part::Wrong => &self.wrong,
            Part::Words => &self.words,
        }
    }
}

impl Default for Words {
    fn default() -> Self {
        let [note, tip, important, warning, caution, run, picture] = [
            "Note",
            "Tip",
            "Important",
            "Warning",
            "Caution",
            "run",
            "picture",
        ]
        .map(str::to_owned);
        Self {
            note,
            tip,
            important,
            warning,
            caution,
            run,
            picture,
            hidden: None,
        }
    }
}

/// Sets `document` in lines of at most `width` cells, with English words.
pub fn layout(document: &Document, width: u16, highlighter: &Highlighter) -> Layout {
    Layout::new(document, width, highlighter, &Words::default())
}

impl Layout {
    /// Sets `document` within these bounds. Code is plain until [`Layout::prepare`].
    pub fn new(
        document: &Document,
        bounds: impl Into<Bounds>,
        highlighter: &Highlighter,
        words: &Words,
    ) -> Self {
        let empty = Self::empty(bounds.into(), highlighter);
        block::Builder::new(empty, words).document(document, usize::MAX)
    }

    /// The same, only as far as it fills so many lines: what a first frame needs of a long document.
    pub fn beginning(
        document: &Document,
        bounds: impl Into<Bounds>,
        lines: usize,
        highlighter: &Highlighter,
        words: &Words,
    ) -> Self {
        let empty = Self::empty(bounds.into(), highlighter);
        block::Builder::new(empty, words).document(document, lines)
    }

    fn empty(bounds: Bounds, highlighter: &Highlighter) -> Self {
        Self {
            bounds,
            lines: Vec::new(),
            headings: Vec::new(),
            cards: Vec::new(),
            examples: Vec::new(),
            links: Vec::new(),
            pictures: Vec::new(),
            blocks: Vec::new(),
            code: Vec::new(),
            is_whole: true,
            highlighter: highlighter.clone(),
        }
    }

    /// Whether the whole document is set, and not only its [`beginning`](Self::beginning).
    pub fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// The width it was made for.
    pub fn width(&self) -> u16 {
        self.bounds.width
    }

    /// What it was made for.
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// All lines.
    pub fn lines(&self) -> &[StyledLine] {
        &self.lines
    }

    /// Line `i`, from 0; past the end, an empty one.
    pub fn line(&self, i: usize) -> &StyledLine {
        const EMPTY: &StyledLine = &StyledLine { pieces: Vec::new() };
        self.lines.get(i).unwrap_or(EMPTY)
    }

    /// The headings, in order.
    pub fn headings(&self) -> &[Heading] {
        &self.headings
    }

    /// The room for cards, in order.
    pub fn cards(&self) -> &[Card] {
        &self.cards
    }

    /// The examples that can be run, in order.
    pub fn examples(&self) -> &[Runnable] {
        &self.examples
    }

    /// The room for pictures, in order.
    pub fn pictures(&self) -> &[PictureFrame] {
        &self.pictures
    }

    /// The links, in order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// Highlights the code that stands in these lines, where the syntaxes are loaded and it is not done yet. To be
    /// called with the visible lines before they are drawn. Says whether a line changed.
    pub fn prepare(&mut self, visible: Range<usize>) -> bool {
        let mut changed = false;
        for block in &mut self.code {
            changed |= block.prepare(&self.highlighter, &mut self.lines, &visible);
        }
        changed
    }

    /// What `line` is, whatever the width.
    pub fn place(&self, line: usize) -> Place {
        let (block, offset) = self.block_at(line);
        let height = self.block_lines(block).len().max(1);
        Place {
            block,
            part: offset as f32 / height as f32,
        }
    }

    /// The line where `place`, of a layout of the same document, is now.
    pub fn line_at(&self, place: Place) -> usize {
        let lines = self.block_lines(place.block);
        let offset = (place.part * lines.len() as f32).round() as usize;
        (lines.start + offset).min(self.len().saturating_sub(1))
    }

    /// The last line that is known to come from the source's line `source` (from 1) or one before it.
    pub fn line_of_source(&self, source: usize) -> usize {
        let headings = self.headings.iter().map(|h| (h.source, h.line));
        let examples = self.examples.iter().map(|e| (e.source, e.lines.start));
        let before = headings.chain(examples).filter(|(s, _)| *s <= source);
        before.max().map_or(0, |(_, line)| line)
    }

    /// The document's block that a line is in, and how far from its beginning.
    pub fn block_at(&self, line: usize) -> (usize, usize) {
        let block = self.blocks.partition_point(|&first| first <= line);
        let block = block.saturating_sub(1);
        (block, line.saturating_sub(self.block_lines(block).start))
    }

    /// The lines of a block of the document, with the blank ones behind it.
    pub fn block_lines(&self, block: usize) -> Range<usize> {
        let first = |i: usize| self.blocks.get(i).copied().unwrap_or(self.len());
        first(block)..first(block + 1)
    }
}
