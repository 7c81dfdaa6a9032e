//! A screen as an SVG picture: a window, grounds, lines, text. The same screen gives the same bytes.
//!
//! Every run of text stands at its exact place and is stretched to its cells, so that any monospaced font aligns.

use std::collections::BTreeMap;
use std::fmt::Write;

use vt100::{Cell, Screen};

use crate::glyphs::{self, CELL, Paint};
use crate::ground::{Ground, Rgb};

/// The title bar's height, and the window's inner margin, in pixels.
const BAR: f64 = 36.0;
const MARGIN: f64 = 12.0;
/// From a row's top to its baseline.
const BASELINE: f64 = 15.0;

/// How text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Look {
    fore: Rgb,
    bold: bool,
    italic: bool,
    underline: bool,
}

/// How a character is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Setting {
    /// One cell, in every font.
    Plain,
    /// Two cells, or perhaps from another font that thinks otherwise: it stands alone, in the middle of its cells.
    Alone,
    /// Drawn by us.
    Drawn,
}

/// Neighbours that are drawn as one.
struct Run {
    col: usize,
    cells: usize,
    text: String,
    look: Look,
    setting: Setting,
}

/// The screen, in a window of that title.
pub fn draw(screen: &Screen, ground: &Ground, title: &str) -> String {
    let (rows, cols) = screen.size();
    let mut page = Page::new(ground);
    for row in 0..rows.get() {
        page.row(screen, row, cols.get());
    }
    let width = f64::from(cols.get()) * CELL.0 + 2.0 * MARGIN;
    let height = f64::from(rows.get()) * CELL.1 + BAR + 1.5 * MARGIN;
    page.svg(width, height, title)
}

/// What is drawn, by layer.
struct Page<'a> {
    ground: &'a Ground,
    backs: BTreeMap<Rgb, String>,
    lines: BTreeMap<(Paint, Rgb), String>,
    texts: Vec<(Look, String)>,
}

impl<'a> Page<'a> {
    fn new(ground: &'a Ground) -> Self {
        Self {
            ground,
            backs: BTreeMap::new(),
            lines: BTreeMap::new(),
            texts: Vec::new(),
        }
    }

    fn row(&mut self, screen: &Screen, row: u16, cols: u16) {
        let y = BAR + MARGIN / 2.0 + f64::from(row) * CELL.1;
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        let mut back: Option<(usize, usize, Rgb)> = None;
        let mut run: Option<Run> = None;
        for col in 0..cols {
            let Some(cell) = screen.cell(row, col) else {
                continue;
            };
            if cell.is_wide_continuation() {
                // It is the cell before, with no style of its own.
                if let Some((_, cells, _)) = &mut back {
                    *cells += 1;
                }
                continue;
            }
            let (look, behind) = self.look(cell, cursor == Some((row, col)));
            let col = usize::from(col);
            match &mut back {
                Some((_, cells, colour)) if *colour == behind => *cells += 1,
                _ => self.back(back.replace((col, 1, behind)), y),
            }
            let next = Run::of(cell, col, look);
            match &mut run {
                Some(run) if run.takes(&next) => run.extend(&next),
                _ => self.run(run.replace(next), y),
            }
        }
        self.back(back, y);
        self.run(run, y);
    }

    /// How a cell's text looks, and what is behind it. The cursor is a block.
    fn look(&self, cell: &Cell, cursor: bool) -> (Look, Rgb) {
        let ground = self.ground;
        let mut fore = ground.colour(cell.fgcolor(), ground.fore);
        let mut back = ground.colour(cell.bgcolor(), ground.back);
        if cell.dim() {
            fore = fore.towards(back);
        }
        if cell.inverse() != cursor {
            std::mem::swap(&mut fore, &mut back);
        }
        let look = Look {
            fore,
            bold: cell.bold(),
            italic: cell.italic(),
            underline: cell.underline(),
        };
        (look, back)
    }

    fn back(&mut self, back: Option<(usize, usize, Rgb)>, y: f64) {
        let Some((col, cells, colour)) = back.filter(|(.., colour)| *colour != self.ground.back)
        else {
            return;
        };
        let (x, width, height) = (left(col), cells as f64 * CELL.0, CELL.1);
        let path = format!("M{x} {y}h{width}v{height}h-{width}z");
        self.backs.entry(colour).or_default().push_str(&path);
    }

    fn run(&mut self, run: Option<Run>, y: f64) {
        let Some(run) = run.filter(|run| run.look.underline || !run.text.trim().is_empty()) else {
            return;
        };
        let x = left(run.col);
        let glyph = run.text.chars().next();
        if let Some((paint, path)) = glyph.and_then(|g| glyphs::path(g, run.cells, x, y)) {
            let line = self.lines.entry((paint, run.look.fore)).or_default();
            line.push_str(&path);
            return;
        }
        self.texts.push((run.look, run.element(x, y + BASELINE)));
    }

    fn svg(&self, width: f64, height: f64, title: &str) -> String {
        let Ground {
            back,
            fore,
            bar,
            edge,
            ..
        } = self.ground;
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{title}">
<style>
svg{{font:15px ui-monospace,"SF Mono",Menlo,"Cascadia Mono",Consolas,"DejaVu Sans Mono","Noto Sans Mono","Noto Sans Mono CJK KR",monospace}}
.m{{text-anchor:middle}}.b{{font-weight:bold}}.i{{font-style:italic}}.u{{text-decoration:underline}}
</style>
<rect x=".5" y=".5" width="{}" height="{}" rx="10" fill="{back}" stroke="{edge}"/>
<path d="M1 {BAR}V10.500A9.500 9.500 0 0 1 10.500 1H{}A9.500 9.500 0 0 1 {} 10.500V{BAR}z" fill="{bar}"/>
<path d="M1 {}H{}" stroke="{edge}"/>
<g fill="{edge}"><circle cx="20" cy="18" r="6"/><circle cx="40" cy="18" r="6"/><circle cx="60" cy="18" r="6"/></g>
<text class="m" x="{}" y="23" fill="{fore}" opacity=".7">{}</text>
"#,
            width - 1.0,
            height - 1.0,
            width - 10.5,
            width - 1.0,
            BAR - 0.5,
            width - 1.0,
            width / 2.0,
            escaped(title),
        );
        self.layers(&mut svg);
        svg.push_str("</svg>\n");
        svg
    }

    fn layers(&self, svg: &mut String) {
        for (colour, path) in &self.backs {
            let _ = writeln!(svg, r#"<path fill="{colour}" d="{path}"/>"#);
        }
        for ((paint, colour), path) in &self.lines {
            let paint = match paint {
                Paint::Fill => format!(r#"fill="{colour}""#),
                Paint::Thin => format!(r#"fill="none" stroke="{colour}""#),
                Paint::Thick => format!(r#"fill="none" stroke-width="2" stroke="{colour}""#),
            };
            let _ = writeln!(svg, r#"<path {paint} d="{path}"/>"#);
        }
        // Neighbours of one look share a group.
        for group in self.texts.chunk_by(|(a, _), (b, _)| a == b) {
            let look = group[0].0;
            let texts: String = group.iter().map(|(_, text)| text.as_str()).collect();
            let _ = writeln!(
                svg,
                r#"<g fill="{}"{}>{texts}</g>"#,
                look.fore,
                look.classes()
            );
        }
    }
}

impl Look {
    fn classes(self) -> String {
        let classes: Vec<&str> = [(self.bold, "b"), (self.italic, "i"), (self.underline, "u")]
            .into_iter()
            .filter_map(|(set, class)| set.then_some(class))
            .collect();
        match classes.is_empty() {
            true => String::new(),
            false => format!(r#" class="{}""#, classes.join(" ")),
        }
    }
}

impl Run {
    fn of(cell: &Cell, col: usize, look: Look) -> Self {
        let text = match cell.contents() {
            "" => " ",
            text => text,
        };
        let first = text.chars().next().unwrap_or(' ');
        let setting = match first {
            _ if cell.is_wide() => Setting::Alone,
            '\u{2190}'.. if glyphs::path(first, 1, 0.0, 0.0).is_some() => Setting::Drawn,
            '\u{2190}'.. => Setting::Alone,
            _ => Setting::Plain,
        };
        Self {
            col,
            cells: if cell.is_wide() { 2 } else { 1 },
            text: text.to_owned(),
            look,
            setting,
        }
    }

    /// Whether `next`, which stands behind this, can be one with it. White space of some width parts runs: it needs
    /// no drawing.
    fn takes(&self, next: &Self) -> bool {
        let same = self.look == next.look && self.setting == next.setting;
        match self.setting {
            Setting::Plain => {
                same && !(self.text.ends_with(' ') && next.text == " ") && self.text != " "
            }
            Setting::Alone => false,
            Setting::Drawn => same && self.text.starts_with(&next.text),
        }
    }

    fn extend(&mut self, next: &Self) {
        self.text.push_str(&next.text);
        self.cells += next.cells;
    }

    fn element(&self, x: f64, y: f64) -> String {
        let text = self.text.trim_end();
        let blank = self.text.len() - text.len();
        let text = escaped(text);
        let cells = self.cells - blank;
        let width = cells as f64 * CELL.0;
        match self.setting {
            Setting::Alone => format!(
                r#"<text class="m" x="{}" y="{y}">{text}</text>"#,
                x + width / 2.0
            ),
            _ if cells == 1 => format!(r#"<text x="{x}" y="{y}">{text}</text>"#),
            _ => format!(r#"<text x="{x}" y="{y}" textLength="{width}">{text}</text>"#),
        }
    }
}

/// Where a column begins.
fn left(col: usize) -> f64 {
    MARGIN + col as f64 * CELL.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
