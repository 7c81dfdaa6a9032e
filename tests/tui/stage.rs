//! A model, the keys that reach it through the keymap, the news that it hears, and what it wants done.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::backend::{Backend, TestBackend};
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use tutorbox::course::{self, DirFiles, Edition, Pack};
use tutorbox::locale::Words;
use tutorbox::render::{Depth, Highlighter, Role, Theme};
use tutorbox::tui::action::Action;
use tutorbox::tui::canvas::Shown;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::frame::Frame;
use tutorbox::tui::keymap;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::{Learner, Model};
use tutorbox::tui::preview;
use tutorbox::tui::update;
use tutorbox::tui::view::{self, Part};

use crate::picture::{self, Painter};

const DARK: &str = include_str!("../../themes/dark.toml");
const LIGHT: &str = include_str!("../../themes/light.toml");

/// How the interface is set up.
pub struct Setup {
    size: (u16, u16),
    lang: &'static str,
    theme: &'static str,
    depth: Depth,
    learner: Learner,
    hurries: bool,
    edition: Option<Edition>,
}

impl Setup {
    pub fn new() -> Self {
        Self {
            size: (80, 24),
            lang: "en",
            theme: DARK,
            depth: Depth::TrueColor,
            learner: Learner::default(),
            hurries: false,
            edition: None,
        }
    }

    /// A preview of this edition.
    pub fn preview(self, edition: Edition) -> Self {
        let edition = Some(edition);
        Self { edition, ..self }
    }

    pub fn size(self, width: u16, height: u16) -> Self {
        let size = (width, height);
        Self { size, ..self }
    }

    pub fn wide(self) -> Self {
        self.size(120, 36)
    }

    pub fn korean(self) -> Self {
        Self { lang: "ko", ..self }
    }

    pub fn light(self) -> Self {
        Self {
            theme: LIGHT,
            ..self
        }
    }

    pub fn depth(self, depth: Depth) -> Self {
        Self { depth, ..self }
    }

    pub fn learner(self, learner: Learner) -> Self {
        Self { learner, ..self }
    }

    /// As the program itself does it: the first frame waits for nothing.
    pub fn in_a_hurry(self) -> Self {
        Self {
            hurries: true,
            ..self
        }
    }

    /// The interface at its start.
    pub fn start(self) -> Stage {
        let (width, height) = self.size;
        let theme = Theme::parse("test", self.theme).unwrap();
        let (edition, words) = (self.edition, Words::new(self.lang));
        let shown = edition
            .as_ref()
            .map(|edition| match edition.pack(self.lang) {
                Some(pack) => Arc::clone(pack),
                None => preview::nothing(&words),
            });
        let mut model = Model::new(
            shown.unwrap_or_else(|| Arc::new(pack(self.lang))),
            self.learner,
            words,
            theme.at(self.depth),
            highlighter(),
            Size { width, height },
        );
        if self.hurries {
            model.reading.hurry();
        }
        if let Some(edition) = edition {
            update::preview(&mut model, edition);
        }
        let mut stage = Stage {
            model,
            theme: self.theme,
            wanted: Vec::new(),
            frame: Frame::default(),
            shown: Shown::nothing(Size { width, height }),
            terminal: TestBackend::new(width, height),
            answer: None,
        };
        stage.frame();
        stage
    }
}

/// The interface, without a terminal and without a world.
pub struct Stage {
    pub model: Model,
    theme: &'static str,
    wanted: Vec<Effect>,
    frame: Frame,
    shown: Shown,
    terminal: TestBackend,
    /// The part that the last key was answered by, before its frame.
    pub answer: Option<Part>,
}

impl Stage {
    /// Presses keys: `tab enter ctrl-a x f5`. A frame is drawn after each.
    pub fn keys(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_ascii_whitespace() {
            self.key(parse(key));
        }
        self
    }

    /// Types a text, key by key.
    pub fn types(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            let code = match c {
                '\n' => KeyCode::Enter,
                c => KeyCode::Char(c),
            };
            self.key(KeyEvent::new(code, KeyModifiers::NONE));
        }
        self
    }

    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.act(Action::Paste(text.to_owned()))
    }

    fn key(&mut self, key: KeyEvent) {
        let previews = self.model.preview.is_some();
        if let Some(action) = keymap::action(self.model.context(), previews, key) {
            self.act(action);
        }
    }

    fn act(&mut self, action: Action) -> &mut Self {
        let effects = update::act(&mut self.model, action);
        self.wanted.extend(effects);
        self.model.prepare_focused();
        let first = self.frame.answer(&self.model);
        self.answer = first.map(|part| self.draw_part(part));
        self.wanted.extend(update::save(&mut self.model));
        self.frame();
        self
    }

    pub fn hear(&mut self, message: Message) -> &mut Self {
        let effects = update::hear(&mut self.model, message);
        self.wanted.extend(effects);
        self.frame();
        self
    }

    pub fn hear_all(&mut self, messages: impl IntoIterator<Item = Message>) -> &mut Self {
        for message in messages {
            self.hear(message);
        }
        self
    }

    pub fn resize(&mut self, width: u16, height: u16) -> &mut Self {
        update::resize(&mut self.model, width, height);
        self.frame.forget();
        self.shown = Shown::nothing(Size { width, height });
        self.terminal = TestBackend::new(width, height);
        self.frame();
        self
    }

    /// What was wanted since this was asked last.
    pub fn effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.wanted)
    }

    /// The same, without what is saved and what is kept ready all the time.
    pub fn deeds(&mut self) -> Vec<Effect> {
        let mut effects = self.effects();
        effects.retain(|effect| {
            !matches!(
                effect,
                Effect::SaveDraft { .. } | Effect::SavePlace(_) | Effect::Park { .. }
            )
        });
        effects
    }

    /// What is in the editor.
    pub fn text(&self) -> String {
        self.model.desk.opened().unwrap().editor().unwrap().text()
    }

    /// The line and the column that the editor's cursor is in, from 0.
    pub fn cursor(&self) -> (usize, usize) {
        let (_, at) = self.model.desk.opened().unwrap().cursor().unwrap();
        (at.line, at.column)
    }

    /// The id of the exercise or example in the editor.
    pub fn open(&self) -> String {
        self.model.desk.opened().unwrap().item.key().1
    }

    /// The screen as text, with its colours.
    pub fn picture(&self) -> String {
        let cursor = self.terminal.cursor_visible();
        let cursor = cursor.then(|| self.terminal.cursor_position());
        Painter::new(self.theme).picture(self.terminal.buffer(), cursor)
    }

    /// The screen as text alone.
    pub fn screen(&self) -> String {
        picture::rows(self.terminal.buffer()).join("\n")
    }

    /// Draws a frame, part by part, as the loop does; and holds that the parts together are the whole.
    pub fn frame(&mut self) {
        self.model.prepare();
        self.frame.begin(&self.model);
        while let Some(part) = self.frame.take() {
            self.draw_part(part);
        }
        let mut canvas = self.shown.canvas(view::whole(&self.model).1, self.ground());
        view::draw(&self.model, Part::Whole, &mut canvas);
        let left = self.shown.take(&canvas).map(|change| change.cells.len());
        assert_eq!(left, None, "cells that no part of a frame draws");
    }

    fn draw_part(&mut self, (part, area): (Part, Rect)) -> Part {
        let mut canvas = self.shown.canvas(area, self.ground());
        view::draw(&self.model, part, &mut canvas);
        let Some(change) = self.shown.take(&canvas) else {
            return part;
        };
        let cells = change.cells.iter();
        self.terminal
            .draw(cells.map(|(x, y, cell)| (*x, *y, cell)))
            .unwrap();
        match change.cursor {
            Some(at) => {
                self.terminal.set_cursor_position(at).unwrap();
                self.terminal.show_cursor().unwrap();
            }
            None => self.terminal.hide_cursor().unwrap(),
        }
        part
    }

    fn ground(&self) -> Style {
        self.model.palette.style(Role::Text)
    }
}

/// Loaded once: it takes a while.
fn highlighter() -> Highlighter {
    static LOADED: OnceLock<Highlighter> = OnceLock::new();
    let loaded = LOADED.get_or_init(|| {
        let highlighter = Highlighter::new();
        highlighter.load();
        highlighter
    });
    loaded.clone()
}

/// The pack of these tests.
fn pack(lang: &str) -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tui/pack");
    let loaded = course::load(&DirFiles::new(folder), lang);
    loaded
        .pack
        .unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

fn parse(key: &str) -> KeyEvent {
    let (code, modifiers) = keymap::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
    KeyEvent::new(code, modifiers)
}
