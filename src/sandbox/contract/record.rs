//! Records: JSON text sequences (RFC 7464) among a learner's output.

use std::time::Duration;

use base64::Engine as _;
use serde::Deserialize;

use crate::run::{
    CaseRun, Diagnostic, FactKind, FilePiece, Location, ProgramStatus, Severity, SourceFact,
    TestResult, TestStatus,
};

/// The byte a record begins with: the record separator of RFC 7464.
const SEPARATOR: u8 = 0x1E;
/// The longest record, separator and line end apart, bytes.
const LONGEST: usize = 64 * 1024;

/// A piece of one stream.
#[derive(Debug, PartialEq)]
pub enum Piece {
    /// The runner speaks.
    Record(Record),
    /// The learner's code printed something.
    Output(Vec<u8>),
}

/// What the runner says.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Record {
    Ready { contract: u32, version: String },
    Started,
    Diagnostic(RawDiagnostic),
    Fact(RawFact),
    ProgramEnd { status: RawProgram },
    CaseBegin { case: usize },
    CaseEnd(RawCase),
    TestBegin { id: u64 },
    TestEnd { id: u64 },
    Test(Box<RawTest>),
    File(RawFile),
    Done { code: i32 },
}

/// Splits one stream into output and records.
pub struct Reader {
    /// What a record must carry; before a job is handed over there is none, and only `ready` counts.
    nonce: Option<String>,
    /// What came since a separator, with it.
    pending: Vec<u8>,
}

impl Reader {
    /// For a stream that has not begun.
    pub fn new() -> Self {
        Self {
            nonce: None,
            pending: Vec::new(),
        }
    }

    /// From now on records must carry this.
    pub fn expect(&mut self, nonce: &str) {
        self.nonce = Some(nonce.to_owned());
    }

    /// Takes the next bytes, gives what is whole.
    pub fn feed(&mut self, mut bytes: &[u8]) -> Vec<Piece> {
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            if self.pending.is_empty() {
                let plain = find(bytes, SEPARATOR).unwrap_or(bytes.len());
                print(&mut pieces, &bytes[..plain]);
                bytes = &bytes[plain..];
                if let Some((&first, rest)) = bytes.split_first() {
                    self.pending.push(first);
                    bytes = rest;
                }
                continue;
            }
            bytes = self.continue_record(bytes, &mut pieces);
        }
        pieces
    }

    /// The stream has ended: a torn record is output.
    pub fn finish(&mut self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        print(&mut pieces, &std::mem::take(&mut self.pending));
        pieces
    }

    fn continue_record<'a>(&mut self, bytes: &'a [u8], pieces: &mut Vec<Piece>) -> &'a [u8] {
        let end = bytes
            .iter()
            .position(|&b| b == b'\n' || b == SEPARATOR)
            .unwrap_or(bytes.len());
        let whole = bytes.get(end) == Some(&b'\n');
        let taken = if whole { end + 1 } else { end };
        self.pending.extend_from_slice(&bytes[..taken]);
        if self.pending.len() > LONGEST + 2 {
            print(pieces, &std::mem::take(&mut self.pending));
        } else if whole {
            let line = std::mem::take(&mut self.pending);
            match self.parse(&line[1..]) {
                Some(record) => pieces.push(Piece::Record(record)),
                None => print(pieces, &line),
            }
        } else if end < bytes.len() {
            // Another separator: what came before was no record.
            print(pieces, &std::mem::take(&mut self.pending));
        }
        &bytes[taken..]
    }

    fn parse(&self, json: &[u8]) -> Option<Record> {
        #[derive(Deserialize)]
        struct Signed {
            nonce: Option<String>,
            #[serde(flatten)]
            record: Record,
        }
        let signed: Signed = serde_json::from_slice(json).ok()?;
        let ready = matches!(signed.record, Record::Ready { .. });
        (signed.nonce == self.nonce && ready == self.nonce.is_none()).then_some(signed.record)
    }
}

fn find(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|&b| b == wanted)
}

fn print(pieces: &mut Vec<Piece>, bytes: &[u8]) {
    if bytes.is_empty() {
        return;
    }
    match pieces.last_mut() {
        Some(Piece::Output(last)) => last.extend_from_slice(bytes),
        _ => pieces.push(Piece::Output(bytes.to_vec())),
    }
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RawDiagnostic {
    severity: RawSeverity,
    message: String,
    #[serde(flatten)]
    place: RawPlace,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawSeverity {
    Warning,
    Error,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct RawPlace {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RawFact {
    kind: RawFactKind,
    name: String,
    #[serde(flatten)]
    place: RawPlace,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawFactKind {
    Call,
    Construct,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RawProgram {
    Ok,
    CompileError,
    Error,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RawCase {
    pub case: usize,
    status: RawProgram,
    duration_ms: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum RawStatus {
    Pass,
    Fail,
    Error,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RawTest {
    id: u64,
    name: String,
    status: RawStatus,
    message: Option<String>,
    expected: Option<String>,
    actual: Option<String>,
    test_code: Option<String>,
    task_id: Option<u64>,
    duration_ms: Option<f64>,
    #[serde(flatten)]
    place: RawPlace,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct RawFile {
    path: String,
    exists: bool,
    #[serde(default)]
    size: u64,
    #[serde(default)]
    offset: u64,
    #[serde(default)]
    base64: String,
}

impl RawPlace {
    fn located(self) -> Option<Location> {
        Some(Location {
            file: self.file?,
            line: self.line.filter(|&l| l > 0)?,
            column: self.column.filter(|&c| c > 0),
        })
    }
}

/// A duration said in milliseconds; nonsense is not believed.
fn millis(ms: Option<f64>) -> Option<Duration> {
    Duration::try_from_secs_f64(ms? / 1000.0).ok()
}

impl From<RawDiagnostic> for Diagnostic {
    fn from(raw: RawDiagnostic) -> Self {
        Self {
            severity: match raw.severity {
                RawSeverity::Warning => Severity::Warning,
                RawSeverity::Error => Severity::Error,
            },
            message: raw.message,
            location: raw.place.located(),
        }
    }
}

impl From<RawFact> for SourceFact {
    fn from(raw: RawFact) -> Self {
        Self {
            kind: match raw.kind {
                RawFactKind::Call => FactKind::Call,
                RawFactKind::Construct => FactKind::Construct,
            },
            name: raw.name,
            location: raw.place.located(),
        }
    }
}

impl From<RawProgram> for ProgramStatus {
    fn from(raw: RawProgram) -> Self {
        match raw {
            RawProgram::Ok => Self::Ok,
            RawProgram::CompileError => Self::CompileError,
            RawProgram::Error => Self::Error,
        }
    }
}

impl From<RawCase> for CaseRun {
    fn from(raw: RawCase) -> Self {
        Self {
            case: raw.case,
            ok: raw.status == RawProgram::Ok,
            duration: millis(raw.duration_ms),
        }
    }
}

impl From<RawTest> for TestResult {
    fn from(raw: RawTest) -> Self {
        Self {
            id: raw.id.to_string(),
            name: raw.name,
            status: match raw.status {
                RawStatus::Pass => TestStatus::Pass,
                RawStatus::Fail => TestStatus::Fail,
                RawStatus::Error => TestStatus::Error,
            },
            message: raw.message,
            expected: raw.expected,
            actual: raw.actual,
            test_code: raw.test_code,
            task_id: raw.task_id,
            duration: millis(raw.duration_ms),
            location: raw.place.located(),
        }
    }
}

impl From<RawFile> for FilePiece {
    fn from(raw: RawFile) -> Self {
        let bytes = base64::engine::general_purpose::STANDARD
            .decode(raw.base64)
            .unwrap_or_default();
        Self {
            path: raw.path,
            size: raw.exists.then_some(raw.size),
            offset: raw.offset,
            bytes,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reader() -> Reader {
        let mut reader = Reader::new();
        reader.expect("n0nce");
        reader
    }

    fn output(text: &str) -> Piece {
        Piece::Output(text.as_bytes().to_vec())
    }

    #[test]
    fn a_record_between_output() {
        let pieces = reader().feed(b"a\x1e{\"type\":\"done\",\"code\":0,\"nonce\":\"n0nce\"}\nb");
        assert_eq!(
            pieces,
            [
                output("a"),
                Piece::Record(Record::Done { code: 0 }),
                output("b")
            ]
        );
    }

    #[test]
    fn a_forged_record_is_output() {
        let forged = "\u{1e}{\"type\":\"done\",\"code\":0,\"nonce\":\"guess\"}\n";
        assert_eq!(reader().feed(forged.as_bytes()), [output(forged)]);
        let unsigned = "\u{1e}{\"type\":\"done\",\"code\":0}\n";
        assert_eq!(reader().feed(unsigned.as_bytes()), [output(unsigned)]);
    }

    #[test]
    fn ready_counts_before_the_job_only() {
        let ready =
            b"\x1e{\"type\":\"ready\",\"contract\":1,\"language\":\"x\",\"version\":\"1\"}\n";
        assert!(matches!(
            Reader::new().feed(ready)[..],
            [Piece::Record(Record::Ready { contract: 1, .. })]
        ));
        assert!(matches!(reader().feed(ready)[..], [Piece::Output(_)]));
        let done = b"\x1e{\"type\":\"done\",\"code\":0}\n";
        assert!(matches!(Reader::new().feed(done)[..], [Piece::Output(_)]));
    }

    #[test]
    fn a_torn_record_is_output_at_the_end() {
        let mut reader = reader();
        assert_eq!(reader.feed(b"\x1e{\"type\":"), []);
        assert_eq!(reader.finish(), [output("\u{1e}{\"type\":")]);
    }

    #[test]
    fn a_separator_inside_a_torn_record_begins_anew() {
        let pieces =
            reader().feed(b"\x1e{\"ty\x1e{\"type\":\"done\",\"code\":0,\"nonce\":\"n0nce\"}\n");
        assert_eq!(
            pieces,
            [
                output("\u{1e}{\"ty"),
                Piece::Record(Record::Done { code: 0 })
            ]
        );
    }

    #[test]
    fn an_endless_record_is_output_and_holds_no_memory() {
        let mut reader = reader();
        let mut printed = 0;
        for bytes in std::iter::once(&b"\x1e"[..]).chain(std::iter::repeat_n(&[b'x'; 4096][..], 64))
        {
            for piece in reader.feed(bytes) {
                let Piece::Output(bytes) = piece else {
                    panic!("no record was sent");
                };
                printed += bytes.len();
            }
            assert!(reader.pending.len() <= LONGEST + 2);
        }
        assert!(printed > LONGEST);
    }

    proptest! {
        #[test]
        fn however_it_is_cut_the_same_comes_out(
            parts in prop::collection::vec(prop_oneof![
                Just("\u{1e}{\"type\":\"done\",\"code\":0,\"nonce\":\"n0nce\"}\n".to_owned()),
                Just("\u{1e}".to_owned()),
                "[a-z\n]{0,8}",
            ], 0..12),
            cuts in prop::collection::vec(0usize..200, 0..8),
        ) {
            let bytes: Vec<u8> = parts.concat().into_bytes();
            let mut whole = reader();
            let mut at_once = whole.feed(&bytes);
            at_once.extend(whole.finish());
            let mut cuts: Vec<usize> = cuts.into_iter().map(|c| c.min(bytes.len())).collect();
            cuts.sort_unstable();
            cuts.push(bytes.len());
            let mut cut = reader();
            let mut in_parts = Vec::new();
            let mut from = 0;
            for to in cuts {
                in_parts.extend(cut.feed(&bytes[from..to]));
                from = to;
            }
            in_parts.extend(cut.finish());
            prop_assert_eq!(join(at_once), join(in_parts));
        }
    }

    fn join(pieces: Vec<Piece>) -> Vec<Piece> {
        let mut joined = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Output(bytes) => print(&mut joined, &bytes),
                record @ Piece::Record(_) => joined.push(record),
            }
        }
        joined
    }
}
