//! The desk: what is open in the editor, and everything that was typed.

use std::collections::{BTreeSet, HashMap};

use super::editor::{Editor, Mark, Position, Severity};
use super::foot::Foot;
use super::model::Item;
use crate::course::Wording;
use crate::locale;
use crate::progress::Files;
use crate::render::Highlighter;
use crate::run::{Diagnostic, Location, Severity as Grave, SourceFile};
use crate::verdict::{Status, Verdict};

/// The endings of files that code reads, and what they are written in.
const TEXTS: [(&str, &str); 6] = [
    ("csv", "csv"),
    ("json", "json"),
    ("md", "markdown"),
    ("toml", "toml"),
    ("txt", "text"),
    ("yaml", "yaml"),
];

/// What is open, what was, and the drafts of what was not yet.
#[derive(Debug, Default)]
pub struct Desk {
    highlighter: Highlighter,
    open: Option<Opened>,
    /// What was open before, as it was left: cursor, marks, and what can be undone.
    away: HashMap<Item, Opened>,
    drafts: HashMap<Item, Vec<SourceFile>>,
}

/// What is open.
#[derive(Debug)]
pub struct Opened {
    /// Which exercise or example.
    pub item: Item,
    /// Its language's name.
    pub language: String,
    files: Vec<File>,
    /// What the draft has and the starter has no longer: kept with it, and not run.
    gone: Vec<SourceFile>,
    current: usize,
    /// Whether what another window saved was overwritten.
    pub overwritten: Overwritten,
    /// The line below the text that is typed in, where it is open.
    pub foot: Option<Foot>,
}

/// What another window saved and this one has overwritten: it is in the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overwritten {
    /// There is none.
    Nothing,
    /// The learner has not looked at it.
    Unseen,
    /// They have.
    Seen,
}

#[derive(Debug)]
struct File {
    path: String,
    /// Whether the learner reads it and cannot change it.
    is_readonly: bool,
    editor: Editor,
    /// The editor's revision that was saved last.
    saved: u64,
}

/// What an item was made of, and is now.
#[derive(Debug)]
pub struct Renewal {
    /// Its language's name.
    pub language: String,
    /// What it begins with.
    pub starter: Vec<SourceFile>,
    /// The paths of those that nobody changes.
    pub readonly: BTreeSet<String>,
    /// What may have been put in its place, each as it was and as it is: the starter, the solution.
    pub texts: Vec<(Vec<SourceFile>, Vec<SourceFile>)>,
}

impl Desk {
    /// A desk with these drafts in its drawers.
    pub fn new(drafts: HashMap<Item, Vec<SourceFile>>, highlighter: Highlighter) -> Self {
        Self {
            highlighter,
            open: None,
            away: HashMap::new(),
            drafts,
        }
    }

    /// Opens this item: as it was left, else its draft where there is one, else `starter`; then the file `front` of it is in front.
    /// Of the files in `readonly`, what the draft has is not shown.
    pub fn open(
        &mut self,
        item: Item,
        language: &str,
        starter: Vec<SourceFile>,
        readonly: BTreeSet<String>,
        front: usize,
    ) {
        if self.open.as_ref().is_some_and(|o| o.item == item) {
            return;
        }
        self.close();
        self.open = self.away.remove(&item);
        if self.open.is_some() {
            return;
        }
        let draft = self.drafts.remove(&item).unwrap_or_default();
        let found = Files::of(starter, readonly, draft);
        let file = |source: &SourceFile| {
            let is_readonly = found.readonly.contains(&source.path);
            File::new(source, is_readonly, language, &self.highlighter)
        };
        let files = found.sources.iter().map(file).collect();
        self.open = Some(Opened {
            item,
            language: language.to_owned(),
            files,
            gone: found.gone,
            current: front,
            overwritten: Overwritten::Nothing,
            foot: None,
        });
    }

    /// What is taught has become another: what was not typed in follows it. `renewal` says what of an item is there now, if anything.
    pub fn renew(&mut self, renewal: impl Fn(&Item) -> Option<Renewal>) {
        let all = self.open.take().into_iter().map(|open| (true, open));
        let all: Vec<_> = all
            .chain(self.away.drain().map(|(_, away)| (false, away)))
            .collect();
        for (is_open, mut opened) in all {
            let Some(renewal) = renewal(&opened.item) else {
                continue;
            };
            opened.renew(&renewal, &self.highlighter);
            if is_open {
                self.open = Some(opened);
            } else {
                self.away.insert(opened.item.clone(), opened);
            }
        }
    }

    /// What is open.
    pub fn opened(&self) -> Option<&Opened> {
        self.open.as_ref()
    }

    /// The same, to change.
    pub fn opened_mut(&mut self) -> Option<&mut Opened> {
        self.open.as_mut()
    }

    /// Puts away what is open; nothing takes its place.
    pub fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.away.insert(open.item.clone(), open);
        }
    }

    /// This item, if it is or was open.
    pub fn get(&self, item: &Item) -> Option<&Opened> {
        let open = self.open.as_ref().filter(|o| o.item == *item);
        open.or_else(|| self.away.get(item))
    }

    /// The same, to change.
    pub fn get_mut(&mut self, item: &Item) -> Option<&mut Opened> {
        let open = self.open.as_mut().filter(|o| o.item == *item);
        open.or_else(|| self.away.get_mut(item))
    }

    /// Whether the learner has made something else of this item than it begins with.
    pub fn has_changed(&self, item: &Item, starter: &[SourceFile]) -> bool {
        match self.get(item) {
            Some(opened) => !opened.holds(starter),
            None => self.drafts.get(item).is_some_and(|draft| draft != starter),
        }
    }
}

impl File {
    fn new(
        source: &SourceFile,
        is_readonly: bool,
        language: &str,
        highlighter: &Highlighter,
    ) -> Self {
        let language = text_language(&source.path).unwrap_or(language);
        let editor = Editor::new(language, &source.text, highlighter);
        Self {
            path: source.path.clone(),
            is_readonly,
            saved: editor.revision(),
            editor,
        }
    }
}

/// What a file is written in, where its ending says that it is no code of its exercise's language.
fn text_language(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    let known = TEXTS.iter().find(|(of, _)| *of == ending);
    known.map(|(_, language)| *language)
}

impl Opened {
    /// Follows what it was made of, where nothing else was typed; its files are those of the starter in any case.
    fn renew(&mut self, renewal: &Renewal, highlighter: &Highlighter) {
        let held = renewal.texts.iter().find(|(was, _)| self.holds(was));
        let now = held.map_or(renewal.starter.as_slice(), |(_, is)| is);
        let front = self.path().to_owned();
        let is_other_language = self.language != renewal.language;
        self.language.clone_from(&renewal.language);
        let mut before: Vec<File> = self.files.drain(..).collect();
        for source in &renewal.starter {
            let text = now.iter().find(|f| f.path == source.path).unwrap_or(source);
            let kept = before.iter().position(|f| f.path == source.path);
            let kept = kept.filter(|_| !is_other_language || held.is_none());
            let is_readonly = renewal.readonly.contains(&source.path);
            self.files.push(match kept.map(|at| before.remove(at)) {
                Some(mut file) => {
                    file.is_readonly = is_readonly;
                    if held.is_some() || is_readonly {
                        file.editor.set_text(&text.text);
                    }
                    file
                }
                None => File::new(text, is_readonly, &self.language, highlighter),
            });
        }
        let current = self.files.iter().position(|f| f.path == front);
        self.current = current.unwrap_or(0);
    }

    /// The file in front.
    pub fn path(&self) -> &str {
        self.files.get(self.current).map_or("", |f| &f.path)
    }

    /// Whether the file in front is code in the exercise's language.
    pub fn is_code(&self) -> bool {
        text_language(self.path()).is_none()
    }

    /// What the files are called.
    pub fn paths(&self) -> Vec<String> {
        self.files.iter().map(|f| f.path.clone()).collect()
    }

    /// Whether the file in front is one that the learner reads and cannot change.
    pub fn is_readonly(&self) -> bool {
        self.files.get(self.current).is_some_and(|f| f.is_readonly)
    }

    /// What the files are called, and which of them the learner cannot change.
    pub fn tabs(&self) -> impl Iterator<Item = (&str, bool)> {
        self.files.iter().map(|f| (f.path.as_str(), f.is_readonly))
    }

    /// How many files there are.
    pub fn file_count(&self) -> usize {
        self.files.len()
    }

    /// The editor in front.
    pub fn editor(&self) -> Option<&Editor> {
        self.files.get(self.current).map(|f| &f.editor)
    }

    /// The same, to change.
    pub fn editor_mut(&mut self) -> Option<&mut Editor> {
        self.files.get_mut(self.current).map(|f| &mut f.editor)
    }

    /// All files as they are now.
    pub fn sources(&self) -> Vec<SourceFile> {
        self.files
            .iter()
            .map(|f| SourceFile::new(&f.path, f.editor.text()))
            .collect()
    }

    /// The files that the learner may change, as they are now.
    pub fn own(&self) -> Vec<SourceFile> {
        let own = self.files.iter().filter(|f| !f.is_readonly);
        own.map(|f| SourceFile::new(&f.path, f.editor.text()))
            .collect()
    }

    /// The files that were typed in before the starter lost them.
    pub fn gone(&self) -> &[SourceFile] {
        &self.gone
    }

    /// Whether all files are as these.
    pub fn holds(&self, sources: &[SourceFile]) -> bool {
        let same = |(file, source): (&File, &SourceFile)| {
            file.path == source.path && file.editor.holds(&source.text)
        };
        self.files.len() == sources.len() && self.files.iter().zip(sources).all(same)
    }

    /// Where the cursor is, and in which file.
    pub fn cursor(&self) -> Option<(&str, Position)> {
        Some((self.path(), self.editor()?.cursor()))
    }

    /// The next file comes to the front.
    pub fn next_file(&mut self) {
        self.show_file((self.current + 1) % self.files.len().max(1));
    }

    /// A file comes to the front, where there are so many.
    pub fn show_file(&mut self, number: usize) {
        // What is searched for is that file's.
        self.foot = None;
        if let Some(editor) = self.editor_mut() {
            editor.find_stop();
        }
        self.current = number.min(self.files.len().saturating_sub(1));
    }

    /// The whole draft, if a file was changed since this was asked last.
    pub fn take_changes(&mut self) -> Option<Vec<SourceFile>> {
        let mut changed = false;
        for file in &mut self.files {
            changed |= file.editor.is_modified_since(file.saved);
            file.saved = file.editor.revision();
        }
        changed.then(|| [self.own(), self.gone.clone()].concat())
    }

    /// Every file of the learner's becomes what it is in `starter`; each can be undone.
    pub fn reset(&mut self, starter: &[SourceFile]) {
        for file in self.files.iter_mut().filter(|f| !f.is_readonly) {
            if let Some(original) = starter.iter().find(|s| s.path == file.path) {
                file.editor.set_text(&original.text);
            }
        }
    }

    /// Takes what was made of these files elsewhere; each can be undone. Says how many are others now.
    pub fn take_texts(&mut self, files: &[SourceFile]) -> usize {
        let mut changed = 0;
        for file in self.files.iter_mut().filter(|f| !f.is_readonly) {
            let made = files.iter().find(|made| made.path == file.path);
            if let Some(made) = made.filter(|made| !file.editor.holds(&made.text)) {
                file.editor.set_text(&made.text);
                changed += 1;
            }
        }
        changed
    }

    /// Shows this place.
    pub fn jump(&mut self, file: &str, row: usize, column: usize) {
        let Some(index) = self.files.iter().position(|f| f.path == file) else {
            return;
        };
        self.current = index;
        if let Some(editor) = self.editor_mut() {
            editor.set_cursor(Position { line: row, column });
        }
    }

    /// Whether a place is in one of these files.
    pub fn has(&self, location: &Location) -> bool {
        self.files.iter().any(|f| f.path == location.file)
    }

    /// Marks what a run points at.
    pub fn mark(&mut self, diagnostics: &[Diagnostic], verdict: &Verdict, wording: &Wording) {
        for file in &mut self.files {
            let at = |location: Option<&Location>| {
                location
                    .filter(|l| l.file == file.path)
                    .map(|l| l.line.saturating_sub(1))
            };
            let said = diagnostics.iter().filter_map(|d| {
                let severity = match d.severity {
                    Grave::Warning => Severity::Warning,
                    Grave::Error => Severity::Error,
                };
                Some(mark(at(d.location.as_ref())?, severity, &d.message))
            });
            let failed = verdict.checks.iter().filter_map(|check| {
                let message = locale::message(wording, check).unwrap_or_default();
                matches!(check.status, Status::Fail | Status::Error)
                    .then(|| Some(mark(at(check.location.as_ref())?, Severity::Fail, &message)))?
            });
            let marks = said.chain(failed).collect();
            file.editor.set_marks(marks);
        }
    }
}

fn mark(line: usize, severity: Severity, message: &str) -> Mark {
    Mark {
        line,
        severity,
        message: message.lines().next().unwrap_or_default().to_owned(),
    }
}
