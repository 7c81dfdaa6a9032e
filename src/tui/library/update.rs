//! What happens to the library's page, and what it wants of the world.

use std::sync::Arc;

use super::complete::Completion;
use super::{Arrival, Entry, Library, News, Prompt, Question, Search, Wish};
use crate::pack::download::Address;
use crate::pack::intake::{self, Outcome};
use crate::pack::search::Hit;
use crate::pack::{Change, Installed, Origin};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::keymap::Context;
use crate::tui::model::Model;
use crate::tui::overlay::Overlay;
use crate::tui::target::{Spot, Target};
use crate::tui::update::{add, helping, show};

/// So many packs or lines are a page.
const PAGE: i32 = 10;

/// Opens the page, with the pack selected that is open.
pub fn open(model: &mut Model) -> Vec<Effect> {
    if model.preview.is_some() {
        model.notice = Some(model.words.say("library-preview"));
        return Vec::new();
    }
    model.library.is_open = true;
    model.library.wanted = Some(model.reading.pack().id.clone());
    tell_changes(model);
    wish(Wish::Read)
}

/// Does what the learner wants on the page.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    let effects = do_it(model, action);
    tell_changes(model);
    effects
}

fn do_it(model: &mut Model, action: Action) -> Vec<Effect> {
    let library = &mut model.library;
    match action {
        Action::Quit => return vec![Effect::Quit],
        Action::Help => return helping::keys(model),
        Action::Library => return leave(model),
        Action::Back => return back(model),
        Action::Yes => return answer(library, true),
        Action::No => return answer(library, false),
        Action::Install => ask_path(model, None),
        Action::Update => update(model),
        Action::Remove => remove(model),
        Action::Find => library.prompt = Some(Prompt::Search(Search::default())),
        Action::Type(None) => {
            return edit(library, |text| {
                text.pop();
            });
        }
        Action::Type(Some(typed)) => return type_in(library, |text| text.push(typed)),
        Action::Clear => return edit(library, String::clear),
        Action::Paste(pasted) => {
            let line: String = pasted.chars().take_while(|c| !c.is_control()).collect();
            return type_in(library, |text| text.push_str(&line));
        }
        Action::Complete => return complete(library),
        Action::Open => return enter(model),
        action => step(library, &action),
    }
    Vec::new()
}

/// Takes news.
pub fn hear(model: &mut Model, news: News) -> Vec<Effect> {
    match news {
        News::Read(catalogue) => {
            model.library.take(catalogue, model.reading.pack());
            return search(&mut model.library);
        }
        News::Completed(completion) => completed(&mut model.library, completion),
        News::Found { number, found } => {
            if let Some(Prompt::Search(search)) = &mut model.library.prompt
                && search.number == number
            {
                search.selected = search.selected.min(found.hits.len().saturating_sub(1));
                search.found = Some(found);
            }
        }
        News::Step(step) => {
            if let Some(arrival) = &mut model.library.arrival {
                arrival.step = Some(step);
            }
        }
        News::Asks(question) => ask(model, question),
        News::Changed(changed) => {
            model.library.untold = Some(changed);
            tell_changes(model);
        }
        News::Arrived(arrived) => return take(model, arrived),
        // What is open may run in them still; then they stay, and take room.
        News::Unused { pack, images } if pack != model.reading.pack().id => {
            return vec![Effect::LetGo(images)];
        }
        News::Unused { .. } => {}
        News::Removed(removed) => match removed {
            Ok(pack) => {
                let pack = ("pack", pack.into());
                model.notice = Some(model.words.say_with("library-removed", &[pack]));
                return wish(Wish::Read);
            }
            Err(why) => trouble(model, "library-not-removed", why),
        },
    }
    Vec::new()
}

fn wish(wish: Wish) -> Vec<Effect> {
    vec![Effect::Library(wish)]
}

fn tell(model: &mut Model, id: &str) {
    model.notice = Some(model.words.say(id));
}

fn trouble(model: &mut Model, title: &str, text: String) {
    let title = model.words.say(title);
    model.put_on_top(Overlay::Trouble {
        title,
        text,
        scroll: 0,
    });
}

/// The innermost thing that can be left is left. A pack that comes in goes on coming.
fn back(model: &mut Model) -> Vec<Effect> {
    match model.library.prompt.take() {
        Some(_) => Vec::new(),
        None => leave(model),
    }
}

/// Closes the page. Where another version has taken the place of the open pack, the learner goes on in that one, unless a pack is
/// still coming in.
fn leave(model: &mut Model) -> Vec<Effect> {
    let (library, open) = (&mut model.library, model.reading.pack());
    library.is_open = false;
    if library.arrival.is_some() || !library.has_newer(open) {
        return Vec::new();
    }
    let pack = open.id.clone();
    vec![Effect::Open(Target { pack, spot: None })]
}

/// Tells what an update has changed, once the learner looks at the list.
fn tell_changes(model: &mut Model) {
    let is_seen = model.library.is_open && model.library.context() == Context::Library;
    if let Some(changed) = model.library.untold.take_if(|_| is_seen) {
        model.put_on_top(Overlay::Changed { changed, scroll: 0 });
    }
}

fn step(library: &mut Library, action: &Action) {
    let step = match action {
        Action::Scroll(step) => *step,
        Action::ScrollPage(pages) => pages * PAGE,
        Action::Top => i32::MIN,
        Action::Bottom => i32::MAX,
        _ => return,
    };
    let count = library.entries().len();
    let (selected, count) = match &mut library.prompt {
        Some(Prompt::Search(search)) => {
            let found = search.found.as_ref().map_or(0, |found| found.hits.len());
            (&mut search.selected, found)
        }
        Some(Prompt::Path { .. }) => return,
        None => (&mut library.selected, count),
    };
    *selected = add(*selected, step).min(count.saturating_sub(1));
}

/// What is typed takes the place of a path that led to nothing.
fn type_in(library: &mut Library, typed: impl FnOnce(&mut String)) -> Vec<Effect> {
    if let Some(Prompt::Path { text, is_kept, .. }) = &mut library.prompt
        && *is_kept
    {
        text.clear();
    }
    edit(library, typed)
}

/// Changes what is typed in; a search begins anew.
fn edit(library: &mut Library, change: impl FnOnce(&mut String)) -> Vec<Effect> {
    match &mut library.prompt {
        Some(Prompt::Path {
            text,
            options,
            is_kept,
            ..
        }) => {
            change(text);
            options.clear();
            *is_kept = false;
            Vec::new()
        }
        Some(Prompt::Search(asked)) => {
            change(&mut asked.text);
            asked.selected = 0;
            search(library)
        }
        None => Vec::new(),
    }
}

/// Searches for what is typed in, where something is, in the packs as they are now.
fn search(library: &mut Library) -> Vec<Effect> {
    let entries = library.entries().iter();
    let packs = entries.filter_map(|e| Some((e.shelved.name.clone(), Arc::clone(e.pack()?))));
    let packs: Vec<_> = packs.collect();
    let Some(Prompt::Search(search)) = &mut library.prompt else {
        return Vec::new();
    };
    library.searches += 1;
    search.number = library.searches;
    if search.text.trim().is_empty() {
        search.found = None;
        return Vec::new();
    }
    wish(Wish::Search {
        number: search.number,
        text: search.text.clone(),
        packs,
    })
}

fn complete(library: &mut Library) -> Vec<Effect> {
    match &mut library.prompt {
        Some(Prompt::Path { text, is_kept, .. }) => {
            *is_kept = false;
            wish(Wish::Complete(text.clone()))
        }
        _ => Vec::new(),
    }
}

/// Unless something else was typed meanwhile.
fn completed(library: &mut Library, completion: Completion) {
    if let Some(Prompt::Path { text, options, .. }) = &mut library.prompt
        && *text == completion.typed
    {
        (*text, *options) = (completion.text, completion.options);
    }
}

/// Asks for the way to a pack; to another version of `only`, where it is named. One pack comes in at a time.
fn ask_path(model: &mut Model, only: Option<String>) {
    if model.library.arrival.is_some() {
        return tell(model, "library-busy");
    }
    model.library.prompt = Some(Prompt::Path {
        text: String::new(),
        only,
        options: Vec::new(),
        is_kept: false,
    });
}

fn update(model: &mut Model) {
    if let Some(entry) = changeable(model) {
        let id = entry.shelved.name.clone();
        ask_path(model, Some(id));
    }
}

fn remove(model: &mut Model) {
    if model.library.arrival.is_some() {
        return tell(model, "library-busy");
    }
    if let Some(entry) = changeable(model) {
        let id = entry.shelved.name.clone();
        let title = entry.pack().map_or(&id, |pack| &pack.title).clone();
        model.library.question = Some(Question::Remove { pack: id, title });
    }
}

/// The pack that is selected, where it is the library's to change; says why it is not.
fn changeable(model: &mut Model) -> Option<&Entry> {
    let entry = model.library.selected()?;
    model.notice = match &entry.shelved.origin {
        Origin::Installed { .. } => None,
        Origin::BuiltIn => Some(model.words.say("library-built-in")),
        Origin::Own(folder) => {
            let folder = ("folder", folder.display().to_string().into());
            Some(model.words.say_with("library-own", &[folder]))
        }
    };
    model.library.selected().filter(|_| model.notice.is_none())
}

fn answer(library: &mut Library, yes: bool) -> Vec<Effect> {
    match library.question.take() {
        Some(Question::Arrival(_)) => wish(Wish::Answer(yes)),
        Some(Question::Remove { pack, .. }) if yes => wish(Wish::Remove(pack)),
        _ => Vec::new(),
    }
}

/// Whoever is elsewhere is called, and not interrupted.
fn ask(model: &mut Model, question: intake::Question) {
    model.library.question = Some(Question::Arrival(question));
    if model.library.asked().is_none() {
        let key = model.keymap.told(Context::Anywhere, &Action::Library);
        let key = ("key", key.into());
        model.notice = Some(model.words.say_with("library-asks", &[key]));
    }
}

/// A pack has come in, or not.
fn take(model: &mut Model, arrived: Result<Outcome, String>) -> Vec<Effect> {
    let arrival = model.library.arrival.take();
    model.library.question = None;
    match arrived {
        Ok(Outcome::Installed(pack, change)) => {
            model.notice = Some(installed(model, &pack, change));
            model.library.wanted = Some(pack.id);
            return wish(Wish::Read);
        }
        Ok(Outcome::Already { pack, version }) => {
            let args = [
                ("pack", pack.clone().into()),
                ("version", version.to_string().into()),
            ];
            model.notice = Some(model.words.say_with("library-already", &args));
            model.library.wanted = Some(pack);
            return wish(Wish::Read);
        }
        Ok(Outcome::Declined) => tell(model, "library-declined"),
        Err(why) => trouble(model, "library-not-installed", why),
    }
    // What was typed is there again, to be mended.
    let again = arrival.map(|Arrival { from, only, .. }| Prompt::Path {
        text: from,
        only,
        options: Vec::new(),
        is_kept: true,
    });
    model.library.prompt = model.library.prompt.take().or(again);
    Vec::new()
}

fn installed(model: &Model, pack: &Installed, change: Change) -> String {
    let key = model.keymap.told(Context::Anywhere, &Action::Library);
    let (id, before) = match change {
        // Whoever is elsewhere is called.
        Change::From(_) | Change::Rebuilt
            if model.library.untold.is_some() && !model.library.is_open =>
        {
            ("library-changed", String::new())
        }
        Change::New | Change::Nothing => ("library-installed", String::new()),
        Change::From(version) => ("library-updated", version.to_string()),
        Change::Rebuilt => ("library-rebuilt", String::new()),
        Change::Repaired => ("library-repaired", String::new()),
    };
    let args = [
        ("pack", pack.id.as_str().into()),
        ("version", pack.version.to_string().into()),
        ("before", before.into()),
        ("key", key.into()),
    ];
    model.words.say_with(id, &args)
}

/// Enter: what is typed in is done, or what is selected is opened.
fn enter(model: &mut Model) -> Vec<Effect> {
    match &model.library.prompt {
        Some(Prompt::Path { text, .. }) if text.trim().is_empty() => Vec::new(),
        Some(Prompt::Path { text, .. }) if Address::is_one(text.trim()) => {
            tell(model, "library-address");
            Vec::new()
        }
        Some(Prompt::Path { text, only, .. }) => {
            let (from, only) = (text.clone(), only.clone());
            model.library.prompt = None;
            model.library.arrival = Some(Arrival {
                from: from.clone(),
                only: only.clone(),
                step: None,
            });
            wish(Wish::Install { from, only })
        }
        Some(Prompt::Search(search)) => {
            let found = search.found.as_ref();
            let hit = found.and_then(|found| found.hits.get(search.selected));
            match hit.cloned() {
                Some((pack, hit)) => open_hit(model, pack, &hit),
                None => Vec::new(),
            }
        }
        // Whoever pressed Enter twice for a path does not want to leave.
        None if model.library.arrival.is_some() => {
            tell(model, "library-busy");
            Vec::new()
        }
        None => open_selected(model),
    }
}

fn open_selected(model: &mut Model) -> Vec<Effect> {
    let Some(entry) = model.library.selected() else {
        return Vec::new();
    };
    let pack = entry.shelved.name.clone();
    if let Err(why) = &entry.shelved.pack {
        let why = why.clone();
        trouble(model, "library-unreadable", why);
        return Vec::new();
    }
    go(model, Target { pack, spot: None })
}

fn open_hit(model: &mut Model, pack: String, hit: &Hit) -> Vec<Effect> {
    let found = model.library.entry(&pack).and_then(Entry::pack);
    let lesson = found.and_then(|found| found.lessons.get(hit.lesson));
    let spot = lesson.map(|lesson| Spot {
        lesson: lesson.id.clone(),
        block: Some(hit.block),
    });
    go(model, Target { pack, spot })
}

/// Goes there: in the pack that is open at once; another, or another version of it, is opened in its place, unless one is still
/// coming in.
fn go(model: &mut Model, target: Target) -> Vec<Effect> {
    let pack = model.library.entry(&target.pack).and_then(Entry::pack);
    if pack == Some(model.reading.pack()) {
        model.library.is_open = false;
        if let Some(spot) = &target.spot {
            show(model, spot);
        }
        return Vec::new();
    }
    if model.library.arrival.is_some() {
        tell(model, "library-busy");
        return Vec::new();
    }
    vec![Effect::Open(target)]
}
