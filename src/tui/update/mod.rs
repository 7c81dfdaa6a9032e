//! What happens to the model, and what is wanted of the world.
//!
//! Pure but for the model: no clock, no terminal, no file. One file an idea.

mod bookmarks;
mod comparing;
mod dressing;
mod editing;
mod engine;
mod foot;
mod formatting;
pub mod helping;
mod history;
mod looking_back;
mod opening;
mod output;
mod outside;
mod picking;
mod pictures;
mod pointing;
mod possible;
mod preview;
mod reading;
mod running;
mod scratch;

use super::action::Action;
use super::effect::Effect;
use super::library;
use super::message::Message;
use super::model::{Item, Model, Pane};
use super::onward;
use super::overlay::Overlay;
use super::panes::outline;
use super::picker::List;
use super::preview::Preview;
use super::target::Spot;
use crate::course::Edition;
use crate::progress::{Cursor, Place};

pub use dressing::wear;
pub use looking_back::spend;
pub use opening::begin;
pub use pictures::paint;

/// Does what the learner wants.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    model.notice = None;
    let (here, focus) = (reading::here(model), model.focus);
    let is_covered = model.overlay.is_some() || model.library.is_open;
    let is_click = matches!(action, Action::Point(_)) && !is_covered;
    let retraces = matches!(action, Action::GoBack | Action::GoForward);
    let mut effects = if let Action::Point(pointed) = action {
        pointing::act(model, pointed)
    } else if model.overlay.is_some() {
        on_top(model, action)
    } else if model.library.is_open {
        library::update::act(model, action)
    } else {
        below(model, action)
    };
    if model.focus != focus {
        model.is_clicked_into = is_click && model.focus != Pane::Editor;
    }
    // However the learner came to another lesson, they can come back.
    if !retraces && model.reading.lesson().id != here.lesson {
        model.trail.leave(here);
    }
    formatting::tell(model);
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
        Message::Formatted { id, formatted } => {
            formatting::hear(model, id, formatted);
            Vec::new()
        }
        Message::History(past) => {
            history::show(model, past);
            Vec::new()
        }
        Message::Overwrote(item) => {
            history::overwrote(model, &item);
            Vec::new()
        }
        Message::MinutesLeft(minutes) => {
            opening::minutes_left(model, minutes);
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
        Message::EditedOutside(edited) => {
            outside::hear(model, edited);
            Vec::new()
        }
        Message::Themes(looks) => dressing::open(model, &looks),
        Message::Library(news) => library::update::hear(model, news),
        Message::Painted(painting, painted) => {
            pictures::take(model, &painting, painted);
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

/// Shows a place of the pack, where there is such a lesson and it is open to the learner.
pub(super) fn show(model: &mut Model, spot: &Spot) {
    reading::show(model, spot);
}

/// The terminal has another size.
pub fn resize(model: &mut Model, width: u16, height: u16) {
    model.size = ratatui::layout::Size::new(width, height);
}

/// Something lies on top and has the keys.
fn on_top(model: &mut Model, action: Action) -> Vec<Effect> {
    if let (Some(Overlay::Picker(_)), false) = (&model.overlay, action == Action::Quit) {
        return picking::pick(model, action);
    }
    if matches!(model.overlay, Some(Overlay::History(_))) && history::takes(&action) {
        return history::act(model, &action);
    }
    let selected = match &model.overlay {
        Some(Overlay::Outline { selected }) => Some(*selected),
        _ => None,
    };
    match (action, selected) {
        (Action::Quit, _) => return vec![Effect::Quit],
        (Action::Yes, _) => return engine::answer(model, true),
        (Action::No, _) => return engine::answer(model, false),
        (Action::Library, _) => return leave_question(model),
        (Action::Open, Some(selected)) => return open_row(model, selected),
        (Action::Hint, _) => return helping::next(model),
        (Action::Compare, _) => return comparing::turn(model),
        (Action::OtherSide, _) => comparing::other_side(model),
        (Action::Follow, _) => return picking::follow(model),
        (Action::NextLesson, None) => looking_back::go_on(model),
        (Action::Reset, _) => return comparing::take_starter(model),
        (Action::Back | Action::Help | Action::Outline, _) => close(model),
        (action, Some(_)) => move_selection(model, &action),
        (action, None) => scroll_page(model, &action),
    }
    Vec::new()
}

/// Whoever goes to the library has not agreed to the image. They are asked again when they run something.
fn leave_question(model: &mut Model) -> Vec<Effect> {
    let mut effects = engine::answer(model, false);
    effects.extend(library::update::open(model));
    effects
}

fn below(model: &mut Model, action: Action) -> Vec<Effect> {
    if model.focus == Pane::Results
        && let Some(effects) = output::act(model, &action)
    {
        return effects;
    }
    match action {
        Action::Quit | Action::Leave => leave(model, &action),
        Action::Help => helping::keys(model),
        Action::Outline => {
            let selected = outline::current(model);
            on_overlay(model, Overlay::Outline { selected })
        }
        Action::Commands => picking::open(model, List::Actions),
        Action::GoTo => picking::open(model, List::Places),
        Action::Follow => picking::open(model, List::Links),
        Action::Themes => vec![Effect::ReadThemes],
        Action::Bookmark => bookmarks::toggle(model),
        Action::Bookmarks => picking::open(model, List::Bookmarks),
        Action::Hint => helping::next(model),
        Action::Compare => comparing::turn(model),
        Action::Run | Action::RunInSight => running::ask(model, &action),
        Action::Back => back(model),
        Action::NextPane => next_pane(model),
        Action::JumpToProblem => running::jump(model),
        Action::Fold => output::fold(model),
        Action::Library => library::update::open(model),
        Action::CancelPreparation => engine::cancel(model),
        Action::Suspend => vec![Effect::Suspend],
        Action::Widen(_) | Action::Heighten(_) => pointing::part(model, &action),
        Action::Edit(_)
        | Action::Paste(_)
        | Action::Reset
        | Action::NextFile
        | Action::Find
        | Action::FindNext
        | Action::FindPrevious
        | Action::GoToLine
        | Action::OtherField
        | Action::Replace
        | Action::ReplaceAll
        | Action::Type(_)
        | Action::Clear => editing::act(model, action),
        Action::Open if foot::is_typed_in(model) => editing::act(model, action),
        Action::EditOutside => outside::ask(model),
        Action::Format => formatting::ask(model),
        Action::Scratch => scratch::turn(model),
        Action::Solution
        | Action::NextLanguage
        | Action::NextWidth
        | Action::Reveal
        | Action::NextProblem
        | Action::ToChange => preview::act(model, &action),
        action if model.focus == Pane::Results => {
            output::scroll(model, &action);
            reading::go(model, &action)
        }
        action => reading::act(model, &action),
    }
}

/// Whoever types and has clicked elsewhere may think that they still type: where a letter leaves, they are asked first.
fn leave(model: &mut Model, action: &Action) -> Vec<Effect> {
    if *action == Action::Quit || !std::mem::take(&mut model.is_clicked_into) {
        return vec![Effect::Quit];
    }
    let key = model.keymap.told(model.context(), &Action::Leave);
    model.notice = Some(model.words.say_with("notice-leave", &[("key", key.into())]));
    Vec::new()
}

fn on_overlay(model: &mut Model, overlay: Overlay) -> Vec<Effect> {
    model.overlay = Some(overlay);
    Vec::new()
}

/// What lies on top goes, and what waits for that comes.
fn close(model: &mut Model) {
    model.overlay = None;
    while model.overlay.is_none()
        && let Some(next) = model.waiting.pop_front()
    {
        model.overlay = Some(next).filter(|next| engine::is_of_use(model, next));
    }
}

/// Escape: the innermost thing that can be left is left.
fn back(model: &mut Model) -> Vec<Effect> {
    if foot::is_typed_in(model) {
        foot::close(model);
        return Vec::new();
    }
    if model.focus == Pane::Results && model.results.search.take().is_some() {
        return Vec::new();
    }
    if model.formatting.asked.is_some() {
        return formatting::stop(model);
    }
    if model.runs.active().is_some() {
        return running::stop(model);
    }
    if model.preview.as_mut().is_some_and(Preview::hush) {
        return Vec::new();
    }
    if model.focus != Pane::Results && scratch::is_open(model) {
        return scratch::turn(model);
    }
    if let Some(passed) = onward::read_behind(model).cloned() {
        model.reading.read_on(&passed);
        model.focus = Pane::Lesson;
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
    if model.focus == Pane::Results && model.is_read() {
        model.results.follow();
    }
    Vec::new()
}

fn open_row(model: &mut Model, selected: usize) -> Vec<Effect> {
    let row = outline::rows(model).into_iter().nth(selected);
    let is_open = match row {
        Some(outline::Row::Welcome) => return on_overlay(model, Overlay::Welcome { scroll: 0 }),
        Some(outline::Row::Glossary) => return on_overlay(model, Overlay::Glossary { scroll: 0 }),
        Some(outline::Row::Lesson(index)) => reading::open_lesson(model, index),
        Some(outline::Row::Exercise(item)) => reading::visit(model, &item),
        None => true,
    };
    // Whoever chose what is locked may choose another.
    if is_open {
        close(model);
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
        Overlay::Help { scroll }
        | Overlay::Hint { scroll, .. }
        | Overlay::Compare { scroll, .. }
        | Overlay::Solution { scroll }
        | Overlay::Welcome { scroll }
        | Overlay::Glossary { scroll }
        | Overlay::LessonEnd { scroll }
        | Overlay::Changed { scroll, .. }
        | Overlay::Trouble { scroll, .. },
    ) = &mut model.overlay
    {
        // How long a page is depends on the width; drawing stops at its end.
        const LONGEST: usize = 1_000;
        *scroll = add(*scroll, step).min(LONGEST);
    }
}

/// A place among so many, a step further.
pub(super) fn add(number: usize, step: i32) -> usize {
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
    effects.extend(looking_back::save(model));
    effects.extend(comparing::tell(model));
    if let Some(opened) = model.desk.opened_mut() {
        let (lesson, exercise) = opened.item.key();
        let lesson = lesson.to_owned();
        if let Some(files) = opened.take_changes() {
            model.results.is_stale();
            let sums = model.reading.pack().sums.get(&exercise);
            effects.push(Effect::SaveDraft {
                starter: sums.map(|sums| sums.starter.clone()),
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
    let (opened, pane) = scratch::beneath(model);
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
        pane: Some(pane.name().to_owned()),
        cursor,
    }
}

/// Gives the keys to the editor with this item in it.
fn open_in_editor(model: &mut Model, item: &Item) {
    if model.open(item) {
        model.focus = Pane::Editor;
    }
}
