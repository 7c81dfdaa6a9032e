//! The code that is open, line by line: heard with its numbers, and changed at one place without the others being typed again.

use std::ops::Range;
use std::sync::Arc;

use super::session::Session;
use crate::cli::CliError;
use crate::course::nearest;
use crate::progress::Files;
use crate::render::Stop;

/// The files of what is open, and which of them is worked on.
pub(super) struct OpenFiles {
    pub stop: Stop,
    pub files: Files,
    pub at: usize,
}

impl OpenFiles {
    pub fn text(&self) -> &str {
        &self.files.sources[self.at].text
    }

    pub fn path(&self) -> &str {
        &self.files.sources[self.at].path
    }

    fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.files.sources.iter().map(|file| file.path.as_str())
    }

    fn count(&self) -> usize {
        self.text().lines().count()
    }
}

impl Session<'_> {
    /// What is worked on; where nothing is open, that is said.
    pub(super) fn open_files(&mut self) -> Result<Option<OpenFiles>, CliError> {
        let Some(stop) = self.opened() else {
            return Ok(None);
        };
        let pack = Arc::clone(&self.pack);
        let files = self.learner.files(&pack.lessons[self.lesson], &stop)?;
        let sources = &files.sources;
        let chosen = self.desk.file.as_ref();
        let chosen = chosen.and_then(|name| sources.iter().position(|file| file.path == *name));
        let front = || self.exercise().map_or(0, |exercise| exercise.front());
        let at = chosen.unwrap_or_else(front);
        Ok((at < sources.len()).then_some(OpenFiles { stop, files, at }))
    }

    /// The same, to be changed: this file of it, where one is named. Where there is no such file, or it may not be, that is said.
    pub(super) fn changeable(&mut self, name: &str) -> Result<Option<OpenFiles>, CliError> {
        let Some(mut open) = self.open_files()? else {
            return Ok(None);
        };
        if !name.is_empty() {
            let Some(at) = open.names().position(|known| known == name) else {
                self.say_files("plain-write-which", &open);
                return Ok(None);
            };
            open.at = at;
        }
        if open.files.readonly.contains(open.path()) {
            let file = ("file", open.path().to_owned().into());
            self.talk.say_with("editor-readonly", &[file]);
            return Ok(None);
        }
        Ok(Some(open))
    }

    fn say_files(&mut self, id: &'static str, open: &OpenFiles) {
        let names = open.names().collect::<Vec<_>>().join(", ");
        let file = ("file", open.path().to_owned().into());
        self.talk.say_with(id, &[file, ("names", names.into())]);
    }

    /// Has `line`, `write` and their like be about another file, or says which one they are about.
    pub(super) fn choose_file(&mut self, name: &str) -> Result<(), CliError> {
        let Some(open) = self.open_files()? else {
            return Ok(());
        };
        if name.is_empty() {
            self.say_files("plain-file-is", &open);
            return Ok(());
        }
        let meant = open.names().find(|known| *known == name);
        match meant.or_else(|| nearest(name, open.names())) {
            Some(known) => {
                let file = ("file", known.to_owned().into());
                self.desk.file = Some(known.to_owned());
                self.talk.say_with("plain-file-chosen", &[file]);
            }
            None => self.say_files("plain-write-which", &open),
        }
        Ok(())
    }

    /// Says lines with their numbers: all of them, one, or those from one to another.
    pub(super) fn show(&mut self, about: &str) -> Result<(), CliError> {
        let Some(open) = self.open_files()? else {
            return Ok(());
        };
        let Some(span) = self.span(&open, about, "show 3") else {
            return Ok(());
        };
        if open.files.sources.len() > 1 {
            let path = open.path().to_owned().into();
            self.talk.say_with("plain-file", &[("file", path)]);
        }
        let lines = open.text().lines().enumerate();
        for (at, line) in lines.skip(span.start).take(span.len()) {
            self.talk.teller.line(&format!("{}: {line}", at + 1));
        }
        Ok(())
    }

    /// Puts another text in the place of one line.
    pub(super) fn change_line(&mut self, about: &str) -> Result<(), CliError> {
        let Some(open) = self.changeable("")? else {
            return Ok(());
        };
        let (number, text) = numbered(about);
        if text.trim().is_empty() {
            self.talk.say("plain-line-how");
            return Ok(());
        }
        let Some(span) = self.span(&open, number, "line 3") else {
            return Ok(());
        };
        let line = ("line", (span.start + 1).into());
        self.splice(open, span.start..span.start + 1, &[text])?;
        let text = ("text", text.to_owned().into());
        self.talk.say_with("plain-line-changed", &[line, text]);
        Ok(())
    }

    /// Puts lines before one, or behind the last.
    pub(super) async fn insert_lines(&mut self, about: &str) -> Result<(), CliError> {
        let Some(open) = self.changeable("")? else {
            return Ok(());
        };
        let (number, text) = numbered(about);
        let end = open.count();
        let at = match number.parse::<usize>() {
            Ok(number) if number == end + 1 => end,
            _ => match self.span(&open, number, "insert 3") {
                Some(span) if !number.is_empty() => span.start,
                Some(_) => end,
                None => return Ok(()),
            },
        };
        let typed = match text {
            "" => {
                let line = ("line", (at + 1).into());
                self.talk.say_with("plain-insert", &[line]);
                self.talk.take_text().await
            }
            text => Some(text.to_owned()),
        };
        let lines: Vec<&str> = typed.iter().flat_map(|text| text.lines()).collect();
        if lines.is_empty() {
            self.talk.say("plain-unchanged");
            return Ok(());
        }
        let args = [("line", (at + 1).into()), ("count", lines.len().into())];
        self.splice(open, at..at, &lines)?;
        self.talk.say_with("plain-inserted", &args);
        Ok(())
    }

    /// Takes a line away, or those from one to another.
    pub(super) fn delete_lines(&mut self, about: &str) -> Result<(), CliError> {
        let Some(open) = self.changeable("")? else {
            return Ok(());
        };
        if about.is_empty() {
            let example = ("example", "delete 3".into());
            self.talk.say_with("plain-lines-which", &[example]);
            return Ok(());
        }
        let Some(span) = self.span(&open, about, "delete 3") else {
            return Ok(());
        };
        let args = [
            ("line", (span.start + 1).into()),
            ("count", span.len().into()),
        ];
        self.splice(open, span, &[])?;
        self.talk.say_with("plain-deleted", &args);
        Ok(())
    }

    fn splice(
        &mut self,
        open: OpenFiles,
        place: Range<usize>,
        new: &[&str],
    ) -> Result<(), CliError> {
        let text = spliced(open.text(), place, new);
        self.save_text(open, text)
    }

    /// Keeps what the file that is worked on has become.
    pub(super) fn save_text(&mut self, open: OpenFiles, text: String) -> Result<(), CliError> {
        let OpenFiles {
            stop,
            mut files,
            at,
        } = open;
        files.sources[at].text = text;
        let pack = Arc::clone(&self.pack);
        self.learner
            .save(&pack.lessons[self.lesson], &stop, files.own())
    }

    /// The lines that are meant; all where none is named. Where there are no such lines, that is said.
    fn span(&mut self, open: &OpenFiles, about: &str, example: &str) -> Option<Range<usize>> {
        let count = open.count();
        let Some((from, to)) = from_to(about, count) else {
            let example = ("example", example.to_owned().into());
            self.talk.say_with("plain-lines-which", &[example]);
            return None;
        };
        if let Some(line) = [from, to].into_iter().find(|line| *line > count) {
            let file = ("file", open.path().to_owned().into());
            let args = [file, ("line", line.into()), ("count", count.into())];
            self.talk.say_with("plain-no-line", &args);
            return None;
        }
        Some(from.saturating_sub(1)..to)
    }
}

/// A number, and the text behind the one space after it: what else stands at its beginning indents it.
fn numbered(about: &str) -> (&str, &str) {
    let about = about.trim_start();
    about.split_once(char::is_whitespace).unwrap_or((about, ""))
}

/// The first and the last line that are meant, from 1: `3`, `3 5` or `3-5`; of nothing all of them.
fn from_to(about: &str, count: usize) -> Option<(usize, usize)> {
    let is_between = |c: char| c == '-' || c.is_whitespace();
    let numbers = about.split(is_between).filter(|part| !part.is_empty());
    let numbers: Option<Vec<usize>> = numbers.map(|part| part.parse().ok()).collect();
    match numbers?[..] {
        [] => Some((1, count)),
        [line] if line > 0 => Some((line, line)),
        [from, to] if from > 0 && from <= to => Some((from, to)),
        _ => None,
    }
}

/// The text with other lines in this place. Whoever writes lines ends the last one, too.
fn spliced(text: &str, place: Range<usize>, new: &[&str]) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    lines.splice(place, new.iter().copied());
    lines.iter().flat_map(|line| [*line, "\n"]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_meant_by_one_number_or_two() {
        for (about, meant) in [
            ("", Some((1, 9))),
            ("3", Some((3, 3))),
            ("3 5", Some((3, 5))),
            ("3 - 5", Some((3, 5))),
            ("0", None),
            ("5-3", None),
            ("three", None),
            ("1 2 3", None),
        ] {
            assert_eq!(from_to(about, 9), meant, "{about:?}");
        }
    }

    #[test]
    fn what_indents_a_line_is_part_of_it() {
        assert_eq!(numbered(" 3   x  y "), ("3", "  x  y "));
        assert_eq!(numbered("3"), ("3", ""));
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        assert_eq!(spliced("a\nb\nc", 1..2, &["x"]), "a\nx\nc\n");
        assert_eq!(spliced("a\nb\n", 2..2, &["c", ""]), "a\nb\nc\n\n");
        assert_eq!(spliced("a\nb\nc\n", 0..2, &[]), "c\n");
        assert_eq!(spliced("", 0..0, &["a"]), "a\n");
    }
}
