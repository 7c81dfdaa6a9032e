//! The terminal: taken over at the start, and given back whatever happens.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Once;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect, Size};

/// The screen that is drawn to. Dropping it gives the terminal back; a panic does so before it is told.
pub struct Screen {
    terminal: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    /// Nothing is known of what it shows.
    forgotten: bool,
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
        let entered = execute!(out, EnterAlternateScreen, EnableBracketedPaste);
        let terminal = entered.and_then(|()| ratatui::Terminal::new(CrosstermBackend::new(out)));
        match terminal {
            Ok(terminal) => Ok(Self {
                terminal,
                forgotten: false,
            }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// Its size in cells.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws a frame; the terminal shows it at once and whole, where it can.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if std::mem::take(&mut self.forgotten) {
            let size = self.terminal.size()?;
            self.terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        self.terminal.draw(view)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// The next frame is drawn whole: a terminal that shrank and grew again lost what it showed, and has the size that
    /// it had before.
    pub fn forget(&mut self) {
        self.forgotten = true;
    }

    /// Puts a text in the clipboard (OSC 52), where the terminal allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        execute!(out, CopyToClipboard::to_clipboard_from(text))?;
        out.flush()
    }
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
