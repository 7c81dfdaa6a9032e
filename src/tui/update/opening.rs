//! A learner opens the pack: where they begin, the page that welcomes, and the time box.

use super::reading;
use crate::progress::Timestamp;
use crate::tui::clock;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::target::Spot;

/// Begins at this place where one is named. Whoever was not here `before` is welcomed, and their time begins.
pub fn begin(
    model: &mut Model,
    spot: Option<&Spot>,
    before: Option<Timestamp>,
    now: Timestamp,
) -> Vec<Effect> {
    if let Some(spot) = spot {
        reading::show(model, spot);
    }
    let mut effects = Vec::new();
    if before.is_none() {
        effects.push(Effect::SaveOpening(now));
        if model.reading.pack().welcome.is_some() {
            model.put_on_top(Overlay::Welcome { scroll: 0 });
        }
    }
    if let Some(minutes) = model.reading.pack().workshop.minutes {
        let end = clock::end(before.unwrap_or(now), minutes);
        let left = clock::minutes_left(end, now);
        take_minutes(model, left);
        effects.extend((left > 0).then_some(Effect::TellTime(end)));
    }
    effects
}

/// There is less time left; where there is none, that is said, and nothing else happens.
pub fn minutes_left(model: &mut Model, minutes: u32) {
    take_minutes(model, minutes);
    if minutes == 0 {
        model.notice = Some(model.words.say("time-over"));
    }
}

/// A clock that was set back gives nobody more than there was.
fn take_minutes(model: &mut Model, minutes: u32) {
    let most = model.reading.pack().workshop.minutes;
    model.minutes_left = most.map(|most| minutes.min(most));
}
