//! `tutorbox doctor --attack`: the corpus, on the engine that was asked for or on all.

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use super::proof::{AttackProof, EngineProof, Proof, VERSION};
use super::targets::{Target, targets};
use super::{Doctor, answer, json};
use crate::cli::home::Home;
use crate::cli::line::Line;
use crate::cli::{CliError, Format, Global, common, language};
use crate::config::Folder;
use crate::proof::{Attack, Campaign, Event, Snapshot, corpus};
use crate::sandbox::{Boot, Engine};

pub fn attack(args: &Doctor, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open_sound(global)?;
    let attacks = match &args.from {
        Some(folder) => corpus::in_folder(&Folder::on_disk(folder))?,
        None => corpus::built_in()?,
    };
    let attacks = corpus::only(attacks, &args.only)?;
    let proofs = common::block_on(async {
        let mut proofs = Vec::new();
        for target in targets(&home, global).await? {
            let proof = one(&target, &attacks, args, global, &home).await?;
            if args.format == Format::Text {
                answer(&format!("{}\n", proof.text().trim_end()));
            }
            proofs.push(proof);
        }
        Ok(proofs)
    })?;
    let any = proofs.iter().any(EngineProof::ran);
    let contained = any && proofs.iter().all(EngineProof::held);
    let code = match (any, contained) {
        (false, _) => ExitCode::from(3),
        (true, false) => ExitCode::from(1),
        (true, true) => ExitCode::SUCCESS,
    };
    match args.format {
        Format::Json => answer(&json(&Proof {
            version: VERSION,
            tutorbox: env!("CARGO_PKG_VERSION"),
            contained,
            engines: proofs,
        })),
        Format::Text if !any => answer("No engine ran an attack: nothing is proven."),
        Format::Text if contained => answer("Every attack was contained."),
        Format::Text => answer("NOT every attack was contained."),
    }
    Ok(code)
}

/// All attacks on one engine.
async fn one(
    target: &Target,
    attacks: &[Attack],
    args: &Doctor,
    global: &Global,
    home: &Home,
) -> Result<EngineProof, CliError> {
    let mut proof = EngineProof {
        name: target.name(),
        kind: target.kind.name(),
        place: target.place.clone(),
        runtime: target.runtime.clone(),
        refused: None,
        error: None,
        seconds: 0.0,
        attacks: Vec::new(),
        leftovers: None,
    };
    let allowed = |engine: &Arc<dyn Engine>| {
        let weak = engine.about().refuse_weak(global.allow_weak_limits);
        weak.map(|()| Arc::clone(engine))
    };
    let engine = match target
        .engine
        .as_ref()
        .map_err(Clone::clone)
        .and_then(allowed)
    {
        Ok(engine) => engine,
        Err(error) => {
            proof.refused = Some(error.to_string());
            return Ok(proof);
        }
    };
    let boots = match boots(engine.as_ref(), attacks, args.yes, home).await {
        Ok(boots) => boots,
        // Whoever does not answer, or says no, is asked for no other engine.
        Err(error @ (CliError::NotAsked { .. } | CliError::Declined)) => return Err(error),
        Err(error) => {
            proof.error = Some(error.to_string());
            return Ok(proof);
        }
    };
    let began = Instant::now();
    let before = Snapshot::take(target.kind, std::slice::from_ref(&home.dirs.state));
    let campaign = Campaign::new(engine, boots);
    let progress = Progress::new(&proof.name, attacks.len());
    let trials = campaign.run(attacks, &|event| progress.show(&event)).await;
    progress.line.say("looking for what they left");
    let left = campaign.leftovers(before).await;
    progress.line.clear();
    let judged = attacks.iter().zip(trials);
    let judged = judged.map(|(attack, trial)| AttackProof::new(attack, trial));
    proof.finish(judged.collect(), &left, began.elapsed());
    Ok(proof)
}

/// What the attacks' languages are booted with; their images are fetched where they are not there.
async fn boots(
    engine: &dyn Engine,
    attacks: &[Attack],
    yes: bool,
    home: &Home,
) -> Result<BTreeMap<String, Boot>, CliError> {
    let names: BTreeSet<&str> = attacks.iter().map(|attack| attack.language).collect();
    let mut boots = BTreeMap::new();
    for name in names {
        let language = language::known(name, &home.assets)?;
        if yes {
            common::prepare_image(engine, &language, &home.dirs).await?;
        }
        let boot = common::boot(engine, &language, &home.dirs).await?;
        boots.insert(name.to_owned(), boot);
    }
    Ok(boots)
}

/// Says on stderr how far a campaign is.
struct Progress {
    line: Line,
    all: usize,
    over: AtomicUsize,
}

impl Progress {
    fn new(engine: &str, all: usize) -> Self {
        Self {
            line: Line::new(engine),
            all,
            over: AtomicUsize::new(0),
        }
    }

    fn show(&self, event: &Event<'_>) {
        let attack = match event {
            Event::Began(attack) => attack,
            Event::Ended(attack, _) => {
                self.over.fetch_add(1, Ordering::Relaxed);
                attack
            }
        };
        let over = self.over.load(Ordering::Relaxed);
        let text = format!("{over} of {} attacks, {}", self.all, attack.name);
        self.line.say(&text);
    }
}
