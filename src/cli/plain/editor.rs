//! The learner's own editor, on the files of what is open.

use std::fs;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::cli::{CliError, common};
use crate::config::{editor_command, named_editor};
use crate::run::SourceFile;

/// What became of it.
pub enum Edited {
    /// The files as they are now.
    Files(Vec<SourceFile>),
    /// No editor is named.
    NoEditor,
    /// It could not be started, or said that it failed.
    Failed(String),
    /// What was written cannot be taken; it is kept in this folder.
    Refused(CliError, PathBuf),
}

/// Has the learner edit these files; the one called `front` is named first. All are in a folder of their own, under their own names.
///
/// # Errors
/// The folder cannot be made.
pub fn edit(files: &[SourceFile], front: usize) -> Result<Edited, CliError> {
    let Some(editor) = named_editor(|name| std::env::var(name).ok()) else {
        return Ok(Edited::NoEditor);
    };
    let failed = |error| CliError::System {
        what: "make files for the editor",
        error,
    };
    let folder = tempfile::Builder::new().prefix("tutorbox-").tempdir();
    let folder = folder.map_err(failed)?;
    for file in files {
        let path = folder.path().join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(folder.path())).map_err(failed)?;
        fs::write(path, with_end(&file.text)).map_err(failed)?;
    }
    let ended = run(&editor, folder.path(), files, front);
    match read(folder.path(), files) {
        Ok(edited) if edited == files => Ok(match ended {
            Ok(()) => Edited::Files(edited),
            Err(why) => Edited::Failed(why),
        }),
        Ok(edited) => Ok(Edited::Files(edited)),
        Err(why) => Ok(Edited::Refused(why, folder.keep())),
    }
}

fn run(editor: &str, folder: &Path, files: &[SourceFile], front: usize) -> Result<(), String> {
    let first = files.get(front).into_iter();
    let others = files.iter().enumerate().filter(|(at, _)| *at != front);
    let paths = first.chain(others.map(|(_, file)| file));
    let status = editor_command(editor)
        .args(paths.map(|file| &file.path))
        .current_dir(folder)
        .stdin(own(io::stdin().is_terminal(), false))
        .stdout(own(io::stdout().is_terminal(), true))
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{editor}: {status}")),
        Err(error) => Err(format!("{editor}: {error}")),
    }
}

/// Our own end where it is a terminal; else the terminal that we are on, if any: what an editor draws is no part of the talk.
fn own(is_terminal: bool, write: bool) -> Stdio {
    if is_terminal {
        return Stdio::inherit();
    }
    let terminal = fs::OpenOptions::new()
        .read(!write)
        .write(write)
        .open("/dev/tty");
    terminal.map_or_else(|_| Stdio::null(), Stdio::from)
}

/// The files as they were left; one that was not touched is as it was, to the last byte.
fn read(folder: &Path, files: &[SourceFile]) -> Result<Vec<SourceFile>, CliError> {
    let read = |file: &SourceFile| {
        let now = common::source(&folder.join(&file.path), &file.path)?;
        Ok(match now.text == with_end(&file.text) {
            true => file.clone(),
            false => now,
        })
    };
    files.iter().map(read).collect()
}

/// Editors expect a line end at the end.
fn with_end(text: &str) -> String {
    match text.is_empty() || text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}
