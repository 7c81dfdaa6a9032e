//! Everything that one run said, gathered: the facts that a verdict is drawn from.

use std::collections::BTreeMap;

use super::{
    CaseRun, Diagnostic, FilePiece, Finished, Origin, Outcome, ProgramStatus, RunEvent, Severity,
    SourceFact, Stream, TestResult,
};

/// The facts of one run, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Transcript {
    /// Whether the learner's code began.
    pub started: bool,
    /// Output in order of arrival, neighbours of one stream and origin joined.
    pub output: Vec<Capture>,
    /// What the compiler and the runtime said.
    pub diagnostics: Vec<Diagnostic>,
    /// What the source does.
    pub facts: Vec<SourceFact>,
    /// How the program ended.
    pub program: Option<ProgramStatus>,
    /// The `cases` rows that ended.
    pub cases: Vec<CaseRun>,
    /// The test that runs now.
    pub running_test: Option<String>,
    /// The tests that ended, in order.
    pub tests: Vec<TestResult>,
    /// Files left behind: size and first bytes; `None` where there is none.
    pub files: BTreeMap<String, Option<(u64, Vec<u8>)>>,
    /// Whether the runner said that everything was reported.
    pub done: bool,
    /// The end.
    pub finished: Option<Finished>,
}

/// A stretch of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// Which stream.
    pub stream: Stream,
    /// What was running.
    pub origin: Origin,
    /// As printed.
    pub bytes: Vec<u8>,
}

impl Transcript {
    /// Adds what one event says.
    pub fn absorb(&mut self, event: RunEvent) {
        match event {
            RunEvent::Preparing(_) => {}
            RunEvent::Started => self.started = true,
            RunEvent::Output {
                stream,
                origin,
                bytes,
            } => self.print(stream, origin, bytes),
            RunEvent::Diagnostic(diagnostic) => self.diagnostics.push(diagnostic),
            RunEvent::SourceFact(fact) => self.facts.push(fact),
            RunEvent::ProgramEnded(status) => self.program = Some(status),
            RunEvent::Case(case) => self.cases.push(case),
            RunEvent::TestBegan { id } => self.running_test = Some(id),
            RunEvent::Test(result) => {
                self.running_test = None;
                self.tests.push(result);
            }
            RunEvent::File(piece) => self.keep_file(piece),
            RunEvent::Done => self.done = true,
            RunEvent::Finished(finished) => self.finished = Some(finished),
        }
    }

    /// What was printed on `stream` while `origin` ran.
    pub fn printed(&self, stream: Stream, origin: &Origin) -> Vec<u8> {
        self.output
            .iter()
            .filter(|c| c.stream == stream && c.origin == *origin)
            .flat_map(|c| c.bytes.iter().copied())
            .collect()
    }

    /// The exit code that nothing else tells of: not 0, though no error was reported. A script has that of its last command.
    pub fn bare_code(&self) -> Option<i32> {
        let is_told = |d: &Diagnostic| d.severity == Severity::Error;
        match self.finished.as_ref()?.outcome {
            Outcome::Exited(code) if code != 0 && !self.diagnostics.iter().any(is_told) => {
                Some(code)
            }
            _ => None,
        }
    }

    fn print(&mut self, stream: Stream, origin: Origin, bytes: Vec<u8>) {
        match self.output.last_mut() {
            Some(last) if last.stream == stream && last.origin == origin => {
                last.bytes.extend(bytes);
            }
            _ => self.output.push(Capture {
                stream,
                origin,
                bytes,
            }),
        }
    }

    fn keep_file(&mut self, piece: FilePiece) {
        let entry = self.files.entry(piece.path).or_default();
        let Some(size) = piece.size else {
            return;
        };
        let (_, kept) = entry.get_or_insert((size, Vec::new()));
        // Pieces come in order; one that does not fit is a lie and is not believed.
        if kept.len() as u64 == piece.offset {
            kept.extend(piece.bytes);
        }
    }
}
