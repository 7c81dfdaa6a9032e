//! By what the editions of an exercise are told apart, when only one of them is there.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{Check, CheckKind, Exercise, Expect};
use crate::run::SourceFile;

/// Sums of an exercise as its base has it, the same in each language of prose. They are kept beside what a learner did: how they are
/// made never changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sums {
    /// Of what a learner begins with and may change: 64 hexadecimal digits.
    pub starter: String,
    /// Of what is asked for: tests, checks, and the files that a run finds, read-only ones among them. How a check is called or worded is not in it.
    pub asks: String,
}

/// Those of a lesson's exercises, with their ids.
pub(super) fn of_all(exercises: &[Exercise]) -> Vec<(String, Sums)> {
    let sums = |exercise: &Exercise| Sums {
        starter: sum_of(&exercise.own()),
        asks: asks(exercise),
    };
    let exercises = exercises.iter();
    exercises.map(|e| (e.id.clone(), sums(e))).collect()
}

/// The sum of files: that of a starter tells whether they are just it.
pub fn sum_of(files: &[SourceFile]) -> String {
    let mut sum = Sum::default();
    sum.files(files);
    sum.end()
}

fn asks(exercise: &Exercise) -> String {
    let mut sum = Sum::default();
    sum.files(&exercise.tests);
    sum.number(exercise.data.len());
    for file in &exercise.data {
        sum.text(&file.path);
        sum.bytes(&file.bytes);
    }
    sum.number(exercise.checks.len());
    for check in &exercise.checks {
        sum.check(check);
    }
    // Sums of exercises that have none were made before there were any.
    if !exercise.readonly.is_empty() {
        let given = exercise
            .readonly
            .iter()
            .filter_map(|path| exercise.given(path));
        sum.files(&given.cloned().collect::<Vec<_>>());
    }
    sum.end()
}

/// A sum in the making. What goes into it tells its own length, so that no two lists are one.
#[derive(Default)]
struct Sum(Sha256);

impl Sum {
    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.update(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn number(&mut self, number: usize) {
        self.0.update((number as u64).to_le_bytes());
    }

    fn texts(&mut self, texts: &[String]) {
        self.number(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    fn files(&mut self, files: &[SourceFile]) {
        self.number(files.len());
        for file in files {
            self.text(&file.path);
            self.text(&file.text);
        }
    }

    fn check(&mut self, check: &Check) {
        match &check.kind {
            CheckKind::Stdout(expect) => {
                self.text("stdout");
                self.expect(expect);
            }
            CheckKind::Exit { code } => {
                self.text("exit");
                self.text(&code.to_string());
            }
            CheckKind::File { path, expect } => {
                self.text("file");
                self.text(path);
                match expect {
                    Some(expect) => self.expect(expect),
                    None => self.text("exists"),
                }
            }
            CheckKind::Cases(cases) => {
                self.text("cases");
                self.number(cases.len());
                for case in cases {
                    self.text(&case.stdin);
                    self.text(&case.stdout);
                }
            }
            CheckKind::Source { require, forbid } => {
                self.text("source");
                self.texts(require);
                self.texts(forbid);
            }
        }
    }

    fn expect(&mut self, expect: &Expect) {
        let (how, text) = match expect {
            Expect::Equals(text) => ("equals", text),
            Expect::Contains(text) => ("contains", text),
            Expect::Matches(text) => ("matches", text),
        };
        self.text(how);
        self.text(text);
    }

    fn end(self) -> String {
        let mut digits = String::new();
        for byte in self.0.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(digits, "{byte:02x}");
        }
        digits
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::load;

    const LESSON: &str = "# A\n```sh exercise=a\necho\n```\n```toml checks=a\n[[check]]\nkind = \"cases\"\n\
        case = [{ stdin = \"1\", stdout = \"2\" }]\n[[check]]\nkind = \"exit\"\ncode = 0\n```\n\
        ```sh solution=a\ncat\n```\n```markdown hint=a\nh\n```\n";

    /// The sums of the exercise `a` of a pack with this lesson, in this language.
    fn sums(files: &[(&str, &str)], lang: &str) -> Sums {
        let manifest = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        let manifest = [("pack.toml", manifest)];
        let files = files.iter().chain(&manifest);
        let files = files.map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec()));
        let loaded = load(&files.collect::<BTreeMap<_, _>>(), lang);
        let pack = loaded
            .pack
            .unwrap_or_else(|| panic!("{:#?}", loaded.problems));
        pack.sums["a"].clone()
    }

    #[test]
    fn only_what_is_begun_with_and_what_is_asked_for_counts() {
        let before = sums(&[("01-a.md", LESSON)], "");
        let changed = |from: &str, to: &str| {
            assert!(LESSON.contains(from));
            let now = sums(&[("01-a.md", &LESSON.replace(from, to))], "");
            (now.starter != before.starter, now.asks != before.asks)
        };
        assert_eq!(changed("echo", "echo 1"), (true, false));
        assert_eq!(changed("stdout = \"2\"", "stdout = \"3\""), (false, true));
        assert_eq!(changed("stdin = \"1\"", "stdin = \"2\""), (false, true));
        assert_eq!(changed("code = 0", "code = 1"), (false, true));
        assert_eq!(
            changed("code = 0", "code = 0\nname = \"n\"\nmessage = \"m\""),
            (false, false)
        );
        assert_eq!(changed("cat", "tac"), (false, false));
        assert_eq!(
            changed("```sh solution", "```sh test=a\n\n```\n```sh solution"),
            (false, true)
        );
    }

    #[test]
    fn a_translation_has_the_sums_of_its_base() {
        let ko = "# 가\n```sh exercise=a\n# 여기\necho\n```\n";
        let files = [("01-a.md", LESSON), ("01-a.ko.md", ko)];
        assert_eq!(sums(&files, "ko"), sums(&files, ""));
    }

    fn file(path: &str, text: &str) -> SourceFile {
        SourceFile::new(path, text)
    }

    #[test]
    fn how_sums_are_made_never_changes() {
        assert_eq!(
            sum_of(&[file("a.sh", "echo\n")]),
            "9ced34acbbadaa0c1d800fbc1476d0af3ab9a73db8b3f18a5ee3487bda52754b"
        );
    }

    #[test]
    fn what_stands_in_another_place_has_another_sum() {
        let all = [
            sum_of(&[file("a", "bc")]),
            sum_of(&[file("ab", "c")]),
            sum_of(&[file("a", "b"), file("", "c")]),
            sum_of(&[]),
        ];
        for (at, sum) in all.iter().enumerate() {
            assert!(!all[..at].contains(sum), "{sum}");
        }
    }
}
