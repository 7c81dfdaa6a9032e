//! A line to type in, and below it what can be picked.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};

use super::{dialog, typed, wrap};
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::picker::{List, Picker, Row};
use crate::tui::touch::Pointed;

/// Cells that the list would like.
const WIDTH: u16 = 76;

/// Lines that the line to type in and the blank one below it take.
const ABOVE: usize = 2;

/// Draws it; the selected row is kept in sight.
pub fn draw(model: &Model, picker: &Picker, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let room = usize::from(canvas.area().height.saturating_sub(6)).saturating_sub(ABOVE);
    let rows = picker.rows();
    let top = (picker.selected + 1).saturating_sub(room.max(1));
    let mut lines = vec![Line::default(); ABOVE];
    let shown = rows.iter().enumerate().skip(top).take(room);
    lines.extend(shown.map(|(index, row)| line(model, row, index == picker.selected, width)));
    if rows.is_empty() {
        let nothing = model.words.say("picker-nothing");
        lines.push(Line::styled(nothing, model.palette.style(Role::Muted)));
    }
    // As high as the whole list, so that nothing jumps while one types.
    lines.resize(ABOVE + room.min(picker.longest()), Line::default());
    let title = model.words.say(match picker.list {
        List::Actions => "picker-actions",
        List::Places => "picker-places",
        List::Links => "picker-links",
        List::Bookmarks => "picker-bookmarks",
        List::Themes => "picker-themes",
    });
    let inner = dialog::draw(&model.palette, &title, &lines, 0, WIDTH, canvas);
    let listed = inner.rows().skip(ABOVE);
    for (place, row) in listed.zip(top..rows.len()) {
        canvas.touch(place, Pointed::Row(row));
    }
    let input = Rect {
        height: inner.height.min(1),
        ..inner
    };
    let input = input.outer(Margin::new(1, 0)).intersection(canvas.area());
    let note = format!("{}/{}", rows.len().min(picker.selected + 1), rows.len());
    let cursor = typed::draw(model, &picker.text, Role::Text, &note, input, canvas);
    canvas.set_cursor_position(cursor);
}

fn line(model: &Model, row: &Row, selected: bool, width: usize) -> Line<'static> {
    let style = |role| model.palette.style(role);
    // What stands beside has a third of the line at most.
    let beside = wrap::cut(&text::visible(&row.beside), width / 3);
    let room = width.saturating_sub(2 + text::width(&beside) + 2);
    let mut spans = vec![Span::styled(
        if selected { "▌ " } else { "  " },
        style(Role::BorderFocus),
    )];
    let mut used = 0;
    for (number, letter) in (0_u32..).zip(row.words.chars()) {
        let letter = text::visible(letter.encode_utf8(&mut [0; 4])).into_owned();
        let cells = text::width(&letter);
        if used + cells > room {
            break;
        }
        used += cells;
        let role = match row.marks.binary_search(&number) {
            Ok(_) => Role::Match,
            Err(_) => Role::Text,
        };
        spans.push(Span::styled(letter, style(role)));
    }
    spans.push(Span::raw(" ".repeat(room - used + 2)));
    spans.push(Span::styled(beside, style(Role::Muted)));
    let line = Line::from(spans);
    match selected {
        true => line.patch_style(style(Role::CursorLine)),
        false => line,
    }
}
