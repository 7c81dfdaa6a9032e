//! An image of the host's own tools: what runs in the tests of an engine itself, where no language is needed.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

/// The host's tools that the image holds.
const TOOLS: [&str; 13] = [
    "bash", "cat", "chmod", "cp", "head", "id", "ls", "perl", "readlink", "setsid", "sleep",
    "tail", "yes",
];

/// Tools and the libraries they need, as the host's loader finds them.
fn tools() -> BTreeSet<PathBuf> {
    let mut files = BTreeSet::new();
    for tool in TOOLS {
        let path = PathBuf::from("/usr/bin").join(tool);
        let ldd = Command::new("ldd").arg(&path).output().unwrap();
        let text = String::from_utf8(ldd.stdout).unwrap();
        let words = text.split_ascii_whitespace();
        files.extend(
            words
                .filter(|word| word.starts_with('/'))
                .map(PathBuf::from),
        );
        files.insert(path);
    }
    files
}

/// Changes with the files, and not otherwise.
pub fn digest() -> String {
    let mut hash = Sha256::new();
    for file in tools() {
        let facts = fs::metadata(&file).unwrap();
        hash.update(format!(
            "{file:?} {} {:?}\n",
            facts.len(),
            facts.modified().unwrap()
        ));
    }
    hash.finalize()
        .iter()
        .take(6)
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// The image's root folder.
pub fn lay_out_tools(root: &Path) {
    for folder in ["bin", "box", "dev", "etc", "proc", "sys", "usr"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    std::os::unix::fs::symlink("../bin", root.join("usr/bin")).unwrap();
    for file in tools() {
        let to = match file.strip_prefix("/usr/bin") {
            Ok(tool) => root.join("bin").join(tool),
            Err(_) => root.join(file.strip_prefix("/").unwrap()),
        };
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(file, to).unwrap();
    }
}
