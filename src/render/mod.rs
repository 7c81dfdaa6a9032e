//! Markdown to styled lines, highlighting, and themes.
//!
//! It knows no terminal: what it makes can be read by a test. What a learner did, and which keys there are, is
//! unknown here.

mod depth;
mod highlight;
mod layout;
mod line_cache;
mod picture;
mod printed;
mod role;
mod styled;
pub mod text;
mod theme;

pub use depth::Depth;
pub use highlight::{Highlighter, Spans};
pub use layout::{Bounds, PictureFrame};
pub use layout::{Card, Heading, HiddenWords, Layout, Link, Place, Runnable, Words, layout};
pub use layout::{PlainPart, PlainWords, Stop, plain, plain_lines};
pub use line_cache::LineCache;
pub use picture::{paint, shows_pictures};
pub use printed::{OutputLine, Printed, neutralise};
pub use role::{Face, Role};
pub use styled::{Piece, StyledLine};
pub use theme::{Ground, Palette, Theme, ThemeError};
