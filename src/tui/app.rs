//! The loop: one task owns the model; everything else sends it messages.

use std::future::pending;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, EventStream, KeyEventKind};
use futures_util::StreamExt;
use tokio::signal::unix::SignalKind;
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use super::action::Action;
use super::effect::Effect;
use super::keymap;
use super::message::Message;
use super::model::{Learner, Model, Pane};
use super::signals::Signals;
use super::terminal::Screen;
use super::worker::{Tools, Worker};
use super::{update, view};
use crate::course::Pack;
use crate::locale::Words;
use crate::progress::{Notice, Store, Writer};
use crate::render::{Highlighter, Palette};
use crate::sandbox::Attention;

/// The shortest time between two frames that no key asked for: 60 a second.
const FRAME: Duration = Duration::from_millis(16);
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
    /// Where progress is kept; or why it is not.
    pub store: Result<Store, String>,
    /// What runs code.
    pub tools: Tools,
}

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
        let mut screen = Screen::enter()?;
        let mut model = Model::new(
            setup.pack,
            setup.learner,
            setup.words,
            setup.palette,
            highlighter.clone(),
            screen.frame(),
        );
        model.budget = setup.tools.budget;
        if let Some(lesson) = &setup.lesson {
            model.open_lesson(lesson);
        }
        model.warn(&setup.warnings);
        let writer = writer(setup.store, &tell);
        Ok(Self {
            ends,
            resizes,
            screen,
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
        self.draw()?;
        self.load_highlighting();
        self.worker.carry_out(Effect::Connect);
        let left = self.until_left().await;
        let Self { screen, worker, .. } = self;
        drop(screen);
        worker.close().await;
        Ok(left?)
    }

    async fn until_left(&mut self) -> io::Result<()> {
        let mut events = EventStream::new();
        let mut last_frame = Instant::now();
        let mut next_frame = Some(last_frame);
        let mut rest = Some(Instant::now() + REST);
        loop {
            tokio::select! {
                biased;
                event = events.next() => {
                    let Some(event) = event else { return Ok(()) };
                    let mut event = Some(event);
                    // What was typed meanwhile, or pasted as keys, is one frame.
                    while let Some(next) = event {
                        if self.take(next?)? == Next::Leave {
                            return Ok(());
                        }
                        event = at_once(&mut events).await;
                    }
                    self.worker.attend(attention(self.model.focus));
                    rest = Some(Instant::now() + REST);
                    next_frame = Some(Instant::now());
                }
                () = self.ends.wait() => return Ok(()),
                () = self.resizes.wait() => {
                    self.resize()?;
                    next_frame = Some(Instant::now());
                }
                () = at(next_frame) => {
                    self.draw()?;
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

    fn draw(&mut self) -> io::Result<()> {
        self.model.prepare();
        let model = &self.model;
        self.screen.draw(|frame| view::view(model, frame))
    }

    fn resize(&mut self) -> io::Result<()> {
        let size = self.screen.size()?;
        update::resize(&mut self.model, size.width, size.height);
        self.screen.forget(size);
        Ok(())
    }

    fn take(&mut self, event: Event) -> io::Result<Next> {
        let action = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                keymap::action(self.model.context(), key)
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

/// An event that is there already. (Polled with this task's own waker: the stream keeps the first one that it is
/// given, so that `now_or_never` would make it deaf.)
async fn at_once(events: &mut EventStream) -> Option<io::Result<Event>> {
    tokio::select! {
        biased;
        event = events.next() => event,
        () = std::future::ready(()) => None,
    }
}

async fn at(time: Option<Instant>) {
    match time {
        Some(time) => sleep_until(time).await,
        None => pending().await,
    }
}
