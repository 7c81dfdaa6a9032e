//! What the mouse points at.

use super::{foot, open_in_editor, open_row, picking, running};
use crate::tui::action::Action;
use crate::tui::editor::Editor;
use crate::tui::effect::Effect;
use crate::tui::geometry::share;
use crate::tui::library::{self, Prompt};
use crate::tui::model::{Item, Model, Pane};
use crate::tui::overlay::Overlay;
use crate::tui::touch::{Border, Pointed};

/// How much more or less of the width a key gives the lesson, in thousandths.
const STEP: i32 = 50;
/// How many rows more or less a key gives the results.
const ROWS: i32 = 2;

/// Does what is pointed at.
pub fn act(model: &mut Model, pointed: Pointed) -> Vec<Effect> {
    match pointed {
        Pointed::Pane(pane) => model.focus = pane,
        Pointed::Stop(item) => stop(model, &item),
        Pointed::Run(item) => {
            model.reading.mark_selected(&item);
            model.open(&item);
            return running::run(model);
        }
        Pointed::File(number) => show_file(model, number),
        Pointed::Link(way) => return picking::go_on(model, way),
        Pointed::Place(location) => running::jump_to(model, &location),
        Pointed::Row(row) => return at_row(model, row),
        Pointed::Text {
            row,
            column,
            clicks,
        } => text(model, |editor| match clicks {
            3.. => editor.select_line_at(row),
            2 => editor.select_word_at(row, column),
            _ => editor.click(row, column),
        }),
        Pointed::Drag { row, column } => {
            let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
            editor
                .into_iter()
                .for_each(|editor| editor.drag_to(row, column));
        }
        Pointed::Wheel(pane, lines) => wheel(model, pane, lines),
        Pointed::Border(border, to) => drag_border(model, border, to),
        Pointed::Notice => {}
    }
    Vec::new()
}

fn show_file(model: &mut Model, number: usize) {
    model.focus = Pane::Editor;
    if let Some(opened) = model.desk.opened_mut() {
        opened.show_file(number);
    }
}

/// A key parts the screen otherwise.
pub fn part(model: &mut Model, action: &Action) -> Vec<Effect> {
    match action {
        Action::Widen(steps) => widen(model, *steps),
        Action::Heighten(steps) => heighten(model, *steps),
        _ => {}
    }
    Vec::new()
}

/// The lesson gets more of the width, or less.
fn widen(model: &mut Model, steps: i32) {
    let geometry = model.geometry();
    let Some(lesson) = geometry.lesson.filter(|_| geometry.divider.is_some()) else {
        model.notice = Some(model.words.say("notice-not-wide"));
        return;
    };
    let total = geometry.body.width.saturating_sub(1);
    let wanted = i32::from(share(lesson.width, total)) + steps * STEP;
    model.shares.lesson = u16::try_from(wanted.clamp(0, 1000)).ok();
}

/// The results get more of the desk's height, or less.
fn heighten(model: &mut Model, steps: i32) {
    let geometry = model.geometry();
    let (Some(editor), Some(results)) = (geometry.editor, geometry.results) else {
        model.notice = Some(model.words.say("notice-no-results"));
        return;
    };
    let desk = editor.union(results);
    let rows = i32::from(editor.height) - steps * ROWS;
    let rows = rows.clamp(0, i32::from(desk.height));
    model.shares.editor = u16::try_from(rows)
        .ok()
        .map(|rows| share(rows, desk.height));
}

/// What is selected is what is open. A card opens at once: it says so. An example is selected first, since its text may be pointed at
/// for its own sake; pointed at again, it gets the keys.
fn stop(model: &mut Model, item: &Item) {
    let selected = model.reading.selected();
    let is_selected = selected.is_some_and(|stop| stop.item == *item);
    // It is in sight, and must not move away from the pointer.
    model.reading.mark_selected(item);
    if is_selected || matches!(item, Item::Exercise { .. }) {
        return open_in_editor(model, item);
    }
    model.focus = Pane::Lesson;
    model.open(item);
}

/// A row of what lies on top is chosen at once; one of the library is selected first, since there is more to be done with it than
/// to open it.
fn at_row(model: &mut Model, row: usize) -> Vec<Effect> {
    match &mut model.overlay {
        Some(Overlay::Outline { selected }) => {
            *selected = row;
            return open_row(model, row);
        }
        Some(Overlay::Picker(picker)) => {
            picker.selected = row;
            return picking::pick(model, Action::Open);
        }
        Some(_) => return Vec::new(),
        None => {}
    }
    let library = &mut model.library;
    let selected = match &mut library.prompt {
        Some(Prompt::Search(search)) => &mut search.selected,
        _ => &mut library.selected,
    };
    if *selected == row {
        return library::update::act(model, Action::Open);
    }
    *selected = row;
    Vec::new()
}

/// Whoever points into the text has found what they searched for.
fn text(model: &mut Model, act: impl FnOnce(&mut Editor)) {
    model.focus = Pane::Editor;
    if foot::is_typed_in(model) {
        foot::close(model);
    }
    if let Some(editor) = model.desk.opened_mut().and_then(|o| o.editor_mut()) {
        act(editor);
    }
}

fn wheel(model: &mut Model, pane: Pane, lines: i32) {
    match pane {
        Pane::Lesson => model.reading.scroll_by(i64::from(lines)),
        Pane::Results => model.results.scroll_by(lines),
        Pane::Editor => {
            let editor = model.desk.opened_mut().and_then(|o| o.editor_mut());
            editor
                .into_iter()
                .for_each(|editor| editor.scroll_by(lines));
        }
    }
}

fn drag_border(model: &mut Model, border: Border, to: u16) {
    let geometry = model.geometry();
    match border {
        Border::Desk => {
            let body = geometry.body;
            let cells = to.saturating_sub(body.x).min(body.width);
            model.shares.lesson = Some(share(cells, body.width.saturating_sub(1)));
        }
        Border::Results => {
            let (Some(editor), Some(results)) = (geometry.editor, geometry.results) else {
                return;
            };
            let desk = editor.union(results);
            let rows = to.saturating_sub(desk.y).min(desk.height);
            model.shares.editor = Some(share(rows, desk.height));
        }
    }
}
