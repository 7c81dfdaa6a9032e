//! Systems that show nothing of what runs in an engine's virtual machine.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::SystemTime;

use super::Amounts;
use crate::sandbox::Kind;

pub fn parts(_id: &str) -> Option<BTreeSet<String>> {
    None
}

pub fn processes(_names: &BTreeSet<String>) -> Vec<String> {
    Vec::new()
}

pub fn mounts(_names: &BTreeSet<String>) -> Vec<String> {
    Vec::new()
}

pub fn cgroups(_names: &BTreeSet<String>) -> Vec<String> {
    Vec::new()
}

pub fn files(_names: &BTreeSet<String>) -> Vec<String> {
    Vec::new()
}

pub fn entries(_folders: &[PathBuf]) -> BTreeSet<PathBuf> {
    BTreeSet::new()
}

pub fn networks() -> BTreeSet<String> {
    BTreeSet::new()
}

pub fn amounts(_kind: Kind, _folders: &[PathBuf]) -> Option<Amounts> {
    None
}

pub fn written_since(_kind: Kind, _began: SystemTime) -> Option<u64> {
    None
}
