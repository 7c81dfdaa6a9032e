//! A run, told in lines.

use ratatui::text::{Line, Span};

use super::diff::{self, Labels};
use super::wrap;
use crate::course::Wording;
use crate::locale::{self, Words};
use crate::render::{Palette, Role, neutralise, text};
use crate::run::{Diagnostic, Location, Outcome, ProgramStatus, Severity, Stdin};
use crate::tui::action::Action;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::results::{Block, Output, Told, folded, rows};
use crate::tui::runs::{Phase, Run};
use crate::verdict::{CheckResult, Kind, Reason, Status};

/// How far what belongs to a check stands in.
const INDENT: usize = 4;

/// Turns a run into lines.
pub struct Writer<'a> {
    /// The interface's words.
    pub words: &'a Words,
    /// What the checks say in the language of the prose.
    pub wording: Wording,
    /// How meanings look.
    pub palette: &'a Palette,
    /// Which key means what.
    pub keymap: &'a Keymap,
    /// Cells of a line.
    pub width: usize,
    /// What the learner's files are called.
    pub files: Vec<String>,
    /// Where to go once everything passes.
    pub onward: String,
    /// Whether long values are shown whole.
    pub is_unfolded: bool,
}

impl Writer<'_> {
    /// That nothing was run.
    pub fn nothing(&self) -> Vec<Line<'static>> {
        let key = self.keymap.told(Context::Editor, &Action::Run);
        let text = self
            .words
            .say_with("results-nothing", &[("key", key.into())]);
        self.sentence(Role::Muted, &text)
    }

    /// Tells a run; `stale` says whether it is of other code than there is now. Sets what was printed.
    pub fn run(&self, run: &Run, stale: bool, output: &mut Output) -> Told {
        let mut lines = self.headline(run);
        lines.extend(self.bare_code(run));
        let mut keys = Vec::new();
        if stale {
            lines.extend(self.sentence(Role::Muted, &self.words.say("notice-stale")));
        } else if run.verdict.passed() {
            let onward = self.sentence(Role::Muted, &self.onward);
            keys.push((lines.len()..lines.len() + onward.len(), Action::Back));
            lines.extend(onward);
        }
        lines.push(Line::default());
        let mut places = Vec::new();
        let mut told = Block::from(lines);
        let mut tell = |block: Block, place: Option<&Location>| {
            let above = told.lines.len();
            told.append(block);
            let rows = above..told.lines.len();
            // Of other files, tests among them, the learner has nothing.
            let own = place.filter(|at| self.files.contains(&at.file));
            places.extend(own.map(|place| (rows, place.clone())));
        };
        for (block, place) in self.said(run) {
            tell(block, place);
        }
        let Block { mut lines, folds } = told;
        keys.extend(folds.into_iter().map(|fold| (fold, Action::Fold)));
        let printed = self.output(run, output);
        let below = self.dropped(run);
        let is_more = printed.is_some() || !below.is_empty();
        if is_more && lines.last().is_some_and(|l| l.width() > 0) {
            lines.push(Line::default());
        }
        lines.extend(printed.into_iter().flatten());
        Told {
            above: lines,
            below,
            places,
            keys,
        }
    }

    /// What there is to say, the gravest first: errors, what failed, warnings, what passed. What one looks for must not stand below
    /// what others printed. Each with the place that it is about.
    fn said<'r>(&self, run: &'r Run) -> Vec<(Block, Option<&'r Location>)> {
        let diagnostics = run.transcript.diagnostics.iter();
        let (errors, warnings): (Vec<_>, Vec<_>) =
            diagnostics.partition(|d| d.severity == Severity::Error);
        let checks = run.verdict.checks.iter();
        let (failed, others): (Vec<_>, Vec<_>) = checks.partition(|c| has_failed(c));
        let diagnostic = |d: &'r Diagnostic| (self.diagnostic(d).into(), d.location.as_ref());
        let check = |c: &'r CheckResult| {
            let place = c.location.as_ref().filter(|_| has_failed(c));
            (self.check(c), place)
        };
        let grave = errors.into_iter().map(diagnostic);
        let grave = grave.chain(failed.into_iter().map(check));
        let rest = warnings.into_iter().map(diagnostic);
        grave
            .chain(rest.chain(others.into_iter().map(check)))
            .collect()
    }

    fn headline(&self, run: &Run) -> Vec<Line<'static>> {
        let (role, sentence) = self.verdict(run);
        let sign = match role {
            Role::Pass => "✓",
            Role::Running => "●",
            Role::Muted => "·",
            _ => "✗",
        };
        let mut lines = self.sentence(role, &format!("{sign} {sentence}"));
        if matches!(run.phase, Phase::Running | Phase::Over) {
            // Hundredths that run by only flicker.
            let digits = if run.phase == Phase::Over { 2 } else { 1 };
            let seconds = format!("{:.digits$}", run.elapsed.as_secs_f64());
            let time = self
                .words
                .say_with("results-elapsed", &[("seconds", seconds.into())]);
            let time = Span::styled(format!("  {time}"), self.palette.style(Role::Muted));
            match lines.last_mut() {
                Some(last) if last.width() + time.width() <= self.width => last.push_span(time),
                _ => lines.push(Line::from(time)),
            }
        }
        lines
    }

    /// How a program ended whose checks have the headline.
    fn bare_code(&self, run: &Run) -> Vec<Line<'static>> {
        let told = locale::bare_code(self.words, &run.transcript);
        let told = told.filter(|_| run.is_judged());
        told.map_or_else(Vec::new, |told| self.sentence(Role::Muted, &told))
    }

    /// The one sentence that says how it went.
    fn verdict(&self, run: &Run) -> (Role, String) {
        let words = self.words;
        let counted = |id| {
            let (failing, total) = (run.verdict.failing(), run.verdict.total());
            words.say_with(id, &[("failing", failing.into()), ("total", total.into())])
        };
        match (run.phase, run.outcome()) {
            (Phase::WaitingForImage, _) => (Role::Running, words.say("results-waiting-image")),
            (Phase::Booting, _) => (Role::Running, words.say("results-booting")),
            (Phase::Running, _) => (Role::Running, words.say("results-running")),
            (Phase::Over, Some(Outcome::Exited(_))) if does_not_compile(run) => {
                (Role::Error, words.say("results-compile"))
            }
            (Phase::Over, Some(Outcome::Exited(_))) if run.is_judged() => {
                if run.verdict.passed() {
                    (Role::Pass, counted("results-all-passed"))
                } else {
                    (Role::Fail, counted("results-some-failed"))
                }
            }
            // It was given more time than it has, as what waits for an answer is.
            (Phase::Over, Some(Outcome::TimedOut { after }))
                if run.order.job.stdin == Stdin::Typed && *after > run.order.job.limits.wall =>
            {
                let seconds = ("seconds", after.as_secs().into());
                let told = words.say_with("results-waited", &[seconds]);
                (Role::Error, told)
            }
            (Phase::Over, Some(outcome)) => {
                let role = match outcome {
                    Outcome::Exited(0) => Role::Pass,
                    Outcome::Cancelled => Role::Muted,
                    _ => Role::Error,
                };
                (role, locale::outcome(words, outcome))
            }
            (Phase::Over, None) => (Role::Muted, String::new()),
        }
    }

    fn diagnostic(&self, diagnostic: &Diagnostic) -> Vec<Line<'static>> {
        let (role, id) = match diagnostic.severity {
            Severity::Error => (Role::Error, "results-error"),
            Severity::Warning => (Role::Warning, "results-warning"),
        };
        let mut first = self.words.say(id);
        if let Some(at) = &diagnostic.location {
            first = format!("{first}  {}", self.place(at));
        }
        let mut lines = self.sentence(role, &first);
        lines.extend(self.indented(Role::Text, &diagnostic.message));
        lines.push(Line::default());
        lines
    }

    fn check(&self, check: &CheckResult) -> Block {
        let untold = was_not_looked_at(check);
        let (role, sign) = match check.status {
            Status::Pass => (Role::Pass, "✓"),
            Status::Pending => (Role::Muted, "○"),
            Status::Error if untold => (Role::Muted, "○"),
            Status::Fail | Status::Error => (Role::Fail, "✗"),
        };
        let name = locale::check_name(self.words, &self.wording, &check.name);
        let mut told = Block::from(self.sentence(role, &format!("{sign} {name}")));
        let failed = has_failed(check);
        if failed {
            told.append(self.why(check));
        }
        told.append(self.printed_in(check));
        if failed {
            told.lines.push(Line::default());
        }
        told
    }

    fn why(&self, check: &CheckResult) -> Block {
        let mut told = Block::default();
        let reason = check.reason.as_ref();
        let reason = reason.and_then(|r| locale::reason(self.words, r));
        let message = locale::message(&self.wording, check);
        for sentence in message.iter().map(AsRef::as_ref).chain(reason.as_deref()) {
            told.lines.extend(self.indented(Role::Text, sentence));
        }
        told.append(self.fold(self.shift(&self.values(check))));
        // Tests are hidden: only a place in the learner's own files helps.
        let own = |at: &&Location| self.files.contains(&at.file);
        if let Some(at) = check.location.as_ref().filter(own) {
            let place = self.indented(Role::Muted, &self.place(at));
            told.lines.extend(place);
        }
        told
    }

    /// What the learner's own code printed in this test or case.
    fn printed_in(&self, check: &CheckResult) -> Block {
        // What the program itself prints stands below, once.
        if check.output.is_empty() || !matches!(check.kind, Kind::Tests | Kind::Cases) {
            return Block::default();
        }
        let mut told = Block::from(self.indented(Role::Muted, &self.words.say("results-printed")));
        told.append(self.fold(self.shift(&self.printed(&check.output))));
        told
    }

    fn fold(&self, lines: Vec<Line<'static>>) -> Block {
        if self.is_unfolded {
            return lines.into();
        }
        folded(lines, |hidden| {
            let key = self.keymap.told(Context::Results, &Action::Fold);
            let args = [("count", hidden.into()), ("key", key.into())];
            let told = self.words.say_with("results-folded", &args);
            self.indented(Role::Continuation, &told)
        })
    }

    fn values(&self, check: &CheckResult) -> Vec<Line<'static>> {
        let labels = Labels {
            expected: self.words.say("results-expected"),
            actual: self.words.say("results-actual"),
        };
        let single =
            |label: &str, value: &str, role| diff::single(label, value, role, self.palette);
        match (check.expected_of_people(), &check.actual) {
            (Some(expected), Some(actual)) => diff::lines(expected, actual, &labels, self.palette),
            (Some(expected), None) => single(&labels.expected, expected, Role::DiffExpected),
            (None, Some(actual)) => single(&labels.actual, actual, Role::DiffActual),
            (None, None) => Vec::new(),
        }
    }

    /// Sets what the program itself printed; what a failing test printed stands with the test. Gives what stands above it, if
    /// there is anything to be shown.
    fn output(&self, run: &Run, output: &mut Output) -> Option<Vec<Line<'static>>> {
        // What a compiler prints is what its diagnostics have said.
        if does_not_compile(run) && !run.transcript.diagnostics.is_empty() {
            output.clear();
            return None;
        }
        let typed = self.palette.style(Role::Muted);
        if output.follow(run, self.printed_width(), self.palette.depth(), typed) {
            let heading = || self.sentence(Role::Subheading, &self.words.say("results-output"));
            return Some(run.is_judged().then(heading).unwrap_or_default());
        }
        let is_silent = run.phase == Phase::Over && !run.is_judged() && run.counts();
        is_silent.then(|| self.sentence(Role::Muted, &self.words.say("results-no-output")))
    }

    /// How much of what was printed was not kept.
    fn dropped(&self, run: &Run) -> Vec<Line<'static>> {
        let finished = run.transcript.finished.as_ref();
        let dropped = finished.map_or(0, |f| f.dropped.0 + f.dropped.1);
        if dropped == 0 {
            return Vec::new();
        }
        let size = locale::size(dropped).into();
        let text = self.words.say_with("results-cut", &[("size", size)]);
        self.sentence(Role::Warning, &text)
    }

    fn printed(&self, bytes: &[u8]) -> Vec<Line<'static>> {
        let (width, depth) = (self.printed_width(), self.palette.depth());
        neutralise(bytes)
            .iter()
            .flat_map(|line| rows(line, width, depth))
            .collect()
    }

    fn printed_width(&self) -> usize {
        self.width.saturating_sub(INDENT)
    }

    fn place(&self, at: &Location) -> String {
        let file = text::visible(&at.file).into_owned();
        let args = [("file", file.into()), ("line", at.line.into())];
        self.words.say_with("results-at", &args)
    }

    fn sentence(&self, role: Role, sentence: &str) -> Vec<Line<'static>> {
        wrap::words(sentence, self.width, self.palette.style(role))
    }

    fn indented(&self, role: Role, sentence: &str) -> Vec<Line<'static>> {
        let width = self.width.saturating_sub(INDENT);
        let lines = wrap::words(sentence.trim_end(), width, self.palette.style(role));
        self.shift(&lines)
    }

    fn shift(&self, lines: &[Line<'static>]) -> Vec<Line<'static>> {
        let width = self.width.saturating_sub(INDENT);
        lines
            .iter()
            .flat_map(|line| wrap::hard(line, width))
            .map(|mut line| {
                line.spans.insert(0, Span::raw(" ".repeat(INDENT)));
                line
            })
            .collect()
    }
}

fn does_not_compile(run: &Run) -> bool {
    run.transcript.program == Some(ProgramStatus::CompileError)
}

/// Whether there is more to be told of a check than its name.
fn has_failed(check: &CheckResult) -> bool {
    matches!(check.status, Status::Fail | Status::Error) && !was_not_looked_at(check)
}

/// Whether a check says nothing that the headline has not said.
fn was_not_looked_at(check: &CheckResult) -> bool {
    matches!(
        check.reason,
        Some(Reason::DidNotCompile | Reason::CutShort(Outcome::Cancelled))
    )
}
