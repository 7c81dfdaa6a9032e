//! `tutorbox run`: judge one exercise without the interface.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::home::Home;
use super::{CliError, Format, Global, common, language, submission};
use crate::course::Exercise;
use crate::locale::{self, Words};
use crate::pack;
use crate::run::{Outcome, Stream, Transcript};
use crate::sandbox::{EngineError, Policy, Pool};
use crate::verdict::json::Report;
use crate::verdict::{Status, Verdict, job, judge};

const EXAMPLES: &str = "\
Examples:
  tutorbox run elixir hello hello.exs
  tutorbox run elixir hello < hello.exs
  tutorbox run elixir cart cart.exs shop.exs
  tutorbox run ./my-pack sum sum.exs --format json

Exit codes: 0 every check passed, 1 one did not, 2 a mistake in what was asked for, 3 no container engine.";

/// Judge one exercise without the interface.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Run {
    /// A pack's name, or its folder
    pack: String,
    /// The exercise's id
    exercise: String,
    /// The files to judge, or their folder; a file is taken by its name, or else in the exercise's order. Without any, stdin is the one file
    files: Vec<PathBuf>,
    /// How the verdict is written to stdout
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub fn run(args: &Run, global: &Global) -> Result<ExitCode, CliError> {
    let home = Home::open_sound(global)?;
    let words = home.words(global);
    let opened = pack::open(&args.pack, words.lang(), &home.assets, home.settings.limits)?;
    opened.warnings.iter().for_each(common::complain);
    let pack = opened.pack;
    let exercise = common::exercise(&pack, &args.exercise)?;
    let files = submission::files(exercise, &args.files)?;
    let language = language::of_pack(&exercise.language, &args.pack, &home)?;
    let transcript = common::block_on(async {
        let engine = home.engine(global).await?;
        let boot = common::boot(engine.as_ref(), &language, &home.dirs).await?;
        let pool = Pool::new(engine);
        let policy = Policy::new(exercise.limits);
        let run = pool.run_once(&boot, &policy, job(exercise, files));
        let transcript = run.transcript().await;
        pool.close().await;
        Ok(transcript)
    })?;
    let verdict = judge(&exercise.checks, !exercise.tests.is_empty(), &transcript);
    if let Some(Outcome::EngineFailed(why)) = &verdict.outcome {
        return Err(CliError::Engine(EngineError::Failed {
            what: "run the exercise",
            why: why.clone(),
        }));
    }
    let written = match args.format {
        Format::Json => json(exercise, &verdict, &transcript),
        Format::Text => text(exercise, &words, &verdict, &transcript),
    };
    // A reader that has gone has seen what it wanted.
    writeln!(io::stdout(), "{}", written.trim_end()).ok();
    Ok(ExitCode::from(u8::from(!verdict.passed())))
}

fn json(exercise: &Exercise, verdict: &Verdict, transcript: &Transcript) -> String {
    let report = Report::new(&exercise.id, verdict, &transcript.diagnostics);
    // A report has no maps with keys that are no strings, the one thing that JSON refuses.
    serde_json::to_string_pretty(&report).unwrap_or_default()
}

fn text(exercise: &Exercise, words: &Words, verdict: &Verdict, transcript: &Transcript) -> String {
    let wording = exercise.wording.clone().unwrap_or_default();
    let mut lines = Vec::new();
    for diagnostic in &transcript.diagnostics {
        let place = diagnostic.location.as_ref();
        let place = place.map(|l| format!("{}:{}: ", l.file, l.line));
        lines.push(format!(
            "{}{}",
            place.unwrap_or_default(),
            diagnostic.message
        ));
    }
    for check in &verdict.checks {
        let sign = if check.status == Status::Pass {
            "✓"
        } else {
            "✗"
        };
        lines.push(format!(
            "{sign} {}",
            locale::check_name(words, &wording, &check.name)
        ));
        if check.status == Status::Pass {
            continue;
        }
        let reason = check.reason.as_ref();
        let reason = reason.and_then(|r| locale::reason(words, r));
        let labelled =
            |id, value: &Option<String>| value.as_ref().map(|v| format!("{}: {v}", words.say(id)));
        let details = [
            locale::message(&wording, check).map(Cow::into_owned),
            reason,
            labelled("results-expected", &check.expected),
            labelled("results-actual", &check.actual),
        ];
        for detail in details.into_iter().flatten() {
            lines.extend(detail.trim_end().lines().map(|l| format!("    {l}")));
        }
    }
    for stream in [Stream::Stdout, Stream::Stderr] {
        let printed = transcript.printed(stream, &crate::run::Origin::Program);
        let printed = String::from_utf8_lossy(&printed);
        lines.extend(printed.lines().map(|l| format!("  | {l}")));
    }
    lines.extend(locale::bare_code(words, transcript));
    lines.push(summary(words, verdict));
    lines
        .iter()
        .map(|line| crate::render::text::visible(line).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

fn summary(words: &Words, verdict: &Verdict) -> String {
    let counts = [
        ("failing", verdict.failing().into()),
        ("total", verdict.total().into()),
    ];
    match &verdict.outcome {
        Some(Outcome::Exited(_)) | None if verdict.passed() => {
            words.say_with("results-all-passed", &counts)
        }
        Some(Outcome::Exited(_)) | None => words.say_with("results-some-failed", &counts),
        Some(outcome) => locale::outcome(words, outcome),
    }
}
