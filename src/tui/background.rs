//! The terminal's own background, light or dark, as it says when it is asked (OSC 11).
//!
//! Nothing is read aside from the keys, and nobody waits for long: the answer comes among the keys whenever it comes, after a
//! moment or, over a slow line, in the middle of a word, and is taken out of them. No key is lost, and none is made of the answer.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use tokio::sync::oneshot;
use tokio::time::{Instant, timeout_at};

use crate::render::{Ground, Palette};

/// Asks for the background's colour.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// So long the first frame waits for the answer, from the question on. Terminals on this machine need a millisecond or two.
const PATIENCE: Duration = Duration::from_millis(5);

/// What is known of it before anything is drawn.
#[derive(Debug, Clone, Copy)]
pub struct Background {
    /// What it is, where the environment says so.
    pub ground: Option<Ground>,
    /// Whether the terminal is to be asked.
    pub ask: bool,
}

impl Background {
    /// By the environment.
    pub fn detect(env: impl Fn(&str) -> Option<String>) -> Self {
        Self {
            ground: by_environment(&env),
            ask: can_be_asked(env),
        }
    }
}

/// How meanings look on either.
pub struct Grounds {
    /// On a dark one.
    pub dark: Palette,
    /// On a light one.
    pub light: Palette,
}

impl Grounds {
    /// How they look on this one.
    pub fn palette(&self, ground: Ground) -> Palette {
        match ground {
            Ground::Dark => self.dark.clone(),
            Ground::Light => self.light.clone(),
        }
    }
}

/// Whether the terminal is to be asked, by the environment: some do not know the question, and show it.
fn can_be_asked(env: impl Fn(&str) -> Option<String>) -> bool {
    let term = env("TERM").unwrap_or_default();
    // GNU screen keeps the question, or the answer, to itself.
    !["", "dumb", "linux"].contains(&term.as_str()) && env("STY").is_none()
}

/// What `COLORFGBG` says, which some terminals set: the numbers of the colours of text and background, among the 16.
fn by_environment(env: impl Fn(&str) -> Option<String>) -> Option<Ground> {
    let colours = env("COLORFGBG")?;
    match colours.rsplit(';').next()?.parse().ok()? {
        7 | 9..=15 => Some(Ground::Light),
        0..=6 | 8 => Some(Ground::Dark),
        _ => None,
    }
}

/// What an answer means: `11;rgb:ffff/ffff/ffff`.
fn ground(answer: &str) -> Option<Ground> {
    let colour = answer.strip_prefix("11;rgb")?;
    let colour = colour
        .strip_prefix('a')
        .unwrap_or(colour)
        .strip_prefix(':')?;
    // One to four digits each, of which the most is white.
    let share = |digits: &str| {
        let most = 16_u32.checked_pow(digits.len().try_into().ok()?)? - 1;
        let value = u32::from_str_radix(digits, 16).ok()?;
        (most > 0).then(|| f64::from(value) / f64::from(most))
    };
    let mut shares = colour.split('/').map(share);
    let (red, green, blue) = (shares.next()??, shares.next()??, shares.next()??);
    // How bright colours look to people (Rec. 601).
    let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
    Some(match brightness > 0.5 {
        true => Ground::Light,
        false => Ground::Dark,
    })
}

/// Takes the answer out of the keys. A terminal library that does not know it reads it as keys: Alt+], and its letters.
#[derive(Debug)]
pub struct Listener {
    tell: Option<oneshot::Sender<Ground>>,
    /// What may be an answer so far.
    text: String,
    held: Vec<Event>,
}

/// What may still come.
pub struct Answer {
    news: Option<oneshot::Receiver<Ground>>,
    patience: Instant,
    known: Option<Ground>,
}

/// Once the question is asked.
pub fn listen() -> (Listener, Answer) {
    let (tell, news) = oneshot::channel();
    let listener = Listener {
        tell: Some(tell),
        text: String::new(),
        held: Vec::new(),
    };
    let answer = Answer {
        news: Some(news),
        patience: Instant::now() + PATIENCE,
        known: None,
    };
    (listener, answer)
}

impl Listener {
    /// What of an event, and of those before it, is for others.
    pub fn sift(&mut self, event: Event) -> Vec<Event> {
        if self.tell.is_none() {
            return vec![event];
        }
        let key = match event {
            Event::Key(key) => key,
            // The one event that the terminal does not send, and so no end of what it is sending.
            Event::Resize(..) => return vec![event],
            _ => return self.release(event),
        };
        match (part(key), self.held.is_empty()) {
            (Some(Part::Begin), true) => self.held.push(event),
            (Some(Part::Letter(letter)), false) if may_follow(&self.text, letter) => {
                self.text.push(letter);
                self.held.push(event);
            }
            (Some(Part::End), false) if let Some(ground) = ground(&self.text) => {
                self.held.clear();
                if let Some(tell) = self.tell.take() {
                    tell.send(ground).ok();
                }
            }
            _ => return self.release(event),
        }
        Vec::new()
    }

    /// It was no answer.
    fn release(&mut self, event: Event) -> Vec<Event> {
        self.text.clear();
        let mut events = std::mem::take(&mut self.held);
        events.push(event);
        events
    }
}

/// What a key can be of an answer.
enum Part {
    Begin,
    Letter(char),
    End,
}

fn part(key: KeyEvent) -> Option<Part> {
    match (key.code, key.modifiers - KeyModifiers::SHIFT) {
        (KeyCode::Char(']'), KeyModifiers::ALT) => Some(Part::Begin),
        // ESC \ ends it, or BEL.
        (KeyCode::Char('\\'), KeyModifiers::ALT) | (KeyCode::Char('g'), KeyModifiers::CONTROL) => {
            Some(Part::End)
        }
        (KeyCode::Char(letter), KeyModifiers::NONE) => Some(Part::Letter(letter)),
        _ => None,
    }
}

fn may_follow(text: &str, letter: char) -> bool {
    const BEGINNING: &str = "11;rgb";
    const LONGEST: usize = 32;
    match BEGINNING.chars().nth(text.len()) {
        Some(expected) => letter == expected,
        None => text.len() < LONGEST && (letter.is_ascii_hexdigit() || ":/".contains(letter)),
    }
}

impl Answer {
    /// Of a terminal that is not asked.
    pub fn none() -> Self {
        Self {
            news: None,
            patience: Instant::now(),
            known: None,
        }
    }

    /// What the terminal has said so far.
    pub fn known(&self) -> Option<Ground> {
        self.known
    }

    /// Waits until the terminal has said it.
    pub async fn wait(&mut self) -> Ground {
        if let Some(news) = &mut self.news {
            let told = news.await;
            self.news = None;
            if let Ok(ground) = told {
                self.known = Some(ground);
                return ground;
            }
        }
        std::future::pending().await
    }

    /// Waits for a moment.
    pub async fn wait_a_moment(&mut self) {
        let patience = self.patience;
        if self.news.is_some() {
            timeout_at(patience, self.wait()).await.ok();
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
