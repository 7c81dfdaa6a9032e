//! Which language is meant, and whether it may be used: ours, one of the learner's own, or one that a pack brings along.

use super::CliError;
use super::common::agreed;
use super::home::Home;
use crate::config::Assets;
use crate::pack::{self, Trust};
use crate::sandbox::image::{Carried, Language, host_arch};

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
    of_pack_with(name, pack, home, Consent::Asked)
}

/// The same, however the learner says that its image may be made.
pub fn of_pack_with(
    name: &str,
    pack: &str,
    home: &Home,
    consent: Consent,
) -> Result<Language, CliError> {
    let carried = carried(name, pack, home)?;
    let language = match foreign(name, pack, home)? {
        None => known(name, &home.assets)?,
        // Nothing of its own is run on this machine where its image is there already.
        Some(language) if carried.is_some() => language,
        Some(language) => {
            allow(&language, pack, home, consent)?;
            language
        }
    };
    Ok(language.with_carried(carried))
}

/// The image of a language that a pack has brought along for this machine.
fn carried(name: &str, pack: &str, home: &Home) -> Result<Option<Carried>, CliError> {
    let Some((folder, images)) = pack::images(pack, host_arch(), &home.assets)? else {
        return Ok(None);
    };
    let image = images.iter().find(|image| image.language == name);
    Ok(image.and_then(|image| Carried::new(folder, name, &image.digest)))
}

/// How the learner says that an image may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Consent {
    /// He is asked.
    Asked,
    /// He said so on the command line.
    Given,
    /// He cannot be asked: the terminal shows the interface.
    Absent,
}

/// A language that only the pack knows.
fn foreign(name: &str, pack: &str, home: &Home) -> Result<Option<Language>, CliError> {
    if home.assets.language(name).is_some() {
        return Ok(None);
    }
    let folder = pack::language(pack, name, &home.assets)?;
    Ok(folder.map(Language::load).transpose()?)
}

/// Has the learner allow what was not allowed before, and writes it down.
fn allow(language: &Language, pack: &str, home: &Home, consent: Consent) -> Result<(), CliError> {
    let cannot = |what| move |error| CliError::System { what, error };
    let mut trust =
        Trust::read(&home.dirs.data).map_err(cannot("read which images may be made"))?;
    let image = language.tag(host_arch())?;
    if trust.has(&image) {
        return Ok(());
    }
    match consent {
        Consent::Given => {}
        Consent::Asked => ask(language, pack)?,
        Consent::Absent => return Err(unasked(language, pack)),
    }
    trust
        .give(&image)
        .map_err(cannot("write down which images may be made"))
}

fn ask(language: &Language, pack: &str) -> Result<(), CliError> {
    let (title, folder) = (language.title(), language.folder());
    let question = format!(
        "This pack brings {title} along. Its image is made of {} Debian packages and by the script {folder}/finish,\n\
         which runs on this machine, outside of every container. Read it before you trust it. Allow it?",
        language.packages().len()
    );
    match agreed(&question, || unasked(language, pack))? {
        true => Ok(()),
        false => Err(CliError::Untrusted {
            title: title.to_owned(),
        }),
    }
}

fn unasked(language: &Language, pack: &str) -> CliError {
    CliError::Foreign {
        name: language.name().to_owned(),
        title: language.title().to_owned(),
        pack: pack.to_owned(),
        folder: language.folder().to_string(),
    }
}
