//! Pages of a pack that are no lessons: the one that welcomes, and the glossary.

use super::Document;
use super::markdown::parse_markdown;
use super::name;
use super::reader::Reader;
use super::source::Source;

/// Where a pack that has a glossary has it.
pub(super) const GLOSSARY: &str = "glossary.md";

/// A page in this language; as its base has it, where it is not translated. `None` where it is not there, or says nothing.
pub(super) fn read(path: &str, lang: &str, reader: &mut Reader<'_>) -> Option<Document> {
    let translated = [lang, name::primary(lang)].map(|lang| translation(path, lang));
    let found = translated.iter().find(|path| reader.has(path));
    let path = found.map_or(path, String::as_str);
    let source = reader.has(path).then(|| reader.text(path)).flatten()?;
    let page = parse_markdown(&source.text);
    (!page.nodes.is_empty()).then_some(page)
}

/// A page, and all of its translations: it may be translated to a language that no lesson has.
pub(super) fn sources(path: &str, reader: &mut Reader<'_>) -> Vec<Source> {
    let files = reader.paths().iter();
    let is_page = |file: &&String| is_of(file, path);
    let paths: Vec<String> = files.filter(is_page).cloned().collect();
    paths.iter().filter_map(|path| reader.text(path)).collect()
}

/// Whether a file is the page at `path`, in whatever language.
pub(super) fn is_of(file: &str, path: &str) -> bool {
    file == path || is_translation(file, path)
}

/// `welcome.ko.md` for `welcome.md`.
fn translation(path: &str, lang: &str) -> String {
    format!("{}.{lang}.md", stem(path))
}

/// Whether a file is a translation of the page at `path`, to whatever language.
fn is_translation(file: &str, path: &str) -> bool {
    let lang = file
        .strip_prefix(stem(path))
        .and_then(|rest| rest.strip_prefix('.')?.strip_suffix(".md"));
    lang.is_some_and(name::is_lang)
}

fn stem(path: &str) -> &str {
    path.strip_suffix(".md").unwrap_or(path)
}
