//! What a program says while it runs, and what it is told. It is heard only once it is silent, so that a run that waits for nobody is
//! told from its verdict on.

use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::Instant;

use super::talk::{END, Talk};
use crate::render::Printed;
use crate::run::{Origin, RunEvent};

/// How long a program is silent until it may be waiting.
const QUIET: Duration = Duration::from_secs(1);
/// How long one is that has waited before: whoever answers it should not have to wait for what it says.
const PAUSE: Duration = Duration::from_millis(200);

/// The talk between a learner and their program.
pub struct Dialogue {
    /// The program's input, while it is open.
    input: Option<mpsc::Sender<Vec<u8>>>,
    printed: Printed,
    /// How many lines of that were told.
    told: usize,
    /// Whether the last line of it has no end yet.
    is_cut: bool,
    /// When the program was last heard, or told something.
    heard: Option<Instant>,
    /// Whether it was asked for a line, and none has come.
    asks: bool,
    /// Whether it has ever waited: from then on it is told as it goes.
    pub is_told: bool,
}

impl Dialogue {
    pub fn new(input: Option<mpsc::Sender<Vec<u8>>>) -> Self {
        Self {
            input,
            printed: Printed::new(),
            told: 0,
            is_cut: false,
            heard: None,
            asks: false,
            is_told: false,
        }
    }

    /// When it may be taken to wait, if it is not known to.
    pub fn due(&self) -> Option<Instant> {
        let can_wait = self.input.is_some() && !self.asks;
        let silent = if self.is_told { PAUSE } else { QUIET };
        self.heard.filter(|_| can_wait).map(|heard| heard + silent)
    }

    /// Whether a line that is typed is for the program.
    pub fn listens(&self) -> bool {
        self.is_told && self.input.is_some()
    }

    /// The program says something.
    pub fn hear(&mut self, event: &RunEvent, talk: &mut Talk) {
        match event {
            RunEvent::Started => self.heard = Some(Instant::now()),
            RunEvent::Output {
                origin: Origin::Program,
                bytes,
                ..
            } => {
                self.printed.push(bytes);
                self.is_cut = bytes.last().is_some_and(|byte| *byte != b'\n');
                self.heard = Some(Instant::now());
                if self.is_told {
                    self.tell(talk);
                }
            }
            // What is run after the program reads nothing that is typed.
            RunEvent::ProgramEnded(_)
            | RunEvent::TestBegan { .. }
            | RunEvent::Case(_)
            | RunEvent::Done
            | RunEvent::Finished(_) => self.close(talk),
            _ => {}
        }
    }

    /// It was silent for so long that it may be waiting: says so, and asks.
    pub fn wait(&mut self, talk: &mut Talk) {
        if !std::mem::replace(&mut self.is_told, true) {
            talk.say("plain-awaits");
        }
        self.tell(talk);
        self.asks = true;
        match self.printed.lines().get(self.told) {
            Some(cut) => talk.teller.cut_code(&cut.plain()),
            None => {
                let prompt = talk.words.say("input-label");
                talk.teller.prompt(&format!("{prompt} "));
            }
        }
    }

    /// Hands a line over; one with a dot alone ends them.
    pub fn feed(&mut self, line: &str, talk: &mut Talk) {
        self.asks = false;
        if line == END {
            self.end(talk);
            return;
        }
        // On a terminal what is typed has ended the line where it stands.
        if std::mem::take(&mut self.is_cut) {
            self.printed.push(b"\n");
            self.told = self.printed.lines().len();
        }
        self.heard = Some(Instant::now());
        let Some(input) = &self.input else {
            return;
        };
        // A program that does not read must not keep the learner from stopping it.
        if input.try_send(format!("{line}\n").into_bytes()).is_err() {
            talk.say("plain-input-refused");
            talk.teller.flush();
        }
    }

    /// Nothing more is typed.
    pub fn end(&mut self, talk: &mut Talk) {
        self.input = None;
        self.asks = false;
        talk.say("input-ended");
        talk.teller.flush();
    }

    fn close(&mut self, talk: &mut Talk) {
        self.input = None;
        if !self.is_told {
            return;
        }
        if std::mem::take(&mut self.asks) {
            talk.teller.blank();
        }
        self.is_cut = false;
        self.tell(talk);
    }

    /// The lines that have an end and were not told.
    fn tell(&mut self, talk: &mut Talk) {
        let whole = self
            .printed
            .lines()
            .len()
            .saturating_sub(usize::from(self.is_cut));
        if self.told >= whole {
            return;
        }
        if std::mem::take(&mut self.asks) {
            talk.teller.blank();
        }
        for line in &self.printed.lines()[self.told..whole] {
            talk.teller.code_line(&line.plain());
        }
        talk.teller.flush();
        self.told = whole;
    }
}
