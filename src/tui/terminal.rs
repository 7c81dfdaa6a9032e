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
use ratatui::backend::CrosstermBackend;
use ratatui::layout::{Position, Rect, Size};
use ratatui::{Frame, TerminalOptions, Viewport};

/// The screen that is drawn to. Dropping it gives the terminal back; a panic does so before it is told.
pub struct Screen {
    terminal: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    /// What the next frame is drawn anew for: nothing is known of what the terminal shows.
    forgotten: Option<Size>,
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
        match entered.and_then(|()| terminal(out)) {
            Ok(terminal) => Ok(Self {
                terminal,
                forgotten: None,
            }),
            Err(error) => {
                restore();
                Err(error)
            }
        }
    }

    /// The size of the frames that are drawn, in cells.
    pub fn frame(&mut self) -> Size {
        self.terminal.get_frame().area().as_size()
    }

    /// The terminal's size in cells, as it is now.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws a frame; the terminal shows it at once and whole, where it can.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if let Some(size) = self.forgotten.take() {
            self.terminal.resize(Rect::from((Position::ORIGIN, size)))?;
        }
        self.terminal.draw(view)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// The next frame has this size, and is drawn whole: a terminal that shrank and grew again lost what it showed, and has the
    /// size that it had before.
    pub fn forget(&mut self, size: Size) {
        self.forgotten = Some(size);
    }

    /// Puts a text in the clipboard (OSC 52), where the terminal allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        execute!(out, CopyToClipboard::to_clipboard_from(text))?;
        out.flush()
    }
}

/// One that is as large as it is told: whatever asks the terminal itself may hear of a size that the model does not know of yet, and
/// the model's frame would not fit.
fn terminal(
    out: BufWriter<Stdout>,
) -> io::Result<ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>> {
    let (width, height) = crossterm::terminal::size()?;
    let viewport = Viewport::Fixed(Rect::new(0, 0, width, height));
    ratatui::Terminal::with_options(CrosstermBackend::new(out), TerminalOptions { viewport })
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
