//! One file of the package, as the rules look at it.

use std::ops::Range;

use crate::code;

/// A file.
pub struct Source {
    /// Its path below the package, `src/tui/app.rs`.
    pub path: String,
    /// All of it.
    pub text: String,
    /// Its code: comments and literals are blank.
    pub code: String,
}

/// A room that a file uses, and the line in which it does.
#[derive(Debug, PartialEq, Eq)]
pub struct Use {
    pub room: String,
    pub line: usize,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code: code::without_comments_and_literals(text),
        }
    }

    /// The room that the file is in; `main.rs` and `lib.rs` are in none.
    pub fn room(&self) -> Option<&str> {
        let (room, _) = self.path.strip_prefix("src/")?.split_once('/')?;
        Some(room)
    }

    /// Whether the file is a test module as a whole.
    pub fn is_test(&self) -> bool {
        self.path.ends_with("/tests.rs") || self.path.contains("/tests/")
    }

    /// The code without what only tests see.
    pub fn shipped_code(&self) -> String {
        let mut shipped = self.code.clone();
        if self.is_test() {
            shipped.clear();
        }
        while let Some(at) = shipped.find("#[cfg(test)]") {
            let end = code::item_end(&shipped, at + "#[cfg(test)]".len());
            let blank: String = shipped[at..end]
                .chars()
                .map(|c| if c == '\n' { c } else { ' ' })
                .collect();
            shipped.replace_range(at..end, &blank);
        }
        shipped
    }

    /// The rooms that the file uses, however it writes the path: `crate::render::X`, `crate::{run, render::X}`, or as
    /// many `super::` as lead out of its own room.
    pub fn uses(&self) -> Vec<Use> {
        let inner = self.inner_modules();
        let mut uses = Vec::new();
        let mut climbed: (usize, usize) = (0, 0);
        for (at, word) in code::words(&self.code) {
            let end = at + word.len();
            let rest = &self.code[end..];
            let leads_on = rest.trim_start().starts_with("::");
            let from_root = match word {
                "crate" => leads_on,
                "super" if leads_on => {
                    // `super::super`: the same path goes on.
                    let goes_on = climbed.1 == at;
                    climbed.0 = if goes_on { climbed.0 + 1 } else { 1 };
                    climbed.1 = end + rest.find("::").map_or(0, |colons| colons + 2);
                    let around = inner.iter().filter(|module| module.contains(&at));
                    climbed.0 == self.depth() + around.count()
                }
                _ => false,
            };
            if from_root {
                let line = code::line(&self.code, at);
                let rooms = first_names(rest).into_iter();
                uses.extend(rooms.map(|room| Use { room, line }));
            }
        }
        uses
    }

    /// How many modules the file's own is below the crate.
    fn depth(&self) -> usize {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        let inside = inside.trim_end_matches("/mod");
        inside.split('/').count()
    }

    /// Where modules stand that are written within the file.
    fn inner_modules(&self) -> Vec<Range<usize>> {
        let modules = code::words(&self.code).filter(|(_, word)| *word == "mod");
        modules
            .map(|(at, _)| at..code::item_end(&self.code, at))
            .collect()
    }

    /// The functions, each with its first line and how many lines it has.
    pub fn functions(&self) -> Vec<(String, usize, usize)> {
        let code = self.shipped_code();
        let mut functions = Vec::new();
        let mut words = code::words(&code).peekable();
        while let Some((at, word)) = words.next() {
            // A type `fn(…)` has no name.
            let named = code[at + word.len()..].starts_with(' ');
            if word == "fn"
                && named
                && let Some((_, name)) = words.peek()
            {
                let end = code::item_end(&code, at);
                let first = code::line(&code, at);
                functions.push((name.to_string(), first, code::line(&code, end) + 1 - first));
            }
        }
        functions
    }
}

/// The names that follow a `::` here: one, or those of a group, or `*`.
fn first_names(after: &str) -> Vec<String> {
    let after = after.trim_start().trim_start_matches("::").trim_start();
    let Some(group) = after.strip_prefix('{') else {
        return vec![first_name(after)];
    };
    let mut depth = 0;
    let mut paths = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                paths.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(path) = paths.last_mut() {
            path.push(c);
        }
    }
    let paths = paths.iter().map(|path| path.trim());
    paths
        .filter(|path| !path.is_empty())
        .map(first_name)
        .collect()
}

/// The name that a path begins with; where there is none, the character.
fn first_name(path: &str) -> String {
    let end = path.find(|c| !code::is_word(c)).unwrap_or(path.len());
    path[..end.max(1).min(path.len())].to_owned()
}
