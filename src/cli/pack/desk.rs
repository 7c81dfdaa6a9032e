//! Where a pack is taken in at the terminal: what is told of it, and what is asked.

use std::collections::BTreeMap;
use std::io::{self, Write};

use semver::Version;

use super::images;
use super::progress::Bytes;
use super::source::{From, Source};
use crate::cli::common::agreed;
use crate::cli::home::Home;
use crate::cli::{CliError, Global};
use crate::pack::archive::Progress;
use crate::pack::archive::keys::PublicKey;
use crate::pack::intake::{Host, News, Question};
use crate::pack::{Changes, Image, Staged};
use crate::render::text::visible;

/// Asks and tells at the terminal.
pub struct Desk<'a> {
    home: &'a Home,
    global: &'a Global,
    source: &'a Source,
    /// Whether the answer is yes, whatever would be asked.
    yes: bool,
    /// The step that goes on, as it is called, and how far it is.
    bytes: Option<(String, Bytes)>,
    /// The images of the version that is there.
    pub before: Vec<Image>,
    /// What becomes of the exercises of that version.
    pub changes: Option<Changes>,
}

impl<'a> Desk<'a> {
    /// Where nothing was asked or told yet.
    pub fn new(home: &'a Home, global: &'a Global, source: &'a Source, yes: bool) -> Self {
        Self {
            home,
            global,
            source,
            yes,
            bytes: None,
            before: Vec::new(),
            changes: None,
        }
    }

    fn show(&mut self, step: String, far: Progress) {
        let same = self.bytes.take().filter(|(shown, _)| *shown == step);
        let (step, mut bytes) = same.unwrap_or_else(|| {
            let bytes = Bytes::new(&step);
            (step, bytes)
        });
        bytes.tell(far);
        self.bytes = Some((step, bytes));
    }
}

impl Host for Desk<'_> {
    type Error = CliError;

    fn tell(&mut self, news: News) {
        match news {
            News::Verifying(far) => self.show(format!("verify {}", self.source.name), far),
            News::Unpacking(far) => self.show(self.source.name.clone(), far),
        }
    }

    fn is_unsigned(&mut self, pack: &str) -> Result<(), CliError> {
        self.bytes = None;
        vouch(self.source, pack)
    }

    fn agrees(&mut self, question: Question) -> Result<bool, CliError> {
        self.bytes = None;
        // Whoever is on the way could sign with a key of their own.
        let vouched = self.source.from != From::Open;
        match (self.yes && (vouched || !is_of_signer(&question)), question) {
            (true, _) => Ok(true),
            (
                false,
                Question::NewSigner {
                    pack,
                    version,
                    authors,
                    key,
                },
            ) => ask_signer(pack, &version, &authors, &key),
            (false, Question::Limits { pack, asks }) => ask_limits(pack, &asks),
        }
    }

    fn settle(&mut self, staged: &Staged<'_>) -> Result<(), CliError> {
        images::take_in(staged, self.home, self.global)?;
        self.before = staged.replaces();
        self.changes = staged.changes.clone();
        Ok(())
    }
}

fn is_of_signer(question: &Question) -> bool {
    matches!(question, Question::NewSigner { .. })
}

/// Says who else vouches for a pack that nobody has signed; one that nobody does is not taken.
fn vouch(source: &Source, id: &str) -> Result<(), CliError> {
    let why = match source.from {
        From::Summed => return Ok(()),
        From::File => "nobody can tell who made it, or whether it was changed on its way",
        From::Secure => "https vouches for the host that it is from, and nobody for who made it",
        From::Open => {
            return Err(CliError::Unvouched {
                pack: id.to_owned(),
                url: source.name.clone(),
            });
        }
    };
    writeln!(io::stderr(), "{id} is not signed: {why}").ok();
    Ok(())
}

/// Has the learner look at a key that is new.
fn ask_signer(
    pack: String,
    version: &Version,
    authors: &[String],
    key: &PublicKey,
) -> Result<bool, CliError> {
    let authors = match authors.is_empty() {
        true => "nobody".to_owned(),
        false => authors.join(", "),
    };
    let question = format!(
        "{pack} {version} is signed by a key that is new here:\n\n  {key}\n  (key {}; the pack names as its authors: {})\n\n\
         Compare it with what its author has told you. Take packs of this key from now on?",
        key.id(),
        visible(&authors),
    );
    let key = key.to_string();
    agreed(&question, || CliError::NewSigner { pack, key })
}

/// Has the learner grant what the pack asks for.
fn ask_limits(pack: String, asks: &BTreeMap<String, u64>) -> Result<bool, CliError> {
    let asks: Vec<String> = asks
        .iter()
        .map(|(key, value)| format!("{key} = {value}"))
        .collect();
    let question = format!(
        "Some of its runs ask for more than is usual:\n\n  {}\n\nGrant it?",
        asks.join("\n  ")
    );
    let asks = asks.join(", ");
    agreed(&question, || CliError::NotGranted { pack, asks })
}
