//! The mouse: what it did, and what that means on the screen as it is.
//!
//! A pure function of the model, the event and the time. A click finds what is meant by drawing the screen, as the learner sees it;
//! the wheel and a drag, of which there may be hundreds in a second, find it without.

use std::time::{Duration, Instant};

use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::keymap::Context;
use super::model::{Model, Pane};
use super::touch::{Border, Pointed, Touch};
use super::view;

/// How soon a click on the same cell belongs to the one before.
const AGAIN: Duration = Duration::from_millis(400);
/// How many lines a notch of the wheel is.
const NOTCH: i32 = 3;
/// After so many clicks in a row the count begins anew: a place, a word, a line.
const MOST_CLICKS: u8 = 3;

/// What the pointer is about.
#[derive(Debug, Default)]
pub struct Pointer {
    held: Option<Held>,
    last: Option<Press>,
}

/// What is dragged, once the pointer is moved with its button down.
#[derive(Debug, Clone, Copy)]
enum Held {
    /// The end of a selection, in a text that is seen here.
    Text(Rect),
    /// A border. The keys stay with the pane that had them: whoever makes room goes on typing.
    Border(Border, Pane),
}

#[derive(Debug)]
struct Press {
    at: Position,
    when: Instant,
    touch: Touch,
    clicks: u8,
}

impl Pointer {
    /// What is to be done about an event at this time. The model is prepared as for drawing.
    pub fn take(&mut self, model: &Model, event: MouseEvent, now: Instant) -> Vec<Action> {
        let at = Position::new(event.column, event.row);
        match event.kind {
            MouseEventKind::Down(MouseButton::Left) => self.press(model, at, now),
            MouseEventKind::Drag(MouseButton::Left) => self.drag(at),
            MouseEventKind::Up(MouseButton::Left) => {
                self.held = None;
                Vec::new()
            }
            MouseEventKind::ScrollDown => wheel(model, at, NOTCH),
            MouseEventKind::ScrollUp => wheel(model, at, -NOTCH),
            _ => Vec::new(),
        }
    }

    fn press(&mut self, model: &Model, at: Position, now: Instant) -> Vec<Action> {
        self.held = None;
        let Some((area, touch)) = view::touched(model, at) else {
            return Vec::new();
        };
        let again = self.last.take().filter(|last| {
            let is_soon = now.saturating_duration_since(last.when) < AGAIN;
            is_soon && last.at == at
        });
        // The second half of a double click is not meant for what the first half has laid open.
        let is_stray = again.as_ref().is_some_and(|last| last.touch != touch);
        let clicks = again.map_or(0, |last| last.clicks) % MOST_CLICKS + 1;
        let actions = match &touch {
            _ if is_stray => Vec::new(),
            Touch::Nothing => Vec::new(),
            Touch::Do(action) => vec![action.clone()],
            Touch::Text => {
                self.held = Some(Held::Text(area));
                let (row, column) = (at.y - area.y, at.x - area.x);
                let text = Pointed::Text {
                    row,
                    column,
                    clicks,
                };
                vec![Action::Point(text)]
            }
            Touch::Border(border, pane) => {
                self.held = Some(Held::Border(*border, model.focus));
                let pane = pane.map(|pane| Action::Point(Pointed::Pane(pane)));
                pane.into_iter().collect()
            }
        };
        self.last = Some(Press {
            at,
            when: now,
            touch,
            clicks,
        });
        actions
    }

    fn drag(&mut self, to: Position) -> Vec<Action> {
        // What was dragged is no click.
        self.last = None;
        match self.held {
            Some(Held::Text(area)) => drag_over(area, to),
            Some(Held::Border(Border::Desk, pane)) => border(Border::Desk, to.x, pane),
            Some(Held::Border(Border::Results, pane)) => border(Border::Results, to.y, pane),
            None => Vec::new(),
        }
    }
}

fn border(border: Border, to: u16, keys: Pane) -> Vec<Action> {
    [Pointed::Pane(keys), Pointed::Border(border, to)]
        .map(Action::Point)
        .into()
}

/// Beyond the upper or lower edge the text goes on.
fn drag_over(area: Rect, to: Position) -> Vec<Action> {
    if area.is_empty() {
        return Vec::new();
    }
    let lines = match to.y {
        y if y < area.y => -1,
        y if y >= area.bottom() => 1,
        _ => 0,
    };
    let drag = Pointed::Drag {
        row: to.y.clamp(area.y, area.bottom() - 1) - area.y,
        column: to.x.clamp(area.x, area.right() - 1) - area.x,
    };
    let wheel = (lines != 0).then_some(Pointed::Wheel(Pane::Editor, lines));
    wheel.into_iter().chain([drag]).map(Action::Point).collect()
}

fn wheel(model: &Model, at: Position, lines: i32) -> Vec<Action> {
    let is_covered = model.overlay.is_some() || model.library.is_open;
    match model.context() {
        // A question has nothing to scroll, and what is below it stays.
        Context::Ask | Context::Consent => Vec::new(),
        // Of what is listed there one pack takes three lines.
        Context::Library => vec![Action::Scroll(lines.signum())],
        _ if is_covered => vec![Action::Scroll(lines)],
        _ => {
            let pane = pane_at(model, at);
            let wheel = pane.map(|pane| Action::Point(Pointed::Wheel(pane, lines)));
            wheel.into_iter().collect()
        }
    }
}

fn pane_at(model: &Model, at: Position) -> Option<Pane> {
    let geometry = model.geometry();
    let panes = [
        (Pane::Lesson, geometry.lesson),
        (Pane::Editor, geometry.editor),
        (Pane::Results, geometry.results),
    ];
    let mut seen = panes.into_iter();
    seen.find_map(|(pane, area)| area?.contains(at).then_some(pane))
}
