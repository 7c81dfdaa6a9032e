//! What can go wrong with the progress file. Every message says what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// What can go wrong with the progress file. Nothing that stood in it is lost by any of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A newer program wrote it.
    #[error(
        "{path} was written by a newer tutorbox (its format is {found}, this one knows {known}): \
         update tutorbox, or name another folder with --data-dir"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest that we know.
        known: i64,
    },
    /// It is a database of something else.
    #[error(
        "{path} is not a progress file of tutorbox: move it away, or name another folder with --data-dir"
    )]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// It is no database, or a broken one.
    #[error(
        "{path} is damaged ({why}); it was left as it is: move it away to start afresh, \
         or put a backup in its place"
    )]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The disk is full.
    #[error("no space is left to write {path}: free some; what is new is not saved until then")]
    Full {
        /// The file.
        path: PathBuf,
    },
    /// We may not write there.
    #[error(
        "{path} cannot be written ({why}): check its folder's rights, or name another one with --data-dir"
    )]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        why: String,
    },
    /// Another program holds it for too long.
    #[error("{path} is in use by another program for too long: close it")]
    Busy {
        /// The file.
        path: PathBuf,
    },
    /// Anything else that SQLite refuses.
    #[error("{path} could not be used: {why}")]
    Refused {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        why: String,
    },
    /// The writer's thread is gone.
    #[error("progress is not saved any more: its thread has ended; start tutorbox again")]
    Stopped,
}

impl StoreError {
    /// Whether it is the file's trouble, and not that of what was to be written: it may work later.
    pub fn is_of_the_file(&self) -> bool {
        !matches!(self, Self::Refused { .. })
    }

    /// What SQLite's error means for the file at `path`.
    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let why = error.to_string();
        if let rusqlite::Error::FromSqlConversionFailure(..) = error {
            return Self::Damaged { path, why };
        }
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Damaged { path, why }
            }
            Some(ErrorCode::DiskFull) => Self::Full { path },
            Some(
                ErrorCode::ReadOnly
                | ErrorCode::CannotOpen
                | ErrorCode::PermissionDenied
                | ErrorCode::SystemIoFailure,
            ) => Self::Unwritable { path, why },
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Busy { path },
            _ => Self::Refused { path, why },
        }
    }
}
