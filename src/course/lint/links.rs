//! Links and images lead to something, and what has no picture has words.

use std::collections::{HashMap, HashSet};

use super::prose::Link;
use super::{Page, Text};
use crate::course::Problem;
use crate::course::problems::Problems;
use crate::course::reader::Reader;
use crate::course::target::{Target, anchors};
use crate::course::words::{nearest, quoted};

/// Says which links lead nowhere, and which images have no words.
pub(super) fn check<'t, 'a: 't>(
    texts: impl Iterator<Item = &'t Text<'a>>,
    pages: &[Page<'_>],
    reader: &Reader<'_>,
    problems: &mut Problems,
) {
    let headings: HashMap<&str, HashSet<String>> = pages
        .iter()
        .map(|page| {
            let headings = page.body.prose.headings.iter();
            let names = anchors(headings.map(|heading| heading.text.as_str()));
            (page.body.path(), names.into_iter().collect())
        })
        .collect();
    for text in texts {
        for link in &text.prose.links {
            if link.alt.as_ref().is_some_and(|alt| alt.trim().is_empty()) {
                problems.add(|| wordless(text, link));
            }
            lead(text, link, &headings, reader, problems);
        }
        for label in &text.prose.undefined {
            problems.add(|| {
                let what = match label.text.starts_with('^') {
                    true => format!("there is no footnote {}", quoted(&label.text)),
                    false => format!("there is no link called {}", quoted(&label.text)),
                };
                let help = format!("define it: `[{}]: …`; or mark it as code", label.text);
                text.excerpt
                    .error(label.at.clone(), what)
                    .help(help)
                    .warning()
            });
        }
    }
}

fn wordless(text: &Text<'_>, link: &Link) -> Problem {
    text.excerpt
        .error(link.at.clone(), "this image has no words")
        .help("who cannot see it has its words alone: `![what one sees](…)`")
        .warning()
}

/// Follows a link.
fn lead(
    text: &Text<'_>,
    link: &Link,
    headings: &HashMap<&str, HashSet<String>>,
    reader: &Reader<'_>,
    problems: &mut Problems,
) {
    let error = |message: String| text.excerpt.error(link.at.clone(), message);
    match Target::of(&link.target, text.path()) {
        Target::Address => {}
        Target::Nothing => problems.add(|| {
            error("this link leads nowhere".to_owned()).help("say where to: `[words](file.md)`")
        }),
        Target::Outside => problems.add(|| {
            error(format!("{} is not in the pack", quoted(&link.target)))
                .help("a pack travels alone: bring the file along, or link to an address")
                .warning()
        }),
        Target::Root(path) => problems.add(|| {
            let help = match reader.has(path) {
                true => format!("leave the `/` out: `{path}`"),
                false => "write it relative to this file, or with its address: `https://…`".into(),
            };
            error(format!(
                "{} leads to the root of a web site, which a pack is not",
                quoted(&link.target)
            ))
            .help(help)
            .warning()
        }),
        Target::Inside { path, heading } => {
            if !exists(&path, reader) {
                problems.add(|| error(missing(&path, link)).maybe_help(likely(&path, reader)));
            } else if let (Some(heading), Some(known)) = (heading, headings.get(path.as_str()))
                && !known.contains(&heading)
            {
                problems.add(|| {
                    let near = nearest(&heading, known.iter().map(String::as_str));
                    let help = near.map(|near| format!("did you mean `#{near}`?"));
                    error(format!("{path} has no heading {}", quoted(&heading)))
                        .maybe_help(help)
                        .warning()
                });
            }
        }
    }
}

fn missing(path: &str, link: &Link) -> String {
    let what = match link.alt {
        Some(_) => "image",
        None => "file",
    };
    format!("there is no {what} {}", quoted(path))
}

/// A link may lead to a folder, too.
fn exists(path: &str, reader: &Reader<'_>) -> bool {
    path.is_empty() || reader.has(path) || reader.has_folder(path)
}

/// The file that was meant: one that differs by case, has the name elsewhere, or is spelled alike.
fn likely(path: &str, reader: &Reader<'_>) -> Option<String> {
    let paths = || reader.paths().iter().map(String::as_str);
    let name = |path: &str| path.rsplit('/').next().map(str::to_lowercase);
    let alike = paths().find(|other| other.to_lowercase() == path.to_lowercase());
    let elsewhere = || paths().find(|other| name(other) == name(path));
    let found = alike
        .or_else(elsewhere)
        .or_else(|| nearest(path, paths()))?;
    Some(format!("did you mean `{found}`?"))
}
