//! The words of the interface, in English and Korean.
//!
//! A message is asked for by its id; `en.ftl` has every one of them, and what another language lacks is said in
//! English. What is drawn, and where, is unknown here.

mod rules;
mod run;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

pub use rules::{lock, rules};
pub use run::{
    ago, bare_code, check_name, counted, limits, message, outcome, reason, size, waiting,
};

/// A language's code and its messages.
const LANGUAGES: [(&str, &str); 2] = [
    ("en", include_str!("en.ftl")),
    ("ko", include_str!("ko.ftl")),
];

/// The languages' codes.
pub fn languages() -> impl Iterator<Item = &'static str> {
    LANGUAGES.iter().map(|(code, _)| *code)
}

/// The words of one language.
pub struct Words {
    lang: &'static str,
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl Words {
    /// The words of this language; of English where we have none of it. `ko`, `ko-KR` and `ko_KR.UTF-8` are one.
    pub fn new(lang: &str) -> Self {
        let wanted = lang.split(['-', '_', '.', '@']).next().unwrap_or_default();
        let (english, rest) = (&LANGUAGES[0], &LANGUAGES[1..]);
        let own = rest.iter().find(|(code, _)| *code == wanted);
        let bundles = own
            .into_iter()
            .chain([english])
            .map(|(code, text)| bundle(code, text))
            .collect();
        Self {
            lang: own.unwrap_or(english).0,
            bundles,
        }
    }

    /// The words of the language that the environment asks for (`LC_ALL`, `LC_MESSAGES`, `LANG`, the first that is set).
    pub fn from_env() -> Self {
        let lang = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()));
        Self::new(lang.as_deref().unwrap_or("en"))
    }

    /// The language's code.
    pub fn lang(&self) -> &'static str {
        self.lang
    }

    /// A message without arguments.
    pub fn say(&self, id: &str) -> String {
        self.say_with(id, &[])
    }

    /// A message with arguments. One that no language has is its own id: a test holds that there is none.
    pub fn say_with(&self, id: &str, args: &[(&str, FluentValue<'_>)]) -> String {
        let args: FluentArgs<'_> = args.iter().map(|(k, v)| (*k, v.clone())).collect();
        for bundle in &self.bundles {
            if let Some(pattern) = bundle.get_message(id).and_then(|m| m.value()) {
                let mut errors = Vec::new();
                return bundle
                    .format_pattern(pattern, Some(&args), &mut errors)
                    .into_owned();
            }
        }
        id.to_owned()
    }
}

fn bundle(code: &str, text: &str) -> FluentBundle<FluentResource> {
    let lang: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![lang]);
    // Isolation marks are control characters, and a terminal draws them as boxes.
    bundle.set_use_isolating(false);
    // A message that does not parse is missing, and the test of ids says so.
    let resource =
        FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    /// The ids of all messages, by the one place where each stands: the start of a line.
    fn ids(text: &str) -> BTreeSet<String> {
        FluentResource::try_new(text.to_owned())
            .map_err(|(_, errors)| errors)
            .unwrap();
        text.lines()
            .filter(|l| l.starts_with(|c: char| c.is_ascii_lowercase()))
            .filter_map(|l| Some(l.split_once(" =")?.0.to_owned()))
            .collect()
    }

    fn sources(folder: &Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                sources(&path, text);
            } else if path.extension().is_some_and(|e| e == "rs") {
                text.push_str(&std::fs::read_to_string(path).unwrap());
            }
        }
    }

    #[test]
    fn every_language_has_every_message() {
        let english = ids(LANGUAGES[0].1);
        for (code, text) in &LANGUAGES[1..] {
            assert_eq!(ids(text), english, "{code}");
        }
    }

    #[test]
    fn every_message_asked_for_is_there_and_none_is_idle() {
        let mut source = String::new();
        sources(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
            &mut source,
        );
        let english = ids(LANGUAGES[0].1);
        let quoted: BTreeSet<&str> = source.split('"').collect();
        let idle: Vec<_> = english
            .iter()
            .filter(|id| !quoted.contains(id.as_str()))
            .collect();
        assert!(idle.is_empty(), "nobody says {idle:?}");
        for call in ["say(", "say_with("] {
            for rest in source.split(call).skip(1) {
                let rest = rest.trim_start();
                let id = rest.strip_prefix('"').and_then(|r| r.split('"').next());
                let is_id = |id: &&str| id.chars().all(|c| c.is_ascii_lowercase() || c == '-');
                let Some(id) = id.filter(is_id) else {
                    continue;
                };
                assert!(english.contains(id), "no language has {id:?}");
            }
        }
    }

    #[test]
    fn a_locale_as_the_environment_writes_it_is_understood() {
        assert_eq!(Words::new("ko_KR.UTF-8").lang(), "ko");
        assert_eq!(Words::new("C").lang(), "en");
    }
}
