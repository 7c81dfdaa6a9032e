//! What the texts of an exercise's checks and tests are in a translation: their names, and what is said where one fails.
//!
//! The texts themselves stay as the base has them, since programs know checks by them; whoever shows one to a learner asks here.

use std::borrow::Cow;

use super::block::Role;
use super::draft::Outline;
use super::fields::{self, Fields};
use super::problems::Problems;
use super::source::Excerpt;
use super::words::{did_you_mean, quoted};
use super::{CheckKind, Exercise, Lesson, Problem};

/// Stands for whatever a test puts into its text, a value as a rule, to be carried across.
const GAP: &str = "{}";

/// More texts than these an exercise has no words for: each is compared with all that its checks say.
const MOST: usize = 500;

/// The texts of an exercise's checks and tests, each with its words in a translation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// In the order they are read.
    pairs: Vec<(String, String)>,
}

impl Wording {
    /// What a learner is shown for a text: where there are no words for it, the text itself.
    pub fn of<'t>(&'t self, text: &'t str) -> Cow<'t, str> {
        self.find(text).unwrap_or(Cow::Borrowed(text))
    }

    /// The words for a text. Those for just this text come before those with gaps, and of these whose text is the longest.
    fn find(&self, text: &str) -> Option<Cow<'_, str>> {
        let text = text.trim_end_matches('\n');
        if let Some((_, words)) = self.pairs.iter().find(|(of, _)| of == text) {
            return Some(words.into());
        }
        let fitting = self.pairs.iter().filter_map(|(of, words)| {
            let carried = carried(of, text)?;
            Some((of.len(), filled(words, &carried)))
        });
        let (_, words) = fitting.max_by_key(|(length, _)| *length)?;
        Some(words.into())
    }
}

/// What stands in the gaps of `of` where all the rest of it is `text`; nothing where it has no gap.
fn carried<'t>(of: &str, text: &'t str) -> Option<Vec<&'t str>> {
    let (first, rest) = of.split_once(GAP)?;
    let mut text = text.strip_prefix(first)?;
    let mut between: Vec<&str> = rest.split(GAP).collect();
    let last = between.pop()?;
    let mut carried = Vec::new();
    for part in between {
        let (gap, behind) = text.split_once(part)?;
        carried.push(gap);
        text = behind;
    }
    carried.push(text.strip_suffix(last)?);
    Some(carried)
}

/// The words with their gaps filled, in order.
fn filled(words: &str, carried: &[&str]) -> String {
    let mut parts = words.split(GAP);
    let first = parts.next().unwrap_or_default().to_owned();
    let rest = carried.iter().zip(parts);
    rest.fold(first, |text, (gap, part)| text + gap + part)
}

/// Reads the words for an exercise's texts.
pub(super) fn read(
    texts: &[&Excerpt<'_>],
    exercise: &Exercise,
    problems: &mut Problems,
) -> Wording {
    let mut wording = Wording::default();
    // What tests say is known when they are run.
    let known = exercise.tests.is_empty().then(|| said(exercise));
    for excerpt in texts {
        let table = match fields::parse(excerpt) {
            Ok(table) => table,
            Err(problem) => {
                problems.add(|| problem);
                continue;
            }
        };
        let fields = Fields::new(excerpt, &table, 0..0, "a `words` text");
        for (text, words) in fields.all_strings(problems) {
            let of = text.text.trim_end_matches('\n').to_owned();
            match refusal(&of, &words.text, &wording, known.as_deref()) {
                None => wording.pairs.push((of, words.text)),
                Some((message, help)) => {
                    problems.add(|| fields.error(text.at, message).maybe_help(help));
                }
            }
        }
    }
    wording
}

/// Why these cannot be the words for a text, and what to do. `known` is all that the exercise says, where that can be known.
fn refusal(
    text: &str,
    words: &str,
    so_far: &Wording,
    known: Option<&[&str]>,
) -> Option<(String, Option<String>)> {
    let gaps = |text: &str| text.matches(GAP).count();
    let (theirs, ours) = (gaps(text), gaps(words));
    let shown = quoted(text);
    if so_far.pairs.iter().any(|(of, _)| of == text) {
        let help = "leave one of them out".to_owned();
        return Some((format!("there are words for {shown} already"), Some(help)));
    }
    if words.trim().is_empty() {
        let help = "write what learners are to read in its place".to_owned();
        return Some((format!("the words for {shown} are empty"), Some(help)));
    }
    if theirs != ours {
        let message =
            format!("{shown} has `{GAP}` {theirs} times, and the words for it {ours} times");
        let help = format!("what stands for a `{GAP}` is carried across, one after the other");
        return Some((message, Some(help)));
    }
    if so_far.pairs.len() == MOST {
        let message = format!("an exercise has words for {MOST} texts at most");
        return Some((message, None));
    }
    let known = known?;
    let is_it = |said: &&str| said.trim_end_matches('\n') == text || carried(text, said).is_some();
    if known.iter().any(is_it) {
        return None;
    }
    let message = format!("no check of this exercise says {shown}");
    Some((message, did_you_mean(text, known)))
}

/// What the checks of an exercise say in their author's words: names and messages.
fn said(exercise: &Exercise) -> Vec<&str> {
    let checks = exercise.checks.iter();
    let texts = checks.flat_map(|check| {
        let names: Vec<Option<&String>> = match &check.kind {
            CheckKind::Cases(rows) => rows.iter().map(|row| row.name.as_ref()).collect(),
            _ => vec![check.name.as_ref()],
        };
        names.into_iter().chain([check.message.as_ref()])
    });
    texts.flatten().map(String::as_str).collect()
}

/// Says that a base file has words: it needs none.
pub(super) fn refuse(outline: &Outline<'_>, problems: &mut Problems) {
    for block in outline.of(Role::Words) {
        problems.add(|| {
            let message = "the base file needs no words for its own texts";
            let problem = block.source().error(block.exercise.at.clone(), message);
            problem.help("move this block to a translation, such as `01-id.ko.md`")
        });
    }
}

/// That a translation of an exercise lacks words for what its checks say, or for what these tests are called; nothing in a base.
pub fn unworded<'t>(
    lesson: &Lesson,
    exercise: &'t Exercise,
    tests: impl IntoIterator<Item = &'t str>,
) -> Option<Problem> {
    let wording = exercise.wording.as_ref()?;
    let mut lacking: Vec<&str> = Vec::new();
    for text in tests.into_iter().chain(said(exercise)) {
        // What has no letters reads the same everywhere.
        let is_prose = text.contains(char::is_alphabetic);
        if is_prose && wording.find(text).is_none() && !lacking.contains(&text) {
            lacking.push(text);
        }
    }
    if lacking.is_empty() {
        return None;
    }
    let id = &exercise.id;
    let lines: String = lacking.iter().map(|text| format!("\n{text:?}")).collect();
    let message = format!("the translation of {id} has no words for{lines}");
    let problem = Problem {
        line: exercise.line,
        ..Problem::file(&lesson.path, message)
    };
    let help = format!("add them to a block `toml words={id}`, as `\"text\" = \"what is shown\"`");
    Some(problem.help(help).warning())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::{check, load};

    const LESSON: &str = "# A\n```sh exercise=a dir=ex\n```\n";
    const KO: &str = "# 가\n```sh exercise=a\n```\n";

    /// The files of a pack of one exercise, which has a test.
    fn files(more: &[(&str, &str)]) -> BTreeMap<String, Vec<u8>> {
        let manifest = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        let own = [
            ("pack.toml", manifest),
            ("01-a.md", LESSON),
            ("ex/starter/a.sh", ""),
            ("ex/solution/a.sh", "echo"),
            ("ex/test/t.sh", "echo 1..1"),
            ("ex/hints.md", "Echo.\n"),
        ];
        let all = own.iter().chain(more);
        all.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    fn loaded(files: &BTreeMap<String, Vec<u8>>, lang: &str) -> Option<Wording> {
        let loaded = load(files, lang);
        let pack = loaded
            .pack
            .unwrap_or_else(|| panic!("{:#?}", loaded.problems));
        pack.exercises().next().unwrap().wording.clone()
    }

    #[test]
    fn a_translation_has_words_in_blocks_and_in_a_file_and_a_base_has_none() {
        let blocks = "```toml words=a\nadds = \"더한다\"\n```\n```toml words=a\n\"is {}\" = \"{}이다\"\n```\n";
        let ko = format!("{KO}{blocks}");
        let files = files(&[
            ("01-a.ko.md", &ko),
            ("ex/words.ko.toml", "takes = \"뺀다\"\n"),
            ("ex/words.ja.toml", "takes = \"引く\"\n"),
        ]);
        assert_eq!(loaded(&files, "en"), None);
        let wording = loaded(&files, "ko").unwrap();
        let shown = ["takes", "adds", "is 3", "is"].map(|text| wording.of(text));
        assert_eq!(shown, ["뺀다", "더한다", "3이다", "is"]);
        assert_eq!(check(&files), []);
    }

    #[test]
    fn a_file_and_a_block_have_not_the_same_text() {
        let ko = format!("{KO}```toml words=a\nadds = \"더한다\"\n```\n");
        let twice = [
            ("01-a.ko.md", ko.as_str()),
            ("ex/words.ko.toml", "adds = \"더하기\"\n"),
        ];
        let problems = check(&files(&twice));
        assert_eq!(problems[0].message, "there are words for `adds` already");
        assert_eq!(
            (problems[0].path.as_str(), problems[0].line),
            ("01-a.ko.md", 5)
        );
    }

    #[test]
    fn an_exercise_has_words_for_so_many_texts_and_no_more() {
        let words = |count: usize| -> String {
            let lines = (0..count).map(|n| format!("\"test {n}\" = \"테스트 {n}\"\n"));
            lines.collect()
        };
        let problems = |count| {
            let words = words(count);
            check(&files(&[("01-a.ko.md", KO), ("ex/words.ko.toml", &words)]))
        };
        assert_eq!(problems(MOST), []);
        assert_eq!(problems(MOST + 1).len(), 1);
    }

    fn wording(pairs: &[(&str, &str)]) -> Wording {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(of, words)| ((*of).to_owned(), (*words).to_owned()));
        Wording {
            pairs: pairs.collect(),
        }
    }

    #[test]
    fn a_text_without_words_is_shown_as_it_is() {
        let wording = wording(&[("adds", "더한다"), ("a {} of {}", "{}의 {}")]);
        assert_eq!(wording.of("adds"), "더한다");
        assert_eq!(wording.of("adds\n"), "더한다");
        for text in ["adds up", "Adds", "", "a cup", "the cup of tea"] {
            assert_eq!(wording.of(text), text);
        }
    }

    #[test]
    fn what_stands_in_the_gaps_is_carried_across_in_order() {
        let wording = wording(&[
            ("{} for {}: one pays {}", "{}을 {}명이: 하나는 {}"),
            ("there is no {}", "{} 없음"),
            ("{}{}", "<{}|{}>"),
        ]);
        assert_eq!(wording.of("7 for 3: one pays 3"), "7을 3명이: 하나는 3");
        assert_eq!(wording.of("there is no \n{} a\n"), "\n{} a 없음");
        assert_eq!(wording.of("there is no "), " 없음");
        assert_eq!(wording.of("else"), "<|else>");
    }

    #[test]
    fn the_nearest_words_are_taken() {
        let pairs = [
            ("{}", "무엇 {}"),
            ("no {}", "{} 없음"),
            ("no tea", "차가 없음"),
        ];
        let mut turned = pairs;
        turned.reverse();
        for wording in [wording(&pairs), wording(&turned)] {
            assert_eq!(wording.of("no tea"), "차가 없음");
            assert_eq!(wording.of("no cup"), "cup 없음");
            assert_eq!(wording.of("cup"), "무엇 cup");
        }
    }

    #[test]
    fn a_gap_never_takes_what_stands_beside_it() {
        let wording = wording(&[("aba{}aba", "{}")]);
        assert_eq!(wording.of("ababa"), "ababa");
        assert_eq!(wording.of("abaaba"), "");
    }
}
