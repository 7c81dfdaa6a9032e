//! Places that the learner marks, and comes back to.

use super::{close, picking, reading};
use crate::progress::Bookmark;
use crate::tui::effect::Effect;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::picker::{Choice, List};

/// Marks the line at the top of the lesson pane; takes the mark away where there is one.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    let lesson = model.reading.lesson().id.clone();
    let top = model.reading.scroll_line();
    let is_here =
        |mark: &Bookmark| mark.lesson == lesson && model.reading.line_of(mark.at) == Some(top);
    if let Some(index) = model.past.bookmarks.iter().position(is_here) {
        let gone = model.past.bookmarks.remove(index);
        model.notice = Some(model.words.say("notice-bookmark-gone"));
        return vec![Effect::RemoveBookmark(gone)];
    }
    let name = model.reading.section().to_owned();
    let mark = Bookmark {
        lesson,
        at: model.reading.anchor(),
        name: name.clone(),
    };
    model.past.bookmarks.push(mark.clone());
    let name = ("name", name.into());
    model.notice = Some(model.words.say_with("notice-bookmark", &[name]));
    vec![Effect::SaveBookmark(mark)]
}

/// Takes away the one that is selected in the list.
pub fn remove(model: &mut Model) -> Vec<Effect> {
    let Some(Overlay::Picker(picker)) = &model.overlay else {
        return Vec::new();
    };
    let Some(Choice::Bookmark(gone)) = picker.choice().cloned() else {
        return Vec::new();
    };
    let (typed, selected) = (picker.text.clone(), picker.selected);
    model.past.bookmarks.retain(|mark| *mark != gone);
    close(model);
    picking::open(model, List::Bookmarks);
    let pack = model.reading.pack().clone();
    if let Some(Overlay::Picker(picker)) = &mut model.overlay {
        picker.search(typed, &pack);
        picker.selected = selected.min(picker.rows().len().saturating_sub(1));
    }
    vec![Effect::RemoveBookmark(gone)]
}

/// Goes to one; from there one can come back here.
pub fn visit(model: &mut Model, mark: &Bookmark) -> Vec<Effect> {
    let here = reading::here(model);
    let lessons = &model.reading.pack().lessons;
    let index = lessons.iter().position(|l| l.id == mark.lesson);
    if index.is_some_and(|index| reading::open_lesson(model, index)) {
        model.reading.restore(&mark.lesson, mark.at);
        if here.lesson == mark.lesson {
            model.trail.leave(here);
        }
    }
    Vec::new()
}
