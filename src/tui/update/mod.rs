//! What happens to the model, and what is wanted of the world.
//!
//! Pure but for the model: no clock, no terminal, no file. One file an idea.

mod editing;
mod engine;
mod preview;
mod reading;
mod running;

use super::action::Action;
use super::effect::Effect;
use super::keymap::Context;
use super::message::Message;
use super::model::{Item, Model, Pane};
use super::overlay::Overlay;
use super::panes::{hint, outline};
use super::preview::Preview;
use crate::course::Edition;
use crate::progress::{Cursor, Place};

/// Does what the learner wants.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.notice = None;
    let mut effects = if model.overlay.is_some() {
        on_top(model, action)
    } else {
        below(model, action)
    };
    effects.extend(park(model));
    effects
}

/// Takes news.
pub fn hear(model: &mut Model, message: Message) -> Vec<Effect> {
    let mut effects = listen(model, message);
    effects.extend(park(model));
    effects
}

fn listen(model: &mut Model, message: Message) -> Vec<Effect> {
    match message {
        Message::Engine(found) => engine::found(model, found),
        Message::Image { language, news } => engine::image(model, &language, news),
        Message::Run { run, event } => running::hear(model, run, event),
        Message::Elapsed { run, time } => {
            model.runs.elapsed(run, time);
            model.results.is_stale();
            Vec::new()
        }
        Message::Saving(result) => {
            model.is_unsaved = result.is_err();
            model.notice = result.err().map(|why| {
                let why = ("why", why.into());
                model.words.say_with("notice-not-saved", &[why])
            });
            Vec::new()
        }
        // Drawing again colours the code.
        Message::Highlighting => Vec::new(),
        Message::Edition(edition) => {
            preview::renew(model, edition);
            Vec::new()
        }
    }
}

/// The model is a preview of this edition from now on.
pub fn preview(model: &mut Model, edition: Edition) {
    preview::begin(model, edition);
}

/// The terminal has another size.
pub fn resize(model: &mut Model, width: u16, height: u16) {
    model.size = ratatui::layout::Size::new(width, height);
}

/// Something lies on top and has the keys.
fn on_top(model: &mut Model, action: Action) -> Vec<Effect> {
    let selected = match &model.overlay {
        Some(Overlay::Outline { selected }) => Some(*selected),
        _ => None,
    };
    match (action, selected) {
        (Action::Quit, _) => return vec![Effect::Quit],
        (Action::Yes, _) => return engine::answer(model, true),
        (Action::No, _) => return engine::answer(model, false),
        (Action::Open, Some(selected)) => return open_row(model, selected),
        (Action::Hint, _) => return show_hint(model),
        (Action::Back | Action::Help | Action::Outline, _) => model.overlay = None,
        (action, Some(_)) => move_selection(model, &action),
        (action, None) => scroll_page(model, &action),
    }
    Vec::new()
}

fn below(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => vec![Effect::Quit],
        Action::Help => on_overlay(model, Overlay::Help { scroll: 0 }),
        Action::Outline => {
            let selected = outline::current(model);
            on_overlay(model, Overlay::Outline { selected })
        }
        Action::Hint => show_hint(model),
        Action::Run => running::run(model),
        Action::Back => back(model),
        Action::NextPane => next_pane(model),
        Action::JumpToProblem => running::jump(model),
        Action::CancelPreparation => engine::cancel(model),
        Action::Edit(_)
        | Action::Paste(_)
        | Action::Reset
        | Action::NextFile
        | Action::Find
        | Action::FindNext
        | Action::FindPrevious
        | Action::FindType(_) => editing::act(model, action),
        Action::Solution
        | Action::NextLanguage
        | Action::NextWidth
        | Action::Reveal
        | Action::NextProblem
        | Action::ToChange => preview::act(model, &action),
        action if model.focus == Pane::Results => {
            scroll_results(model, &action);
            reading::go(model, &action)
        }
        action => reading::act(model, &action),
    }
}

fn on_overlay(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlay = Some(overlay);
    Vec::new()
}

/// Escape: the innermost thing that can be left is left.
fn back(model: &mut Model) -> Vec<Effect> {
    if model.context() == Context::Find {
        return editing::end_search(model);
    }
    if model.runs.active().is_some() {
        return running::stop(model);
    }
    if model.preview.as_mut().is_some_and(Preview::hush) {
        return Vec::new();
    }
    model.focus = match model.focus {
        Pane::Results => Pane::Editor,
        _ => Pane::Lesson,
    };
    Vec::new()
}

fn next_pane(model: &mut Model) -> Vec<Effect> {
    let has_results = model.shown_run().is_some();
    model.focus = match model.focus {
        Pane::Lesson => Pane::Editor,
        Pane::Editor if has_results => Pane::Results,
        Pane::Editor | Pane::Results => Pane::Lesson,
    };
    Vec::new()
}

/// The first hint, or the one after the one that is shown.
fn show_hint(model: &mut Model) -> Vec<Effect> {
    let hints = hint::exercise(model).map_or(0, |e| e.hints.len());
    let number = match model.overlay {
        Some(Overlay::Hint { number, .. }) => (number + 1) % hints.max(1),
        _ => 0,
    };
    if hints == 0 {
        model.notice = Some(model.words.say("notice-no-hints"));
        return Vec::new();
    }
    on_overlay(model, Overlay::Hint { number, scroll: 0 })
}

fn open_row(model: &mut Model, selected: usize) -> Vec<Effect> {
    let row = outline::rows(model).into_iter().nth(selected);
    model.overlay = None;
    match row {
        Some(outline::Row::Lesson(index)) => reading::open_lesson(model, index),
        Some(outline::Row::Exercise(item)) => reading::visit(model, &item),
        None => {}
    }
    Vec::new()
}

fn move_selection(model: &mut Model, action: &Action) {
    const PAGE: i32 = 10;
    let last = outline::rows(model).len().saturating_sub(1);
    let Some(Overlay::Outline { selected }) = &mut model.overlay else {
        return;
    };
    let step = match action {
        Action::Scroll(step) => *step,
        Action::ScrollPage(pages) => pages * PAGE,
        Action::Top => i32::MIN,
        Action::Bottom => i32::MAX,
        _ => 0,
    };
    *selected = add(*selected, step).min(last);
}

fn scroll_page(model: &mut Model, action: &Action) {
    let half = i32::from(model.size.height / 2).max(1);
    let step = match action {
        Action::Scroll(step) => *step,
        Action::ScrollPage(halves) => halves * half / 2,
        _ => return,
    };
    if let Some(
        Overlay::Help { scroll } | Overlay::Hint { scroll, .. } | Overlay::Trouble { scroll, .. },
    ) = &mut model.overlay
    {
        // How long a page is depends on the width; drawing stops at its end.
        const LONGEST: usize = 200;
        *scroll = add(*scroll, step).min(LONGEST);
    }
}

fn scroll_results(model: &mut Model, action: &Action) {
    match action {
        Action::Scroll(lines) => model.results.scroll_by(*lines),
        Action::ScrollPage(halves) => model.results.scroll_page(*halves),
        Action::Top => model.results.scroll_to_top(),
        Action::Bottom => model.results.scroll_to_bottom(),
        _ => {}
    }
}

fn add(number: usize, step: i32) -> usize {
    number.saturating_add_signed(isize::try_from(step).unwrap_or(0))
}

/// What was typed and where the learner went since this was asked last is to be saved. To be called after each key, once its
/// frame is out: the text may be long, and whoever types does not wait for its copy.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    // First, so that whoever finds the draft saved finds it open.
    let place = place(model);
    if model.saved_place.as_ref() != Some(&place) {
        model.saved_place = Some(place.clone());
        effects.push(Effect::SavePlace(place));
    }
    if let Some(opened) = model.desk.opened_mut() {
        let (lesson, exercise) = opened.item.key();
        let lesson = lesson.to_owned();
        if let Some(files) = opened.take_changes() {
            model.results.is_stale();
            effects.push(Effect::SaveDraft {
                lesson,
                exercise,
                files,
            });
        }
    }
    effects
}

/// What is open has a container that waits for it, before anyone asks it to run.
fn park(model: &mut Model) -> Option<Effect> {
    let language = model.desk.opened()?.language.clone();
    let wanted = Some((language.clone(), model.limits()));
    if model.parked == wanted || !model.engine.can_run(&language) {
        return None;
    }
    model.parked = wanted;
    let limits = model.limits();
    Some(Effect::Park { language, limits })
}

fn place(model: &Model) -> Place {
    let lesson = model.reading.lesson().id.clone();
    let opened = model.desk.opened();
    let here = opened.filter(|o| o.item.key().0 == lesson);
    let cursor = here.and_then(|o| o.cursor()).map(|(file, at)| Cursor {
        file: file.to_owned(),
        row: at.line,
        column: at.column,
    });
    Place {
        lesson,
        top: model.reading.anchor(),
        exercise: here.map(|o| o.item.key().1),
        pane: Some(model.focus.name().to_owned()),
        cursor,
    }
}

/// Gives the keys to the editor with this item in it.
fn open_in_editor(model: &mut Model, item: &Item) {
    if model.open(item) {
        model.focus = Pane::Editor;
    }
}
