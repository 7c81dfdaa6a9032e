//! What of the disk is ours.

use std::fs;
use std::path::Path;

use super::report::{DiskReport, FolderReport};
use crate::config::Dirs;

/// What we keep, and how much it takes.
pub fn use_of(dirs: &Dirs) -> Vec<DiskReport> {
    let progress = ["progress.db", "progress.db-wal", "progress.db-shm"];
    let database = dirs.data.join(progress[0]);
    let size_of = |name: &&str| size(&dirs.data.join(name));
    vec![
        DiskReport {
            what: "image store",
            path: shown(&dirs.cache),
            bytes: size(&dirs.cache),
        },
        DiskReport {
            what: "progress",
            path: shown(&database),
            bytes: progress.iter().map(size_of).sum(),
        },
    ]
}

/// The folders we use.
pub fn folders(dirs: &Dirs) -> Vec<FolderReport> {
    [
        ("configuration", &dirs.config),
        ("data", &dirs.data),
        ("cache", &dirs.cache),
        ("state", &dirs.state),
    ]
    .map(|(what, path)| FolderReport {
        what,
        path: shown(path),
        is_there: path.is_dir(),
    })
    .into()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// What a file, or all in a folder, takes. What cannot be read takes nothing; a link is not followed.
fn size(path: &Path) -> u64 {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !meta.is_dir() {
        return taken(&meta);
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    taken(&meta) + entries.map(|entry| size(&entry.path())).sum::<u64>()
}

/// Blocks, and not the length: a file with holes takes less.
fn taken(meta: &fs::Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    meta.blocks() * 512
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn all_in_a_folder_counts_and_holes_do_not() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(size(&dir.path().join("gone")), 0);
        let empty = size(dir.path());
        fs::create_dir(dir.path().join("a")).unwrap();
        fs::write(dir.path().join("a/b"), vec![1; 100_000]).unwrap();
        std::os::unix::fs::symlink("/usr", dir.path().join("link")).unwrap();
        fs::File::create(dir.path().join("sparse"))
            .and_then(|file| file.set_len(1 << 30))
            .unwrap();
        let grown = size(dir.path()) - empty;
        assert!((100_000..1_000_000).contains(&grown), "{grown}");
    }
}
