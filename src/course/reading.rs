//! What a learner reads of a lesson, and how long that takes.

use unicode_width::UnicodeWidthChar;

use super::{Inline, Lesson, Node};

/// Words a minute. Adults read 238 of English prose (Brysbaert 2019, doi:10.1016/j.jml.2019.104047); a text that teaches, with code in
/// it, is read more slowly.
const WORDS: usize = 180;
/// The same for what is written in syllables or signs of two cells' width: Korean, Chinese, Japanese.
const SYLLABLES: usize = 400;

impl Lesson {
    /// How long it takes to read, in minutes, at least one; what is to be done in it not counted.
    pub fn minutes(&self) -> usize {
        let (mut words, mut syllables) = (0, 0);
        for node in &self.body.nodes {
            self.lines(node, &mut |line| {
                for word in line.split_whitespace() {
                    match word.chars().filter(|c| c.width() == Some(2)).count() {
                        0 => words += 1,
                        wide => syllables += wide,
                    }
                }
            });
        }
        // A word and its share of a minute, without fractions.
        (words * SYLLABLES + syllables * WORDS)
            .div_ceil(WORDS * SYLLABLES)
            .max(1)
    }

    /// Gives each line of one of its blocks that learners see; of prose, each paragraph.
    pub fn lines(&self, node: &Node, give: &mut dyn FnMut(&str)) {
        match node {
            Node::Heading { text, .. } | Node::Paragraph(text) => give(&Inline::plain(text)),
            Node::List { items, .. } => {
                let bodies = items.iter().flat_map(|item| &item.body);
                bodies.for_each(|node| self.lines(node, give));
            }
            Node::Quote { body, .. } | Node::Footnote { body, .. } => {
                body.iter().for_each(|node| self.lines(node, give));
            }
            Node::Table(table) => {
                let rows = std::iter::once(&table.head).chain(&table.rows);
                rows.for_each(|row| give(&cells(row)));
            }
            Node::Code { text, .. } => text.lines().for_each(give),
            Node::Example(example) => example.text.lines().for_each(give),
            Node::Exercise { id } => {
                let exercise = self.exercise(id);
                for exercise in exercise.into_iter() {
                    give(&exercise.title);
                    let starter = exercise.starter.iter();
                    starter.for_each(|file| file.text.lines().for_each(&mut *give));
                }
            }
            Node::Hidden(_) | Node::Rule => {}
        }
    }
}

fn cells(row: &[Vec<Inline>]) -> String {
    let cells: Vec<String> = row.iter().map(|cell| Inline::plain(cell)).collect();
    cells.join("  ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::parse_markdown;

    fn minutes(text: &str) -> usize {
        let lesson = Lesson {
            id: "a".to_owned(),
            path: "01-a.md".to_owned(),
            title: "A".to_owned(),
            body: parse_markdown(text),
            exercises: Vec::new(),
            translated: true,
        };
        lesson.minutes()
    }

    #[test]
    fn words_and_syllables_take_their_time() {
        assert_eq!(minutes("# A"), 1);
        assert_eq!(minutes(&"word ".repeat(180)), 1);
        assert_eq!(minutes(&"word ".repeat(181)), 2);
        assert_eq!(minutes(&"네 글자요 ".repeat(100)), 1);
        assert_eq!(minutes(&"네 글자요 ".repeat(101)), 2);
        assert_eq!(
            minutes(&format!(
                "{}{}",
                "word ".repeat(180),
                "네 글자요 ".repeat(100)
            )),
            2
        );
        assert_eq!(minutes(&format!("```\n{}```\n", "a b c\n".repeat(120))), 2);
    }
}
