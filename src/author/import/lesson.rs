//! An exercise's texts as a lesson and its hints, and whose they are.

use super::config::{Entry, ExerciseConfig, TrackConfig};
use super::exercise::home;
use super::markdown::{self, Title, carry, literal};
use super::report::{Note, Refusal};
use super::track::Folder;
use crate::course::parse_markdown;

/// Where an exercise comes from.
pub(super) struct Origin<'t> {
    pub track: &'t TrackConfig,
    pub entry: &'t Entry,
    pub config: &'t ExerciseConfig,
    pub license: Option<&'t str>,
}

/// The texts of an exercise.
pub(super) struct Written {
    pub lesson: String,
    pub hints: String,
    pub notes: Vec<Note>,
}

/// The documents of an exercise, in the order in which they are read, and what becomes of their titles.
const TEXTS: [(&str, Title); 4] = [
    (".docs/introduction.md", Title::MovesDown),
    (".docs/introduction.append.md", Title::Goes),
    (INSTRUCTIONS, Title::MovesDown),
    (".docs/instructions.append.md", Title::Goes),
];

const INSTRUCTIONS: &str = ".docs/instructions.md";
const HINTS: &str = ".docs/hints.md";

/// What helps with every exercise that comes with tests.
const NEUTRAL_HINT: &str = "\
Run the tests before you write anything: the first one that fails says what is called, what is expected, and what came instead.
Make that one pass in the plainest way that you can think of, and go on to the next.
";

/// Writes an exercise's lesson and hints.
pub(super) fn write(
    folder: &Folder<'_>,
    origin: &Origin<'_>,
    language: &str,
) -> Result<Written, Refusal> {
    let mut parts = vec![format!("# {}", literal(origin.entry.name.trim()))];
    let mut unlinked = 0;
    for (path, title) in TEXTS {
        let carried = carry(&folder.text_if_there(path)?.unwrap_or_default(), title);
        unlinked += carried.unlinked;
        if !carried.text.is_empty() {
            parts.push(carried.text);
        }
    }
    if parts.len() == 1 {
        return Err(Refusal::NoText);
    }
    parts.push(card(origin, language));
    parts.push(format!("---\n\n{}", attribution(origin)));
    let mut notes = Vec::new();
    let (hints, made) = hints(folder, &mut unlinked)?;
    if made {
        notes.push(Note::HintMade);
    }
    if unlinked > 0 {
        notes.push(Note::Unlinked(unlinked));
    }
    Ok(Written {
        lesson: parts.join("\n\n") + "\n",
        hints,
        notes,
    })
}

/// The block that stands for the exercise.
fn card(origin: &Origin<'_>, language: &str) -> String {
    let slug = &origin.entry.slug;
    let entry = origin.config.files.solution.first();
    format!(
        "```{language} exercise={slug} dir={} file={} title={}\n```",
        home(slug),
        value(entry.map_or("", String::as_str)),
        // An info string has no backticks.
        value(&origin.entry.name.replace('`', "'")),
    )
}

/// A value of an info string.
fn value(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-');
    match !text.is_empty() && text.chars().all(is_plain) {
        true => text.to_owned(),
        false => {
            let line = text.replace(char::is_control, " ");
            format!("\"{}\"", line.replace('\\', "\\\\").replace('"', "\\\""))
        }
    }
}

/// Whose exercise it is.
fn attribution(origin: &Origin<'_>) -> String {
    let (track, slug) = (&origin.track.slug, &origin.entry.slug);
    let mut line = format!(
        "From the {} track of [Exercism](https://exercism.org/tracks/{track}/exercises/{slug})",
        literal(&origin.track.language),
    );
    if let Some(license) = origin.license {
        line.push_str(&format!(", {license}"));
    }
    line.push('.');
    let people = [
        ("Written by", &origin.config.authors),
        ("With contributions by", &origin.config.contributors),
    ];
    for (what, names) in people.iter().filter(|(_, names)| !names.is_empty()) {
        let names: Vec<String> = names.iter().map(|name| literal(name)).collect();
        line.push_str(&format!(" {what} {}.", names.join(", ")));
    }
    let source = origin
        .config
        .source
        .as_ref()
        .map(|text| literal(text.trim_end_matches('.')));
    let url = origin.config.source_url.as_deref();
    let url = url.filter(|url| url.starts_with("http") && !url.contains(['<', '>', ' ', '\n']));
    match (source.filter(|text| !text.is_empty()), url) {
        (Some(text), Some(url)) => line.push_str(&format!(" Source: [{text}](<{url}>).")),
        (Some(text), None) => line.push_str(&format!(" Source: {text}.")),
        (None, Some(url)) => line.push_str(&format!(" Source: <{url}>.")),
        (None, None) => {}
    }
    line
}

/// The hints, and whether they had to be made.
fn hints(folder: &Folder<'_>, unlinked: &mut usize) -> Result<(String, bool), Refusal> {
    let own = folder.text_if_there(HINTS)?.unwrap_or_default();
    let carried = carry(&own, Title::Stays);
    // A mere title is no hint.
    if parse_markdown(&carried.text).nodes.len() > 1 {
        *unlinked += carried.unlinked;
        return Ok((carried.text + "\n", false));
    }
    let instructions = folder.text_if_there(INSTRUCTIONS)?.unwrap_or_default();
    let carried = carry(&instructions, Title::Stays).text;
    let is_hint = |title: &str| title.to_lowercase().contains("hint");
    let hint = markdown::section(&carried, is_hint);
    Ok((
        hint.map_or(NEUTRAL_HINT.to_owned(), |hint| format!("{hint}\n")),
        true,
    ))
}
