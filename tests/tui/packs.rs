//! The library as the worker reads it, and its news.

use std::sync::Arc;

use semver::Version;
use tutorbox::pack::archive::Progress;
use tutorbox::pack::archive::keys::PublicKey;
use tutorbox::pack::archive::manifest::Sum;
use tutorbox::pack::intake::{Outcome, Question};
use tutorbox::pack::search::Query;
use tutorbox::pack::{Change, Fate, Installed, Origin, Shelved};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::library::{Begun, Catalogue, Changed, Entry, Found, News, Step, Wish};
use tutorbox::tui::message::Message;

use crate::stage::{Stage, pack};

/// A public key, as it is handed out.
const KEY: &str = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

pub fn library(news: News) -> Message {
    Message::Library(news)
}

/// The pack of these tests comes with the program; one is the learner's own; of two that are installed one cannot be read.
pub fn catalogue(lang: &str) -> Catalogue {
    let mut entries = vec![
        entry("practice", "", Origin::BuiltIn, lang),
        entry(
            "mine",
            "A pack of mine",
            Origin::Own("/home/ada/mine".into()),
            lang,
        ),
        entry(
            "tea",
            "Tea for two, and how it is brewed in a pot",
            Origin::Installed {
                signer: Some("E7620F1842B4E81F".to_owned()),
            },
            lang,
        ),
    ];
    entries[2].passed = Some(3);
    let why =
        "the pack rice cannot be used as it is\n\n01-cook.md:3: the exercise cook has no solution";
    entries.push(Entry {
        passed: None,
        shelved: Shelved {
            name: "rice".to_owned(),
            origin: Origin::Installed { signer: None },
            size: 0,
            pack: Err(why.to_owned()),
        },
    });
    Catalogue {
        entries,
        problem: None,
    }
}

/// Nothing but what comes with the program.
pub fn bare(lang: &str) -> Catalogue {
    let mut catalogue = catalogue(lang);
    catalogue.entries.truncate(1);
    catalogue
}

fn entry(name: &str, title: &str, origin: Origin, lang: &str) -> Entry {
    let mut pack = pack(lang, "");
    name.clone_into(&mut pack.id);
    if !title.is_empty() {
        title.clone_into(&mut pack.title);
    }
    Entry {
        passed: Some(0),
        shelved: Shelved {
            name: name.to_owned(),
            origin,
            size: 12_345,
            pack: Ok(Arc::new(pack)),
        },
    }
}

/// The library is open, and was read.
pub fn browse(stage: &mut Stage, catalogue: Catalogue) -> &mut Stage {
    stage.keys("ctrl-l").hear(library(News::Read(catalogue)));
    stage.deeds();
    stage
}

/// What is searched for is found, by the search itself.
pub fn finds(stage: &mut Stage) -> &mut Stage {
    for deed in stage.deeds() {
        let Effect::Library(Wish::Search {
            number,
            text,
            packs,
        }) = deed
        else {
            continue;
        };
        let query = Query::new(&text).unwrap();
        let hits = packs.iter().flat_map(|(name, pack)| {
            let hits = query.of_pack(pack);
            hits.map(|hit| (name.clone(), hit))
        });
        let hits: Vec<_> = hits.collect();
        let total = hits.len();
        stage.hear(library(News::Found {
            number,
            found: Found { hits, total },
        }));
    }
    stage
}

pub fn verifying(done: u64) -> Message {
    let total = 3 << 20;
    library(News::Step(Step::Verifying(Progress { done, total })))
}

pub fn asks_of_signer() -> Message {
    library(News::Asks(Question::NewSigner {
        pack: "tea".to_owned(),
        version: Version::new(1, 1, 0),
        authors: vec!["Ada".to_owned(), "Mina".to_owned()],
        key: PublicKey::read(KEY).unwrap(),
    }))
}

pub fn asks_of_limits() -> Message {
    let asks = [("memory_mb".to_owned(), 512), ("wall_s".to_owned(), 30)];
    library(News::Asks(Question::Limits {
        pack: "tea".to_owned(),
        asks: asks.into(),
    }))
}

pub fn arrived(change: Change) -> Message {
    let pack = Installed {
        id: "tea".to_owned(),
        title: "Tea".to_owned(),
        version: Version::new(1, 1, 0),
        authors: Vec::new(),
        license: String::new(),
        languages: Vec::new(),
        size: 1,
        sum: Sum([1; 32]),
        signer: None,
        granted: [].into(),
        images: Vec::new(),
        folder: "/".into(),
    };
    let outcome = Outcome::Installed(Box::new(pack), change);
    library(News::Arrived(Ok(outcome)))
}

/// What the version that [`arrived`] changes of what was begun.
pub fn changed() -> Message {
    let begun = |title: &str, fate, is_passed| Begun {
        title: title.to_owned(),
        fate,
        is_passed,
    };
    library(News::Changed(Changed {
        pack: "tea".to_owned(),
        version: "1.1.0".to_owned(),
        begun: vec![
            begun("Brew a pot", Fate::Starter, true),
            begun("Boil the water, and mind the kettle", Fate::Both, true),
            begun("Let it steep", Fate::Asks, false),
            begun("Pour a cup", Fate::Removed, true),
        ],
        new: 2,
    }))
}

pub fn refused() -> Message {
    let why = "/media/stick/tea.tbx is refused: it ends before its end: it was not copied as a whole. Copy it again";
    library(News::Arrived(Err(why.to_owned())))
}
