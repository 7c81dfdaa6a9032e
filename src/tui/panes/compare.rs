//! What is in the editor, compared with the starter or the solution, on top.

use ratatui::text::{Line, Span};

use super::diff::{self, Labels};
use super::{dialog, hint, wrap};
use crate::render::{Role, text};
use crate::run::SourceFile;
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::desk::Opened;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::workshop::{self, Access};

/// Cells that the page would like.
const WIDTH: u16 = 96;

/// The solution of what is open, all its files, where the learner may see it.
pub fn solution(model: &Model) -> Option<Vec<SourceFile>> {
    let exercise = hint::exercise(model)?;
    let may_see = workshop::solution(model, &exercise.id) == Access::Open;
    let is_there = may_see && !exercise.solution.is_empty();
    let all = exercise.starter.iter().map(|file| {
        let solved = exercise.solution.iter().find(|s| s.path == file.path);
        solved.unwrap_or(file).clone()
    });
    is_there.then(|| all.collect())
}

/// Draws all files that differ, those that the starter has no longer, and what can be done.
pub fn draw(model: &Model, with_solution: bool, scroll: usize, canvas: &mut Canvas) {
    let Some(opened) = model.desk.opened() else {
        return;
    };
    let Some((_, starter)) = model.starter(&opened.item) else {
        return;
    };
    let solution = solution(model);
    let width = dialog::text_width(canvas.area(), WIDTH);
    let mut keys = Vec::new();
    let (title, mut lines) = match solution.as_ref().filter(|_| with_solution) {
        Some(solution) => (
            "compare-title-solution",
            different(model, opened, solution, "compare-solution", width),
        ),
        None => {
            let mut lines = different(model, opened, &starter, "compare-starter", width);
            lines.extend(gone(model, opened, width));
            keys.push(("compare-take", Context::Anywhere, Action::Reset));
            ("compare-title", lines)
        }
    };
    if solution.is_some() {
        keys.push(("compare-turn", Context::Page, Action::OtherSide));
    }
    let mut places = Vec::new();
    for (id, context, action) in keys {
        let start = lines.len();
        let key = model.keymap.told(context, &action);
        let told = model.words.say_with(id, &[("key", key.into())]);
        lines.extend(wrap::words(&told, width, model.palette.style(Role::Muted)));
        places.push((start..lines.len(), action));
    }
    let title = model.words.say(title);
    let inner = dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
    let first = dialog::first_line(lines.len(), scroll, inner);
    for (lines, action) in places {
        canvas.touch_lines(inner, first, &lines, action);
    }
}

/// The files that are not as they are there.
fn different(
    model: &Model,
    opened: &Opened,
    wanted: &[SourceFile],
    name: &str,
    width: usize,
) -> Vec<Line<'static>> {
    let labels = Labels {
        expected: model.words.say(name),
        actual: model.words.say("compare-yours"),
    };
    let mut lines = Vec::new();
    let is_alone = wanted.len() == 1 && opened.gone().is_empty();
    for (own, file) in opened.sources().iter().zip(wanted) {
        if own == file {
            continue;
        }
        if !is_alone {
            lines.push(heading(model, &file.path));
        }
        let different = diff::lines(&file.text, &own.text, &labels, &model.palette);
        lines.extend(different.iter().flat_map(|line| wrap::hard(line, width)));
        lines.push(Line::default());
    }
    if lines.is_empty() && opened.gone().is_empty() {
        let same = model.words.say("compare-same");
        lines.extend(wrap::words(&same, width, model.palette.style(Role::Text)));
        lines.push(Line::default());
    }
    lines
}

/// The files that the starter has no longer.
fn gone(model: &Model, opened: &Opened, width: usize) -> Vec<Line<'static>> {
    let mut lines = Vec::new();
    let words = model.words.say("compare-gone");
    let yours = model.words.say("compare-yours");
    for file in opened.gone() {
        lines.push(heading(model, &file.path));
        lines.extend(wrap::words(&words, width, model.palette.style(Role::Muted)));
        let text = file.text.trim_end_matches('\n');
        let typed = diff::single(&yours, text, Role::DiffActual, &model.palette);
        lines.extend(typed.iter().flat_map(|line| wrap::hard(line, width)));
        lines.push(Line::default());
    }
    lines
}

fn heading(model: &Model, path: &str) -> Line<'static> {
    let path = text::visible(path).into_owned();
    Line::from(Span::styled(path, model.palette.style(Role::Subheading)))
}
