//! A search in all packs, and the lines that it has found.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{row, rows, scroll, told, touch_row, typed_line};
use crate::pack::search::Hit;
use crate::render::{Role, text};
use crate::tui::canvas::Canvas;
use crate::tui::geometry::titled;
use crate::tui::library::{Entry, Found, Search};
use crate::tui::model::Model;
use crate::tui::panes::{title, typed, wrap};

/// Draws the line that is typed in, and what was found.
pub fn draw(model: &Model, search: &Search, area: Rect, canvas: &mut Canvas) {
    let (head, body) = titled(area);
    let (typed, list) = titled(body);
    let below = Rect {
        y: list.y.saturating_add(1).min(list.bottom()),
        height: list.height.saturating_sub(1),
        ..list
    };
    let (lines, hits) = match &search.found {
        Some(found) => results(model, search, found, below.width),
        None => {
            let id = match search.text.trim().is_empty() {
                true => "library-search-help",
                false => "library-searching",
            };
            let words = told(model, &model.words.say(id), Role::Muted, below.width);
            (words, Vec::new())
        }
    };
    // The first one's heading is seen with it.
    let selected = match search.selected {
        0 => 0,
        selected => hits.get(selected).copied().unwrap_or(0),
    };
    let height = usize::from(below.height);
    let top = scroll(selected..selected + 1, lines.len(), height);
    let note = title::more(top, lines.len().saturating_sub(top + height));
    let name = model.words.say("library-search");
    title::draw(&model.palette, head, &name, true, note, canvas);
    let count = search.found.as_ref().map(|found| count(model, found));
    typed_line(
        model,
        &search.text,
        Role::Text,
        &count.unwrap_or_default(),
        typed,
        canvas,
    );
    rows(&lines, top, below, canvas);
    for (hit, line) in hits.into_iter().enumerate() {
        touch_row(hit, &(line..line + 1), top, below, canvas);
    }
}

fn count(model: &Model, found: &Found) -> String {
    let id = match found.total > found.hits.len() {
        true => "library-found-first",
        false => "library-found",
    };
    let counts = [
        ("shown", found.hits.len().into()),
        ("total", found.total.into()),
    ];
    model.words.say_with(id, &counts)
}

/// All lines, and which of them each hit is.
fn results(
    model: &Model,
    search: &Search,
    found: &Found,
    width: u16,
) -> (Vec<Line<'static>>, Vec<usize>) {
    let (mut lines, mut hits, mut before) = (Vec::new(), Vec::new(), None);
    for (index, (name, hit)) in found.hits.iter().enumerate() {
        let place = (name, hit.lesson);
        if before != Some(place) {
            lines.extend(heading(model, name, hit, width));
        }
        before = Some(place);
        hits.push(lines.len());
        lines.push(line(model, hit, index == search.selected, width));
    }
    (lines, hits)
}

/// The pack and the lesson that lines stand in.
fn heading(model: &Model, name: &str, hit: &Hit, width: u16) -> Option<Line<'static>> {
    let pack = model.library.entry(name).and_then(Entry::pack)?;
    let lesson = pack.lessons.get(hit.lesson)?;
    let words = format!("{} › {}", pack.title, lesson.title);
    let words = wrap::cut(&text::visible(&words), usize::from(width).saturating_sub(4));
    let style = model.palette.style(Role::Muted);
    Some(Line::styled(format!("  {words}"), style))
}

/// The line as far as there is room, from a little before its first match on.
fn line(model: &Model, hit: &Hit, selected: bool, width: u16) -> Line<'static> {
    let room = usize::from(width).saturating_sub(6);
    let mut left = room;
    let mut spans = vec![Span::raw("   ")];
    for (index, (role, piece)) in pieces(hit).enumerate() {
        let piece = text::visible(piece);
        let piece = match index {
            0 => typed::end(piece.trim_start(), room / 3),
            _ => piece.into_owned(),
        };
        let piece = wrap::cut(&piece, left);
        left = left.saturating_sub(text::width(&piece));
        let is_cut = piece.ends_with('…') && left == 0;
        spans.push(Span::styled(piece, model.palette.style(role)));
        if is_cut {
            break;
        }
    }
    row(model, selected, spans)
}

/// What was searched for, and what stands before, between and behind it.
fn pieces(hit: &Hit) -> impl Iterator<Item = (Role, &str)> {
    let starts = std::iter::once(0).chain(hit.places.iter().map(|place| place.end));
    let ends = hit
        .places
        .iter()
        .map(|place| place.start)
        .chain([hit.line.len()]);
    let between = starts
        .zip(ends)
        .map(|(start, end)| (Role::Text, &hit.line[start..end]));
    let mut places = hit.places.iter();
    between.flat_map(move |piece| {
        let place = places
            .next()
            .map(|place| (Role::Match, &hit.line[place.clone()]));
        std::iter::once(piece).chain(place)
    })
}
