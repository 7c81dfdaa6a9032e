//! A lesson's text in plain lines, one thing after the other: for whoever has it read out, and for pipes. What stands in it to be
//! run or solved parts it, so that it can be heard a part at a time.

use super::Words;
use super::flow::{self, Fragment};
use super::notes::Notes;
use crate::course::{Alert, Document, Example, Inline, Item, Node, Table};
use crate::render::{Role, text};

/// How far code stands in.
const CODE: &str = "    ";
/// Less room than this is not worth wrapping to.
const LEAST_ROOM: usize = 20;

/// The words that plain text adds to the author's, in the learner's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainWords {
    /// Those of every layout.
    pub layout: Words,
    /// Before code to read.
    pub code: String,
    /// Before a quote.
    pub quote: String,
    /// Before what a picture shows.
    pub image: String,
    /// Before a heading of the second level: what is heard has no size.
    pub section: String,
    /// Before one below it.
    pub subsection: String,
}

/// A stretch of a document, up to something to be run or solved, or to its end.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PlainPart {
    /// The source line of the block that it begins with, from 1; 0 where nobody knows.
    pub line: usize,
    /// The words of its headings, in order.
    pub headings: Vec<String>,
    /// What is read. Nothing in it can control a terminal.
    pub lines: Vec<String>,
    /// What it ends with.
    pub stop: Option<Stop>,
}

/// Something in a lesson that can be run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The exercise of this id.
    Exercise(String),
    /// Which of the lesson's examples, from 0.
    Example(usize),
}

/// Sets `document` in plain lines, wrapped to `width` cells where there is one.
pub fn plain(document: &Document, width: Option<usize>, words: &PlainWords) -> Vec<PlainPart> {
    let mut writer = Writer {
        words,
        width,
        parts: Vec::new(),
        part: PlainPart::default(),
        source: 0,
        indent: String::new(),
        sign: None,
        notes: Notes::default(),
    };
    writer.notes.define(&document.nodes);
    for (at, node) in document.nodes.iter().enumerate() {
        writer.source = document.lines.get(at).copied().unwrap_or(0);
        writer.block(node, false);
    }
    writer.end_part(None);
    writer.parts
}

/// One text as lines, wrapped to `width` cells where there is one. Nothing in it can control a terminal.
pub fn plain_lines(words: &str, width: Option<usize>) -> Vec<String> {
    let set = |line: &str| {
        let line = text::visible(line).into_owned();
        let Some(width) = width else {
            return vec![line];
        };
        let fragments = [Fragment::new(Role::Text, line)];
        let rows = flow::wrap(&fragments, width.max(LEAST_ROOM)).into_iter();
        rows.map(|row| row.iter().map(|f| f.text.as_str()).collect())
            .collect()
    };
    words.split('\n').flat_map(set).collect()
}

struct Writer<'a> {
    words: &'a PlainWords,
    width: Option<usize>,
    parts: Vec<PlainPart>,
    part: PlainPart,
    /// The source line of the block at hand.
    source: usize,
    /// What stands at the left of every line.
    indent: String,
    /// What stands there on the next line alone.
    sign: Option<String>,
    notes: Notes<'a>,
}

impl<'a> Writer<'a> {
    /// A block; `close` to the one before it, or with a blank line between them.
    fn block(&mut self, node: &'a Node, close: bool) {
        if !close {
            self.blank();
        }
        match node {
            Node::Heading { level, text, .. } => self.heading(*level, text),
            Node::Paragraph(text) => self.paragraph(text),
            Node::List {
                start,
                items,
                tight,
            } => self.list(*start, items, *tight),
            Node::Quote { alert, body } => self.quote(*alert, body),
            Node::Code { language, text } => self.code(language.as_deref(), text),
            Node::Table(table) => self.table(table),
            Node::Exercise { id } => self.end_part(Some(Stop::Exercise(id.clone()))),
            Node::Example(Example { index, .. }) => self.end_part(Some(Stop::Example(*index))),
            // Notes are told where they are referred to.
            Node::Rule | Node::Footnote { .. } | Node::Hidden(_) => {}
        }
    }

    fn heading(&mut self, level: u8, text: &'a [Inline]) {
        if level <= 2 && !self.part.lines.is_empty() {
            self.part.lines.push(String::new());
        }
        let words = self.inline(text);
        self.part.headings.push(text::visible(&words).into_owned());
        match level {
            1 => self.write(&words),
            2 => self.write(&format!("{}: {words}", self.words.section)),
            _ => self.write(&format!("{}: {words}", self.words.subsection)),
        }
    }

    fn paragraph(&mut self, text: &'a [Inline]) {
        let words = self.inline(text);
        self.write(&words);
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Item], tight: bool) {
        for (at, item) in items.iter().enumerate() {
            let number = start.map(|first| first.saturating_add(at as u64));
            let sign = match (item.checked, number) {
                (Some(true), _) => "[x] ".to_owned(),
                (Some(false), _) => "[ ] ".to_owned(),
                (None, Some(number)) => format!("{number}. "),
                (None, None) => "- ".to_owned(),
            };
            if at > 0 && !tight {
                self.blank();
            }
            self.within(&sign, |writer| {
                for (at, node) in item.body.iter().enumerate() {
                    let flows = matches!(node, Node::Paragraph(_) | Node::List { .. });
                    writer.block(node, at == 0 || (tight && flows));
                }
            });
        }
    }

    /// What `write` writes stands behind a sign, and below its end.
    fn within(&mut self, sign: &str, write: impl FnOnce(&mut Self)) {
        let outer = self.indent.clone();
        let before = self.sign.take().unwrap_or_else(|| outer.clone());
        self.sign = Some(format!("{before}{sign}"));
        self.indent = format!("{outer}{}", " ".repeat(text::width(sign)));
        write(self);
        self.indent = outer;
        if let Some(sign) = self.sign.take() {
            self.push(sign);
        }
    }

    fn quote(&mut self, alert: Option<Alert>, body: &'a [Node]) {
        let words = &self.words.layout;
        let title = match alert {
            None => &self.words.quote,
            Some(Alert::Note) => &words.note,
            Some(Alert::Tip) => &words.tip,
            Some(Alert::Important) => &words.important,
            Some(Alert::Warning) => &words.warning,
            Some(Alert::Caution) => &words.caution,
        };
        let title = format!("{title}:");
        self.write(&title);
        let outer = self.indent.clone();
        self.indent.push_str("  ");
        for (at, node) in body.iter().enumerate() {
            self.block(node, at == 0);
        }
        self.indent = outer;
    }

    fn code(&mut self, language: Option<&str>, code: &str) {
        let label = &self.words.code;
        let label = match language.filter(|language| !language.is_empty()) {
            Some(language) => format!("{label}, {language}:"),
            None => format!("{label}:"),
        };
        self.write(&label);
        for line in code.lines() {
            let line = format!("{}{CODE}{}", self.indent, text::visible(line));
            self.push(line);
        }
    }

    /// A row after the other, each cell behind the head of its column.
    fn table(&mut self, table: &'a Table) {
        let heads: Vec<String> = table.head.iter().map(|cell| self.inline(cell)).collect();
        for row in &table.rows {
            let mut told = Vec::new();
            for (at, cell) in row.iter().enumerate() {
                let cell = self.inline(cell);
                told.push(match heads.get(at).filter(|head| !head.is_empty()) {
                    _ if cell.is_empty() => continue,
                    Some(head) => format!("{head}: {cell}"),
                    None => cell,
                });
            }
            self.within("- ", |writer| writer.write(&told.join("; ")));
        }
    }

    fn inline(&mut self, inlines: &'a [Inline]) -> String {
        let mut words = String::new();
        for inline in inlines {
            match inline {
                Inline::Text(text) => words.push_str(text),
                Inline::Code(code) => words.push_str(&format!("`{code}`")),
                // What is said with stress means something else without.
                Inline::Emphasis(inner) => words.push_str(&format!("*{}*", self.inline(inner))),
                Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                    words.push_str(&self.inline(inner));
                }
                Inline::Link { target, text } => {
                    let text = self.inline(text);
                    let leads_out = target.contains("://") && *target != text;
                    words.push_str(&text);
                    if leads_out {
                        words.push_str(&format!(" ({target})"));
                    }
                }
                Inline::Image { alt, .. } => {
                    words.push_str(&format!("[{}: {alt}]", self.words.image));
                }
                Inline::FootnoteRef(label) => {
                    words.extend(self.notes.refer(label));
                }
                Inline::SoftBreak => words.push(' '),
                Inline::HardBreak => words.push('\n'),
            }
        }
        words
    }

    /// The notes that were referred to since, and the end of the part. One that says nothing is none.
    fn end_part(&mut self, stop: Option<Stop>) {
        self.sign = None;
        let indent = std::mem::take(&mut self.indent);
        let is_end = stop.is_none();
        while is_end || self.notes.is_awaited() {
            let Some((mark, body)) = self.notes.next() else {
                break;
            };
            self.blank();
            self.within(&format!("{mark} "), |writer| {
                for (at, node) in body.iter().enumerate() {
                    writer.block(node, at == 0);
                }
            });
        }
        self.indent = indent;
        let mut part = std::mem::take(&mut self.part);
        while part.lines.last().is_some_and(String::is_empty) {
            part.lines.pop();
        }
        if stop.is_some() || !part.lines.is_empty() {
            part.line = if part.line == 0 {
                self.source
            } else {
                part.line
            };
            self.parts.push(PlainPart { stop, ..part });
        }
    }

    fn write(&mut self, words: &str) {
        let room = self.width.map(|width| {
            let left = text::width(&self.indent);
            width.saturating_sub(left)
        });
        for line in plain_lines(words, room) {
            let left = self.sign.take().unwrap_or_else(|| self.indent.clone());
            self.push(format!("{left}{line}"));
        }
    }

    fn push(&mut self, line: String) {
        if self.part.line == 0 {
            self.part.line = self.source;
        }
        self.part.lines.push(line.trim_end().to_owned());
    }

    fn blank(&mut self) {
        if self.part.lines.last().is_some_and(|line| !line.is_empty()) {
            self.part.lines.push(String::new());
        }
    }
}
