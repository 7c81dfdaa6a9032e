//! `tutorbox image`: what a language runs in.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::home::Home;
use super::language::{self, Consent};
use super::{CliError, Global, common};
use crate::sandbox::image::Language;

/// Told below the help.
pub const EXAMPLES: &str = "\
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
        let image = common::prepare_image(engine.as_ref(), &language, &home.dirs).await?;
        // A reader that has gone does not care.
        writeln!(io::stdout(), "{image}").ok();
        Ok(ExitCode::SUCCESS)
    })
}

fn chosen(name: &str, pack: Option<&str>, yes: bool, home: &Home) -> Result<Language, CliError> {
    let consent = if yes { Consent::Given } else { Consent::Asked };
    match pack {
        Some(pack) => language::of_pack_with(name, pack, home, consent),
        None => language::known(name, &home.assets),
    }
}
