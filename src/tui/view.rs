//! Drawing: a pure function of the model.

use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::text::Line;

use super::action::Action;
use super::canvas::{Canvas, Shown};
use super::geometry::titled;
use super::keymap::Context;
use super::library;
use super::model::{Model, Pane};
use super::overlay::Overlay;
use super::panes::{
    compare, dialog, editor, glossary, header, help, hint, history, lesson, lesson_end, outline,
    results,
};
use super::panes::{picker, solution, status, welcome, wrap};
use super::touch::{Border, Pointed, Touch};
use crate::render::Role;

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
    if model.overlay.is_some() || model.library.is_open || is_too_small(model) {
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
    let is_covered = model.overlay.is_some() || model.library.is_open || is_too_small(model);
    let is_typed_in = model.focus == Pane::Editor && !is_covered;
    let opened = model
        .desk
        .opened()
        .filter(|o| is_typed_in && o.foot.is_none())?;
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
        Part::Whole if is_too_small(model) => draw_too_small(model, canvas),
        Part::Whole => {
            if model.library.is_open {
                library::view::draw(model, canvas);
            } else {
                for (part, area) in panes(model) {
                    draw_pane(model, part, area, canvas);
                }
            }
            canvas.narrow(model.area());
            draw_overlay(model, canvas);
        }
        pane => draw_pane(model, pane, area, canvas),
    }
    if let Some(ground) = model.palette.paint(model.background) {
        canvas.paint(ground);
    }
}

/// What a place of the screen means to a pointer, and all of the area that means it.
pub fn touched(model: &Model, at: Position) -> Option<(Rect, Touch)> {
    let (part, area) = whole(model);
    let mut canvas = Shown::nothing(model.size).canvas(area, Style::default());
    draw(model, part, &mut canvas);
    canvas.touched(at).cloned()
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
        Part::Lesson => {
            canvas.touch(area, Pointed::Pane(Pane::Lesson));
            lesson::draw(model, area, canvas);
        }
        Part::Divider => {
            canvas.touch(area, Touch::Border(Border::Desk, None));
            draw_border(model, Some(area), canvas);
        }
        Part::Editor => {
            canvas.touch(area, Pointed::Pane(Pane::Editor));
            editor::draw(model, area, canvas);
        }
        Part::Results => {
            canvas.touch(area, Pointed::Pane(Pane::Results));
            results::draw(model, area, canvas);
        }
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

/// Whether the terminal is smaller than anything can be read in. What was typed is there still.
fn is_too_small(model: &Model) -> bool {
    const LEAST: Size = Size::new(20, 5);
    model.size.width < LEAST.width || model.size.height < LEAST.height
}

fn draw_too_small(model: &Model, canvas: &mut Canvas) {
    let (Size { width, height }, area) = (model.size, canvas.area());
    let args = [("width", width.into()), ("height", height.into())];
    let words = model.words.say_with("too-small", &args);
    let style = model.palette.style(Role::Text);
    let lines = wrap::words(&words, usize::from(area.width), style);
    for (row, line) in area.rows().zip(lines) {
        canvas.render_widget(line, row);
    }
}

fn draw_border(model: &Model, area: Option<Rect>, canvas: &mut Canvas) {
    let style = model.palette.style(Role::Border);
    for row in area.into_iter().flat_map(Rect::rows) {
        canvas.buffer_mut().set_string(row.x, row.y, "│", style);
    }
}

/// Whoever clicks beside a page closes it; beside a question, nothing is agreed to.
fn draw_backdrop(model: &Model, canvas: &mut Canvas) {
    let touch = match &model.overlay {
        None => return,
        Some(Overlay::AskImage { .. }) => Touch::Nothing,
        Some(_) => Touch::Do(Action::Back),
    };
    // The last line tells of the keys of what lies on top.
    let (status, whole) = (model.geometry().status, canvas.area());
    let height = status.y.saturating_sub(whole.y);
    canvas.touch(Rect { height, ..whole }, touch);
}

fn draw_overlay(model: &Model, canvas: &mut Canvas) {
    draw_backdrop(model, canvas);
    match &model.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => help::draw(model, *scroll, canvas),
        Some(Overlay::Outline { selected }) => outline::draw(model, *selected, canvas),
        Some(Overlay::Hint { number, scroll }) => hint::draw(model, *number, *scroll, canvas),
        Some(Overlay::Compare { solution, scroll }) => {
            compare::draw(model, *solution, *scroll, canvas)
        }
        Some(Overlay::Solution { scroll }) => solution::draw(model, *scroll, canvas),
        Some(Overlay::Welcome { scroll }) => welcome::draw(model, *scroll, canvas),
        Some(Overlay::History(history)) => history::draw(model, history, canvas),
        Some(Overlay::Picker(picker)) => picker::draw(model, picker, canvas),
        Some(Overlay::LessonEnd { scroll }) => lesson_end::draw(model, *scroll, canvas),
        Some(Overlay::Glossary { scroll }) => glossary::draw(model, *scroll, canvas),
        Some(Overlay::Changed { changed, scroll }) => {
            library::view::changed::draw(model, changed, *scroll, canvas);
        }
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
    let size = ("size", image.download_mb.unwrap_or_default().into());
    let width = dialog::text_width(canvas.area(), WIDTH);
    let text = words.say_with("image-ask", &[title.clone(), size]);
    let mut lines = wrap::words(&text, width, model.palette.style(Role::Text));
    lines.push(Line::default());
    let answers = ["image-ask-yes", "image-ask-no"];
    let title = words.say_with("image-ask-title", &[title]);
    dialog::ask(model, &title, lines, Context::Ask, answers, WIDTH, canvas);
}

fn draw_trouble(model: &Model, title: &str, text: &str, scroll: usize, canvas: &mut Canvas) {
    const WIDTH: u16 = 76;
    let width = dialog::text_width(canvas.area(), WIDTH);
    let lines = wrap::words(text, width, model.palette.style(Role::Text));
    dialog::draw(&model.palette, title, &lines, scroll, WIDTH, canvas);
}
