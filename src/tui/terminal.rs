//! The terminal: taken over at the start, and given back whatever happens.

use std::fmt;
use std::io::{self, BufWriter, IsTerminal, Stdout};
use std::sync::Once;

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::event::{
    DisableBracketedPaste, EnableBracketedPaste, KeyboardEnhancementFlags,
    PopKeyboardEnhancementFlags, PushKeyboardEnhancementFlags,
};
use crossterm::style::Print;
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{Command, execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;

use super::canvas::{Canvas, Change, Shown};

/// The kitty keyboard protocol, for terminals that have it: keys that others cannot tell apart are keys of their own. Each screen of
/// a terminal has flags of its own, and others take no notice.
const KEYS: KeyboardEnhancementFlags = KeyboardEnhancementFlags::DISAMBIGUATE_ESCAPE_CODES;

/// Why the interface cannot be shown here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// What is printed goes elsewhere.
    #[error(
        "the interface needs a terminal, and its output goes to a file or a pipe. Start tutorbox without `>` and `|`; \
         `tutorbox play --plain` tells lessons as lines of text."
    )]
    NoTerminal,
    /// Its cursor cannot be moved.
    #[error(
        "the interface needs a terminal that can place its cursor, and TERM=dumb says that this one cannot. \
         Start tutorbox in another terminal, or, if yours can, with its name: `TERM=xterm-256color tutorbox`. \
         `tutorbox play --plain` tells lessons as lines of text in this one."
    )]
    Dumb,
}

/// Whether the interface can be shown.
///
/// # Errors
/// Output goes elsewhere, or the terminal is too simple.
pub fn check() -> Result<(), Unfit> {
    if !io::stdout().is_terminal() {
        return Err(Unfit::NoTerminal);
    }
    match std::env::var_os("TERM") {
        Some(term) if term == "dumb" => Err(Unfit::Dumb),
        _ => Ok(()),
    }
}

/// Has the mouse's buttons told, and where it is while one is down, in coordinates of any size. Where it merely is nobody needs to
/// know, and would wake us for each cell that it passes: crossterm's own command asks for that.
struct TakeMouse;

impl Command for TakeMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }
}

/// The terminal has the mouse for itself again.
struct LeaveMouse;

impl Command for LeaveMouse {
    fn write_ansi(&self, f: &mut impl fmt::Write) -> fmt::Result {
        f.write_str("\x1b[?1006l\x1b[?1002l\x1b[?1000l")
    }
}

/// The screen that is drawn to. Dropping it gives the terminal back; a panic does so before it is told.
pub struct Screen {
    backend: CrosstermBackend<BufWriter<Stdout>>,
    shown: Shown,
    /// Whether the mouse is taken, too.
    mouse: bool,
}

impl Screen {
    /// Takes the terminal over, and its mouse, too, where that is wanted.
    ///
    /// # Errors
    /// stdin or stdout is no terminal, or it is gone.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        restore_on_panic();
        // One write a frame: what is buffered goes out when a frame is done.
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout());
        match take_over(&mut out, mouse).and_then(|()| size()) {
            Ok(size) => Ok(Self {
                backend: CrosstermBackend::new(out),
                shown: Shown::nothing(size),
                mouse,
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

    /// Asks the terminal something. What it answers comes among the keys.
    pub fn ask(&mut self, question: &str) -> io::Result<()> {
        execute!(self.backend, Print(question))
    }

    /// Gives the terminal back for a while: to the shell, or to another program.
    pub fn leave(&mut self) {
        restore();
    }

    /// Takes the terminal over again, whatever was done to it meanwhile, and clears it.
    ///
    /// # Errors
    /// It is gone.
    pub fn enter_again(&mut self) -> io::Result<Size> {
        // It is to be given back as it is now; and where it is raw already, that is from before.
        disable_raw_mode()?;
        take_over(&mut self.backend, self.mouse)?;
        self.renew()
    }

    /// Puts a text in the clipboard (OSC 52), where the terminal allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(self.backend, CopyToClipboard::to_clipboard_from(text))
    }
}

/// The terminal is ours from here on.
fn take_over(out: &mut impl io::Write, mouse: bool) -> io::Result<()> {
    enable_raw_mode()?;
    execute!(
        out,
        EnterAlternateScreen,
        PushKeyboardEnhancementFlags(KEYS),
        EnableBracketedPaste,
        Hide
    )?;
    match mouse {
        true => execute!(out, TakeMouse),
        false => Ok(()),
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
        LeaveMouse,
        DisableBracketedPaste,
        PopKeyboardEnhancementFlags,
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
