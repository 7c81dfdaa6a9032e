//! What a run said: how it ended, each check, what was printed.

use std::collections::HashMap;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::told::Writer;
use super::{results_foot as foot, title};
use crate::course::Onward;
use crate::locale::Words;
use crate::progress;
use crate::render::Role;
use crate::run::{Location, Severity};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Opened;
use crate::tui::geometry::titled;
use crate::tui::keymap::{Context, Keymap};
use crate::tui::model::{Item, Model, Pane};
use crate::tui::reading::Reading;
use crate::tui::results::{Output, Search, Told};
use crate::tui::runs::{Phase, Run};
use crate::tui::touch::{Border, Pointed, Touch};

/// Makes the lines for this size, where they are not made.
pub fn prepare(model: &mut Model, width: u16, height: u16) {
    let mut results = std::mem::take(&mut model.results);
    let is_unfolded = results.is_unfolded;
    results.prepare(width, height, |output| {
        tell(
            model,
            usize::from(width).saturating_sub(2),
            is_unfolded,
            output,
        )
    });
    model.results = results;
}

/// All that the pane says, as plain text: nothing is folded, and nothing cut at its width.
pub fn text(model: &Model) -> String {
    const WIDTH: usize = 10_000;
    let mut output = Output::default();
    let told = tell(model, WIDTH, true, &mut output);
    let lines = told.above.iter().chain(output.rows()).chain(&told.below);
    let text: String = lines
        .map(|line| line.to_string().trim_end().to_owned() + "\n")
        .collect();
    text.trim_end().to_owned() + "\n"
}

/// Tells the last run of what is open, and sets what it printed.
fn tell(model: &Model, width: usize, is_unfolded: bool, output: &mut Output) -> Told {
    let opened = model.desk.opened();
    let writer = Writer {
        words: &model.words,
        wording: opened
            .map(|o| model.reading.wording(&o.item))
            .unwrap_or_default(),
        palette: &model.palette,
        width,
        files: opened.map(Opened::paths).unwrap_or_default(),
        keymap: &model.keymap,
        onward: onward(&model.words, &model.keymap, &model.reading, &model.states),
        is_unfolded,
    };
    match model.shown_run() {
        Some(run) => writer.run(run, is_stale(model, run), output),
        None => {
            output.clear();
            let above = writer.nothing();
            Told {
                keys: vec![(0..above.len(), Action::Run)],
                above,
                ..Told::default()
            }
        }
    }
}

/// Whether a run that is over is of other code than there is now, or of what is asked for no longer.
fn is_stale(model: &Model, run: &Run) -> bool {
    let is_other = |opened: &Opened| {
        !opened.holds(&run.order.job.files) || asks_other(&model.reading, opened, run)
    };
    run.phase == Phase::Over && model.desk.opened().is_some_and(is_other)
}

/// Whether the exercise's author asks for something else since that run.
fn asks_other(reading: &Reading, opened: &Opened, run: &Run) -> bool {
    let Item::Exercise { exercise, .. } = &opened.item else {
        return false;
    };
    let now = reading.exercise(exercise);
    now.is_some_and(|now| now.tests != run.order.job.tests || now.checks != run.order.checks)
}

/// The place that is selected, else the first that the last run points at: errors first, then failed checks, then warnings.
pub fn problem(model: &Model) -> Option<Location> {
    if let Some((_, selected)) = model.results.selected() {
        return Some(selected.clone());
    }
    let (run, opened) = (model.shown_run()?, model.desk.opened()?);
    let grave = |severity| {
        let found = run.transcript.diagnostics.iter();
        found
            .filter(move |d| d.severity == severity)
            .filter_map(|d| d.location.as_ref())
    };
    let failed = run.verdict.checks.iter().filter(|c| !c.passed());
    let failed = failed.filter_map(|c| c.location.as_ref());
    let mut all = grave(Severity::Error)
        .chain(failed)
        .chain(grave(Severity::Warning));
    all.find(|location| opened.has(location)).cloned()
}

/// Draws the pane.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let focused = model.focus == Pane::Results;
    let (above, below) = model.results.hidden();
    let name = model.words.say("pane-results");
    let note = title::more(above, below);
    title::draw(&model.palette, head, &name, focused, note, canvas);
    // Without an editor above it there is no border to be dragged.
    if model.geometry().editor.is_some() {
        canvas.touch(head, Touch::Border(Border::Results, Some(Pane::Results)));
    }
    let selected = model.results.selected().map(|(row, _)| row);
    let lines = model.results.visible();
    for (area, (number, line)) in foot::above(model, body).rows().zip(lines) {
        let row = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..area
        };
        match &model.results.search {
            Some(search) => canvas.render_widget(marked(model, search, number, line), row),
            None => canvas.render_widget(line, row),
        }
        if let Some(place) = model.results.place_at(number) {
            canvas.touch(area, Pointed::Place(place.clone()));
        }
        if let Some(action) = model.results.action_at(number) {
            canvas.touch(area, Touch::Do(action.clone()));
        }
        if selected == Some(number) {
            let sign = Span::styled("▸", model.palette.style(Role::BorderFocus));
            canvas.render_widget(sign, Rect { width: 1, ..area });
        }
    }
    foot::draw(model, body, canvas);
}

/// A line with what was found in it, in the looks of the editor's search.
fn marked(model: &Model, search: &Search, number: usize, line: &Line<'static>) -> Line<'static> {
    let style = |role| model.palette.style(role);
    let found = style(Role::Match);
    search.mark(number, line, found, found.patch(style(Role::Selection)))
}

/// What a learner who is done here can do next.
fn onward(
    words: &Words,
    keymap: &Keymap,
    reading: &Reading,
    states: &HashMap<String, progress::Status>,
) -> String {
    let is_passed = |id: &str| states.get(id) == Some(&progress::Status::Passed);
    let id = match reading.pack().onward(reading.lesson(), is_passed) {
        Onward::Exercise => "results-next",
        Onward::Lesson => "results-lesson-done",
        Onward::Nothing => "results-course-done",
    };
    let key = |action| keymap.told(Context::Editor, &action).into();
    let args = [
        ("back", key(Action::Back)),
        ("key", key(Action::NextUnsolved)),
    ];
    words.say_with(id, &args)
}
