//! Archives that no tutorbox writes, one trick each.

mod entries;
mod frames;
mod manifests;
mod signatures;

/// A trick, and an archive that plays it.
pub type Case = (&'static str, Vec<u8>);

/// All of them.
pub fn cases() -> Vec<Case> {
    let mut cases = frames::cases();
    cases.extend(manifests::cases());
    cases.extend(signatures::cases());
    cases.extend(entries::cases());
    cases
}
