//! The pictures that README.md shows: the main screens, each in the dark and in the light.

use std::fs;
use std::path::Path;
use std::process::Command;

use color_eyre::eyre::{Result, bail};

use super::{Args, Step, picture};

/// An answer that is nearly right: two checks pass, one does not.
const NEARLY: &str = r##"defmodule Greeter do
  # greet("Mina") should give "Hello, Mina!"
  def greet(name) do
    "Hello, #{String.capitalize(name)}!"
  end
end

IO.puts(Greeter.greet("Mina"))
"##;

/// A picture and the way to what it shows.
struct Shown {
    /// The file's name, before the theme's.
    name: &'static str,
    /// The language of the interface and the lesson.
    lang: &'static str,
    steps: fn() -> Vec<Step>,
}

const ALL: &[Shown] = &[
    Shown {
        name: "lesson",
        lang: "en",
        steps: a_run,
    },
    Shown {
        name: "korean",
        lang: "ko",
        steps: a_run,
    },
    Shown {
        name: "hint",
        lang: "en",
        steps: || then(exercise(), &["f3"]),
    },
    Shown {
        name: "compare",
        lang: "en",
        steps: || then(a_run(), &["ctrl-d"]),
    },
    Shown {
        name: "course",
        lang: "en",
        steps: || then(exercise(), &["f2"]),
    },
    Shown {
        name: "actions",
        lang: "en",
        steps: || then(exercise(), &["ctrl-p", "n", "e"]),
    },
    Shown {
        name: "library",
        lang: "en",
        steps: || {
            let mut steps = then(exercise(), &["f10"]);
            steps.push(Step::Wait("Writing lessons".into()));
            steps
        },
    },
];

/// Makes all of them, in the folder that `args` names.
pub fn pictures(program: &Path, mut args: Args) -> Result<()> {
    let prepared = Command::new(program)
        .args(["image", "prepare", "elixir"])
        .status()?;
    if !prepared.success() {
        bail!("Elixir's image could not be prepared");
    }
    let (folder, given) = (args.out.clone(), args.args.clone());
    fs::create_dir_all(&folder)?;
    for shown in ALL {
        for theme in ["dark", "light"] {
            args.out = folder.join(format!("{}-{theme}.svg", shown.name));
            args.theme = theme.into();
            args.args = given.clone();
            let more = ["play", "elixir", "--lesson", "hello", "--lang", shown.lang];
            args.args.extend(more.map(str::to_owned));
            picture(program, &args, &(shown.steps)())?;
        }
    }
    Ok(())
}

/// The exercise is in the editor, and the container waits.
fn exercise() -> Vec<Step> {
    vec![
        // Whoever is here for the first time is welcomed.
        Step::Keys("esc".into()),
        Step::Wait("Docker".into()),
        Step::Keys("ctrl-n ctrl-n ctrl-n enter".into()),
        Step::Wait("greeter.exs".into()),
    ]
}

/// It was answered, nearly right, and run.
fn a_run() -> Vec<Step> {
    let mut steps = exercise();
    steps.extend([
        Step::Keys("ctrl-a".into()),
        Step::Paste(NEARLY.into()),
        Step::Keys("f5".into()),
        Step::Wait("✗".into()),
    ]);
    steps
}

fn then(mut steps: Vec<Step>, keys: &[&str]) -> Vec<Step> {
    steps.push(Step::Keys(keys.join(" ")));
    steps
}
