//! A box on top of the panes.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Clear, Padding};

use super::title;
use crate::render::{Palette, Role};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::geometry::centred;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::touch::Touch;

/// The cells between a dialog's edge and its text, on both sides together.
const FRAME: u16 = 6;

/// How wide the text of a dialog is, for a screen and the width that it would like.
pub fn text_width(screen: Rect, wanted: u16) -> usize {
    usize::from(
        wanted
            .min(screen.width.saturating_sub(2))
            .saturating_sub(FRAME),
    )
}

/// Draws a box with a title and these lines, scrolled by `scroll`, as far as they need and the screen has room. Returns where
/// the lines are.
pub fn draw(
    palette: &Palette,
    title_text: &str,
    lines: &[Line<'_>],
    scroll: usize,
    wanted: u16,
    canvas: &mut Canvas,
) -> Rect {
    let height = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(4);
    let area = centred(canvas.area(), wanted, height);
    // A cell more on each side: half of a wide character would swallow the border.
    let around = area.outer(Margin::new(1, 0)).intersection(canvas.area());
    canvas.render_widget(Clear, around);
    canvas.touch(around, Touch::Nothing);
    let style = palette.style(Role::BorderFocus);
    let mut block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(style)
        .style(palette.style(Role::Text))
        .padding(Padding::new(2, 2, 1, 1))
        .title(Span::styled(
            format!(" {title_text} "),
            palette.style(Role::Title),
        ));
    let inner = block.inner(area);
    let rows = usize::from(inner.height);
    let scroll = first_line(lines.len(), scroll, inner);
    if let Some((role, more)) = title::more(scroll, lines.len().saturating_sub(scroll + rows)) {
        let more = Span::styled(format!(" {more} "), palette.style(role));
        block = block.title_bottom(Line::from(more).right_aligned());
    }
    canvas.render_widget(block, area);
    for (row, line) in inner.rows().zip(lines.iter().skip(scroll)) {
        canvas.render_widget(line, row);
    }
    inner
}

/// Draws a question with its answers below it: the keys that give them, and what they are called. Each can be clicked.
pub fn ask(
    model: &Model,
    title: &str,
    mut lines: Vec<Line<'static>>,
    context: Context,
    [yes, no]: [&str; 2],
    wanted: u16,
    canvas: &mut Canvas,
) {
    let (yes, no) = (
        answer(model, context, &Action::Yes, yes),
        answer(model, context, &Action::No, no),
    );
    let widths = [yes.width(), no.width()];
    lines.push(Line::from_iter(yes.into_iter().chain(no)));
    let inner = draw(&model.palette, title, &lines, 0, wanted, canvas);
    let Some(row) = inner.rows().nth(lines.len() - 1) else {
        return;
    };
    let mut x = row.x;
    for (width, action) in widths.into_iter().zip([Action::Yes, Action::No]) {
        let width = u16::try_from(width).unwrap_or(u16::MAX);
        let button = Rect { x, width, ..row }.intersection(row);
        canvas.touch(button, Touch::Do(action));
        x = x.saturating_add(width);
    }
}

fn answer(model: &Model, context: Context, action: &Action, name: &str) -> Line<'static> {
    let bindings = model.keymap.bindings().iter();
    let keys: Vec<String> = bindings
        .filter(|b| b.context == context && b.action == *action)
        .flat_map(|b| b.pretty())
        .collect();
    Line::from(vec![
        Span::styled(keys.join(" / "), model.palette.style(Role::Key)),
        Span::styled(
            format!(" {}     ", model.words.say(name)),
            model.palette.style(Role::Text),
        ),
    ])
}

/// Which of so many lines stands first in a box whose lines are here, where it is scrolled by so many.
pub fn first_line(lines: usize, scroll: usize, inner: Rect) -> usize {
    scroll.min(lines.saturating_sub(usize::from(inner.height)))
}
