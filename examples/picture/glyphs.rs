//! Box drawing and block elements, drawn by us: a font's own seldom meet across rows, and differ from font to font.

/// A cell's width and height in pixels: type of 15 px is 9 px wide in nearly every monospaced font.
pub const CELL: (f64, f64) = (9.0, 20.0);

/// How a path is painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Paint {
    /// Filled.
    Fill,
    /// A line of one pixel.
    Thin,
    /// A line of two pixels.
    Thick,
}

/// The path of `count` equal characters in a row, the first cell's corner being at `x`, `y`; `None` where a font is to
/// draw them.
pub fn path(glyph: char, count: usize, x: f64, y: f64) -> Option<(Paint, String)> {
    let width = CELL.0 * count as f64;
    // Lines run through the middle of a pixel, so that they are sharp.
    let (cx, cy) = (4.5, 9.5);
    match glyph {
        '─' => return Some((Paint::Thin, format!("M{x} {}h{width}", y + cy))),
        '━' => return Some((Paint::Thick, format!("M{x} {}h{width}", y + cy))),
        _ => {}
    }
    let cells = (0..count).map(|i| x + CELL.0 * i as f64);
    if let Some(part) = block(glyph) {
        return Some((Paint::Fill, cells.map(|x| rectangle(part, x, y)).collect()));
    }
    if let Some((paint, lines)) = lines(glyph) {
        let line = |x: f64| {
            let edge = |side| match side {
                'u' => format!("{} {y}", x + cx),
                'd' => format!("{} {}", x + cx, y + CELL.1),
                'l' => format!("{x} {}", y + cy),
                _ => format!("{} {}", x + CELL.0, y + cy),
            };
            let (x, y) = (x + cx, y + cy);
            let bent = |(from, to)| format!("M{}L{x} {y}L{}", edge(from), edge(to));
            lines.iter().copied().map(bent).collect::<String>()
        };
        return Some((paint, cells.map(line).collect()));
    }
    // From the side that it opens to, around the middle, up or down.
    let (side, end) = match glyph {
        '╭' => (CELL.0, CELL.1),
        '╮' => (0.0, CELL.1),
        '╯' => (0.0, 0.0),
        '╰' => (CELL.0, 0.0),
        _ => return None,
    };
    let curve = |x: f64| {
        let (cx, cy) = (x + cx, y + cy);
        let turn = if end == 0.0 { cy - 4.5 } else { cy + 4.5 };
        format!("M{} {cy}Q{cx} {cy} {cx} {turn}V{}", x + side, y + end)
    };
    Some((Paint::Thin, cells.map(curve).collect()))
}

/// The lines of a glyph, through the middle from one side to another: up, down, left, right.
fn lines(glyph: char) -> Option<(Paint, &'static [(char, char)])> {
    let lines: (Paint, &[(char, char)]) = match glyph {
        '│' => (Paint::Thin, &[('u', 'd')]),
        '┌' => (Paint::Thin, &[('d', 'r')]),
        '┐' => (Paint::Thin, &[('d', 'l')]),
        '└' => (Paint::Thin, &[('u', 'r')]),
        '┘' => (Paint::Thin, &[('u', 'l')]),
        '├' => (Paint::Thin, &[('u', 'd'), ('r', 'r')]),
        '┤' => (Paint::Thin, &[('u', 'd'), ('l', 'l')]),
        '┬' => (Paint::Thin, &[('l', 'r'), ('d', 'd')]),
        '┴' => (Paint::Thin, &[('l', 'r'), ('u', 'u')]),
        '┼' => (Paint::Thin, &[('l', 'r'), ('u', 'd')]),
        '┃' => (Paint::Thick, &[('u', 'd')]),
        '┏' => (Paint::Thick, &[('d', 'r')]),
        '┓' => (Paint::Thick, &[('d', 'l')]),
        '┗' => (Paint::Thick, &[('u', 'r')]),
        '┛' => (Paint::Thick, &[('u', 'l')]),
        _ => return None,
    };
    Some(lines)
}

/// The part of a cell that a block element fills, in eighths: left, top, right, bottom.
fn block(glyph: char) -> Option<[u32; 4]> {
    let part = match glyph {
        '▀' => [0, 0, 8, 4],
        '▔' => [0, 0, 8, 1],
        '▐' => [4, 0, 8, 8],
        '▕' => [7, 0, 8, 8],
        '▁'..='█' => [0, 8 - (glyph as u32 - '▁' as u32 + 1), 8, 8],
        '▉'..='▏' => [0, 0, 7 - (glyph as u32 - '▉' as u32), 8],
        _ => return None,
    };
    Some(part)
}

fn rectangle([left, top, right, bottom]: [u32; 4], x: f64, y: f64) -> String {
    let across = |eighths: u32| f64::from(eighths) * CELL.0 / 8.0;
    let down = |eighths: u32| f64::from(eighths) * CELL.1 / 8.0;
    let (width, height) = (across(right - left), down(bottom - top));
    let (x, y) = (x + across(left), y + down(top));
    format!("M{x} {y}h{width}v{height}h-{width}z")
}
