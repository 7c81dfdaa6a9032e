//! The model: everything that the screen is drawn from. Each part lives with what changes it.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::Arc;

use ratatui::layout::{Rect, Size};

use super::changes::{self, Changes};
use super::desk::Desk;
use super::editor::Editor;
use super::engine::Engine;
use super::formatting::Formatting;
use super::geometry::{Geometry, Shares, Wanted};
use super::keymap::{Context, Keymap};
use super::library::Library;
use super::looks::Before;
use super::overlay::Overlay;
use super::past::Past;
use super::pictures::Pictures;
use super::preview::Preview;
use super::reading::Reading;
use super::results::Results;
use super::runs::{Run, Runs};
use super::scratch::{self, Aside};
use super::trail::Trail;
use super::workshop;
use crate::course::{Example, Exercise, Pack};
use crate::locale::Words;
use crate::progress::{Place, Seen, Status, Timestamp};
use crate::render::{Ground, Highlighter, Palette};
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
    /// The scratch pad of a language.
    Scratch {
        /// The language's name.
        language: String,
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

    /// The scratch pad of a language.
    pub fn scratch(language: &str) -> Self {
        Self::Scratch {
            language: language.to_owned(),
        }
    }

    /// The lesson and the name under which its draft is kept.
    pub fn key(&self) -> (&str, String) {
        match self {
            Self::Scratch { language } => scratch::key(language),
            Self::Exercise { lesson, exercise } => (lesson, exercise.clone()),
            Self::Example { lesson, index } => (lesson, Example::draft_name(*index)),
        }
    }

    /// An example's language and what it begins with.
    pub fn of_example(example: &Example) -> (String, Vec<SourceFile>) {
        (example.language.clone(), vec![example.file()])
    }

    /// The item whose draft is kept under this name.
    pub fn from_key(lesson: &str, name: &str) -> Self {
        if let Some(language) = scratch::language_of(lesson, name) {
            return Self::scratch(language);
        }
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
    /// How many runs failed of each that is not passed, by its id.
    pub tries: HashMap<String, u32>,
    /// When they first opened the pack; `None` where they never did.
    pub opened_at: Option<Timestamp>,
    /// What was typed.
    pub drafts: HashMap<Item, Vec<SourceFile>>,
    /// What each exercise was like when they were at it, by its id.
    pub seen: HashMap<String, Seen>,
    /// Where they left off.
    pub place: Option<Place>,
    /// How they came there.
    pub past: Past,
}

/// Everything that is shown.
pub struct Model {
    /// The interface's words.
    pub words: Words,
    /// How meanings look.
    pub palette: Palette,
    /// What the terminal's own background is, where it has said so.
    pub background: Option<Ground>,
    /// Which key means what.
    pub keymap: Arc<Keymap>,
    /// How they looked before others are tried on, while that is so.
    pub before: Option<Before>,
    /// The terminal's size.
    pub size: Size,
    /// How the learner has parted the screen.
    pub shares: Shares,
    /// Whether the mouse is ours, and not the terminal's.
    pub mouse: bool,
    /// What has the keys.
    pub focus: Pane,
    /// Whether a click has brought them there, and no key.
    pub is_clicked_into: bool,
    /// What lies on top.
    pub overlay: Option<Overlay>,
    /// What comes on top once that is closed, in order.
    pub waiting: VecDeque<Overlay>,
    /// The lesson pane.
    pub reading: Reading,
    /// The pictures of lessons, as far as they are painted.
    pub pictures: Pictures,
    /// Where the learner came from.
    pub trail: Trail,
    /// The editor pane.
    pub desk: Desk,
    /// What the scratch pad lies on, while it is open.
    pub aside: Option<Aside>,
    /// Runs.
    pub runs: Runs,
    /// What is being formatted.
    pub formatting: Formatting,
    /// The results pane.
    pub results: Results,
    /// The engine.
    pub engine: Engine,
    /// The page with every pack there is.
    pub library: Library,
    /// How far each exercise is, by its id.
    pub states: HashMap<String, Status>,
    /// What is another since the learner was at it.
    pub changes: Changes,
    /// How many runs failed of each that is not passed, by its id.
    pub tries: HashMap<String, u32>,
    /// How the learner came here.
    pub past: Past,
    /// How much of the time box is left, where there is one.
    pub minutes_left: Option<u32>,
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
        mut learner: Learner,
        words: Words,
        palette: Palette,
        highlighter: Highlighter,
        size: Size,
    ) -> Self {
        changes::drop_old_starters(&mut learner);
        let mut model = Self {
            changes: Changes::new(&pack, &learner),
            reading: Reading::new(pack, highlighter.clone(), &words),
            words,
            palette,
            background: None,
            keymap: Arc::default(),
            before: None,
            size,
            shares: Shares::default(),
            mouse: true,
            focus: Pane::Lesson,
            is_clicked_into: false,
            overlay: None,
            waiting: VecDeque::new(),
            pictures: Pictures::default(),
            trail: Trail::default(),
            desk: Desk::new(learner.drafts, highlighter),
            aside: None,
            runs: Runs::default(),
            formatting: Formatting::default(),
            results: Results::default(),
            engine: Engine::default(),
            library: Library::default(),
            states: learner.states,
            tries: learner.tries,
            past: learner.past,
            minutes_left: None,
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
        self.put_on_top(Overlay::Trouble {
            title: self.words.say("warnings-title"),
            text: format!(
                "{}\n\n{}",
                warnings.join("\n\n"),
                self.words.say("warnings-help")
            ),
            scroll: 0,
        });
    }

    /// Lies on top at the start, where another pack was to be opened.
    pub fn complain(&mut self, why: String) {
        let title = self.words.say("library-not-opened");
        self.put_on_top(Overlay::Trouble {
            title,
            text: why,
            scroll: 0,
        });
    }

    /// Shows a page or a question on top, as soon as nothing else is there.
    pub fn put_on_top(&mut self, overlay: Overlay) {
        let mut known = self.overlay.iter().chain(&self.waiting);
        let is_known = known.any(|known| *known == overlay);
        if self.overlay.is_none() {
            self.overlay = Some(overlay);
        } else if !is_known {
            self.waiting.push_back(overlay);
        }
    }

    fn restore(&mut self, place: Option<&Place>) {
        let Some(place) = place else {
            return self.open_first();
        };
        if !self.reading.restore(&place.lesson, place.top) {
            return self.open_first();
        }
        let index = self.reading.lesson_index();
        if let Some(lock) = workshop::lock(self, index) {
            self.notice = Some(workshop::say_lock(&self.words, index, lock));
            self.reading.open(lock.first);
            return self.open_first();
        }
        let name = place.exercise.as_deref();
        match name.map(|n| Item::from_key(&place.lesson, n)) {
            // Plain lines keep a place without a cursor, and by any line.
            Some(item) if self.open(&item) => {
                self.reading.restore_beside(&item, place.cursor.is_some());
            }
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
        let exercise = match item {
            Item::Exercise { exercise, .. } => self.reading.exercise(exercise),
            Item::Example { .. } | Item::Scratch { .. } => None,
        };
        let front = exercise.map_or(0, Exercise::front);
        let readonly = exercise.map_or_else(BTreeSet::new, |e| e.readonly.clone());
        self.desk
            .open(item.clone(), &language, starter, readonly, front);
        self.mark();
        self.results.turn();
        true
    }

    /// Marks what the last run of what is open points at, where the code is still what was run.
    fn mark(&mut self) {
        let Some(opened) = self.desk.opened_mut() else {
            return;
        };
        let wording = self.reading.wording(&opened.item);
        let run = self.runs.of(&opened.item);
        if let Some(run) = run.filter(|run| opened.holds(&run.order.job.files)) {
            opened.mark(&run.transcript.diagnostics, &run.verdict, &wording);
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
            Item::Scratch { language } => Some((language.clone(), vec![scratch::blank()])),
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
            (Some(Overlay::Picker(_)), _) => Context::Picker,
            (Some(Overlay::History(_)), _) => Context::History,
            (Some(Overlay::LessonEnd { .. }), _) => Context::LessonEnd,
            (Some(_), _) => Context::Page,
            (None, _) if self.library.is_open => self.library.context(),
            (None, Pane::Lesson) => Context::Lesson,
            (None, Pane::Results) if self.results.is_searched() => Context::Seek,
            (None, Pane::Results) if self.is_read() || self.has_late_input() => Context::Input,
            (None, Pane::Results) => Context::Results,
            (None, Pane::Editor) => match self.desk.opened().and_then(|o| o.foot.as_ref()) {
                Some(foot) => foot.context(),
                None => Context::Editor,
            },
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
            results: self.shown_run().map(|_| {
                let line = usize::from(super::panes::results_foot::is_there(self));
                self.results.len() + line
            }),
        };
        Geometry::new(area, self.focus, wanted, self.shares)
    }

    /// The run whose results belong to what is open.
    pub fn shown_run(&self) -> Option<&Run> {
        self.runs.of(&self.desk.opened()?.item)
    }

    /// Whether what is open runs and reads what is typed.
    pub fn is_read(&self) -> bool {
        self.shown_run().is_some_and(Run::reads)
    }

    /// Whether the learner typed a line for what is open when it ended.
    pub fn has_late_input(&self) -> bool {
        self.shown_run().is_some_and(|run| run.input.is_late())
    }

    /// How many exercises of the pack are passed, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        self.progress_in(self.reading.pack())
    }

    /// The same of a version of it, which another may have taken the place of.
    pub fn progress_in(&self, version: &Pack) -> (usize, usize) {
        version
            .exercises()
            .fold((0, 0), |(passed, total), exercise| {
                let is_passed = self.states.get(&exercise.id) == Some(&Status::Passed);
                (passed + usize::from(is_passed), total + 1)
            })
    }
}
