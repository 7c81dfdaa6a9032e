//! The same code in another layout: what a formatter made of the text.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::history::Grain;
use super::position::{Position, Selection};
use super::{Editor, motion};

impl Editor {
    /// Takes the text in its new layout, in one step that can be undone, and says whether it is another. The cursor stays in its
    /// line, and that line where it is on the screen, as nearly as the layout lets them.
    pub fn reformat(&mut self, text: &str) -> bool {
        // A formatter ends every file with a line break; one that had none gets no empty line.
        let is_closed = self.buffer.lines().last().is_some_and(String::is_empty);
        let text = match is_closed {
            true => text,
            false => text.strip_suffix('\n').unwrap_or(text),
        };
        if self.holds(text) {
            return false;
        }
        let head = self.selection.head;
        let old = self.buffer.lines().to_vec();
        let new: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let line = line_in(&old, &new, head.line);
        let column = match (old.get(head.line), new.get(line)) {
            (Some(old), Some(new)) => column_in(old, new, head.column),
            _ => 0,
        };
        self.step(Grain::Whole, |editor| {
            editor.replace(Position::default()..editor.buffer.end(), text);
            let to = Position::new(line, column);
            editor.selection = Selection::at(motion::snap(&editor.buffer, to));
        });
        self.viewport.top = (self.viewport.top + line).saturating_sub(head.line);
        true
    }
}

/// Where a line is among the new ones. Space counts for nothing: most lines differ in it alone.
fn line_in(old: &[String], new: &[String], line: usize) -> usize {
    let bare =
        |lines: &[String]| -> Vec<String> { lines.iter().map(|l| without_space(l)).collect() };
    let ops = capture_diff_slices(Algorithm::Myers, &bare(old), &bare(new));
    let holds = |op: &&DiffOp| op.old_range().contains(&line);
    let found = ops.iter().find(holds).map_or(0, |op| {
        let (old, new) = (op.old_range(), op.new_range());
        // Of lines that became more or fewer, the last ones share what is left.
        new.start + (line - old.start).min(new.len().saturating_sub(1))
    });
    found.min(new.len().saturating_sub(1))
}

/// Where a column of a line is in its new layout: behind as much of the code as before.
fn column_in(old: &str, new: &str, column: usize) -> usize {
    if old == new {
        return column;
    }
    let code = |line: &str| line.chars().filter(|c| !c.is_whitespace()).count();
    let before: String = old.chars().take(column).collect();
    let indent = new.chars().take_while(|c| c.is_whitespace()).count();
    match code(&before) {
        0 => column.min(indent),
        count => {
            let mut behind = new.chars().enumerate().filter(|(_, c)| !c.is_whitespace());
            behind.nth(count - 1).map_or(usize::MAX, |(at, _)| at + 1)
        }
    }
}

fn without_space(line: &str) -> String {
    line.chars().filter(|c| !c.is_whitespace()).collect()
}
