//! The two ends of the talk: lines go out, and lines come in.

use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc as threads;
use std::thread;

use futures_util::FutureExt;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::mpsc;

use crate::cli::CliError;
use crate::locale::Words;
use crate::render::{plain_lines, text};

/// How far code and output stand in.
const INDENT: &str = "    ";
/// What ends a text that is typed in.
pub const END: &str = ".";

/// Says lines. A stdout that is gone is no reason to fail, but one to end.
pub struct Teller {
    out: io::BufWriter<io::Stdout>,
    /// Cells of the terminal; nothing is wrapped where there is none.
    pub width: Option<usize>,
    /// Nobody listens any more.
    pub is_gone: bool,
}

impl Teller {
    pub fn new() -> Self {
        let is_terminal = io::stdout().is_terminal();
        let size = is_terminal.then(|| crossterm::terminal::size().ok());
        Self {
            out: io::BufWriter::new(io::stdout()),
            width: size.flatten().map(|(columns, _)| usize::from(columns)),
            is_gone: false,
        }
    }

    /// A sentence or several, each line end kept.
    pub fn say(&mut self, words: &str) {
        for line in plain_lines(words, self.width) {
            self.put(&line);
        }
    }

    pub fn blank(&mut self) {
        self.put("");
    }

    /// Lines that are set already.
    pub fn lines(&mut self, lines: &[String]) {
        lines.iter().for_each(|line| self.put(line));
    }

    /// Code or output: as it is, and a little to the right.
    pub fn code(&mut self, code: &str) {
        code.lines().for_each(|line| self.code_line(line));
    }

    /// One line of it.
    pub fn code_line(&mut self, line: &str) {
        self.put(format!("{INDENT}{line}").trim_end());
    }

    /// A line of output that has no end yet: what is typed stands behind it.
    pub fn cut_code(&mut self, line: &str) {
        self.prompt(&format!("{INDENT}{}", text::visible(line)));
    }

    /// A line as it is.
    pub fn line(&mut self, line: &str) {
        self.put(line.trim_end());
    }

    /// Asks for a line; what is said is out by then.
    pub fn prompt(&mut self, prompt: &str) {
        let asked = write!(self.out, "{prompt}");
        self.is_gone |= asked.is_err();
        self.flush();
    }

    pub fn flush(&mut self) {
        self.is_gone |= self.out.flush().is_err();
    }

    fn put(&mut self, line: &str) {
        let written = writeln!(self.out, "{}", text::visible(line));
        self.is_gone |= written.is_err();
    }
}

/// What was heard.
#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    Line(String),
    /// Ctrl+C.
    Interrupt,
    /// The end of what can be heard, or of the program.
    End,
}

/// Hears lines, and Ctrl+C. It reads only when it is asked to: between two lines stdin may be an editor's.
pub struct Listener {
    ask: threads::Sender<()>,
    lines: mpsc::UnboundedReceiver<Option<String>>,
    /// A line was asked for and has not come.
    waits: bool,
    interrupts: Signal,
    terms: Signal,
    hangups: Signal,
    /// Whether the program was told to end.
    is_over: bool,
    /// Whether somebody types.
    pub is_terminal: bool,
}

impl Listener {
    /// # Errors
    /// Signals or threads cannot be had.
    pub fn new() -> Result<Self, CliError> {
        let failed = |error| CliError::System {
            what: "listen",
            error,
        };
        let (ask, asked) = threads::channel();
        let (say, lines) = mpsc::unbounded_channel();
        let read = move || {
            while asked.recv().is_ok() && say.send(read_line()).is_ok() {}
        };
        thread::Builder::new().spawn(read).map_err(failed)?;
        Ok(Self {
            ask,
            lines,
            waits: false,
            interrupts: signal(SignalKind::interrupt()).map_err(failed)?,
            terms: signal(SignalKind::terminate()).map_err(failed)?,
            hangups: signal(SignalKind::hangup()).map_err(failed)?,
            is_over: false,
            is_terminal: io::stdin().is_terminal(),
        })
    }

    /// The next line.
    async fn hear(&mut self) -> Heard {
        match self.overhear(true).await {
            _ if self.is_over => Heard::End,
            heard => heard,
        }
    }

    /// A Ctrl+C of before was for something else: to be called before anything is asked, for one that comes then is an answer.
    fn forget(&mut self) {
        while self.interrupts.recv().now_or_never().is_some() {}
    }

    /// What is heard while something goes on: that it is to be stopped; and, where one is asked for, a line.
    pub async fn overhear(&mut self, asks: bool) -> Heard {
        if asks && !self.waits && !self.is_over {
            self.waits = self.ask.send(()).is_ok();
        }
        tokio::select! {
            biased;
            () = std::future::ready(()), if self.is_over => Heard::Interrupt,
            _ = self.terms.recv() => self.leaves(),
            _ = self.hangups.recv() => self.leaves(),
            _ = self.interrupts.recv() => Heard::Interrupt,
            line = self.lines.recv(), if asks => {
                self.waits = false;
                line.flatten().map_or(Heard::End, Heard::Line)
            }
        }
    }

    /// Whatever goes on is stopped, and nothing more is heard.
    fn leaves(&mut self) -> Heard {
        self.is_over = true;
        Heard::Interrupt
    }

    /// Returns when what goes on is to be stopped.
    pub async fn interrupted(&mut self) {
        self.overhear(false).await;
    }
}

/// A line without its end; nothing at the end of all lines.
fn read_line() -> Option<String> {
    let mut line = Vec::new();
    let read = io::stdin().lock().read_until(b'\n', &mut line);
    if !matches!(read, Ok(1..)) {
        return None;
    }
    let line = String::from_utf8_lossy(&line);
    let line = line.strip_suffix('\n').unwrap_or(&line);
    Some(line.strip_suffix('\r').unwrap_or(line).to_owned())
}

/// Both ends, and the words of the talk.
pub struct Talk {
    pub words: Words,
    pub teller: Teller,
    pub listener: Listener,
}

impl Talk {
    /// A message.
    pub fn say(&mut self, id: &str) {
        let words = self.words.say(id);
        self.teller.say(&words);
    }

    /// A message with arguments.
    pub fn say_with(&mut self, id: &str, args: &[(&str, fluent_bundle::FluentValue<'_>)]) {
        let words = self.words.say_with(id, args);
        self.teller.say(&words);
    }

    /// Asks, and hears the answer. What nobody typed is repeated, so that what goes out reads like a talk.
    pub async fn ask(&mut self, prompt: &str) -> Heard {
        if self.listener.is_terminal {
            self.listener.forget();
            self.teller.prompt(prompt);
            let heard = self.listener.hear().await;
            if !matches!(heard, Heard::Line(_)) {
                self.teller.blank();
            }
            return heard;
        }
        self.teller.flush();
        let heard = self.listener.hear().await;
        if let Heard::Line(line) = &heard {
            self.teller.say(&format!("{prompt}{line}"));
        }
        heard
    }

    /// A longer text, up to a line with a dot alone; nothing where Ctrl+C has given it up. What was typed before the end of all lines
    /// is not lost.
    pub async fn take_text(&mut self) -> Option<String> {
        let mut typed = String::new();
        self.teller.flush();
        loop {
            match self.listener.hear().await {
                Heard::Line(line) if line == END => return Some(typed),
                Heard::Line(line) => typed.extend([line.as_str(), "\n"]),
                Heard::Interrupt => return None,
                Heard::End => return Some(typed),
            }
        }
    }

    /// Whether the answer to a question is yes.
    pub async fn agrees(&mut self, question: &str) -> bool {
        self.teller.say(question);
        let yes = self.words.say("plain-yes");
        match self.ask("> ").await {
            Heard::Line(line) => {
                let line = line.trim().to_lowercase();
                line == yes || ["y", "yes"].contains(&&*line)
            }
            _ => false,
        }
    }
}
