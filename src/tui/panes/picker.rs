//! A line to type in, and below it what can be picked.

use ratatui::layout::{Margin, Rect};
use ratatui::text::{Line, Span};

use super::{dialog, tabs, typed, wrap};
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::picker::{List, Picker, Row};
use crate::tui::touch::Pointed;

/// Cells that the list would like.
const WIDTH: u16 = 76;

/// Where fewer lines are seen, there is no blank one below the line to type in.
const FEW: usize = 5;

/// Draws it; the selected row is kept in sight.
pub fn draw(model: &Model, picker: &Picker, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), WIDTH);
    let room = dialog::room(canvas.area());
    let above = if room < FEW { 1 } else { 2 };
    let room = room.saturating_sub(above);
    let rows = picker.rows();
    let top = (picker.selected + 1).saturating_sub(room.max(1));
    let mut lines = vec![Line::default(); above];
    let shown = rows.iter().enumerate().skip(top).take(room);
    lines.extend(shown.map(|(index, row)| line(model, row, index == picker.selected, width)));
    if rows.is_empty() {
        let nothing = model.words.say("picker-nothing");
        lines.push(Line::styled(nothing, model.palette.style(Role::Muted)));
    }
    // As high as the whole list, so that nothing jumps while one types.
    lines.resize(above + room.min(picker.longest()), Line::default());
    let title = model.words.say(match picker.list {
        List::Actions => "picker-actions",
        List::Places => "picker-places",
        List::Links => "picker-links",
        List::Bookmarks => "picker-bookmarks",
        List::Themes => "picker-themes",
    });
    let inner = dialog::draw(&model.palette, &title, &lines, 0, WIDTH, canvas);
    let listed = inner.rows().skip(above);
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
    let words = marked(model, row, room);
    let used = tabs::width(&words);
    spans.extend(words);
    spans.push(Span::raw(" ".repeat(room.saturating_sub(used) + 2)));
    spans.push(Span::styled(beside, style(Role::Muted)));
    let line = Line::from(spans);
    match selected {
        true => line.patch_style(style(Role::CursorLine)),
        false => line,
    }
}

/// The words of a row as far as there is room, what fits marked in them.
fn marked(model: &Model, row: &Row, room: usize) -> Vec<Span<'static>> {
    let style = |role| model.palette.style(role);
    let letters: Vec<(Role, String)> = (0_u32..)
        .zip(row.words.chars())
        .map(|(number, letter)| {
            let role = match row.marks.binary_search(&number) {
                Ok(_) => Role::Match,
                Err(_) => Role::Text,
            };
            let letter = text::visible(letter.encode_utf8(&mut [0; 4])).into_owned();
            (role, letter)
        })
        .collect();
    let width: usize = letters.iter().map(|(_, letter)| text::width(letter)).sum();
    let is_cut = width > room;
    // One cell for the sign.
    let mut left = room.saturating_sub(usize::from(is_cut));
    let mut spans = Vec::new();
    for (role, letter) in letters {
        let cells = text::width(&letter);
        if cells > left {
            break;
        }
        left -= cells;
        spans.push(Span::styled(letter, style(role)));
    }
    if is_cut && room > 0 {
        spans.push(Span::styled("…", style(Role::Text)));
    }
    spans
}
