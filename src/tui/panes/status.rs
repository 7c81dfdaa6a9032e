//! The last line: the keys that matter now, and the engine.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{hint, wrap};
use crate::progress::Status;
use crate::render::{Role, text};
use crate::sandbox::image::Progress;
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::engine::{Engine, Image, ImageState};
use crate::tui::keymap::{self, Context};
use crate::tui::model::{Item, Model, Pane};
use crate::tui::preview::Preview;

/// Draws the line: a notice where there is one, else what is being prepared, else keys at the left and the engine at
/// the right.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    canvas
        .buffer_mut()
        .set_style(area, model.palette.style(Role::Status));
    let width = usize::from(area.width);
    if let Some(notice) = &model.notice {
        let notice = wrap::cut(&text::visible(notice), width.saturating_sub(2));
        let line = Line::from(Span::styled(
            format!(" {notice}"),
            model.palette.style(Role::Accent),
        ));
        return canvas.render_widget(line, area);
    }
    if let Some((image, progress)) = model.engine.preparing()
        && model.overlay.is_none()
    {
        return canvas.render_widget(preparing(model, image, progress, width), area);
    }
    if area.width < NARROW {
        return canvas.render_widget(keys(model, width), area);
    }
    let right = engine(model);
    let room = width.saturating_sub(text::width(&right.1) + 4);
    canvas.render_widget(keys(model, room), area);
    let right = Line::from(Span::styled(
        format!("{} ", right.1),
        model.palette.style(right.0),
    ));
    canvas.render_widget(right.right_aligned(), area);
}

/// On a screen narrower than this the keys need the whole line.
const NARROW: u16 = 60;
/// So many keys come before the one for help.
const FIRST: usize = 3;

/// As many keys as fit, the most important first.
fn keys(model: &Model, room: usize) -> Line<'static> {
    let mut spans = Vec::new();
    let mut used = 0;
    for (key, name) in wanted(model) {
        let cells = 1 + text::width(&key) + 1 + text::width(&name) + 1;
        if used + cells > room {
            break;
        }
        used += cells;
        spans.push(Span::styled(
            format!(" {key}"),
            model.palette.style(Role::Key),
        ));
        spans.push(Span::styled(
            format!(" {name} "),
            model.palette.style(Role::Status),
        ));
    }
    Line::from(spans)
}

fn wanted(model: &Model) -> Vec<(String, String)> {
    let context = model.context();
    let key = |action: &Action, name: &str| {
        keymap::shown(context, action).map(|key| (key, model.words.say(name)))
    };
    let list: Vec<(Action, &str)> = match context {
        Context::Ask => vec![(Action::Yes, "image-ask-yes"), (Action::No, "image-ask-no")],
        Context::Page => vec![
            (Action::Back, "key-close"),
            (Action::ScrollPage(2), "key-page-down"),
        ],
        Context::Outline => vec![
            (Action::Open, "key-open"),
            (Action::Scroll(1), "key-next"),
            (Action::Back, "key-close"),
        ],
        Context::Find => vec![
            (Action::FindNext, "key-find-next"),
            (Action::FindPrevious, "key-find-previous"),
            (Action::Back, "key-close"),
        ],
        _ => in_pane(model),
    };
    list.iter()
        .filter_map(|(action, name)| key(action, name))
        .collect()
}

/// What matters in a pane depends on how far the learner is.
fn in_pane(model: &Model) -> Vec<(Action, &'static str)> {
    if model.runs.active().is_some() {
        return vec![(Action::Back, "key-stop"), (Action::Help, "key-help")];
    }
    let next_pane = match (model.focus, model.shown_run()) {
        (Pane::Lesson, _) => "key-to-editor",
        (Pane::Editor, Some(_)) => "key-to-results",
        _ => "key-to-lesson",
    };
    let mut keys = Vec::new();
    if is_passed(model) {
        keys.push((Action::NextUnsolved, "key-next-unsolved"));
    }
    match model.focus {
        Pane::Lesson => keys.extend([
            (Action::NextCard, "key-next-card"),
            (Action::Open, "key-open"),
            (Action::Run, "key-run"),
            (Action::NextPane, next_pane),
            (Action::NextLesson, "key-next-lesson"),
            (Action::Hint, "key-hint"),
            (Action::Outline, "key-outline"),
        ]),
        Pane::Editor => keys.extend([
            (Action::Run, "key-run"),
            (Action::NextPane, next_pane),
            (Action::Hint, "key-hint"),
            (Action::Back, "key-to-lesson"),
            (Action::Find, "key-find"),
            (Action::Reset, "key-reset"),
        ]),
        Pane::Results => keys.extend([
            (Action::Run, "key-run"),
            (Action::JumpToProblem, "key-jump"),
            (Action::NextPane, next_pane),
            (Action::Hint, "key-hint"),
        ]),
    }
    if hint::exercise(model).is_none_or(|e| e.hints.is_empty()) {
        keys.retain(|(action, _)| *action != Action::Hint);
    }
    if let Some(preview) = &model.preview {
        keys = for_author(preview, keys);
    }
    // Escape does what the key for the next pane does.
    keys.retain(|(action, name)| *action != Action::Back || *name != next_pane);
    // Where there is little room, help tells of the other keys.
    keys.insert(keys.len().min(FIRST), (Action::Help, "key-help"));
    keys.push((Action::Quit, "key-quit"));
    keys
}

/// An author knows the course, and wants to see what learners get.
fn for_author(
    preview: &Preview,
    learner: Vec<(Action, &'static str)>,
) -> Vec<(Action, &'static str)> {
    let mut keys = vec![
        (Action::Run, "key-run"),
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
    others.retain(|(action, _)| *action != Action::Run);
    keys.extend(others);
    keys
}

/// Whether what is open is done, so that going on is what matters.
fn is_passed(model: &Model) -> bool {
    let run = model.shown_run();
    match model.desk.opened().map(|o| &o.item) {
        Some(Item::Exercise { exercise, .. }) => {
            run.is_some_and(|r| r.verdict.passed())
                && model.states.get(exercise) == Some(&Status::Passed)
        }
        _ => false,
    }
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

/// A step, a bar, and the key that stops it.
fn preparing(
    model: &Model,
    image: &Image,
    progress: Option<&Progress>,
    width: usize,
) -> Line<'static> {
    let step = step(model, image, progress);
    let style = |role| model.palette.style(role);
    let key = keymap::shown(Context::Anywhere, &Action::CancelPreparation).unwrap_or_default();
    let stop = model.words.say_with("image-cancel", &[("key", key.into())]);
    let (share, amount) = progress.map_or((0.0, String::new()), share);
    let bar = (width / 5).clamp(6, 24);
    // The share is between 0 and 1.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss
    )]
    let filled = ((share * bar as f64) as usize).min(bar);
    let tail = format!(" {amount}  {stop}");
    let room = width.saturating_sub(bar + text::width(&tail) + 4);
    Line::from(vec![
        Span::styled(
            format!(" {} ", wrap::cut(&step, room)),
            style(Role::Running),
        ),
        Span::styled("━".repeat(filled), style(Role::Accent)),
        Span::styled("━".repeat(bar - filled), style(Role::Border)),
        Span::styled(tail, style(Role::Muted)),
    ])
}

fn step(model: &Model, image: &Image, progress: Option<&Progress>) -> String {
    let engine = match &model.engine {
        Engine::Ready { name, .. } => name.as_str(),
        _ => "",
    };
    let (id, package) = match progress {
        None | Some(Progress::Resolve { .. }) => ("image-resolve", ""),
        Some(Progress::Waiting) => ("image-wait", ""),
        Some(Progress::Fetch { package, .. }) => ("image-fetch", package.as_str()),
        Some(Progress::Unpack { package, .. }) => ("image-unpack", package.as_str()),
        Some(Progress::Finish) => ("image-finish", ""),
        Some(Progress::Import { .. }) => ("image-import", ""),
    };
    let args = [
        ("title", image.title.as_str().into()),
        ("package", package.into()),
        ("engine", engine.into()),
    ];
    model.words.say_with(id, &args)
}

/// How much of a step is done, from 0 to 1, and in numbers.
fn share(progress: &Progress) -> (f64, String) {
    const MB: f64 = 1_000_000.0;
    #[allow(clippy::cast_precision_loss)]
    let of = |done: u64, total: u64| {
        (
            done as f64 / (total as f64).max(1.0),
            done as f64 / MB,
            total as f64 / MB,
        )
    };
    match progress {
        Progress::Waiting => (0.0, String::new()),
        Progress::Resolve { percent } => (f64::from(*percent) / 100.0, format!("{percent} %")),
        Progress::Fetch { done, total, .. } | Progress::Import { done, total } => {
            let (share, done, total) = of(*done, *total);
            (share, format!("{done:.0}/{total:.0} MB"))
        }
        Progress::Unpack { done, total, .. } => {
            let (share, ..) = of(*done as u64, *total as u64);
            (share, format!("{done}/{total}"))
        }
        Progress::Finish => (1.0, String::new()),
    }
}
