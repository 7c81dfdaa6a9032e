//! Markdown to styled lines, highlighting, and themes.
//!
//! It knows no terminal: what it makes can be read by a test. What a learner did, and which keys there are, is
//! unknown here.

mod role;

pub use role::Role;
