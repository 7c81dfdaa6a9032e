//! Below the list: the path that is typed in, or how far the pack is that comes in.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{rows, told, typed_line};
use crate::locale;
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::geometry::titled;
use crate::tui::keymap::Context;
use crate::tui::library::{Arrival, Prompt, Step};
use crate::tui::model::Model;
use crate::tui::panes::{bar, title};

/// So many lines of ways to go on are shown at most.
const OPTIONS: usize = 4;

/// How many rows it takes.
pub fn height(model: &Model, width: u16) -> u16 {
    let library = &model.library;
    match (&library.prompt, &library.arrival) {
        (
            Some(Prompt::Path {
                options, is_kept, ..
            }),
            _,
        ) => {
            let lines = below(model, options, *is_kept, width).len();
            u16::try_from(lines + 3).unwrap_or(u16::MAX)
        }
        (_, Some(_)) => 3,
        _ => 0,
    }
}

/// Draws it.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let (first, rest) = titled(body);
    match (&model.library.prompt, &model.library.arrival) {
        (
            Some(Prompt::Path {
                text,
                only,
                options,
                is_kept,
            }),
            _,
        ) => {
            let name = match only {
                None => model.words.say("library-ask-path"),
                Some(pack) => {
                    let pack = ("pack", pack.as_str().into());
                    model.words.say_with("library-ask-update", &[pack])
                }
            };
            title::draw(&model.palette, head, &name, true, None, canvas);
            // It looks like what is selected elsewhere, and is typed over like it.
            let role = match is_kept {
                true => Role::Selection,
                false => Role::Text,
            };
            typed_line(model, text, role, "", first, canvas);
            let below = below(model, options, *is_kept, area.width);
            rows(&below, 0, rest, canvas);
        }
        (_, Some(arrival)) => {
            let name = model.words.say("library-arriving");
            title::draw(&model.palette, head, &name, false, None, canvas);
            canvas.render_widget(progress(model, arrival, first.width), first);
        }
        _ => {}
    }
}

/// How the path could go on; or how it is typed, or mended.
fn below(model: &Model, options: &[String], is_kept: bool, width: u16) -> Vec<Line<'static>> {
    if options.is_empty() {
        let words = match is_kept {
            true => kept(model),
            false => model.words.say("library-path-help"),
        };
        return told(model, &words, Role::Muted, width);
    }
    let mut lines = told(model, &options.join("   "), Role::Muted, width);
    if lines.len() > OPTIONS {
        lines.truncate(OPTIONS);
        if let Some(last) = lines.last_mut() {
            last.push_span(Span::styled(" …", model.palette.style(Role::Continuation)));
        }
    }
    lines
}

/// What becomes of a path that led to nothing.
fn kept(model: &Model) -> String {
    let key = |action| model.keymap.told(Context::Path, &action);
    let keys = [
        ("erase", key(Action::Type(None)).into()),
        ("complete", key(Action::Complete).into()),
    ];
    model.words.say_with("library-path-kept", &keys)
}

/// What is done, a bar, and how many bytes.
fn progress(model: &Model, arrival: &Arrival, width: u16) -> Line<'static> {
    let (id, far) = match arrival.step {
        None => ("library-verifying", None),
        Some(Step::Verifying(far)) => ("library-verifying", Some(far)),
        Some(Step::Unpacking(far)) => ("library-unpacking", Some(far)),
    };
    let name = ("name", arrival.from.trim().into());
    let width = usize::from(width);
    let amount = far.map_or_else(String::new, |far| {
        format!(" {} / {}", locale::size(far.done), locale::size(far.total))
    });
    let what = text::visible(&model.words.say_with(id, &[name])).into_owned();
    let far = far.map_or((0, 1), |far| (far.done, far.total));
    let cells = (width / 4).clamp(6, 24);
    bar::line(
        &model.palette,
        width,
        (&format!("  {what}"), far, cells, amount),
    )
}
