//! Which language is meant, and whether it may be used: ours, one of the learner's own, or one that a pack brings along.

use super::CliError;
use super::common::agreed;
use super::home::Home;
use crate::config::Assets;
use crate::pack::{self, Trust};
use crate::sandbox::image::{Language, host_arch};

/// A language by its name: one of ours, or of the learner's own.
pub fn known(name: &str, assets: &Assets) -> Result<Language, CliError> {
    let folder = assets.language(name).ok_or_else(|| CliError::NoLanguage {
        name: name.to_owned(),
        known: assets.language_names(),
    })?;
    Ok(Language::load(folder)?)
}

/// The same, or one that the pack brings along, once the learner has allowed its image to be made. No pack can put one in the place
/// of ours.
pub fn of_pack(name: &str, pack: &str, home: &Home) -> Result<Language, CliError> {
    match foreign(name, pack, home)? {
        None => known(name, &home.assets),
        Some(language) => {
            allow(&language, pack, home, Consent::Asked)?;
            Ok(language)
        }
    }
}

/// How the learner says that an image may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// He is asked.
    Asked,
    /// He said so on the command line.
    Given,
}

/// A language that only the pack knows.
pub fn foreign(name: &str, pack: &str, home: &Home) -> Result<Option<Language>, CliError> {
    if home.assets.language(name).is_some() {
        return Ok(None);
    }
    let folder = pack::language(pack, name, &home.assets)?;
    Ok(folder.map(Language::load).transpose()?)
}

/// Has the learner allow what was not allowed before, and writes it down.
pub fn allow(
    language: &Language,
    pack: &str,
    home: &Home,
    consent: Consent,
) -> Result<(), CliError> {
    let cannot = |what| move |error| CliError::System { what, error };
    let mut trust =
        Trust::read(&home.dirs.data).map_err(cannot("read which images may be made"))?;
    let image = language.tag(host_arch())?;
    if trust.has(&image) {
        return Ok(());
    }
    if consent == Consent::Asked {
        ask(language, pack)?;
    }
    trust
        .give(&image)
        .map_err(cannot("write down which images may be made"))
}

fn ask(language: &Language, pack: &str) -> Result<(), CliError> {
    let (title, folder) = (language.title(), language.folder());
    let nobody = || CliError::Foreign {
        name: language.name().to_owned(),
        title: title.to_owned(),
        pack: pack.to_owned(),
        folder: folder.to_string(),
    };
    let question = format!(
        "This pack brings {title} along. Its image is made of {} Debian packages and by the script {folder}/finish,\n\
         which runs on this machine, outside of every container. Read it before you trust it. Allow it?",
        language.packages().len()
    );
    match agreed(&question, nobody)? {
        true => Ok(()),
        false => Err(CliError::Untrusted {
            title: title.to_owned(),
        }),
    }
}
