//! `tutorbox image`: what a language runs in.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::home::Home;
use super::language::{self, Consent};
use super::{CliError, Global, common};
use crate::sandbox::image::{Language, host_arch};

const EXAMPLES: &str = "\
Examples:
  tutorbox image prepare elixir
  tutorbox image prepare zig --pack ./my-pack";

/// What a language runs in.
#[derive(Debug, Subcommand)]
pub enum Image {
    /// Fetch and build a language's image, where the engine does not have it
    #[command(after_help = EXAMPLES)]
    Prepare {
        /// The language's name
        language: String,
        /// The pack that brings it along
        #[arg(long, value_name = "PACK")]
        pack: Option<String>,
        /// Trust the pack with it, unasked
        #[arg(long, requires = "pack")]
        yes: bool,
    },
}

pub fn image(args: &Image, global: &Global) -> Result<ExitCode, CliError> {
    let Image::Prepare {
        language,
        pack,
        yes,
    } = args;
    let home = Home::open_sound(global)?;
    let language = chosen(language, pack.as_deref(), *yes, &home)?;
    common::block_on(async {
        let engine = home.engine(global).await?;
        let image = language.tag(host_arch())?;
        if !engine.has_image(&image).await? {
            common::prepare_image(engine.as_ref(), &language, &home.dirs).await?;
        }
        // A reader that has gone does not care.
        writeln!(io::stdout(), "{image}").ok();
        Ok(ExitCode::SUCCESS)
    })
}

fn chosen(name: &str, pack: Option<&str>, yes: bool, home: &Home) -> Result<Language, CliError> {
    let foreign = match pack {
        Some(pack) => language::foreign(name, pack, home)?.map(|language| (language, pack)),
        None => None,
    };
    let Some((language, pack)) = foreign else {
        return language::known(name, &home.assets);
    };
    let consent = if yes { Consent::Given } else { Consent::Asked };
    language::allow(&language, pack, home, consent)?;
    Ok(language)
}
