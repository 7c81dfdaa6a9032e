//! Drawing: a pure function of the model.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::keymap::{self, Context};
use super::model::Model;
use super::overlay::Overlay;
use super::panes::{dialog, editor, header, help, hint, lesson, outline, results, status, wrap};
use crate::render::Role;
use crate::tui::action::Action;

/// Draws everything.
pub fn view(model: &Model, frame: &mut Frame<'_>) {
    let screen = frame.area();
    frame
        .buffer_mut()
        .set_style(screen, model.palette.style(Role::Text));
    let geometry = model.geometry();
    header::draw(model, geometry.header, frame);
    if let Some(area) = geometry.lesson {
        lesson::draw(model, area, frame);
    }
    if let Some(area) = geometry.divider {
        draw_divider(model, area, frame);
    }
    if let Some(area) = geometry.editor {
        editor::draw(model, area, frame);
    }
    if let Some(area) = geometry.results {
        results::draw(model, area, frame);
    }
    status::draw(model, geometry.status, frame);
    draw_overlay(model, frame);
}

fn draw_divider(model: &Model, area: Rect, frame: &mut Frame<'_>) {
    let style = model.palette.style(Role::Border);
    for row in area.rows() {
        frame.buffer_mut().set_string(row.x, row.y, "│", style);
    }
}

fn draw_overlay(model: &Model, frame: &mut Frame<'_>) {
    match &model.overlay {
        None => {}
        Some(Overlay::Help { scroll }) => help::draw(model, *scroll, frame),
        Some(Overlay::Outline { selected }) => outline::draw(model, *selected, frame),
        Some(Overlay::Hint { number, scroll }) => hint::draw(model, *number, *scroll, frame),
        Some(Overlay::AskImage { language }) => draw_question(model, language, frame),
        Some(Overlay::Trouble {
            title,
            text,
            scroll,
        }) => draw_trouble(model, title, text, *scroll, frame),
    }
}

fn draw_question(model: &Model, language: &str, frame: &mut Frame<'_>) {
    const WIDTH: u16 = 68;
    let Some(image) = model.engine.image(language) else {
        return;
    };
    let words = &model.words;
    let title = ("title", image.title.as_str().into());
    let size = ("size", image.download_mb.into());
    let width = dialog::text_width(frame.area(), WIDTH);
    let text = words.say_with("image-ask", &[title.clone(), size]);
    let mut lines = wrap::words(&text, width, model.palette.style(Role::Text));
    lines.push(Line::default());
    lines.push(answers(model));
    let title = words.say_with("image-ask-title", &[title]);
    dialog::draw(&model.palette, &title, &lines, 0, WIDTH, frame);
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

fn draw_trouble(model: &Model, title: &str, text: &str, scroll: usize, frame: &mut Frame<'_>) {
    const WIDTH: u16 = 76;
    let width = dialog::text_width(frame.area(), WIDTH);
    let lines = wrap::words(text, width, model.palette.style(Role::Text));
    dialog::draw(&model.palette, title, &lines, scroll, WIDTH, frame);
}
