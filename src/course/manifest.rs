//! `pack.toml`: what a pack is called and what its exercises are in.

use super::Problem;
use super::fields::{self, Fields};
use super::limits::{self, Granted};
use super::problems::Problems;
use super::reader::Reader;
use super::source::{Excerpt, Located};
use super::words::{ID_HELP, is_id, quoted};
use super::workshop::{self, Workshop};

/// Where it is.
pub(super) const PATH: &str = "pack.toml";

/// What it says.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    pub id: String,
    pub title: String,
    pub titles: Vec<(String, String)>,
    pub version: String,
    pub language: String,
    /// The natural language of the lessons that are no translations.
    pub prose: String,
    pub authors: Vec<String>,
    pub license: Option<String>,
    pub description: String,
    pub limits: Granted,
    pub workshop: Workshop,
    /// The path of the page that welcomes.
    pub welcome: Option<String>,
}

/// Reads it, on top of what the learner allows; where it is wrong, what is left serves to read the lessons and find more.
pub(super) fn read(reader: &mut Reader<'_>, granted: Granted) -> Manifest {
    if !reader.has(PATH) {
        reader.problems.add(missing);
        return Manifest::default();
    }
    let Some(source) = reader.text(PATH) else {
        return Manifest::default();
    };
    let excerpt = Excerpt::whole(&source);
    match fields::parse(&excerpt) {
        Ok(table) => {
            let fields = Fields::new(&excerpt, &table, 0..0, "the pack");
            // Whether a file that it names is there, the reader knows.
            let mut problems = std::mem::take(&mut reader.problems);
            let manifest = manifest(fields, granted, reader, &mut problems);
            reader.problems = problems;
            manifest
        }
        Err(problem) => {
            reader.problems.add(|| problem);
            Manifest::default()
        }
    }
}

fn missing() -> Problem {
    Problem::file(PATH, "this folder has no pack.toml, so it is no lesson pack").help(
        "write one with `id = \"…\"`, `title = \"…\"`, `version = \"1.0.0\"` and `language = \"…\"`",
    )
}

fn manifest(
    mut fields: Fields<'_>,
    granted: Granted,
    files: &Reader<'_>,
    problems: &mut Problems,
) -> Manifest {
    let id = fields.required("id", problems);
    if let Some(id) = id.as_ref().filter(|id| !is_id(&id.text)) {
        let message = format!("{} is no id of a pack", quoted(&id.text));
        problems.add(|| fields.error(id.at.clone(), message).help(ID_HELP));
    }
    let title = fields.required("title", problems);
    let version = fields.required("version", problems);
    if let Some(version) = version
        .as_ref()
        .filter(|version| !is_version(&version.text))
    {
        let message = format!("{} is no version", quoted(&version.text));
        let help = "write three numbers, as in `1.0.0`";
        problems.add(|| fields.error(version.at.clone(), message).help(help));
    }
    let language = fields.required("language", problems);
    let prose = fields.string("prose", problems);
    let authors = fields.strings("authors", problems);
    let license = fields.string("license", problems);
    let description = fields.string("description", problems);
    let titles = fields
        .table("title_i18n", problems)
        .map(|titles| titles.all_strings(problems));
    let limits = fields
        .table("limits", problems)
        .map(|asked| limits::read(asked, granted, problems));
    let (workshop, welcome) = fields
        .table("workshop", problems)
        .map(|rules| workshop::read(rules, files, problems))
        .unwrap_or_default();
    fields.finish(problems);
    Manifest {
        id: text(id),
        title: text(title),
        titles: titles
            .into_iter()
            .flatten()
            .map(|(lang, title)| (lang.text, title.text))
            .collect(),
        version: text(version),
        language: text(language),
        prose: prose.map_or("en".to_owned(), |prose| prose.text),
        authors: authors.into_iter().map(|author| author.text).collect(),
        license: license.map(|license| license.text),
        description: text(description),
        limits: limits.unwrap_or(granted),
        workshop,
        welcome,
    }
}

fn text(value: Option<Located>) -> String {
    value.map(|value| value.text).unwrap_or_default()
}

/// Whether a text is a semantic version, as versions of packs are compared.
fn is_version(text: &str) -> bool {
    semver::Version::parse(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_version;

    #[test]
    fn versions_are_semantic() {
        for good in ["0.1.0", "1.20.3", "1.0.0-rc.1", "1.0.0+build5"] {
            assert!(is_version(good), "{good}");
        }
        for bad in [
            "",
            "1",
            "1.0",
            "v1.0.0",
            "1.0.0.0",
            "1.01.0",
            "1.0.0-",
            "1.0.0-a..b",
            "1.0.x",
            "1.0.0-ü",
        ] {
            assert!(!is_version(bad), "{bad}");
        }
    }
}
