//! The library: the packs that were installed, each of them whole and in one version.
//!
//! ```text
//! packs/ID/installed.toml    which version there is, whose it is, what it was granted: the one file that decides
//! packs/ID/SUM-1/            what was unpacked, named after the sum of its manifest
//! packs/signers.toml         whose packs the learner takes
//! packs/.new-…               an install at work, or what one has left behind: the next one removes it
//! packs/.lock                held by the one program that changes anything
//! ```
//!
//! A version becomes the installed one when `installed.toml` is renamed into place, and at no other moment: whatever ends
//! the program, there is the old version or the new one. Progress is kept elsewhere, by ids, and nothing here touches it.
//!
//! It knows archives and what packs are: no terminal, no network, no engine. It asks nobody anything, and runs nothing.

mod changes;
mod entry;
mod error;
mod install;
mod signers;
mod store;
mod verify;

pub use changes::{Changes, Fate};
pub use entry::Installed;
pub use error::LibraryError;
pub use install::{Change, Offer, Said, Staged};
pub use signers::Signers;
pub use store::Library;
