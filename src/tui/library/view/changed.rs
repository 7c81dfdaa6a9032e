//! What an update means for what the learner has begun, in words.

use ratatui::text::Line;

use crate::pack::Fate;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::library::{Begun, Changed};
use crate::tui::model::Model;
use crate::tui::panes::{dialog, wrap};

/// Cells that the page would like.
const WIDTH: u16 = 72;
/// What is said of an exercise stands below its title, this far in.
const MARGIN: &str = "  ";

/// Draws the page from its line `scroll` on.
pub fn draw(model: &Model, changed: &Changed, scroll: usize, canvas: &mut Canvas) {
    let pack = ("pack", changed.pack.as_str().into());
    let version = ("version", changed.version.as_str().into());
    let title = model
        .words
        .say_with("library-changed-title", &[pack, version]);
    let width = dialog::text_width(canvas.area(), WIDTH);
    let lines = lines(model, changed, width);
    dialog::draw(&model.palette, &title, &lines, scroll, WIDTH, canvas);
}

fn lines(model: &Model, changed: &Changed, width: usize) -> Vec<Line<'static>> {
    let words = &model.words;
    let set = |text: &str, role| wrap::words(text, width, model.palette.style(role));
    let mut lines = set(&words.say("library-changed-begun"), Role::Text);
    for begun in &changed.begun {
        lines.push(Line::default());
        lines.extend(set(&text::visible(&begun.title), Role::Strong));
        lines.extend(said(model, begun, width));
    }
    if changed.begun.iter().any(|b| b.fate == Fate::Removed) {
        let pack = ("pack", changed.pack.as_str().into());
        lines.push(Line::default());
        lines.extend(set(
            &words.say_with("library-changed-export", &[pack]),
            Role::Muted,
        ));
    }
    if changed.new > 0 {
        let count = ("count", changed.new.into());
        lines.push(Line::default());
        lines.extend(set(
            &words.say_with("library-changed-new", &[count]),
            Role::Text,
        ));
    }
    lines
}

/// What has become of an exercise, and of what the learner did there.
fn said(model: &Model, begun: &Begun, width: usize) -> Vec<Line<'static>> {
    let what = match begun.fate {
        Fate::Starter => "library-changed-starter",
        Fate::Asks => "library-changed-asks",
        Fate::Both => "library-changed-both",
        Fate::Removed => "library-changed-removed",
    };
    let and = match (begun.fate, begun.is_passed) {
        (Fate::Removed, _) => "library-changed-kept",
        (Fate::Asks | Fate::Both, true) => "library-changed-passed",
        (Fate::Starter, _) | (_, false) => "library-changed-stays",
    };
    let text = format!("{} {}", model.words.say(what), model.words.say(and));
    let style = model.palette.style(Role::Text);
    let mut lines = wrap::words(&text, width.saturating_sub(MARGIN.len()), style);
    for line in &mut lines {
        line.spans.insert(0, MARGIN.into());
    }
    lines
}
