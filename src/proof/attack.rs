//! An attack: a program, and what its author says of it.
//!
//! ```text
//! #: tries = "Forks until the host has no process left."
//! #: looks = "Fork fails with EAGAIN, and the run ends by itself."
//! #: limits = ["pids"]
//! #: lift = "pids"
//! ```
//!
//! Every line of the header begins with `#: `; together they are one TOML document:
//!
//! | key | what |
//! | --- | --- |
//! | `tries` | what it tries |
//! | `looks` | what it looks like where it is contained |
//! | `limits` | the parts of the policy that it meets; the first is the one that contains it |
//! | `ends` | the ends that count as contained: `exited` (the default), `timed-out`, `out-of-memory`, `output-limit` |
//! | `lift` | the one part which, taken away alone, lets it through, and harmlessly |
//! | `unsafe` | instead of `lift`: why it is not tried without its limit |
//! | `stdin` | what it reads |
//!
//! One that finds itself stopped prints a line that begins with `contained: ` and exits with 0; one that gets through
//! prints `escaped: …`; where a tool is missing or something unforeseen happens, `broken: …`.

use std::fmt;

use serde::Deserialize;

use crate::run::{Outcome, SourceFile};
use crate::sandbox::Limit;

/// What a line of the header begins with.
const MARK: &str = "#:";

/// How files' names end, and in which language they are.
const LANGUAGES: [(&str, &str); 3] = [("sh", "sh"), ("py", "python"), ("exs", "elixir")];

/// One attack.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack {
    /// Its file's name, without the ending.
    pub name: String,
    /// The name of its language.
    pub language: &'static str,
    /// The program.
    pub file: SourceFile,
    /// What it tries.
    pub tries: String,
    /// What it looks like where it is contained.
    pub looks: String,
    /// What contains it.
    pub by: Limit,
    /// Every part of the policy that it meets, the one that contains it first.
    pub limits: Vec<Limit>,
    /// How it may end.
    pub ends: Vec<End>,
    /// What is known of it without its limit.
    pub lift: Lift,
    /// What it reads.
    pub stdin: String,
}

/// Whether an attack can be tried without the limit that contains it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lift {
    /// Without this part, and it alone, the attack gets through.
    Harmless(Limit),
    /// It is not tried, for this reason.
    Unsafe(String),
}

/// A way in which a run can end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// By itself.
    Exited,
    /// At the deadline.
    TimedOut,
    /// By the memory limit.
    OutOfMemory,
    /// By the limit of output.
    OutputLimit,
}

impl End {
    const ALL: [Self; 4] = [
        Self::Exited,
        Self::TimedOut,
        Self::OutOfMemory,
        Self::OutputLimit,
    ];

    /// The end that an outcome is; `None` where nobody came to an end: the run was cancelled, or the engine failed.
    pub fn of(outcome: &Outcome) -> Option<Self> {
        match outcome {
            Outcome::Exited(_) => Some(Self::Exited),
            Outcome::TimedOut { .. } => Some(Self::TimedOut),
            Outcome::OutOfMemory { .. } => Some(Self::OutOfMemory),
            Outcome::OutputLimit { .. } => Some(Self::OutputLimit),
            Outcome::Cancelled | Outcome::EngineFailed(_) => None,
        }
    }

    /// As the header names it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exited => "exited",
            Self::TimedOut => "timed-out",
            Self::OutOfMemory => "out-of-memory",
            Self::OutputLimit => "output-limit",
        }
    }

    /// The part of the policy that brings it about.
    pub fn limit(self) -> Option<Limit> {
        match self {
            Self::Exited => None,
            Self::TimedOut => Some(Limit::WallClock),
            Self::OutOfMemory => Some(Limit::Memory),
            Self::OutputLimit => Some(Limit::Output),
        }
    }
}

/// A file is no attack.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct AttackError {
    /// The file.
    pub file: String,
    /// The line, from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// What is wrong and what to do.
    pub why: String,
}

impl fmt::Display for AttackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.why),
            line => write!(f, "{}:{line}: {}", self.file, self.why),
        }
    }
}

/// The header, as it stands.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    tries: String,
    looks: String,
    limits: Vec<String>,
    ends: Option<Vec<String>>,
    lift: Option<String>,
    #[serde(rename = "unsafe")]
    not_tried: Option<String>,
    #[serde(default)]
    stdin: String,
}

impl Attack {
    /// Reads an attack from its file.
    ///
    /// # Errors
    /// The file's name has no language, or its header does not say what it should.
    pub fn parse(file: &str, bytes: &[u8]) -> Result<Self, AttackError> {
        let wrong = |line: usize, why: String| AttackError {
            file: file.to_owned(),
            line,
            why,
        };
        let (name, language) = named(file).map_err(|why| wrong(0, why))?;
        let text = std::str::from_utf8(bytes)
            .map_err(|error| wrong(0, format!("byte {} is not UTF-8", error.valid_up_to())))?;
        let (document, first) = header(text).map_err(|(line, why)| wrong(line, why))?;
        let header: Header = toml::from_str(&document).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            let line = document.bytes().take(at).filter(|b| *b == b'\n').count();
            wrong(first + line, error.message().to_owned())
        })?;
        let whole = |why: String| wrong(first, why);
        let limits = limits(&header.limits).map_err(whole)?;
        let by = *limits
            .first()
            .ok_or_else(|| whole("`limits` is empty: name what contains it".to_owned()))?;
        Ok(Self {
            name: name.to_owned(),
            language,
            file: SourceFile::new(file, text),
            ends: ends(header.ends.as_deref()).map_err(whole)?,
            lift: lift(header.lift, header.not_tried, &limits).map_err(whole)?,
            tries: header.tries,
            looks: header.looks,
            by,
            limits,
            stdin: header.stdin,
        })
    }

    /// Whether this part of the policy is one that it meets.
    pub fn meets(&self, limit: Limit) -> bool {
        self.limits.contains(&limit)
    }
}

/// A file's stem and the language of its ending.
fn named(file: &str) -> Result<(&str, &'static str), String> {
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    let found = LANGUAGES.iter().find(|(known, _)| *known == ending);
    match found {
        Some((_, language)) if !stem.is_empty() && !stem.contains('/') => Ok((stem, language)),
        _ => {
            let known: Vec<String> = LANGUAGES.iter().map(|(e, _)| format!(".{e}")).collect();
            Err(format!("an attack's name ends with {}", known.join(", ")))
        }
    }
}

/// The TOML of the header, and the line in which it begins. It is one block: a line of it that stands elsewhere would
/// be read by nobody.
fn header(text: &str) -> Result<(String, usize), (usize, String)> {
    let mut document = String::new();
    let mut first = 0;
    let mut ended = false;
    for (line, at) in text.lines().zip(1..) {
        let Some(rest) = line.strip_prefix(MARK) else {
            ended |= first > 0;
            continue;
        };
        if ended {
            return Err((at, format!("`{MARK}` stands outside of the header")));
        }
        if first == 0 {
            first = at;
        }
        document.push_str(rest.strip_prefix(' ').unwrap_or(rest));
        document.push('\n');
    }
    match first {
        0 => Err((
            0,
            format!("it has no header: lines that begin with `{MARK} `"),
        )),
        _ => Ok((document, first)),
    }
}

fn limits(names: &[String]) -> Result<Vec<Limit>, String> {
    let parsed = names.iter().map(|name| name.parse::<Limit>());
    parsed
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

fn ends(names: Option<&[String]>) -> Result<Vec<End>, String> {
    let Some(names) = names else {
        return Ok(vec![End::Exited]);
    };
    if names.is_empty() {
        return Err("`ends` is empty: nothing would count as contained".to_owned());
    }
    let end = |name: &String| {
        let found = End::ALL.into_iter().find(|end| end.name() == name);
        found.ok_or_else(|| {
            let known = End::ALL.map(End::name).join(", ");
            format!("{name:?} is no end; the ends are: {known}")
        })
    };
    names.iter().map(end).collect()
}

fn lift(name: Option<String>, why: Option<String>, limits: &[Limit]) -> Result<Lift, String> {
    match (name, why) {
        (Some(name), None) => {
            let limit: Limit = name.parse().map_err(|error| format!("`lift`: {error}"))?;
            if !limits.contains(&limit) {
                return Err(format!("`lift`: {name} is none of `limits`"));
            }
            if is_kept_by_us(limit) {
                return Err(format!(
                    "`lift`: {name} is no engine's to lift; say why under `unsafe`"
                ));
            }
            Ok(Lift::Harmless(limit))
        }
        (None, Some(why)) if !why.trim().is_empty() => Ok(Lift::Unsafe(why)),
        (Some(_), Some(_)) => Err("`lift` and `unsafe` exclude each other".to_owned()),
        _ => Err("`lift` is missing, or the reason why there is none: `unsafe`".to_owned()),
    }
}

/// Whether it is this program that keeps to this part, whatever the engine does.
pub(super) fn is_kept_by_us(limit: Limit) -> bool {
    matches!(
        limit,
        Limit::WallClock | Limit::Output | Limit::Screen | Limit::OneUse | Limit::Nonce
    )
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEADER: &str = "#!/bin/sh\n#: tries = \"a\"\n#: looks = \"b\"\n#: limits = [\"pids\"]\n";

    fn parse(rest: &str) -> Result<Attack, AttackError> {
        Attack::parse("x.sh", format!("{HEADER}{rest}").as_bytes())
    }

    fn said(file: &str, text: &str) -> String {
        Attack::parse(file, text.as_bytes())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn a_header_is_read() {
        let attack = parse(
            "#: ends = [\"exited\", \"timed-out\"]\n#: lift = \"pids\"\n#: stdin = \"hi\"\necho\n",
        )
        .unwrap();
        assert_eq!((attack.name.as_str(), attack.language), ("x", "sh"));
        assert_eq!(attack.by, Limit::Pids);
        assert_eq!(attack.ends, [End::Exited, End::TimedOut]);
        assert_eq!(attack.lift, Lift::Harmless(Limit::Pids));
        assert_eq!(attack.stdin, "hi");
        assert_eq!(attack.file.path, "x.sh");
        assert!(attack.file.text.ends_with("echo\n"));
    }

    #[test]
    fn what_is_not_said_is_the_usual() {
        let attack = parse("#: unsafe = \"it would fill the host\"\n").unwrap();
        assert_eq!(attack.ends, [End::Exited]);
        assert_eq!(attack.stdin, "");
        assert!(matches!(attack.lift, Lift::Unsafe(why) if why.contains("host")));
    }

    #[test]
    fn a_header_that_is_wrong_says_where_and_why() {
        for (rest, expected) in [
            ("", "x.sh:2: `lift` is missing"),
            (
                "#: lift = \"pids\"\n#: unsafe = \"x\"\n",
                "exclude each other",
            ),
            ("#: unsafe = \" \"\n", "`lift` is missing"),
            ("#: lift = \"moat\"\n", "moat is no part of the policy"),
            ("#: lift = \"memory\"\n", "memory is none of `limits`"),
            ("#: lift = \"pids\"\n#: moat = 1\n", "x.sh:6: unknown field"),
            ("#: lift = \"pids\"\n#: ends = []\n", "`ends` is empty"),
            (
                "#: lift = \"pids\"\n#: ends = [\"won\"]\n",
                "\"won\" is no end",
            ),
            ("#: lift = pids\n", "x.sh:5: "),
            (
                "#: lift = \"pids\"\ntrue\n#: stdin = \"\"\n",
                "x.sh:7: `#:` stands outside",
            ),
        ] {
            let error = parse(rest).unwrap_err().to_string();
            assert!(error.contains(expected), "{rest:?}: {error}");
        }
        assert!(said("x.sh", "echo\n").contains("it has no header"));
        assert!(said("x.rb", HEADER).contains(".sh, .py, .exs"));
        assert!(said(".sh", HEADER).contains(".sh, .py, .exs"));
        let deadline = HEADER.replace("pids", "wall-clock") + "#: lift = \"wall-clock\"\n";
        assert!(said("x.sh", &deadline).contains("no engine's to lift"));
        let none = HEADER.replace("\"pids\"", "") + "#: unsafe = \"x\"\n";
        assert!(said("x.sh", &none).contains("`limits` is empty"));
        let error = Attack::parse("x.sh", b"#: tries = \"\xff\"").unwrap_err();
        assert!(error.to_string().contains("byte 12 is not UTF-8"));
    }

    proptest! {
        #[test]
        fn no_file_is_too_strange_to_be_refused(bytes: Vec<u8>, text: String) {
            prop_assert!(Attack::parse("x.py", &bytes).is_err());
            let header = format!("#: {text}");
            prop_assert!(Attack::parse("x.py", header.as_bytes()).is_err());
        }

        #[test]
        fn every_part_of_the_policy_can_be_named(index in 0..Limit::ALL.len()) {
            let limit = Limit::ALL[index];
            let text = HEADER.replace("pids", limit.name()) + "#: unsafe = \"x\"\n";
            prop_assert_eq!(Attack::parse("x.exs", text.as_bytes()).unwrap().by, limit);
        }
    }
}
