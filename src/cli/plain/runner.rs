//! What runs code for a talk: it looks for an engine and an image when they are needed first, and says what is waited for.

use std::collections::HashMap;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio::time::{Instant, sleep_until, timeout};

use super::dialogue::Dialogue;
use super::talk::{Heard, Talk};
use crate::cli::home::Home;
use crate::cli::{CliError, Global, language};
use crate::run::{Job, Preparing, RunEvent, Transcript};
use crate::sandbox::image::{self, Language, Progress, Recipe};
use crate::sandbox::{Boot, Policy, Pool, RunHandle};

/// How long leaving may wait for containers to go; the keeper sees to what is left.
const LEAVE: Duration = Duration::from_secs(2);

/// What came of a run.
pub struct Ran {
    pub transcript: Transcript,
    /// Whether what the program printed was told while it ran.
    pub is_told: bool,
}

/// Runs code of one pack.
pub struct Runner<'a> {
    home: &'a Home,
    global: &'a Global,
    /// The pack, as it was named.
    pack: String,
    pool: Option<Pool>,
    boots: HashMap<String, Boot>,
}

impl<'a> Runner<'a> {
    pub fn new(home: &'a Home, global: &'a Global, pack: String) -> Self {
        Self {
            home,
            global,
            pack,
            pool: None,
            boots: HashMap::new(),
        }
    }

    /// Runs a job to its end, or until Ctrl+C. Nothing where it could not begin; that is said by then.
    pub async fn run(&mut self, job: Job, talk: &mut Talk) -> Result<Option<Ran>, CliError> {
        let Some(pool) = self.pool(talk).await? else {
            return Ok(None);
        };
        let Some(boot) = self.boot(&pool, &job.language, talk).await? else {
            return Ok(None);
        };
        let policy = Policy::new(job.limits);
        Ok(Some(follow(pool.run(&boot, &policy, job), talk).await))
    }

    async fn pool(&mut self, talk: &mut Talk) -> Result<Option<Pool>, CliError> {
        if let Some(pool) = &self.pool {
            return Ok(Some(pool.clone()));
        }
        talk.say("engine-connecting");
        talk.teller.flush();
        match self.home.engine(self.global).await {
            Ok(engine) => {
                let budget = self.home.settings.pool;
                let pool = match budget {
                    Some(budget) => Pool::within(engine, budget),
                    None => Pool::new(engine),
                };
                self.pool = Some(pool.clone());
                Ok(Some(pool))
            }
            Err(CliError::Engine(why)) => {
                talk.say("engine-none-title");
                talk.teller.say(&why.to_string());
                talk.say_with("engine-none-help", &[("key", "run".into())]);
                Ok(None)
            }
            Err(other) => Err(other),
        }
    }

    /// What a container of this language is booted with; asks before its image is fetched.
    async fn boot(
        &mut self,
        pool: &Pool,
        name: &str,
        talk: &mut Talk,
    ) -> Result<Option<Boot>, CliError> {
        if let Some(boot) = self.boots.get(name) {
            return Ok(Some(boot.clone()));
        }
        let language = language::of_pack(name, &self.pack, self.home)?;
        let engine = pool.engine().as_ref();
        let store = image::Store::new(&self.home.dirs.cache);
        let image = match image::there(engine, &language).await? {
            Some(image) => image,
            None => {
                let recipe = Recipe::new(&language, &store)?;
                if language.carried().is_none() {
                    recipe.check()?;
                    if !talk.agrees(&question(&language, talk)).await {
                        talk.say("plain-image-declined");
                        return Ok(None);
                    }
                }
                match prepare(pool, &recipe, &language, talk).await? {
                    Some(image) => image,
                    None => return Ok(None),
                }
            }
        };
        let boot = image::boot(engine, &language, &image, &store).await;
        self.boots.insert(name.to_owned(), boot.clone());
        Ok(Some(boot))
    }

    /// Lets containers go.
    pub async fn close(self) {
        if let Some(pool) = self.pool {
            timeout(LEAVE, pool.close()).await.ok();
        }
    }
}

/// Follows a run to its end: tells what is waited for, and hands over what is typed for the program.
async fn follow(run: RunHandle, talk: &mut Talk) -> Ran {
    let RunHandle {
        mut events,
        input,
        cancel,
        ..
    } = run;
    let mut cancel = Some(cancel);
    let mut dialogue = Dialogue::new(input);
    let mut transcript = Transcript::default();
    loop {
        let due = dialogue.due();
        tokio::select! {
            event = events.recv() => match event {
                Some(event) => {
                    tell(&event, talk);
                    dialogue.hear(&event, talk);
                    transcript.absorb(event);
                }
                None => return Ran { transcript, is_told: dialogue.is_told },
            },
            heard = talk.listener.overhear(dialogue.listens()), if cancel.is_some() => match heard {
                Heard::Line(line) => dialogue.feed(&line, talk),
                Heard::End => dialogue.end(talk),
                Heard::Interrupt => drop(cancel.take()),
            },
            () = sleep_until(due.unwrap_or_else(Instant::now)), if due.is_some() => dialogue.wait(talk),
        }
    }
}

/// What is waited for.
fn tell(event: &RunEvent, talk: &mut Talk) {
    match event {
        RunEvent::Preparing(Preparing::Boot) => talk.say("results-booting"),
        RunEvent::Started => talk.say("plain-running"),
        _ => return,
    }
    talk.teller.flush();
}

fn question(language: &Language, talk: &Talk) -> String {
    let (title, size) = (language.title(), language.download_mb());
    let title = talk
        .words
        .say_with("image-ask-title", &[("title", title.into())]);
    let args = [("title", language.title().into()), ("size", size.into())];
    let why = talk.words.say_with("plain-image-why", &args);
    let ask = talk.words.say("plain-image-ask");
    format!("{title}\n{why}\n{ask}")
}

/// Fetches and makes an image, and says now and then how far it is; nothing where Ctrl+C stopped it.
async fn prepare(
    pool: &Pool,
    recipe: &Recipe,
    language: &Language,
    talk: &mut Talk,
) -> Result<Option<String>, CliError> {
    let (tell, mut told) = mpsc::unbounded_channel();
    let report = move |progress| drop(tell.send(progress));
    let mut done = std::pin::pin!(image::prepare(pool.engine().as_ref(), recipe, &report));
    let mut last = String::new();
    loop {
        tokio::select! {
            image = &mut done => {
                talk.say_with("image-prepared", &[("title", language.title().into())]);
                return Ok(Some(image?));
            }
            Some(progress) = told.recv() => {
                let step = step(&progress, language, talk);
                if step != last {
                    talk.teller.say(&step);
                    talk.teller.flush();
                    last = step;
                }
            }
            () = talk.listener.interrupted() => {
                talk.say_with("image-cancelled", &[("key", "run".into())]);
                return Ok(None);
            }
        }
    }
}

/// How far it is, in quarters: a line for each is enough.
fn step(progress: &Progress, language: &Language, talk: &Talk) -> String {
    let quarters = |done: u64, total: u64| done * 4 / total.max(1) * 25;
    let title = ("title", language.title().into());
    let (id, percent) = match progress {
        Progress::Waiting => ("plain-image-wait", 0),
        Progress::Resolve { .. } => ("plain-image-resolve", 0),
        Progress::Fetch { done, total, .. } => ("plain-image-fetch", quarters(*done, *total)),
        Progress::Unpack { done, total, .. } => {
            ("plain-image-unpack", quarters(*done as u64, *total as u64))
        }
        Progress::Finish => ("plain-image-finish", 0),
        Progress::Layers { done, total } => ("plain-image-layers", quarters(*done, *total)),
        Progress::Import { done, total } => ("plain-image-import", quarters(*done, *total)),
    };
    talk.words
        .say_with(id, &[title, ("percent", percent.into())])
}
