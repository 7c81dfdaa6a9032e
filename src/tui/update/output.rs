//! What is done in the results: typing what a program reads, searching, copying, going from place to place.

use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::panes;
use crate::tui::results::Search;

use super::history;

/// Does what is the results' own; `None` where it is not.
pub fn act(model: &mut Model, action: &Action) -> Option<Vec<Effect>> {
    match (model.context(), action) {
        (Context::Seek, action) if seek(model, action) => return Some(Vec::new()),
        (Context::Input, action) => {
            if let Some(effects) = feed(model, action) {
                return Some(effects);
            }
        }
        _ => {}
    }
    match action {
        Action::Find => model.results.find(),
        Action::FindNext => find_next(model, true),
        Action::FindPrevious => find_next(model, false),
        Action::NextPlace => select(model, true),
        Action::PreviousPlace => select(model, false),
        Action::CopyOutput => {
            let printed = model.results.printed();
            return Some(copy(model, printed));
        }
        Action::CopyResults => {
            let text = panes::results::text(model);
            return Some(copy(model, text));
        }
        Action::History => return Some(history::ask(model)),
        _ => return None,
    }
    Some(Vec::new())
}

/// Shows long values whole, or folded again.
pub fn fold(model: &mut Model) -> Vec<Effect> {
    model.results.is_unfolded = !model.results.is_unfolded;
    model.results.is_stale();
    Vec::new()
}

/// Scrolls.
pub fn scroll(model: &mut Model, action: &Action) {
    match action {
        Action::Scroll(lines) => model.results.scroll_by(*lines),
        Action::ScrollPage(halves) => model.results.scroll_page(*halves),
        Action::Top => model.results.scroll_to_top(),
        Action::Bottom => model.results.scroll_to_bottom(),
        _ => {}
    }
}

/// What is typed as a search.
fn seek(model: &mut Model, action: &Action) -> bool {
    let results = &mut model.results;
    let mut text = results.search.as_ref().map_or("", Search::text).to_owned();
    match action {
        Action::Type(Some(c)) => text.push(*c),
        Action::Type(None) => drop(text.pop()),
        Action::Paste(pasted) => text.extend(pasted.chars().take_while(|c| !c.is_control())),
        Action::Clear => text.clear(),
        Action::Open => {
            // What was found stays marked, and the keys are the pane's again.
            if let Some(search) = &mut results.search {
                search.is_typed = false;
            }
            results.search.take_if(|search| search.text().is_empty());
            return true;
        }
        _ => return false,
    }
    results.find_text(text);
    true
}

fn find_next(model: &mut Model, forward: bool) {
    if model.results.search.is_none() {
        model.notice = Some(model.words.say("notice-no-search"));
    }
    model.results.find_next(forward);
}

fn select(model: &mut Model, forward: bool) {
    if !model.results.select(forward) {
        model.notice = Some(model.words.say("notice-no-problem"));
    }
}

/// What is typed for the program that runs.
fn feed(model: &mut Model, action: &Action) -> Option<Vec<Effect>> {
    if model.has_late_input() {
        return give_up(model, action);
    }
    let mut effects = Vec::new();
    match action {
        Action::Send => effects.extend(send(model)),
        Action::EndInput => {
            let (run, input) = model.runs.input()?;
            if input.text().is_empty() {
                input.end();
                effects.push(Effect::EndInput { run });
            } else {
                model.notice = Some(model.words.say("notice-input-not-empty"));
            }
        }
        Action::Type(typed) => model.runs.input()?.1.type_in(*typed),
        Action::Clear => model.runs.input()?.1.clear(),
        Action::Paste(pasted) => {
            // Every line of it is one that is sent; what is behind the last end of a line stays to be gone on with.
            for c in pasted.replace("\r\n", "\n").chars() {
                match c {
                    '\n' | '\r' => effects.extend(send(model)),
                    c => model.runs.input()?.1.type_in(Some(c)),
                }
            }
        }
        _ => return None,
    }
    Some(effects)
}

/// The program has ended: what is typed goes nowhere, until that is noticed.
fn give_up(model: &mut Model, action: &Action) -> Option<Vec<Effect>> {
    match action {
        Action::Type(_) | Action::Clear | Action::Paste(_) => {}
        Action::Send | Action::EndInput | Action::Back => {
            let item = &model.desk.opened()?.item;
            model.runs.late(item)?.forget();
        }
        _ => return None,
    }
    Some(Vec::new())
}

fn send(model: &mut Model) -> Option<Effect> {
    let (run, bytes) = model.runs.send_line()?;
    model.results.is_stale();
    model.results.follow();
    Some(Effect::Feed { run, bytes })
}

/// Copies a text, and says how much it is.
fn copy(model: &mut Model, text: String) -> Vec<Effect> {
    let lines = text.lines().count();
    if lines == 0 {
        model.notice = Some(model.words.say("notice-nothing-to-copy"));
        return Vec::new();
    }
    let lines = ("lines", lines.into());
    model.notice = Some(model.words.say_with("notice-copied-lines", &[lines]));
    vec![Effect::Copy(text)]
}
