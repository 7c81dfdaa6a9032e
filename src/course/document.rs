//! A lesson's prose as a tree: what Markdown says, without how it looks.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Picture;
use crate::run::SourceFile;

/// A parsed Markdown text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// In order.
    pub nodes: Vec<Node>,
    /// The source line where each of them begins, from 1; empty where nobody knows.
    pub lines: Vec<usize>,
    /// What it shows, by the target that a paragraph of one image names.
    pub pictures: BTreeMap<String, Arc<Picture>>,
}

impl From<Vec<Node>> for Document {
    /// One that was written nowhere.
    fn from(nodes: Vec<Node>) -> Self {
        Self {
            nodes,
            ..Self::default()
        }
    }
}

/// A block.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A heading of level 1 to 6.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
        /// Source line, from 1.
        line: usize,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, numbered from `start` where there is one.
    List {
        /// The first number.
        start: Option<u64>,
        /// The items.
        items: Vec<Item>,
        /// Whether no blank line stands between the items.
        tight: bool,
    },
    /// A quote, or a GitHub alert.
    Quote {
        /// What the alert is.
        alert: Option<Alert>,
        /// What it says.
        body: Vec<Node>,
    },
    /// Code to read.
    Code {
        /// As the info string names it.
        language: Option<String>,
        /// Without the fence.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A thematic break.
    Rule,
    /// What a footnote says.
    Footnote {
        /// Its label.
        label: String,
        /// Its text.
        body: Vec<Node>,
    },
    /// The place of an exercise's card.
    Exercise {
        /// Its id.
        id: String,
    },
    /// Code that the learner may run and change.
    Example(Example),
    /// What learners do not see.
    Hidden(Hidden),
}

impl Document {
    /// Its examples, in order, those inside quotes, lists and footnotes too.
    pub fn examples(&self) -> Vec<&Example> {
        let mut all = Vec::new();
        collect_examples(&self.nodes, &mut all);
        all
    }
}

fn collect_examples<'n>(nodes: &'n [Node], all: &mut Vec<&'n Example>) {
    for node in nodes {
        match node {
            Node::Example(example) => all.push(example),
            Node::Quote { body, .. } | Node::Footnote { body, .. } => collect_examples(body, all),
            Node::List { items, .. } => {
                items.iter().for_each(|i| collect_examples(&i.body, all));
            }
            _ => {}
        }
    }
}

/// A part of an exercise that learners do not see, where its author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// What it is to the exercise.
    pub part: Part,
    /// The exercise's id.
    pub exercise: String,
    /// The file that it is, where it is one.
    pub file: Option<String>,
    /// What it is written in.
    pub language: String,
    /// Without the fence.
    pub text: String,
}

/// What a hidden block is to its exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Tests.
    Test,
    /// The solution.
    Solution,
    /// A hint, until it is asked for.
    Hint,
    /// Checks other than tests.
    Checks,
    /// A wrong attempt.
    Wrong,
    /// What its checks and tests say in a translation.
    Words,
}

/// A `run` block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Which of the lesson's examples, from 0.
    pub index: usize,
    /// The language's name.
    pub language: String,
    /// The code.
    pub text: String,
    /// Source line, from 1.
    pub line: usize,
}

impl Example {
    /// The file that is run, as a learner begins with it.
    pub fn file(&self) -> SourceFile {
        SourceFile::new("example", self.text.trim_end_matches('\n'))
    }

    /// The name that its draft is kept under. No exercise's id has a `#`.
    pub fn draft_name(index: usize) -> String {
        format!("#{index}")
    }
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Of a task list: whether it is ticked.
    pub checked: Option<bool>,
    /// What it says.
    pub body: Vec<Node>,
}

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// A column's alignment.
    pub align: Vec<Align>,
    /// The head's cells.
    pub head: Vec<Vec<Inline>>,
    /// The rows' cells.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Left, also where nothing is said.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
}

/// GitHub's kinds of alerts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alert {
    /// `[!NOTE]`
    Note,
    /// `[!TIP]`
    Tip,
    /// `[!IMPORTANT]`
    Important,
    /// `[!WARNING]`
    Warning,
    /// `[!CAUTION]`
    Caution,
}

/// A run of text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// `code`
    Code(String),
    /// *so*
    Emphasis(Vec<Inline>),
    /// **so**
    Strong(Vec<Inline>),
    /// ~~so~~
    Strikethrough(Vec<Inline>),
    /// A link.
    Link {
        /// Where to.
        target: String,
        /// Its words.
        text: Vec<Inline>,
    },
    /// An image, by its words.
    Image {
        /// Where it is.
        target: String,
        /// What it shows.
        alt: String,
    },
    /// A reference to a footnote.
    FootnoteRef(String),
    /// A line end in the source: a space.
    SoftBreak,
    /// A line end that is meant.
    HardBreak,
}

/// Where to an image leads that is all of a text, and its words.
pub fn lone_image(text: &[Inline]) -> Option<(&str, &str)> {
    match text {
        [Inline::Image { target, alt }] => Some((target, alt)),
        _ => None,
    }
}

impl Inline {
    /// The words of a text without their looks; line ends are spaces.
    pub fn plain(inlines: &[Inline]) -> String {
        let mut text = String::new();
        for inline in inlines {
            inline.write_plain(&mut text);
        }
        text
    }

    fn write_plain(&self, text: &mut String) {
        match self {
            Inline::Text(words) | Inline::Code(words) => text.push_str(words),
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                inner.iter().for_each(|inline| inline.write_plain(text));
            }
            Inline::Link { text: inner, .. } => {
                inner.iter().for_each(|inline| inline.write_plain(text));
            }
            Inline::Image { alt, .. } => text.push_str(alt),
            Inline::FootnoteRef(_) => {}
            Inline::SoftBreak | Inline::HardBreak => text.push(' '),
        }
    }
}
