//! Where a link of a lesson leads its reader.

use super::target::{Target, anchors};
use super::{Inline, Lesson, Node, Pack, name, page};

/// Where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// To a lesson of the pack.
    Lesson {
        /// Its id.
        id: String,
        /// Which of the blocks of its prose, from 0; `None` for its beginning.
        block: Option<usize>,
    },
    /// To the glossary.
    Glossary,
    /// Out of the pack.
    Address(String),
    /// To nothing that can be shown.
    Nowhere,
}

impl Pack {
    /// Where a link leads that stands in this file of the pack.
    pub fn way(&self, from: &str, link: &str) -> Way {
        match Target::of(link, from) {
            Target::Address => Way::Address(link.trim().to_owned()),
            Target::Inside { path, heading } => self.inside(&path, heading.as_deref()),
            Target::Root(_) | Target::Nothing | Target::Outside => Way::Nowhere,
        }
    }

    fn inside(&self, path: &str, heading: Option<&str>) -> Way {
        if self.glossary.is_some() && page::is_of(path, page::GLOSSARY) {
            return Way::Glossary;
        }
        // By its id: the link may name the lesson or any of its translations.
        let named = name::parse(path).ok().flatten();
        let lesson = named.and_then(|named| self.lessons.iter().find(|l| l.id == named.id));
        lesson.map_or(Way::Nowhere, |lesson| Way::Lesson {
            id: lesson.id.clone(),
            block: heading.and_then(|heading| lesson.heading(heading)),
        })
    }
}

impl Lesson {
    /// The block of the heading that is called so in addresses.
    fn heading(&self, called: &str) -> Option<usize> {
        let nodes = self.body.nodes.iter().enumerate();
        let headings = nodes.filter_map(|(block, node)| match node {
            Node::Heading { text, .. } => Some((block, Inline::plain(text))),
            _ => None,
        });
        let (blocks, words): (Vec<usize>, Vec<String>) = headings.unzip();
        let names = anchors(words.iter().map(String::as_str));
        let place = names.iter().position(|name| name == called)?;
        Some(blocks[place])
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::load;

    #[test]
    fn links_lead_to_lessons_headings_the_glossary_and_addresses() {
        let files: BTreeMap<String, Vec<u8>> = [
            (
                "pack.toml",
                "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n",
            ),
            ("01-a.md", "# A\n\n[b](02-b.md)\n"),
            ("02-b.md", "# B\n\n## Two words\n\ntext\n\n## Two words\n"),
            ("glossary.md", "# Words\n"),
        ]
        .map(|(path, text)| (path.to_owned(), text.into()))
        .into();
        let pack = load(&files, "en").pack.unwrap();
        let lesson = |block| Way::Lesson {
            id: "b".to_owned(),
            block,
        };
        for (link, way) in [
            ("02-b.md", lesson(None)),
            ("02-b.ko.md", lesson(None)),
            ("02-b.md#two-words", lesson(Some(1))),
            ("02-b.md#two-words-1", lesson(Some(3))),
            ("02-b.md#no-such", lesson(None)),
            ("glossary.md", Way::Glossary),
            ("glossary.ko.md", Way::Glossary),
            (
                "https://example.org/a",
                Way::Address("https://example.org/a".to_owned()),
            ),
            ("03-c.md", Way::Nowhere),
            ("../02-b.md", Way::Nowhere),
        ] {
            assert_eq!(pack.way("01-a.md", link), way, "{link}");
        }
    }
}
