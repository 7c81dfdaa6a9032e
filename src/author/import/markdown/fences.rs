//! Fenced blocks: Exercism's notes become alerts, and what is left means nothing to our lesson format but code to read.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::edits::Edits;

/// The kinds of notes that Exercism's texts have, and the alert that each becomes.
const NOTES: [(&str, &str); 3] = [
    ("exercism/note", "NOTE"),
    ("exercism/caution", "CAUTION"),
    ("exercism/advanced", "TIP"),
];

/// A fenced block of a text.
struct Fence {
    /// Where it stands, with its fences.
    at: Range<usize>,
    info: String,
    body: String,
}

/// All fenced blocks, in order.
fn fences(text: &str) -> Vec<Fence> {
    let mut fences: Vec<Fence> = Vec::new();
    let mut inside = false;
    for (event, at) in Parser::new_ext(text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                inside = true;
                let block = text[at.clone()].trim_end();
                fences.push(Fence {
                    at: at.start..at.start + block.len(),
                    info: info.trim().to_owned(),
                    body: String::new(),
                });
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(lines) if inside => {
                if let Some(fence) = fences.last_mut() {
                    fence.body.push_str(&lines);
                }
            }
            _ => {}
        }
    }
    fences
}

/// The text with its notes as GitHub's alerts, in which links and code are looked at like anywhere else.
pub(super) fn notes_to_alerts(text: &str) -> String {
    let mut edits = Edits::default();
    for fence in fences(text) {
        let kind = NOTES.iter().find(|(note, _)| *note == fence.info);
        if let Some((_, alert)) = kind {
            let margin = margin(text, fence.at.start);
            edits.replace(fence.at.clone(), quoted(alert, &fence.body, &margin));
        }
    }
    edits.apply(text)
}

fn quoted(alert: &str, body: &str, margin: &str) -> String {
    let mut quote = format!("> [!{alert}]");
    for line in body.trim_end().lines() {
        quote.push('\n');
        quote.push_str(format!("{margin}> {line}").trim_end());
    }
    quote
}

/// What a line must begin with to stand in the same lists and quotes as what begins at `at`.
fn margin(text: &str, at: usize) -> String {
    let line = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let before = text[line..at].chars();
    before.map(|c| if c == '>' { '>' } else { ' ' }).collect()
}

/// Leaves of each info string the language, and gives a fence more marks than anything in its block has.
pub(super) fn plain(text: &str, edits: &mut Edits) {
    for fence in fences(text) {
        let block = &text[fence.at.clone()];
        let opening = block.lines().next().unwrap_or("");
        let mark = opening.chars().next().unwrap_or('`');
        let marks = run(opening, mark);
        let inner = fence
            .body
            .lines()
            .map(|line| run(line.trim_start(), mark))
            .max();
        let needed = marks.max(inner.map_or(0, |inner| inner + 1)).max(3);
        let fenced = mark.to_string().repeat(needed);
        let begin = fence.at.start;
        edits.replace(
            begin..begin + opening.len(),
            format!("{fenced}{}", language(&fence.info)),
        );
        close(
            text,
            &fence.at,
            opening.len(),
            (mark, marks),
            &fenced,
            edits,
        );
    }
}

/// Writes the fence that ends a block anew, or one where there is none.
fn close(
    text: &str,
    at: &Range<usize>,
    opening: usize,
    (mark, marks): (char, usize),
    fenced: &str,
    edits: &mut Edits,
) {
    let block = &text[at.clone()];
    let last = block.rfind('\n').map_or(0, |end| end + 1);
    let line = block[last..].trim_start_matches([' ', '>', '\t']);
    let is_end = last > opening && run(line, mark) >= marks && line.chars().all(|c| c == mark);
    let end = at.start + block.len();
    match is_end {
        true => edits.replace(end - line.len()..end, fenced),
        false => edits.replace(end..end, format!("\n{}{fenced}", margin(text, at.start))),
    }
}

/// How many marks a line begins with.
fn run(line: &str, mark: char) -> usize {
    line.chars().take_while(|c| *c == mark).count()
}

/// What of an info string names a language; all else would be an attribute of a lesson's.
fn language(info: &str) -> &str {
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_');
    let end = info.find(|c| !is_name(c)).unwrap_or(info.len());
    match &info[..end] {
        "run" => "",
        _ if info[end..].starts_with('=') => "",
        language => language,
    }
}
