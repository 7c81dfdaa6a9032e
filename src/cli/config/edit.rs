//! `tutorbox config edit`: the file in the learner's own editor.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::cli::CliError;
use crate::cli::home::Home;
use crate::config::{editor_command, named_editor, template};

/// Opens the file, which is made where there is none, and waits until the editor is left.
pub fn edit(home: &Home) -> Result<(), CliError> {
    let path = &home.settings.path;
    let editor = named_editor(|name| std::env::var(name).ok()).ok_or(CliError::NoEditor)?;
    begin(path, &template(&home.known)).map_err(|error| CliError::Write {
        path: path.clone(),
        error,
    })?;
    let status = editor_command(&editor).arg(path).status();
    let status = status.map_err(|error| CliError::System {
        what: "start a shell",
        error,
    })?;
    match status.success() {
        true => Ok(()),
        false => Err(CliError::Editor { editor, status }),
    }
}

/// What is there stays as it is.
fn begin(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error),
    }
}
