//! Pictures of the real screen: `cargo run --example picture -- docs` makes the README's, and with steps it
//! makes one of any screen (`--help` tells how).
//!
//! It drives the real program in a terminal of its own, with an empty data folder; it needs a container engine.

mod glyphs;
mod ground;
mod keys;
mod readme;
mod session;
mod svg;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use clap::{ArgMatches, CommandFactory, FromArgMatches, Parser, ValueEnum};
use color_eyre::eyre::{Result, WrapErr, bail, eyre};

use ground::Ground;
use session::{Session, Size};

const HELP: &str = "\
Steps are taken in the order in which they are given. After each of them the screen is left to settle.
Keys are written as the program's help writes them, in lower case: tab, shift-tab, enter, esc, space, f5,
ctrl-r, up, pageup, or a single character.

Examples:
  cargo run --example picture -- docs
  cargo run --example picture -- help.svg --size 80x24 --theme light --keys f1
  cargo run --example picture -- run.svg --keys 'ctrl-n f5' --wait 'did not pass'
  cargo run --example picture -- ko.svg --colours 16 -- --lang ko --lesson hello

To look at one where no browser is near: rsvg-convert -z 2 help.svg -o help.png";

/// Makes SVG pictures of tutorbox's screen.
#[derive(Debug, Parser)]
#[command(name = "picture", after_help = HELP)]
struct Args {
    /// A file that ends in .svg: one picture, after the steps. A folder: the pictures that README.md shows
    #[arg(default_value = "docs")]
    out: PathBuf,
    /// Columns and rows
    #[arg(long, default_value = "110x32")]
    size: Size,
    /// A theme; paper, and one whose name contains "light", gets a light ground
    #[arg(long, default_value = "dark")]
    theme: String,
    /// How many colours the terminal has
    #[arg(long, value_enum, default_value = "true")]
    colours: Colours,
    /// A step: press these keys, with spaces between them
    #[arg(long, value_name = "KEYS")]
    keys: Vec<String>,
    /// A step: paste this text
    #[arg(long, value_name = "TEXT")]
    paste: Vec<String>,
    /// A step: wait until the screen shows this text
    #[arg(long, value_name = "TEXT")]
    wait: Vec<String>,
    /// The program [default: built from this package]
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// What the program is given besides
    #[arg(last = true)]
    args: Vec<String>,
}

/// What the terminal says of its colours.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Colours {
    /// 24 bits.
    True,
    /// xterm's 256.
    #[value(name = "256")]
    Indexed,
    /// The 16 that the terminal chooses.
    #[value(name = "16")]
    Ansi,
    /// NO_COLOR.
    None,
}

impl Colours {
    fn environment(self) -> [(&'static str, &'static str); 3] {
        let (term, colorterm, no_color) = match self {
            Self::True => ("xterm-256color", "truecolor", ""),
            Self::Indexed => ("xterm-256color", "", ""),
            Self::Ansi => ("xterm", "", ""),
            Self::None => ("xterm-256color", "", "1"),
        };
        [
            ("TERM", term),
            ("COLORTERM", colorterm),
            ("NO_COLOR", no_color),
        ]
    }
}

/// What is done to the program, in order.
enum Step {
    Keys(String),
    Paste(String),
    Wait(String),
}

fn main() -> ExitCode {
    match make() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("picture: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn make() -> Result<()> {
    let matches = Args::command().get_matches();
    let args = Args::from_arg_matches(&matches)?;
    let steps = steps(&matches);
    let program = match &args.program {
        Some(program) => std::path::absolute(program)?,
        None => build()?,
    };
    if args.out.extension().is_some_and(|e| e == "svg") {
        return picture(&program, &args, &steps);
    }
    if !steps.is_empty() {
        bail!("steps make one picture: name a file that ends in .svg");
    }
    readme::pictures(&program, args)
}

/// The steps in the order of the command line.
fn steps(matches: &ArgMatches) -> Vec<Step> {
    let of = |id, step: fn(String) -> Step| {
        let places = matches.indices_of(id).into_iter().flatten();
        let values = matches.get_many::<String>(id).into_iter().flatten();
        places.zip(values.map(move |value| step(value.clone())))
    };
    let keys = of("keys", Step::Keys);
    let pastes = of("paste", Step::Paste);
    let waits = of("wait", Step::Wait);
    let mut steps: Vec<_> = keys.chain(pastes).chain(waits).collect();
    steps.sort_by_key(|(place, _)| *place);
    steps.into_iter().map(|(_, step)| step).collect()
}

/// The program beside this example, brought up to date.
fn build() -> Result<PathBuf> {
    let example = std::env::current_exe()?;
    let folder = example.parent().and_then(Path::parent);
    let folder = folder.ok_or_else(|| eyre!("{} is not in a target folder", example.display()))?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--bin", "tutorbox"]);
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    if folder.ends_with("release") {
        command.arg("--release");
    }
    if !command.status().wrap_err("cargo does not start")?.success() {
        bail!("the program does not build");
    }
    Ok(folder.join("tutorbox"))
}

/// Starts the program, takes the steps, and draws what is on the screen then.
fn picture(program: &Path, args: &Args, steps: &[Step]) -> Result<()> {
    let mut session = start(program, args)?;
    session.settle()?;
    for step in steps {
        match step {
            Step::Keys(names) => {
                for name in names.split_whitespace() {
                    session.send(&keys::bytes(name)?)?;
                    session.settle()?;
                }
            }
            Step::Paste(text) => {
                session.send(&keys::paste(text))?;
                session.settle()?;
            }
            Step::Wait(text) => {
                session.wait(text)?;
                session.settle()?;
            }
        }
    }
    let ground = Ground::of(&args.theme);
    let drawn = svg::draw(session.screen(), &ground, "tutorbox");
    fs::write(&args.out, drawn)
        .wrap_err_with(|| format!("{} cannot be written", args.out.display()))?;
    println!("{}", args.out.display());
    session.close(&keys::bytes("ctrl-q")?)
}

fn start(program: &Path, args: &Args) -> Result<Session> {
    let data = tempfile::tempdir()?;
    let mut command = portable_pty::CommandBuilder::new(program);
    command.args(&args.args);
    command.args(["--theme", &args.theme]);
    command.arg("--data-dir");
    command.arg(data.path());
    command.cwd(std::env::current_dir()?);
    for (name, value) in args.colours.environment() {
        command.env(name, value);
    }
    Session::start(command, args.size, data)
}
