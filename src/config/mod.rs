//! Where tutorbox keeps things, and what it carries along.
//!
//! [`Dirs`] names the folders on this machine; [`Settings`] are what the learner wrote there; [`Assets`] finds lessons,
//! languages and themes, on disk or in the binary. What is in such a file is unknown here.

mod assets;
mod dirs;
mod folder;
mod settings;

pub use assets::{Assets, TEMPLATE};
pub use dirs::{Dirs, DirsError};
pub use folder::Folder;
pub use settings::{Known, LimitRow, Settings, SettingsProblem};
