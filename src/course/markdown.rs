//! Markdown → [`Document`], with every fence handed to whoever knows what it means.
//!
//! It knows no exercise. Nothing here recurses and the document is at most [`DEEPEST`] levels deep, so
//! that whoever walks it may recurse.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, Event, Options, Parser, Tag};

use super::depth::abyss;
use super::fence::Fence;
use super::frame::{Frame, Open};
use super::html;
use super::source::Source;
use super::{Alert, Align, Document, Inline, Item, Node, Table};

/// Deeper structure is flattened to its text.
pub(super) const DEEPEST: usize = 64;

/// A Markdown text alone, such as a hint: every fence is code to read. Never fails.
pub fn parse_markdown(text: &str) -> Document {
    let source = Source::new("", text);
    parse(&source, code_to_read).document
}

fn code_to_read(fence: Fence<'_>) -> Option<Node> {
    let info = &fence.body.source.text[fence.info.clone()];
    Some(Node::Code {
        language: info.split_whitespace().next().map(str::to_owned),
        text: fence.body.text,
    })
}

/// What a text says.
#[derive(Debug)]
pub(super) struct Parsed {
    pub document: Document,
    /// The first place that was too deep and is flattened.
    pub too_deep: Option<Range<usize>>,
    /// A paragraph that begins like a fence: its info string has a backtick.
    pub broken_fence: Option<Range<usize>>,
}

/// Reads a source; `meaning` says what stands at the place of a fence, if anything.
pub(super) fn parse<'a>(
    source: &'a Source,
    meaning: impl FnMut(Fence<'a>) -> Option<Node>,
) -> Parsed {
    if let Some(at) = abyss(&source.text) {
        return Parsed {
            document: Document {
                nodes: vec![Node::Paragraph(lines(&source.text))],
                lines: vec![1],
                ..Document::default()
            },
            too_deep: Some(at),
            broken_fence: None,
        };
    }
    let mut builder = Builder {
        source,
        meaning,
        stack: vec![Frame::new(Open::Document)],
        lines: Vec::new(),
        begun: 0,
        flat: 0,
        too_deep: None,
        broken_fence: None,
    };
    for (event, range) in Parser::new_ext(&source.text, options()).into_offset_iter() {
        builder.begin(range.start);
        builder.event(event, range);
        builder.number();
    }
    builder.finish()
}

/// What of Markdown lessons are written in.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
}

struct Builder<'a, F> {
    source: &'a Source,
    meaning: F,
    /// Never empty: the document is its first.
    stack: Vec<Frame<'a>>,
    /// The line of each of the document's nodes so far, and where the one begins that is being read.
    lines: Vec<usize>,
    begun: usize,
    /// How many levels are open past the deepest.
    flat: usize,
    too_deep: Option<Range<usize>>,
    broken_fence: Option<Range<usize>>,
}

impl<'a, F: FnMut(Fence<'a>) -> Option<Node>> Builder<'a, F> {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(_) if self.stack.len() >= DEEPEST => {
                self.too_deep.get_or_insert(range);
                self.flat += 1;
                self.top(Frame::part);
            }
            Event::End(_) if self.flat > 0 => self.flat -= 1,
            Event::Start(tag) => self.start(tag, range),
            Event::End(_) => self.end(range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => self.inline(Inline::Code(code.into_string())),
            Event::Html(text) => self.text(&text, range),
            Event::InlineHtml(tag) if html::is_break(&tag) => self.inline(Inline::HardBreak),
            Event::InlineHtml(tag) => self.text(&html::visible(&tag), range),
            Event::FootnoteReference(label) => {
                self.inline(Inline::FootnoteRef(label.into_string()));
            }
            Event::SoftBreak => self.inline(Inline::SoftBreak),
            Event::HardBreak => self.inline(Inline::HardBreak),
            Event::Rule => self.top(|top| top.push_node(Node::Rule)),
            Event::TaskListMarker(ticked) => self.tick(ticked),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.text(&text, range),
        }
    }

    /// What comes begins here, unless it is part of something.
    fn begin(&mut self, at: usize) {
        if self.stack.len() == 1 {
            self.begun = at;
        }
    }

    /// The document's new nodes began where the last one did.
    fn number(&mut self) {
        let nodes = self.stack.first().map_or(0, |frame| frame.nodes.len());
        if nodes > self.lines.len() {
            self.lines.resize(nodes, self.source.line(self.begun));
        }
    }

    fn top(&mut self, change: impl FnOnce(&mut Frame<'a>)) {
        if let Some(top) = self.stack.last_mut() {
            change(top);
        }
    }

    fn inline(&mut self, inline: Inline) {
        self.top(|top| top.inlines.push(inline));
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        self.top(|top| match &mut top.open {
            Open::Fence { fence, end } => {
                fence.push(text, range.start);
                *end = range.end;
            }
            _ => top.push_text(text),
        });
    }

    fn tick(&mut self, ticked: bool) {
        let item = self
            .stack
            .iter_mut()
            .rev()
            .find_map(|frame| match &mut frame.open {
                Open::Item { checked } => Some(checked),
                _ => None,
            });
        if let Some(checked) = item {
            *checked = Some(ticked);
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let open = match tag {
            Tag::Heading { level, .. } => Open::Heading {
                level: level as u8,
                line: self.source.line(range.start),
            },
            Tag::BlockQuote(kind) => Open::Quote(kind.map(alert)),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => {
                let fence = Fence::open(self.source, range.start);
                let end = fence.opening.end;
                Open::Fence { fence, end }
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => Open::Indented(String::new()),
            Tag::HtmlBlock => Open::Html(String::new()),
            Tag::List(start) => Open::List {
                start,
                items: Vec::new(),
                tight: true,
            },
            Tag::Item => Open::Item { checked: None },
            Tag::FootnoteDefinition(label) => Open::Footnote(label.into_string()),
            Tag::Table(align) => Open::Table(Table {
                align: align.into_iter().map(alignment).collect(),
                head: Vec::new(),
                rows: Vec::new(),
            }),
            Tag::TableHead => Open::Row {
                head: true,
                cells: Vec::new(),
            },
            Tag::TableRow => Open::Row {
                head: false,
                cells: Vec::new(),
            },
            Tag::TableCell => Open::Cell,
            Tag::Emphasis => Open::Span(Inline::Emphasis),
            Tag::Strong => Open::Span(Inline::Strong),
            Tag::Strikethrough => Open::Span(Inline::Strikethrough),
            Tag::Link { dest_url, .. } => Open::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => Open::Image(dest_url.into_string()),
            // The others belong to extensions that are not enabled.
            _ => {
                self.paragraph(range);
                Open::Paragraph
            }
        };
        self.stack.push(Frame::new(open));
    }

    /// A paragraph in an item makes its list loose; one that begins like a fence was meant as one.
    fn paragraph(&mut self, range: Range<usize>) {
        if let [.., list, item] = self.stack.as_mut_slice()
            && let (Open::List { tight, .. }, Open::Item { .. }) = (&mut list.open, &item.open)
        {
            *tight = false;
        }
        let text = &self.source.text[range.clone()];
        let line = text.lines().next().unwrap_or("");
        let ticks = line.len() - line.trim_start_matches('`').len();
        if ticks >= 3 && !line[ticks..].contains(&line[..ticks]) {
            self.broken_fence
                .get_or_insert(range.start..range.start + line.len());
        }
    }

    fn end(&mut self, range: Range<usize>) {
        let Some(frame) = self.stack.pop() else {
            return;
        };
        self.close(frame, range);
    }

    fn close(&mut self, mut frame: Frame<'a>, range: Range<usize>) {
        if frame.open.has_words() {
            self.close_words(frame.open, frame.inlines);
        } else {
            frame.flush();
            self.close_blocks(frame.open, frame.nodes, range);
        }
    }

    fn close_words(&mut self, open: Open<'a>, text: Vec<Inline>) {
        match open {
            Open::Heading { level, line } => self.node(Node::Heading { level, text, line }),
            Open::Row { head, cells } => self.row(head, cells, text),
            Open::Cell => self.cell(text),
            Open::Span(make) => self.inline(make(text)),
            Open::Link(target) => self.inline(Inline::Link { target, text }),
            Open::Image(target) => {
                let alt = Inline::plain(&text);
                self.inline(Inline::Image { target, alt });
            }
            _ => self.node(Node::Paragraph(text)),
        }
    }

    fn close_blocks(&mut self, open: Open<'a>, body: Vec<Node>, range: Range<usize>) {
        match open {
            Open::List {
                start,
                mut items,
                tight,
            } => {
                // What is bare in a list was in items too deep to be kept apart.
                if !body.is_empty() {
                    items.push(Item {
                        checked: None,
                        body,
                    });
                }
                self.node(Node::List {
                    start,
                    items,
                    tight,
                });
            }
            Open::Item { checked } => self.item(Item { checked, body }),
            Open::Quote(alert) => self.node(Node::Quote { alert, body }),
            Open::Footnote(label) => self.node(Node::Footnote { label, body }),
            Open::Table(table) => {
                self.node(Node::Table(table));
                body.into_iter().for_each(|node| self.node(node));
            }
            Open::Fence { fence, end } => self.fence(fence, end, range),
            Open::Indented(text) => self.node(Node::Code {
                language: None,
                text,
            }),
            Open::Html(text) => self.html(&text),
            _ => body.into_iter().for_each(|node| self.node(node)),
        }
    }

    fn node(&mut self, node: Node) {
        self.top(|top| top.push_node(node));
    }

    fn item(&mut self, item: Item) {
        self.top(|top| match &mut top.open {
            Open::List { items, .. } => items.push(item),
            _ => top.nodes.extend(item.body),
        });
    }

    fn cell(&mut self, cell: Vec<Inline>) {
        self.top(|top| match &mut top.open {
            Open::Row { cells, .. } => cells.push(cell),
            _ => top.inlines.extend(cell),
        });
    }

    /// Words that are bare in a row were in cells too deep to be kept apart.
    fn row(&mut self, head: bool, mut cells: Vec<Vec<Inline>>, bare: Vec<Inline>) {
        if !bare.is_empty() {
            cells.push(bare);
        }
        self.top(|top| match &mut top.open {
            Open::Table(table) if head => table.head = cells,
            Open::Table(table) => table.rows.push(cells),
            _ => top.inlines.extend(cells.into_iter().flatten()),
        });
    }

    fn fence(&mut self, mut fence: Fence<'a>, end: usize, range: Range<usize>) {
        let close = self.source.text.get(end..range.end).unwrap_or("");
        fence.closed = close.trim_end().ends_with(['`', '~']);
        if let Some(node) = (self.meaning)(fence) {
            self.node(node);
        }
    }

    fn html(&mut self, text: &str) {
        let shown = html::visible(text);
        if !shown.trim().is_empty() {
            self.node(Node::Paragraph(lines(shown.trim())));
        }
    }

    fn finish(mut self) -> Parsed {
        while self.stack.len() > 1 {
            self.end(0..self.source.text.len());
        }
        self.top(Frame::flush);
        self.number();
        let document = self.stack.pop();
        Parsed {
            document: Document {
                nodes: document.map(|frame| frame.nodes).unwrap_or_default(),
                lines: self.lines,
                ..Document::default()
            },
            too_deep: self.too_deep,
            broken_fence: self.broken_fence,
        }
    }
}

/// A text's lines with soft breaks between.
fn lines(text: &str) -> Vec<Inline> {
    let mut inlines = Vec::new();
    for line in text.lines() {
        if !inlines.is_empty() {
            inlines.push(Inline::SoftBreak);
        }
        inlines.push(Inline::Text(line.to_owned()));
    }
    inlines
}

fn alert(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn alignment(alignment: Alignment) -> Align {
    match alignment {
        Alignment::None | Alignment::Left => Align::Left,
        Alignment::Center => Align::Center,
        Alignment::Right => Align::Right,
    }
}
