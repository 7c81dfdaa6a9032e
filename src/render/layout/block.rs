//! Blocks: each kind of [`Node`] set below the last.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::flow::{self, Fragment, Set};
use super::notes::Notes;
use super::{CARD_HEIGHT, Card, Heading, Layout, Words};
use crate::course::{Alert, Document, Inline, Item, Node, Picture, lone_image};
use crate::render::{Face, Role, StyledLine, text};

/// The widest column of text that reads well.
const MEASURE: usize = 88;
/// The cells at either side of the text.
const MARGIN: usize = 2;
/// Signs at the left (margin, bullets, bars) are left out where they would leave less room than this.
const LEAST_ROOM: usize = 8;
/// By depth of the list.
const BULLETS: [&str; 3] = ["•", "◦", "▪"];

/// Sets blocks, one after another.
pub(super) struct Builder<'a> {
    pub layout: Layout,
    pub words: &'a Words,
    pub notes: Notes<'a>,
    /// What the document shows, by the targets of its images.
    pub pictures: Option<&'a BTreeMap<String, Arc<Picture>>>,
    /// What stands at the left of every line, outermost first.
    prefixes: Vec<Prefix>,
    /// The face of plain words here.
    base: Face,
    /// Blank lines before whatever comes next.
    gap: usize,
    /// How many lists enclose what comes next.
    depth: usize,
}

/// What stands at the left of a block's lines.
#[derive(Debug, Clone)]
struct Prefix {
    /// On the first line, until it is used.
    first: Option<Fragment>,
    /// On the others.
    rest: Fragment,
    width: usize,
}

impl<'a> Builder<'a> {
    pub fn new(layout: Layout, words: &'a Words) -> Self {
        Self {
            layout,
            words,
            notes: Notes::default(),
            pictures: None,
            prefixes: Vec::new(),
            base: Face::new(Role::Text),
            gap: 0,
            depth: 0,
        }
    }

    /// Sets a document, until so many lines are full.
    pub fn document(mut self, document: &'a Document, lines: usize) -> Layout {
        self.notes.define(&document.nodes);
        self.pictures = Some(&document.pictures);
        self.prefix(None, Fragment::new(Role::Text, " ".repeat(MARGIN)));
        for node in &document.nodes {
            if self.layout.lines.len() >= lines {
                self.layout.is_whole = false;
                return self.layout;
            }
            if !self.is_set(node) {
                self.layout.blocks.push(self.layout.lines.len());
                continue;
            }
            self.space_before(node);
            let gap = if self.layout.lines.is_empty() {
                0
            } else {
                self.gap
            };
            self.layout.blocks.push(self.layout.lines.len() + gap);
            self.block(node);
            self.gap = 1;
        }
        self.footnotes();
        // A link without words cannot be seen.
        self.layout.links.retain(|link| link.line < usize::MAX);
        self.layout
    }

    /// Whether a block comes to the page: hidden ones only where there are words for them.
    fn is_set(&self, node: &Node) -> bool {
        !matches!(node, Node::Hidden(_)) || self.words.hidden.is_some()
    }

    fn blocks(&mut self, nodes: &'a [Node], tight: bool) {
        let flowing = |node: &Node| matches!(node, Node::Paragraph(_) | Node::List { .. });
        for (i, node) in nodes.iter().enumerate() {
            if !self.is_set(node) {
                continue;
            }
            let close = tight && i > 0 && flowing(&nodes[i - 1]) && flowing(node);
            if i > 0 && !close {
                self.space_before(node);
            }
            self.block(node);
        }
    }

    fn space_before(&mut self, node: &Node) {
        let lines = match node {
            Node::Heading { level: 1 | 2, .. } => 2,
            Node::Footnote { .. } => 0,
            _ => 1,
        };
        self.gap = self.gap.max(lines);
    }

    fn block(&mut self, node: &'a Node) {
        match node {
            Node::Heading { level, text, line } => self.heading(*level, text, *line),
            Node::Paragraph(text) => self.paragraph(text),
            Node::List {
                start,
                items,
                tight,
            } => self.list(*start, items, *tight),
            Node::Quote { alert, body } => self.quote(*alert, body),
            Node::Code { language, text } => self.code(language.as_deref(), text),
            Node::Example(example) => self.example(example),
            Node::Hidden(hidden) => self.hidden(hidden),
            Node::Table(table) => self.table(table),
            Node::Rule => self.emit(vec![Fragment::new(Role::Rule, "─".repeat(self.room()))]),
            Node::Footnote { .. } => {}
            Node::Exercise { id } => self.card(id),
        }
    }

    fn paragraph(&mut self, text: &'a [Inline]) {
        let is_shown = lone_image(text).is_some_and(|(target, alt)| self.picture(target, alt));
        if !is_shown {
            let text = self.flow(text, self.base);
            self.wrapped(&text);
        }
    }

    fn heading(&mut self, level: u8, text: &'a [Inline], source: usize) {
        let (role, sign, rule) = match level {
            1 => (Role::Heading, "", "━"),
            2 => (Role::Heading, "", "─"),
            3 => (Role::Subheading, "▸ ", ""),
            _ => (Role::Subheading, "▹ ", ""),
        };
        let words = self.flow(text, role.into());
        self.flush_gap();
        self.layout.headings.push(Heading {
            level,
            text: words.iter().map(|f| f.text.as_str()).collect(),
            line: self.layout.lines.len(),
            source,
        });
        let rest = " ".repeat(flow::width(&[Fragment::new(role, sign)]));
        self.prefix(
            Some(Fragment::new(Role::Accent, sign)),
            Fragment::new(role, rest),
        );
        let longest = self.wrapped(&words);
        self.prefixes.pop();
        if !rule.is_empty() {
            self.emit(vec![Fragment::new(Role::Accent, rule.repeat(longest))]);
        }
    }

    fn list(&mut self, start: Option<u64>, items: &'a [Item], tight: bool) {
        let bullet = BULLETS[self.depth % BULLETS.len()];
        let last = start.map(|first| first.saturating_add(items.len().saturating_sub(1) as u64));
        let digits = last.map_or(0, |last| last.to_string().len());
        self.depth += 1;
        for (i, item) in items.iter().enumerate() {
            let number = start.map(|first| first.saturating_add(i as u64));
            let (role, sign) = match (item.checked, number) {
                (Some(true), _) => (Role::Pass, "☑ ".to_owned()),
                (Some(false), _) => (Role::Bullet, "☐ ".to_owned()),
                (None, Some(number)) => (Role::Bullet, format!("{number:>digits$}. ")),
                (None, None) => (Role::Bullet, format!("{bullet} ")),
            };
            if i > 0 && !tight {
                self.gap = self.gap.max(1);
            }
            let sign = Fragment::new(role, sign);
            let rest = Fragment::new(
                Role::Text,
                " ".repeat(flow::width(std::slice::from_ref(&sign))),
            );
            self.prefix(Some(sign), rest);
            self.blocks(&item.body, tight);
            self.end_item();
        }
        self.depth -= 1;
    }

    /// Takes the item's prefix away; an empty item still shows its bullet.
    fn end_item(&mut self) {
        if self
            .prefixes
            .last()
            .is_some_and(|prefix| prefix.first.is_some())
        {
            self.emit(Set::new());
        }
        self.prefixes.pop();
    }

    fn quote(&mut self, alert: Option<Alert>, body: &'a [Node]) {
        let role = alert.map_or(Role::Quote, |alert| alert_sign(alert).0);
        self.prefix(None, Fragment::new(role, "▎ "));
        let base = self.base;
        match alert {
            None => self.base = Face::new(Role::Quote),
            Some(alert) => {
                let (role, icon) = alert_sign(alert);
                let title = format!("{icon} {}", self.alert_title(alert));
                let face = Face::new(Role::Strong).with(role);
                self.wrapped(&[Fragment::new(face, title)]);
            }
        }
        self.blocks(body, false);
        self.base = base;
        self.prefixes.pop();
    }

    fn alert_title(&self, alert: Alert) -> &'a str {
        match alert {
            Alert::Note => &self.words.note,
            Alert::Tip => &self.words.tip,
            Alert::Important => &self.words.important,
            Alert::Warning => &self.words.warning,
            Alert::Caution => &self.words.caution,
        }
    }

    fn card(&mut self, id: &str) {
        self.flush_gap();
        self.layout.cards.push(Card {
            id: id.to_owned(),
            line: self.layout.lines.len(),
            height: CARD_HEIGHT,
            column: cells(self.left()),
            width: cells(self.room()),
        });
        for _ in 0..CARD_HEIGHT {
            self.emit(Set::new());
        }
    }

    fn footnotes(&mut self) {
        if self.notes.is_empty() {
            return;
        }
        self.gap = 2;
        self.emit(vec![Fragment::new(
            Role::Rule,
            "─".repeat(self.room().min(12)),
        )]);
        self.base = Face::new(Role::Muted);
        while let Some((mark, body)) = self.notes.next() {
            let mark = Fragment::new(Role::Footnote, format!("{mark} "));
            let rest = " ".repeat(flow::width(std::slice::from_ref(&mark)));
            self.prefix(Some(mark), Fragment::new(Role::Text, rest));
            self.blocks(body, false);
            self.end_item();
        }
    }

    /// The face of plain words here.
    pub fn base(&self) -> Face {
        self.base
    }

    /// Adds to what stands at the left, where that leaves room.
    fn prefix(&mut self, first: Option<Fragment>, rest: Fragment) {
        self.flush_gap();
        let width = flow::width(std::slice::from_ref(&rest));
        let prefix = match self.room() >= width + LEAST_ROOM {
            true => Prefix { first, rest, width },
            false => Prefix {
                first: None,
                rest: Fragment::new(Role::Text, ""),
                width: 0,
            },
        };
        self.prefixes.push(prefix);
    }

    /// The cells at the left of the text here.
    pub fn left(&self) -> usize {
        self.prefixes.iter().map(|prefix| prefix.width).sum()
    }

    /// The cells that text may take here, at least one.
    pub fn room(&self) -> usize {
        let width = usize::from(self.layout.bounds.width);
        let right = if width >= MARGIN * 2 + LEAST_ROOM {
            MARGIN
        } else {
            0
        };
        let end = (width - right).min(MARGIN + MEASURE);
        end.saturating_sub(self.left()).max(1)
    }

    /// Sets running text, and says how wide its widest line is.
    pub fn wrapped(&mut self, text: &[Fragment]) -> usize {
        let lines = flow::wrap(text, self.room());
        let widest = lines.iter().map(|line| flow::width(line)).max();
        lines.into_iter().for_each(|line| self.emit(line));
        widest.unwrap_or(0)
    }

    /// Adds one line, behind what stands at the left.
    pub fn emit(&mut self, line: Set) {
        self.flush_gap();
        self.emit_now(line);
    }

    /// Adds the blank lines that are due, but none at the very top.
    pub fn flush_gap(&mut self) {
        let gap = std::mem::take(&mut self.gap);
        if !self.layout.lines.is_empty() {
            (0..gap).for_each(|_| self.emit_blank());
        }
    }

    fn emit_blank(&mut self) {
        let mut line = StyledLine::default();
        for prefix in &self.prefixes {
            line.push(prefix.rest.face, &prefix.rest.text);
        }
        trim(&mut line);
        self.layout.lines.push(line);
    }

    fn emit_now(&mut self, set: Set) {
        let mut line = StyledLine::default();
        for prefix in &mut self.prefixes {
            let first = prefix.first.take();
            let part = first.as_ref().unwrap_or(&prefix.rest);
            line.push(part.face, &part.text);
        }
        let mut cell = self.left();
        for fragment in set {
            line.push(fragment.face, &fragment.text);
            let cells = cell..cell + text::width(&fragment.text);
            cell = cells.end;
            if let Some(link) = fragment.link.and_then(|i| self.layout.links.get_mut(i)) {
                link.line = link.line.min(self.layout.lines.len());
                link.places.push((self.layout.lines.len(), cells));
            }
        }
        trim(&mut line);
        self.layout.lines.push(line);
    }
}

/// Takes the spaces at the end away, but not the ground of code.
fn trim(line: &mut StyledLine) {
    while let Some(last) = line.pieces.last_mut() {
        if last.face.has(Role::CodeBlock) {
            return;
        }
        last.text.truncate(last.text.trim_end_matches(' ').len());
        if !last.text.is_empty() {
            return;
        }
        line.pieces.pop();
    }
}

fn alert_sign(alert: Alert) -> (Role, &'static str) {
    match alert {
        Alert::Note => (Role::Note, "ℹ"),
        Alert::Tip => (Role::Tip, "✦"),
        Alert::Important => (Role::Important, "◆"),
        Alert::Warning => (Role::Warning, "⚠"),
        Alert::Caution => (Role::Caution, "✖"),
    }
}

pub(super) fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
