//! What carries out the library's wishes, each on a thread that may wait for the disk.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self as answers, Receiver, Sender};
use std::time::{Duration, Instant};

use tokio::sync::mpsc::UnboundedSender;
use tokio::task::spawn_blocking;

use super::complete::{complete, expand};
use super::{Begun, Catalogue, Changed, Entry, Found, News, Step, Wish};
use crate::config::Assets;
use crate::course::Pack;
use crate::pack::intake::{self, Host, Intake, IntakeError, Outcome, Question};
use crate::pack::search::Query;
use crate::pack::{self, Changes, Image, Library, Said, Shelf, Staged, shelf};
use crate::progress::{Status, Store};
use crate::run::Limits;
use crate::tui::message::Message;

/// So many lines a search shows.
const SHOWN: usize = 200;
/// More often nobody could read how far a pack is.
const EVERY: Duration = Duration::from_millis(50);

/// Where packs are, and how they are read.
#[derive(Debug, Clone)]
pub struct Sources {
    /// What comes with the program, and the data folder.
    pub assets: Assets,
    /// The language of the prose.
    pub lang: String,
    /// What the learner allows any pack.
    pub limits: Limits,
    /// Where progress is kept.
    pub progress: PathBuf,
}

/// Carries out the library's wishes.
pub struct Librarian {
    sources: Sources,
    tell: Teller,
    /// The newest search: an older one need not go on.
    newest: Arc<AtomicU64>,
    /// Dropping it says no to whatever is asked.
    answers: Option<Sender<bool>>,
}

/// Tells the loop.
#[derive(Clone)]
struct Teller(UnboundedSender<Message>);

impl Teller {
    fn tell(&self, news: News) {
        // Nobody listens any more: another pack was opened, or the program ends.
        self.0.send(Message::Library(news)).ok();
    }
}

impl Librarian {
    /// One that tells its news to `tell`.
    pub fn new(sources: Sources, tell: UnboundedSender<Message>) -> Self {
        Self {
            sources,
            tell: Teller(tell),
            newest: Arc::default(),
            answers: None,
        }
    }

    /// Carries out a wish; returns at once.
    pub fn carry_out(&mut self, wish: Wish) {
        let (sources, tell) = (self.sources.clone(), self.tell.clone());
        match wish {
            Wish::Read => {
                spawn_blocking(move || tell.tell(News::Read(read(&sources))));
            }
            Wish::Complete(text) => {
                spawn_blocking(move || tell.tell(News::Completed(complete(&text))));
            }
            Wish::Search {
                number,
                text,
                packs,
            } => {
                self.newest.store(number, Ordering::Relaxed);
                let newest = Arc::clone(&self.newest);
                let is_newest = move || newest.load(Ordering::Relaxed) == number;
                spawn_blocking(move || {
                    let found = search(&text, &packs, &is_newest);
                    tell.tell(News::Found { number, found });
                });
            }
            Wish::Install { from, only } => {
                let (answer, answers) = answers::channel();
                self.answers = Some(answer);
                let desk = Desk {
                    tell: tell.clone(),
                    answers,
                    told: None,
                    sources: sources.clone(),
                    before: Vec::new(),
                    changed: None,
                };
                spawn_blocking(move || {
                    let arrived = install(&sources, &from, only.as_deref(), desk);
                    tell.tell(News::Arrived(arrived.map_err(|error| error.to_string())));
                });
            }
            Wish::Answer(yes) => {
                if let Some(answers) = &self.answers {
                    answers.send(yes).ok();
                }
            }
            Wish::Remove(id) => {
                spawn_blocking(move || {
                    let removed = Library::new(sources.assets.data()).remove(&id);
                    let removed = removed.map(|pack| {
                        tell_unused(&sources, &tell, &pack.id, pack.images);
                        pack.id
                    });
                    tell.tell(News::Removed(removed.map_err(|error| error.to_string())));
                });
            }
        }
    }
}

/// Every pack, and how far the learner is in each.
fn read(sources: &Sources) -> Catalogue {
    let Shelf { packs, problem } = shelf(&sources.lang, &sources.assets, sources.limits);
    let store = Store::open(&sources.progress).ok();
    let entries = packs.into_iter().map(|shelved| Entry {
        passed: shelved
            .pack
            .as_ref()
            .ok()
            .and_then(|pack| passed(store.as_ref()?, pack)),
        shelved,
    });
    Catalogue {
        entries: entries.collect(),
        problem,
    }
}

/// How many of a pack's exercises are passed. What is no longer in it does not count.
fn passed(store: &Store, pack: &Pack) -> Option<usize> {
    let states = store.states(&pack.id).ok()?;
    let is_passed = |id: &String| states.get(id).is_some_and(|s| s.status == Status::Passed);
    Some(pack.exercises().filter(|e| is_passed(&e.id)).count())
}

fn search(text: &str, packs: &[(String, Arc<Pack>)], goes_on: &dyn Fn() -> bool) -> Found {
    let mut found = Found::default();
    let Some(query) = Query::new(text) else {
        return found;
    };
    for (name, pack) in packs {
        for hit in query.of_pack(pack).take_while(|_| goes_on()) {
            found.total += 1;
            if found.hits.len() < SHOWN {
                found.hits.push((name.clone(), hit));
            }
        }
    }
    found
}

fn install(
    sources: &Sources,
    from: &str,
    only: Option<&str>,
    mut desk: Desk,
) -> Result<Outcome, IntakeError> {
    let intake = Intake {
        from: &expand(from),
        place: &std::env::temp_dir(),
        assets: &sources.assets,
        limits: sources.limits,
        said: &Said::default(),
        only,
    };
    let outcome = intake::install(&intake, &mut desk)?;
    if let Outcome::Installed(pack, _) = &outcome {
        tell_unused(sources, &desk.tell, &pack.id, desk.before);
        if let Some(changed) = desk.changed {
            desk.tell.tell(News::Changed(changed));
        }
    }
    Ok(outcome)
}

/// Tells which images of a pack, or of its version before, no pack has any more.
fn tell_unused(sources: &Sources, tell: &Teller, pack: &str, images: Vec<Image>) {
    let images = Library::new(sources.assets.data()).unused(images);
    if !images.is_empty() {
        let pack = pack.to_owned();
        tell.tell(News::Unused { pack, images });
    }
}

/// What the version that comes in changes of what the learner has begun; `None` where that is nothing. To be asked while the version
/// of before is there still: its titles are those that the learner knows.
fn changed(sources: &Sources, staged: &Staged<'_>, changes: &Changes) -> Option<Changed> {
    let manifest = staged.manifest();
    let states = Store::open(&sources.progress).and_then(|store| store.states(&manifest.id));
    let states = states.unwrap_or_default();
    let before = pack::open(&manifest.id, &sources.lang, &sources.assets, sources.limits);
    let title = |id: &String| {
        let (_, exercise) = before.as_ref().ok()?.pack.exercise(id)?;
        Some(exercise.title.clone())
    };
    let begun = changes.fates().filter_map(|(id, fate)| {
        let state = states.get(id)?;
        Some(Begun {
            title: title(id).unwrap_or_else(|| id.clone()),
            fate,
            is_passed: state.status == Status::Passed,
        })
    });
    let begun: Vec<_> = begun.collect();
    (!begun.is_empty()).then(|| Changed {
        pack: manifest.id.clone(),
        version: manifest.version.to_string(),
        begun,
        new: changes.new.len(),
    })
}

/// Asks and tells on the screen.
struct Desk {
    tell: Teller,
    answers: Receiver<bool>,
    /// When it was told last how far it is.
    told: Option<Instant>,
    sources: Sources,
    /// The images of the version that is there.
    before: Vec<Image>,
    /// What becomes of what the learner has begun in that version.
    changed: Option<Changed>,
}

impl Host for Desk {
    type Error = IntakeError;

    fn tell(&mut self, news: intake::News) {
        let (step, far) = match news {
            intake::News::Verifying(far) => (Step::Verifying(far), far),
            intake::News::Unpacking(far) => (Step::Unpacking(far), far),
        };
        let is_due = self.told.is_none_or(|told| told.elapsed() >= EVERY);
        if is_due || far.done == far.total {
            self.told = Some(Instant::now());
            self.tell.tell(News::Step(step));
        }
    }

    /// The page says so of every pack.
    fn is_unsigned(&mut self, _: &str) -> Result<(), IntakeError> {
        Ok(())
    }

    /// Whoever has left has not agreed.
    fn agrees(&mut self, question: Question) -> Result<bool, IntakeError> {
        self.tell.tell(News::Asks(question));
        Ok(self.answers.recv().unwrap_or(false))
    }

    /// Images that it has brought along are taken in when it is opened.
    fn settle(&mut self, staged: &Staged<'_>) -> Result<(), IntakeError> {
        self.before = staged.replaces();
        let changes = staged.changes.as_ref();
        self.changed = changes.and_then(|changes| changed(&self.sources, staged, changes));
        Ok(())
    }
}
