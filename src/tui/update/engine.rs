//! The engine comes, or does not; its images are prepared.

use super::running;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::engine::{Engine, ImageState};
use crate::tui::keymap::{self, Context};
use crate::tui::message::{EngineFound, ImageNews};
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;

/// An engine was found, or none.
pub fn found(model: &mut Model, found: Result<EngineFound, String>) -> Vec<Effect> {
    model.engine = Engine::found(found);
    if let Some(trouble) = running::trouble(model) {
        // Said at the start and where a run was asked for; the lessons can be read all the same.
        model.overlay = model.overlay.take().or(Some(trouble));
        model.runs.give_up_waiting();
        model.results.is_stale();
    }
    let Engine::Ready { images, .. } = &model.engine else {
        return Vec::new();
    };
    // Asked once, at the start; later by pressing run. An author may come to use any language, and is asked for those in use.
    let used = model.reading.pack().languages();
    let missing = images.iter().find(|(language, image)| {
        image.state == ImageState::Missing && used.contains(language.as_str())
    });
    if let Some((language, _)) = missing
        && model.overlay.is_none()
    {
        let language = language.clone();
        model.overlay = Some(Overlay::AskImage { language });
        return Vec::new();
    }
    running::start_waiting(model)
}

/// An image is on its way, or there, or not.
pub fn image(model: &mut Model, language: &str, news: ImageNews) -> Vec<Effect> {
    let Some(image) = model.engine.image_mut(language) else {
        return Vec::new();
    };
    image.state = ImageState::from_news(news.clone());
    let title = image.title.clone();
    match news {
        ImageNews::Progress(_) => return Vec::new(),
        ImageNews::Ready => {
            let text = model
                .words
                .say_with("image-prepared", &[("title", title.into())]);
            model.notice = Some(text);
        }
        ImageNews::Failed(why) => {
            model.runs.give_up_waiting();
            model.overlay = Some(Overlay::Trouble {
                title: model.words.say("image-failed-title"),
                text: why,
                scroll: 0,
            });
        }
        ImageNews::Cancelled => {
            model.runs.give_up_waiting();
            let key = keymap::shown(Context::Anywhere, &Action::Run).unwrap_or_default();
            let text = model
                .words
                .say_with("image-cancelled", &[("key", key.into())]);
            model.notice = Some(text);
        }
    }
    model.results.is_stale();
    if model.engine.can_run(language) {
        return running::start_waiting(model);
    }
    Vec::new()
}

/// The learner agreed to the image, or did not.
pub fn answer(model: &mut Model, yes: bool) -> Vec<Effect> {
    let Some(Overlay::AskImage { language }) = model.overlay.take() else {
        return Vec::new();
    };
    if !yes {
        model.runs.give_up_waiting();
        model.results.is_stale();
        return Vec::new();
    }
    if let Some(image) = model.engine.image_mut(&language) {
        image.state = ImageState::Preparing(None);
    }
    vec![Effect::Prepare { language }]
}

/// The learner stops it.
pub fn cancel(model: &mut Model) -> Vec<Effect> {
    match model.engine.preparing() {
        Some(_) => vec![Effect::CancelPreparation],
        None => Vec::new(),
    }
}
