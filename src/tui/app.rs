//! The loop: one task owns the model; everything else sends it messages.

use std::future::pending;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Rect;
use tokio::signal::unix::SignalKind;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::action::Action;
use super::effect::Effect;
use super::frame::Frame;
use super::keymap;
use super::message::Message;
use super::model::{Learner, Model, Pane};
use super::signals::Signals;
use super::terminal::Screen;
use super::view::Part;
use super::worker::{Tools, Worker};
use super::{update, view};
use crate::course::{Edition, Pack};
use crate::locale::Words;
use crate::progress::{Notice, Store, Writer};
use crate::render::{Highlighter, Palette, Role};
use crate::sandbox::Attention;

/// The shortest time between two frames that no key asked for: 60 a second.
const FRAME: Duration = Duration::from_millis(16);
/// How long what answers a key has the machine to itself before the rest of its frame is drawn. A terminal is often woken on the
/// core that we run on, and would wait for all of it: a millisecond in 1 of 20 keys.
const BREATH: Duration = Duration::from_millis(1);
/// How long nobody may press a key before no container waits for them.
const REST: Duration = Duration::from_secs(10 * 60);
/// How much news is taken before a key is looked for again.
const GATHERED: usize = 256;

/// What the interface starts with.
pub struct Setup {
    /// What is taught.
    pub pack: Arc<Pack>,
    /// What the learner brought along.
    pub learner: Learner,
    /// Where to begin, instead of where they left off.
    pub lesson: Option<String>,
    /// The interface's words.
    pub words: Words,
    /// How meanings look.
    pub palette: Palette,
    /// What is to be said at the start.
    pub warnings: Vec<String>,
    /// Where progress is kept; or why it is not. `None` where none is to be kept.
    pub store: Option<Result<Store, String>>,
    /// What runs code.
    pub tools: Tools,
    /// The pack's author is at work on it.
    pub authoring: Option<Authoring>,
}

/// A pack that becomes another one while it is shown.
pub struct Authoring {
    /// As it is now.
    pub edition: Edition,
    /// Has every later edition told, until it is said that nobody listens any more.
    pub follow: Box<dyn FnOnce(Hear) -> io::Result<()> + Send>,
}

/// Hears of an edition; says whether to go on.
pub type Hear = Box<dyn Fn(Edition) -> bool + Send>;

/// The terminal failed.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// There is none, or it is gone.
    #[error("tutorbox needs a terminal: {0}")]
    Terminal(#[from] io::Error),
    /// Threads cannot be started.
    #[error("cannot start: {0}")]
    Start(io::Error),
}

/// Shows the interface until the learner leaves.
///
/// # Errors
/// There is no terminal, or it failed. It has been given back.
pub fn play(setup: Setup) -> Result<(), TuiError> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(TuiError::Start)?;
    let played = runtime.block_on(async { App::start(setup)?.run().await });
    runtime.shutdown_background();
    played
}

struct App {
    ends: Signals,
    resizes: Signals,
    screen: Screen,
    frame: Frame,
    model: Model,
    worker: Worker,
    messages: mpsc::UnboundedReceiver<Message>,
    tell: mpsc::UnboundedSender<Message>,
    highlighter: Highlighter,
}

/// Whether to go on.
#[derive(PartialEq, Eq)]
enum Next {
    Stay,
    Leave,
}

impl App {
    fn start(setup: Setup) -> Result<Self, TuiError> {
        let (tell, messages) = mpsc::unbounded_channel();
        let highlighter = Highlighter::new();
        // Before the terminal is taken over: whoever ends the program from then on gets it back.
        let ends = Signals::of_the_end();
        // crossterm's own news of a resize is lost where a key comes in the same moment.
        let resizes = Signals::new(&[SignalKind::window_change()]);
        let screen = Screen::enter()?;
        let mut model = Model::new(
            setup.pack,
            setup.learner,
            setup.words,
            setup.palette,
            highlighter.clone(),
            screen.size(),
        );
        model.budget = setup.tools.budget;
        if let Some(lesson) = &setup.lesson {
            model.open_lesson(lesson);
        }
        model.warn(&setup.warnings);
        if let Some(authoring) = setup.authoring {
            update::preview(&mut model, authoring.edition);
            let news = tell.clone();
            let hear = move |edition| news.send(Message::Edition(edition)).is_ok();
            (authoring.follow)(Box::new(hear)).map_err(TuiError::Start)?;
        }
        let writer = setup.store.and_then(|store| writer(store, &tell));
        Ok(Self {
            ends,
            resizes,
            screen,
            frame: Frame::default(),
            model,
            worker: Worker::new(setup.tools, writer, tell.clone()),
            messages,
            tell,
            highlighter,
        })
    }

    async fn run(mut self) -> Result<(), TuiError> {
        // The first frame waits for nothing, not even for the end of a long lesson.
        self.model.reading.hurry();
        self.begin_frame();
        while self.frame.is_due() {
            self.draw_next()?;
        }
        self.load_highlighting();
        self.worker.carry_out(Effect::Connect);
        let left = self.until_left().await;
        self.save();
        let Self { screen, worker, .. } = self;
        drop(screen);
        worker.close().await;
        Ok(left?)
    }

    async fn until_left(&mut self) -> io::Result<()> {
        let mut events = events()?;
        let mut last_frame = Instant::now();
        let mut next_frame = Some(last_frame);
        let mut rest = Some(Instant::now() + REST);
        loop {
            tokio::select! {
                biased;
                event = events.recv() => {
                    let mut event = Some(event.unwrap_or_else(|| Err(ErrorKind::UnexpectedEof.into())));
                    // What was typed meanwhile, or pasted as keys, is one frame.
                    while let Some(next) = event {
                        if self.take(next?)? == Next::Leave {
                            return Ok(());
                        }
                        event = events.try_recv().ok();
                    }
                    self.answer()?;
                    self.worker.attend(attention(self.model.focus));
                    rest = Some(Instant::now() + REST);
                    next_frame = Some(Instant::now() + BREATH);
                }
                () = self.ends.wait() => return Ok(()),
                () = self.resizes.wait() => {
                    self.resize()?;
                    next_frame = Some(Instant::now());
                }
                () = ready_if(self.frame.is_due()) => self.draw_next()?,
                () = at(next_frame) => {
                    self.save();
                    self.begin_frame();
                    last_frame = Instant::now();
                    next_frame = None;
                }
                message = self.messages.recv() => {
                    let Some(message) = message else { return Ok(()) };
                    let mut is_awaited = message.is_awaited();
                    self.hear(message)?;
                    for _ in 0..GATHERED {
                        let Ok(message) = self.messages.try_recv() else { break };
                        is_awaited |= message.is_awaited();
                        self.hear(message)?;
                    }
                    next_frame = match is_awaited {
                        true => Some(Instant::now()),
                        false => next_frame.or(Some(last_frame + FRAME)),
                    };
                }
                () = at(rest) => {
                    self.worker.attend(Attention::Away);
                    rest = None;
                }
            }
        }
    }

    /// Draws what has the keys, so that whoever pressed one sees it done; the rest of the frame comes after it.
    fn answer(&mut self) -> io::Result<()> {
        self.model.prepare_focused();
        match self.frame.answer(&self.model) {
            Some((part, area)) => self.draw(part, area),
            None => Ok(()),
        }
    }

    fn begin_frame(&mut self) {
        self.model.prepare();
        self.frame.begin(&self.model);
    }

    fn draw_next(&mut self) -> io::Result<()> {
        match self.frame.take() {
            Some((part, area)) => self.draw(part, area),
            None => Ok(()),
        }
    }

    fn draw(&mut self, part: Part, area: Rect) -> io::Result<()> {
        let model = &self.model;
        let ground = model.palette.style(Role::Text);
        self.screen
            .draw(area, ground, |canvas| view::draw(model, part, canvas))
    }

    fn save(&mut self) {
        for effect in update::save(&mut self.model) {
            self.worker.carry_out(effect);
        }
    }

    fn resize(&mut self) -> io::Result<()> {
        let size = self.screen.renew()?;
        self.frame.forget();
        update::resize(&mut self.model, size.width, size.height);
        Ok(())
    }

    fn take(&mut self, event: Event) -> io::Result<Next> {
        let action = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                keymap::action(self.model.context(), self.model.preview.is_some(), key)
            }
            Event::Paste(text) => Some(Action::Paste(text)),
            _ => None,
        };
        match action {
            Some(action) => {
                let effects = update::act(&mut self.model, action);
                self.carry_out(effects)
            }
            None => Ok(Next::Stay),
        }
    }

    fn hear(&mut self, message: Message) -> io::Result<()> {
        let effects = update::hear(&mut self.model, message);
        self.carry_out(effects).map(drop)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Next> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Next::Leave),
                Effect::Copy(text) => self.screen.copy(&text)?,
                effect => self.worker.carry_out(effect),
            }
        }
        Ok(Next::Stay)
    }

    fn load_highlighting(&self) {
        let (highlighter, tell) = (self.highlighter.clone(), self.tell.clone());
        tokio::task::spawn_blocking(move || {
            highlighter.load();
            tell.send(Message::Highlighting).ok();
        });
    }
}

/// What the learner is likely to do next, by where the keys go.
fn attention(focus: Pane) -> Attention {
    match focus {
        Pane::Lesson => Attention::Reading,
        Pane::Editor | Pane::Results => Attention::Editing,
    }
}

/// Saves in a thread of its own; says so where nothing can be saved.
fn writer(store: Result<Store, String>, tell: &mpsc::UnboundedSender<Message>) -> Option<Writer> {
    let news = tell.clone();
    let notify = move |notice| {
        let result = match notice {
            Notice::Failing(error) | Notice::Lost(error) => Err(error.to_string()),
            Notice::Recovered => Ok(()),
        };
        news.send(Message::Saving(result)).ok();
    };
    let writer = store.and_then(|s| Writer::spawn(s, notify).map_err(|e| e.to_string()));
    writer
        .map_err(|why| tell.send(Message::Saving(Err(why))).ok())
        .ok()
}

/// What the terminal says. Read on a thread of its own: it sleeps in the kernel until a key comes, and has it parsed before
/// anybody else is woken.
fn events() -> io::Result<mpsc::UnboundedReceiver<io::Result<Event>>> {
    let (tell, events) = mpsc::unbounded_channel();
    thread::Builder::new().name("keys".into()).spawn(move || {
        let mut is_there = true;
        while is_there {
            let event = event::read();
            is_there = event.is_ok();
            is_there &= tell.send(event).is_ok();
        }
    })?;
    Ok(events)
}

async fn ready_if(is_so: bool) {
    if !is_so {
        pending::<()>().await;
    }
}

async fn at(time: Option<Instant>) {
    match time {
        // A timer counts in whole milliseconds, and a frame that somebody waits for does not.
        Some(time) if time <= Instant::now() => {}
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}
