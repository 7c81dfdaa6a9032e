//! The terminal with all that it tells: its screen, its keys, its signals. It is taken over once, however many packs are opened.

use std::future::Future;
use std::io;
use std::sync::Arc;
use std::thread;

use crossterm::event::{self, Event};
use rustix::process::Signal;
use tokio::signal::unix::SignalKind;
use tokio::sync::mpsc;

use super::background::{self, Answer, Listener};
use super::gate::Gate;
use super::release::Release;
use super::signals::Signals;
use super::terminal::Screen;

/// The terminal. Dropping it gives it back.
pub struct Console {
    /// What ends the program.
    pub ends: Signals,
    /// That it has another size. crossterm's own news of it waits for the end of a key that is half read.
    pub resizes: Signals,
    /// What asks it to give the terminal back for a while: `kill -TSTP`, since in raw mode the key for it is only a key.
    pub stops: Signals,
    /// What says that it has the terminal again.
    pub wakes: Signals,
    /// What is drawn to.
    pub screen: Screen,
    /// What it says of its background, where it is asked.
    pub ground: Answer,
    /// What is typed.
    pub events: mpsc::UnboundedReceiver<io::Result<Event>>,
    /// What keeps keys from being read while they are somebody else's.
    gate: Arc<Gate>,
    /// What lets the program end though nobody reads the terminal; not while that is lent. Dropped last: giving the terminal back
    /// is writing, too.
    release: Option<Release>,
}

impl Console {
    /// Takes the terminal over, and its mouse, too, where that is wanted; and asks for its background where that is of use.
    ///
    /// # Errors
    /// There is none, or it is gone.
    pub fn enter(asks: bool, mouse: bool) -> io::Result<Self> {
        // Before the terminal is taken over: whoever ends the program from then on gets it back.
        let ends = Signals::of_the_end();
        let resizes = Signals::new(&[SignalKind::window_change()]);
        let stops = Signals::new(&[kind(Signal::TSTP)]);
        let wakes = Signals::new(&[kind(Signal::CONT)]);
        let release = Some(Release::after(Signals::of_the_end()));
        let mut screen = Screen::enter(mouse)?;
        let (listener, ground) = match asks {
            true => {
                screen.ask(background::QUESTION)?;
                let (listener, answer) = background::listen();
                (Some(listener), answer)
            }
            false => (None, Answer::none()),
        };
        let gate = Arc::new(Gate::default());
        Ok(Self {
            ends,
            resizes,
            stops,
            wakes,
            screen,
            ground,
            events: events(Arc::clone(&gate), listener)?,
            gate,
            release,
        })
    }

    /// Lends the terminal to what another program does, until that is done. Nothing comes of it where the program is asked to end
    /// meanwhile.
    ///
    /// # Errors
    /// The terminal is gone.
    pub async fn lend<T>(&mut self, borrow: impl Future<Output = T>) -> io::Result<Option<T>> {
        // Ctrl+C is the other program's: it reaches all that the terminal knows of.
        let its_ends = || Signals::new(&[SignalKind::terminate(), SignalKind::hangup()]);
        let (mut ends, release) = (its_ends(), Release::after(its_ends()));
        let done = tokio::select! {
            biased;
            () = ends.wait() => None,
            done = borrow => Some(done),
        };
        self.screen.enter_again()?;
        self.ends = Signals::of_the_end();
        self.release = Some(match done {
            Some(_) => Release::after(Signals::of_the_end()),
            None => release,
        });
        self.gate.open();
        Ok(done)
    }

    /// Leaves the terminal as it was before, and reads no keys any more, until it was lent.
    pub fn let_go(&mut self) {
        self.gate.close();
        self.screen.leave();
        self.release = None;
    }
}

fn kind(signal: Signal) -> SignalKind {
    SignalKind::from_raw(signal.as_raw())
}

/// What the terminal says. Read on a thread of its own: it sleeps in the kernel until a key comes, and has it parsed before
/// anybody else is woken. It can sleep there only once.
fn events(
    gate: Arc<Gate>,
    mut listener: Option<Listener>,
) -> io::Result<mpsc::UnboundedReceiver<io::Result<Event>>> {
    let (tell, events) = mpsc::unbounded_channel();
    thread::Builder::new().name("keys".into()).spawn(move || {
        let mut is_there = true;
        while is_there {
            gate.pass();
            let events = match (event::read(), &mut listener) {
                (Ok(event), Some(listener)) => listener.sift(event).into_iter().map(Ok).collect(),
                (read, _) => vec![read],
            };
            for event in events {
                is_there &= event.is_ok();
                is_there &= tell.send(event).is_ok();
            }
        }
    })?;
    Ok(events)
}
