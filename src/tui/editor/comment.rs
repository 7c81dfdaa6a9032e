//! Commenting lines out, and back in.

use std::ops::Range;

use super::Editor;
use super::history::Grain;
use super::position::{Position, Selection};

/// What a comment to the line's end begins with, by the language. Data has none, and of a language that is not here nothing is
/// known.
const SIGNS: [(&str, &str); 18] = [
    ("bash", "#"),
    ("c", "//"),
    ("elixir", "#"),
    ("erlang", "%"),
    ("go", "//"),
    ("haskell", "--"),
    ("java", "//"),
    ("javascript", "//"),
    ("lua", "--"),
    ("perl", "#"),
    ("python", "#"),
    ("ruby", "#"),
    ("rust", "//"),
    ("sh", "#"),
    ("shell", "#"),
    ("sql", "--"),
    ("toml", "#"),
    ("yaml", "#"),
];

/// What a language's comments to the line's end begin with.
pub(super) fn sign_of(language: &str) -> Option<&'static str> {
    let known = SIGNS.iter().find(|(name, _)| *name == language);
    known.map(|(_, sign)| *sign)
}

/// What becomes of a line: at `column` so many characters go, and this text comes.
struct Turned {
    column: usize,
    removed: usize,
    inserted: String,
}

impl Editor {
    /// Whether this language has comments that we know of.
    pub fn has_comments(&self) -> bool {
        self.comment.is_some()
    }

    /// Comments the lines that the selection touches out; where all of them are, back in. Blank ones stay as they are,
    /// unless there is nothing else.
    pub(super) fn toggle_comment(&mut self) {
        let Some(sign) = self.comment else { return };
        let lines = self.selection.lines();
        let turned = self.turn(lines.clone(), sign);
        self.step(Grain::Whole, |editor| editor.put_turned(lines, &turned));
    }

    fn turn(&self, lines: Range<usize>, sign: &str) -> Vec<Option<Turned>> {
        let texts: Vec<&str> = lines.map(|line| self.buffer.line(line)).collect();
        let is_blank = |text: &&str| text.trim().is_empty();
        let all_blank = texts.iter().all(is_blank);
        let counted = |text: &&&str| all_blank || !is_blank(text);
        let all_out = !all_blank
            && texts
                .iter()
                .filter(counted)
                .all(|text| text.trim_start().starts_with(sign));
        let least = texts.iter().filter(counted).map(|text| leading(text)).min();
        let least = least.unwrap_or(0);
        let turn = |text: &&str| match (all_out, counted(&text)) {
            (_, false) => None,
            (true, true) => {
                let rest = text.trim_start().strip_prefix(sign).unwrap_or_default();
                Some(Turned {
                    column: leading(text),
                    removed: sign.chars().count() + usize::from(rest.starts_with(' ')),
                    inserted: String::new(),
                })
            }
            (false, true) => Some(Turned {
                column: least,
                removed: 0,
                inserted: format!("{sign} "),
            }),
        };
        texts.iter().map(turn).collect()
    }

    /// One replacement, so that a long selection costs no more than its own lines. The selection stays on its text.
    fn put_turned(&mut self, lines: Range<usize>, turned: &[Option<Turned>]) {
        let (selection, first) = (self.selection, lines.start);
        let last = lines.end.saturating_sub(1);
        let texts: Vec<String> = lines
            .zip(turned)
            .map(|(line, turned)| match turned {
                Some(turned) => turned.apply(self.buffer.line(line)),
                None => self.buffer.line(line).to_owned(),
            })
            .collect();
        let start = Position::new(first, 0);
        let end = Position::new(last, self.buffer.columns(last));
        self.replace(start..end, &texts.join("\n"));
        let alone = selection.is_empty();
        let follow = |at: Position| {
            let turned = at.line.checked_sub(first).and_then(|i| turned.get(i));
            let column = match turned.and_then(Option::as_ref) {
                Some(turned) => turned.column_of(at.column, alone),
                None => at.column,
            };
            Position::new(at.line, column)
        };
        self.select(Selection {
            anchor: follow(selection.anchor),
            head: follow(selection.head),
        });
    }
}

impl Turned {
    fn apply(&self, line: &str) -> String {
        let before = line.chars().take(self.column);
        let after = line.chars().skip(self.column + self.removed);
        before.chain(self.inserted.chars()).chain(after).collect()
    }

    /// Where a column of the line is now. A cursor stays before its character; a selection that begins there takes the sign in.
    fn column_of(&self, column: usize, is_cursor: bool) -> usize {
        let is_behind = column > self.column || (is_cursor && column == self.column);
        match is_behind {
            true => {
                self.column.max(column.saturating_sub(self.removed)) + self.inserted.chars().count()
            }
            false => column,
        }
    }
}

/// How many characters of white space a line begins with.
fn leading(line: &str) -> usize {
    line.chars().take_while(|c| c.is_whitespace()).count()
}
