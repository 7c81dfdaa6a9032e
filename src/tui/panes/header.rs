//! The first line: the course, and how far the learner is in it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::wrap;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::preview::{Counts, Preview};
use crate::tui::touch::Touch;

/// Cells of the progress bar, where there is room for it.
const BAR: usize = 16;
/// On a line narrower than this, the time that is left takes the bar's place.
const NARROW: u16 = 60;

/// Draws the line. Clicked, it shows what can be done; at how far the learner is, the map.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let right = match &model.preview {
        Some(preview) => authoring(model, preview),
        None => progress(model, area.width),
    };
    let right = Line::from(right).right_aligned();
    let style = |role| model.palette.style(role);
    let title = text::visible(&model.reading.pack().title).into_owned();
    let what = match model.preview {
        Some(_) => format!("  {}", model.words.say("header-preview")),
        None => String::new(),
    };
    let room = usize::from(area.width).saturating_sub(right.width() + 14 + text::width(&what));
    let left = Line::from(vec![
        Span::styled(" tutorbox", style(Role::Accent)),
        Span::styled(what, style(Role::Muted)),
        Span::styled(
            format!("  {}", wrap::cut(&title, room)),
            style(Role::Strong),
        ),
    ]);
    canvas.touch(area, Touch::Do(Action::Commands));
    if usize::from(area.width) > left.width() + right.width() {
        let width = u16::try_from(right.width()).unwrap_or(area.width);
        let place = Rect {
            x: area.right().saturating_sub(width),
            width,
            ..area
        };
        canvas.touch(place, Touch::Do(Action::Outline));
        canvas.render_widget(right, area);
    }
    canvas.render_widget(left, area);
}

/// How far the learner is.
fn progress(model: &Model, width: u16) -> Vec<Span<'static>> {
    let (passed, total) = model.progress();
    let style = |role| model.palette.style(role);
    let counts = [("passed", passed.into()), ("total", total.into())];
    let count = model.words.say_with("progress", &counts);
    let time = time(model);
    let bar = match (&time, width) {
        (Some(_), ..NARROW) => 0,
        _ => BAR,
    };
    let filled = (passed * bar).div_ceil(total.max(1));
    // The reason is a notice, and goes with the next key; that nothing is saved must stay in sight.
    let unsaved = if model.is_unsaved {
        format!("{}   ", model.words.say("header-unsaved"))
    } else {
        String::new()
    };
    vec![
        Span::styled(unsaved, style(Role::Warning)),
        time.unwrap_or_default(),
        Span::styled(format!("{count}  "), style(Role::Muted)),
        Span::styled("━".repeat(filled), style(Role::Accent)),
        Span::styled("━".repeat(bar - filled), style(Role::Border)),
        Span::raw(" "),
    ]
}

/// How much of the time box is left, where there is one.
fn time(model: &Model) -> Option<Span<'static>> {
    let (role, words) = match model.minutes_left? {
        0 => (Role::Accent, model.words.say("header-time-over")),
        left => {
            let left = ("minutes", left.into());
            (Role::Muted, model.words.say_with("header-minutes", &[left]))
        }
    };
    Some(Span::styled(
        format!("{words}   "),
        model.palette.style(role),
    ))
}

/// What the author has set, and whether the pack can be used as it is.
fn authoring(model: &Model, preview: &Preview) -> Vec<Span<'static>> {
    let words = &model.words;
    let width = preview.width.map(|width| width.to_string());
    let minutes = model.reading.pack().workshop.minutes;
    let set = [
        minutes.map(|minutes| words.say_with("header-time-box", &[("minutes", minutes.into())])),
        preview.has_languages().then(|| preview.lang().to_owned()),
        width.map(|width| words.say_with("header-width", &[("width", width.into())])),
        preview.reveals.then(|| words.say("header-reveals")),
    ];
    let set: Vec<String> = set.into_iter().flatten().collect();
    let Counts { errors, warnings } = preview.counts();
    let mut spans = vec![Span::styled(
        format!("{}  ", set.join(" · ")),
        model.palette.style(Role::Muted),
    )];
    let mut say = |role, text: String| {
        spans.push(Span::styled(format!(" {text}"), model.palette.style(role)));
    };
    if errors > 0 {
        say(Role::Error, format!("✘ {errors}"));
    }
    if warnings > 0 {
        say(Role::Warning, format!("! {warnings}"));
    }
    if errors == 0 {
        say(Role::Pass, format!("✓ {}", words.say("header-sound")));
    }
    spans.push(Span::raw(" "));
    spans
}
