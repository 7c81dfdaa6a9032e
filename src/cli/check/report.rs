//! What came of a check: what is wrong, and what was run. The shape of its JSON is a stable interface.

use serde::Serialize;

use crate::author::{Claim, Finding};
use crate::course::{Level, Problem};

/// What came of it.
#[derive(Debug, Serialize)]
pub struct Report {
    version: u32,
    /// As it was named: a folder, or the name of one that is here.
    pub pack: String,
    pub problems: Vec<Told>,
    /// What was run, now or before, in the order in which it ended.
    pub runs: Vec<Run>,
    /// How many runs the pack's claims take; 0 where none was asked for.
    pub claims: usize,
    /// How many of them went as they should.
    pub proved: usize,
    /// How many came to an end, or did so before.
    pub tried: usize,
    /// How many are remembered from before.
    pub remembered: usize,
    /// Whether it was ended before all were tried.
    pub interrupted: bool,
    pub seconds: f64,
}

/// A problem, for programs.
#[derive(Debug, Serialize)]
pub struct Told {
    pub level: &'static str,
    pub path: String,
    /// From 1; 0 where the file as a whole is meant.
    pub line: usize,
    pub column: usize,
    /// How many characters are meant, from the column on.
    pub width: usize,
    pub message: String,
    pub help: Option<String>,
    /// As people see it.
    #[serde(skip)]
    pub text: String,
}

/// Something that was run.
#[derive(Debug, Serialize)]
pub struct Run {
    /// `the solution of cart`
    pub what: String,
    pub exercise: Option<String>,
    pub path: String,
    pub line: usize,
    pub result: Outcome,
    /// Whether this is known from before, and was not run now.
    pub remembered: bool,
    /// What is wrong, or why it could not be run.
    pub why: Option<String>,
    /// Whether what is wrong is no more than a warning.
    #[serde(skip)]
    pub is_warned: bool,
    pub seconds: f64,
}

/// How a run went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// As the pack says.
    Holds,
    /// Otherwise.
    Refuted,
    /// The engine could not.
    Untried,
}

impl From<Problem> for Told {
    fn from(problem: Problem) -> Self {
        Self {
            text: problem.to_string(),
            level: match problem.level {
                Level::Warning => "warning",
                Level::Error => "error",
            },
            path: problem.path,
            line: problem.line,
            column: problem.column,
            width: problem.width,
            message: problem.message,
            help: problem.help,
        }
    }
}

impl Run {
    fn new(claim: &Claim<'_>, result: Outcome) -> Self {
        Self {
            what: claim.subject(),
            exercise: claim.exercise().map(|exercise| exercise.id.clone()),
            path: claim.lesson.path.clone(),
            line: claim.line(),
            result,
            remembered: false,
            why: None,
            is_warned: false,
            seconds: 0.0,
        }
    }
}

impl Report {
    /// What is written in a pack, and nothing run yet.
    pub fn new(pack: &str, problems: Vec<Problem>) -> Self {
        Self {
            version: 1,
            pack: pack.to_owned(),
            problems: problems.into_iter().map(Told::from).collect(),
            runs: Vec::new(),
            claims: 0,
            proved: 0,
            tried: 0,
            remembered: 0,
            interrupted: false,
            seconds: 0.0,
        }
    }

    /// Adds what is known from before.
    pub fn remember(&mut self, claim: &Claim<'_>) {
        self.tried += 1;
        self.proved += 1;
        self.remembered += 1;
        self.runs.push(Run {
            remembered: true,
            ..Run::new(claim, Outcome::Holds)
        });
    }

    /// Adds what came of a claim.
    pub fn add(&mut self, claim: &Claim<'_>, finding: Finding, seconds: f64) {
        self.tried += 1;
        let is_warned = matches!(&finding, Finding::Refuted(p) if p.level == Level::Warning);
        let (result, why) = match finding {
            Finding::Holds => {
                self.proved += 1;
                (Outcome::Holds, None)
            }
            Finding::Refuted(problem) => {
                let why = problem.message.clone();
                self.problems.push(problem.into());
                (Outcome::Refuted, Some(why))
            }
            Finding::Untried(why) => (Outcome::Untried, Some(why)),
        };
        self.runs.push(Run {
            why,
            is_warned,
            seconds,
            ..Run::new(claim, result)
        });
    }

    /// How many problems of a level there are.
    pub fn count(&self, level: &str) -> usize {
        self.problems.iter().filter(|p| p.level == level).count()
    }

    /// Whether nothing is wrong that is more than a warning.
    pub fn is_sound(&self) -> bool {
        self.count("error") == 0
    }

    /// What the engine could not run.
    pub fn untried(&self) -> impl Iterator<Item = &Run> {
        let untried = |run: &&Run| run.result == Outcome::Untried;
        self.runs.iter().filter(untried)
    }

    /// The program's exit code.
    pub fn code(&self) -> u8 {
        match (self.interrupted, self.is_sound(), self.untried().next()) {
            (true, ..) => 130,
            (_, false, _) => 2,
            (_, _, Some(_)) => 3,
            _ => 0,
        }
    }
}
