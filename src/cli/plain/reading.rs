//! Telling lessons: a part after the other, what stands in them, and what else there is.

use std::sync::Arc;

use super::session::{Desk, Session};
use super::talk::Talk;
use crate::cli::CliError;
use crate::course::{Document, Exercise, Lesson, Pack, nearest};
use crate::locale::{self, Words};
use crate::progress::{Status, Timestamp, time_box};
use crate::render::{self, PlainPart, PlainWords, Stop};

/// A document, part by part.
pub fn parts(document: &Document, width: Option<usize>, words: &Words) -> Vec<PlainPart> {
    let words = PlainWords {
        layout: render::Words {
            note: words.say("alert-note"),
            tip: words.say("alert-tip"),
            important: words.say("alert-important"),
            warning: words.say("alert-warning"),
            caution: words.say("alert-caution"),
            ..render::Words::default()
        },
        code: words.say("plain-code"),
        quote: words.say("plain-quote"),
        image: words.say("plain-image"),
        section: words.say("plain-section"),
        subsection: words.say("plain-subsection"),
    };
    render::plain(document, width, &words)
}

/// All of a page that has nothing to be run.
pub fn page(document: &Document, talk: &mut Talk) {
    for part in parts(document, talk.teller.width, &talk.words) {
        talk.teller.lines(&part.lines);
    }
}

impl Session<'_> {
    pub(super) fn welcome(&mut self) {
        if let Some(welcome) = &self.pack.welcome {
            self.talk.teller.blank();
            page(welcome, &mut self.talk);
        }
        if let Some(rules) = locale::rules(&self.talk.words, &self.pack.workshop) {
            self.talk.teller.blank();
            self.talk.teller.say(&rules);
        }
        self.talk.teller.blank();
        self.talk.say("plain-how");
    }

    /// The part that the learner is at.
    pub(super) fn tell_part(&mut self) -> Result<(), CliError> {
        if self.part == 0 {
            self.lesson_line();
        }
        let Some(part) = self.parts.get(self.part).cloned() else {
            return Ok(());
        };
        self.talk.teller.lines(&part.lines);
        if let Some(stop) = part.stop {
            if self.open.as_ref() != Some(&stop) {
                self.desk = Desk::default();
            }
            self.open = Some(stop.clone());
            self.talk.teller.blank();
            self.tell_stop(&stop)?;
            self.tell_code()?;
            self.guide(&stop);
        }
        if self.part + 1 == self.parts.len() {
            self.talk.teller.blank();
            let is_last = self.lesson + 1 == self.pack.lessons.len();
            self.talk.say(match is_last {
                true => "plain-end",
                false => "plain-end-of-lesson",
            });
        }
        Ok(())
    }

    /// In which lesson a learner is who comes back to the middle of it.
    pub(super) fn tell_where(&mut self) {
        self.lesson_line();
        let title = self.here().title.clone();
        self.talk.teller.say(&title);
        self.talk.teller.blank();
    }

    fn lesson_line(&mut self) {
        let args = [
            ("number", (self.lesson + 1).into()),
            ("count", self.pack.lessons.len().into()),
        ];
        self.talk.say_with("pane-lesson", &args);
        if !self.here().translated {
            self.talk.say("lesson-not-translated");
        }
        self.talk.teller.blank();
    }

    /// What is new in the starter, and, the first time, what can be done.
    fn guide(&mut self, stop: &Stop) {
        if let Stop::Exercise(id) = stop {
            let exercise = self.here().exercise(id).cloned();
            let changed =
                exercise.is_some_and(|e| self.learner.starter_changed(&e).unwrap_or(false));
            if changed {
                let keys = [("compare", "compare".into()), ("reset", "reset".into())];
                self.talk.say_with("notice-starter-changed", &keys);
            }
        }
        if !std::mem::replace(&mut self.is_guided, true) {
            self.talk.teller.blank();
            self.talk.say("plain-guide");
        }
    }

    /// An exercise or an example, in one line.
    fn tell_stop(&mut self, stop: &Stop) -> Result<(), CliError> {
        let line = self.stop_line(stop)?;
        self.talk.teller.say(&line);
        Ok(())
    }

    fn stop_line(&self, stop: &Stop) -> Result<String, CliError> {
        let words = &self.talk.words;
        let lesson = self.here();
        Ok(match stop {
            Stop::Example(index) => {
                let language = lesson.example(*index).map(|e| e.language.clone());
                let args = [
                    ("number", (index + 1).into()),
                    ("language", language.unwrap_or_default().into()),
                ];
                words.say_with("plain-example", &args)
            }
            Stop::Exercise(id) => {
                let at = lesson.exercises.iter().position(|e| e.id == *id);
                let title = lesson.exercise(id).map_or(id.clone(), |e| e.title.clone());
                let args = [
                    ("number", (at.unwrap_or(0) + 1).into()),
                    ("count", lesson.exercises.len().into()),
                    ("title", title.into()),
                    ("state", self.state(id)?.into()),
                ];
                words.say_with("plain-exercise", &args)
            }
        })
    }

    /// How far an exercise is, in words.
    fn state(&self, id: &str) -> Result<String, CliError> {
        let words = &self.talk.words;
        Ok(match self.learner.state(id)?.status {
            Status::Untried => words.say("card-untried"),
            Status::Failing { failing, total } => {
                let args = [("failing", failing.into()), ("total", total.into())];
                words.say_with("card-failing", &args)
            }
            Status::Passed if self.learner.asks_changed(id)? => words.say("card-passed-before"),
            Status::Passed => words.say("card-passed"),
        })
    }

    /// The files of what is open, as they are now.
    pub(super) fn tell_code(&mut self) -> Result<(), CliError> {
        let Some(stop) = self.open.clone() else {
            self.talk.say("plain-nothing-open");
            return Ok(());
        };
        let pack = Arc::clone(&self.pack);
        let files = self.learner.files(&pack.lessons[self.lesson], &stop)?;
        for file in &files.sources {
            if matches!(stop, Stop::Exercise(_)) {
                let path = file.path.clone().into();
                let id = match files.readonly.contains(&file.path) {
                    true => "plain-file-readonly",
                    false => "plain-file",
                };
                self.talk.say_with(id, &[("file", path)]);
            }
            self.talk.teller.code(&file.text);
        }
        Ok(())
    }

    /// All of the lesson, to be read and not to be talked about.
    pub fn tell_lesson(mut self, lesson: usize) -> Result<(), CliError> {
        self.open_lesson(lesson);
        self.is_guided = true;
        self.lesson_line();
        self.tell_parts(0)?;
        self.talk.teller.flush();
        Ok(())
    }

    /// Nobody will ask for more: what is left of the lesson is told.
    pub(super) fn tell_rest(&mut self) -> Result<(), CliError> {
        self.tell_parts(self.part + 1)
    }

    fn tell_parts(&mut self, from: usize) -> Result<(), CliError> {
        for at in from..self.parts.len() {
            let part = self.parts[at].clone();
            if at > 0 {
                self.talk.teller.blank();
            }
            self.talk.teller.lines(&part.lines);
            if let Some(stop) = part.stop {
                self.talk.teller.blank();
                self.tell_stop(&stop)?;
                self.open = Some(stop);
                self.tell_code()?;
            }
        }
        Ok(())
    }

    pub(super) fn read_on(&mut self) -> Result<(), CliError> {
        if self.part + 1 < self.parts.len() {
            self.part += 1;
            return self.tell_part();
        }
        match self.lesson + 1 < self.pack.lessons.len() {
            true => self.go_to(self.lesson + 1),
            false => {
                self.talk.say("notice-last-lesson");
                Ok(())
            }
        }
    }

    pub(super) fn read_back(&mut self) -> Result<(), CliError> {
        if self.part == 0 {
            if self.lesson == 0 {
                self.talk.say("notice-first-lesson");
                return Ok(());
            }
            self.open_lesson(self.lesson - 1);
            self.part = self.parts.len();
        }
        self.part = self.part.saturating_sub(1);
        self.tell_part()
    }

    pub(super) fn tell_outline(&mut self) -> Result<(), CliError> {
        self.lesson_line();
        for at in 0..self.parts.len() {
            let part = self.parts[at].clone();
            let mut lines = part.headings;
            if let Some(stop) = &part.stop {
                lines.push(self.stop_line(stop)?);
            }
            if let (true, Some(last)) = (at == self.part, lines.last_mut()) {
                *last = self.marked(last);
            }
            lines.iter().for_each(|line| self.talk.teller.say(line));
        }
        Ok(())
    }

    fn marked(&self, line: &str) -> String {
        let line = ("line", line.to_owned().into());
        self.talk.words.say_with("plain-here", &[line])
    }

    pub(super) fn tell_lessons(&mut self) -> Result<(), CliError> {
        let passed = self.learner.passed()?;
        let pack = Arc::clone(&self.pack);
        let locks = pack.locks(|id| passed.iter().any(|passed| passed == id));
        for (at, (lesson, lock)) in pack.lessons.iter().zip(locks).enumerate() {
            let done = lesson.exercises.iter().filter(|e| passed.contains(&e.id));
            let args = [
                ("number", (at + 1).into()),
                ("title", lesson.title.clone().into()),
                ("passed", done.count().into()),
                ("total", lesson.exercises.len().into()),
            ];
            let id = match lock {
                Some(_) => "plain-lesson-locked",
                None if lesson.exercises.is_empty() => "plain-lesson-empty",
                None => "plain-lesson",
            };
            let mut line = self.talk.words.say_with(id, &args);
            if at == self.lesson {
                line = self.marked(&line);
            }
            self.talk.teller.say(&line);
        }
        Ok(())
    }

    /// To a lesson by its number, to a lesson or an exercise by its name, or to a section of this lesson by its heading.
    pub(super) fn go(&mut self, about: &str) -> Result<(), CliError> {
        if about.is_empty() {
            self.talk.say("plain-go-where");
            return Ok(());
        }
        let pack = Arc::clone(&self.pack);
        let number = about.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
        if let Some(lesson) = number.filter(|number| *number < pack.lessons.len()) {
            return self.go_to(lesson);
        }
        let wanted = about.to_lowercase();
        let by_id = find(&pack, |id, _| id == wanted);
        let found =
            by_id.or_else(|| find(&pack, |_, title| title.to_lowercase().contains(&wanted)));
        match found {
            Some((lesson, None)) => return self.go_to(lesson),
            Some((lesson, Some(exercise))) => return self.go_to_exercise(lesson, exercise),
            None => {}
        }
        let has_it = |heading: &String| heading.to_lowercase().contains(&wanted);
        let mut parts = self.parts.iter();
        if let Some(part) = parts.position(|part| part.headings.iter().any(has_it)) {
            self.part = part;
            return self.tell_part();
        }
        let lessons = pack.lessons.iter().map(|l| l.id.as_str());
        let all = lessons.chain(pack.exercises().map(|e| e.id.as_str()));
        let word = ("word", about.to_owned().into());
        match nearest(about, all) {
            Some(near) => {
                let near = ("near", near.to_owned().into());
                self.talk.say_with("plain-go-near", &[word, near]);
            }
            None => self.talk.say_with("plain-go-nowhere", &[word]),
        }
        Ok(())
    }

    fn go_to_exercise(&mut self, lesson: usize, id: &str) -> Result<(), CliError> {
        if let Some(lock) = self.learner.lock(lesson)? {
            self.say_lock(lesson, lock);
            return Ok(());
        }
        self.open_lesson(lesson);
        let is_it = |part: &PlainPart| part.stop == Some(Stop::Exercise(id.to_owned()));
        self.part = self.parts.iter().position(is_it).unwrap_or(0);
        self.tell_part()
    }

    pub(super) fn tell_progress(&mut self) -> Result<(), CliError> {
        let passed = self.learner.passed()?;
        let count = |exercises: &mut dyn Iterator<Item = &Exercise>| {
            exercises.fold((0_usize, 0_usize), |(done, all), e| {
                (done + usize::from(passed.contains(&e.id)), all + 1)
            })
        };
        let here = count(&mut self.here().exercises.iter());
        let all = count(&mut self.pack.exercises());
        let args = [
            ("passed", all.0.into()),
            ("total", all.1.into()),
            ("here", here.0.into()),
            ("all", here.1.into()),
            ("lesson", (self.lesson + 1).into()),
        ];
        self.talk.say_with("plain-progress", &args);
        if let Some(until) = self.until {
            let left = time_box::minutes_left(until, Timestamp::now());
            self.talk
                .say_with("header-minutes", &[("minutes", left.into())]);
        }
        Ok(())
    }
}

/// The first lesson that is meant by its id and title; else the first exercise, with its lesson.
fn find(pack: &Pack, is_meant: impl Fn(&str, &str) -> bool) -> Option<(usize, Option<&str>)> {
    let lessons = || pack.lessons.iter().enumerate();
    let lesson = lessons().find(|(_, lesson)| is_meant(&lesson.id, &lesson.title));
    let exercises = |(at, lesson): (usize, &'_ Lesson)| {
        let meant = lesson
            .exercises
            .iter()
            .position(|e| is_meant(&e.id, &e.title));
        meant.map(|exercise| (at, exercise))
    };
    let exercise = || {
        let (at, exercise) = lessons().find_map(exercises)?;
        Some((at, Some(pack.lessons[at].exercises[exercise].id.as_str())))
    };
    lesson.map(|(at, _)| (at, None)).or_else(exercise)
}
