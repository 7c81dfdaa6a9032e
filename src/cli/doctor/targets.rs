//! Which engines are attacked.

use std::sync::Arc;

use crate::cli::choice::Choice;
use crate::cli::home::{self, Home};
use crate::cli::{CliError, Global};
use crate::sandbox::{Engine, EngineError, Found, Kind, Wanted, survey};

/// An engine, with one of its runtimes.
pub struct Target {
    pub kind: Kind,
    pub place: String,
    /// As it was asked for; `None`: whichever the engine takes.
    pub runtime: Option<String>,
    /// The engine, or why it is none.
    pub engine: Result<Arc<dyn Engine>, EngineError>,
}

impl Target {
    /// What a heading says.
    pub fn name(&self) -> String {
        match (&self.engine, &self.runtime) {
            (Ok(engine), _) if engine.about().runtime.is_some() => engine.name(),
            (Ok(engine), Some(runtime)) => format!("{}, {runtime}", engine.name()),
            (Ok(engine), None) => engine.name(),
            (Err(_), Some(runtime)) => format!("{}, {runtime}", self.kind.title()),
            (Err(_), None) => self.kind.title().to_owned(),
        }
    }
}

/// The engine that was asked for, or each that there is, with each runtime that it knows.
pub async fn targets(home: &Home, global: &Global) -> Result<Vec<Target>, CliError> {
    let wanted = home.wanted_of_any(global);
    if global.engine != Some(Choice::All) {
        let engine = home::connect(&home.settings, &wanted).await?;
        let about = engine.about().clone();
        return Ok(vec![Target {
            kind: about.kind,
            place: about.place,
            runtime: wanted.runtime,
            engine: Ok(engine),
        }]);
    }
    let mut targets = Vec::new();
    for found in all_found(&wanted).await {
        targets.extend(of_one(found, &wanted).await);
    }
    Ok(targets)
}

/// Every engine of every kind, even where the surroundings name one. A place that was looked at for two kinds is told of
/// once.
pub async fn all_found(wanted: &Wanted) -> Vec<Found> {
    let mut all: Vec<Found> = Vec::new();
    for kind in Kind::ALL {
        let one = Wanted {
            kind: Some(*kind),
            ..wanted.clone()
        };
        for found in survey(&one).await {
            let is_known = all.iter().any(|other| other.place == found.place);
            if !is_known || found.place.is_empty() {
                all.push(found);
            }
        }
    }
    all
}

/// An engine with each of its runtimes.
async fn of_one(found: Found, wanted: &Wanted) -> Vec<Target> {
    let runtimes = runtimes(&found.runtimes);
    let target = |runtime, engine| Target {
        kind: found.kind,
        place: found.place.clone(),
        runtime,
        engine,
    };
    if found.result.is_err() || wanted.runtime.is_some() || runtimes.len() < 2 {
        return vec![target(wanted.runtime.clone(), found.result)];
    }
    let mut targets = Vec::new();
    for runtime in runtimes {
        let with = Wanted {
            kind: Some(found.kind),
            runtime: Some(runtime.clone()),
            ..wanted.clone()
        };
        let there = survey(&with).await.into_iter();
        let same = there
            .filter(|other| other.place == found.place)
            .map(|other| target(Some(runtime.clone()), other.result));
        targets.extend(same);
    }
    targets
}

/// The runtimes without what are other names of one of them.
fn runtimes(known: &[String]) -> Vec<String> {
    let mut runtimes: Vec<String> = known
        .iter()
        .filter(|name| !name.starts_with("io.containerd."))
        .cloned()
        .collect();
    runtimes.sort();
    runtimes.dedup();
    runtimes
}

#[cfg(test)]
mod tests {
    use super::runtimes;

    #[test]
    fn another_name_of_a_runtime_is_no_other_runtime() {
        let known = ["runsc", "io.containerd.runc.v2", "runc"].map(str::to_owned);
        assert_eq!(runtimes(&known), ["runc", "runsc"]);
    }
}
