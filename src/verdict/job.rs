//! From an exercise to what must be run to judge it.

use super::asks;
use crate::course::Exercise;
use crate::run::{Job, SourceFile, Stdin};

/// The job that proves these files against an exercise. [`judge`](super::judge()) its transcript with the exercise's
/// checks. Files that nobody may change are as the exercise gives them, whatever stands here.
pub fn job(exercise: &Exercise, files: Vec<SourceFile>) -> Job {
    let asks = asks(&exercise.checks);
    let files = files.into_iter();
    let as_given = |file: SourceFile| exercise.given(&file.path).cloned().unwrap_or(file);
    Job {
        language: exercise.language.clone(),
        files: files.map(as_given).collect(),
        entry: exercise.entry().to_owned(),
        data: exercise.data.clone(),
        tests: exercise.tests.clone(),
        cases: asks.cases,
        report: asks.report,
        facts: asks.facts,
        stdin: Stdin::Empty,
        limits: exercise.limits,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::course::load;

    #[test]
    fn a_file_that_nobody_may_change_is_run_as_it_is_given() {
        let pack = "id = \"p\"\ntitle = \"P\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        let lesson = "# A\n```exercise=a file=a.sh\n1\n```\n```exercise=a file=b.sh readonly\n2\n```\n\
            ```test=a\n```\n```markdown hint=a\nh\n```\n```solution=a\n3\n```\n";
        let files = [("pack.toml", pack), ("01-a.md", lesson)];
        let files: BTreeMap<String, Vec<u8>> = files
            .map(|(path, text)| (path.to_owned(), text.into()))
            .into();
        let pack = load(&files, "en").pack.unwrap();
        let typed = ["a.sh", "b.sh"].map(|path| SourceFile::new(path, "typed"));
        let job = job(pack.exercise("a").unwrap().1, typed.to_vec());
        let texts: Vec<&str> = job.files.iter().map(|file| file.text.as_str()).collect();
        assert_eq!(texts, ["typed", "2\n"]);
    }
}
