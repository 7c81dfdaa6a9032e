//! A box on top of the panes.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType, Borders, Clear, Padding};

use super::title;
use crate::render::{Palette, Role};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::geometry::centred;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::touch::Touch;

/// What stands around the lines of a dialog. On a low screen the lines come first.
#[derive(Clone, Copy)]
struct Surround {
    /// Whether there is a border with a title, and the panes are seen beside it.
    is_framed: bool,
    /// Blank cells at the left and at the right, and above and below.
    padding: (u16, u16),
}

impl Surround {
    fn of(screen: Rect) -> Self {
        let (is_framed, padding) = match screen.height {
            9.. => (true, (2, 1)),
            7.. => (true, (2, 0)),
            _ => (false, (1, 0)),
        };
        Self { is_framed, padding }
    }

    /// How many cells it takes of the screen's width, and how many rows of its height.
    fn cells(self) -> (u16, u16) {
        let (across, down) = (2 * self.padding.0, 2 * self.padding.1);
        match self.is_framed {
            // The border, and what is seen beside it.
            true => (across + 4, down + 4),
            // The last line tells of the keys.
            false => (across, down + 1),
        }
    }

    /// Where a dialog of so many lines is, its border included.
    fn area(self, screen: Rect, wanted: u16, lines: usize) -> Rect {
        let lines = u16::try_from(lines).unwrap_or(u16::MAX);
        match self.is_framed {
            true => centred(screen, wanted, lines.saturating_add(self.cells().1 - 2)),
            false => Rect {
                height: screen.height.saturating_sub(1),
                ..screen
            },
        }
    }
}

/// How wide the text of a dialog is, for a screen and the width that it would like.
pub fn text_width(screen: Rect, wanted: u16) -> usize {
    let surround = Surround::of(screen);
    let room = screen.width.saturating_sub(surround.cells().0);
    let framed = wanted.saturating_sub(surround.cells().0 - 2);
    usize::from(match surround.is_framed {
        true => room.min(framed),
        false => room,
    })
}

/// How many lines of a dialog are seen at most.
pub fn room(screen: Rect) -> usize {
    usize::from(screen.height.saturating_sub(Surround::of(screen).cells().1))
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
    let surround = Surround::of(canvas.area());
    let area = surround.area(canvas.area(), wanted, lines.len());
    // A cell more on each side: half of a wide character would swallow the border.
    let around = area.outer(Margin::new(1, 0)).intersection(canvas.area());
    canvas.render_widget(Clear, around);
    canvas.touch(around, Touch::Nothing);
    let mut block = block(palette, title_text, surround);
    let inner = block.inner(area);
    let rows = usize::from(inner.height);
    let scroll = first_line(lines.len(), scroll, inner);
    if let Some((role, more)) = title::more(scroll, lines.len().saturating_sub(scroll + rows))
        && surround.is_framed
    {
        let more = Span::styled(format!(" {more} "), palette.style(role));
        block = block.title_bottom(Line::from(more).right_aligned());
    }
    canvas.render_widget(block, area);
    for (row, line) in inner.rows().zip(lines.iter().skip(scroll)) {
        canvas.render_widget(line, row);
    }
    inner
}

fn block<'a>(palette: &Palette, title: &str, surround: Surround) -> Block<'a> {
    let (across, down) = surround.padding;
    let block = Block::new()
        .style(palette.style(Role::Text))
        .padding(Padding::symmetric(across, down));
    if !surround.is_framed {
        return block;
    }
    let title = Span::styled(format!(" {title} "), palette.style(Role::Title));
    block
        .borders(Borders::ALL)
        .border_type(BorderType::Rounded)
        .border_style(palette.style(Role::BorderFocus))
        .title(title)
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
    touch(
        row,
        widths.into_iter().zip([Action::Yes, Action::No]),
        canvas,
    );
}

/// Of a row, so many cells after one another can be clicked for this.
pub fn touch(row: Rect, buttons: impl Iterator<Item = (usize, Action)>, canvas: &mut Canvas) {
    let mut x = row.x;
    for (width, action) in buttons {
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
