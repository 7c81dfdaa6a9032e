//! The last line: the keys that matter now, and the engine.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{compare, hint, history, notice, preparing, results};
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::engine::{Engine, ImageState};
use crate::tui::keymap::Context;
use crate::tui::library;
use crate::tui::model::{Model, Pane};
use crate::tui::onward;
use crate::tui::overlay::Overlay;
use crate::tui::picker::List;
use crate::tui::preview::Preview;
use crate::tui::touch::Touch;
use crate::tui::workshop::{self, Access};

/// Draws the line: a notice and a few keys where there is one, else what is being prepared, else keys at the left and the
/// engine at the right.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    canvas
        .buffer_mut()
        .set_style(area, model.palette.style(Role::Status));
    let width = usize::from(area.width);
    if let Some(notice) = &model.notice {
        return notice::draw(model, notice, area, canvas);
    }
    if let Some((image, progress)) = model.engine.preparing()
        && model.overlay.is_none()
    {
        // There is nothing else to be pressed in it than the key that stops.
        canvas.touch(area, Touch::Do(Action::CancelPreparation));
        return canvas.render_widget(preparing::line(model, image, progress, width), area);
    }
    if area.width < NARROW {
        return draw_keys(model, area, canvas);
    }
    let right = engine(model);
    let room = area.width.saturating_sub(cells(&right.1) + 4);
    let left = Rect {
        width: room,
        ..area
    };
    draw_keys(model, left, canvas);
    let right = Line::from(Span::styled(
        format!("{} ", right.1),
        model.palette.style(right.0),
    ));
    canvas.render_widget(right.right_aligned(), area);
}

/// On a screen narrower than this the keys need the whole line.
const NARROW: u16 = 60;
/// So many keys come before the one for help.
pub(super) const FIRST: usize = 3;

/// As many keys as fit, the most important first.
fn draw_keys(model: &Model, area: Rect, canvas: &mut Canvas) {
    draw_buttons(model, wanted(model), area, canvas);
}

/// The cells of a key with its name, or without one.
pub(super) fn key_width(key: &str, name: &str) -> u16 {
    let name = match name {
        "" => 0,
        name => cells(name) + 1,
    };
    cells(key) + name + 2
}

/// Keys as far as there is room for them, each a button.
pub(super) fn draw_buttons(
    model: &Model,
    keys: Vec<(Action, String, String)>,
    area: Rect,
    canvas: &mut Canvas,
) {
    let mut left = area;
    for (action, key, name) in keys {
        let width = key_width(&key, &name);
        let gap = if name.is_empty() { "" } else { " " };
        let button = Line::from(vec![
            Span::styled(format!(" {key}"), model.palette.style(Role::Key)),
            Span::styled(format!("{gap}{name} "), model.palette.style(Role::Status)),
        ]);
        if width > left.width {
            break;
        }
        let place = Rect { width, ..left };
        canvas.render_widget(button, place);
        canvas.touch(place, Touch::Do(action));
        left.x += width;
        left.width -= width;
    }
}

pub(super) fn cells(words: &str) -> u16 {
    u16::try_from(text::width(words)).unwrap_or(u16::MAX / 4)
}

/// The keys that matter, each with what it does and what that is called.
pub(super) fn wanted(model: &Model) -> Vec<(Action, String, String)> {
    let context = model.context();
    let key = |action: &Action, name: &str| {
        let key = model.keymap.shown(context, action)?;
        Some((action.clone(), key, model.words.say(name)))
    };
    let list: Vec<(Action, &str)> = match context {
        Context::Consent => vec![(Action::Yes, "key-yes"), (Action::No, "key-no")],
        Context::Ask => vec![(Action::Yes, "image-ask-yes"), (Action::No, "image-ask-no")],
        Context::Page => on_page(model),
        Context::LessonEnd => vec![
            (Action::NextLesson, "key-go-on"),
            (Action::Back, "key-stay"),
        ],
        Context::Outline => vec![
            (Action::Open, "key-open"),
            (Action::Scroll(1), "key-next"),
            (Action::Back, "key-close"),
        ],
        Context::Picker => in_list(model),
        Context::Library | Context::Path | Context::Search => library::view::keys(&model.library),
        Context::Seek => in_search(model),
        Context::Input => vec![
            (Action::Send, "key-send"),
            (Action::EndInput, "key-end-input"),
            (Action::Back, "key-stop"),
            (Action::Help, "key-help"),
        ],
        Context::History => in_history(model),
        Context::Find | Context::Replace | Context::Line => at_foot(context),
        _ => in_pane(model),
    };
    list.iter()
        .filter_map(|(action, name)| key(action, name))
        .collect()
}

fn in_history(model: &Model) -> Vec<(Action, &'static str)> {
    let Some(Overlay::History(page)) = &model.overlay else {
        return Vec::new();
    };
    let mut keys = vec![(Action::Open, "key-restore")];
    if page.entries.len() > 1 {
        keys.push((Action::Scroll(1), "key-next"));
    }
    if history::is_long(model, page) {
        keys.push((Action::ScrollPage(1), "key-page-down"));
    }
    keys.push((Action::Back, "key-close"));
    keys
}

/// Of the search in the results.
fn in_search(model: &Model) -> Vec<(Action, &'static str)> {
    let search = model.results.search.as_ref();
    let is_found = search.is_some_and(|search| search.found().1 > 0);
    let mut keys = vec![(Action::Open, "key-search-keep")];
    if is_found {
        keys.push((Action::FindNext, "key-find-next"));
        keys.push((Action::FindPrevious, "key-find-previous"));
    }
    keys.push((Action::Back, "key-close"));
    keys
}

/// Of the line at the editor's foot.
fn at_foot(context: Context) -> Vec<(Action, &'static str)> {
    let mut keys = match context {
        Context::Line => vec![(Action::Open, "key-go-to-line")],
        Context::Replace => vec![
            (Action::Replace, "key-replace"),
            (Action::ReplaceAll, "key-replace-all"),
            (Action::FindNext, "key-find-next"),
            (Action::OtherField, "key-find-field"),
        ],
        _ => vec![
            (Action::FindNext, "key-find-next"),
            (Action::FindPrevious, "key-find-previous"),
            (Action::OtherField, "key-replace-field"),
        ],
    };
    keys.push((Action::Back, "key-close"));
    keys
}

fn in_list(model: &Model) -> Vec<(Action, &'static str)> {
    let Some(Overlay::Picker(picker)) = &model.overlay else {
        return Vec::new();
    };
    let mut keys = Vec::new();
    let rows = picker.rows().len();
    if rows > 0 {
        keys.push((Action::Open, "key-open"));
    }
    if rows > 1 {
        keys.push((Action::Scroll(1), "key-next"));
    }
    match picker.list {
        List::Bookmarks if rows > 0 => keys.push((Action::Remove, "key-remove")),
        _ if rows > 1 => keys.push((Action::Scroll(-1), "key-previous")),
        _ => {}
    }
    keys.push((Action::Back, "key-close"));
    keys
}

fn on_page(model: &Model) -> Vec<(Action, &'static str)> {
    let mut keys = vec![(Action::Back, "key-close")];
    let is_long = matches!(
        model.overlay,
        Some(Overlay::Help { .. } | Overlay::Welcome { .. } | Overlay::Glossary { .. })
    );
    if is_long {
        keys.push((Action::ScrollPage(2), "key-page-down"));
    }
    if let Some(Overlay::Hint { number, .. }) = model.overlay
        && let Some(next) = hint::next(model, number)
    {
        keys.insert(0, (Action::Hint, next));
    }
    let pages = matches!(
        model.overlay,
        Some(Overlay::Welcome { .. } | Overlay::Glossary { .. })
    );
    if pages {
        keys.push((Action::Follow, "key-follow"));
    }
    if matches!(model.overlay, Some(Overlay::Compare { .. })) && compare::solution(model).is_some()
    {
        keys.push((Action::OtherSide, "key-other-side"));
    }
    keys
}

/// What matters in a pane depends on how far the learner is.
fn in_pane(model: &Model) -> Vec<(Action, &'static str)> {
    if model.runs.active().is_some() {
        let mut keys = vec![(Action::Back, "key-stop"), (Action::Help, "key-help")];
        if model.is_read() {
            keys.push((Action::NextPane, "key-next-pane"));
        }
        return keys;
    }
    let next_pane = match (model.focus, model.shown_run()) {
        (Pane::Lesson, _) => "key-to-editor",
        (Pane::Editor, Some(_)) => "key-to-results",
        _ => "key-to-lesson",
    };
    let mut keys = of_pane(model.focus, next_pane);
    if onward::passed(model).is_some() {
        keys = going_on(model, keys);
    }
    match helping(model) {
        Some(name) => keys
            .iter_mut()
            .filter(|(action, _)| *action == Action::Hint)
            .for_each(|key| key.1 = name),
        None => keys.retain(|(action, _)| *action != Action::Hint),
    }
    if results::problem(model).is_none() {
        keys.retain(|(action, _)| *action != Action::JumpToProblem);
    }
    if let Some(preview) = &model.preview {
        keys = for_author(preview, run(model.focus), keys);
    }
    // Escape does what the key for the next pane does.
    keys.retain(|(action, name)| *action != Action::Back || *name != next_pane);
    // Where there is little room, help tells of the other keys.
    keys.insert(keys.len().min(FIRST), (Action::Help, "key-help"));
    let quit = match model.focus {
        Pane::Editor => Action::Quit,
        Pane::Lesson | Pane::Results => Action::Leave,
    };
    keys.push((quit, "key-quit"));
    if model.preview.is_none() {
        keys.push((Action::Library, "key-library"));
    }
    if model.focus == Pane::Results {
        keys.extend([
            (Action::Find, "key-search-output"),
            (Action::CopyOutput, "key-copy-output"),
            (Action::History, "key-history"),
        ]);
    }
    keys
}

/// What is open is done, so that going on is what matters: with what stands behind it first, with another exercise only then.
fn going_on(model: &Model, mut keys: Vec<(Action, &'static str)>) -> Vec<(Action, &'static str)> {
    let (read_on, is_there) = match model.focus {
        Pane::Lesson => (Action::ScrollPage(2), model.reading.hidden().1 > 0),
        _ => (Action::Back, onward::read_behind(model).is_some()),
    };
    let run = run(model.focus);
    keys.retain(|(action, _)| *action != run && !(is_there && *action == read_on));
    let next = [
        (run, "key-run"),
        (Action::NextUnsolved, "key-next-unsolved"),
    ];
    let read_on = is_there.then_some((read_on, "key-read-on"));
    read_on.into_iter().chain(next).chain(keys).collect()
}

/// What runs in a pane.
fn run(focus: Pane) -> Action {
    match focus {
        Pane::Lesson => Action::RunInSight,
        Pane::Editor | Pane::Results => Action::Run,
    }
}

/// What one does in a pane.
fn of_pane(focus: Pane, next_pane: &'static str) -> Vec<(Action, &'static str)> {
    match focus {
        Pane::Lesson => vec![
            (Action::NextCard, "key-next-card"),
            (Action::Open, "key-open"),
            (run(focus), "key-run"),
            (Action::NextPane, next_pane),
            (Action::NextLesson, "key-next-lesson"),
            (Action::Hint, "key-hint"),
            (Action::Outline, "key-outline"),
        ],
        Pane::Editor => vec![
            (Action::Run, "key-run"),
            (Action::NextPane, next_pane),
            (Action::Hint, "key-hint"),
            (Action::Back, "key-to-lesson"),
            (Action::Find, "key-find"),
            (Action::Reset, "key-reset"),
        ],
        Pane::Results => vec![
            (Action::Run, "key-run"),
            (Action::JumpToProblem, "key-jump"),
            (Action::NextPane, next_pane),
            (Action::Hint, "key-hint"),
            (Action::Back, "key-back"),
        ],
    }
}

/// What the key for a hint gives first, now or after some more tries; nothing where it never gives anything.
pub fn helping(model: &Model) -> Option<&'static str> {
    let exercise = hint::exercise(model)?;
    let may_come = |access| access != Access::Never;
    if !exercise.hints.is_empty() && may_come(workshop::hints(model, &exercise.id)) {
        return Some("key-hint");
    }
    may_come(workshop::solution(model, &exercise.id)).then_some("key-solution")
}

/// An author knows the course, and wants to see what learners get.
fn for_author(
    preview: &Preview,
    run: Action,
    learner: Vec<(Action, &'static str)>,
) -> Vec<(Action, &'static str)> {
    let mut keys = vec![
        (run.clone(), "key-run"),
        (Action::Solution, "key-solution"),
        (Action::Reveal, "key-reveal"),
        (Action::NextWidth, "key-width"),
    ];
    if preview.has_languages() {
        keys.insert(3, (Action::NextLanguage, "key-language"));
    }
    if !preview.edition().problems.is_empty() {
        keys.insert(0, (Action::NextProblem, "key-next-problem"));
    }
    let mut others = learner;
    others.retain(|(action, _)| *action != run);
    keys.extend(others);
    keys
}

fn engine(model: &Model) -> (Role, String) {
    let words = &model.words;
    let language = model
        .desk
        .opened()
        .map_or(model.reading.pack().language.as_str(), |o| &o.language);
    match &model.engine {
        Engine::Connecting => (Role::Muted, words.say("engine-connecting")),
        Engine::Missing(_) => (Role::Warning, words.say("engine-none")),
        Engine::Ready { name, weak, .. } => match model.engine.image(language).map(|i| &i.state) {
            Some(ImageState::Missing | ImageState::Failed(_)) => (
                Role::Warning,
                format!("{name} · {}", words.say("image-needed")),
            ),
            _ if *weak => (
                Role::Warning,
                format!("{name} · {}", words.say("engine-weak")),
            ),
            _ => (Role::Muted, name.clone()),
        },
    }
}
