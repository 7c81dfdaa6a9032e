//! From records and output to events: whose output it is, and how much of it is kept.

use std::collections::HashMap;

use super::record::{Piece, Reader, Record};
use crate::run::{Origin, RunEvent, Stream};

/// What is kept of one stream, and whose it is.
struct Channel {
    reader: Reader,
    origin: Origin,
    kept: u64,
    dropped: u64,
    /// The exit code that the runner's last record names.
    done: Option<i32>,
}

/// Both streams of a run, read.
pub struct Channels {
    channels: HashMap<Stream, Channel>,
    limit: u64,
}

impl Channels {
    /// For a run whose records carry `nonce`, keeping `limit` bytes a stream.
    pub fn new(nonce: &str, limit: u64) -> Self {
        let channel = || {
            let mut reader = Reader::new();
            reader.expect(nonce);
            Channel {
                reader,
                origin: Origin::Program,
                kept: 0,
                dropped: 0,
                done: None,
            }
        };
        Self {
            channels: [Stream::Stdout, Stream::Stderr]
                .map(|stream| (stream, channel()))
                .into(),
            limit,
        }
    }

    /// Takes the next bytes of a stream.
    pub fn feed(&mut self, stream: Stream, bytes: &[u8]) -> Vec<RunEvent> {
        let limit = self.limit;
        let Some(channel) = self.channels.get_mut(&stream) else {
            return Vec::new();
        };
        let pieces = channel.reader.feed(bytes);
        channel.events(stream, limit, pieces)
    }

    /// Both streams have ended.
    pub fn finish(&mut self) -> Vec<RunEvent> {
        let limit = self.limit;
        let mut events = Vec::new();
        for stream in [Stream::Stdout, Stream::Stderr] {
            if let Some(channel) = self.channels.get_mut(&stream) {
                let pieces = channel.reader.finish();
                events.extend(channel.events(stream, limit, pieces));
            }
        }
        events
    }

    /// Whether more was printed than is kept.
    pub fn overflowed(&self) -> bool {
        self.channels.values().any(|c| c.dropped > 0)
    }

    /// The exit code that the runner is about to give, once it has said on stdout that everything is reported.
    pub fn done(&self) -> Option<i32> {
        self.channels.get(&Stream::Stdout)?.done
    }

    /// The same, once it has said so on both streams: nothing that matters is still to come on either.
    pub fn complete(&self) -> Option<i32> {
        let both = self.channels.values().all(|c| c.done.is_some());
        self.done().filter(|_| both)
    }

    /// Bytes that were printed past the limit, stdout and stderr.
    pub fn dropped(&self) -> (u64, u64) {
        let of = |stream| self.channels.get(&stream).map_or(0, |c| c.dropped);
        (of(Stream::Stdout), of(Stream::Stderr))
    }
}

impl Channel {
    fn events(&mut self, stream: Stream, limit: u64, pieces: Vec<Piece>) -> Vec<RunEvent> {
        pieces
            .into_iter()
            .filter_map(|piece| match piece {
                Piece::Output(bytes) => self.output(stream, limit, bytes),
                Piece::Record(record) => self.record(stream, record),
            })
            .collect()
    }

    fn output(&mut self, stream: Stream, limit: u64, mut bytes: Vec<u8>) -> Option<RunEvent> {
        let room = usize::try_from(limit - self.kept).unwrap_or(usize::MAX);
        if bytes.len() > room {
            self.dropped += (bytes.len() - room) as u64;
            bytes.truncate(room);
        }
        self.kept += bytes.len() as u64;
        (!bytes.is_empty()).then(|| RunEvent::Output {
            stream,
            origin: self.origin.clone(),
            bytes,
        })
    }

    /// Marks set the origin on their own stream; an event comes of stdout's copy alone.
    fn record(&mut self, stream: Stream, record: Record) -> Option<RunEvent> {
        match &record {
            Record::CaseBegin { case } => self.origin = Origin::Case(*case),
            Record::TestBegin { id } => self.origin = Origin::Test(id.to_string()),
            Record::CaseEnd(_) | Record::TestEnd { .. } => self.origin = Origin::Program,
            // The first alone: a program that says it again and again would live for ever.
            Record::Done { .. } if self.done.is_some() => return None,
            Record::Done { code } => self.done = Some(*code),
            _ => {}
        }
        if stream == Stream::Stderr {
            return None;
        }
        match record {
            Record::Started => Some(RunEvent::Started),
            Record::Diagnostic(raw) => Some(RunEvent::Diagnostic(raw.into())),
            Record::Fact(raw) => Some(RunEvent::SourceFact(raw.into())),
            Record::ProgramEnd { status } => Some(RunEvent::ProgramEnded(status.into())),
            Record::CaseEnd(raw) => Some(RunEvent::Case(raw.into())),
            Record::TestBegin { id } => Some(RunEvent::TestBegan { id: id.to_string() }),
            Record::Test(raw) => Some(RunEvent::Test((*raw).into())),
            Record::File(raw) => Some(RunEvent::File(raw.into())),
            Record::Done { .. } => Some(RunEvent::Done),
            Record::Ready { .. } | Record::CaseBegin { .. } | Record::TestEnd { .. } => None,
        }
    }
}
