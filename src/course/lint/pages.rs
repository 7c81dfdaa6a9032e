//! A page that is no lesson says something.

use super::Text;
use crate::course::Problem;
use crate::course::problems::Problems;

/// Says where it says nothing.
pub(super) fn check(text: &Text<'_>, problems: &mut Problems) {
    if text.excerpt.source.text.trim().is_empty() {
        problems.add(|| {
            Problem::file(text.path(), "this page says nothing")
                .help("write what learners should know, or leave it out")
                .warning()
        });
    }
}
