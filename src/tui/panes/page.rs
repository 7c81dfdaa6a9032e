//! A text of the pack on top of the panes: a hint, a solution, the page that welcomes.

use ratatui::text::{Line, Span};

use super::{dialog, links, wrap};
use crate::course::Document;
use crate::render::{Layout, Role};
use crate::tui::action::Action;
use crate::tui::canvas::Canvas;
use crate::tui::model::Model;
use crate::tui::reading::layout_words;

/// What a page says.
pub struct Page<'a> {
    pub title: String,
    pub text: &'a Document,
    /// What is said below it.
    pub below: Vec<Told>,
    /// Cells that it would like.
    pub width: u16,
}

/// A sentence in the interface's own words.
pub struct Told {
    pub words: String,
    /// What the key does that it names.
    pub key: Option<Action>,
}

impl From<String> for Told {
    fn from(words: String) -> Self {
        Self { words, key: None }
    }
}

/// Draws a page from its line `scroll` on.
pub fn draw(model: &Model, page: &Page<'_>, scroll: usize, canvas: &mut Canvas) {
    let width = dialog::text_width(canvas.area(), page.width);
    let set = set(model, page.text, width);
    let mut lines = text(model, &set);
    if !page.below.is_empty() {
        lines.push(Line::default());
    }
    let mut keys = Vec::new();
    for told in &page.below {
        let start = lines.len();
        lines.extend(below(model, &told.words, width));
        keys.extend(told.key.iter().map(|key| (start..lines.len(), key.clone())));
    }
    let inner = dialog::draw(
        &model.palette,
        &page.title,
        &lines,
        scroll,
        page.width,
        canvas,
    );
    let first = dialog::first_line(lines.len(), scroll, inner);
    // Of a page that is no lesson links are as those of a file beside the pack's own.
    links::touch(model, "pack.toml", &set, first, inner, canvas);
    for (lines, key) in keys {
        canvas.touch_lines(inner, first, &lines, key);
    }
}

fn below(model: &Model, words: &str, width: usize) -> impl Iterator<Item = Line<'static>> {
    let style = model.palette.style(Role::Muted);
    let lines = wrap::words(words, width.saturating_sub(MARGIN.len()), style);
    lines.into_iter().map(|mut line| {
        line.spans.insert(0, Span::raw(MARGIN));
        line
    })
}

/// So many lines of a text are set at most: it is set anew for each frame, and nobody scrolls further.
const LONGEST: usize = 400;

/// The margin of a text that is set.
const MARGIN: &str = "  ";

/// A text of the pack, set in this width.
fn set(model: &Model, document: &Document, width: usize) -> Layout {
    let width = u16::try_from(width).unwrap_or(u16::MAX);
    let words = layout_words(&model.words);
    let highlighter = model.reading.highlighter();
    let mut set = Layout::beginning(document, width, LONGEST, highlighter, &words);
    set.prepare(0..set.len());
    set
}

fn text(model: &Model, set: &Layout) -> Vec<Line<'static>> {
    let lines = set.lines().iter();
    lines
        .map(|line| {
            let line = line.to_line(&model.palette);
            let spans = line.spans.into_iter();
            spans
                .map(|span| Span::styled(span.content.into_owned(), span.style))
                .collect()
        })
        .collect()
}
