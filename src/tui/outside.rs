//! The learner's own editor, on a copy of the files that are open.

use std::future::Future;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};

use tempfile::TempDir;
use tokio::process::Command;

use crate::config::editor_command;
use crate::run::SourceFile;

/// Why nothing came back from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unedited {
    /// No environment variable names an editor.
    Unnamed,
    /// The files could not be handed over.
    NotHandedOver(String),
    /// It ended with an error.
    Failed {
        /// As the environment has it.
        editor: String,
        /// What it ended with.
        why: String,
        /// Where what it wrote is kept, if it wrote something.
        kept: Option<PathBuf>,
    },
    /// What it wrote cannot be read as text.
    Unreadable {
        /// The file and the reason.
        why: String,
        /// Where it is kept.
        kept: PathBuf,
    },
}

/// Lets an editor have these files, the one called `front` first, until it ends. To be called while the terminal is lent.
///
/// # Errors
/// It could not be started, or it failed, and why. What it wrote then is kept.
pub fn edit(
    editor: &str,
    files: &[SourceFile],
    front: &str,
) -> impl Future<Output = Result<Vec<SourceFile>, Unedited>> {
    let not_handed_over = |error: io::Error| Unedited::NotHandedOver(error.to_string());
    let folder = hand_over(files);
    let started = folder.and_then(|folder| {
        let first = files.iter().filter(|file| file.path == front);
        let others = files.iter().filter(|file| file.path != front);
        let paths = first
            .chain(others)
            .map(|file| folder.path().join(&file.path));
        let child = Command::from(editor_command(editor))
            .args(paths)
            .stdin(Stdio::inherit())
            .kill_on_drop(true)
            .spawn()?;
        Ok((folder, child))
    });
    let (editor, files) = (editor.to_owned(), files.to_vec());
    async move {
        let (folder, mut child) = started.map_err(not_handed_over)?;
        let ended = child.wait().await.map_err(not_handed_over)?;
        take_back(&editor, folder, &files, ended)
    }
}

/// Writes the files, under their own names, where nobody else may read them.
fn hand_over(files: &[SourceFile]) -> io::Result<TempDir> {
    let folder = tempfile::Builder::new().prefix("tutorbox-").tempdir()?;
    for file in files {
        let path = folder.path().join(&file.path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, &file.text)?;
    }
    Ok(folder)
}

fn take_back(
    editor: &str,
    folder: TempDir,
    files: &[SourceFile],
    ended: ExitStatus,
) -> Result<Vec<SourceFile>, Unedited> {
    let read: Result<Vec<_>, _> = files.iter().map(|file| read(folder.path(), file)).collect();
    match read {
        Ok(read) if ended.success() => Ok(read),
        Ok(read) => Err(Unedited::Failed {
            editor: editor.to_owned(),
            why: ended.to_string(),
            kept: (read != files).then(|| folder.keep()),
        }),
        Err(why) => Err(Unedited::Unreadable {
            why,
            kept: folder.keep(),
        }),
    }
}

/// A file as it is now; one that is gone is as it was.
fn read(folder: &Path, file: &SourceFile) -> Result<SourceFile, String> {
    let path = folder.join(&file.path);
    let mut text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(file.clone()),
        Err(error) => return Err(format!("{}: {error}", file.path)),
    };
    // Editors end the last line, whether or not anybody asked for it.
    if !file.text.ends_with('\n') && text.ends_with('\n') {
        text.pop();
    }
    Ok(SourceFile::new(&file.path, text))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn files() -> Vec<SourceFile> {
        vec![
            SourceFile::new("a.exs", "one"),
            SourceFile::new("lib/b.ex", "two\n"),
        ]
    }

    async fn edited(editor: &str) -> Result<Vec<SourceFile>, Unedited> {
        edit(editor, &files(), "lib/b.ex").await
    }

    #[tokio::test]
    async fn what_it_writes_comes_back_and_the_file_in_front_comes_first() {
        let back = edited("sh -c 'echo more >> \"$0\"; echo mine > \"$1\"'")
            .await
            .unwrap();
        // A line that the editor ends for the draft's last one is not the learner's.
        let wanted = [("a.exs", "mine"), ("lib/b.ex", "two\nmore\n")];
        assert_eq!(back, wanted.map(|(path, text)| SourceFile::new(path, text)));
    }

    #[tokio::test]
    async fn a_file_that_it_removes_is_as_it_was() {
        assert_eq!(edited("rm").await.unwrap(), files());
    }

    #[tokio::test]
    async fn where_it_fails_nothing_comes_back_and_nothing_is_lost() {
        let failed = edited("sh -c 'echo mine > \"$0\"; exit 3'")
            .await
            .unwrap_err();
        let Unedited::Failed { why, kept, .. } = failed else {
            panic!("{failed:?}");
        };
        assert!(why.contains('3'), "{why}");
        let kept = kept.unwrap();
        assert_eq!(
            std::fs::read_to_string(kept.join("lib/b.ex")).unwrap(),
            "mine\n"
        );
        std::fs::remove_dir_all(kept).unwrap();
        let nothing_written = edited("false").await.unwrap_err();
        assert!(matches!(
            nothing_written,
            Unedited::Failed { kept: None, .. }
        ));
    }

    #[tokio::test]
    async fn what_is_no_text_is_kept() {
        let failed = edited("sh -c 'printf \"\\377\" > \"$0\"'")
            .await
            .unwrap_err();
        let Unedited::Unreadable { why, kept } = failed else {
            panic!("{failed:?}");
        };
        assert!(why.starts_with("lib/b.ex: "), "{why}");
        std::fs::remove_dir_all(kept).unwrap();
    }
}
