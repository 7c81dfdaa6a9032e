//! Drawing: a pure function of the model.

use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::geometry::titled;
use super::keymap::{self, Context};
use super::model::{Model, Pane};
use super::overlay::Overlay;
use super::panes::{dialog, editor, header, help, hint, lesson, outline, results, status, wrap};
use crate::render::Role;
use crate::tui::action::Action;

/// A part of the screen that is drawn by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first line.
    Header,
    /// The lesson.
    Lesson,
    /// What stands between the lesson and the desk.
    Divider,
    /// The editor.
    Editor,
    /// The line of the editor that is typed in: a part of that part.
    TypedLine,
    /// The results.
    Results,
    /// The last line.
    Status,
    /// What is beside a screen that is narrower than the terminal.
    Beyond,
    /// All of them, and what lies on top.
    Whole,
}

/// Parts and their places.
pub type Parts = Vec<(Part, Rect)>;

/// What the screen consists of, the part that has the keys first. What lies on top covers the others: all is one part then.
pub fn parts(model: &Model) -> Parts {
    if model.overlay.is_some() {
        return vec![whole(model)];
    }
    let mut parts = panes(model);
    let focused = match model.focus {
        Pane::Lesson => Part::Lesson,
        Pane::Editor => Part::Editor,
        Pane::Results => Part::Results,
    };
    parts.sort_by_key(|(part, _)| *part != focused);
    parts
}

/// What is drawn before the parts of a frame, where nothing else of the screen is likely to be different: a key is answered by as
/// little as can be.
pub fn typed_line(model: &Model) -> Option<(Part, Rect)> {
    let is_typed_in = model.focus == Pane::Editor && model.overlay.is_none();
    let opened = model.desk.opened().filter(|o| is_typed_in && !o.finding)?;
    let (_, body) = titled(model.geometry().editor?);
    Some((Part::TypedLine, opened.editor()?.typed_row(body)?))
}

/// The screen as one part.
pub fn whole(model: &Model) -> (Part, Rect) {
    (Part::Whole, Rect::from((Position::ORIGIN, model.size)))
}

/// Draws a part on a canvas of its size.
pub fn draw(model: &Model, part: Part, canvas: &mut Canvas) {
    let area = canvas.area();
    match part {
        Part::Whole => {
            for (part, area) in panes(model) {
                draw_pane(model, part, area, canvas);
            }
            canvas.narrow(model.area());
            draw_overlay(model, canvas);
        }
        pane => draw_pane(model, pane, area, canvas),
    }
}

fn panes(model: &Model) -> Parts {
    let geometry = model.geometry();
    let places = [
        (Part::Header, Some(geometry.header)),
        (Part::Lesson, geometry.lesson),
        (Part::Divider, geometry.divider),
        (Part::Editor, geometry.editor),
        (Part::Results, geometry.results),
        (Part::Status, Some(geometry.status)),
        (Part::Beyond, beyond(model)),
    ];
    let seen = places.into_iter();
    seen.filter_map(|(part, area)| Some((part, area?)))
        .collect()
}

fn draw_pane(model: &Model, part: Part, area: Rect, canvas: &mut Canvas) {
    match part {
        Part::Header => header::draw(model, area, canvas),
        Part::Lesson => lesson::draw(model, area, canvas),
        Part::Divider => draw_border(model, Some(area), canvas),
        Part::Editor => editor::draw(model, area, canvas),
        Part::Results => results::draw(model, area, canvas),
        Part::Status => status::draw(model, area, canvas),
        Part::Beyond => draw_border(model, area.columns().next(), canvas),
        Part::TypedLine => editor::draw_typed(model, area, canvas),
        Part::Whole => {}
    }
}

/// What a screen that is tried leaves of the terminal.
fn beyond(model: &Model) -> Option<Rect> {
    let (_, whole) = whole(model);
    let x = model.area().right();
    let left = Rect {
        x,
        width: whole.width - x,
        ..whole
    };
    (left.width > 0).then_some(left)
}

fn draw_border(model: &Model, area: Option<Rect>, canvas: &mut Canvas) {
    let style = model.palette.style(Role::Border);
    for row in area.into_iter().flat_map(Rect::rows) {
        canvas.buffer_mut().set_string(row.x, row.y, "│", style);
    }
}

fn draw_overlay(model: &Model, canvas: &mut Canvas) {
    match &model.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => help::draw(model, *scroll, canvas),
        Some(Overlay::Outline { selected }) => outline::draw(model, *selected, canvas),
        Some(Overlay::Hint { number, scroll }) => hint::draw(model, *number, *scroll, canvas),
        Some(Overlay::AskImage { language }) => draw_question(model, language, canvas),
        Some(Overlay::Trouble {
            title,
            text,
            scroll,
        }) => draw_trouble(model, title, text, *scroll, canvas),
    }
}

fn draw_question(model: &Model, language: &str, canvas: &mut Canvas) {
    const WIDTH: u16 = 68;
    let Some(image) = model.engine.image(language) else {
        return;
    };
    let words = &model.words;
    let title = ("title", image.title.as_str().into());
    let size = ("size", image.download_mb.into());
    let width = dialog::text_width(canvas.area(), WIDTH);
    let text = words.say_with("image-ask", &[title.clone(), size]);
    let mut lines = wrap::words(&text, width, model.palette.style(Role::Text));
    lines.push(Line::default());
    lines.push(answers(model));
    let title = words.say_with("image-ask-title", &[title]);
    dialog::draw(&model.palette, &title, &lines, 0, WIDTH, canvas);
}

fn answers(model: &Model) -> Line<'static> {
    let answer = |action: &Action, name: &str| {
        let keys = keymap::BINDINGS.iter();
        let keys = keys.filter(|b| b.context == Context::Ask && b.action == *action);
        let keys: Vec<String> = keys
            .flat_map(|b| b.keys.iter().map(|k| keymap::pretty(k)))
            .collect();
        [
            Span::styled(keys.join(" / "), model.palette.style(Role::Key)),
            Span::styled(
                format!(" {}     ", model.words.say(name)),
                model.palette.style(Role::Text),
            ),
        ]
    };
    let yes = answer(&Action::Yes, "image-ask-yes");
    let no = answer(&Action::No, "image-ask-no");
    Line::from_iter(yes.into_iter().chain(no))
}

fn draw_trouble(model: &Model, title: &str, text: &str, scroll: usize, canvas: &mut Canvas) {
    const WIDTH: u16 = 76;
    let width = dialog::text_width(canvas.area(), WIDTH);
    let lines = wrap::words(text, width, model.palette.style(Role::Text));
    dialog::draw(&model.palette, title, &lines, scroll, WIDTH, canvas);
}
