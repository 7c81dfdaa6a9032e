//! Where a link leads.

use std::collections::HashMap;

use percent_encoding::percent_decode_str;

/// Where a link leads, as far as its text tells.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target<'t> {
    /// Out of the pack, by an address.
    Address,
    /// To a place of a web site's root.
    Root(&'t str),
    /// Nowhere.
    Nothing,
    /// Out of the pack's folder.
    Outside,
    /// To a file or a folder of the pack, and a heading in it; the path is empty for the pack's own folder.
    Inside {
        path: String,
        heading: Option<String>,
    },
}

impl<'t> Target<'t> {
    /// That of a link in the file `from`.
    pub fn of(link: &'t str, from: &str) -> Self {
        let link = link.trim();
        if link.is_empty() {
            return Self::Nothing;
        }
        if link.starts_with("//") || has_scheme(link) {
            return Self::Address;
        }
        if let Some(path) = link.strip_prefix('/') {
            return Self::Root(path);
        }
        let (path, heading) = match link.split_once('#') {
            Some((path, heading)) => (path, Some(decoded(heading))),
            None => (link, None),
        };
        let path = path.split('?').next().unwrap_or(path);
        let path = match path.is_empty() {
            true => Some(from.to_owned()),
            false => joined(from, &decoded(path)),
        };
        let heading = heading.filter(|heading| !heading.is_empty());
        match path {
            Some(path) => Self::Inside { path, heading },
            None => Self::Outside,
        }
    }
}

/// RFC 3986: a letter, then letters, digits, `+`, `.` and `-`, then a colon.
fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-'))
    })
}

fn decoded(part: &str) -> String {
    percent_decode_str(part).decode_utf8_lossy().into_owned()
}

/// The path `link`, seen from the file `from`; `None` where it leaves the pack.
fn joined(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// How a page's headings are called in addresses, in order, as GitHub has it: the second of a name is `name-1`.
pub(super) fn anchors<'h>(headings: impl Iterator<Item = &'h str>) -> Vec<String> {
    let mut times: HashMap<String, usize> = HashMap::new();
    let numbered = headings.map(|heading| {
        let name = anchor(heading);
        let before = times.entry(name.clone()).or_default();
        *before += 1;
        match *before {
            1 => name,
            n => format!("{name}-{}", n - 1),
        }
    });
    numbered.collect()
}

fn anchor(heading: &str) -> String {
    let kept = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let words = heading.trim().to_lowercase();
    words
        .chars()
        .filter(kept)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_called_as_github_calls_them() {
        for (heading, name) in [
            ("Pattern matching", "pattern-matching"),
            ("What's `|>`?", "whats-"),
            (" A_b – c ", "a_b--c"),
            ("패턴 매칭!", "패턴-매칭"),
        ] {
            assert_eq!(anchor(heading), name);
        }
    }

    fn inside(path: &str, heading: Option<&str>) -> Target<'static> {
        Target::Inside {
            path: path.to_owned(),
            heading: heading.map(str::to_owned),
        }
    }

    #[test]
    fn links_lead_somewhere() {
        for (link, target) in [
            ("https://example.org", Target::Address),
            ("mailto:a@example.org", Target::Address),
            ("//example.org", Target::Address),
            ("/docs/a", Target::Root("docs/a")),
            (" ", Target::Nothing),
            ("../../a.md", Target::Outside),
            ("../../../../a.md", Target::Outside),
            ("b.md", inside("a/b.md", None)),
            ("../b.md#two%20words", inside("b.md", Some("two words"))),
            ("./c/../b%20c.md?x=1#", inside("a/b c.md", None)),
            ("#here", inside("a/x.md", Some("here"))),
            ("..", inside("", None)),
            ("1:2", inside("a/1:2", None)),
        ] {
            assert_eq!(Target::of(link, "a/x.md"), target, "{link}");
        }
    }
}
