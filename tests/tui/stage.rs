//! A model, the keys that reach it through the keymap, the news that it hears, and what it wants done.

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use tutorbox::course::{self, Edition, Pack};
use tutorbox::locale::Words;
use tutorbox::progress::Timestamp;
use tutorbox::render::{Depth, Ground, Highlighter, Role, Theme};
use tutorbox::tui::action::Action;
use tutorbox::tui::canvas::Shown;
use tutorbox::tui::effect::Effect;
use tutorbox::tui::frame::Frame;
use tutorbox::tui::keymap;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::{Learner, Model};
use tutorbox::tui::pointing::Pointer;
use tutorbox::tui::preview;
use tutorbox::tui::target::Spot;
use tutorbox::tui::update;
use tutorbox::tui::view::{self, Part};

use crate::author::Author;
use crate::picture::{self, Painter};

pub const DARK: &str = include_str!("../../themes/dark.toml");
pub const LIGHT: &str = include_str!("../../themes/light.toml");

/// When each of these tests begins.
pub const NOW: Timestamp = Timestamp(1_000_000_000);

/// How the interface is set up.
pub struct Setup {
    size: (u16, u16),
    lang: &'static str,
    theme: &'static str,
    depth: Depth,
    background: Option<Ground>,
    learner: Learner,
    hurries: bool,
    rules: &'static str,
    lesson: Option<&'static str>,
    edition: Option<Edition>,
}

impl Setup {
    pub fn new() -> Self {
        Self {
            size: (80, 24),
            lang: "en",
            theme: DARK,
            depth: Depth::TrueColor,
            background: None,
            learner: Learner::default(),
            hurries: false,
            rules: "",
            lesson: None,
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

    /// In a terminal of this background; else it is the one that the theme is made for.
    pub fn on(self, background: Ground) -> Self {
        let background = Some(background);
        Self { background, ..self }
    }

    pub fn learner(self, learner: Learner) -> Self {
        Self { learner, ..self }
    }

    /// The pack is worked through by these rules: what stands in a `workshop` table.
    pub fn rules(self, rules: &'static str) -> Self {
        Self { rules, ..self }
    }

    /// Begins at this lesson.
    pub fn lesson(self, lesson: &'static str) -> Self {
        let lesson = Some(lesson);
        Self { lesson, ..self }
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
        let opened_at = self.learner.opened_at;
        let mut model = Model::new(
            shown.unwrap_or_else(|| Arc::new(pack(self.lang, self.rules))),
            self.learner,
            words,
            theme.at(self.depth),
            highlighter(),
            Size { width, height },
        );
        model.background = self.background.or(Some(theme.ground()));
        if self.hurries {
            model.reading.hurry();
        }
        let wanted = match edition {
            Some(edition) => {
                update::preview(&mut model, edition);
                Vec::new()
            }
            None => {
                let spot = self.lesson.map(Spot::beginning);
                update::begin(&mut model, spot.as_ref(), opened_at, NOW)
            }
        };
        let mut stage = Stage {
            model,
            theme: self.theme,
            wanted,
            frame: Frame::default(),
            shown: Shown::nothing(Size { width, height }),
            terminal: TestBackend::new(width, height),
            answer: None,
            pointer: Pointer::default(),
            now: Instant::now(),
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
    pointer: Pointer,
    now: Instant,
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

    /// Clicks the first place where this is to be read.
    #[track_caller]
    pub fn click_on(&mut self, text: &str) -> &mut Self {
        let (x, y) = self.find(text);
        self.click(x, y)
    }

    /// Clicks, long after whatever was clicked before.
    pub fn click(&mut self, x: u16, y: u16) -> &mut Self {
        self.now += Duration::from_secs(1);
        self.click_again(x, y)
    }

    /// Clicks at once after a click.
    pub fn click_again(&mut self, x: u16, y: u16) -> &mut Self {
        self.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
        self.mouse(MouseEventKind::Up(MouseButton::Left), x, y)
    }

    /// Presses the button in one place, and moves to another with it.
    pub fn drag(&mut self, (x, y): (u16, u16), to: (u16, u16)) -> &mut Self {
        self.now += Duration::from_secs(1);
        self.mouse(MouseEventKind::Down(MouseButton::Left), x, y);
        self.mouse(MouseEventKind::Drag(MouseButton::Left), to.0, to.1);
        self.mouse(MouseEventKind::Up(MouseButton::Left), to.0, to.1)
    }

    /// What the mouse does.
    pub fn mouse(&mut self, kind: MouseEventKind, column: u16, row: u16) -> &mut Self {
        let event = MouseEvent {
            kind,
            column,
            row,
            modifiers: KeyModifiers::NONE,
        };
        for action in self.pointer.take(&self.model, event, self.now) {
            self.act(action);
        }
        self
    }

    /// The first cell of the first place where this is to be read.
    #[track_caller]
    pub fn find(&self, text: &str) -> (u16, u16) {
        let buffer = self.terminal.buffer();
        for y in 0..buffer.area.height {
            let cells = (0..buffer.area.width).map(|x| (x, buffer[(x, y)].symbol()));
            let (mut row, mut starts) = (String::new(), Vec::new());
            for (x, symbol) in cells {
                starts.push((row.len(), x));
                row.push_str(symbol);
            }
            if let Some(at) = row.find(text) {
                let (_, x) = starts.iter().rev().find(|(start, _)| *start <= at).unwrap();
                return (*x, y);
            }
        }
        panic!("{text} is nowhere in\n{}", self.screen());
    }

    /// Where the terminal's cursor is, if it is to be seen.
    pub fn cursor_on_screen(&self) -> Option<Position> {
        let is_seen = self.terminal.cursor_visible();
        is_seen.then(|| self.terminal.cursor_position())
    }

    /// What stands in a cell of the screen.
    pub fn cell(&self, x: u16, y: u16) -> &str {
        self.terminal.buffer()[(x, y)].symbol()
    }

    fn key(&mut self, key: KeyEvent) {
        let previews = self.model.preview.is_some();
        let context = self.model.context();
        if let Some(action) = self.model.keymap.action(context, previews, key) {
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

    /// The same, without what is saved and what is kept ready all the time, and what a program that has ended reads no more.
    pub fn deeds(&mut self) -> Vec<Effect> {
        let mut effects = self.effects();
        effects.retain(|effect| {
            !matches!(
                effect,
                Effect::SaveDraft { .. }
                    | Effect::SaveStarter { .. }
                    | Effect::SavePlace(_)
                    | Effect::SaveOpening(_)
                    | Effect::SaveLesson { .. }
                    | Effect::SaveRevealed { .. }
                    | Effect::Park { .. }
                    | Effect::EndInput { .. }
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

    /// The screen as text, with its colours; of the dark theme's in all that it has, with those of every theme where there are fewer.
    pub fn picture(&mut self) -> String {
        let cursor = self.terminal.cursor_visible();
        let cursor = cursor.then(|| self.terminal.cursor_position());
        let is_one_for_all = self.theme == DARK && self.model.palette.depth() == Depth::TrueColor;
        let others = match is_one_for_all {
            true => self.in_every_theme(),
            false => Vec::new(),
        };
        Painter::new(self.theme).picture(self.terminal.buffer(), cursor, &others)
    }

    /// The same in each theme, in 256 colours and in 16.
    fn in_every_theme(&mut self) -> Vec<(&'static str, [Buffer; 2])> {
        let (own, background) = (self.model.palette.clone(), self.model.background);
        let screens = wardrobe().iter().map(|(name, theme)| {
            let drawn = [Depth::Ansi256, Depth::Ansi16].map(|depth| {
                update::wear(&mut self.model, theme.at(depth));
                self.model.background = Some(theme.ground());
                self.model.prepare();
                let (_, area) = view::whole(&self.model);
                let mut canvas = Shown::nothing(self.model.size).canvas(area, self.ground());
                view::draw(&self.model, Part::Whole, &mut canvas);
                canvas.buffer_mut().clone()
            });
            (name.as_str(), drawn)
        });
        let screens = screens.collect();
        update::wear(&mut self.model, own);
        self.model.background = background;
        self.model.prepare();
        screens
    }

    /// The screen, cell by cell.
    pub fn cells(&self) -> Buffer {
        self.terminal.buffer().clone()
    }

    /// The screen as text alone.
    pub fn screen(&self) -> String {
        picture::rows(self.terminal.buffer()).join("\n")
    }

    /// Draws a frame, part by part, as the loop does; and holds that the parts together are the whole.
    pub fn frame(&mut self) {
        self.model.prepare();
        self.wanted.extend(update::paint(&mut self.model));
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

/// Every theme that comes with the program.
fn wardrobe() -> &'static [(String, Theme)] {
    static THEMES: OnceLock<Vec<(String, Theme)>> = OnceLock::new();
    THEMES.get_or_init(|| {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes");
        let files = std::fs::read_dir(folder).unwrap();
        let mut themes: Vec<(String, Theme)> = files
            .map(|file| {
                let path = file.unwrap().path();
                let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
                let theme = Theme::parse(&name, &std::fs::read_to_string(&path).unwrap()).unwrap();
                (name, theme)
            })
            .collect();
        themes.sort_by(|a, b| a.0.cmp(&b.0));
        themes
    })
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

/// The pack of these tests, with these rules.
pub fn pack(lang: &str, rules: &str) -> Pack {
    let mut author = Author::new();
    if !rules.is_empty() {
        author.rules(rules);
    }
    let loaded = course::load(author.files(), lang);
    loaded
        .pack
        .unwrap_or_else(|| panic!("{:#?}", loaded.problems))
}

fn parse(key: &str) -> KeyEvent {
    let (code, modifiers) = keymap::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
    KeyEvent::new(code, modifiers)
}
