//! What a learner can say at the prompt, by word, in English and in their own language.

use crate::course::nearest;
use crate::locale::Words;

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Next,
    Back,
    Again,
    Outline,
    Lessons,
    Go,
    Progress,
    Run,
    Verdict,
    Input,
    Runs,
    Code,
    Show,
    File,
    Line,
    Insert,
    Delete,
    Write,
    Edit,
    Compare,
    Undo,
    Reset,
    Restore,
    Hint,
    Solution,
    Glossary,
    Help,
    Quit,
}

/// A command, its words, and the messages that have its word in the learner's language and what it does.
pub struct Known {
    pub command: Command,
    pub names: &'static [&'static str],
    pub local: &'static str,
    pub does: &'static str,
}

const fn known(
    command: Command,
    names: &'static [&'static str],
    local: &'static str,
    does: &'static str,
) -> Known {
    Known {
        command,
        names,
        local,
        does,
    }
}

use Command::{
    Again, Back, Code, Compare, Delete, Edit, File, Glossary, Go, Help, Hint, Input, Insert,
    Lessons, Line, Next, Outline, Progress, Quit, Reset, Restore, Run, Runs, Show, Solution, Undo,
    Verdict, Write,
};

/// All of them by what they are about, as the help tells them. What is cut short means the first that begins so.
pub const TOPICS: [(&str, &[Known]); 4] = [
    ("plain-topic-reading", READING),
    ("plain-topic-running", RUNNING),
    ("plain-topic-code", CODE),
    ("plain-topic-help", HELP),
];

const READING: &[Known] = &[
    known(
        Next,
        &["next", "more"],
        "plain-word-next",
        "plain-does-next",
    ),
    known(Back, &["back"], "plain-word-back", "plain-does-back"),
    known(Again, &["again"], "plain-word-again", "plain-does-again"),
    known(
        Outline,
        &["outline"],
        "plain-word-outline",
        "plain-does-outline",
    ),
    known(
        Lessons,
        &["lessons"],
        "plain-word-lessons",
        "plain-does-lessons",
    ),
    known(Go, &["go"], "plain-word-go", "plain-does-go"),
    known(
        Progress,
        &["progress"],
        "plain-word-progress",
        "plain-does-progress",
    ),
];

const RUNNING: &[Known] = &[
    known(Run, &["run"], "plain-word-run", "plain-does-run"),
    known(
        Verdict,
        &["verdict"],
        "plain-word-verdict",
        "plain-does-verdict",
    ),
    known(Input, &["input"], "plain-word-input", "plain-does-input"),
    known(Runs, &["runs"], "plain-word-runs", "plain-does-runs"),
];

const CODE: &[Known] = &[
    known(Code, &["code"], "plain-word-code", "plain-does-code"),
    known(Show, &["show"], "plain-word-show", "plain-does-show"),
    known(File, &["file"], "plain-word-file", "plain-does-file"),
    known(Line, &["line"], "plain-word-line", "plain-does-line"),
    known(
        Insert,
        &["insert"],
        "plain-word-insert",
        "plain-does-insert",
    ),
    known(
        Delete,
        &["delete"],
        "plain-word-delete",
        "plain-does-delete",
    ),
    known(Write, &["write"], "plain-word-write", "plain-does-write"),
    known(Edit, &["edit"], "plain-word-edit", "plain-does-edit"),
    known(
        Compare,
        &["compare"],
        "plain-word-compare",
        "plain-does-compare",
    ),
    known(Undo, &["undo"], "plain-word-undo", "plain-does-undo"),
    known(Reset, &["reset"], "plain-word-reset", "plain-does-reset"),
    known(
        Restore,
        &["restore"],
        "plain-word-restore",
        "plain-does-restore",
    ),
];

const HELP: &[Known] = &[
    known(Hint, &["hint"], "plain-word-hint", "plain-does-hint"),
    known(
        Solution,
        &["solution"],
        "plain-word-solution",
        "plain-does-solution",
    ),
    known(
        Glossary,
        &["glossary"],
        "plain-word-glossary",
        "plain-does-glossary",
    ),
    known(Help, &["help", "?"], "plain-word-help", "plain-does-help"),
    known(
        Quit,
        &["quit", "exit"],
        "plain-word-quit",
        "plain-does-quit",
    ),
];

fn commands() -> impl Iterator<Item = &'static Known> {
    TOPICS.iter().flat_map(|(_, commands)| *commands)
}

/// What a line asks for, and what stands behind its word, as it was typed; the word that is most alike where it is none. An empty
/// line reads on.
pub fn parse<'l>(line: &'l str, words: &Words) -> Result<(Command, &'l str), Option<String>> {
    let line = line.trim_start();
    if line.is_empty() {
        return Ok((Next, ""));
    }
    let (word, about) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    match known_as(word, words) {
        Some(known) => Ok((known.command, about)),
        None => Err(near(word, words)),
    }
}

/// The command that a word or its beginning means.
pub fn known_as(word: &str, words: &Words) -> Option<&'static Known> {
    let word = word.to_lowercase();
    let is_meant = |known: &&Known| known.names.contains(&&*word) || words.say(known.local) == word;
    let begins = |known: &&Known| {
        let mut names = known.names.iter();
        names.any(|name| name.starts_with(&*word)) || words.say(known.local).starts_with(&word)
    };
    commands()
        .find(is_meant)
        .or_else(|| commands().find(begins))
}

/// The command's word that is most like this one, in whichever of the two languages.
pub fn near(word: &str, words: &Words) -> Option<String> {
    let own = |known: &Known| words.say(known.local);
    let names = commands().flat_map(|known| known.names.iter().map(|name| (*name).to_owned()));
    let names = names.chain(commands().map(own));
    // A sign is near to every letter.
    let names: Vec<String> = names.filter(|name| name.chars().count() > 1).collect();
    nearest(&word.to_lowercase(), names.iter().map(String::as_str)).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_a_word_or_its_beginning() {
        let words = Words::new("ko");
        for (line, command, about) in [
            ("next", Next, ""),
            ("", Next, ""),
            ("  MORE ", Next, ""),
            ("n", Next, ""),
            ("r", Run, ""),
            ("re", Reset, ""),
            ("h", Hint, ""),
            ("?", Help, ""),
            ("g", Go, ""),
            ("gl", Glossary, ""),
            ("go  two words ", Go, " two words "),
            ("line 3   x", Line, "3   x"),
            ("l", Lessons, ""),
            ("s", Show, ""),
            ("힌트", Hint, ""),
            ("가기 2", Go, "2"),
            ("힌", Hint, ""),
        ] {
            assert_eq!(parse(line, &words), Ok((command, about)), "{line:?}");
        }
        assert_eq!(parse("hnit", &words), Err(Some("hint".to_owned())));
        assert_eq!(parse("용어잡 x", &words), Err(Some("용어집".to_owned())));
        assert_eq!(parse("xyzzy", &words), Err(None));
        assert_eq!(parse("7", &words), Err(None));
    }

    #[test]
    fn no_two_commands_share_a_word() {
        for lang in ["en", "ko"] {
            let words = Words::new(lang);
            for known in commands() {
                let names = known.names.iter().map(|name| (*name).to_owned());
                for name in names.chain([words.say(known.local)]) {
                    assert_eq!(parse(&name, &words), Ok((known.command, "")), "{name}");
                }
            }
        }
    }
}
