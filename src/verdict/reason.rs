//! Why a check did not pass.

use std::fmt;

use crate::run::{Location, Outcome};

/// Why a check did not pass, for `locale` to word.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// The run ended, in this way, before the check could be looked at.
    CutShort(Outcome),
    /// The run came to its end and said nothing about the check.
    NotReported,
    /// Tests were expected and none was run.
    NoTests,
    /// The code did not compile.
    DidNotCompile,
    /// The program raised.
    Raised,
    /// The program itself was not run, only its cases, or the tests that run it themselves.
    NotRun,
    /// So many bytes that it printed were not kept.
    OutputCut(u64),
    /// Only the first bytes of the file were looked at.
    FileCut {
        /// How many were.
        seen: u64,
        /// The file's size.
        size: u64,
    },
    /// The author's regular expression is wrong, and how.
    BadPattern(String),
    /// It is not what was expected.
    Differs,
    /// It does not contain what was expected.
    Lacks,
    /// It does not match the pattern.
    NoMatch,
    /// Another exit code came.
    ExitCode(i32),
    /// There is no such file.
    NoFile,
    /// The source lacks what it must use, or uses what it must not.
    Source {
        /// What it must use and does not.
        missing: Vec<String>,
        /// What it must not use and does.
        found: Vec<Found>,
    },
    /// An assertion of a test failed.
    Assertion,
    /// Something else went wrong in a test.
    TestBroke,
}

/// Something forbidden, where the source first does it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// In full: `Enum.sum/1`.
    pub name: String,
    /// Where.
    pub location: Option<Location>,
}

/// Plain English, for JSON and logs.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutShort(outcome) => cut_short(outcome, f),
            Self::NotReported => f.write_str("nothing was reported about it"),
            Self::NoTests => f.write_str("no test was run"),
            Self::DidNotCompile => f.write_str("did not compile"),
            Self::Raised => f.write_str("the program raised an error"),
            Self::NotRun => f.write_str("the program was run for its cases or tests only"),
            Self::OutputCut(bytes) => {
                write!(f, "the output was cut: {bytes} bytes were not kept")
            }
            Self::FileCut { seen, size } => {
                write!(
                    f,
                    "only the first {seen} of its {size} bytes were looked at"
                )
            }
            Self::BadPattern(why) => write!(f, "the check's pattern is wrong: {why}"),
            Self::Differs => f.write_str("not what was expected"),
            Self::Lacks => f.write_str("does not contain what was expected"),
            Self::NoMatch => f.write_str("does not match the pattern"),
            Self::ExitCode(code) => write!(f, "exited with code {code}"),
            Self::NoFile => f.write_str("there is no such file"),
            Self::Source { missing, found } => source(missing, found, f),
            Self::Assertion => f.write_str("an assertion failed"),
            Self::TestBroke => f.write_str("the test came to no end"),
        }
    }
}

fn cut_short(outcome: &Outcome, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match outcome {
        Outcome::Exited(code) => write!(f, "the program ended everything with exit code {code}")?,
        Outcome::TimedOut { after } => write!(f, "time ran out after {} s", after.as_secs_f64())?,
        Outcome::OutOfMemory { limit } => write!(f, "it used more than {}", Bytes(*limit))?,
        Outcome::OutputLimit { limit } => write!(f, "it printed more than {}", Bytes(*limit))?,
        Outcome::Cancelled => f.write_str("the run was stopped")?,
        Outcome::EngineFailed(why) => write!(f, "the container engine failed ({why})")?,
    }
    f.write_str(" before this could be checked")
}

fn source(missing: &[String], found: &[Found], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let missing = missing.iter().map(|name| format!("does not use {name}"));
    let found = found.iter().map(|Found { name, location }| match location {
        Some(at) => format!("uses {name} ({}:{})", at.file, at.line),
        None => format!("uses {name}"),
    });
    f.write_str(&missing.chain(found).collect::<Vec<_>>().join("; "))
}

/// A size as people write it.
struct Bytes(u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [(u64, &str); 2] = [(1024 * 1024, "MiB"), (1024, "KiB")];
        match UNITS
            .iter()
            .find(|(size, _)| self.0 >= *size && self.0.is_multiple_of(*size))
        {
            Some((size, unit)) => write!(f, "{} {unit}", self.0 / size),
            None => write!(f, "{} bytes", self.0),
        }
    }
}
