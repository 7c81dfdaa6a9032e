//! The terminal: taken over at the start, and given back whatever happens.

use std::io::{self, BufWriter, Stdout};
use std::sync::Once;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::canvas::{Canvas, Change, Shown};

/// The screen that is drawn to. Dropping it gives the terminal back; a panic does so before it is told.
pub struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Shown,
}

impl Screen {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// stdin or stdout is no terminal, or it is gone.
    pub fn enter() -> io::Result<Self> {
        restore_on_panic();
        enable_raw_mode()?;
        // One write a frame: what is buffered goes out when a frame is done.
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
        let entered = execute!(out, EnterAlternateScreen, EnableBracketedPaste, Hide);
        match entered.and_then(|()| size()) {
            Ok(size) => Ok(Self {
                backend: CrosstermBackend::new(out),
                shown: Shown::nothing(size),
            }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// The size of what is drawn, in cells.
    pub fn size(&self) -> Size {
        self.shown.size()
    }

    /// Draws a part; the terminal shows it at once and whole, where it can. What is as it was costs nothing.
    pub fn draw(
        &mut self,
        area: Rect,
        ground: Style,
        view: impl FnOnce(&mut Canvas),
    ) -> io::Result<()> {
        let mut canvas = self.shown.canvas(area, ground);
        view(&mut canvas);
        match self.shown.take(&canvas) {
            Some(change) => self.show(&change),
            None => Ok(()),
        }
    }

    fn show(&mut self, change: &Change) -> io::Result<()> {
        queue!(self.backend, BeginSynchronizedUpdate)?;
        let cells = change.cells.iter();
        self.backend
            .draw(cells.map(|(x, y, cell)| (*x, *y, cell)))?;
        match change.cursor {
            Some(at) => queue!(self.backend, MoveTo(at.x, at.y), Show)?,
            None => queue!(self.backend, Hide)?,
        }
        execute!(self.backend, EndSynchronizedUpdate)
    }

    /// Finds out how large the terminal is now, and clears it: one that shrank and grew again lost what it showed, and has the
    /// size that it had before.
    pub fn renew(&mut self) -> io::Result<Size> {
        let size = size()?;
        queue!(self.backend, Hide, Clear(ClearType::All))?;
        self.shown = Shown::nothing(size);
        Ok(size)
    }

    /// Puts a text in the clipboard (OSC 52), where the terminal allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.backend, CopyToClipboard::to_clipboard_from(text))
    }
}

fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Size { width, height })
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back. Doing so twice does no harm.
fn restore() {
    let mut out = io::stdout();
    // A terminal that is gone needs nothing back.
    execute!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        Show
    )
    .ok();
    disable_raw_mode().ok();
}

/// A panic's message must not be painted over, and the shell must work after it.
fn restore_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            restore();
            before(info);
        }));
    });
}
