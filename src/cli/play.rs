//! `tutorbox play`: learn, in the terminal.

use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::home::{self, Home};
use super::language::{self, Consent};
use super::{CliError, Global, look, plain};
use crate::config::{Dirs, SettingsProblem};
use crate::course::{Pack, Problem};
use crate::pack::{self, Opened};
use crate::progress::{Draft, Key, Seen, Store, StoreError};
use crate::render::text;
use crate::sandbox::BUDGET;
use crate::sandbox::image::{self, Language};
use crate::tui::library::Sources;
use crate::tui::looks::Wardrobe;
use crate::tui::model::{Item, Learner};
use crate::tui::past::Past;
use crate::tui::target::Spot;
use crate::tui::{Connect, Setup, Tools};

/// What a newcomer begins with.
const FIRST_PACK: &str = "elixir";

/// Told below the help.
pub const EXAMPLES: &str = "\
Examples:
  tutorbox play                                            go on where you were last
  tutorbox play elixir --lesson recursion                  begin at one lesson
  tutorbox play ./my-pack                                  a pack in a folder
  tutorbox play authoring                                  learn to write lessons of your own
  tutorbox play shell --plain                              lines of text alone, for screen readers
  tutorbox play elixir --lesson hello --plain > lesson.txt a lesson as text

With --plain, on a terminal that is called dumb, and where the output goes into a pipe or a file, nothing is drawn: commands are typed \
as words, and `help` tells them. Where nobody can type any, the lesson is written whole.";

/// Learn, in the terminal.
#[derive(Debug, Args)]
pub struct Play {
    /// A pack's name, or its folder [default: the one you were in last, else elixir]
    pub pack: Option<String>,
    /// Begin at this lesson
    #[arg(long, value_name = "ID")]
    pub lesson: Option<String>,
}

impl Play {
    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.pack.is_none() && self.lesson.is_none()
    }
}

pub fn play(args: &Play, global: &Global) -> Result<ExitCode, CliError> {
    if global.plain || plain::is_called_for() {
        return plain::play(args, global);
    }
    let home = Home::open(global)?;
    let spot = args.lesson.clone().map(Spot::beginning);
    let (mut here, mut first) = setup(args.pack.as_deref(), spot, global, &home, Consent::Asked)?;
    let problems = warnings(&home.settings.problems, &[]);
    first.warnings.splice(..0, problems);
    crate::tui::play(first, |target| {
        let open = |name: &str, spot| setup(Some(name), spot, global, &home, Consent::Absent);
        let (name, next) = match open(&target.pack, target.spot) {
            Ok(next) => next,
            // Whoever cannot go there stays where they are, and is told.
            Err(why) => {
                let (name, mut same) = open(&here, None)?;
                same.not_opened = Some(why.to_string());
                (name, same)
            }
        };
        here = name;
        Ok::<_, CliError>(Some(next))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// What the interface starts with: the pack of this name, or the one that the learner was in last; and its name.
fn setup(
    name: Option<&str>,
    spot: Option<Spot>,
    global: &Global,
    home: &Home,
    consent: Consent,
) -> Result<(String, Setup), CliError> {
    let words = home.words(global);
    let mut store = open_store(&home.dirs);
    let (name, opened) = open_pack(name, words.lang(), home, store.as_ref().ok())?;
    let pack = opened.pack;
    let mut warnings = warnings(&[], &opened.warnings);
    let languages = allowed(pack.languages(), &name, home, consent, &mut warnings)?;
    if let Some(spot) = &spot {
        known_lesson(&pack, &spot.lesson)?;
    }
    let learner = match &mut store {
        Ok(store) => learner(store, &pack)?,
        Err(_) => Learner::default(),
    };
    let sources = Sources {
        assets: home.assets.clone(),
        lang: words.lang().to_owned(),
        limits: home.settings.limits,
        progress: progress_file(&home.dirs),
    };
    let look = look::look(global, home)?;
    let setup = Setup {
        learner,
        spot,
        palette: look.palette,
        grounds: look.grounds,
        background: look.background,
        keymap: Arc::clone(&home.keymap),
        tools: Tools {
            library: Some(sources),
            ..tools(global, &pack.id, languages, home)?
        },
        warnings,
        not_opened: None,
        mouse: home.settings.mouse.unwrap_or(true),
        pack: Arc::new(pack),
        words,
        store: Some(store.map_err(|error| error.to_string())),
        authoring: None,
    };
    Ok((name, setup))
}

/// What is told at the start: what is wrong with `config.toml`, and what of the pack's wishes is not granted.
/// Neither keeps anybody from reading.
pub fn warnings(settings: &[SettingsProblem], pack: &[Problem]) -> Vec<String> {
    let settings = settings.iter().map(ToString::to_string);
    let pack = pack.iter().map(|problem| {
        let place = match problem.line {
            0 => problem.path.clone(),
            line => format!("{}:{line}", problem.path),
        };
        format!("{place}: {}", problem.message)
    });
    let all = settings.chain(pack);
    all.map(|text| text::visible(&text).into_owned()).collect()
}

/// A learner whose progress cannot be saved can still learn, and is told.
pub fn open_store(dirs: &Dirs) -> Result<Store, StoreError> {
    Store::open(&progress_file(dirs))
}

fn progress_file(dirs: &Dirs) -> PathBuf {
    dirs.data.join("progress.db")
}

/// The pack that was asked for, and its name; else the one that the learner was in last, if it is still there.
pub fn open_pack(
    name: Option<&str>,
    lang: &str,
    home: &Home,
    store: Option<&Store>,
) -> Result<(String, Opened), CliError> {
    let open = |name: String| {
        let opened = pack::open(&name, lang, &home.assets, home.settings.limits)?;
        Ok((name, opened))
    };
    if let Some(name) = name {
        return open(name.to_owned());
    }
    let last = store.and_then(|s| s.last_pack().ok().flatten());
    let last = last.and_then(|name| open(name).ok());
    last.map_or_else(|| open(FIRST_PACK.to_owned()), Ok)
}

/// There must be such a lesson.
pub fn known_lesson(pack: &Pack, id: &str) -> Result<(), CliError> {
    if pack.lessons.iter().any(|l| l.id == id) {
        return Ok(());
    }
    Err(CliError::NoLesson {
        id: id.to_owned(),
        known: pack.lessons.iter().map(|l| l.id.clone()).collect(),
    })
}

fn learner(store: &mut Store, pack: &Pack) -> Result<Learner, CliError> {
    let states = store.states(&pack.id)?;
    let tries = states.iter().map(|(id, state)| {
        let tries = u32::try_from(state.attempts).unwrap_or(u32::MAX);
        (id.clone(), tries)
    });
    let mut learner = Learner {
        tries: tries.collect(),
        states: states
            .iter()
            .map(|(id, state)| (id.clone(), state.status))
            .collect(),
        seen: seen(store, pack)?,
        place: store.place(&pack.id)?,
        opened_at: store.opened_at(&pack.id)?,
        past: Past::new(
            &states,
            store.lessons(&pack.id)?,
            store.bookmarks(&pack.id)?,
        ),
        ..Learner::default()
    };
    let mut moved = moved(store, pack)?;
    for item in items(pack) {
        let (lesson, name) = item.key();
        let draft = store.draft(&Key::new(&pack.id, lesson, &*name))?;
        if let Some(draft) = draft.or_else(|| moved.remove(&name)) {
            learner.drafts.insert(item, draft.files);
        }
    }
    Ok(learner)
}

/// Everything of a pack that can have a draft.
fn items(pack: &Pack) -> impl Iterator<Item = Item> {
    let in_lessons = pack.lessons.iter().flat_map(|lesson| {
        let exercises = lesson.exercises.iter();
        let exercises = exercises.map(|e| Item::exercise(&lesson.id, &e.id));
        let examples = 0..lesson.body.examples().len();
        exercises.chain(examples.map(|index| Item::example(&lesson.id, index)))
    });
    let pads = pack.languages().into_iter().map(Item::scratch);
    in_lessons.chain(pads)
}

/// What exercises were like, by their ids: what is known of one in the lesson that it is in now comes first, then what is known of it
/// from the lesson that it was in last.
pub fn seen(store: &Store, pack: &Pack) -> Result<HashMap<String, Seen>, StoreError> {
    let mut rows = store.seen(&pack.id)?;
    rows.sort_by_key(|(key, _)| !is_elsewhere(pack, key));
    let mut all: HashMap<String, Seen> = HashMap::new();
    for (key, row) in rows {
        let seen = all.entry(key.exercise).or_default();
        seen.starter = row.starter.or(seen.starter.take());
        seen.asks = row.asks.or(seen.asks.take());
    }
    Ok(all)
}

/// The latest drafts of exercises that were in another lesson when they were written, by the exercises' ids.
pub fn moved(store: &Store, pack: &Pack) -> Result<HashMap<String, Draft>, StoreError> {
    let mut drafts = store.all_drafts(Some(&pack.id))?;
    drafts.sort_by_key(|(_, draft)| draft.saved_at);
    let moved = drafts
        .into_iter()
        .filter(|(key, _)| is_elsewhere(pack, key));
    Ok(moved.map(|(key, draft)| (key.exercise, draft)).collect())
}

/// Whether the pack has this exercise in another lesson.
fn is_elsewhere(pack: &Pack, key: &Key) -> bool {
    let home = pack.exercise(&key.exercise);
    home.is_some_and(|(lesson, _)| lesson.id != key.lesson)
}

/// The pack's languages, as far as the learner allows them: who cannot run can still read, and is told.
pub fn allowed<'a>(
    names: impl IntoIterator<Item = &'a str>,
    pack: &str,
    home: &Home,
    consent: Consent,
    warnings: &mut Vec<String>,
) -> Result<Vec<Language>, CliError> {
    let mut languages = Vec::new();
    for name in names {
        match language::of_pack_with(name, pack, home, consent) {
            Ok(language) => languages.push(language),
            Err(why @ (CliError::Foreign { .. } | CliError::Untrusted { .. })) => {
                warnings.push(text::visible(&why.to_string()).into_owned());
            }
            Err(error) => return Err(error),
        }
    }
    Ok(languages)
}

/// What runs code in these languages, for the pack of this id.
pub fn tools(
    global: &Global,
    pack: &str,
    languages: Vec<Language>,
    home: &Home,
) -> Result<Tools, CliError> {
    let wanted = home.wanted(global)?;
    let settings = home.settings.clone();
    let connect: Connect = Arc::new(move || {
        let (settings, wanted) = (settings.clone(), wanted.clone());
        Box::pin(async move { home::connect(&settings, &wanted).await })
    });
    Ok(Tools {
        connect,
        languages,
        images: image::Store::new(&home.dirs.cache),
        pack: pack.to_owned(),
        budget: home.settings.pool.unwrap_or(BUDGET),
        wardrobe: Wardrobe {
            assets: home.assets.clone(),
            depth: look::depth(),
            is_overruled: global.theme.is_some() || home.settings.theme.is_some(),
        },
        library: None,
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::config::Assets;
    use crate::progress::Timestamp;
    use crate::run::{Limits, SourceFile};

    #[test]
    fn a_draft_follows_its_exercise_to_another_lesson() {
        let dirs = Dirs::new(Some("/nowhere".into())).unwrap();
        let opened = pack::open("elixir", "en", &Assets::new(&dirs), Limits::default());
        let pack = opened.unwrap().pack;
        let (lesson, exercise) = (&pack.lessons[0].id, &pack.lessons[0].exercises[0].id);
        let mut store = Store::in_memory().unwrap();
        // Says which draft it is, and which starter that was begun from.
        let mut save = |lesson: &str, text: &str, at| {
            let key = Key::new("elixir", lesson, exercise);
            let files = [SourceFile::new("a.exs", text)];
            store
                .save_draft(&key, &files, Some(text), Timestamp(at))
                .unwrap();
            let learner = learner(&mut store, &pack).unwrap();
            let item = Item::exercise(&pack.lessons[0].id, exercise);
            let starter = learner.seen[exercise].starter.clone();
            (learner.drafts[&item][0].text.clone(), starter.unwrap())
        };
        let both = |text: &str| (text.to_owned(), text.to_owned());
        assert_eq!(save("where-it-was", "before", 1), both("before"));
        assert_eq!(save("again-elsewhere", "then", 2), both("then"));
        assert_eq!(save(lesson, "now", 3), both("now"));
        assert_eq!(save("where-it-was", "later", 4), both("now"));
    }
}
