//! Expected against actual.

use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use similar::{ChangeTag, TextDiff};

use crate::render::{Palette, Role, text};

/// What the two values are called, in the learner's language.
pub struct Labels {
    /// What should have come.
    pub expected: String,
    /// What came.
    pub actual: String,
}

/// Two values under each other, with what differs marked: by words where each is one line, else by lines.
pub fn lines(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let one_line = |value: &str| !value.trim_end_matches('\n').contains('\n');
    if one_line(expected) && one_line(actual) {
        by_words(expected, actual, labels, palette)
    } else {
        by_lines(expected, actual, labels, palette)
    }
}

/// A value that has nothing to be held against.
pub fn single(label: &str, value: &str, role: Role, palette: &Palette) -> Vec<Line<'static>> {
    let indent = " ".repeat(text::width(label) + 2);
    let label = Span::styled(format!("{label}  "), palette.style(Role::Muted));
    value
        .split('\n')
        .enumerate()
        .map(|(index, line)| {
            let lead = match index {
                0 => label.clone(),
                _ => Span::raw(indent.clone()),
            };
            Line::from(vec![lead, Span::styled(safe(line), palette.style(role))])
        })
        .collect()
}

fn by_words(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let diff = TextDiff::from_unicode_words(expected, actual);
    // Where nearly everything differs, marks everywhere only disturb.
    let alike = diff.ratio() > 0.4;
    let width = text::width(&labels.expected).max(text::width(&labels.actual));
    let side = |label: &str, own: ChangeTag, role: Role| {
        let pad = " ".repeat(width - text::width(label) + 2);
        let label = Span::styled(format!("{label}{pad}"), palette.style(Role::Muted));
        let plain = palette.style(role);
        let value = diff
            .iter_all_changes()
            .filter(|change| [ChangeTag::Equal, own].contains(&change.tag()))
            .map(|change| {
                let style = if change.tag() == own && alike {
                    marked(plain)
                } else {
                    plain
                };
                Span::styled(safe(change.value().trim_end_matches('\n')), style)
            });
        std::iter::once(label)
            .chain(value)
            .collect::<Line<'static>>()
    };
    vec![
        side(&labels.expected, ChangeTag::Delete, Role::DiffExpected),
        side(&labels.actual, ChangeTag::Insert, Role::DiffActual),
    ]
}

fn by_lines(
    expected: &str,
    actual: &str,
    labels: &Labels,
    palette: &Palette,
) -> Vec<Line<'static>> {
    let style = |tag| match tag {
        ChangeTag::Equal => ("  ", palette.style(Role::Muted)),
        ChangeTag::Delete => ("- ", palette.style(Role::DiffExpected)),
        ChangeTag::Insert => ("+ ", palette.style(Role::DiffActual)),
    };
    let legend = |tag, label: &str| {
        let (sign, style) = style(tag);
        Span::styled(format!("{sign}{label}   "), style)
    };
    let head = Line::from(vec![
        legend(ChangeTag::Delete, &labels.expected),
        legend(ChangeTag::Insert, &labels.actual),
    ]);
    let diff = TextDiff::from_lines(expected, actual);
    let body = diff.iter_all_changes().map(|change| {
        let (sign, style) = style(change.tag());
        let line = safe(change.value().trim_end_matches('\n'));
        Line::from(Span::styled(format!("{sign}{line}"), style))
    });
    std::iter::once(head).chain(body).collect()
}

/// What differs carries a mark that is no colour.
fn marked(style: Style) -> Style {
    style.add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
}

fn safe(value: &str) -> String {
    text::visible(value).into_owned()
}
