//! What is wrong with the pack, over the lesson, at its place.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Padding};

use super::wrap;
use crate::course::{Level, Problem};
use crate::render::{Role, text};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::preview::Preview;
use crate::tui::touch::Touch;

/// The cells beside the text of a box, and the rows above and below it.
const FRAME: (u16, u16) = (4, 2);
/// The widest box.
const WIDEST: u16 = 92;

/// Draws a sign at the place of each problem of the lesson, and a box with the one that is told. What is wrong elsewhere is told
/// at the bottom.
pub fn draw(model: &Model, preview: &Preview, body: Rect, canvas: &mut Canvas) {
    let path = &model.reading.lesson().path;
    for problem in preview.problems_of(path) {
        if let Some(y) = row(model, problem, body) {
            let (sign, role) = sign(problem);
            let style = model.palette.style(role);
            canvas.buffer_mut().set_string(body.x, y, sign, style);
        }
    }
    let Some(problem) = preview.told().filter(|_| !body.is_empty()) else {
        return;
    };
    let place = match is_nowhere(model, problem) {
        true => Some(body.bottom() - 1),
        false => row(model, problem, body),
    };
    if let Some(y) = place {
        draw_box(model, preview, problem, y, body, canvas);
    }
}

/// Whether there is no place for it in what is shown: it is of another file, or the lesson has nothing in it.
fn is_nowhere(model: &Model, problem: &Problem) -> bool {
    let line = model.reading.line_of_source(problem.line.max(1));
    is_elsewhere(model, problem) || line.is_none()
}

/// Whether it is no problem of the open lesson's file: of another one, or of the pack.
fn is_elsewhere(model: &Model, problem: &Problem) -> bool {
    problem.path.is_empty() || problem.path != model.reading.lesson().path
}

fn sign(problem: &Problem) -> (&'static str, Role) {
    match problem.level {
        Level::Error => ("✘", Role::Error),
        Level::Warning => ("!", Role::Warning),
    }
}

/// The row of the screen where a problem of the open lesson is, if it is in sight.
fn row(model: &Model, problem: &Problem, body: Rect) -> Option<u16> {
    let line = model.reading.line_of_source(problem.line.max(1))?;
    let row = line.checked_sub(model.reading.scroll_line())?;
    let row = u16::try_from(row).ok().filter(|row| *row < body.height)?;
    Some(body.y + row)
}

/// A box below the row, or above it where there is more room.
fn draw_box(
    model: &Model,
    preview: &Preview,
    problem: &Problem,
    y: u16,
    body: Rect,
    canvas: &mut Canvas,
) {
    let width = body.width.saturating_sub(2).min(WIDEST);
    let lines = lines(model, problem, usize::from(width.saturating_sub(FRAME.0)));
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX) + FRAME.1;
    let (above, below) = (y - body.y, body.bottom() - y - 1);
    let (y, room) = match () {
        () if is_nowhere(model, problem) => (body.bottom() - height.min(body.height), body.height),
        () if height <= below || below >= above => (y + 1, below),
        () => (y - height.min(above), above),
    };
    let area = Rect {
        x: body.x + 1,
        y,
        width,
        height: height.min(room),
    };
    let (_, role) = sign(problem);
    let style = |role| model.palette.style(role);
    let keys = keys(model, preview);
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style(role))
        .style(style(Role::Text))
        .padding(Padding::horizontal(1))
        .title(Span::styled(
            format!(" {} ", place(model, problem)),
            style(role),
        ))
        .title_bottom(keys_line(model, &keys).right_aligned());
    let inner = block.inner(area);
    // Half of a wide character would swallow the border.
    let around = Rect {
        x: area.x.saturating_sub(1).max(body.x + 1),
        width: (area.width + 2).min(body.right().saturating_sub(area.x)),
        ..area
    };
    canvas.render_widget(Clear, around);
    canvas.touch(around, Touch::Nothing);
    canvas.buffer_mut().set_style(around, style(Role::Text));
    canvas.render_widget(block, area);
    for (row, line) in inner.rows().zip(lines) {
        canvas.render_widget(line, row);
    }
    touch_keys(&keys, area, canvas);
}

/// `01-hello.md:7:12`
fn place(model: &Model, problem: &Problem) -> String {
    let mut place = match problem.path.as_str() {
        "" => model.words.say("problem-of-pack"),
        path => text::visible(path).into_owned(),
    };
    for number in [problem.line, problem.column] {
        if number > 0 {
            place = format!("{place}:{number}");
        }
    }
    place
}

/// Which of how many it is, and what keys do with it.
fn keys(model: &Model, preview: &Preview) -> [(String, Option<Action>); 3] {
    let (number, count) = preview.told_number();
    let args = [("number", number.into()), ("count", count.into())];
    let number = model.words.say_with("problem-number", &args);
    let key = |id, action: Action| {
        let key = model.keymap.told(Context::Lesson, &action);
        (model.words.say_with(id, &[("key", key.into())]), action)
    };
    let (next, next_action) = key("problem-next", Action::NextProblem);
    let (hide, hide_action) = key("problem-hide", Action::Back);
    [
        (format!(" {number} · "), None),
        (format!("{next} · "), Some(next_action)),
        (format!("{hide} "), Some(hide_action)),
    ]
}

fn keys_line(model: &Model, keys: &[(String, Option<Action>)]) -> Line<'static> {
    let style = model.palette.style(Role::Muted);
    let words = keys
        .iter()
        .map(|(words, _)| Span::styled(words.clone(), style));
    words.collect()
}

/// They end before the lower right corner of the box, and their beginning is cut where there is no room for it.
fn touch_keys(keys: &[(String, Option<Action>)], area: Rect, canvas: &mut Canvas) {
    let mut end = area.right().saturating_sub(1);
    for (words, action) in keys.iter().rev() {
        let width = u16::try_from(text::width(words)).unwrap_or(u16::MAX);
        let x = end.saturating_sub(width).max(area.x);
        let place = Rect {
            x,
            y: area.bottom().saturating_sub(1),
            width: end.saturating_sub(x),
            height: 1,
        };
        if let Some(action) = action {
            canvas.touch(place.intersection(area), action.clone());
        }
        end = x;
    }
}

/// What is wrong, where, and what to do.
fn lines(model: &Model, problem: &Problem, width: usize) -> Vec<Line<'static>> {
    let (sign, role) = sign(problem);
    let style = |role| model.palette.style(role);
    let message = format!("{sign} {}", problem.message);
    let mut lines = wrap::words(&message, width, style(role));
    if problem.line > 0 && !problem.source.is_empty() {
        lines.extend(source(model, problem, role, width));
    }
    if let Some(help) = &problem.help {
        lines.extend(wrap::words(help, width, style(Role::Text)));
    }
    lines
}

/// The line of the source, and marks under what is meant, as far as there is room around them.
fn source(model: &Model, problem: &Problem, role: Role, width: usize) -> [Line<'static>; 2] {
    let style = |role| model.palette.style(role);
    let number = format!("{} │ ", problem.line);
    let room = width.saturating_sub(text::width(&number)).max(1);
    let chars = || problem.source.chars();
    let start = problem.column.saturating_sub(1);
    let before: String = chars().take(start).collect();
    let meant: String = chars().skip(start).take(problem.width).collect();
    let rest: String = chars().skip(start + problem.width).collect();
    let [before, meant, rest] = [before, meant, rest].map(|part| text::visible(&part).into_owned());
    // What is meant must be in sight, with something of what stands before it.
    let before = match text::width(&before) + text::width(&meant) > room {
        true => end_of(&before, room / 3),
        false => before,
    };
    let at = text::width(&before);
    let marks = match problem.column {
        0 => 0,
        _ => text::width(&meant).clamp(1, room.saturating_sub(at).max(1)),
    };
    let shown = wrap::cut(&format!("{before}{meant}{rest}"), room);
    let gutter = " ".repeat(text::width(&number) - 2);
    [
        Line::from(vec![
            Span::styled(number, style(Role::LineNumber)),
            Span::styled(shown, style(Role::Text)),
        ]),
        Line::from(vec![
            Span::styled(format!("{gutter}│ "), style(Role::LineNumber)),
            Span::styled(
                format!("{}{}", " ".repeat(at), "^".repeat(marks)),
                style(role),
            ),
        ]),
    ]
}

/// The end of a text, behind a sign that it is not all.
fn end_of(text: &str, width: usize) -> String {
    let clusters: Vec<&str> = text::clusters(text).collect();
    let mut used = 1;
    let kept = clusters.iter().rev().take_while(|cluster| {
        used += text::width(cluster);
        used <= width
    });
    let kept = kept.count();
    format!("…{}", clusters[clusters.len() - kept..].concat())
}
