//! Where a text is in a pack: in its titles, its prose and the code that learners see. Tests, solutions and hints are no answer.

use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use regex::{Regex, RegexBuilder};

use crate::course::{Lesson, Pack};

/// What is searched for, whatever its case.
#[derive(Debug, Clone)]
pub struct Query(Regex);

/// A line that has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which of the pack's lessons, from 0.
    pub lesson: usize,
    /// Which of the blocks of the lesson's prose, from 0.
    pub block: usize,
    /// The line; of prose the paragraph.
    pub line: String,
    /// Where in it, bytes.
    pub places: Vec<Range<usize>>,
}

impl Query {
    /// A query for this text; `None` where there is nothing to be searched for. A syllable that was typed in its letters is the same
    /// as in one.
    pub fn new(text: &str) -> Option<Self> {
        let text = ComposingNormalizerBorrowed::new_nfc().normalize(text.trim());
        let pattern = regex::escape(&text);
        let regex = RegexBuilder::new(&pattern).case_insensitive(true).build();
        regex.ok().filter(|_| !text.is_empty()).map(Self)
    }

    /// Every line of a pack that has it, in the order in which it is read.
    pub fn of_pack<'a>(&'a self, pack: &'a Pack) -> impl Iterator<Item = Hit> + 'a {
        let lessons = pack.lessons.iter().enumerate();
        lessons.flat_map(move |(index, lesson)| self.of_lesson(index, lesson))
    }

    fn of_lesson(&self, index: usize, lesson: &Lesson) -> Vec<Hit> {
        let mut hits = Vec::new();
        for (block, node) in lesson.body.nodes.iter().enumerate() {
            lesson.lines(node, &mut |line| {
                let places: Vec<_> = self.0.find_iter(line).map(|found| found.range()).collect();
                if !places.is_empty() {
                    hits.push(Hit {
                        lesson: index,
                        block,
                        line: line.to_owned(),
                        places,
                    });
                }
            });
        }
        hits
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::{Assets, Dirs};
    use crate::course::{Hidden, Node, Part, parse_markdown};
    use crate::pack;
    use crate::run::Limits;

    fn lesson(text: &str) -> Pack {
        let assets = Assets::new(&Dirs::new(Some("/nowhere".into())).unwrap());
        let mut pack = pack::open("elixir", "en", &assets, Limits::default())
            .unwrap()
            .pack;
        pack.lessons.truncate(1);
        pack.lessons[0].body = parse_markdown(text);
        pack
    }

    fn found(pack: &Pack, text: &str) -> Vec<(usize, String)> {
        let query = Query::new(text).unwrap();
        let hits = query.of_pack(pack);
        hits.map(|hit| (hit.block, hit.line)).collect()
    }

    #[test]
    fn prose_titles_tables_and_code_are_searched_and_hidden_blocks_are_not() {
        let mut pack = lesson(
            "# A Moon\n\nThe *moon* is\nround.\n\n- one\n\n  > of many Moons\n\n| a | b |\n|---|---|\n| x | MOON |\n\n\
             ```elixir\nx = 1\nmoon = 2\n```\n",
        );
        pack.lessons[0].body.nodes.push(Node::Hidden(Hidden {
            part: Part::Solution,
            exercise: "hello".to_owned(),
            file: None,
            language: "elixir".to_owned(),
            text: "moon".to_owned(),
        }));
        let lines = [
            (0, "A Moon"),
            (1, "The moon is round."),
            (2, "of many Moons"),
            (3, "x  MOON"),
            (4, "moon = 2"),
        ];
        let lines = lines.map(|(block, line)| (block, line.to_owned()));
        assert_eq!(found(&pack, "moon"), lines);
    }

    #[test]
    fn what_is_typed_is_no_pattern() {
        let pack = lesson("# A\n\n1 + 1 (is 2)\n");
        assert_eq!(found(&pack, " + 1 (").len(), 1);
        assert_eq!(found(&pack, ".*"), []);
        assert!(Query::new("  ").is_none());
    }

    #[test]
    fn korean_is_found_however_it_is_typed() {
        let pack = lesson("# 재귀\n\n함수가 자기 자신을 부릅니다.\n");
        assert_eq!(found(&pack, "자기 자신").len(), 1);
        // The same syllables, letter by letter.
        assert_eq!(
            found(&pack, "\u{1112}\u{1161}\u{11b7}\u{1109}\u{116e}").len(),
            1
        );
    }

    #[test]
    fn a_starter_is_found_at_its_card() {
        let assets = Assets::new(&Dirs::new(Some("/nowhere".into())).unwrap());
        let opened = pack::open("elixir", "en", &assets, Limits::default()).unwrap();
        let exercise = opened.pack.exercises().next().unwrap();
        let line = exercise.starter[0].text.lines().next().unwrap();
        let hits: Vec<Hit> = Query::new(line).unwrap().of_pack(&opened.pack).collect();
        let is_card = |hit: &Hit| {
            let node = &opened.pack.lessons[hit.lesson].body.nodes[hit.block];
            matches!(node, Node::Exercise { id } if *id == exercise.id)
        };
        assert!(hits.iter().any(is_card), "{line}: {hits:?}");
    }

    #[test]
    fn every_place_of_a_line_is_told() {
        let query = Query::new("É").unwrap();
        let pack = lesson("# été\n");
        let hits: Vec<Hit> = query.of_pack(&pack).collect();
        assert_eq!(hits[0].places, [0..2, 3..5]);
    }
}
