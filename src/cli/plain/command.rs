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
    Code,
    Edit,
    Write,
    Run,
    Hint,
    Solution,
    Compare,
    Reset,
    Undo,
    Progress,
    Glossary,
    Help,
    Quit,
}

/// A command, its words, and the messages that have its words in the learner's language and what it does.
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
    Again, Back, Code, Compare, Edit, Glossary, Go, Help, Hint, Lessons, Next, Outline, Progress,
    Quit, Reset, Run, Solution, Undo, Write,
};

/// All of them, as the help tells them. What is cut short means the first that begins so.
pub const COMMANDS: [Known; 19] = [
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
    known(Code, &["code"], "plain-word-code", "plain-does-code"),
    known(Edit, &["edit"], "plain-word-edit", "plain-does-edit"),
    known(Write, &["write"], "plain-word-write", "plain-does-write"),
    known(Run, &["run"], "plain-word-run", "plain-does-run"),
    known(Hint, &["hint"], "plain-word-hint", "plain-does-hint"),
    known(
        Solution,
        &["solution"],
        "plain-word-solution",
        "plain-does-solution",
    ),
    known(
        Compare,
        &["compare"],
        "plain-word-compare",
        "plain-does-compare",
    ),
    known(Reset, &["reset"], "plain-word-reset", "plain-does-reset"),
    known(Undo, &["undo"], "plain-word-undo", "plain-does-undo"),
    known(
        Progress,
        &["progress"],
        "plain-word-progress",
        "plain-does-progress",
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

/// What a line asks for, and what it is about; the word that is most alike where it is none. An empty line reads on.
pub fn parse<'l>(line: &'l str, words: &Words) -> Result<(Command, &'l str), Option<&'static str>> {
    let line = line.trim();
    if line.is_empty() {
        return Ok((Next, ""));
    }
    let (word, about) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let word = word.to_lowercase();
    let is_meant = |known: &&Known| known.names.contains(&&*word) || words.say(known.local) == word;
    let begins = |known: &&Known| {
        let mut names = known.names.iter();
        names.any(|name| name.starts_with(&*word)) || words.say(known.local).starts_with(&word)
    };
    let found = COMMANDS.iter().find(is_meant);
    match found.or_else(|| COMMANDS.iter().find(begins)) {
        Some(known) => Ok((known.command, about.trim())),
        None => {
            let names = COMMANDS
                .iter()
                .flat_map(|known| known.names.iter().copied())
                // A sign is near to every letter.
                .filter(|name| name.len() > 1);
            let names: Vec<&'static str> = names.collect();
            let near = nearest(&word, names.iter().copied());
            Err(near.and_then(|near| names.into_iter().find(|name| *name == near)))
        }
    }
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
            ("res", Reset, ""),
            ("h", Hint, ""),
            ("?", Help, ""),
            ("g", Go, ""),
            ("gl", Glossary, ""),
            ("go  two words ", Go, "two words"),
            ("힌트", Hint, ""),
            ("가기 2", Go, "2"),
            ("힌", Hint, ""),
        ] {
            assert_eq!(parse(line, &words), Ok((command, about)), "{line:?}");
        }
        assert_eq!(parse("hnit", &words), Err(Some("hint")));
        assert_eq!(parse("xyzzy", &words), Err(None));
        assert_eq!(parse("7", &words), Err(None));
    }

    #[test]
    fn no_two_commands_share_a_word() {
        for lang in ["en", "ko"] {
            let words = Words::new(lang);
            for known in &COMMANDS {
                let names = known.names.iter().map(|name| (*name).to_owned());
                for name in names.chain([words.say(known.local)]) {
                    assert_eq!(parse(&name, &words), Ok((known.command, "")), "{name}");
                }
            }
        }
    }
}
