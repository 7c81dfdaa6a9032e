//! The names of an exercise's files, in the editor's title.

use ratatui::layout::Rect;
use ratatui::text::Span;

use crate::render::{Palette, Role, text};
use crate::tui::desk::Opened;

/// Behind the name of a file that the learner cannot change.
const READONLY: &str = " ⊘";

/// The exercise's title and the names of its files, that of the file in front underlined; the names alone where there is no room for
/// more. Nothing where there is but one file, or no room for all.
pub fn spans(
    palette: &Palette,
    opened: &Opened,
    title: &str,
    focused: bool,
    room: usize,
) -> Option<Vec<Span<'static>>> {
    if opened.file_count() < 2 {
        return None;
    }
    let (front, other) = match focused {
        true => (palette.style(Role::BorderFocus).bold(), Role::Muted),
        false => (palette.style(Role::Text), Role::Muted),
    };
    let names = opened.tabs().map(|(path, is_readonly)| {
        let mut name = text::visible(path).into_owned();
        if is_readonly {
            name.push_str(READONLY);
        }
        match path == opened.path() {
            true => Span::styled(name, front.underlined()),
            false => Span::styled(name, palette.style(other)),
        }
    });
    let mut tabs: Vec<Span<'static>> = Vec::new();
    for name in names {
        if !tabs.is_empty() {
            tabs.push(Span::raw("  "));
        }
        tabs.push(name);
    }
    let title = format!("{} · ", text::visible(title));
    let titled = std::iter::once(Span::styled(title, front)).chain(tabs.clone());
    [titled.collect(), tabs]
        .into_iter()
        .find(|spans: &Vec<Span<'_>>| width(spans) <= room)
}

/// Where each file's name stands in a title line that these spans are drawn in, to be clicked.
pub fn places(opened: &Opened, spans: &[Span<'_>], title: Rect) -> Vec<(usize, Rect)> {
    let paths = opened.paths();
    let names = spans.len() - (2 * paths.len() - 1);
    // A bar stands before them.
    let mut x = title.x + 1;
    let mut places = Vec::new();
    for (number, span) in spans.iter().enumerate() {
        let width = u16::try_from(text::width(&span.content)).unwrap_or(u16::MAX);
        let place = Rect { x, width, ..title }.intersection(title);
        // Between two names there is a gap.
        if number >= names && (number - names).is_multiple_of(2) {
            places.push(((number - names) / 2, place));
        }
        x = x.saturating_add(width);
    }
    places
}

/// Cells that spans take.
pub fn width(spans: &[Span<'_>]) -> usize {
    spans.iter().map(|span| text::width(&span.content)).sum()
}
