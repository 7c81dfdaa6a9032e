//! Code that fits a terminal of 80 columns: what is longer goes on in the next line there, and is hard to read.

use unicode_width::UnicodeWidthChar;

use super::Text;
use super::prose::Line;
use crate::course::Problem;
use crate::course::problems::Problems;

/// The cells that a lesson's code has in a terminal of 80 columns (`tests/render/` holds it against the layout).
const ROOM: usize = 73;

/// A tab goes on to the next multiple of this, as it is shown.
const TAB: usize = 4;

/// Says of each block of code which line is the first that is too long.
pub(super) fn check(text: &Text<'_>, problems: &mut Problems) {
    for lines in &text.prose.code {
        let mut wide = lines
            .iter()
            .filter_map(|line| Some((line, too_wide(line)?)));
        if let Some((line, cut)) = wide.next() {
            let others = wide.count();
            problems.add(|| problem(text, line, cut, others));
        }
    }
}

/// Where the part of a line begins that has no room.
fn too_wide(line: &Line) -> Option<usize> {
    let code = line.text.trim_end();
    let mut column = 0;
    for (at, c) in code.char_indices() {
        column += match c {
            '\t' => TAB - column % TAB,
            c => c.width().unwrap_or(0),
        };
        if column > ROOM {
            return Some(at);
        }
    }
    None
}

fn problem(text: &Text<'_>, line: &Line, cut: usize, others: usize) -> Problem {
    let others = match others {
        0 => String::new(),
        1 => ", and another one of this block".to_owned(),
        more => format!(", and {more} others of this block"),
    };
    let message = format!("this line of code has no room in a terminal of 80 columns{others}");
    let at = line.at + cut..line.at + line.text.trim_end().len();
    text.excerpt
        .error(at, message)
        .help(format!("break it: {ROOM} columns are shown in one line"))
        .warning()
}
