//! `tutorbox preview`: a pack as its learners will see it, while its author writes it.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::home::Home;
use super::language::Consent;
use super::{CliError, Global, look, play};
use crate::author::preview::Preview as Watch;
use crate::tui::model::Learner;
use crate::tui::preview::nothing;
use crate::tui::target::Spot;
use crate::tui::{Authoring, Setup};

const EXAMPLES: &str = "\
Examples:
  tutorbox preview my-pack/
  tutorbox preview my-pack/ --lesson recursion
  tutorbox --lang ko preview my-pack/     begin with the Korean translation
  tutorbox preview my-pack/ --poll        the files are changed from another machine

Save in any editor, and the lesson is there: at the same place, or where you changed another one. What is wrong is told where it \
stands. Keys beside those of learners: s fills in the solution, v shows what learners do not see, e goes to the next problem, w \
tries a terminal of 80, 100 or 120 columns, l takes the next translation; F1 tells of all.

Nothing is kept: a preview touches neither your progress nor your drafts.";

/// See a pack as its learners will, while you write it
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Preview {
    /// The pack's folder
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Begin at this lesson
    #[arg(long, value_name = "ID")]
    lesson: Option<String>,
    /// Look at the files four times a second, too: for folders whose changes the system does not tell of
    #[arg(long)]
    poll: bool,
}

pub fn preview(args: &Preview, global: &Global) -> Result<ExitCode, CliError> {
    if global.plain {
        return Err(CliError::PlainPreview(args.folder.clone()));
    }
    if !args.folder.is_dir() {
        return Err(CliError::NoFolder(args.folder.clone()));
    }
    let home = Home::open(global)?;
    let words = home.words(global);
    let watch = Watch::new(args.folder.clone(), home.settings.limits, args.poll);
    let edition = watch.edition().clone();
    let pack = edition.pack(words.lang());
    let pack = pack.or(edition.packs.first().map(|(_, pack)| pack));
    let pack = pack.map_or_else(|| nothing(&words), Arc::clone);
    if let Some(id) = &args.lesson {
        play::known_lesson(&pack, id)?;
    }
    // Which of ours the pack will be in is its author's to say.
    let mut names = home.assets.language_names();
    names.extend(pack.languages().into_iter().map(str::to_owned));
    let mut warnings = play::warnings(&home.settings.problems, &[]);
    let folder = args.folder.to_string_lossy();
    let names = BTreeSet::from_iter(names.iter().map(String::as_str));
    let languages = play::allowed(names, &folder, &home, Consent::Asked, &mut warnings)?;
    let look = look::look(global, &home)?;
    let setup = Setup {
        learner: Learner::default(),
        spot: args.lesson.clone().map(Spot::beginning),
        palette: look.palette,
        grounds: look.grounds,
        background: look.background,
        keymap: Arc::clone(&home.keymap),
        tools: play::tools(global, &pack.id, languages, &home)?,
        warnings,
        not_opened: None,
        mouse: home.settings.mouse.unwrap_or(true),
        pack,
        words,
        store: None,
        authoring: Some(Authoring {
            edition,
            follow: Box::new(move |hear| watch.follow(hear)),
        }),
    };
    // There is no way from a preview to another pack.
    crate::tui::play::<CliError>(setup, |_| Ok(None))?;
    Ok(ExitCode::SUCCESS)
}
