//! `tutorbox image`: what a language runs in.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;

use super::home::Home;
use super::{CliError, Global, common};
use crate::sandbox::image::host_arch;

/// What a language runs in.
#[derive(Debug, Subcommand)]
pub enum Image {
    /// Fetch and build a language's image, where the engine does not have it
    Prepare {
        /// The language's name
        language: String,
    },
}

pub fn image(args: &Image, global: &Global) -> Result<ExitCode, CliError> {
    let Image::Prepare { language } = args;
    let home = Home::open_sound(global)?;
    let language = common::language(language, &home.assets)?;
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
