//! Formatting what is open: a job like any other, whose program is the language's formatter.
//!
//! It knows neither the editor nor the screen: code goes in; the same in its new layout comes out, or why it does not.

use tokio::sync::{mpsc, oneshot};

use super::message::Message;
use super::model::Item;
use crate::run::{Job, Limits, Origin, Outcome, SourceFile, Stdin, Stream, Transcript};
use crate::sandbox::{Boot, Policy, Pool, RunHandle};

/// What is asked of a formatter.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// Its name between model and worker.
    pub id: u64,
    /// The language's name.
    pub language: String,
    /// The code.
    pub text: String,
    /// What the formatter may use: as much as a run of this code.
    pub limits: Limits,
}

/// What came of it: the code in its new layout, or why there is none.
pub type Formatted = Result<String, Unformatted>;

/// Why code was not formatted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unformatted {
    /// The formatter cannot make anything of it.
    Refused {
        /// Because of this line, from 1, where it says so.
        line: Option<usize>,
        /// In its own words.
        why: String,
    },
    /// What it printed is no text.
    NoText,
    /// It came to no answer.
    Ended(Outcome),
}

/// What is being formatted, if anything is.
#[derive(Debug, Default)]
pub struct Formatting {
    /// What the answer is waited for of.
    pub asked: Option<Asked>,
    count: u64,
}

/// The text that was handed over.
#[derive(Debug)]
pub struct Asked {
    /// What the request is called.
    pub id: u64,
    /// What was open.
    pub item: Item,
    /// The file of it.
    pub path: String,
    /// The editor's revision of it: an answer to another one is of no use.
    pub revision: u64,
}

impl Formatting {
    /// This text is handed over, and no other is waited for any more. Gives the request's name.
    pub fn ask(&mut self, item: Item, path: String, revision: u64) -> u64 {
        self.count += 1;
        let id = self.count;
        self.asked = Some(Asked {
            id,
            item,
            path,
            revision,
        });
        id
    }
}

/// Has a formatter at it, and tells what comes of it. Sending to what this gives, or dropping it, stops that.
pub fn begin(
    (pool, boot): (&Pool, &Boot),
    formatter: &str,
    request: Request,
    tell: mpsc::UnboundedSender<Message>,
) -> oneshot::Sender<()> {
    let file = SourceFile::new("formatter", formatter);
    let stdin = Stdin::Bytes(request.text.into_bytes());
    let job = Job::program(&request.language, file, stdin, request.limits);
    let policy = Policy::new(request.limits);
    let RunHandle {
        mut events, cancel, ..
    } = pool.run(boot, &policy, job);
    tokio::spawn(async move {
        let mut seen = Transcript::default();
        while let Some(event) = events.recv().await {
            seen.absorb(event);
        }
        let (id, formatted) = (request.id, read(&seen));
        tell.send(Message::Formatted { id, formatted }).ok();
    });
    cancel
}

/// What a formatter's run came to.
fn read(seen: &Transcript) -> Formatted {
    let printed = |stream| seen.printed(stream, &Origin::Program);
    let finished = seen.finished.as_ref();
    match finished.map_or(Outcome::Cancelled, |f| f.outcome.clone()) {
        Outcome::Exited(0) => {
            String::from_utf8(printed(Stream::Stdout)).map_err(|_| Unformatted::NoText)
        }
        Outcome::Exited(code) => {
            let said = printed(Stream::Stderr);
            let said = String::from_utf8_lossy(&said);
            let why = said.lines().rfind(|line| !line.trim().is_empty());
            Err(why.map_or(Unformatted::Ended(Outcome::Exited(code)), refusal))
        }
        outcome => Err(Unformatted::Ended(outcome)),
    }
}

/// `LINE: REASON`, or the reason alone.
fn refusal(said: &str) -> Unformatted {
    let (line, why) = match said.split_once(':') {
        Some((line, why)) if line.parse::<usize>().is_ok() => (line.parse().ok(), why),
        _ => (None, said),
    };
    Unformatted::Refused {
        line,
        why: why.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{Finished, RunEvent};

    fn seen(stdout: &[u8], stderr: &str, outcome: Outcome) -> Formatted {
        let mut seen = Transcript::default();
        for (stream, bytes) in [
            (Stream::Stdout, stdout),
            (Stream::Stderr, stderr.as_bytes()),
        ] {
            seen.absorb(RunEvent::Output {
                stream,
                origin: Origin::Program,
                bytes: bytes.to_vec(),
            });
        }
        seen.absorb(RunEvent::Finished(Finished {
            outcome,
            duration: std::time::Duration::ZERO,
            dropped: (0, 0),
        }));
        read(&seen)
    }

    fn refused(line: Option<usize>, why: &str) -> Formatted {
        let why = why.to_owned();
        Err(Unformatted::Refused { line, why })
    }

    #[test]
    fn what_it_prints_is_the_code_where_it_ends_well_alone() {
        let text = "한 = 1\n".as_bytes();
        let formatted = seen(text, "a word by the way\n", Outcome::Exited(0));
        assert_eq!(formatted, Ok("한 = 1\n".to_owned()));
        let no_text = seen(b"\xff", "", Outcome::Exited(0));
        assert_eq!(no_text, Err(Unformatted::NoText));
        // The half of a text is none.
        let cut = Outcome::OutputLimit { limit: 4 };
        let formatted = seen(b"half", "", cut.clone());
        assert_eq!(formatted, Err(Unformatted::Ended(cut)));
    }

    #[test]
    fn its_last_word_is_why_it_refuses() {
        let refusal = |stderr| seen(b"half", stderr, Outcome::Exited(1));
        let said = "warning: old\n12: a: b is missing\n\n";
        assert_eq!(refusal(said), refused(Some(12), "a: b is missing"));
        assert_eq!(refusal("no such: thing"), refused(None, "no such: thing"));
        let silent = Err(Unformatted::Ended(Outcome::Exited(1)));
        assert_eq!(refusal(" \n"), silent);
    }
}
