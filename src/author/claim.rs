//! What a pack claims, and whether a run bears it out. Pure.

use crate::course::{self, Example, Exercise, Lesson, Level, Pack, Problem};
use crate::run::{Job, Outcome, ProgramStatus, SourceFile, Stdin, TestStatus, Transcript};
use crate::verdict::{self, CheckResult, Reason, Status, Verdict, judge};

/// One thing that a pack claims of its own code.
#[derive(Debug, Clone, Copy)]
pub struct Claim<'a> {
    /// Whose it is.
    pub pack: &'a Pack,
    /// Where it stands.
    pub lesson: &'a Lesson,
    /// What is claimed.
    pub kind: Kind<'a>,
}

/// What can be claimed.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'a> {
    /// The solution passes every check, and the compiler has nothing to say.
    Solution(&'a Exercise),
    /// The starter fails, as a learner's code does: by a check.
    Starter(&'a Exercise),
    /// Who writes nothing passes no test: each looks at what the learner wrote.
    Empty(&'a Exercise),
    /// The attempt compiles, and fails by the one check that its author names.
    Wrong(&'a Exercise, &'a course::Wrong),
    /// The translation has words for all that its checks and tests are called and say, as far as a solution shows it.
    Words(&'a Exercise),
    /// The example comes to its end.
    Example(&'a Example),
}

impl<'a> Claim<'a> {
    /// All claims of a pack, in the order in which a learner meets them.
    pub fn of(pack: &'a Pack) -> Vec<Self> {
        let lessons = pack.lessons.iter();
        lessons.flat_map(|l| Self::of_lesson(pack, l)).collect()
    }

    fn of_lesson(pack: &'a Pack, lesson: &'a Lesson) -> impl Iterator<Item = Self> {
        let exercises = lesson.exercises.iter().flat_map(move |e| {
            let wrongs = e.wrongs.iter().map(move |wrong| Kind::Wrong(e, wrong));
            let words = may_lack_words(lesson, e).then_some(Kind::Words(e));
            [Kind::Solution(e), Kind::Starter(e), Kind::Empty(e)]
                .into_iter()
                .chain(wrongs)
                .chain(words)
        });
        let examples = lesson.body.examples().into_iter().map(Kind::Example);
        exercises
            .chain(examples)
            .map(move |kind| Self { pack, lesson, kind })
    }

    /// The exercise that it is about.
    pub fn exercise(&self) -> Option<&'a Exercise> {
        match self.kind {
            Kind::Solution(exercise)
            | Kind::Starter(exercise)
            | Kind::Empty(exercise)
            | Kind::Words(exercise)
            | Kind::Wrong(exercise, _) => Some(exercise),
            Kind::Example(_) => None,
        }
    }

    /// The language's name.
    pub fn language(&self) -> &'a str {
        match self.kind {
            Kind::Solution(e)
            | Kind::Starter(e)
            | Kind::Empty(e)
            | Kind::Words(e)
            | Kind::Wrong(e, _) => &e.language,
            Kind::Example(example) => &example.language,
        }
    }

    /// What it is about, in a few words: `the solution of cart`.
    pub fn subject(&self) -> String {
        match self.kind {
            Kind::Solution(exercise) => format!("the solution of {}", exercise.id),
            Kind::Starter(exercise) => format!("the starter of {}", exercise.id),
            Kind::Empty(exercise) => format!("an empty answer to {}", exercise.id),
            Kind::Wrong(exercise, _) => format!("the wrong attempt at {}", exercise.id),
            Kind::Words(exercise) => format!("the words of {}", exercise.id),
            Kind::Example(example) => format!("the example on line {}", example.line),
        }
    }

    /// The line of the lesson where it stands, from 1.
    pub fn line(&self) -> usize {
        match self.kind {
            Kind::Solution(e) | Kind::Starter(e) | Kind::Empty(e) | Kind::Words(e) => e.line,
            Kind::Wrong(_, wrong) => wrong.line,
            Kind::Example(example) => example.line,
        }
    }

    /// What is run to see. Examples have the limits of their pack.
    pub fn job(&self) -> Job {
        match self.kind {
            Kind::Solution(exercise) | Kind::Words(exercise) => {
                verdict::job(exercise, exercise.solution.clone())
            }
            Kind::Starter(exercise) => verdict::job(exercise, exercise.starter.clone()),
            Kind::Empty(exercise) => {
                let files = exercise.starter.iter();
                let files = files.map(|file| SourceFile::new(&file.path, ""));
                verdict::job(exercise, files.collect())
            }
            Kind::Wrong(exercise, wrong) => verdict::job(exercise, wrong.files.clone()),
            Kind::Example(example) => {
                let file = SourceFile::new("example", &example.text);
                Job::program(&example.language, file, Stdin::Empty, self.pack.limits)
            }
        }
    }

    /// What is wrong with it, after a run of its job that ended so.
    pub fn refuted_by(&self, seen: &Transcript) -> Option<Problem> {
        let (message, help) = match self.kind {
            Kind::Solution(exercise) => solution(exercise, seen)?,
            Kind::Starter(exercise) => starter(exercise, seen)?,
            Kind::Empty(exercise) => empty(exercise, seen)?,
            Kind::Wrong(exercise, wrong) => caught(exercise, &wrong.fails, seen)?,
            Kind::Words(exercise) => {
                let tests = seen.tests.iter().map(|test| test.name.as_str());
                return course::unworded(self.lesson, exercise, tests);
            }
            Kind::Example(_) => example(seen)?,
        };
        Some(self.problem(format!("{} {message}", self.subject()), help))
    }

    fn problem(&self, message: String, help: &str) -> Problem {
        Problem {
            level: Level::Error,
            path: self.lesson.path.clone(),
            line: self.line(),
            column: 0,
            width: 0,
            source: String::new(),
            message,
            help: Some(help.to_owned()),
        }
    }
}

/// Whether a translation lacks words, as far as that is known before a run: what tests are called, they say themselves.
fn may_lack_words(lesson: &Lesson, exercise: &Exercise) -> bool {
    let has_tests = !exercise.tests.is_empty();
    exercise.wording.is_some() && (has_tests || course::unworded(lesson, exercise, []).is_some())
}

type Wrong = (String, &'static str);

fn judged(exercise: &Exercise, seen: &Transcript) -> Verdict {
    judge(&exercise.checks, !exercise.tests.is_empty(), seen)
}

fn solution(exercise: &Exercise, seen: &Transcript) -> Option<Wrong> {
    let verdict = judged(exercise, seen);
    if !verdict.passed() {
        let help = "mend the solution, or what is asked of it: nobody can pass this exercise";
        return Some((format!("does not pass{}", why(&verdict)), help));
    }
    let said = seen.diagnostics.first()?;
    let message = format!("passes, but the compiler says: {}", said.message);
    Some((message, "write it so that the compiler has nothing to say"))
}

/// A starter may fail a check, not compile, or raise; it may not meet a limit, or leave a check without an answer.
fn starter(exercise: &Exercise, seen: &Transcript) -> Option<Wrong> {
    let verdict = judged(exercise, seen);
    if verdict.passed() {
        let help = "leave something to do, or check for what is missing";
        return Some(("passes every check".to_owned(), help));
    }
    let blamed = |reason: &Reason| !matches!(reason, Reason::CutShort(_) | Reason::NotReported);
    let mut failing = verdict.checks.iter().filter(|c| c.status != Status::Pass);
    let exited = matches!(verdict.outcome, Some(Outcome::Exited(_)));
    if exited && failing.all(|check| check.reason.as_ref().is_some_and(blamed)) {
        return None;
    }
    let help =
        "let it come to its end and fail by a check, so that the learner is told what is missing";
    Some((format!("fails by no check{}", why(&verdict)), help))
}

/// However it ends: only what passes is wrong.
fn empty(exercise: &Exercise, seen: &Transcript) -> Option<Wrong> {
    if judged(exercise, seen).passed() {
        let help = "check for what the learner has to write: who deletes everything passes";
        return Some(("passes every check".to_owned(), help));
    }
    let tests = seen.tests.iter().filter(|t| t.status == TestStatus::Pass);
    let names: Vec<&str> = tests.map(|test| test.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let plural = if names.len() == 1 { "" } else { "s" };
    let message = format!("passes the test{plural} {}", names.join(", "));
    let help = "a test that an empty file passes looks at nothing of the learner's: have it call what is to be written";
    Some((message, help))
}

/// A wrong attempt is caught by just the check that `name`s, and by nothing before that: not by the compiler, nor by the clock.
fn caught(exercise: &Exercise, name: &str, seen: &Transcript) -> Option<Wrong> {
    let verdict = judged(exercise, seen);
    if verdict.passed() {
        let help = "add a check that catches it: learners will make this mistake";
        return Some(("passes every check".to_owned(), help));
    }
    let failing: Vec<_> = verdict.checks.iter().filter(|c| !c.passed()).collect();
    let is_named = |check: &&CheckResult| check.name.to_string() == name;
    let exited = matches!(verdict.outcome, Some(Outcome::Exited(_)));
    let by_name = failing.len() == 1 && failing.iter().all(is_named);
    if exited && by_name && seen.program != Some(ProgramStatus::CompileError) {
        return None;
    }
    let help = match failing.iter().any(is_named) {
        true => "let each check look at one thing, so that each mistake is caught by one",
        false => "name the check that catches it in `fails=`, as it is called here",
    };
    let message = format!("does not fail by `{name}` alone{}", why(&verdict));
    Some((message, help))
}

fn example(seen: &Transcript) -> Option<Wrong> {
    let outcome = seen.finished.as_ref().map(|f| &f.outcome);
    if seen.done && outcome == Some(&Outcome::Exited(0)) {
        return None;
    }
    let said = seen.diagnostics.first().map(|d| format!(": {}", d.message));
    let end = outcome.map_or("has no end".to_owned(), ended);
    let help = "mend it; code that should fail is shown without `run`";
    Some((end + &said.unwrap_or_default(), help))
}

fn why(verdict: &Verdict) -> String {
    let checks = verdict.checks.iter().filter(|check| !check.passed());
    let told = checks.map(|check| {
        let reason = check.reason.as_ref().map(ToString::to_string);
        let message = check.message.clone().or(reason).unwrap_or_default();
        let message = message.replace('\n', "\n      ");
        format!("\n    {}: {message}", check.name)
    });
    let told: String = told.collect();
    match &verdict.outcome {
        None | Some(Outcome::Exited(_)) => told,
        Some(outcome) => format!(": it {}{told}", ended(outcome)),
    }
}

/// How a run ended, behind whose it was.
fn ended(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Exited(code) => format!("ends with exit code {code}"),
        Outcome::TimedOut { after } => format!("is stopped after {} s", after.as_secs()),
        Outcome::OutOfMemory { limit } => format!("uses more than {} MiB", limit >> 20),
        Outcome::OutputLimit { limit } => format!("prints more than {} KiB", limit >> 10),
        Outcome::Cancelled => "was cancelled".to_owned(),
        Outcome::EngineFailed(why) => format!("was ended by the engine: {why}"),
    }
}
