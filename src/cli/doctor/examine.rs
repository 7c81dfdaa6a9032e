//! Looks at everything that a run needs.

use std::sync::Arc;

use super::left_behind::Swept;
use super::report::{
    Chosen, EngineReport, ImageReport, LimitReport, Problem, Report, VERSION, WeakReport,
};
use super::{disk, left_behind, targets};
use crate::cli::choice::Choice;
use crate::cli::home::{self, Home};
use crate::cli::{Global, language};
use crate::sandbox::image::{Language, Recipe, Store, host_arch};
use crate::sandbox::{BUDGET, Engine, EngineError, Found, Weak};

/// All that is found. Nothing in it is an error: whatever is wrong is what was asked for.
pub async fn examine(home: &Home, global: &Global) -> Report {
    let wanted = home.wanted_of_any(global);
    let found = targets::all_found(&wanted).await;
    // Before a connection does the same, and tells nobody.
    let swept = left_behind::sweep(&found).await;
    let engine = home::connect(&home.settings, &wanted).await;
    let mut problems: Vec<Problem> = home
        .settings
        .problems
        .iter()
        .map(|problem| Problem {
            what: problem.to_string(),
            remedy: format!("edit {}", problem.path.display()),
        })
        .collect();
    match &engine {
        Ok(engine) => problems.extend(engine.about().weak.iter().map(weak_problem)),
        // What is wrong with the file was said.
        Err(_) if home.settings.is_wall_unknown => {}
        Err(error) => problems.push(engine_problem(error)),
    }
    problems.extend(left_behind::problems(&found, &swept));
    let engine = engine.ok();
    let (images, missing) = images(home, global, engine.as_ref()).await;
    problems.extend(missing);
    let allowed = global.allow_weak_limits;
    let can_run = engine
        .as_ref()
        .is_some_and(|engine| engine.about().refuse_weak(allowed).is_ok());
    Report {
        version: VERSION,
        tutorbox: env!("CARGO_PKG_VERSION"),
        can_run,
        chosen: engine.map(|engine| Chosen {
            engine: found.iter().position(|f| is_same(f, engine.as_ref())),
            name: engine.name(),
            why: why(home, global, engine.as_ref()),
            weak_allowed: allowed && !engine.about().weak.is_empty(),
        }),
        engines: found.into_iter().zip(swept).map(engine_report).collect(),
        images,
        limits: limits(home),
        pool: pool(home),
        disk: disk::use_of(&home.dirs),
        folders: disk::folders(&home.dirs),
        problems,
    }
}

fn is_same(found: &Found, engine: &dyn Engine) -> bool {
    let about = engine.about();
    found
        .result
        .as_ref()
        .is_ok_and(|found| found.about().kind == about.kind && found.about().place == about.place)
}

/// Why it is this engine.
fn why(home: &Home, global: &Global, engine: &dyn Engine) -> String {
    let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if let Some(Choice::One(_)) = global.engine {
        return "it was asked for".to_owned();
    }
    if home.settings.engine.is_some() {
        return "config.toml asks for it".to_owned();
    }
    let is_docker = engine.about().kind == crate::sandbox::Kind::Docker;
    let named = ["DOCKER_HOST", "DOCKER_CONTEXT"];
    if let Some(name) = named.iter().find(|name| is_docker && is_set(name)) {
        return format!("{name} names it");
    }
    match engine.about().weak.is_empty() {
        true => "it is the first that answers and enforces every limit".to_owned(),
        false => "it is the first that answers".to_owned(),
    }
}

fn engine_report((found, swept): (Found, Option<Swept>)) -> EngineReport {
    let about = found.result.as_ref().ok().map(|engine| engine.about());
    EngineReport {
        kind: found.kind.name(),
        works: about.is_some(),
        version: about.map(|about| about.version.clone()),
        runtime: about.and_then(|about| about.runtime.clone()),
        cgroups: about.and_then(|about| about.cgroups),
        removed: swept.and_then(Result::ok),
        not_enforced: about
            .into_iter()
            .flat_map(|about| &about.weak)
            .map(|weak| WeakReport {
                limit: weak.limit.name(),
                why: weak.why.clone(),
                remedy: weak.remedy.clone(),
            })
            .collect(),
        error: found.result.err().map(|error| error.to_string()),
        place: found.place,
        runtimes: found.runtimes,
    }
}

fn weak_problem(weak: &Weak) -> Problem {
    Problem {
        what: format!("{} is NOT ENFORCED: {}", weak.limit, weak.why),
        remedy: weak.remedy.clone(),
    }
}

fn engine_problem(error: &EngineError) -> Problem {
    match error {
        EngineError::Unreachable { place, why } => Problem {
            what: format!("no container engine answers at {place}"),
            remedy: why.clone(),
        },
        EngineError::Weak { weak, .. } => weak_problem(weak),
        error => Problem {
            what: error.to_string(),
            remedy: "choose another engine: --engine docker, podman or embedded".to_owned(),
        },
    }
}

/// The languages' images in an engine, and what is to be done about those that are not there.
async fn images(
    home: &Home,
    global: &Global,
    engine: Option<&Arc<dyn Engine>>,
) -> (Vec<ImageReport>, Vec<Problem>) {
    let (mut images, mut problems) = (Vec::new(), Vec::new());
    for name in home.assets.language_names() {
        let language = match language::known(&name, &home.assets) {
            Ok(language) => language,
            Err(error) => {
                problems.push(Problem {
                    what: error.to_string(),
                    remedy: format!("mend the folder of {name}, or remove it"),
                });
                continue;
            }
        };
        match image(&language, engine).await {
            Ok(image) => {
                if image.is_there == Some(false) {
                    problems.push(missing(&language, home, global));
                }
                images.push(image);
            }
            Err(what) => problems.push(Problem {
                what,
                remedy: format!("tutorbox image prepare {name}"),
            }),
        }
    }
    (images, problems)
}

async fn image(
    language: &Language,
    engine: Option<&Arc<dyn Engine>>,
) -> Result<ImageReport, String> {
    let image = language.tag(host_arch()).map_err(|e| e.to_string())?;
    let is_there = match engine {
        Some(engine) => Some(engine.has_image(&image).await.map_err(|e| e.to_string())?),
        None => None,
    };
    Ok(ImageReport {
        language: language.name().to_owned(),
        title: language.title().to_owned(),
        image,
        is_there,
        download_mb: language.download_mb(),
    })
}

fn missing(language: &Language, home: &Home, global: &Global) -> Problem {
    let title = language.title();
    let what = format!("the image of {title} is not there");
    let checked = Recipe::new(language, &Store::new(&home.dirs.cache))
        .map_err(|error| error.to_string())
        .and_then(|recipe| recipe.check().map_err(|error| error.to_string()));
    if let Err(why) = checked {
        return Problem {
            what: format!("{what}, and cannot be prepared here"),
            remedy: why,
        };
    }
    let engine = match global.engine {
        Some(Choice::One(kind)) => format!(" --engine {}", kind.name()),
        _ => String::new(),
    };
    Problem {
        what,
        remedy: format!("tutorbox image prepare {}{engine}", language.name()),
    }
}

/// What the containers that wait may use.
fn pool(home: &Home) -> LimitReport {
    const MIB: f64 = 1024.0 * 1024.0;
    let set = home.settings.pool;
    LimitReport {
        key: "pool_mb",
        value: set.unwrap_or(BUDGET) as f64 / MIB,
        unit: "MiB",
        default: BUDGET as f64 / MIB,
        from: from(set.is_some()),
    }
}

fn from(is_set: bool) -> &'static str {
    match is_set {
        true => "config.toml",
        false => "default",
    }
}

fn limits(home: &Home) -> Vec<LimitReport> {
    let rows = home.settings.limit_rows().into_iter();
    rows.map(|row| LimitReport {
        key: row.key,
        value: row.value,
        unit: row.unit,
        default: row.default,
        from: from(row.is_set),
    })
    .collect()
}
