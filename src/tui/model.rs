//! The model: everything that the screen is drawn from. Each part lives with what changes it.

use std::collections::HashMap;
use std::sync::Arc;

use ratatui::layout::{Rect, Size};

use super::desk::Desk;
use super::editor::Editor;
use super::engine::Engine;
use super::geometry::{Geometry, Wanted, titled};
use super::keymap::Context;
use super::overlay::Overlay;
use super::preview::Preview;
use super::reading::Reading;
use super::results::Results;
use super::runs::Runs;
use crate::course::{Example, Exercise, Pack};
use crate::locale::Words;
use crate::progress::{Place, Status};
use crate::render::{Highlighter, Palette};
use crate::run::{Limits, SourceFile};
use crate::sandbox::BUDGET;

/// Something that can be opened and run.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Item {
    /// An exercise of the pack.
    Exercise {
        /// The lesson's id.
        lesson: String,
        /// The exercise's id.
        exercise: String,
    },
    /// An example of a lesson.
    Example {
        /// The lesson's id.
        lesson: String,
        /// Which of its examples, from 0.
        index: usize,
    },
}

impl Item {
    /// An exercise.
    pub fn exercise(lesson: &str, exercise: &str) -> Self {
        Self::Exercise {
            lesson: lesson.to_owned(),
            exercise: exercise.to_owned(),
        }
    }

    /// An example.
    pub fn example(lesson: &str, index: usize) -> Self {
        Self::Example {
            lesson: lesson.to_owned(),
            index,
        }
    }

    /// The lesson and the name under which its draft is kept. No exercise's id has a `#`.
    pub fn key(&self) -> (&str, String) {
        match self {
            Self::Exercise { lesson, exercise } => (lesson, exercise.clone()),
            Self::Example { lesson, index } => (lesson, format!("#{index}")),
        }
    }

    /// An example's language and what it begins with.
    pub fn of_example(example: &Example) -> (String, Vec<SourceFile>) {
        let file = SourceFile::new("example", example.text.trim_end_matches('\n'));
        (example.language.clone(), vec![file])
    }

    /// The item whose draft is kept under this name.
    pub fn from_key(lesson: &str, name: &str) -> Self {
        match name.strip_prefix('#').and_then(|n| n.parse().ok()) {
            Some(index) => Self::example(lesson, index),
            None => Self::exercise(lesson, name),
        }
    }
}

/// What can have the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The lesson.
    Lesson,
    /// The editor.
    Editor,
    /// The results.
    Results,
}

impl Pane {
    /// As the store keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lesson => "lesson",
            Self::Editor => "editor",
            Self::Results => "results",
        }
    }

    /// The pane of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Lesson, Self::Editor, Self::Results]
            .into_iter()
            .find(|p| p.name() == name)
    }
}

/// What a learner brought along.
#[derive(Debug, Clone, Default)]
pub struct Learner {
    /// How far each exercise is, by its id.
    pub states: HashMap<String, Status>,
    /// What was typed.
    pub drafts: HashMap<Item, Vec<SourceFile>>,
    /// Where they left off.
    pub place: Option<Place>,
}

/// Everything that is shown.
pub struct Model {
    /// The interface's words.
    pub words: Words,
    /// How meanings look.
    pub palette: Palette,
    /// The terminal's size.
    pub size: Size,
    /// What has the keys.
    pub focus: Pane,
    /// What lies on top.
    pub overlay: Option<Overlay>,
    /// The lesson pane.
    pub reading: Reading,
    /// The editor pane.
    pub desk: Desk,
    /// Runs.
    pub runs: Runs,
    /// The results pane.
    pub results: Results,
    /// The engine.
    pub engine: Engine,
    /// How far each exercise is, by its id.
    pub states: HashMap<String, Status>,
    /// A word in the status line, until the next key.
    pub notice: Option<String>,
    /// Nothing can be saved at the moment.
    pub is_unsaved: bool,
    /// The place that was saved last.
    pub saved_place: Option<Place>,
    /// What the containers that wait may use together, bytes.
    pub budget: u64,
    /// For which language and limits a container was asked to wait.
    pub parked: Option<(String, Limits)>,
    /// What an author sees beside what learners do, where this is a preview.
    pub preview: Option<Preview>,
}

impl Model {
    /// The model at the start: the same lesson, the same place, the same draft as when the learner left.
    pub fn new(
        pack: Arc<Pack>,
        learner: Learner,
        words: Words,
        palette: Palette,
        highlighter: Highlighter,
        size: Size,
    ) -> Self {
        let mut model = Self {
            reading: Reading::new(pack, highlighter.clone(), &words),
            words,
            palette,
            size,
            focus: Pane::Lesson,
            overlay: None,
            desk: Desk::new(learner.drafts, highlighter),
            runs: Runs::default(),
            results: Results::default(),
            engine: Engine::default(),
            states: learner.states,
            notice: None,
            saved_place: learner.place.clone(),
            budget: BUDGET,
            parked: None,
            is_unsaved: false,
            preview: None,
        };
        model.restore(learner.place.as_ref());
        model
    }

    /// Opens a lesson by its id, at its beginning. Says whether there is one.
    pub fn open_lesson(&mut self, id: &str) -> bool {
        let lessons = &self.reading.pack().lessons;
        let Some(index) = lessons.iter().position(|l| l.id == id) else {
            return false;
        };
        self.focus = Pane::Lesson;
        self.reading.open(index);
        self.open_first();
        true
    }

    /// Lies on top at the start, where there is something to be told.
    pub fn warn(&mut self, warnings: &[String]) {
        if warnings.is_empty() {
            return;
        }
        self.overlay = Some(Overlay::Trouble {
            title: self.words.say("warnings-title"),
            text: format!(
                "{}\n\n{}",
                warnings.join("\n\n"),
                self.words.say("warnings-help")
            ),
            scroll: 0,
        });
    }

    fn restore(&mut self, place: Option<&Place>) {
        let Some(place) = place else {
            return self.open_first();
        };
        if !self.reading.restore(&place.lesson, place.top) {
            return self.open_first();
        }
        let name = place.exercise.as_deref();
        match name.map(|n| Item::from_key(&place.lesson, n)) {
            Some(item) if self.open(&item) => self.reading.mark_selected(&item),
            _ => return self.open_first(),
        }
        if let (Some(opened), Some(at)) = (self.desk.opened_mut(), &place.cursor) {
            opened.jump(&at.file, at.row, at.column);
        }
        let pane = place.pane.as_deref().and_then(Pane::from_name);
        self.focus = match pane {
            // Results are not kept, so there would be nothing to look at.
            Some(Pane::Results) | None => Pane::Lesson,
            Some(pane) => pane,
        };
    }

    /// Opens the lesson's first exercise that is not passed, without taking the reader there.
    pub fn open_first(&mut self) {
        let lesson = self.reading.lesson();
        let passed = |id: &String| self.states.get(id) == Some(&Status::Passed);
        let next = lesson
            .exercises
            .iter()
            .find(|e| !passed(&e.id))
            .or(lesson.exercises.first());
        if let Some(item) = next.map(|e| Item::exercise(&lesson.id, &e.id)) {
            self.open(&item);
        }
    }

    /// Opens an item in the editor. Says whether there is such an item.
    pub fn open(&mut self, item: &Item) -> bool {
        let Some((language, starter)) = self.starter(item) else {
            return false;
        };
        let front = match item {
            Item::Exercise { exercise, .. } => self.reading.exercise(exercise),
            Item::Example { .. } => None,
        };
        let front = front.map_or(0, Exercise::front);
        self.desk.open(item.clone(), &language, &starter, front);
        self.mark();
        self.results.is_stale();
        true
    }

    /// Marks what the last run of what is open points at, where the code is still what was run.
    fn mark(&mut self) {
        let Some(opened) = self.desk.opened_mut() else {
            return;
        };
        let run = self.runs.of(&opened.item);
        if let Some(run) = run.filter(|run| opened.holds(&run.order.job.files)) {
            opened.mark(&run.transcript.diagnostics, &run.verdict);
        }
    }

    /// An item's language and what it begins with.
    pub fn starter(&self, item: &Item) -> Option<(String, Vec<SourceFile>)> {
        match item {
            Item::Exercise { exercise, .. } => {
                let exercise = self.reading.exercise(exercise)?;
                Some((exercise.language.clone(), exercise.starter.clone()))
            }
            Item::Example { lesson, index } => {
                self.reading.example(lesson, *index).map(Item::of_example)
            }
        }
    }

    /// What a run of what is open may use.
    pub fn limits(&self) -> Limits {
        match self.desk.opened().map(|o| &o.item) {
            Some(Item::Exercise { exercise, .. }) => {
                let exercise = self.reading.exercise(exercise);
                exercise.map_or(self.reading.pack().limits, |e| e.limits)
            }
            _ => self.reading.pack().limits,
        }
    }

    /// What has the keys now.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.focus) {
            (Some(Overlay::AskImage { .. }), _) => Context::Ask,
            (Some(Overlay::Outline { .. }), _) => Context::Outline,
            (Some(_), _) => Context::Page,
            (None, Pane::Lesson) => Context::Lesson,
            (None, Pane::Results) => Context::Results,
            (None, Pane::Editor) if self.desk.opened().is_some_and(|o| o.finding) => Context::Find,
            (None, Pane::Editor) => Context::Editor,
        }
    }

    /// Where the interface is on the screen: all of it, unless a narrower one is tried.
    pub fn area(&self) -> Rect {
        let whole = Rect::from((ratatui::layout::Position::ORIGIN, self.size));
        let tried = self.preview.as_ref().and_then(|preview| preview.width);
        Rect {
            width: tried.unwrap_or(u16::MAX).min(whole.width),
            ..whole
        }
    }

    /// Where each pane is now.
    pub fn geometry(&self) -> Geometry {
        let area = self.area();
        let editor = self.desk.opened().and_then(|o| o.editor());
        let wanted = Wanted {
            editor: editor.map_or(0, Editor::line_count),
            results: self.shown_run().map(|_| self.results.len()),
        };
        Geometry::new(area, self.focus, wanted)
    }

    /// The run whose results belong to what is open.
    pub fn shown_run(&self) -> Option<&super::runs::Run> {
        self.runs.of(&self.desk.opened()?.item)
    }

    /// How many exercises of the pack are passed, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        let all = self.reading.pack().exercises();
        all.fold((0, 0), |(passed, total), exercise| {
            let is_passed = self.states.get(&exercise.id) == Some(&Status::Passed);
            (passed + usize::from(is_passed), total + 1)
        })
    }

    /// Sets what is visible for the screen as it is. To be called after updates and before drawing.
    pub fn prepare(&mut self) {
        self.runs.judge();
        // How the desk is parted depends on how many lines the results have.
        for _ in 0..2 {
            if let Some(area) = self.geometry().results {
                let (_, body) = titled(area);
                super::panes::results::prepare(self, body.width, body.height);
            }
        }
        let geometry = self.geometry();
        self.prepare_lesson(geometry.lesson);
        if let Some((editor, size)) = self.editor_in(geometry.editor) {
            editor.prepare(size.width, size.height);
        }
    }

    /// Sets what is visible of the pane that has the keys, and does nothing that may take long: for the part of a frame that
    /// somebody waits for.
    pub fn prepare_focused(&mut self) {
        let geometry = self.geometry();
        match self.focus {
            Pane::Editor => {
                if let Some((editor, size)) = self.editor_in(geometry.editor) {
                    editor.bring_into_view(size.width, size.height);
                }
            }
            Pane::Lesson => self.prepare_lesson(geometry.lesson),
            Pane::Results => {}
        }
    }

    fn prepare_lesson(&mut self, pane: Option<Rect>) {
        if let Some(area) = pane {
            let (_, body) = titled(area);
            self.reading.prepare(body.width, body.height);
        }
    }

    /// The editor in its pane, with the room that it has there.
    fn editor_in(&mut self, pane: Option<Rect>) -> Option<(&mut Editor, Size)> {
        let (_, body) = titled(pane?);
        let opened = self.desk.opened_mut()?;
        let below = u16::from(opened.finding);
        let size = Size::new(body.width, body.height.saturating_sub(below));
        Some((opened.editor_mut()?, size))
    }
}
