//! `tutorbox play`: learn, in the terminal.

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::{CliError, Global, common};
use crate::config::{Assets, Dirs};
use crate::course::{Node, Pack};
use crate::pack;
use crate::progress::{Key, Store, StoreError};
use crate::render::{Depth, Palette, Theme};
use crate::sandbox;
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

pub fn play(args: &Play, global: &Global) -> Result<ExitCode, CliError> {
    let words = common::words(global);
    let (dirs, assets) = common::assets(global)?;
    let mut store = open_store(&dirs);
    let pack = open_pack(args, words.lang(), &assets, store.as_ref().ok())?;
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
        palette: palette(global, &assets)?,
        tools: tools(global, &pack, &dirs, &assets)?,
        pack: Arc::new(pack),
        words,
        store: store.map_err(|error| error.to_string()),
    };
    crate::tui::play(setup)?;
    Ok(ExitCode::SUCCESS)
}

/// A learner whose progress cannot be saved can still learn, and is told.
fn open_store(dirs: &Dirs) -> Result<Store, StoreError> {
    Store::open(&dirs.data.join("progress.db"))
}

/// The pack that was asked for; else the one that the learner was in last, if it is still there.
fn open_pack(
    args: &Play,
    lang: &str,
    assets: &Assets,
    store: Option<&Store>,
) -> Result<Pack, CliError> {
    if let Some(name) = &args.pack {
        return Ok(pack::open(name, lang, assets)?);
    }
    let last = store.and_then(|s| s.last_pack().ok().flatten());
    let last = last.and_then(|name| pack::open(&name, lang, assets).ok());
    match last {
        Some(pack) => Ok(pack),
        None => Ok(pack::open(FIRST_PACK, lang, assets)?),
    }
}

fn known_lesson(pack: &Pack, id: &str) -> Result<(), CliError> {
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

fn palette(global: &Global, assets: &Assets) -> Result<Palette, CliError> {
    let name = global.theme.as_deref().unwrap_or(THEME);
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

fn tools(global: &Global, pack: &Pack, dirs: &Dirs, assets: &Assets) -> Result<Tools, CliError> {
    let names: BTreeSet<&str> = pack
        .exercises()
        .map(|e| e.language.as_str())
        .chain([pack.language.as_str()])
        .collect();
    let languages: Result<Vec<Language>, CliError> = names
        .into_iter()
        .map(|name| common::language(name, assets))
        .collect();
    let wanted = common::wanted(global, dirs);
    let connect: Connect = Arc::new(move || {
        let wanted = wanted.clone();
        Box::pin(async move { sandbox::connect(&wanted).await })
    });
    Ok(Tools {
        connect,
        languages: languages?,
        images: image::Store::new(&dirs.cache),
        pack: pack.id.clone(),
    })
}
