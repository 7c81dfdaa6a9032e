//! tui

pub mod editor;
