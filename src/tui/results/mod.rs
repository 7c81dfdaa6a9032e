//! The results pane's state: what it shows, and where the learner is in it.

mod fold;
mod output;
mod search;

use std::ops::Range;

use ratatui::text::Line;

use super::action::Action;
use crate::run::Location;

pub use fold::{Block, folded};
pub use output::{Output, rows};
pub use search::Search;

/// Lines made from a run, kept until the run or the width is another.
#[derive(Debug, Default)]
pub struct Results {
    told: Told,
    output: Output,
    /// For which width; `None` where they must be made anew.
    width: Option<u16>,
    scroll: usize,
    height: usize,
    /// Whether the last line is kept in sight, whatever comes.
    follows: bool,
    /// Which of the places is selected.
    selected: Option<usize>,
    /// Whether long values are shown whole.
    pub is_unfolded: bool,
    /// What is looked for.
    pub search: Option<Search>,
}

/// What stands around the rows of what was printed.
#[derive(Debug, Default)]
pub struct Told {
    /// How the run went, and its checks.
    pub above: Vec<Line<'static>>,
    /// What is left to say.
    pub below: Vec<Line<'static>>,
    /// Which of the lines above tell of a place in the learner's files, from the top.
    pub places: Vec<(Range<usize>, Location)>,
    /// Which of them name a key, and what it does.
    pub keys: Vec<(Range<usize>, Action)>,
}

impl Results {
    /// What is shown is no longer true.
    pub fn is_stale(&mut self) {
        self.width = None;
    }

    /// Another run: from its top.
    pub fn begin(&mut self) {
        self.turn();
        self.scroll = 0;
        self.follows = false;
    }

    /// The last run of something else is shown, or nothing.
    pub fn turn(&mut self) {
        self.width = None;
        self.selected = None;
        self.search = None;
        self.is_unfolded = false;
    }

    /// A run is over: how it went stands at the top.
    pub fn end(&mut self) {
        if std::mem::take(&mut self.follows) {
            self.scroll = 0;
        }
    }

    /// The last line is to be seen, and what comes after it.
    pub fn follow(&mut self) {
        self.follows = true;
    }

    /// Makes the lines for this size, where they are not made. `tell` sets what was printed, and tells the rest.
    pub fn prepare(&mut self, width: u16, height: u16, tell: impl FnOnce(&mut Output) -> Told) {
        self.height = usize::from(height).max(1);
        if self.width != Some(width) {
            self.told = tell(&mut self.output);
            self.width = Some(width);
            self.search_again();
            let count = self.told.places.len();
            self.selected = self.selected.filter(|at| *at < count);
        }
        self.scroll = match self.follows {
            true => self.last_scroll(),
            false => self.scroll.min(self.last_scroll()),
        };
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.all().count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn all(&self) -> impl Iterator<Item = &Line<'static>> {
        let printed = self.told.above.iter().chain(self.output.rows());
        printed.chain(&self.told.below)
    }

    /// The lines in sight, and their numbers.
    pub fn visible(&self) -> impl Iterator<Item = (usize, &Line<'static>)> {
        let all = self.all().enumerate();
        all.skip(self.scroll).take(self.height)
    }

    /// What the program printed, as plain text.
    pub fn printed(&self) -> String {
        self.output.plain()
    }

    /// How many lines are above and below those in sight.
    pub fn hidden(&self) -> (usize, usize) {
        let below = self.len().saturating_sub(self.scroll + self.height);
        (self.scroll, below)
    }

    /// Scrolls by so many lines.
    pub fn scroll_by(&mut self, lines: i32) {
        let step = isize::try_from(lines).unwrap_or(0);
        let scroll = self.scroll.saturating_add_signed(step);
        // Who goes up wants to read what is there; who comes back to the end is where it goes on.
        self.follows &= scroll >= self.last_scroll();
        self.scroll = scroll.min(self.last_scroll());
    }

    /// Scrolls by so many half screens.
    pub fn scroll_page(&mut self, halves: i32) {
        let half = i32::try_from(self.height / 2).unwrap_or(1).max(1);
        self.scroll_by(half.saturating_mul(halves));
    }

    /// To the first line.
    pub fn scroll_to_top(&mut self) {
        self.follows = false;
        self.scroll = 0;
    }

    /// To the last line.
    pub fn scroll_to_bottom(&mut self) {
        self.scroll = self.last_scroll();
    }

    fn last_scroll(&self) -> usize {
        self.len().saturating_sub(self.height)
    }

    /// Brings a row into view: a third from the top, where it is not there already.
    fn bring_into_view(&mut self, row: usize) {
        self.follows = false;
        let sight = self.scroll..self.scroll + self.height;
        if !sight.contains(&row) {
            self.scroll = row.saturating_sub(self.height / 3).min(self.last_scroll());
        }
    }
}

/// Places to go to.
impl Results {
    /// Selects the next of the places that a run points at, or the one before; after the last comes the first. Says whether there
    /// is one.
    pub fn select(&mut self, forward: bool) -> bool {
        let count = self.told.places.len();
        self.selected = match self.selected {
            _ if count == 0 => None,
            None if forward => Some(0),
            None => Some(count - 1),
            Some(at) if forward => Some((at + 1) % count),
            Some(at) => Some((at + count - 1) % count),
        };
        if let Some((row, _)) = self.selected() {
            self.bring_into_view(row);
        }
        self.selected.is_some()
    }

    /// Whether there are any.
    pub fn has_places(&self) -> bool {
        !self.told.places.is_empty()
    }

    /// Whether what is looked for is being typed.
    pub fn is_searched(&self) -> bool {
        self.search.as_ref().is_some_and(|search| search.is_typed)
    }

    /// The place that is selected, and its row.
    pub fn selected(&self) -> Option<(usize, &Location)> {
        let (rows, place) = self.told.places.get(self.selected?)?;
        Some((rows.start, place))
    }

    /// What the key does that a row names.
    pub fn action_at(&self, row: usize) -> Option<&Action> {
        let mut keys = self.told.keys.iter();
        let told = keys.find(|(rows, _)| rows.contains(&row));
        told.map(|(_, action)| action)
    }

    /// The place that a row tells of.
    pub fn place_at(&self, row: usize) -> Option<&Location> {
        let mut places = self.told.places.iter();
        let told = places.find(|(rows, _)| rows.contains(&row));
        told.map(|(_, place)| place)
    }
}

/// Searching.
impl Results {
    /// Begins a search at the top of what is seen.
    pub fn find(&mut self) {
        self.search = Some(Search::from(self.scroll));
    }

    /// Looks for this.
    pub fn find_text(&mut self, text: String) {
        if let Some(mut search) = self.search.take() {
            search.set(text, self.all());
            self.search = Some(search);
            self.show_found();
        }
    }

    /// Goes to the next that was found, or to the one before.
    pub fn find_next(&mut self, forward: bool) {
        if let Some(search) = &mut self.search {
            search.step(forward);
            self.show_found();
        }
    }

    fn show_found(&mut self) {
        if let Some(row) = self.search.as_ref().and_then(Search::row) {
            self.bring_into_view(row);
        }
    }

    fn search_again(&mut self) {
        if let Some(mut search) = self.search.take() {
            search.renew(self.all());
            self.search = Some(search);
        }
    }
}
