//! Picking an action or a place from a list.

use super::{act, add, bookmarks, close, dressing, possible, reading};
use crate::course::{Document, Way};
use crate::render::{self, Layout, text};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::{Bound, Context};
use crate::tui::model::{Model, Pane};
use crate::tui::overlay::Overlay;
use crate::tui::panes::card;
use crate::tui::picker::{Choice, List, Picker};
use crate::tui::target::Spot;

/// Shows a list to pick from.
pub fn open(model: &mut Model, list: List) -> Vec<Effect> {
    let reading = &model.reading;
    let picker = match list {
        List::Actions => {
            let name = |bound: &Bound| possible::name(model, bound);
            Picker::actions(&model.keymap, &model.words, &name)
        }
        List::Places => Picker::places(reading.pack(), &|id| card::state(model, id).0),
        // They are read first.
        List::Themes => return vec![Effect::ReadThemes],
        List::Bookmarks => Picker::bookmarks(reading.pack(), &model.past.bookmarks),
        List::Links => match page(model) {
            Some((document, file)) => {
                let set = render::layout(document, WIDTH, reading.highlighter());
                Picker::links(reading.pack(), file, set.links(), 0)
            }
            None => {
                let links = reading.layout().map_or(&[][..], Layout::links);
                let (file, from) = (&reading.lesson().path, reading.scroll_line());
                Picker::links(reading.pack(), file, links, from)
            }
        },
    };
    if picker.is_empty() {
        let id = match list {
            List::Bookmarks => "notice-no-bookmarks",
            _ => "notice-no-links",
        };
        let key = model.keymap.told(Context::Lesson, &Action::Bookmark);
        model.notice = Some(model.words.say_with(id, &[("key", key.into())]));
        return Vec::new();
    }
    // Whoever picks none of its links is back on the page.
    if let Some(page @ (Overlay::Welcome { .. } | Overlay::Glossary { .. })) = model.overlay.take()
    {
        model.waiting.push_front(page);
    }
    model.overlay = Some(Overlay::Picker(Box::new(picker)));
    Vec::new()
}

/// Shows the links of the page that lies on top; other pages have none.
pub fn follow(model: &mut Model) -> Vec<Effect> {
    match page(model) {
        Some(_) => open(model, List::Links),
        None => Vec::new(),
    }
}

/// How wide a page is set to know its links; they are the same at each width.
const WIDTH: u16 = 80;

/// The page of the pack that lies on top, if one does, and a file beside it.
fn page(model: &Model) -> Option<(&Document, &'static str)> {
    let pack = model.reading.pack();
    let document = match &model.overlay {
        Some(Overlay::Welcome { .. }) => pack.welcome.as_ref()?,
        Some(Overlay::Glossary { .. }) => pack.glossary.as_ref()?,
        _ => return None,
    };
    Some((document, "pack.toml"))
}

/// What is done while it is there.
pub fn pick(model: &mut Model, action: Action) -> Vec<Effect> {
    let effects = choose(model, action);
    dressing::follow(model);
    effects
}

fn choose(model: &mut Model, action: Action) -> Vec<Effect> {
    let pack = model.reading.pack().clone();
    let Some(Overlay::Picker(picker)) = &mut model.overlay else {
        return Vec::new();
    };
    let mut typed = picker.text.clone();
    match action {
        Action::Open => {
            let choice = picker.choice().cloned();
            return choice.map_or_else(Vec::new, |choice| take(model, choice));
        }
        Action::Back => close(model),
        Action::Remove => return bookmarks::remove(model),
        Action::Commands if picker.list != List::Actions => return open(model, List::Actions),
        Action::GoTo if picker.list != List::Places => return open(model, List::Places),
        Action::Commands | Action::GoTo => close(model),
        Action::Type(Some(letter)) => {
            typed.push(letter);
            picker.search(typed, &pack);
        }
        Action::Paste(pasted) => {
            typed.extend(pasted.chars().take_while(|c| !c.is_control()));
            picker.search(typed, &pack);
        }
        Action::Type(None) => {
            typed.pop();
            picker.search(typed, &pack);
        }
        Action::Clear => picker.search(String::new(), &pack),
        action => move_to(picker, &action),
    }
    Vec::new()
}

fn move_to(picker: &mut Picker, action: &Action) {
    const PAGE: i32 = 10;
    let step = match action {
        Action::Scroll(step) => *step,
        Action::ScrollPage(pages) => pages * PAGE,
        _ => return,
    };
    let last = picker.rows().len().saturating_sub(1);
    picker.selected = add(picker.selected, step).min(last);
}

/// To another place, from which one can come back here.
fn go(model: &mut Model, spot: &Spot) -> Vec<Effect> {
    let here = reading::here(model);
    if reading::show(model, spot) && here.lesson == spot.lesson {
        model.trail.leave(here);
    }
    Vec::new()
}

/// Follows a link.
pub fn go_on(model: &mut Model, way: Way) -> Vec<Effect> {
    take(model, Choice::Follow(way))
}

fn take(model: &mut Model, choice: Choice) -> Vec<Effect> {
    if !matches!(choice, Choice::Follow(Way::Address(_))) {
        let is_page =
            |page: &Overlay| matches!(page, Overlay::Welcome { .. } | Overlay::Glossary { .. });
        model.waiting.retain(|page| !is_page(page));
    }
    close(model);
    match choice {
        Choice::Go(spot) => go(model, &spot),
        Choice::Follow(Way::Lesson { id, block }) => go(model, &Spot { lesson: id, block }),
        Choice::Follow(Way::Glossary) => {
            model.put_on_top(Overlay::Glossary { scroll: 0 });
            Vec::new()
        }
        Choice::Follow(Way::Address(address)) => {
            // Nothing is opened: there may be no browser, and no network.
            let address_told = ("address", text::visible(&address).into_owned().into());
            model.notice = Some(model.words.say_with("notice-address", &[address_told]));
            vec![Effect::Copy(address)]
        }
        Choice::Follow(Way::Nowhere) => Vec::new(),
        Choice::Wear(look) => dressing::keep(model, look),
        Choice::Bookmark(mark) => bookmarks::visit(model, &mark),
        Choice::Act(context, action) => {
            let pane = match context {
                Context::Lesson => Some(Pane::Lesson),
                Context::Editor => Some(Pane::Editor),
                Context::Results => model.shown_run().map(|_| Pane::Results),
                _ => None,
            };
            model.focus = pane.unwrap_or(model.focus);
            act(model, action)
        }
    }
}
