//! The policy: one value that every engine applies whole.

use crate::run::Limits;

/// What code may do outside its container, and how much it may use.
#[derive(Debug, Clone, PartialEq)]
pub struct Policy {
    /// What a run may use.
    pub limits: Limits,
}

impl Policy {
    /// The policy with these limits.
    pub fn new(limits: Limits) -> Self {
        Self { limits }
    }
}
