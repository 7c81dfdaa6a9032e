//! Where tutorbox keeps things, and what it carries along.
//!
//! [`Dirs`] names the folders on this machine; [`Settings`] are what the learner wrote there; [`Assets`] finds lessons,
//! languages and themes, on disk or in the binary. What is in such a file is unknown here.

mod assets;
mod choice;
mod dirs;
mod editor;
mod folder;
mod settings;

pub use assets::{Assets, TEMPLATE};
pub use choice::{choose_theme, chosen_theme};
pub use dirs::{Dirs, DirsError};
pub use editor::{editor_command, named_editor};
pub use folder::Folder;
pub use settings::{
    AUTO, KeySetting, Known, KnownKeys, LimitRow, Place, Settings, SettingsProblem, near, schema,
    template,
};
