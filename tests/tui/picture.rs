//! A screen as text: under each row that is not plain a row of letters, one a cell, and at the end what each letter
//! looks like, in the theme's own names of colours; and what it looks like in other themes and with fewer colours.

use std::collections::HashMap;
use std::fmt::Write;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Letters in the order in which they are given away.
const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// How a cell looks.
type Look = (Color, Color, Modifier);

/// How it looks here and, in their order, on the other screens.
type Looks = Vec<Look>;

/// The same screen in another theme, in 256 colours and in 16.
type Other = (&'static str, [Buffer; 2]);

/// Draws pictures; `colours` are the theme's, by their values.
pub struct Painter {
    colours: HashMap<Color, String>,
    looks: Vec<Looks>,
}

impl Painter {
    /// A painter that knows the colours of this theme, as its file has them.
    pub fn new(theme: &str) -> Self {
        let file: toml::Table = theme.parse().unwrap();
        let colours = file["colours"].as_table().unwrap().iter();
        let value = |colour: &toml::Value| colour["hex"].as_str().unwrap().parse().unwrap();
        Self {
            colours: colours
                .map(|(name, colour)| (value(colour), name.clone()))
                .collect(),
            looks: Vec::new(),
        }
    }

    /// The screen, and where the cursor is.
    pub fn picture(
        mut self,
        buffer: &Buffer,
        cursor: Option<Position>,
        others: &[Other],
    ) -> String {
        let drawn = others.iter().flat_map(|(_, drawn)| drawn.clone());
        let screens: Vec<Buffer> = std::iter::once(buffer.clone()).chain(drawn).collect();
        let plain: Looks = screens.iter().map(most_frequent).collect();
        let mut picture = String::new();
        for (y, text) in (0..).zip(rows(buffer)) {
            let looks = self.letters(&screens, y, &plain);
            writeln!(picture, "│{text}").unwrap();
            if !looks.trim_end().is_empty() {
                writeln!(picture, ":{}", looks.trim_end()).unwrap();
            }
        }
        writeln!(picture, "\n  {}", self.name(plain[0])).unwrap();
        for (letter, looks) in LETTERS.chars().zip(&self.looks) {
            writeln!(picture, "{letter} {}", self.name(looks[0])).unwrap();
        }
        if let Some(Position { x, y }) = cursor {
            writeln!(picture, "\ncursor at row {y}, column {x}").unwrap();
        }
        for (place, (theme, _)) in others.iter().enumerate() {
            writeln!(picture, "\n{theme}, in 256 colours and in 16").unwrap();
            let at = |looks: &Looks| {
                let [many, few] = [1, 2].map(|depth| self.name(looks[2 * place + depth]));
                format!("{many} / {few}")
            };
            writeln!(picture, "  {}", at(&plain)).unwrap();
            for (letter, looks) in LETTERS.chars().zip(&self.looks) {
                writeln!(picture, "{letter} {}", at(looks)).unwrap();
            }
        }
        picture
    }

    /// A letter for each cell of a row.
    fn letters(&mut self, screens: &[Buffer], y: u16, plain: &Looks) -> String {
        let mut x = 0;
        let mut letters = String::new();
        for (cell, cells) in shown(&screens[0], y) {
            let looks: Looks = screens.iter().map(|screen| look(&screen[(x, y)])).collect();
            let letter = self.letter(cell.symbol() == " ", looks, plain);
            letters.extend(std::iter::repeat_n(letter, cells));
            x += u16::try_from(cells).unwrap();
        }
        letters
    }

    fn letter(&mut self, is_blank: bool, looks: Looks, plain: &Looks) -> char {
        let seen = |look: &Look| {
            (
                look.1,
                look.2
                    .intersection(Modifier::REVERSED | Modifier::UNDERLINED),
            )
        };
        // Of a blank only the ground is seen.
        let is_ground = || looks.iter().map(seen).eq(plain.iter().map(seen));
        if looks == *plain || is_blank && is_ground() {
            return ' ';
        }
        let known = self.looks.iter().position(|l| *l == looks);
        let index = known.unwrap_or_else(|| {
            self.looks.push(looks);
            self.looks.len() - 1
        });
        LETTERS.chars().nth(index).expect("more looks than letters")
    }

    fn name(&self, (fg, bg, modifier): Look) -> String {
        let colour = |colour: Color| match self.colours.get(&colour) {
            Some(name) => name.clone(),
            None => colour.to_string().to_lowercase(),
        };
        let mut name = colour(fg);
        if bg != Color::Reset {
            write!(name, " on {}", colour(bg)).unwrap();
        }
        for (modifier, _) in modifier.iter_names() {
            write!(name, " {}", modifier.to_lowercase()).unwrap();
        }
        name
    }
}

/// The text of each row.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let row = |y| shown(buffer, y).map(|(cell, _)| cell.symbol()).collect();
    let rows = buffer.area.rows().map(|area| row(area.y));
    rows.map(|row: String| row.trim_end().to_owned()).collect()
}

/// The cells of a row, each with how many it takes; those behind a wide character are not shown.
fn shown(buffer: &Buffer, y: u16) -> impl Iterator<Item = (&Cell, usize)> {
    let mut hidden = 0;
    (0..buffer.area.width).filter_map(move |x| {
        if hidden > 0 {
            hidden -= 1;
            return None;
        }
        let cell = &buffer[(x, y)];
        let cells = cell.symbol().width().max(1);
        hidden = cells - 1;
        Some((cell, cells))
    })
}

fn look(cell: &Cell) -> Look {
    (cell.fg, cell.bg, cell.modifier)
}

fn most_frequent(buffer: &Buffer) -> Look {
    let mut counts = HashMap::<Look, usize>::new();
    for cell in &buffer.content {
        *counts.entry(look(cell)).or_default() += 1;
    }
    let most = counts
        .into_iter()
        .max_by_key(|(look, count)| (*count, format!("{look:?}")));
    most.unwrap().0
}
