//! Code is in a language that can be run.

use super::Page;
use crate::course::Problem;
use crate::course::block::{Role, is_language};
use crate::course::fields::{self, Fields};
use crate::course::manifest::{self, Manifest};
use crate::course::problems::Problems;
use crate::course::reader::Reader;
use crate::course::source::{Excerpt, Located};
use crate::course::words::{did_you_mean, quoted};

/// Says which languages are neither among `known` nor the pack's own.
pub(super) fn check(
    pages: &[Page<'_>],
    manifest: &Manifest,
    known: &[String],
    reader: &mut Reader<'_>,
    problems: &mut Problems,
) {
    let own = own(reader);
    let known: Vec<&str> = known.iter().chain(&own).map(String::as_str).collect();
    // What can be no name of one is said where the block is read.
    let is_known = |name: &str| known.contains(&name) || !is_language(name);
    if !manifest.language.is_empty() && !is_known(&manifest.language) {
        check_manifest(&known, reader, problems);
    }
    for page in pages {
        let cards = page
            .parts(Role::Exercise)
            .filter_map(|b| b.language.as_ref());
        let examples = page.body.prose.examples.iter();
        let examples = examples.filter_map(|(language, _)| language.as_ref());
        for language in cards.chain(examples).filter(|l| !is_known(&l.text)) {
            problems.add(|| unknown(&page.body.excerpt, language, &known));
        }
    }
}

/// The languages that the pack brings along.
fn own(reader: &Reader<'_>) -> Vec<String> {
    let files = reader.under("docker");
    let languages = files
        .iter()
        .filter_map(|path| path.strip_suffix("/language.toml"));
    languages.map(str::to_owned).collect()
}

fn check_manifest(known: &[&str], reader: &mut Reader<'_>, problems: &mut Problems) {
    let mut unheard = Problems::default();
    let Some(source) = reader.text(manifest::PATH) else {
        return;
    };
    let excerpt = Excerpt::whole(&source);
    let Ok(table) = fields::parse(&excerpt) else {
        return;
    };
    let mut fields = Fields::new(&excerpt, &table, 0..0, "the pack");
    if let Some(language) = fields.string("language", &mut unheard) {
        problems.add(|| unknown(&excerpt, &language, known));
    }
}

fn unknown(excerpt: &Excerpt<'_>, language: &Located, known: &[&str]) -> Problem {
    let message = format!("there is no language called {}", quoted(&language.text));
    excerpt
        .error(language.at.clone(), message)
        .maybe_help(did_you_mean(&language.text, known))
}
