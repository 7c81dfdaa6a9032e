//! What has begun and not ended while Markdown is read.

use super::fence::Fence;
use super::{Alert, Inline, Item, Node, Table};

/// Something that has begun and not ended.
pub(super) struct Frame<'a> {
    pub open: Open<'a>,
    pub nodes: Vec<Node>,
    pub inlines: Vec<Inline>,
}

pub(super) enum Open<'a> {
    Document,
    Heading {
        level: u8,
        line: usize,
    },
    Paragraph,
    List {
        start: Option<u64>,
        items: Vec<Item>,
        tight: bool,
    },
    Item {
        checked: Option<bool>,
    },
    Quote(Option<Alert>),
    Footnote(String),
    Table(Table),
    Row {
        head: bool,
        cells: Vec<Vec<Inline>>,
    },
    Cell,
    Fence {
        fence: Fence<'a>,
        end: usize,
    },
    Indented(String),
    Html(String),
    Span(fn(Vec<Inline>) -> Inline),
    Link(String),
    Image(String),
}

impl Open<'_> {
    /// Whether words stand in it, and no blocks.
    pub fn has_words(&self) -> bool {
        matches!(
            self,
            Open::Heading { .. }
                | Open::Paragraph
                | Open::Row { .. }
                | Open::Cell
                | Open::Span(_)
                | Open::Link(_)
                | Open::Image(_)
        )
    }
}

impl<'a> Frame<'a> {
    pub fn new(open: Open<'a>) -> Self {
        Self {
            open,
            nodes: Vec::new(),
            inlines: Vec::new(),
        }
    }

    /// Makes a paragraph of words that stand bare between blocks, as in a tight list.
    pub fn flush(&mut self) {
        if !self.inlines.is_empty() {
            let inlines = std::mem::take(&mut self.inlines);
            self.nodes.push(Node::Paragraph(inlines));
        }
    }

    /// Keeps the words of flattened blocks apart.
    pub fn part(&mut self) {
        if !matches!(self.inlines.last(), None | Some(Inline::SoftBreak)) {
            self.inlines.push(Inline::SoftBreak);
        }
    }

    pub fn push_node(&mut self, node: Node) {
        self.flush();
        self.nodes.push(node);
    }

    pub fn push_text(&mut self, text: &str) {
        match (&mut self.open, self.inlines.last_mut()) {
            (Open::Html(html) | Open::Indented(html), _) => html.push_str(text),
            (_, Some(Inline::Text(last))) => last.push_str(text),
            _ if text.is_empty() => {}
            _ => self.inlines.push(Inline::Text(text.to_owned())),
        }
    }
}
