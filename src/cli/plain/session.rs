//! A talk about a pack: where the learner is in it, and what becomes of what they say.

use std::collections::HashMap;
use std::sync::Arc;

use super::command::{self, Command};
use super::learner::{self, Learner};
use super::reading;
use super::results::Told;
use super::runner::Runner;
use super::talk::{Heard, Talk};
use crate::cli::CliError;
use crate::course::{Check, Lesson, Pack};
use crate::locale;
use crate::progress::{Anchor, Place, Timestamp, time_box};
use crate::render::{PlainPart, Stop};
use crate::run::Job;

/// Where commands are asked for.
const PROMPT: &str = "> ";
/// Where the full interface, which has panes, has its keys when it is opened again.
const PANE: &str = "lesson";

/// The talk, and where it is.
pub struct Session<'a> {
    pub(super) talk: Talk,
    pub(super) pack: Arc<Pack>,
    pub(super) learner: Learner,
    pub(super) runner: Runner<'a>,
    /// The open lesson, part by part.
    pub(super) parts: Vec<PlainPart>,
    pub(super) lesson: usize,
    pub(super) part: usize,
    /// What is run and edited.
    pub(super) open: Option<Stop>,
    /// What belongs to it.
    pub(super) desk: Desk,
    /// What has failed last, by the name of what was open: the very same is no other try.
    pub(super) failed: HashMap<String, (Job, Vec<Check>)>,
    /// The end of the time box, until it is told.
    pub(super) until: Option<Timestamp>,
    /// Whether it was said what can be done with an exercise.
    pub(super) is_guided: bool,
    saved: Option<Place>,
    /// Whether what the learner does is saved.
    is_kept: bool,
}

/// What belongs to what is open, and is forgotten with it.
#[derive(Default)]
pub(super) struct Desk {
    /// How many hints of it were told.
    pub hints: usize,
    /// The file that was chosen to be worked on.
    pub file: Option<String>,
    /// What its program is to read, where that was said beforehand.
    pub input: Option<String>,
    /// What came of the last run.
    pub last: Option<Told>,
}

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stay,
    Leave,
}

impl<'a> Session<'a> {
    pub fn new(
        talk: Talk,
        pack: Arc<Pack>,
        learner: Learner,
        runner: Runner<'a>,
        is_kept: bool,
    ) -> Self {
        Self {
            talk,
            pack,
            learner,
            runner,
            parts: Vec::new(),
            lesson: 0,
            part: 0,
            open: None,
            desk: Desk::default(),
            failed: HashMap::new(),
            until: None,
            is_guided: false,
            saved: None,
            is_kept,
        }
    }

    /// From the welcome, or from where the learner left, to where they leave.
    ///
    /// # Errors
    /// Ctrl+C where nobody types, and what cannot be gone on with.
    pub async fn talk(mut self, lesson: Option<&str>) -> Result<(), CliError> {
        let talked = self.until_left(lesson).await;
        self.talk.teller.flush();
        self.runner.close().await;
        talked
    }

    async fn until_left(&mut self, lesson: Option<&str>) -> Result<(), CliError> {
        self.begin(lesson)?;
        let mut is_asked = false;
        loop {
            self.keep_place();
            self.tell_time();
            self.talk.teller.blank();
            if self.talk.teller.is_gone {
                return Ok(());
            }
            let line = match self.talk.ask(PROMPT).await {
                Heard::Line(line) => line,
                Heard::Interrupt if self.talk.listener.is_terminal => {
                    self.talk.say("plain-nothing-runs");
                    continue;
                }
                Heard::Interrupt => return Err(CliError::Interrupted),
                Heard::End if !is_asked && !self.talk.listener.is_terminal => {
                    return self.tell_rest();
                }
                Heard::End => return self.take_leave(),
            };
            is_asked = true;
            match self.take(&line).await {
                Ok(Next::Stay) => {}
                Ok(Next::Leave) => return self.take_leave(),
                Err(error) => self.complain(&error),
            }
        }
    }

    fn take_leave(&mut self) -> Result<(), CliError> {
        if self.is_kept {
            self.talk.say("plain-left");
        }
        Ok(())
    }

    /// What went wrong ends no talk.
    fn complain(&mut self, error: &CliError) {
        match error {
            CliError::Store(why) => {
                let why = ("why", why.to_string().into());
                self.talk.say_with("notice-not-saved", &[why]);
            }
            other => self.talk.teller.say(&other.to_string()),
        }
    }

    fn begin(&mut self, lesson: Option<&str>) -> Result<(), CliError> {
        let now = Timestamp::now();
        let opened = self.learner.store.opened_at(&self.pack.id)?;
        let title = self.pack.title.clone();
        self.talk
            .say_with("plain-begin", &[("title", title.into())]);
        if opened.is_none() {
            self.learner.store.save_opening(&self.pack.id, now)?;
            self.welcome();
        }
        if let Some(minutes) = self.pack.workshop.minutes {
            let until = time_box::end(opened.unwrap_or(now), minutes);
            let left = time_box::minutes_left(until, now).min(minutes);
            self.until = Some(until);
            if left > 0 {
                self.talk
                    .say_with("header-minutes", &[("minutes", left.into())]);
            }
        }
        self.talk.teller.blank();
        let place = self.learner.store.place(&self.pack.id)?;
        let named = lesson.and_then(|id| self.lesson_called(id));
        match (named, place) {
            (Some(lesson), _) => self.restore(&self.beginning(lesson)),
            (None, Some(place)) => self.restore(&place),
            (None, None) => self.go_to(0),
        }
    }

    /// To where the learner left, in here or in the full interface.
    fn restore(&mut self, place: &Place) -> Result<(), CliError> {
        let Some(lesson) = self.lesson_called(&place.lesson) else {
            return self.go_to(0);
        };
        if let Some(lock) = self.learner.lock(lesson)? {
            self.say_lock(lesson, lock);
            self.open_lesson(lock.first);
            return self.tell_part();
        }
        self.open_lesson(lesson);
        let line = place.top.line;
        let is_open = |part: &PlainPart| {
            let name = part.stop.as_ref().map(learner::name);
            name.is_some() && name == place.exercise
        };
        let exact = |part: &PlainPart| line > 0 && part.line == line && is_open(part);
        let upto = self.parts.iter().rposition(|part| part.line <= line);
        let exact = self.parts.iter().position(exact);
        self.part = exact.or(upto).unwrap_or(0);
        let open = self.parts.iter().find(|part| is_open(part));
        self.open = open.and_then(|part| part.stop.clone());
        if self.part > 0 {
            self.tell_where();
        }
        self.tell_part()
    }

    fn beginning(&self, lesson: usize) -> Place {
        Place {
            lesson: self.pack.lessons[lesson].id.clone(),
            ..Place::default()
        }
    }

    pub(super) fn lesson_called(&self, id: &str) -> Option<usize> {
        self.pack.lessons.iter().position(|lesson| lesson.id == id)
    }

    pub(super) fn here(&self) -> &Lesson {
        // A pack without lessons is refused when it is loaded.
        &self.pack.lessons[self.lesson]
    }

    /// To the beginning of a lesson, or to why it is not open.
    pub(super) fn go_to(&mut self, lesson: usize) -> Result<(), CliError> {
        if let Some(lock) = self.learner.lock(lesson)? {
            self.say_lock(lesson, lock);
            return Ok(());
        }
        self.open_lesson(lesson);
        self.tell_part()
    }

    pub(super) fn say_lock(&mut self, lesson: usize, lock: crate::course::Lock) {
        let why = locale::lock(&self.talk.words, lesson, lock);
        self.talk.teller.say(&why);
    }

    pub(super) fn open_lesson(&mut self, lesson: usize) {
        let width = self.talk.teller.width;
        let body = &self.pack.lessons[lesson].body;
        self.parts = reading::parts(body, width, &self.talk.words);
        (self.lesson, self.part) = (lesson, 0);
        (self.open, self.desk) = (None, Desk::default());
    }

    async fn take(&mut self, line: &str) -> Result<Next, CliError> {
        let (command, text) = match command::parse(line, &self.talk.words) {
            Ok(asked) => asked,
            Err(near) => {
                let word = line.split_whitespace().next().unwrap_or_default();
                self.unknown(word, near);
                return Ok(Next::Stay);
            }
        };
        let about = text.trim();
        match command {
            Command::Next => self.read_on()?,
            Command::Back => self.read_back()?,
            Command::Again => self.tell_part()?,
            Command::Outline => self.tell_outline()?,
            Command::Lessons => self.tell_lessons()?,
            Command::Go => self.go(about)?,
            Command::Progress => self.tell_progress()?,
            Command::Run => self.run().await?,
            Command::Verdict => self.tell_verdict(),
            Command::Input => self.take_input().await,
            Command::Runs => self.tell_runs(about)?,
            Command::Code => self.tell_code()?,
            Command::Show => self.show(about)?,
            Command::File => self.choose_file(about)?,
            Command::Line => self.change_line(text)?,
            Command::Insert => self.insert_lines(text).await?,
            Command::Delete => self.delete_lines(about)?,
            Command::Write => self.write(about).await?,
            Command::Edit => self.edit()?,
            Command::Restore => self.restore_run(about)?,
            Command::Hint => self.hint()?,
            Command::Solution => self.solution()?,
            Command::Compare => self.compare()?,
            Command::Reset => self.reset()?,
            Command::Undo => self.undo()?,
            Command::Glossary => self.tell_glossary(about),
            Command::Help => self.help(about),
            Command::Quit => return Ok(Next::Leave),
        }
        Ok(Next::Stay)
    }

    pub(super) fn unknown(&mut self, word: &str, near: Option<String>) {
        let word = ("word", word.to_owned().into());
        match near {
            Some(near) => self
                .talk
                .say_with("plain-unknown-near", &[word, ("near", near.into())]),
            None => self.talk.say_with("plain-unknown", &[word]),
        }
    }

    fn keep_place(&mut self) {
        let place = Place {
            lesson: self.here().id.clone(),
            top: Anchor {
                line: match self.part {
                    0 => 0,
                    part => self.parts.get(part).map_or(0, |part| part.line),
                },
                offset: 0,
            },
            exercise: self.open.as_ref().map(learner::name),
            pane: Some(PANE.to_owned()),
            cursor: None,
        };
        if self.saved.as_ref() == Some(&place) {
            return;
        }
        self.saved = Some(place.clone());
        if let Err(error) = self.learner.save_place(place) {
            self.complain(&error.into());
        }
    }

    /// That the time is up is said once, and nothing else happens.
    fn tell_time(&mut self) {
        let is_over = |until: &Timestamp| *until <= Timestamp::now();
        if self.until.take_if(|until| is_over(until)).is_some() {
            self.talk.say("time-over");
        }
    }
}
