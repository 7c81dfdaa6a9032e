//! The loop: one task owns the model; everything else sends it messages.

mod away;

use std::future::pending;
use std::io::{self, ErrorKind};
use std::sync::Arc;
use std::time::Duration;

use crossterm::event::{Event, KeyEventKind, MouseEventKind};
use ratatui::layout::{Rect, Size};
use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until};

use crate::course::{Edition, Pack};
use crate::locale::Words;
use crate::progress::{Notice, Store, Timestamp, Writer};
use crate::render::{Ground, Highlighter, Palette, Role};
use crate::run::SourceFile;
use crate::sandbox::Attention;
use crate::tui::action::Action;
use crate::tui::background::{Background, Grounds};
use crate::tui::console::Console;
use crate::tui::effect::Effect;
use crate::tui::frame::Frame;
use crate::tui::keymap::Keymap;
use crate::tui::message::Message;
use crate::tui::model::{Item, Learner, Model, Pane};
use crate::tui::pointing::Pointer;
use crate::tui::target::{Spot, Target};
use crate::tui::terminal::{self, Unfit};
use crate::tui::view::Part;
use crate::tui::worker::{Tools, Worker};
use crate::tui::{update, view};

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
    pub spot: Option<Spot>,
    /// The interface's words.
    pub words: Words,
    /// How meanings look.
    pub palette: Palette,
    /// How they look on either background, where the terminal's own decides.
    pub grounds: Option<Grounds>,
    /// What is known of it.
    pub background: Background,
    /// Which key means what.
    pub keymap: Arc<Keymap>,
    /// What is to be said at the start.
    pub warnings: Vec<String>,
    /// Why the pack that was to be opened is not.
    pub not_opened: Option<String>,
    /// Where progress is kept; or why it is not. `None` where none is to be kept.
    pub store: Option<Result<Store, String>>,
    /// Whether the mouse is ours, and not the terminal's.
    pub mouse: bool,
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
    /// It cannot show the interface.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// Threads cannot be started.
    #[error("cannot start: {0}")]
    Start(io::Error),
}

/// Shows the interface until the learner leaves. Where they go to another pack, `open` says with what it starts, or with nothing that
/// this is the end; what they typed and passed is saved by then.
///
/// # Errors
/// There is no terminal, or it failed; or `open` has no setup. The terminal has been given back.
pub fn play<E: From<TuiError>>(
    setup: Setup,
    open: impl FnMut(Target) -> Result<Option<Setup>, E>,
) -> Result<(), E> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(TuiError::Start)?;
    let played = runtime.block_on(play_all(setup, open));
    runtime.shutdown_background();
    played
}

/// One pack after the other.
async fn play_all<E: From<TuiError>>(
    setup: Setup,
    mut open: impl FnMut(Target) -> Result<Option<Setup>, E>,
) -> Result<(), E> {
    terminal::check().map_err(TuiError::Unfit)?;
    let mut console =
        Console::enter(setup.background.ask, setup.mouse).map_err(TuiError::Terminal)?;
    let highlighter = Highlighter::new();
    let mut next = Some(setup);
    while let Some(setup) = next.take() {
        let app = App::start(setup, &mut console, &highlighter)?;
        let (left, worker) = app.run().await?;
        match left {
            Ok(Some(target)) => {
                worker.close().await;
                next = open(target)?;
            }
            left => {
                drop(console);
                worker.close().await;
                return left.map(drop).map_err(|e| TuiError::Terminal(e).into());
            }
        }
    }
    Ok(())
}

struct App<'c> {
    console: &'c mut Console,
    frame: Frame,
    model: Model,
    worker: Worker,
    messages: mpsc::UnboundedReceiver<Message>,
    tell: mpsc::UnboundedSender<Message>,
    highlighter: Highlighter,
    grounds: Option<Grounds>,
    pointer: Pointer,
    /// When the last key came.
    last_key: Instant,
}

/// Whether to go on.
enum Next {
    Stay,
    /// For another pack, or for good.
    Leave(Option<Target>),
    /// For the learner's own editor, with these files and this one in front, and back.
    Lend(Vec<SourceFile>, String),
}

impl<'c> App<'c> {
    fn start(
        setup: Setup,
        console: &'c mut Console,
        highlighter: &Highlighter,
    ) -> Result<Self, TuiError> {
        let (tell, messages) = mpsc::unbounded_channel();
        let opened_at = setup.learner.opened_at;
        let mut model = Model::new(
            setup.pack,
            setup.learner,
            setup.words,
            setup.palette,
            highlighter.clone(),
            console.screen.size(),
        );
        model.budget = setup.tools.budget;
        model.background = setup.background.ground;
        model.keymap = setup.keymap;
        model.mouse = setup.mouse;
        if let Some(why) = setup.not_opened {
            model.complain(why);
        }
        model.warn(&setup.warnings);
        let spot = setup.spot.as_ref();
        let mut effects = Vec::new();
        if let Some(authoring) = setup.authoring {
            if let Some(spot) = spot {
                model.open_lesson(&spot.lesson);
            }
            update::preview(&mut model, authoring.edition);
            let news = tell.clone();
            let hear = move |edition| news.send(Message::Edition(edition)).is_ok();
            (authoring.follow)(Box::new(hear)).map_err(TuiError::Start)?;
        } else {
            effects = update::begin(&mut model, spot, opened_at, Timestamp::now());
        }
        let writer = setup.store.and_then(|store| writer(store, &tell));
        let mut worker = Worker::new(setup.tools, writer, tell.clone());
        for effect in effects {
            worker.carry_out(effect);
        }
        Ok(Self {
            console,
            frame: Frame::default(),
            model,
            worker,
            messages,
            tell,
            highlighter: highlighter.clone(),
            grounds: setup.grounds,
            pointer: Pointer::default(),
            last_key: Instant::now(),
        })
    }

    /// Where the learner goes from here, and who is still to finish.
    async fn run(mut self) -> Result<(io::Result<Option<Target>>, Worker), TuiError> {
        // The first frame waits for nothing, not even for the end of a long lesson; but it would be drawn twice, in other colours,
        // where the terminal is about to say what those are.
        self.model.reading.hurry();
        self.console.ground.wait_a_moment().await;
        if let Some(ground) = self.console.ground.known() {
            self.paint(ground);
        }
        self.begin_frame();
        while self.frame.is_due() {
            self.draw_next()?;
        }
        self.load_highlighting();
        self.worker.carry_out(Effect::Connect);
        let left = self.until_left().await;
        self.save();
        Ok((left, self.worker))
    }

    async fn until_left(&mut self) -> io::Result<Option<Target>> {
        let mut last_frame = Instant::now();
        let mut next_frame = Some(last_frame);
        let mut rest = Some(Instant::now() + REST);
        loop {
            tokio::select! {
                biased;
                event = self.console.events.recv() => {
                    let event = event.unwrap_or_else(|| Err(ErrorKind::UnexpectedEof.into()));
                    if let Next::Leave(target) = self.take_all(event).await? {
                        return Ok(target);
                    }
                    self.answer()?;
                    self.worker.attend(attention(self.model.focus));
                    rest = Some(Instant::now() + REST);
                    next_frame = Some(Instant::now() + BREATH);
                }
                () = self.console.ends.wait() => return Ok(None),
                () = self.console.resizes.wait() => {
                    self.resize()?;
                    next_frame = Some(Instant::now());
                }
                ground = self.console.ground.wait() => {
                    self.paint(ground);
                    next_frame = Some(Instant::now());
                }
                () = self.console.stops.wait() => {
                    self.suspend()?;
                    next_frame = Some(Instant::now());
                }
                () = self.console.wakes.wait() => {
                    self.wake()?;
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
                    let Some(message) = message else { return Ok(None) };
                    next_frame = match self.hear_all(message)? {
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
        for effect in update::paint(&mut self.model) {
            self.worker.carry_out(effect);
        }
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
        self.console
            .screen
            .draw(area, ground, |canvas| view::draw(model, part, canvas))
    }

    fn save(&mut self) {
        for effect in update::save(&mut self.model) {
            self.worker.carry_out(effect);
        }
    }

    fn resize(&mut self) -> io::Result<()> {
        let size = self.console.screen.renew()?;
        self.fit(size);
        Ok(())
    }

    /// Nothing of what was drawn is on the screen any more, and it has this size.
    fn fit(&mut self, size: Size) {
        self.frame.forget();
        update::resize(&mut self.model, size.width, size.height);
    }

    /// The terminal has this background.
    fn paint(&mut self, ground: Ground) {
        self.model.background = Some(ground);
        if let Some(grounds) = &self.grounds {
            update::wear(&mut self.model, grounds.palette(ground));
        }
    }

    /// Takes this and what else has come: what was typed meanwhile, or pasted as keys, is one frame.
    async fn take_all(&mut self, first: io::Result<Event>) -> io::Result<Next> {
        let mut event = Some(first);
        while let Some(next) = event {
            match self.take(next?)? {
                Next::Stay => {}
                leave @ Next::Leave(_) => return Ok(leave),
                Next::Lend(files, front) => {
                    if !self.edit_outside(&files, &front).await? {
                        return Ok(Next::Leave(None));
                    }
                }
            }
            event = self.console.events.try_recv().ok();
        }
        Ok(Next::Stay)
    }

    fn take(&mut self, event: Event) -> io::Result<Next> {
        let now = Instant::now();
        update::spend(&mut self.model, now - self.last_key);
        self.last_key = now;
        let actions = match event {
            Event::Key(key) if key.kind != KeyEventKind::Release => {
                let (context, previews) = (self.model.context(), self.model.preview.is_some());
                let action = self.model.keymap.action(context, previews, key);
                action.into_iter().collect()
            }
            Event::Paste(text) => vec![Action::Paste(text)],
            Event::Mouse(event) => {
                if matches!(event.kind, MouseEventKind::Down(_)) {
                    // Keys that came just before it may have changed what is there.
                    self.model.prepare();
                }
                let now = std::time::Instant::now();
                self.pointer.take(&self.model, event, now)
            }
            _ => Vec::new(),
        };
        for action in actions {
            let effects = update::act(&mut self.model, action);
            match self.carry_out(effects)? {
                Next::Stay => {}
                next => return Ok(next),
            }
        }
        Ok(Next::Stay)
    }

    /// Takes this and what else has come. Says whether somebody waits for any of it.
    fn hear_all(&mut self, first: Message) -> io::Result<bool> {
        let mut is_awaited = first.is_awaited();
        self.hear(first)?;
        for _ in 0..GATHERED {
            let Ok(message) = self.messages.try_recv() else {
                break;
            };
            is_awaited |= message.is_awaited();
            self.hear(message)?;
        }
        Ok(is_awaited)
    }

    fn hear(&mut self, message: Message) -> io::Result<()> {
        let effects = update::hear(&mut self.model, message);
        self.carry_out(effects).map(drop)
    }

    fn carry_out(&mut self, effects: Vec<Effect>) -> io::Result<Next> {
        for effect in effects {
            match effect {
                Effect::Quit => return Ok(Next::Leave(None)),
                Effect::Open(target) => return Ok(Next::Leave(Some(target))),
                Effect::EditOutside { files, front } => return Ok(Next::Lend(files, front)),
                Effect::Suspend => self.suspend()?,
                Effect::Copy(text) => self.console.screen.copy(&text)?,
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
        let message = match notice {
            Notice::Failing(error) | Notice::Lost(error) => Message::Saving(Err(error.to_string())),
            Notice::Recovered => Message::Saving(Ok(())),
            Notice::Overwrote(key) => {
                Message::Overwrote(Item::from_key(&key.lesson, &key.exercise))
            }
        };
        news.send(message).ok();
    };
    let writer = store.and_then(|s| Writer::spawn(s, notify).map_err(|e| e.to_string()));
    writer
        .map_err(|why| tell.send(Message::Saving(Err(why))).ok())
        .ok()
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
