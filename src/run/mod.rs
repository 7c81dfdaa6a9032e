//! The contract between running and showing: what is asked of a container, and what it says.
//!
//! Pure data. It knows no engine, no terminal, no lesson; both sides of the house meet here.

mod outcome;
mod transcript;

use std::time::Duration;

pub use outcome::Outcome;
pub use transcript::{Capture, Transcript};

/// A source file by its name relative to the learner's folder, with `/` between folders.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SourceFile {
    /// Relative path, `/`-separated, no `..`.
    pub path: String,
    /// The text.
    pub text: String,
}

impl SourceFile {
    /// A file of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
        }
    }
}

/// A file that a run finds beside the learner's own and that nobody edits, such as a picture to be read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DataFile {
    /// Relative path, `/`-separated, no `..`.
    pub path: String,
    /// What is in it; it need not be text.
    pub bytes: Vec<u8>,
}

/// One thing to run, once, in one container.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The language's name, as its folder in `docker/` is called.
    pub language: String,
    /// The learner's files. Those before the entry are loaded first.
    pub files: Vec<SourceFile>,
    /// The file that is run, one of `files`.
    pub entry: String,
    /// What lies beside them and is not loaded.
    pub data: Vec<DataFile>,
    /// Test files; the runner reports each test.
    pub tests: Vec<SourceFile>,
    /// What each row of a `cases` check reads on stdin. What it should print stays outside.
    pub cases: Vec<Vec<u8>>,
    /// Files that the program may leave behind and that the checks want to see.
    pub report: Vec<String>,
    /// Whether facts about calls and constructs are wanted.
    pub facts: bool,
    /// What the program reads.
    pub stdin: Stdin,
    /// What this run may use.
    pub limits: Limits,
}

impl Job {
    /// A program of one file that nothing is asked of but to run.
    pub fn program(language: &str, file: SourceFile, stdin: Stdin, limits: Limits) -> Self {
        Self {
            language: language.to_owned(),
            entry: file.path.clone(),
            files: vec![file],
            data: Vec::new(),
            tests: Vec::new(),
            cases: Vec::new(),
            report: Vec::new(),
            facts: false,
            stdin,
            limits,
        }
    }
}

/// What a program reads on its standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stdin {
    /// Nothing: end of file at once.
    Empty,
    /// These bytes, then end of file.
    Bytes(Vec<u8>),
    /// What the run's input channel brings, until it is closed.
    Stream,
    /// The same, typed by somebody while it runs: while the program does nothing, the wall clock waits for them, within bounds.
    Typed,
}

/// What one run may use. The defaults are those of every pack that asks for nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Wall-clock time from `started` to the end.
    pub wall: Duration,
    /// Memory and swap together, bytes. Scratch files count to it.
    pub memory: u64,
    /// Processes and threads.
    pub pids: u32,
    /// Thousandths of a CPU.
    pub millicpus: u32,
    /// Size of the scratch folder, bytes.
    pub scratch: u64,
    /// The largest file that may be written, bytes.
    pub file_size: u64,
    /// Output that is kept, bytes a stream; past it the run is over.
    pub output: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            wall: Duration::from_secs(10),
            memory: 256 * MIB,
            pids: 64,
            millicpus: 1000,
            scratch: 32 * MIB,
            file_size: 64 * MIB,
            output: 256 * 1024,
        }
    }
}

/// Which of a program's two output streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// Whose output it is: what was running, by the marks on that stream, when it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Origin {
    /// The program itself.
    #[default]
    Program,
    /// The row of a `cases` check, counted from 1.
    Case(usize),
    /// A test, by its id in the run.
    Test(String),
    /// Nobody's: what was typed for the program to read, told by whoever shows it at its place.
    Typed,
}

/// What a run says while it happens, in order.
#[derive(Debug, Clone, PartialEq)]
pub enum RunEvent {
    /// Nothing runs yet; this is being waited for.
    Preparing(Preparing),
    /// The learner's code is about to run.
    Started,
    /// Bytes that the learner's code printed: hostile until neutralised.
    Output {
        /// Where it was printed.
        stream: Stream,
        /// What was running.
        origin: Origin,
        /// As printed.
        bytes: Vec<u8>,
    },
    /// The compiler or the runtime points at the source.
    Diagnostic(Diagnostic),
    /// Something that the source does.
    SourceFact(SourceFact),
    /// The program came to its end; cases and tests are apart.
    ProgramEnded(ProgramStatus),
    /// A row of a `cases` check ended.
    Case(CaseRun),
    /// A test began.
    TestBegan {
        /// Its id in the run.
        id: String,
    },
    /// A test ended.
    Test(TestResult),
    /// A piece of a file that the program left behind.
    File(FilePiece),
    /// The runner's final record: everything asked for was reported.
    Done,
    /// It is over; nothing follows.
    Finished(Finished),
}

/// What a run waits for before it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preparing {
    /// A container is being created and its language warmed.
    Boot,
    /// A warm container takes the job.
    HandOver,
}

/// The end of a run.
#[derive(Debug, Clone, PartialEq)]
pub struct Finished {
    /// How it ended.
    pub outcome: Outcome,
    /// From `started` to the end.
    pub duration: Duration,
    /// Bytes that were printed past the limit and are not kept, stdout and stderr.
    pub dropped: (u64, u64),
}

/// How the program itself ended, when the runner lived to say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramStatus {
    /// It ran to its end.
    Ok,
    /// It did not compile.
    CompileError,
    /// It raised.
    Error,
}

/// How grave a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The code works, but.
    Warning,
    /// It does not work.
    Error,
}

/// A place in the source that the compiler or the runtime complains about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How grave.
    pub severity: Severity,
    /// What it says.
    pub message: String,
    /// Where, as far as known.
    pub location: Option<Location>,
}

/// A place in one of the job's files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file's path, as in the job.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, where known.
    pub column: Option<usize>,
}

/// Something that the learner's source does, seen by the compiler.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFact {
    /// A call or a construct.
    pub kind: FactKind,
    /// `Enum.sum/1`, or `for`.
    pub name: String,
    /// Where.
    pub location: Option<Location>,
}

/// What kind of thing a source does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FactKind {
    /// A call of a named function, however it is spelled.
    Call,
    /// A form of the syntax tree.
    Construct,
}

/// One row of a `cases` check, run.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseRun {
    /// Which, from 1.
    pub case: usize,
    /// Whether the program came to its end without raising.
    pub ok: bool,
    /// How long it took.
    pub duration: Option<Duration>,
}

/// Whether a test passed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TestStatus {
    /// It passed.
    Pass,
    /// An assertion failed.
    Fail,
    /// Something else went wrong.
    Error,
}

/// One test's result: Exercism's test-runner interface, version 3, and a few fields more.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    /// Unique in the run.
    pub id: String,
    /// What a learner reads.
    pub name: String,
    /// Whether it passed.
    pub status: TestStatus,
    /// Why not.
    pub message: Option<String>,
    /// The value that was expected.
    pub expected: Option<String>,
    /// The value that came.
    pub actual: Option<String>,
    /// The test's source.
    pub test_code: Option<String>,
    /// Which task of the exercise it belongs to.
    pub task_id: Option<u64>,
    /// How long it took.
    pub duration: Option<Duration>,
    /// Where it failed.
    pub location: Option<Location>,
}

/// A piece of a file that the program left behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePiece {
    /// The path asked for.
    pub path: String,
    /// The file's whole size in bytes; `None` where there is no such file.
    pub size: Option<u64>,
    /// Where in the file the piece begins.
    pub offset: u64,
    /// The bytes.
    pub bytes: Vec<u8>,
}
