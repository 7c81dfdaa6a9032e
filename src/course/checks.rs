//! Checks other than tests, read from TOML.

use regex::RegexBuilder;

use super::fields::{self, Fields};
use super::limits::{self, Granted};
use super::problems::Problems;
use super::source::{Excerpt, Located};
use super::words::{did_you_mean, path_refusal, quoted};
use super::{Case, Check, CheckKind, Expect};

/// Whose checks have a text that a learner may have to find out by themselves.
const KEEP_SECRETS: [&str; 3] = ["stdout", "file", "cases"];
const KINDS: [&str; 5] = ["stdout", "exit", "file", "cases", "source"];

/// An expression may be this long, and this large when it is compiled, bytes: enough for any that a
/// person wrote.
const LONGEST_REGEX: usize = 4096;
const LARGEST_REGEX: usize = 1024 * 1024;

/// Reads the checks of a TOML text, and its limits on top of `limits`.
pub(super) fn read(
    excerpt: &Excerpt<'_>,
    limits: Granted,
    problems: &mut Problems,
) -> (Vec<Check>, Granted) {
    let table = match fields::parse(excerpt) {
        Ok(table) => table,
        Err(problem) => {
            problems.add(|| problem);
            return (Vec::new(), limits);
        }
    };
    let mut fields = Fields::new(excerpt, &table, 0..0, "a `checks` text");
    let tables = fields.tables(
        "check",
        "a list of tables, each `[[check]]`",
        "a check",
        problems,
    );
    let checks = tables
        .into_iter()
        .filter_map(|check| read_check(check, problems))
        .collect();
    let limits = match fields.table("limits", problems) {
        Some(asked) => limits::read(asked, limits, problems),
        None => limits,
    };
    fields.finish(problems);
    (checks, limits)
}

fn read_check(mut fields: Fields<'_>, problems: &mut Problems) -> Option<Check> {
    let name = fields.string("name", problems).map(|name| name.text);
    let message = fields
        .string("message", problems)
        .map(|message| message.text);
    let Some(kind) = fields.required("kind", problems) else {
        // What else it may have depends on its kind.
        return None;
    };
    fields.call(format!("a check of the kind {}", quoted(&kind.text)));
    let is_secret = KEEP_SECRETS.contains(&kind.text.as_str()) && fields.flag("secret", problems);
    let kind = match kind.text.as_str() {
        "stdout" => stdout(&mut fields, problems),
        "exit" => exit(&mut fields, problems),
        "file" => file(&mut fields, problems),
        "cases" => cases(&mut fields, problems),
        "source" => source(&mut fields, problems),
        _ => {
            unknown(&fields, &kind, problems);
            return None;
        }
    };
    fields.finish(problems);
    kind.map(|kind| Check {
        name,
        message,
        is_secret,
        kind,
    })
}

fn unknown(fields: &Fields<'_>, kind: &Located, problems: &mut Problems) {
    let help = match kind.text.as_str() {
        "tests" | "test" => Some("tests are blocks of their own: `test=…`".to_owned()),
        other => did_you_mean(other, &KINDS),
    };
    let message = format!("there is no check of the kind {}", quoted(&kind.text));
    problems.add(|| fields.error(kind.at.clone(), message).maybe_help(help));
}

fn stdout(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<CheckKind> {
    match expect(fields, problems) {
        Ok(Some(expect)) => Some(CheckKind::Stdout(expect)),
        Ok(None) => {
            problems.add(|| {
                fields
                    .whole("this check does not say what must be printed")
                    .help("add `equals = \"…\"`, `contains = \"…\"` or `matches = \"…\"`")
            });
            None
        }
        Err(Reported) => None,
    }
}

fn exit(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<CheckKind> {
    if !fields.has("code") {
        fields.missing("code", "code = 0", problems);
    }
    let (code, at) = fields.integer("code", problems)?;
    match i32::try_from(code)
        .ok()
        .filter(|code| (0..=255).contains(code))
    {
        Some(code) => Some(CheckKind::Exit { code }),
        None => {
            problems.add(|| {
                fields
                    .error(at, format!("no program exits with {code}"))
                    .help("a code is 0 to 255")
            });
            None
        }
    }
}

fn file(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<CheckKind> {
    let path = fields.required("path", problems);
    let expect = expect(fields, problems);
    let path = path?;
    if let Some(why) = path_refusal(&path.text) {
        let message = format!("the path {} {why}", quoted(&path.text));
        let help = "write a path inside of the program's folder, such as `out.txt`";
        problems.add(|| fields.error(path.at, message).help(help));
        return None;
    }
    let expect = expect.ok()?;
    Some(CheckKind::File {
        path: path.text,
        expect,
    })
}

fn cases(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<CheckKind> {
    let wanted = "a list of tables, each `[[check.case]]`";
    let tables = fields.tables("case", wanted, "a case", problems);
    if tables.is_empty() {
        fields.missing("case", "[[check.case]]", problems);
    }
    let read = tables.into_iter().map(|mut case| {
        let name = case.string("name", problems).map(|name| name.text);
        let stdin = case.required("stdin", problems);
        let stdout = case.required("stdout", problems);
        case.finish(problems);
        Some(Case {
            name,
            stdin: stdin?.text,
            stdout: stdout?.text,
        })
    });
    read.collect::<Option<Vec<_>>>().map(CheckKind::Cases)
}

fn source(fields: &mut Fields<'_>, problems: &mut Problems) -> Option<CheckKind> {
    let require = fields.strings("require", problems);
    let forbid = fields.strings("forbid", problems);
    if require.is_empty() && forbid.is_empty() {
        problems.add(|| {
            fields
                .whole("this check does not say what the source must or must not do")
                .help("add `require = [\"…\"]` or `forbid = [\"…\"]`")
        });
    }
    for name in require
        .iter()
        .chain(&forbid)
        .filter(|name| !is_source_name(&name.text))
    {
        problems.add(|| {
            fields
                .error(
                    name.at.clone(),
                    format!("{} names no call and no construct", quoted(&name.text)),
                )
                .help("write `Module.function`, `Module.function/arity` or a word such as `for`")
        });
    }
    let texts = |names: Vec<Located>| names.into_iter().map(|name| name.text).collect();
    Some(CheckKind::Source {
        require: texts(require),
        forbid: texts(forbid),
    })
}

/// A name without blanks; behind a `/` between words stands an arity.
fn is_source_name(name: &str) -> bool {
    let arity = match name.rsplit_once('/') {
        Some((call, arity)) if !call.is_empty() && !arity.is_empty() => arity,
        _ => "0",
    };
    !name.is_empty() && !name.contains(char::is_whitespace) && arity.parse::<u8>().is_ok()
}

/// A problem says already what is wrong.
struct Reported;

/// What a text must be, if the check says it.
fn expect(fields: &mut Fields<'_>, problems: &mut Problems) -> Result<Option<Expect>, Reported> {
    let given: Vec<(&str, Located)> = ["equals", "contains", "matches"]
        .into_iter()
        .filter_map(|key| Some((key, fields.string(key, problems)?)))
        .collect();
    let mut given = given.into_iter();
    let Some((key, value)) = given.next() else {
        return Ok(None);
    };
    if let Some((second, at)) = given.next() {
        problems.add(|| {
            fields
                .error(
                    at.at,
                    format!("a check has `{key}` or `{second}`, not both"),
                )
                .help("make them two checks")
        });
        return Err(Reported);
    }
    Ok(Some(match key {
        "equals" => Expect::Equals(value.text),
        "contains" => Expect::Contains(value.text),
        _ => Expect::Matches(regex(fields, value, problems)?),
    }))
}

fn regex(fields: &Fields<'_>, value: Located, problems: &mut Problems) -> Result<String, Reported> {
    let Some(why) = regex_refusal(&value.text) else {
        return Ok(value.text);
    };
    let help = "a literal text is better checked by `contains`; in TOML, '…' keeps backslashes";
    problems.add(|| {
        fields
            .error(value.at, format!("this is no regular expression: {why}"))
            .help(help)
    });
    Err(Reported)
}

fn regex_refusal(pattern: &str) -> Option<String> {
    if pattern.len() > LONGEST_REGEX {
        return Some(format!("it is longer than {LONGEST_REGEX} bytes"));
    }
    let error = RegexBuilder::new(pattern)
        .size_limit(LARGEST_REGEX)
        .build()
        .err()?
        .to_string();
    // The first lines repeat the pattern.
    let why = error.lines().last().unwrap_or_default();
    Some(why.strip_prefix("error: ").unwrap_or(why).to_owned())
}
