//! What carries out effects: the engine, images, runs, and the store. It shares nothing with the model but messages.

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use tokio::time::{MissedTickBehavior, interval, timeout};

use super::clock;
use super::effect::Effect;
use super::formatting::{self, Request};
use super::history::Past;
use super::library::{Librarian, Sources};
use super::looks::Wardrobe;
use super::message::{EngineFound, ImageNews, LanguageFound, Message};
use super::painter::Painter;
use crate::pack::Image;
use crate::progress::{Entry, KEPT_DRAFTS, KEPT_RUNS, Key, RunRecord, Timestamp, Writer};
use crate::run::{Job, Limits, RunEvent};
use crate::sandbox::image::{self, Language, PrepareError, Recipe, Store};
use crate::sandbox::{Attention, Boot, Engine, EngineError, Policy, Pool, RunHandle};

/// How often a run's elapsed time is told.
const TICK: Duration = Duration::from_millis(100);
/// How long leaving may wait for containers to go; the keeper sees to what is left.
const LEAVE: Duration = Duration::from_secs(2);

/// Finds an engine.
pub type Connect = Arc<
    dyn Fn() -> Pin<Box<dyn Future<Output = Result<Arc<dyn Engine>, EngineError>> + Send>>
        + Send
        + Sync,
>;

type Boots = Arc<Mutex<HashMap<String, Boot>>>;

/// What the worker works with.
pub struct Tools {
    /// Finds an engine.
    pub connect: Connect,
    /// The languages of the pack.
    pub languages: Vec<Language>,
    /// Where images are made.
    pub images: Store,
    /// The pack's id.
    pub pack: String,
    /// What the containers that wait may use together, bytes.
    pub budget: u64,
    /// The themes there are.
    pub wardrobe: Wardrobe,
    /// Where other packs are; `None` where only this one is shown.
    pub library: Option<Sources>,
}

/// Carries out effects.
pub struct Worker {
    tell: mpsc::UnboundedSender<Message>,
    connect: Connect,
    languages: Arc<HashMap<String, Language>>,
    images: Store,
    pack: String,
    budget: u64,
    writer: Option<Writer>,
    pool: Arc<Mutex<Option<Pool>>>,
    /// What containers are booted with, of the languages whose image is there.
    boots: Boots,
    attention: Attention,
    /// Sending or dropping it stops the run.
    run: Option<oneshot::Sender<()>>,
    /// What the run of this name reads; dropping it is the end.
    input: Option<(u64, mpsc::UnboundedSender<Vec<u8>>)>,
    /// Sending or dropping it stops the formatter.
    formatting: Option<oneshot::Sender<()>>,
    preparing: Option<(String, JoinHandle<()>)>,
    librarian: Option<Librarian>,
    wardrobe: Wardrobe,
    painter: Painter,
}

impl Worker {
    /// A worker that tells its news to `tell`, and saves with `writer` where there is one.
    pub fn new(tools: Tools, writer: Option<Writer>, tell: mpsc::UnboundedSender<Message>) -> Self {
        let languages = tools.languages.into_iter();
        let library = tools.library;
        Self {
            wardrobe: tools.wardrobe,
            painter: Painter::new(tell.clone()),
            librarian: library.map(|sources| Librarian::new(sources, tell.clone())),
            tell,
            connect: tools.connect,
            languages: Arc::new(languages.map(|l| (l.name().to_owned(), l)).collect()),
            images: tools.images,
            pack: tools.pack,
            budget: tools.budget,
            writer,
            pool: Arc::default(),
            boots: Arc::default(),
            attention: Attention::default(),
            run: None,
            input: None,
            formatting: None,
            preparing: None,
        }
    }

    /// Carries out one effect; returns at once.
    pub fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::TellTime(until) => drop(tokio::spawn(clock::tell(until, self.tell.clone()))),
            Effect::Connect => self.find_engine(),
            Effect::Park { language, limits } => self.park(&language, limits),
            Effect::Prepare { language } => self.prepare(language),
            Effect::CancelPreparation => self.cancel_preparation(),
            Effect::Run { run, job } => self.run(run, job),
            Effect::Stop => (self.run, self.input) = (None, None),
            Effect::Feed { run, bytes } => {
                if let Some((_, input)) = self.input.as_ref().filter(|(of, _)| *of == run) {
                    input.send(bytes).ok();
                }
            }
            Effect::EndInput { run } => {
                self.input.take_if(|(of, _)| *of == run);
            }
            Effect::Format(request) => self.format(request),
            Effect::StopFormatting => self.formatting = None,
            Effect::ReadHistory { lesson, exercise } => self.read_history(lesson, exercise),
            Effect::Library(wish) => {
                if let Some(librarian) = &mut self.librarian {
                    librarian.carry_out(wish);
                }
            }
            Effect::LetGo(images) => self.let_go(images),
            Effect::Paint(wanted) => self.painter.paint(wanted),
            Effect::ReadThemes => self.read_themes(),
            Effect::KeepTheme(name) => self.keep_theme(name),
            Effect::SaveDraft { .. }
            | Effect::SaveStarter { .. }
            | Effect::SavePlace(_)
            | Effect::RecordRun { .. }
            | Effect::SaveOpening(_)
            | Effect::SaveRevealed { .. }
            | Effect::SaveLesson { .. }
            | Effect::SaveBookmark(_)
            | Effect::RemoveBookmark(_) => self.remember(effect),
            // The loop's own.
            Effect::Copy(_)
            | Effect::EditOutside { .. }
            | Effect::Suspend
            | Effect::Open(_)
            | Effect::Quit => {}
        }
    }

    /// Saves what the learner does.
    fn remember(&self, effect: Effect) {
        let (pack, now) = (self.pack.clone(), Timestamp::now());
        match effect {
            Effect::SaveDraft {
                lesson,
                exercise,
                files,
                starter,
            } => {
                let key = self.key(&lesson, &exercise);
                self.write(|w| w.save_draft(key, files, starter, now));
            }
            Effect::SaveStarter { exercise, starter } => {
                self.write(|w| w.save_starter(pack, exercise, starter));
            }
            Effect::SavePlace(place) => self.write(|w| w.save_place(pack, place, now)),
            Effect::RecordRun {
                lesson,
                exercise,
                record,
            } => {
                let key = self.key(&lesson, &exercise);
                // It is recorded at its end.
                let lasted = i64::try_from(record.duration.as_millis()).unwrap_or(0);
                let started_at = Timestamp(now.0 - lasted);
                let record = RunRecord {
                    started_at,
                    ..record
                };
                self.write(|w| w.record_run(key, record));
            }
            Effect::SaveOpening(at) => self.write(|w| w.save_opening(pack, at)),
            Effect::SaveRevealed { lesson, exercise } => {
                let key = self.key(&lesson, &exercise);
                self.write(|w| w.save_revealed(key, now));
            }
            Effect::SaveLesson { lesson, past } => {
                self.write(|w| w.save_lesson(pack, lesson, past));
            }
            Effect::SaveBookmark(mark) => self.write(|w| w.save_bookmark(pack, mark)),
            Effect::RemoveBookmark(mark) => self.write(|w| w.remove_bookmark(pack, mark)),
            _ => {}
        }
    }

    /// Has as many containers wait as the learner's attention calls for.
    pub fn attend(&mut self, attention: Attention) {
        if self.attention == attention {
            return;
        }
        self.attention = attention;
        if let Some(pool) = lock(&self.pool).as_ref() {
            pool.attend(attention);
        }
    }

    /// Stops everything, saves what waits, and lets containers go.
    pub async fn close(mut self) {
        (self.run, self.input, self.formatting) = (None, None, None);
        if let Some((_, task)) = self.preparing.take() {
            task.abort();
        }
        let writer = self.writer.take();
        // Dropping the writer writes what waits.
        let saved = tokio::task::spawn_blocking(move || drop(writer));
        let pool = lock(&self.pool).take();
        if let Some(pool) = pool {
            timeout(LEAVE, pool.close()).await.ok();
        }
        saved.await.ok();
    }

    fn key(&self, lesson: &str, exercise: &str) -> Key {
        Key::new(&self.pack, lesson, exercise)
    }

    /// Reads it on the store's thread, behind what is to be written before.
    fn read_history(&self, lesson: String, exercise: String) {
        let (key, tell) = (self.key(&lesson, &exercise), self.tell.clone());
        let answer = move |entries: Result<Vec<Entry>, String>| {
            let past = Past {
                lesson,
                exercise,
                entries,
                now: Timestamp::now(),
            };
            tell.send(Message::History(past)).ok();
        };
        match &self.writer {
            Some(writer) => writer.with(move |store| {
                let entries = store.history(&key, KEPT_RUNS + KEPT_DRAFTS);
                answer(entries.map_err(|error| error.to_string()));
            }),
            None => answer(Ok(Vec::new())),
        }
    }

    fn write(&self, work: impl FnOnce(&Writer)) {
        if let Some(writer) = &self.writer {
            work(writer);
        }
    }

    fn read_themes(&self) {
        let (wardrobe, tell) = (self.wardrobe.clone(), self.tell.clone());
        tokio::task::spawn_blocking(move || tell.send(Message::Themes(wardrobe.read())).ok());
    }

    /// On the writer's thread, which is waited for at the end.
    fn keep_theme(&self, name: String) {
        let (wardrobe, tell) = (self.wardrobe.clone(), self.tell.clone());
        self.write(|w| {
            w.with(move |_| {
                if let Err(error) = wardrobe.keep(&name) {
                    tell.send(Message::Saving(Err(error.to_string()))).ok();
                }
            });
        });
    }

    fn find_engine(&self) {
        let (connect, tell) = (Arc::clone(&self.connect), self.tell.clone());
        let (languages, pool) = (Arc::clone(&self.languages), Arc::clone(&self.pool));
        let (boots, images, budget) = (Arc::clone(&self.boots), self.images.clone(), self.budget);
        tokio::spawn(async move {
            let found = match connect().await {
                Ok(engine) => {
                    let found = look(engine.as_ref(), &languages, &images, &boots).await;
                    *lock(&pool) = Some(Pool::within(engine, budget));
                    found
                }
                Err(error) => Err(error.into()),
            };
            tell.send(Message::Engine(found.map_err(|e| e.to_string())))
                .ok();
        });
    }

    /// What a container of this language is booted with, and what boots it.
    fn boot(&self, language: &str) -> Option<(Pool, Boot)> {
        let pool = lock(&self.pool).clone()?;
        let boot = lock(&self.boots).get(language).cloned()?;
        Some((pool, boot))
    }

    fn park(&self, language: &str, limits: Limits) {
        if let Some((pool, boot)) = self.boot(language) {
            pool.attend(self.attention);
            pool.park(&boot, &Policy::new(limits));
        }
    }

    fn run(&mut self, run: u64, job: Job) {
        let Some((pool, boot)) = self.boot(&job.language) else {
            return;
        };
        let policy = Policy::new(job.limits);
        let RunHandle {
            events,
            input,
            cancel,
            ..
        } = pool.run(&boot, &policy, job);
        self.run = Some(cancel);
        self.input = input.map(|input| (run, feed(input)));
        tokio::spawn(pass_on(run, events, self.tell.clone()));
    }

    fn format(&mut self, request: Request) {
        let formatter = self.languages.get(&request.language);
        let formatter = formatter.and_then(Language::formatter);
        if let (Some((pool, boot)), Some(formatter)) = (self.boot(&request.language), formatter) {
            let stop = formatting::begin((&pool, &boot), formatter, request, self.tell.clone());
            self.formatting = Some(stop);
        }
    }

    fn prepare(&mut self, language: String) {
        let engine = lock(&self.pool).as_ref().map(|p| Arc::clone(p.engine()));
        let (Some(engine), Some(known)) = (engine, self.languages.get(&language)) else {
            return;
        };
        let (tell, images, known) = (self.tell.clone(), self.images.clone(), known.clone());
        let boots = Arc::clone(&self.boots);
        let name = language.clone();
        let task = tokio::spawn(async move {
            let say = |news| {
                let language = name.clone();
                tell.send(Message::Image { language, news }).ok();
            };
            let report = |progress| say(ImageNews::Progress(progress));
            let prepared = match Recipe::new(&known, &images) {
                Ok(recipe) => image::prepare(engine.as_ref(), &recipe, &report)
                    .await
                    .map_err(|e| e.to_string()),
                Err(error) => Err(error.to_string()),
            };
            say(match prepared {
                Ok(image) => {
                    let boot = image::boot(engine.as_ref(), &known, &image, &images).await;
                    lock(&boots).insert(name.clone(), boot);
                    ImageNews::Ready
                }
                Err(why) => ImageNews::Failed(why),
            });
        });
        self.preparing = Some((language, task));
    }

    /// Without an engine they stay.
    fn let_go(&self, images: Vec<Image>) {
        let engine = lock(&self.pool).as_ref().map(|p| Arc::clone(p.engine()));
        if let Some(engine) = engine {
            tokio::spawn(async move {
                let images = images.iter().map(|i| (&*i.language, &*i.digest));
                image::let_go(engine.as_ref(), images).await;
            });
        }
    }

    fn cancel_preparation(&mut self) {
        if let Some((language, task)) = self.preparing.take() {
            task.abort();
            let news = ImageNews::Cancelled;
            self.tell.send(Message::Image { language, news }).ok();
        }
    }
}

async fn look(
    engine: &dyn Engine,
    languages: &HashMap<String, Language>,
    images: &Store,
    boots: &Boots,
) -> Result<EngineFound, PrepareError> {
    let mut found = EngineFound {
        name: engine.name(),
        weak: !engine.about().weak.is_empty(),
        languages: Vec::new(),
    };
    for language in languages.values() {
        let image = image::there(engine, language).await?;
        if let Some(image) = &image {
            let boot = image::boot(engine, language, image, images).await;
            lock(boots).insert(language.name().to_owned(), boot);
        }
        let fetched = language.carried().is_none();
        found.languages.push(LanguageFound {
            name: language.name().to_owned(),
            title: language.title().to_owned(),
            has_image: image.is_some(),
            download_mb: fetched.then(|| language.download_mb()),
            has_formatter: language.formatter().is_some(),
        });
    }
    Ok(found)
}

/// What is typed waits here as long as the program does not read it: whoever types waits for nothing.
fn feed(input: mpsc::Sender<Vec<u8>>) -> mpsc::UnboundedSender<Vec<u8>> {
    let (typed, mut lines) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        while let Some(line) = lines.recv().await {
            if input.send(line).await.is_err() {
                return;
            }
        }
    });
    typed
}

/// Tells what a run says, and how long it has been going on.
async fn pass_on(
    run: u64,
    mut events: mpsc::Receiver<RunEvent>,
    tell: mpsc::UnboundedSender<Message>,
) {
    let mut tick = interval(TICK);
    tick.set_missed_tick_behavior(MissedTickBehavior::Skip);
    let mut started: Option<Instant> = None;
    loop {
        tokio::select! {
            biased;
            event = events.recv() => {
                let Some(event) = event else { return };
                if event == RunEvent::Started {
                    started = Some(Instant::now());
                }
                tell.send(Message::Run { run, event }).ok();
            }
            _ = tick.tick(), if started.is_some() => {
                let time = started.map_or(Duration::ZERO, |s| s.elapsed());
                tell.send(Message::Elapsed { run, time }).ok();
            }
        }
    }
}

/// Nothing that holds the lock can panic, so a poisoned one is whole.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
