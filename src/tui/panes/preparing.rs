//! The last line while an image is prepared.

use ratatui::text::Line;

use super::bar::{self, Far};
use crate::sandbox::image::Progress;
use crate::tui::action::Action;
use crate::tui::engine::{Engine, Image};
use crate::tui::keymap::Context;
use crate::tui::model::Model;

/// A step, a bar, and the key that stops it.
pub fn line(
    model: &Model,
    image: &Image,
    progress: Option<&Progress>,
    width: usize,
) -> Line<'static> {
    let key = model
        .keymap
        .told(Context::Anywhere, &Action::CancelPreparation);
    let stop = model.words.say_with("image-cancel", &[("key", key.into())]);
    let (far, amount) = progress.map_or(((0, 1), String::new()), far);
    let what = format!(" {}", step(model, image, progress));
    let cells = (width / 5).clamp(6, 24);
    bar::line(
        &model.palette,
        width,
        (&what, far, cells, format!(" {amount}  {stop}")),
    )
}

fn step(model: &Model, image: &Image, progress: Option<&Progress>) -> String {
    let engine = match &model.engine {
        Engine::Ready { name, .. } => name.as_str(),
        _ => "",
    };
    let (id, package) = match progress {
        None | Some(Progress::Resolve { .. }) => ("image-resolve", ""),
        Some(Progress::Waiting) => ("image-wait", ""),
        Some(Progress::Fetch { package, .. }) => ("image-fetch", package.as_str()),
        Some(Progress::Unpack { package, .. }) => ("image-unpack", package.as_str()),
        Some(Progress::Finish) => ("image-finish", ""),
        Some(Progress::Layers { .. }) => ("image-layers", ""),
        Some(Progress::Import { .. }) => ("image-import", ""),
    };
    let args = [
        ("title", image.title.as_str().into()),
        ("package", package.into()),
        ("engine", engine.into()),
    ];
    model.words.say_with(id, &args)
}

/// How much of a step is done, and the same in numbers.
fn far(progress: &Progress) -> (Far, String) {
    match progress {
        Progress::Waiting => ((0, 1), String::new()),
        Progress::Resolve { percent } => ((u64::from(*percent), 100), format!("{percent} %")),
        Progress::Fetch { done, total, .. }
        | Progress::Layers { done, total }
        | Progress::Import { done, total } => {
            let told = format!("{}/{} MB", megabytes(*done), megabytes(*total));
            ((*done, *total), told)
        }
        Progress::Unpack { done, total, .. } => {
            let told = format!("{done}/{total}");
            ((*done as u64, *total as u64), told)
        }
        Progress::Finish => ((1, 1), String::new()),
    }
}

/// The nearest whole number of them.
fn megabytes(bytes: u64) -> u64 {
    bytes.saturating_add(500_000) / 1_000_000
}
