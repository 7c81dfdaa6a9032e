//! `tutorbox play`: learn, in the terminal.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::home::{self, Home};
use super::{CliError, Global, language};
use crate::config::{Dirs, Settings};
use crate::course::{Node, Pack, Problem};
use crate::pack::{self, Opened};
use crate::progress::{Key, Store, StoreError};
use crate::render::{Depth, Palette, Theme, text};
use crate::sandbox::BUDGET;
use crate::sandbox::image::{self, Language};
use crate::tui::model::{Item, Learner};
use crate::tui::{Connect, Setup, Tools};

/// What a newcomer begins with.
const FIRST_PACK: &str = "elixir";
/// How the screen looks where nobody says otherwise.
const THEME: &str = "dark";

/// Learn, in the terminal.
#[derive(Debug, Args)]
pub struct Play {
    /// A pack's name, or its folder [default: the one you were in last, else elixir]
    pack: Option<String>,
    /// Begin at this lesson
    #[arg(long, value_name = "ID")]
    lesson: Option<String>,
}

impl Play {
    /// Whether nothing was asked for.
    pub fn is_empty(&self) -> bool {
        self.pack.is_none() && self.lesson.is_none()
    }
}

pub fn play(args: &Play, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open(global)?;
    let words = home.words(global);
    let mut store = open_store(&home.dirs);
    let (name, opened) = open_pack(args, words.lang(), &home, store.as_ref().ok())?;
    let pack = opened.pack;
    let mut warnings = warnings(&home.settings, &opened.warnings);
    let languages = allowed(pack.languages(), &name, &home, &mut warnings)?;
    if let Some(id) = &args.lesson {
        known_lesson(&pack, id)?;
    }
    let learner = match &mut store {
        Ok(store) => learner(store, &pack)?,
        Err(_) => Learner::default(),
    };
    let setup = Setup {
        learner,
        lesson: args.lesson.clone(),
        palette: palette(global, &home)?,
        tools: tools(global, &pack.id, languages, &home)?,
        warnings,
        pack: Arc::new(pack),
        words,
        store: Some(store.map_err(|error| error.to_string())),
        authoring: None,
    };
    crate::tui::play(setup)?;
    Ok(ExitCode::SUCCESS)
}

/// What is told at the start: what is wrong with `config.toml`, and what of the pack's wishes is not granted.
/// Neither keeps anybody from reading.
pub fn warnings(settings: &Settings, pack: &[Problem]) -> Vec<String> {
    let settings = settings.problems.iter().map(ToString::to_string);
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
    Store::open(&dirs.data.join("progress.db"))
}

/// The pack that was asked for, and its name; else the one that the learner was in last, if it is still there.
fn open_pack(
    args: &Play,
    lang: &str,
    home: &Home,
    store: Option<&Store>,
) -> Result<(String, Opened), CliError> {
    let open = |name: String| {
        let opened = pack::open(&name, lang, &home.assets, home.settings.limits)?;
        Ok((name, opened))
    };
    if let Some(name) = &args.pack {
        return open(name.clone());
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
    let mut learner = Learner {
        states: store
            .states(&pack.id)?
            .into_iter()
            .map(|(id, state)| (id, state.status))
            .collect(),
        place: store.place(&pack.id)?,
        ..Learner::default()
    };
    for lesson in &pack.lessons {
        let exercises = lesson
            .exercises
            .iter()
            .map(|e| Item::exercise(&lesson.id, &e.id));
        let examples = (0..examples(&lesson.body.nodes)).map(|i| Item::example(&lesson.id, i));
        for item in exercises.chain(examples) {
            let (_, name) = item.key();
            if let Some(draft) = store.draft(&Key::new(&pack.id, &lesson.id, name))? {
                learner.drafts.insert(item, draft.files);
            }
        }
    }
    Ok(learner)
}

/// How many examples a lesson has.
fn examples(nodes: &[Node]) -> usize {
    nodes
        .iter()
        .map(|node| match node {
            Node::Example(_) => 1,
            Node::Quote { body, .. } | Node::Footnote { body, .. } => examples(body),
            Node::List { items, .. } => items.iter().map(|i| examples(&i.body)).sum(),
            _ => 0,
        })
        .sum()
}

/// How the screen looks.
pub fn palette(global: &Global, home: &Home) -> Result<Palette, CliError> {
    let assets = &home.assets;
    let name = global.theme.as_ref().or(home.settings.theme.as_ref());
    let name = name.map_or(THEME, String::as_str);
    let text = assets
        .theme(name)
        .map_err(|error| CliError::Theme(error.to_string()))?;
    let text = text.ok_or_else(|| {
        let known = assets.theme_names().join(", ");
        CliError::Theme(format!(
            "there is no theme called {name}; the themes here are: {known}"
        ))
    })?;
    let text = String::from_utf8_lossy(&text);
    let theme = Theme::parse(name, &text).map_err(|error| CliError::Theme(error.to_string()))?;
    Ok(theme.at(Depth::detect(|variable| std::env::var(variable).ok())))
}

/// The pack's languages, as far as the learner allows them: who cannot run can still read, and is told.
pub fn allowed<'a>(
    names: impl IntoIterator<Item = &'a str>,
    pack: &str,
    home: &Home,
    warnings: &mut Vec<String>,
) -> Result<Vec<Language>, CliError> {
    let mut languages = Vec::new();
    for name in names {
        match language::of_pack(name, pack, home) {
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
    })
}
