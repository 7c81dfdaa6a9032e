//! The mouse of the program's terminal, as an xterm tells of it (SGR).

use vt100::Screen;

use crate::tui::Tui;

impl Tui {
    /// Clicks the first place where this is to be read.
    #[track_caller]
    pub fn click_on(&mut self, text: &str) -> &mut Self {
        self.wait_for(text);
        let (x, y) = self.look(|seen| place(seen.screen(), text));
        self.click(x, y)
    }

    /// Clicks a cell; both count from 0.
    pub fn click(&mut self, x: u16, y: u16) -> &mut Self {
        let (x, y) = (x + 1, y + 1);
        self.send(format!("\x1b[<0;{x};{y}M\x1b[<0;{x};{y}m").as_bytes())
    }
}

/// The first cell of the first place where this is to be read.
fn place(screen: &Screen, text: &str) -> (u16, u16) {
    let (height, width) = screen.size();
    for y in 0..height.get() {
        let (mut row, mut starts) = (String::new(), Vec::new());
        for x in 0..width.get() {
            let cell = screen.cell(y, x).map_or("", |cell| cell.contents());
            starts.push((row.len(), x));
            row.push_str(if cell.is_empty() { " " } else { cell });
        }
        if let Some(at) = row.find(text) {
            let start = starts.iter().rev().find(|(start, _)| *start <= at);
            return (start.unwrap().1, y);
        }
    }
    panic!("{text} went away");
}
