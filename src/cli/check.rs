//! `tutorbox check`: see that a pack is sound, and that its code does what the pack says.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::Args;
use serde::Serialize;

use super::home::Home;
use super::line::Line;
use super::{CliError, Format, Global, common, language};
use crate::author::{self, Claim, Event, Finding};
use crate::course::{Level, Pack, Problem};
use crate::pack;
use crate::sandbox::EngineError;

const EXAMPLES: &str = "\
Examples:
  tutorbox check my-pack/
  tutorbox check my-pack/ --static
  tutorbox check my-pack/ --only sum cart
  tutorbox check elixir --format json

Every solution must pass, every starter must fail by a check, every example must run to its end; each is run in a container of
its own, as many at once as this machine takes.

Exit codes: 0 the pack is sound, 2 it is not, 3 no container engine.";

/// See that a pack is sound: what is written in it, and what its code does
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Check {
    /// A pack's folder, or the name of one that is here
    pack: String,
    /// Run nothing: only look at what is written
    #[arg(long = "static")]
    is_static: bool,
    /// Run these exercises alone
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with = "is_static")]
    only: Vec<String>,
    /// How the answer is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What came of it.
#[derive(Debug, Default, Serialize)]
struct Report {
    version: u32,
    problems: Vec<Told>,
    /// How many claims were put to the proof, and are so.
    proved: usize,
    /// How many were put to it.
    tried: usize,
    seconds: f64,
}

/// A problem, for programs.
#[derive(Debug, Serialize)]
struct Told {
    level: &'static str,
    path: String,
    /// From 1; 0 where the file as a whole is meant.
    line: usize,
    column: usize,
    message: String,
    help: Option<String>,
    #[serde(skip)]
    text: String,
}

impl From<Problem> for Told {
    fn from(problem: Problem) -> Self {
        Self {
            text: problem.to_string(),
            level: match problem.level {
                Level::Warning => "warning",
                Level::Error => "error",
            },
            path: problem.path,
            line: problem.line,
            column: problem.column,
            message: problem.message,
            help: problem.help,
        }
    }
}

pub fn check(args: &Check, global: &Global) -> Result<ExitCode, CliError> {
    let began = Instant::now();
    let home = Home::open_sound(global)?;
    let problems = pack::check(&args.pack, &home.assets)?;
    let mut report = Report {
        version: 1,
        problems: problems.into_iter().map(Told::from).collect(),
        ..Report::default()
    };
    if !args.is_static && report.is_sound() {
        let pack = pack::open_as_asked(&args.pack, &home.assets, home.settings.limits)?.pack;
        prove(&pack, args, global, &home, &mut report)?;
    }
    report.seconds = began.elapsed().as_secs_f64();
    let written = match args.format {
        // A report has no maps with keys that are no strings, the one thing that JSON refuses.
        Format::Json => serde_json::to_string_pretty(&report).unwrap_or_default(),
        Format::Text => report.text(args.is_static),
    };
    // A reader that has gone has seen what it wanted.
    writeln!(io::stdout(), "{}", written.trim_end()).ok();
    Ok(ExitCode::from(if report.is_sound() { 0 } else { 2 }))
}

fn prove(
    pack: &Pack,
    args: &Check,
    global: &Global,
    home: &Home,
    report: &mut Report,
) -> Result<(), CliError> {
    for id in &args.only {
        common::exercise(pack, id)?;
    }
    let mut claims = Claim::of(pack);
    if !args.only.is_empty() {
        claims.retain(|claim| claim.exercise().is_some_and(|e| args.only.contains(&e.id)));
    }
    let findings = common::block_on(async {
        let engine = home.engine(global).await?;
        let mut boots = BTreeMap::new();
        for claim in &claims {
            if !boots.contains_key(claim.language()) {
                let language = language::of_pack(claim.language(), &args.pack, home)?;
                let boot = common::boot(engine.as_ref(), &language, &home.dirs).await?;
                boots.insert(claim.language().to_owned(), boot);
            }
        }
        let progress = Progress::new(&pack.id, claims.len());
        let tell = |event: Event<'_>| progress.show(&event);
        let findings = author::prove(engine, &boots, pack, &claims, &tell).await;
        progress.line.clear();
        Ok(findings)
    })?;
    report.tried = findings.len();
    for finding in findings {
        match finding {
            Finding::Holds => report.proved += 1,
            Finding::Refuted(problem) => report.problems.push(problem.into()),
            Finding::Untried(why) => {
                return Err(CliError::Engine(EngineError::Failed {
                    what: "run the pack's code",
                    why,
                }));
            }
        }
    }
    Ok(())
}

impl Report {
    fn count(&self, level: &str) -> usize {
        self.problems.iter().filter(|p| p.level == level).count()
    }

    fn is_sound(&self) -> bool {
        self.count("error") == 0
    }

    fn text(&self, is_static: bool) -> String {
        let mut parts: Vec<String> = self.problems.iter().map(|p| p.text.clone()).collect();
        let counts = [
            ("error", self.count("error")),
            ("warning", self.count("warning")),
        ];
        let counts = counts.iter().filter(|(_, count)| *count > 0);
        let counts: Vec<String> = counts
            .map(|(what, count)| format!("{count} {what}{}", if *count == 1 { "" } else { "s" }))
            .collect();
        let verdict = match counts.is_empty() {
            true => "The pack is sound".to_owned(),
            false => counts.join(", "),
        };
        let runs = match (is_static, self.tried) {
            (true, _) => "nothing was run".to_owned(),
            (false, 0) => "nothing was run: what is written comes first".to_owned(),
            (false, tried) => format!(
                "{} of {tried} runs went as they should, in {:.1} s",
                self.proved, self.seconds
            ),
        };
        parts.push(format!("{verdict}; {runs}."));
        parts.join("\n\n")
    }
}

/// Says on stderr how far it is, and how long it will take.
struct Progress {
    line: Line,
    all: usize,
    over: AtomicUsize,
    began: Instant,
}

impl Progress {
    fn new(pack: &str, all: usize) -> Self {
        Self {
            line: Line::new(pack),
            all,
            over: AtomicUsize::new(0),
            began: Instant::now(),
        }
    }

    fn show(&self, event: &Event<'_>) {
        let claim = match event {
            Event::Began(claim) => claim,
            Event::Ended(claim, _) => {
                self.over.fetch_add(1, Ordering::Relaxed);
                claim
            }
        };
        let over = self.over.load(Ordering::Relaxed);
        let text = format!(
            "{over} of {} runs{}, {}",
            self.all,
            self.left(over),
            claim.subject()
        );
        self.line.say(&text);
    }

    /// Once a few are over, so long will the rest take.
    fn left(&self, over: usize) -> String {
        if over < 4 {
            return String::new();
        }
        let each = self.began.elapsed() / u32::try_from(over).unwrap_or(u32::MAX);
        let left = each * u32::try_from(self.all - over).unwrap_or(0);
        format!(
            ", about {} s left",
            left.max(Duration::from_secs(1)).as_secs()
        )
    }
}
