//! The engine comes, or does not; its images are prepared.

use super::running;
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::engine::{Engine, ImageState};
use crate::tui::keymap::Context;
use crate::tui::message::{EngineFound, ImageNews};
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;

/// An engine was found, or none.
pub fn found(model: &mut Model, found: Result<EngineFound, String>) -> Vec<Effect> {
    model.engine = Engine::found(found);
    if let Some(trouble) = running::trouble(model) {
        // Said at the start and where a run was asked for; the lessons can be read all the same.
        model.put_on_top(trouble);
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
    let missing = missing.map(|(language, _)| language.clone());
    let wanted = missing.map(|language| want(model, language));
    let mut effects = wanted.unwrap_or_default();
    effects.extend(running::start_waiting(model));
    effects
}

/// An image is missed: the learner is asked whether to fetch it. One that came with the pack is simply prepared.
pub fn want(model: &mut Model, language: String) -> Vec<Effect> {
    match model.engine.image_mut(&language) {
        Some(image) if image.download_mb.is_none() => {
            image.state = ImageState::Preparing(None);
            vec![Effect::Prepare { language }]
        }
        _ => {
            model.put_on_top(Overlay::AskImage { language });
            Vec::new()
        }
    }
}

/// Whether what waited to come on top is worth it still: an image may have come meanwhile.
pub fn is_of_use(model: &Model, overlay: &Overlay) -> bool {
    let Overlay::AskImage { language } = overlay else {
        return true;
    };
    let image = model.engine.image(language);
    image.is_some_and(|image| matches!(image.state, ImageState::Missing | ImageState::Failed(_)))
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
            model.put_on_top(Overlay::Trouble {
                title: model.words.say("image-failed-title"),
                text: why,
                scroll: 0,
            });
        }
        ImageNews::Cancelled => {
            model.runs.give_up_waiting();
            let key = model.keymap.told(Context::Anywhere, &Action::Run);
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
    let Some(Overlay::AskImage { language }) = model.overlay.clone() else {
        return Vec::new();
    };
    super::close(model);
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
