//! Links: each with its target at its place, so that texts can be joined; those that lead nowhere from a pack are plain words.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::edits::Edits;

/// Where the paths of a track's texts begin that are no files.
const SITE: &str = "https://exercism.org";

/// A link or an image of a text.
struct Link {
    kind: LinkType,
    is_image: bool,
    target: String,
    title: String,
    /// Where it stands.
    at: Range<usize>,
    /// Where its words stand.
    words: Range<usize>,
}

/// Writes targets where they are used, takes away their definitions, and tells how many links became plain words.
pub(super) fn inline(text: &str, edits: &mut Edits) -> usize {
    let parser = Parser::new_ext(text, OPTIONS);
    for (_, definition) in parser.reference_definitions().iter() {
        let Range { start, end } = definition.span.clone();
        let line = usize::from(text[end..].starts_with('\n'));
        edits.remove(start..end + line);
    }
    let mut open: Vec<Link> = Vec::new();
    let mut unlinked = 0;
    for (event, at) in parser.into_offset_iter() {
        if let Some(link) = open.last_mut() {
            widen(&mut link.words, &at, &event);
        }
        match event {
            Event::Start(tag) => open.extend(link(text, tag, at)),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some(link) = open.pop() {
                    unlinked += usize::from(!rewrite(&link, edits));
                    // An image within a link is a part of the link's words.
                    if let Some(outer) = open.last_mut() {
                        outer.words.end = outer.words.end.max(link.at.end);
                    }
                }
            }
            _ => {}
        }
    }
    unlinked
}

fn link(text: &str, tag: Tag<'_>, mut at: Range<usize>) -> Option<Link> {
    let (is_image, kind, target, title) = match tag {
        Tag::Link {
            link_type,
            dest_url,
            title,
            ..
        } => (false, link_type, dest_url, title),
        Tag::Image {
            link_type,
            dest_url,
            title,
            ..
        } => (true, link_type, dest_url, title),
        _ => return None,
    };
    // The parser counts the words of `[words][]` alone.
    if kind == LinkType::Collapsed && text[at.end..].starts_with("[]") {
        at.end += 2;
    }
    Some(Link {
        kind,
        is_image,
        target: target.into_string(),
        title: CowStr::into_string(title),
        words: at.start..at.start,
        at,
    })
}

/// The words of a link are all that stands between its ends; its own end is not.
fn widen(words: &mut Range<usize>, at: &Range<usize>, event: &Event<'_>) {
    if matches!(event, Event::End(TagEnd::Link | TagEnd::Image)) {
        return;
    }
    if words.start == words.end {
        *words = at.clone();
    }
    words.end = words.end.max(at.end);
}

/// Writes a link as it is to be in a pack; `false` where only its words are left.
fn rewrite(link: &Link, edits: &mut Edits) -> bool {
    let by_reference = matches!(
        link.kind,
        LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
    );
    if !by_reference && link.kind != LinkType::Inline {
        return true;
    }
    let Some(target) = reachable(&link.target) else {
        let (before, after) = if link.is_image { ("*", "*") } else { ("", "") };
        around(link, before, after, edits);
        return false;
    };
    if by_reference || target != link.target {
        let before = if link.is_image { "![" } else { "[" };
        around(
            link,
            before,
            &format!("]({})", destination(&target, &link.title)),
            edits,
        );
    }
    true
}

/// Puts something else around a link's words.
fn around(link: &Link, before: &str, after: &str, edits: &mut Edits) {
    if link.words.is_empty() {
        edits.remove(link.at.clone());
        return;
    }
    edits.replace(link.at.start..link.words.start, before);
    edits.replace(link.words.end..link.at.end, after);
}

/// A target that can be reached from anywhere; `None` for a file of the track's and a place in the text.
fn reachable(target: &str) -> Option<String> {
    if target.starts_with("//") {
        return Some(format!("https:{target}"));
    }
    if target.starts_with('/') {
        return Some(format!("{SITE}{target}"));
    }
    let scheme = target.split_once(':').map(|(scheme, _)| scheme)?;
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'));
    is_scheme.then(|| target.to_owned())
}

fn destination(target: &str, title: &str) -> String {
    let target = match target.contains([' ', '(', ')', '<']) {
        true => format!("<{}>", target.replace('<', "%3C").replace('>', "%3E")),
        false => target.to_owned(),
    };
    match title.is_empty() {
        true => target,
        false => format!(
            "{target} \"{}\"",
            title.replace('\\', "\\\\").replace('"', "\\\"")
        ),
    }
}
