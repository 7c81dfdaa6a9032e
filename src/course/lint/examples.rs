//! A translation has the examples of its base: what a learner has made of one is kept by its number.

use std::collections::HashMap;

use super::Page;
use crate::course::problems::Problems;

/// Says which translations have more or fewer examples than their base.
pub(super) fn check(pages: &[Page<'_>], problems: &mut Problems) {
    let bases = pages.iter().filter(|page| page.name.lang.is_none());
    let bases: HashMap<&str, &Page<'_>> = bases.map(|page| (page.name.stem(), page)).collect();
    for page in pages.iter().filter(|page| page.name.lang.is_some()) {
        let Some(base) = bases.get(page.name.stem()) else {
            continue;
        };
        let [theirs, ours] = [base, page].map(|page| page.body.prose.examples.len());
        if theirs == ours {
            continue;
        }
        // The first that the base does not have, or the title.
        let at = page
            .body
            .prose
            .examples
            .get(theirs)
            .map_or(0, |(_, at)| *at);
        problems.add(|| {
            let message = format!(
                "examples that can be run: {} has {theirs}, this translation {ours}",
                base.body.path()
            );
            let line = page.body.excerpt.source.line(at);
            let at = page.body.excerpt.source.line_range(line);
            page.body
                .excerpt
                .error(at, message)
                .help("what a learner makes of an example is kept by its number: have the same ones, in the same order")
                .warning()
        });
    }
}
