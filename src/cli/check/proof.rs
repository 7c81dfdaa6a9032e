//! The second half of a check: what the pack claims of its code, run, or remembered.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use super::Check;
use super::progress::Progress;
use super::report::Report;
use crate::author::{self, Claim, Event, Finding, Ground, Key, Memory, Plan};
use crate::cli::home::Home;
use crate::cli::{CliError, Global, common, language};
use crate::course::Pack;
use crate::pack;
use crate::sandbox::image::{self, Language, host_arch};
use crate::sandbox::{Boot, Engine};

/// Languages by their names.
type Languages = BTreeMap<String, Language>;

/// Puts to the proof what the pack claims, as far as nobody interrupts it: what came of it is added to the report and, where
/// it holds, to what is remembered.
pub fn prove(
    args: &Check,
    global: &Global,
    home: &Home,
    report: &mut Report,
) -> Result<(), CliError> {
    let packs = packs(args, home)?;
    let id = packs.first().map_or("", |pack| pack.id.as_str());
    for exercise in &args.only {
        common::exercise(&packs[0], exercise)?;
    }
    let cache = &home.dirs.cache;
    let memory = match args.fresh {
        true => Memory::forgetful(cache, id),
        false => Memory::open(cache, id),
    };
    let so_far = Mutex::new((report, Vec::new()));
    let ended = common::block_on(async {
        let engine = home.engine(global).await?;
        let languages = languages(Plan::languages(&packs, &args.only), args, home)?;
        let grounds = grounds(engine.as_ref(), &languages).await?;
        let plan = Plan::new(&packs, &args.only, &grounds, &memory);
        remember(&plan, &so_far);
        let boots = boots(engine.as_ref(), &languages, &plan, home).await?;
        run(engine, &boots, &plan, id, &so_far).await;
        Ok(())
    });
    let (report, proved) = so_far.into_inner().unwrap_or_else(PoisonError::into_inner);
    if let Err(error) = memory.keep(proved) {
        let what = "what was proved will not be remembered";
        writeln!(io::stderr(), "tutorbox: {what}: {error}").ok();
    }
    match ended {
        Err(CliError::Interrupted) => report.interrupted = true,
        ended => ended?,
    }
    Ok(())
}

/// Whether nothing that is wrong with the pack keeps it from being run.
pub fn can_be_read(args: &Check, home: &Home) -> bool {
    packs(args, home).is_ok()
}

/// The report, and what is to be remembered.
type SoFar<'r> = Mutex<(&'r mut Report, Vec<Key>)>;

/// The pack in all of its languages, the base first.
fn packs(args: &Check, home: &Home) -> Result<Vec<Pack>, CliError> {
    let open =
        |lang: &str| pack::open_as_asked(&args.pack, lang, &home.assets, home.settings.limits);
    let mut packs = vec![open("")?.pack];
    for lang in pack::languages(&args.pack, &home.assets)? {
        packs.push(open(&lang)?.pack);
    }
    Ok(packs)
}

fn languages(names: BTreeSet<&str>, args: &Check, home: &Home) -> Result<Languages, CliError> {
    let load = |name: &str| Ok((name.to_owned(), language::of_pack(name, &args.pack, home)?));
    names.into_iter().map(load).collect()
}

async fn grounds(
    engine: &dyn Engine,
    languages: &Languages,
) -> Result<BTreeMap<String, Ground>, CliError> {
    let mut grounds = BTreeMap::new();
    for (name, language) in languages {
        let image = match image::there(engine, language).await? {
            Some(image) => image,
            None => language.tag(host_arch())?,
        };
        let ground = Ground::new(engine.about(), &language.boot(image));
        grounds.insert(name.clone(), ground);
    }
    Ok(grounds)
}

fn remember(plan: &Plan<'_>, so_far: &SoFar<'_>) {
    let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
    let (report, proved) = &mut *so_far;
    report.claims = plan.remembered.len() + plan.left.len();
    for step in &plan.remembered {
        report.remember(&step.claim);
        proved.push(step.key.clone());
    }
}

/// What the languages are booted with of which something is left to be run.
async fn boots(
    engine: &dyn Engine,
    languages: &Languages,
    plan: &Plan<'_>,
    home: &Home,
) -> Result<BTreeMap<String, Boot>, CliError> {
    let mut boots = BTreeMap::new();
    let needed: BTreeSet<&str> = plan.left.iter().map(|s| s.claim.language()).collect();
    for (name, language) in languages
        .iter()
        .filter(|(n, _)| needed.contains(n.as_str()))
    {
        let boot = common::boot(engine, language, &home.dirs).await?;
        boots.insert(name.clone(), boot);
    }
    Ok(boots)
}

async fn run(
    engine: Arc<dyn Engine>,
    boots: &BTreeMap<String, Boot>,
    plan: &Plan<'_>,
    id: &str,
    so_far: &SoFar<'_>,
) {
    let claims: Vec<Claim<'_>> = plan.left.iter().map(|step| step.claim).collect();
    let progress = Progress::new(id, &claims);
    let tell = |event: Event| match event {
        Event::Began(index) => progress.begin(&claims[index]),
        Event::Ended(index, finding, took) => {
            progress.end(&claims[index]);
            let mut so_far = so_far.lock().unwrap_or_else(PoisonError::into_inner);
            let (report, proved) = &mut *so_far;
            if finding == Finding::Holds {
                proved.push(plan.left[index].key.clone());
            }
            report.add(&claims[index], finding, took.as_secs_f64());
        }
    };
    author::prove(engine, boots, &claims, &tell).await;
}
