//! The lesson: its lines, with the cards of its exercises.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{card, example, links, pictures, problem, title};
use crate::render::Role;
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::geometry::{cells, titled};
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::touch::Pointed;

/// Draws the pane.
pub fn draw(model: &Model, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let reading = &model.reading;
    let focused = model.focus == Pane::Lesson;
    let total = reading.layout().map_or(0, |l| l.len());
    let below = total.saturating_sub(reading.scroll_line() + usize::from(body.height));
    let note = match reading.layout().is_none_or(|l| l.is_whole()) {
        true => change_elsewhere(model, body.height)
            .or_else(|| title::more(reading.scroll_line(), below)),
        false => Some((Role::Muted, "↓".to_owned())),
    };
    let name = name(model);
    title::draw(&model.palette, head, &name, focused, note, canvas);
    let Some(layout) = reading.layout() else {
        return;
    };
    let top = reading.scroll_line();
    for (row, line) in body.rows().zip(top..total) {
        layout
            .line(line)
            .draw(&model.palette, row, canvas.buffer_mut());
    }
    pictures::draw(model, layout.pictures(), top, body, canvas);
    draw_examples(model, body, canvas);
    draw_selected_example(model, body, canvas);
    let selected = reading.selected().map(|s| s.item);
    for place in layout.cards() {
        if place.line < top + usize::from(body.height) && place.line + place.height > top {
            let is_selected =
                matches!(&selected, Some(Item::Exercise { exercise, .. }) if *exercise == place.id);
            draw_card(model, place, is_selected, body, canvas);
        }
    }
    draw_bookmarks(model, body, canvas);
    if let Some(preview) = &model.preview {
        draw_changed(model, body, canvas);
        problem::draw(model, preview, body, canvas);
    }
}

/// A sign in the margin of each line that the learner has marked.
fn draw_bookmarks(model: &Model, body: Rect, canvas: &mut Canvas) {
    let reading = &model.reading;
    let marks = model.past.bookmarks.iter();
    let here = marks.filter(|mark| mark.lesson == reading.lesson().id);
    let lines: Vec<usize> = here.filter_map(|mark| reading.line_of(mark.at)).collect();
    let style = model.palette.style(Role::Accent);
    for (row, line) in body.rows().zip(reading.scroll_line()..) {
        if lines.contains(&line) {
            canvas.buffer_mut().set_string(row.x, row.y, "◆", style);
        }
    }
}

/// A bar at the left of what the author has just changed.
fn draw_changed(model: &Model, body: Rect, canvas: &mut Canvas) {
    let reading = &model.reading;
    let (Some(changed), Some(layout)) = (reading.changed_lines(), reading.layout()) else {
        return;
    };
    let is_card = |line: usize| {
        let mut cards = layout.cards().iter();
        cards.any(|card| (card.line..card.line + card.height).contains(&line))
    };
    let style = model.palette.style(Role::Changed);
    for (row, line) in body.rows().zip(reading.scroll_line()..) {
        let is_blank = layout.line(line).pieces.is_empty() && !is_card(line);
        if changed.contains(&line) && !is_blank {
            canvas.buffer_mut().set_string(row.x, row.y, "▎", style);
        }
    }
}

/// That what the author has just changed is out of sight, and where.
fn change_elsewhere(model: &Model, height: u16) -> Option<title::Note> {
    let changed = model.reading.changed_lines()?;
    let top = model.reading.scroll_line();
    let arrow = match () {
        () if changed.start >= top + usize::from(height) => "↓",
        () if changed.end <= top => "↑",
        () => return None,
    };
    let key = model.keymap.told(Context::Lesson, &Action::ToChange);
    let args = [("key", key.into()), ("arrow", arrow.into())];
    Some((
        Role::Changed,
        model.words.say_with("change-elsewhere", &args),
    ))
}

/// Which lesson it is; its title too, once that is out of sight.
fn name(model: &Model) -> String {
    let reading = &model.reading;
    let args = [
        ("number", (reading.lesson_index() + 1).into()),
        ("count", reading.pack().lessons.len().into()),
    ];
    let place = model.words.say_with("pane-lesson", &args);
    match reading.scroll_line() {
        0 => place,
        _ => format!("{place} · {}", reading.lesson().title),
    }
}

/// Draws a card as far as it is in sight: whole into a buffer of its own, the visible rows from there.
fn draw_card(
    model: &Model,
    place: &crate::render::Card,
    selected: bool,
    body: Rect,
    canvas: &mut Canvas,
) {
    let height = u16::try_from(place.height).unwrap_or(u16::MAX);
    let whole = Rect {
        x: body.x + place.column,
        y: 0,
        width: place.width.min(body.width.saturating_sub(place.column)),
        height,
    };
    let mut drawn = Buffer::empty(whole);
    card::draw(model, &place.id, selected, whole, &mut drawn);
    let top = model.reading.scroll_line();
    for row in 0..height {
        let line = place.line + usize::from(row);
        let Some(y) = line.checked_sub(top).and_then(|y| u16::try_from(y).ok()) else {
            continue;
        };
        if y >= body.height {
            break;
        }
        let exercise = Item::exercise(&model.reading.lesson().id, &place.id);
        let seen = Rect {
            y: body.y + y,
            height: 1,
            ..whole
        };
        canvas.touch(seen, Pointed::Stop(exercise));
        for x in whole.left()..whole.right() {
            let target = canvas.buffer_mut().cell_mut((x, body.y + y));
            if let (Some(target), Some(cell)) = (target, drawn.cell((x, row))) {
                *target = cell.clone();
            }
        }
    }
}

/// Examples can be clicked as cards can; a link within is nearer. Those that the learner has changed say so.
fn draw_examples(model: &Model, body: Rect, canvas: &mut Canvas) {
    let (reading, top) = (&model.reading, model.reading.scroll_line());
    let Some(layout) = reading.layout() else {
        return;
    };
    for place in layout.examples() {
        let item = Item::example(&reading.lesson().id, place.index);
        let rows = body.rows().zip(top..);
        for (row, line) in rows.filter(|(_, line)| place.lines.contains(line)) {
            canvas.touch(row, Pointed::Stop(item.clone()));
            if line == place.lines.start {
                let button = cells(row, &place.sign);
                canvas.touch(button, Pointed::Run(item.clone()));
                example::draw_changed(model, place.index, row, button, canvas);
            }
        }
    }
    links::touch(model, &reading.lesson().path, layout, top, body, canvas);
}

/// A bar at the left of the example that is selected.
fn draw_selected_example(model: &Model, body: Rect, canvas: &mut Canvas) {
    let Some(stop) = model.reading.selected() else {
        return;
    };
    if !matches!(stop.item, Item::Example { .. }) {
        return;
    }
    let top = model.reading.scroll_line();
    for (y, line) in (top..top + usize::from(body.height)).enumerate() {
        if !(stop.line..stop.line + stop.height).contains(&line) {
            continue;
        }
        let y = body.y + u16::try_from(y).unwrap_or(0);
        let style = model.palette.style(Role::BorderFocus);
        canvas.buffer_mut().set_string(body.x, y, "▌", style);
    }
}
