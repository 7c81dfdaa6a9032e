//! What `--engine` may say.

use std::str::FromStr;

use crate::sandbox::{Kind, UnknownKind};

/// The engine, or all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// This kind and no other.
    One(Kind),
    /// Each that is there: for `doctor` alone.
    All,
}

impl FromStr for Choice {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        match name {
            "all" => Ok(Self::All),
            name => name.parse().map(Self::One),
        }
    }
}
