//! Something is picked from a list by typing some of its letters: an action, or a place of the course.
//!
//! It knows what there is and what fits best; what becomes of the choice is not its business.

mod actions;
mod fit;

use std::cmp::Reverse;

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use actions::Naming;
use fit::{Fit, Rank};

use super::action::Action;
use super::keymap::{Context, Keymap};
use super::looks::Look;
use super::target::Spot;
use crate::course::{Inline, Lesson, Node, Pack, Way};
use crate::locale::Words;
use crate::pack::search::{Hit, Query};
use crate::progress::Bookmark;
use crate::render::{Link, Palette};

/// So many lines of the lessons' text are listed at most.
const MOST_LINES: usize = 100;

/// The sign of an exercise, by its id.
pub type Sign<'a> = &'a dyn Fn(&str) -> &'static str;

/// A list to pick from.
#[derive(Debug, Clone, PartialEq)]
pub struct Picker {
    /// What it lists.
    pub list: List,
    /// What is typed.
    pub text: String,
    /// Which row is selected.
    pub selected: usize,
    /// What there is to pick from, before anything is typed.
    all: Vec<Row>,
    /// What fits, the best first.
    rows: Vec<Row>,
}

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// What can be done.
    Actions,
    /// Where one can go.
    Places,
    /// Where the links of the lesson lead.
    Links,
    /// What the learner has marked.
    Bookmarks,
    /// How the screen can look.
    Themes,
}

/// What can be picked.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What it is called.
    pub words: String,
    /// Which of its characters fit what is typed, in order.
    pub marks: Vec<u32>,
    /// What stands beside it: a key, or a lesson.
    pub beside: String,
    /// What picking it means.
    pub choice: Choice,
}

/// What was picked.
#[derive(Debug, Clone, PartialEq)]
pub enum Choice {
    /// This is to be done, in the pane that has a key for it.
    Act(Context, Action),
    /// Here one wants to be.
    Go(Spot),
    /// Here a link leads.
    Follow(Way),
    /// This was marked.
    Bookmark(Bookmark),
    /// This is to be worn.
    Wear(Look),
}

impl Picker {
    /// What can be done, in a pane and anywhere: all that `name` gives a message for.
    pub fn actions(keymap: &Keymap, words: &Words, name: Naming<'_>) -> Self {
        Self::new(List::Actions, actions::rows(keymap, words, name))
    }

    /// Every lesson, heading and exercise of a pack; `sign` says how far an exercise is.
    pub fn places(pack: &Pack, sign: Sign<'_>) -> Self {
        let lessons = pack.lessons.iter();
        let places = lessons.flat_map(|lesson| of_lesson(lesson, sign));
        Self::new(List::Places, places.collect())
    }

    /// The links of a text that stands in this file, in order, each once. The one that is selected is the first from this line on.
    pub fn links(pack: &Pack, file: &str, links: &[Link], from: usize) -> Self {
        let mut all: Vec<Row> = Vec::new();
        let mut selected = None;
        for link in links {
            let way = pack.way(file, &link.target);
            let row = Row {
                words: link.text.clone(),
                marks: Vec::new(),
                beside: told(pack, &way),
                choice: Choice::Follow(way.clone()),
            };
            if way == Way::Nowhere || all.contains(&row) {
                continue;
            }
            if link.line >= from {
                selected = selected.or(Some(all.len()));
            }
            all.push(row);
        }
        Self {
            selected: selected.unwrap_or(0),
            ..Self::new(List::Links, all)
        }
    }

    /// All themes, with the ground that they are made for; the one that is worn is selected. Beside one that cannot be read stands
    /// why.
    pub fn looks(looks: &[Look], worn: &Palette, words: &Words) -> Self {
        let ground = |look: &Look| match (&look.palette, look.is_light) {
            (Err(why), _) => why.clone(),
            (_, true) => words.say("theme-for-light"),
            (_, false) => words.say("theme-for-dark"),
        };
        let rows = looks.iter().map(|look| Row {
            words: look.name.clone(),
            marks: Vec::new(),
            beside: ground(look),
            choice: Choice::Wear(look.clone()),
        });
        let mut looks = looks.iter();
        let selected = looks.position(|look| look.palette.as_ref() == Ok(worn));
        Self {
            selected: selected.unwrap_or(0),
            ..Self::new(List::Themes, rows.collect())
        }
    }

    /// Whether it lists themes.
    pub fn lists_looks(&self) -> bool {
        self.list == List::Themes
    }

    /// What is marked, in the order of the course; a mark in a lesson that is gone is not told.
    pub fn bookmarks(pack: &Pack, marks: &[Bookmark]) -> Self {
        let lessons = pack.lessons.iter();
        let rows = lessons.flat_map(|lesson| {
            let here = marks.iter().filter(|mark| mark.lesson == lesson.id);
            let mut here: Vec<&Bookmark> = here.collect();
            here.sort_by_key(|mark| (mark.at.line, mark.at.offset));
            here.into_iter().map(|mark| Row {
                words: mark.name.clone(),
                marks: Vec::new(),
                beside: lesson.title.clone(),
                choice: Choice::Bookmark(mark.clone()),
            })
        });
        Self::new(List::Bookmarks, rows.collect())
    }

    /// How many rows there are at most; lines of text come on top.
    pub fn longest(&self) -> usize {
        self.all.len().max(self.rows.len())
    }

    /// Whether there is nothing to pick from.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn new(list: List, all: Vec<Row>) -> Self {
        Self {
            list,
            text: String::new(),
            selected: 0,
            rows: all.clone(),
            all,
        }
    }

    /// What fits what is typed, the best first.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What is selected; nothing where nothing fits.
    pub fn choice(&self) -> Option<&Choice> {
        self.rows.get(self.selected).map(|row| &row.choice)
    }

    /// Another text is typed. The lines of the pack's lessons that have it are listed, too.
    pub fn search(&mut self, text: String, pack: &Pack) {
        self.text = text;
        self.selected = 0;
        let mut fitting = self.fitting();
        if self.list == List::Places {
            fitting.extend(lines(&self.text, pack));
        }
        // Of two that fit as well, the one that comes first in the course.
        fitting.sort_by_key(|fitting| (fitting.rank, Reverse(fitting.score)));
        let mut rows: Vec<Fitting> = Vec::new();
        for one in fitting {
            // A line of text where a title leads to as well is told by the better of the two.
            let is_same = |known: &Fitting| {
                known.row.choice == one.row.choice && known.is_line != one.is_line
            };
            if !rows.iter().any(is_same) {
                rows.push(one);
            }
        }
        self.rows = rows.into_iter().map(|fitting| fitting.row).collect();
    }

    /// What there is to pick from that fits what is typed, at least letter by letter.
    fn fitting(&self) -> Vec<Fitting> {
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(&self.text, CaseMatching::Ignore, Normalization::Smart);
        let rows = self.all.iter().filter_map(|row| {
            let (mut letters, mut marks) = (Vec::new(), Vec::new());
            let words = Utf32Str::new(&row.words, &mut letters);
            let score = pattern.indices(words, &mut matcher, &mut marks)?;
            marks.sort_unstable();
            marks.dedup();
            let depth = match &row.choice {
                Choice::Go(Spot { block: Some(_), .. }) => 1,
                _ => 0,
            };
            Some(Fitting {
                rank: Rank::new(depth, fit::fit(&row.words, &self.text)),
                score,
                is_line: false,
                row: Row {
                    marks,
                    ..row.clone()
                },
            })
        });
        rows.collect()
    }
}

/// A row that fits what is typed, and how well.
struct Fitting {
    rank: Rank,
    /// Of two of one rank: how near to one another the letters are.
    score: u32,
    /// Whether it is a line of a lesson's text.
    is_line: bool,
    row: Row,
}

/// Where a link leads, in a word.
fn told(pack: &Pack, way: &Way) -> String {
    match way {
        Way::Lesson { id, .. } => {
            let lesson = pack.lessons.iter().find(|lesson| lesson.id == *id);
            lesson.map_or_else(String::new, |lesson| lesson.title.clone())
        }
        Way::Address(address) => address.clone(),
        Way::Glossary | Way::Nowhere => String::new(),
    }
}

fn of_lesson(lesson: &Lesson, sign: Sign<'_>) -> Vec<Row> {
    let row = |words: String, block: Option<usize>| Row {
        words,
        marks: Vec::new(),
        beside: block.map_or_else(String::new, |_| lesson.title.clone()),
        choice: Choice::Go(Spot {
            lesson: lesson.id.clone(),
            block,
        }),
    };
    let blocks = lesson.body.nodes.iter().enumerate();
    let inside = blocks.filter_map(|(block, node)| match node {
        Node::Heading { level, text, .. } if *level > 1 => {
            Some(row(Inline::plain(text), Some(block)))
        }
        Node::Exercise { id } => {
            let exercise = lesson.exercise(id)?;
            let title = format!("{} {}", sign(id), exercise.title);
            Some(row(title, Some(block)))
        }
        _ => None,
    });
    std::iter::once(row(lesson.title.clone(), None))
        .chain(inside)
        .collect()
}

/// The lines of a pack's lessons that have a text; too short a one has too many.
fn lines(text: &str, pack: &Pack) -> Vec<Fitting> {
    const SHORTEST: usize = 2;
    let query = Query::new(text).filter(|_| text.trim().chars().count() >= SHORTEST);
    let hits = query.iter().flat_map(|query| query.of_pack(pack));
    // Headings are places by themselves.
    let is_heading = |hit: &Hit| {
        let node = pack.lessons[hit.lesson].body.nodes.get(hit.block);
        matches!(node, Some(Node::Heading { .. }))
    };
    let hits = hits.filter(|hit| !is_heading(hit));
    let mut hits: Vec<(Fit, Hit)> = hits.map(|hit| (fit::fit(&hit.line, text), hit)).collect();
    hits.sort_by_key(|(fit, _)| *fit);
    let rows = hits.into_iter().take(MOST_LINES).map(|(fit, hit)| {
        let lesson = &pack.lessons[hit.lesson];
        let (words, marks) = excerpt(&hit);
        Fitting {
            rank: Rank::new(2, fit),
            score: 0,
            is_line: true,
            row: Row {
                words,
                marks,
                beside: lesson.title.clone(),
                choice: Choice::Go(Spot {
                    lesson: lesson.id.clone(),
                    block: Some(hit.block),
                }),
            },
        }
    });
    rows.collect()
}

/// A line that was found, from a little before its first match on, and which of its characters that is.
fn excerpt(hit: &Hit) -> (String, Vec<u32>) {
    const BEFORE: usize = 16;
    let at = hit.places.first().map_or(0..0, Clone::clone);
    let (before, rest) = hit.line.split_at(at.start);
    let count = before.chars().count();
    let before = match count > BEFORE {
        true => {
            let end: String = before.chars().skip(count - BEFORE).collect();
            format!("…{}", end.trim_start())
        }
        false => before.to_owned(),
    };
    let start = before.chars().count();
    let found = hit.line[at].chars().count();
    let marks = start..start + found;
    let marks = marks.filter_map(|mark| u32::try_from(mark).ok());
    (format!("{before}{rest}"), marks.collect())
}
