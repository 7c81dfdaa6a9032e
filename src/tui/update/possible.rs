//! What can be done now, and what it is called: what does nothing is not offered in the list of actions.

use super::{formatting, history, looking_back};
use crate::render::Layout;
use crate::tui::action::Action;
use crate::tui::desk::Opened;
use crate::tui::editor::{Editor, EditorCommand};
use crate::tui::keymap::{Bound, Context};
use crate::tui::model::Model;
use crate::tui::panes::{results, status};
use crate::tui::preview::Preview;

/// The message that names what these keys do now; `None` where they would do nothing.
pub fn name(model: &Model, bound: &Bound) -> Option<&'static str> {
    let is_possible = match bound.context {
        Context::Lesson => in_lesson(model, &bound.action),
        Context::Editor => in_editor(model, &bound.action),
        Context::Results => in_results(model, &bound.action),
        Context::Preview => in_preview(model, &bound.action),
        Context::Anywhere => anywhere(model, &bound.action),
        _ => false,
    };
    let name = match bound.action {
        Action::Back => "key-stop",
        Action::Hint => status::helping(model).unwrap_or(bound.name),
        _ => bound.name,
    };
    is_possible.then_some(name)
}

fn anywhere(model: &Model, action: &Action) -> bool {
    let opened = model.desk.opened();
    match action {
        Action::Run | Action::RunInSight | Action::Reset | Action::Compare => opened.is_some(),
        Action::Hint => status::helping(model).is_some(),
        Action::JumpToProblem => results::problem(model).is_some(),
        Action::NextFile => opened.is_some_and(|opened| opened.file_count() > 1),
        Action::CancelPreparation => model.engine.preparing().is_some(),
        Action::Back => model.runs.active().is_some(),
        Action::Library => model.preview.is_none(),
        Action::Widen(_) => model.geometry().divider.is_some(),
        Action::Heighten(_) => {
            let geometry = model.geometry();
            geometry.editor.is_some() && geometry.results.is_some()
        }
        // It is what lists them.
        Action::Commands => false,
        _ => true,
    }
}

fn in_lesson(model: &Model, action: &Action) -> bool {
    let reading = &model.reading;
    match action {
        Action::NextLesson => {
            let next = reading.lesson_index() + 1;
            next < reading.pack().lessons.len() || looking_back::is_due(model)
        }
        Action::PreviousLesson => reading.lesson_index() > 0,
        Action::NextCard | Action::PreviousCard => !reading.stops().is_empty(),
        Action::Open => reading.selected().is_some(),
        Action::Follow => !reading.layout().map_or(&[][..], Layout::links).is_empty(),
        Action::GoBack => model.trail.leads_back(),
        Action::GoForward => model.trail.leads_forward(),
        Action::Bookmarks => !model.past.bookmarks.is_empty(),
        action => scrolls(action, reading.hidden()).unwrap_or_else(|| anywhere(model, action)),
    }
}

fn in_editor(model: &Model, action: &Action) -> bool {
    let editor = model.desk.opened().and_then(Opened::editor);
    match action {
        Action::Edit(EditorCommand::Undo) => editor.is_some_and(Editor::can_undo),
        Action::Edit(EditorCommand::Redo) => editor.is_some_and(Editor::can_redo),
        Action::Format => editor.is_some() && formatting::without_formatter(model).is_none(),
        _ => editor.is_some(),
    }
}

fn in_results(model: &Model, action: &Action) -> bool {
    let results = &model.results;
    let is_there = match action {
        Action::History => {
            return model.desk.opened().is_some_and(history::is_kept);
        }
        Action::NextPlace | Action::PreviousPlace => results.has_places(),
        Action::FindNext | Action::FindPrevious => results.search.is_some(),
        Action::CopyOutput => !results.printed().is_empty(),
        action => scrolls(action, results.hidden()).unwrap_or_else(|| anywhere(model, action)),
    };
    is_there && model.shown_run().is_some()
}

fn in_preview(model: &Model, action: &Action) -> bool {
    let is_there = |preview: &Preview| match action {
        Action::NextLanguage => preview.has_languages(),
        Action::NextProblem => !preview.edition().problems.is_empty(),
        Action::ToChange => model.reading.changed_lines().is_some(),
        _ => true,
    };
    model.preview.as_ref().is_some_and(is_there)
}

/// Whether a step goes anywhere, where so many lines are above and below those in sight; `None` of what is no step.
fn scrolls(action: &Action, (above, below): (usize, usize)) -> Option<bool> {
    match action {
        Action::Scroll(step) | Action::ScrollPage(step) if *step < 0 => Some(above > 0),
        Action::Scroll(_) | Action::ScrollPage(_) | Action::Bottom => Some(below > 0),
        Action::Top => Some(above > 0),
        _ => None,
    }
}
