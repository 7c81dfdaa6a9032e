//! What a place of the screen means to somebody who clicks it.
//!
//! Whoever draws something says so where it is drawn, on the same [`Canvas`](super::canvas::Canvas): what is hit cannot be elsewhere
//! than what is seen.

use super::action::Action;
use super::model::{Item, Pane};
use crate::course::Way;
use crate::run::Location;

/// What a place means.
#[derive(Debug, Clone, PartialEq)]
pub enum Touch {
    /// Nothing, and what it covers means nothing either.
    Nothing,
    /// This, as if its key were pressed.
    Do(Action),
    /// The text of the editor: the cursor goes there, and selects while it is dragged.
    Text,
    /// A border that can be dragged; clicked, it gives the keys to a pane.
    Border(Border, Option<Pane>),
}

/// What parts two panes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Border {
    /// Between the lesson and the desk.
    Desk,
    /// Between the editor and the results.
    Results,
}

/// What only a pointer says.
#[derive(Debug, Clone, PartialEq)]
pub enum Pointed {
    /// At a pane.
    Pane(Pane),
    /// At a card of the lesson, which is opened, or at an example, which is selected, and opened where it is selected already.
    Stop(Item),
    /// At what says that this can be run: it is opened and run.
    Run(Item),
    /// At the name of this one of the open files.
    File(usize),
    /// At a link that leads there.
    Link(Way),
    /// At what a run says of this place.
    Place(Location),
    /// At this row of the list that is shown.
    Row(usize),
    /// At a row and a column of the editor's text, and how many times in a row.
    Text {
        /// Rows below its first.
        row: u16,
        /// Columns to the right of its first, the gutter included.
        column: u16,
        /// Once for a place, twice for a word, three times for a line.
        clicks: u8,
    },
    /// Dragged over the editor's text to here.
    Drag {
        /// Rows below its first.
        row: u16,
        /// Columns to the right of its first.
        column: u16,
    },
    /// The wheel was turned over a pane by so many lines.
    Wheel(Pane, i32),
    /// A border is to be in this column or row of the screen.
    Border(Border, u16),
    /// At a notice, which was read.
    Notice,
}

impl From<Action> for Touch {
    fn from(action: Action) -> Self {
        Self::Do(action)
    }
}

impl From<Pointed> for Touch {
    fn from(pointed: Pointed) -> Self {
        Self::Do(Action::Point(pointed))
    }
}
