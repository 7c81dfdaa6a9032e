//! What several roots have in common, to travel once.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// The paths that are the same in all of these roots, down to the bytes and the times of files. A folder is one where all have it;
/// what is in it need not be.
pub fn of(roots: &[&Path]) -> io::Result<BTreeSet<PathBuf>> {
    let mut same = BTreeSet::new();
    if let [first, others @ ..] = roots {
        below(first, others, Path::new(""), &mut same)?;
    }
    Ok(same)
}

/// The paths of a root that are not in `same`, and the folders that lead to them: each layer has its own.
pub fn rest(root: &Path, same: &BTreeSet<PathBuf>) -> io::Result<BTreeSet<PathBuf>> {
    let mut rest = BTreeSet::new();
    other(root, Path::new(""), same, &mut rest)?;
    Ok(rest)
}

fn below(
    first: &Path,
    others: &[&Path],
    at: &Path,
    same: &mut BTreeSet<PathBuf>,
) -> io::Result<()> {
    for entry in fs::read_dir(first.join(at))? {
        let at = at.join(entry?.file_name());
        let facts = fs::symlink_metadata(first.join(&at))?;
        let mut alike = others
            .iter()
            .map(|other| is_same(first, other, &at, &facts));
        if !alike.try_fold(true, |all, one| Ok::<_, io::Error>(all && one?))? {
            continue;
        }
        if facts.is_dir() {
            below(first, others, &at, same)?;
        }
        same.insert(at);
    }
    Ok(())
}

fn is_same(one: &Path, other: &Path, at: &Path, facts: &Metadata) -> io::Result<bool> {
    let (one, other) = (one.join(at), other.join(at));
    let others = match fs::symlink_metadata(&other) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        facts => facts?,
    };
    let kind = facts.file_type();
    let alike =
        kind == others.file_type() && facts.permissions().mode() == others.permissions().mode();
    if !alike {
        return Ok(false);
    }
    if kind.is_symlink() {
        return Ok(fs::read_link(one)? == fs::read_link(other)?);
    }
    if kind.is_file() {
        let alike = facts.len() == others.len() && facts.modified()? == others.modified()?;
        return Ok(alike && same_bytes(&one, &other)?);
    }
    Ok(kind.is_dir())
}

fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    const PIECE: usize = 64 * 1024;
    let open = |path| File::open(path).map(|file| BufReader::with_capacity(PIECE, file));
    let (mut one, mut other) = (open(one)?, open(other)?);
    let (mut here, mut there) = (Vec::with_capacity(PIECE), Vec::with_capacity(PIECE));
    loop {
        here.clear();
        there.clear();
        (&mut one).take(PIECE as u64).read_to_end(&mut here)?;
        (&mut other).take(PIECE as u64).read_to_end(&mut there)?;
        if here != there {
            return Ok(false);
        }
        if here.is_empty() {
            return Ok(true);
        }
    }
}

/// Whether anything is in `rest` of what is below `at`.
fn other(
    root: &Path,
    at: &Path,
    same: &BTreeSet<PathBuf>,
    rest: &mut BTreeSet<PathBuf>,
) -> io::Result<bool> {
    let mut any = false;
    for entry in fs::read_dir(root.join(at))? {
        let entry = entry?;
        let at = at.join(entry.file_name());
        let is_folder = entry.file_type()?.is_dir();
        let within = is_folder && other(root, &at, same, rest)?;
        if within || !same.contains(&at) {
            rest.insert(at);
            any = true;
        }
    }
    Ok(any)
}
