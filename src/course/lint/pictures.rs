//! Images can be shown: they are files of the pack, and pictures. That they are there at all is looked after with the links.

use std::collections::HashMap;

use super::Text;
use super::prose::Link;
use crate::course::picture::{self, PictureError};
use crate::course::problems::Problems;
use crate::course::reader::Reader;
use crate::course::target::Target;
use crate::course::words::quoted;

/// Says which images stay words.
pub(super) fn check<'t, 'a: 't>(
    texts: impl Iterator<Item = &'t Text<'a>>,
    reader: &Reader<'_>,
    problems: &mut Problems,
) {
    let mut known = HashMap::new();
    for text in texts {
        let links = text.prose.links.iter();
        for image in links.filter(|link| link.alt.is_some()) {
            match Target::of(&image.target, text.path()) {
                Target::Address => problems.add(|| {
                    warning(
                        text,
                        image,
                        "an image on the net is not shown: lessons are read offline",
                    )
                    .help("put the file into the pack: `![words](images/tree.png)`")
                }),
                Target::Inside { path, .. } if reader.has(&path) => {
                    let refusal = known
                        .entry(path.clone())
                        .or_insert_with(|| decode(&path, reader).err());
                    if let Some(why) = refusal {
                        let message = format!("{} cannot be shown: {why}", quoted(&path));
                        problems.add(|| warning(text, image, &message).help(remedy(why)));
                    }
                }
                _ => {}
            }
        }
    }
}

/// To the last pixel: a file that breaks off has a sound header, too.
fn decode(path: &str, reader: &Reader<'_>) -> Result<(), PictureError> {
    picture::read(path, reader)?.decode().map(drop)
}

fn warning(text: &Text<'_>, image: &Link, message: &str) -> crate::course::Problem {
    text.excerpt.error(image.at.clone(), message).warning()
}

fn remedy(why: &PictureError) -> &'static str {
    match why {
        PictureError::Bytes(_) | PictureError::Pixels(..) => {
            "make it smaller: a terminal has a hundred columns or so"
        }
        PictureError::Format => "save it as PNG",
        PictureError::Damaged(_) | PictureError::Unreadable(_) => "save it anew",
    }
}
