//! The glossary: its words alone, and what one of them means. One that is not written as words and meanings is told whole.

use std::sync::Arc;

use super::reading;
use super::session::Session;
use crate::course::{Document, Inline, Node, nearest};

/// A word, by its names, and the paragraph that tells what it means.
struct Entry<'d> {
    /// As the glossary has it, and behind that what it is called in another language.
    names: Vec<String>,
    node: &'d Node,
}

impl Session<'_> {
    pub(super) fn tell_glossary(&mut self, word: &str) {
        let pack = Arc::clone(&self.pack);
        let Some(glossary) = &pack.glossary else {
            self.talk.say("plain-no-glossary");
            return;
        };
        let entries = entries(glossary);
        if entries.is_empty() {
            reading::page(glossary, &mut self.talk);
            return;
        }
        if word.is_empty() {
            self.talk.teller.say(&listed(&entries));
            self.talk.say("plain-glossary-how");
            return;
        }
        let told = ("word", word.to_owned().into());
        match &meant(&entries, word)[..] {
            [entry] => {
                let page = Document::from(vec![entry.node.clone()]);
                reading::page(&page, &mut self.talk);
            }
            [] => match near(&entries, word) {
                Some(near) => {
                    let near = ("near", near.into());
                    self.talk.say_with("plain-glossary-near", &[told, near]);
                }
                None => self.talk.say_with("plain-glossary-unknown", &[told]),
            },
            several => {
                let words = ("words", listed(several.iter().copied()).into());
                self.talk.say_with("plain-glossary-several", &[told, words]);
            }
        }
    }
}

fn listed<'e>(entries: impl IntoIterator<Item = &'e Entry<'e>>) -> String {
    let words = entries.into_iter().map(|entry| entry.names[0].as_str());
    words.collect::<Vec<_>>().join(", ")
}

/// The entry of this name, in its letters or in others of another case; else all that have it in their names.
fn meant<'e>(entries: &'e [Entry<'e>], word: &str) -> Vec<&'e Entry<'e>> {
    let lower = word.to_lowercase();
    let with = |is_meant: &dyn Fn(&str) -> bool| -> Vec<&Entry<'_>> {
        let any = |entry: &&Entry<'_>| entry.names.iter().any(|name| is_meant(name));
        entries.iter().filter(any).collect()
    };
    let same = with(&|name| name == word).into_iter();
    let alike = with(&|name| name.to_lowercase() == lower);
    match same.chain(alike).next() {
        Some(entry) => vec![entry],
        None => with(&|name| name.to_lowercase().contains(&lower)),
    }
}

fn near(entries: &[Entry<'_>], word: &str) -> Option<String> {
    let names = entries.iter().flat_map(|entry| &entry.names);
    nearest(word, names.map(String::as_str)).map(str::to_owned)
}

/// The paragraphs that begin with a word in bold, in lists, too.
fn entries(document: &Document) -> Vec<Entry<'_>> {
    let paragraphs = document.nodes.iter().flat_map(|node| match node {
        Node::List { items, .. } => items.iter().filter_map(|item| item.body.first()).collect(),
        node => vec![node],
    });
    paragraphs.filter_map(entry).collect()
}

fn entry(node: &Node) -> Option<Entry<'_>> {
    let Node::Paragraph(text) = node else {
        return None;
    };
    let [Inline::Strong(word), rest @ ..] = &text[..] else {
        return None;
    };
    let word = Inline::plain(word);
    let rest = Inline::plain(rest);
    let inner = rest.trim_start().strip_prefix('(');
    let other = inner.and_then(|rest| rest.split_once(')'));
    let other = other.map(|(other, _)| other.to_owned());
    Some(Entry {
        names: [word.trim_end_matches(':').to_owned()]
            .into_iter()
            .chain(other)
            .collect(),
        node,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::course::parse_markdown;

    #[test]
    fn a_word_is_found_by_its_name_a_part_of_it_or_its_other_name() {
        let text = "# Words\n\nWhat they mean.\n\n**relative path**: From here.\n\n**path** (경로): A way.\n\n**PATH**: Ways.\n\n- **pipe:** Joins.\n- other\n";
        let document = parse_markdown(text);
        let entries = entries(&document);
        assert_eq!(listed(&entries), "relative path, path, PATH, pipe");
        for (word, found) in [
            ("Path", "path"),
            ("PATH", "PATH"),
            ("경로", "path"),
            ("rel", "relative path"),
            ("p", "relative path, path, PATH, pipe"),
            ("tee", ""),
        ] {
            assert_eq!(listed(meant(&entries, word)), found, "{word}");
        }
        assert_eq!(near(&entries, "pipr").unwrap(), "pipe");
    }
}
