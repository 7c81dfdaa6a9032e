//! What `doctor --attack` came to, as JSON (a stable interface) and for people.
//!
//! Version 1. Every field is always there, `null` where there is nothing to say; fields may be added within a version,
//! none is removed or changes its meaning.
//!
//! ```json
//! {
//!   "version": 1,
//!   "tutorbox": "0.1.0",
//!   "contained": true,
//!   "engines": [
//!     {
//!       "name": "Docker 28.0, runsc", "kind": "docker", "place": "unix:///var/run/docker.sock", "runtime": "runsc",
//!       "refused": null, "error": null, "seconds": 71.5,
//!       "attacks": [
//!         {
//!           "name": "fork_bomb", "language": "sh", "tries": "…", "limits": ["pids"],
//!           "result": "contained", "by": "pids", "said": "EAGAIN after 61",
//!           "end": "exited", "duration_ms": 120.5
//!         }
//!       ],
//!       "leftovers": { "result": "contained", "said": "no process, container, …" }
//!     }
//!   ]
//! }
//! ```
//!
//! - `contained`: every attack was, on every engine that ran any, and none left anything behind.
//! - `refused`: why no attack was run: the engine is not there, or does not enforce a limit. `error`: it failed.
//! - `result`: `contained`, `not-contained`, `broken` (it could not be tried), `skipped`.
//! - `end`: `exited`, `timed-out`, `out-of-memory`, `output-limit`; `null` where it came to none.

use std::time::Duration;

use serde::Serialize;

use super::table::Table;
use crate::proof::{Attack, End, Judgement, Leftovers, Trial};

/// The version of the format.
pub const VERSION: u32 = 1;

/// All engines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Proof {
    pub version: u32,
    pub tutorbox: &'static str,
    pub contained: bool,
    pub engines: Vec<EngineProof>,
}

/// One engine, with one runtime.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EngineProof {
    pub name: String,
    pub kind: &'static str,
    pub place: String,
    pub runtime: Option<String>,
    pub refused: Option<String>,
    pub error: Option<String>,
    pub seconds: f64,
    pub attacks: Vec<AttackProof>,
    pub leftovers: Option<Finding>,
}

/// One attack.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AttackProof {
    pub name: String,
    pub language: &'static str,
    pub tries: String,
    pub limits: Vec<&'static str>,
    #[serde(flatten)]
    pub finding: Finding,
    pub end: Option<&'static str>,
    pub duration_ms: f64,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    pub result: &'static str,
    pub by: Option<&'static str>,
    pub said: String,
}

impl From<Judgement> for Finding {
    fn from(judgement: Judgement) -> Self {
        let (result, by, said) = match judgement {
            Judgement::Contained { by, how } => (CONTAINED, Some(by.name()), how),
            Judgement::NotContained { why } => ("not-contained", None, why),
            Judgement::Broken { why } => ("broken", None, why),
            Judgement::Skipped { why } => ("skipped", None, why),
        };
        Self { result, by, said }
    }
}

const CONTAINED: &str = "contained";

impl AttackProof {
    /// What a trial of an attack showed.
    pub fn new(attack: &Attack, trial: Trial) -> Self {
        Self {
            name: attack.name.clone(),
            language: attack.language,
            tries: attack.tries.clone(),
            limits: attack.limits.iter().map(|limit| limit.name()).collect(),
            finding: trial.judgement.into(),
            end: trial.outcome.as_ref().and_then(End::of).map(End::name),
            duration_ms: trial.duration.as_secs_f64() * 1000.0,
        }
    }
}

impl EngineProof {
    /// Adds what all of it came to.
    pub fn finish(&mut self, attacks: Vec<AttackProof>, left: &Leftovers, time: Duration) {
        self.attacks = attacks;
        self.leftovers = Some(left.judgement().into());
        self.seconds = time.as_secs_f64();
    }

    /// Whether anything was run on it.
    pub fn ran(&self) -> bool {
        !self.attacks.is_empty()
    }

    /// Whether everything held, as far as it was tried. What is left on a host that cannot be seen is nobody's fault.
    pub fn held(&self) -> bool {
        let left = self.leftovers.iter();
        self.error.is_none()
            && self.attacks.iter().all(|a| a.finding.result == CONTAINED)
            && left
                .into_iter()
                .all(|l| [CONTAINED, "skipped"].contains(&l.result))
    }

    /// A heading, a row an attack, and how many there were.
    pub fn text(&self) -> String {
        let mut text = format!("{}\n", self.name);
        for (word, why) in [("refused", &self.refused), ("FAILED", &self.error)] {
            if let Some(why) = why {
                let mut table = Table::new(2);
                table.row([word, why]);
                text += &table.text();
            }
        }
        if !self.ran() {
            return text;
        }
        let mut table = Table::new(2);
        for attack in &self.attacks {
            let aimed = attack.limits.first().copied().unwrap_or_default();
            let by = attack.finding.by.unwrap_or(aimed);
            table.row([
                word(&attack.finding),
                &attack.name,
                by,
                &attack.finding.said,
            ]);
        }
        if let Some(left) = &self.leftovers {
            table.row([word(left), "(left on the host)", "one-use", &left.said]);
        }
        text += &table.text();
        let all = self.attacks.len();
        let contained = self
            .attacks
            .iter()
            .filter(|a| a.finding.result == CONTAINED);
        text + &format!(
            "  {} of {all} contained, in {:.0} s\n",
            contained.count(),
            self.seconds
        )
    }
}

fn word(finding: &Finding) -> &'static str {
    match finding.result {
        "not-contained" => "NOT",
        "broken" => "BROKEN",
        "skipped" => "unseen",
        other => other,
    }
}
