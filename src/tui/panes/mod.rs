//! The parts of the screen, each drawn by a function of the model alone.

pub mod card;
pub mod dialog;
pub mod diff;
pub mod editor;
pub mod header;
pub mod help;
pub mod hint;
pub mod lesson;
pub mod outline;
pub mod problem;
pub mod results;
pub mod status;
pub mod title;
pub mod wrap;
