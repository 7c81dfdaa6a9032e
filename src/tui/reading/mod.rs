//! Reading: which lesson is open, how it is set, where the learner is in it.

mod anchor;
mod edition;
mod follow;
mod pictures;

use std::ops::Range;
use std::sync::Arc;

use crate::course::{Example, Exercise, Lesson, Node, Pack, Picture, Wording};
use crate::locale::Words;
use crate::progress::Anchor;
use crate::render::{self, Bounds, Highlighter, Layout};

use super::model::Item;
use anchor::{anchor_at, knows, line_of};

/// So many lines are seen before what is brought into sight.
const BEFORE: usize = 3;

/// The lesson pane's state.
pub struct Reading {
    pack: Arc<Pack>,
    lesson: usize,
    layout: Option<Layout>,
    highlighter: Highlighter,
    words: render::Words,
    /// First visible line.
    scroll: usize,
    /// How many lines are visible.
    height: usize,
    /// Which of the lesson's cards and examples is selected.
    selected: Option<usize>,
    /// Where to scroll once the lesson is set.
    wanted: Option<Wanted>,
    /// Whether the next frame must not wait for more of the lesson than it shows.
    hurries: bool,
    /// Whether what is set is no longer what is to be shown.
    is_stale: bool,
    /// The blocks of the lesson that its author has just changed.
    changed: Range<usize>,
    /// Whether the terminal has the colours for pictures.
    shows_pictures: bool,
    /// Pictures that are not shown, although they are there.
    damaged: Vec<Arc<Picture>>,
}

/// A place that is looked up when the lesson has been set.
enum Wanted {
    Anchor(Anchor),
    /// The same, or this stop, where nothing of the lesson begins at the anchor's line: it is one of another translation then.
    Left {
        anchor: Anchor,
        stop: usize,
    },
    Stop(usize),
    /// A stop is the top, unless the reader is further on: now, or at the place where they were to be.
    Behind {
        stop: usize,
        from: Option<Anchor>,
    },
    /// So many lines into a block is the top.
    Block {
        block: usize,
        offset: usize,
    },
    /// A block is in sight, with so many lines from its first on.
    InSight {
        block: usize,
        lines: usize,
    },
}

impl Wanted {
    fn anchor(&self) -> Option<Anchor> {
        match self {
            Self::Anchor(anchor) | Self::Left { anchor, .. } => Some(*anchor),
            _ => None,
        }
    }
}

/// Something in a lesson that can be selected and opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// What it is.
    pub item: Item,
    /// First line of the layout.
    pub line: usize,
    /// How many lines.
    pub height: usize,
}

impl Reading {
    /// The pack's first lesson.
    pub fn new(pack: Arc<Pack>, highlighter: Highlighter, words: &Words) -> Self {
        Self {
            pack,
            lesson: 0,
            layout: None,
            highlighter,
            words: layout_words(words),
            scroll: 0,
            height: 1,
            selected: None,
            wanted: None,
            hurries: false,
            is_stale: false,
            changed: 0..0,
            shows_pictures: false,
            damaged: Vec::new(),
        }
    }

    /// Sets no more of the lesson for the next frame than it shows; the one after it has the whole.
    pub fn hurry(&mut self) {
        self.hurries = true;
    }

    /// The pack.
    pub fn pack(&self) -> &Arc<Pack> {
        &self.pack
    }

    /// What colours code.
    pub fn highlighter(&self) -> &Highlighter {
        &self.highlighter
    }

    /// The lesson that is open.
    pub fn lesson(&self) -> &Lesson {
        // A pack without lessons is refused when it is loaded.
        &self.pack.lessons[self.lesson]
    }

    /// Which of the pack's lessons it is, from 0.
    pub fn lesson_index(&self) -> usize {
        self.lesson
    }

    /// The lesson as it is set; nothing before the first [`prepare`](Self::prepare).
    pub fn layout(&self) -> Option<&Layout> {
        self.layout.as_ref()
    }

    /// First visible line.
    pub fn scroll_line(&self) -> usize {
        self.scroll
    }

    /// Opens a lesson at its beginning. Says whether there is one of this number.
    pub fn open(&mut self, lesson: usize) -> bool {
        if lesson >= self.pack.lessons.len() {
            return false;
        }
        if lesson != self.lesson {
            self.lesson = lesson;
            self.layout = None;
        }
        (self.scroll, self.selected, self.wanted) = (0, None, None);
        self.changed = 0..0;
        true
    }

    /// Opens the lesson of this id, if there is one, at this place.
    pub fn restore(&mut self, id: &str, anchor: Anchor) -> bool {
        let found = self.pack.lessons.iter().position(|l| l.id == id);
        let opened = found.is_some_and(|index| self.open(index));
        if opened {
            self.wanted = Some(Wanted::Anchor(anchor));
        }
        opened
    }

    /// The place to which the lesson is to be restored was left with this item open; `has_begun` says whether it is one at which
    /// something of the lesson begins.
    pub fn restore_beside(&mut self, item: &Item, has_begun: bool) {
        self.mark_selected(item);
        let anchor = self.wanted.as_ref().and_then(Wanted::anchor);
        if let (Some(anchor), Some(stop), true) = (anchor, self.selected, has_begun) {
            self.wanted = Some(Wanted::Left { anchor, stop });
        }
    }

    /// Where the learner is, whatever the width.
    pub fn anchor(&self) -> Anchor {
        let Some(layout) = &self.layout else {
            return Anchor::default();
        };
        anchor_at(layout, self.scroll)
    }

    /// The line of a place of this lesson, as it is set.
    pub fn line_of(&self, anchor: Anchor) -> Option<usize> {
        Some(line_of(self.layout.as_ref()?, anchor))
    }

    /// What the section is called that the learner is in.
    pub fn section(&self) -> &str {
        let section = self.layout.as_ref().and_then(|layout| {
            // Of a heading that only blank lines keep from the top, the section has begun.
            let mut lines = self.scroll..layout.len();
            let first = lines.find(|line| !layout.line(*line).pieces.is_empty());
            let mut headings = layout.headings().iter();
            headings.rfind(|heading| Some(heading.line) <= first)
        });
        section.map_or(&self.lesson().title, |heading| &heading.text)
    }

    /// Sets the lesson for this size, where it is not, and colours the code in sight.
    pub fn prepare(&mut self, width: u16, height: u16) {
        self.height = usize::from(height).max(1);
        let bounds = self.bounds(width, height);
        let is_set =
            |layout: &Layout| layout.bounds() == bounds && layout.is_whole() && !self.is_stale;
        if !self.layout.as_ref().is_some_and(is_set) {
            let place = self.layout.as_ref().map(|l| l.place(self.scroll));
            let layout = self.set(bounds);
            if let Some(place) = place {
                self.scroll = layout.line_at(place);
            }
            self.layout = Some(layout);
            self.is_stale = false;
        }
        self.go_where_wanted();
        self.scroll = self.scroll.min(self.last_scroll());
        let visible = self.scroll..self.scroll + self.height;
        if let Some(layout) = &mut self.layout {
            layout.prepare(visible);
        }
    }

    fn set(&mut self, bounds: Bounds) -> Layout {
        let hurries = std::mem::take(&mut self.hurries) && self.scroll == 0;
        let (body, height) = (self.body(), self.height);
        let (highlighter, words) = (&self.highlighter, &self.words);
        if hurries {
            let layout = Layout::beginning(&body, bounds, height, highlighter, words);
            let tops = [Anchor::default(), anchor_at(&layout, 0)];
            let is_top = |wanted: &Wanted| wanted.anchor().is_some_and(|a| tops.contains(&a));
            if self.wanted.as_ref().is_none_or(is_top) {
                return layout;
            }
        }
        Layout::new(&body, bounds, highlighter, words)
    }

    fn go_where_wanted(&mut self) {
        match (self.wanted.take(), &self.layout) {
            (Some(Wanted::Anchor(anchor)), Some(layout)) => {
                self.scroll = line_of(layout, anchor);
            }
            (Some(Wanted::Left { anchor, stop }), Some(layout)) => match knows(layout, anchor) {
                true => self.scroll = line_of(layout, anchor),
                false => self.show(stop),
            },
            (Some(Wanted::Stop(index)), _) => self.show(index),
            (Some(Wanted::Behind { stop, from }), Some(layout)) => {
                let here = from.map_or(self.scroll, |from| line_of(layout, from));
                let stop = self.stops().into_iter().nth(stop);
                self.scroll = stop.map_or(here, |stop| stop.line.max(here));
            }
            (Some(Wanted::Block { block, offset }), Some(layout)) => {
                let lines = layout.block_lines(block);
                self.scroll = lines.start + offset.min(lines.len().saturating_sub(1));
            }
            (Some(Wanted::InSight { block, lines }), Some(layout)) => {
                let block = layout.block_lines(block);
                self.bring_into_sight(block.start, block.len().max(lines));
            }
            (Some(_) | None, _) => {}
        }
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: i64) {
        let target = i64::try_from(self.scroll)
            .unwrap_or(i64::MAX)
            .saturating_add(lines);
        let target = usize::try_from(target.max(0)).unwrap_or(usize::MAX);
        self.scroll = target.min(self.last_scroll());
    }

    /// Scrolls by so many half screens.
    pub fn scroll_page(&mut self, halves: i32) {
        let half = i64::try_from(self.height / 2).unwrap_or(1).max(1);
        self.scroll_by(half * i64::from(halves));
    }

    /// To the first line.
    pub fn scroll_to_top(&mut self) {
        self.scroll = 0;
    }

    /// To the last line.
    pub fn scroll_to_bottom(&mut self) {
        self.scroll = self.last_scroll();
    }

    /// How many lines are above and below those in sight.
    pub fn hidden(&self) -> (usize, usize) {
        (self.scroll, self.last_scroll().saturating_sub(self.scroll))
    }

    fn last_scroll(&self) -> usize {
        let lines = self.layout.as_ref().map_or(0, Layout::len);
        lines.saturating_sub(self.height)
    }

    /// Everything in the lesson that can be selected, from top to bottom.
    pub fn stops(&self) -> Vec<Stop> {
        let Some(layout) = &self.layout else {
            return Vec::new();
        };
        let lesson = &self.lesson().id;
        let cards = layout.cards().iter().map(|card| Stop {
            item: Item::exercise(lesson, &card.id),
            line: card.line,
            height: card.height,
        });
        let examples = layout.examples().iter().map(|example| Stop {
            item: Item::example(lesson, example.index),
            line: example.lines.start,
            height: example.lines.len(),
        });
        let mut stops: Vec<Stop> = cards.chain(examples).collect();
        stops.sort_by_key(|stop| stop.line);
        stops
    }

    /// What is selected.
    pub fn selected(&self) -> Option<Stop> {
        self.stops().into_iter().nth(self.selected?)
    }

    /// Selects the next (1) or previous (-1) stop; from nothing, the first one in sight.
    pub fn select_next(&mut self, step: isize) {
        let stops = self.stops();
        if stops.is_empty() {
            return;
        }
        let next = match self.selected {
            Some(index) if self.in_sight(&stops[index.min(stops.len() - 1)]) => {
                index.saturating_add_signed(step)
            }
            _ => {
                let below = stops.partition_point(|s| s.line < self.scroll);
                if step < 0 {
                    below.saturating_sub(1)
                } else {
                    below
                }
            }
        };
        self.show(next.min(stops.len() - 1));
    }

    /// Selects this item's stop, now or once the lesson is set.
    pub fn select(&mut self, item: &Item) {
        if self.layout.is_some() {
            if let Some(index) = self.stops().iter().position(|s| s.item == *item) {
                self.show(index);
            }
        } else {
            let index = stop_index(self.lesson(), item);
            self.wanted = index.map(Wanted::Stop);
        }
    }

    /// Goes on behind this item: its stop comes to the top. Whoever has read further stays where they are.
    pub fn read_on(&mut self, item: &Item) {
        let Some(stop) = stop_index(self.lesson(), item) else {
            return;
        };
        self.selected = Some(stop);
        let from = self.wanted.as_ref().and_then(Wanted::anchor);
        self.wanted = Some(Wanted::Behind { stop, from });
    }

    /// Brings a block of the lesson into sight, now or once the lesson is set.
    pub fn show_block(&mut self, block: usize) {
        self.wanted = Some(Wanted::InSight { block, lines: 1 });
    }

    /// Selects this item's stop without scrolling to it.
    pub fn mark_selected(&mut self, item: &Item) {
        self.selected = stop_index(self.lesson(), item);
    }

    /// Of what is in sight, whole if anything is, the nearest to this item; itself, where it is.
    pub fn nearest_in_sight(&self, item: Option<&Item>) -> Option<Item> {
        let stops = self.stops();
        let here = stops.iter().position(|stop| Some(&stop.item) == item);
        let sight = self.scroll..=self.scroll + self.height;
        let rank = |(index, stop): &(usize, &Stop)| {
            let is_whole = sight.contains(&stop.line) && sight.contains(&(stop.line + stop.height));
            let is_here = here == Some(*index);
            let distance = here.map_or(0, |here| here.abs_diff(*index));
            (!is_here && !is_whole, distance)
        };
        let seen = stops.iter().enumerate().filter(|(_, s)| self.in_sight(s));
        seen.min_by_key(rank).map(|(_, stop)| stop.item.clone())
    }

    fn in_sight(&self, stop: &Stop) -> bool {
        stop.line < self.scroll + self.height && stop.line + stop.height > self.scroll
    }

    /// Selects a stop and brings it into sight, with a little of what stands before it.
    fn show(&mut self, index: usize) {
        self.selected = Some(index);
        let Some(stop) = self.selected() else { return };
        let bottom = stop.line + stop.height + 1;
        if stop.line < self.scroll || bottom > self.scroll + self.height {
            let lowest = bottom.saturating_sub(self.height);
            let target = if stop.line < self.scroll {
                stop.line.saturating_sub(BEFORE)
            } else {
                lowest
            };
            self.scroll = target.min(stop.line).min(self.last_scroll());
        }
    }

    /// An exercise of the open pack.
    pub fn exercise(&self, id: &str) -> Option<&Exercise> {
        self.pack.exercise(id).map(|(_, exercise)| exercise)
    }

    /// What an item's checks say in the language of the open pack.
    pub fn wording(&self, item: &Item) -> Wording {
        let exercise = match item {
            Item::Exercise { exercise, .. } => self.exercise(exercise),
            Item::Example { .. } | Item::Scratch { .. } => None,
        };
        exercise.and_then(|e| e.wording.clone()).unwrap_or_default()
    }

    /// An example of a lesson of the open pack.
    pub fn example(&self, lesson: &str, index: usize) -> Option<&Example> {
        let lesson = self.pack.lessons.iter().find(|l| l.id == lesson)?;
        lesson.example(index)
    }
}

/// Which stop of a lesson that is not set yet an item will be.
fn stop_index(lesson: &Lesson, item: &Item) -> Option<usize> {
    stops_of(&lesson.body.nodes).position(|node| match (node, item) {
        (Node::Exercise { id }, Item::Exercise { exercise, .. }) => id == exercise,
        (Node::Example(example), Item::Example { index, .. }) => example.index == *index,
        _ => false,
    })
}

/// The nodes that are stops, in order, those inside quotes and lists too.
fn stops_of(nodes: &[Node]) -> Box<dyn Iterator<Item = &Node> + '_> {
    Box::new(
        nodes
            .iter()
            .flat_map(|node| -> Box<dyn Iterator<Item = &Node> + '_> {
                match node {
                    Node::Exercise { .. } | Node::Example(_) => Box::new(std::iter::once(node)),
                    Node::Quote { body, .. } => stops_of(body),
                    Node::List { items, .. } => {
                        Box::new(items.iter().flat_map(|i| stops_of(&i.body)))
                    }
                    _ => Box::new(std::iter::empty()),
                }
            }),
    )
}

/// What a layout adds, for learners.
pub fn layout_words(words: &Words) -> render::Words {
    render::Words {
        note: words.say("alert-note"),
        tip: words.say("alert-tip"),
        important: words.say("alert-important"),
        warning: words.say("alert-warning"),
        caution: words.say("alert-caution"),
        run: words.say("example-run"),
        picture: words.say("picture-label"),
        hidden: None,
    }
}
