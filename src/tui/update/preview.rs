//! What an author does, and what becomes of the model when they save.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::reading;
use crate::course::{Edition, Exercise, Lesson, Level, Pack};
use crate::locale::Words;
use crate::render::HiddenWords;
use crate::run::SourceFile;
use crate::tui::action::Action;
use crate::tui::desk::Renewal;
use crate::tui::effect::Effect;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::overlay::Overlay;
use crate::tui::panes::hint;
use crate::tui::preview::Preview;
use crate::tui::reading::layout_words;
use crate::tui::scratch;

/// So many lines are in sight from a problem's place on: it is told there.
const ROOM: usize = 10;

/// Does what only an author can want.
pub fn act(model: &mut Model, action: &Action) -> Vec<Effect> {
    match action {
        Action::Solution => fill_in(model),
        Action::NextLanguage => next_language(model),
        Action::NextWidth => next_width(model),
        Action::Reveal => reveal(model),
        Action::NextProblem => next_problem(model),
        Action::ToChange if !model.reading.show_change() => say(model, "notice-no-change"),
        Action::ToChange => model.focus = Pane::Lesson,
        _ => {}
    }
    Vec::new()
}

fn say(model: &mut Model, id: &str) {
    model.notice = Some(model.words.say(id));
}

/// Shows a pack that its author is at work on.
pub fn begin(model: &mut Model, edition: Edition) {
    model.preview = Some(Preview::new(edition, model.words.lang()));
    set_words(model);
    show_told(model);
}

/// The author has saved: the lesson before their eyes is the new one, at the same place; or another one, where that was changed.
pub fn renew(model: &mut Model, edition: Edition) {
    let Some(preview) = &mut model.preview else {
        return;
    };
    let focus = model.focus;
    let here = model.reading.lesson().id.clone();
    let before = preview.edition().clone();
    let is_news = preview.take(edition);
    let change = change(preview, &before, &here);
    if let Some((lang, _)) = &change {
        preview.speak(lang);
    }
    let was = before.pack(preview.lang()).cloned();
    show_pack(model);
    if let Some((_, lesson)) = change {
        let lesson_before = was.as_ref().and_then(|was| find(was, &lesson));
        go(model, &lesson, lesson_before);
    }
    if is_news && is_worth_the_way(model) {
        show_told(model);
    }
    // Whoever types here while somebody saves there goes on typing.
    if model.desk.opened().is_some() {
        model.focus = focus;
    }
}

/// Whether the problem that is told is to be gone to: a warning takes nobody away from the lesson that is open.
fn is_worth_the_way(model: &Model) -> bool {
    let told = model.preview.as_ref().and_then(Preview::told);
    told.is_some_and(|p| p.level == Level::Error || p.path == model.reading.lesson().path)
}

/// The language and the lesson that the author has changed: the one that is open, if it is among them.
fn change(preview: &Preview, before: &Edition, here: &str) -> Option<(String, String)> {
    let packs = preview.edition().packs.iter();
    let shown = packs.clone().filter(|(lang, _)| lang == preview.lang());
    let others = packs.filter(|(lang, _)| lang != preview.lang());
    let mut first = None;
    for (lang, pack) in shown.chain(others) {
        let was = before.pack(lang);
        let is_other =
            |lesson: &&Lesson| was.and_then(|was| find(was, &lesson.id)) != Some(*lesson);
        // Where there was nothing before, all is new, and nothing was changed.
        let mut changed = pack
            .lessons
            .iter()
            .filter(is_other)
            .filter(|_| was.is_some());
        let Some(one) = changed.clone().find(|l| l.id == here).or(changed.next()) else {
            continue;
        };
        let found = (lang.clone(), one.id.clone());
        if one.id == here && lang == preview.lang() {
            return Some(found);
        }
        first = first.or(Some(found));
    }
    first
}

fn find<'a>(pack: &'a Pack, lesson: &str) -> Option<&'a Lesson> {
    pack.lessons.iter().find(|l| l.id == lesson)
}

/// Another edition of what is taught, or its translation: everybody who looked at the old one looks at it.
fn take_pack(model: &mut Model, pack: Arc<Pack>) {
    let old = Arc::clone(model.reading.pack());
    let here = model.reading.lesson().id.clone();
    model.desk.renew(|item| renewal(item, &old, &pack));
    // What was passed was another exercise.
    let asks = |pack: &Pack, id: &str| {
        pack.exercise(id)
            .map(|(_, e)| (e.tests.clone(), e.checks.clone()))
    };
    model
        .states
        .retain(|id, _| asks(&old, id) == asks(&pack, id));
    model.reading.renew(pack);
    set_words(model);
    model.results.is_stale();
    let is_elsewhere = model.reading.lesson().id != here;
    if is_elsewhere || model.desk.opened().is_none() {
        model.open_first();
    }
    let is_gone = match model.overlay {
        Some(Overlay::Hint { .. } | Overlay::Solution { .. }) => model.desk.opened().is_none(),
        Some(Overlay::Welcome { .. }) => model.reading.pack().welcome.is_none(),
        Some(Overlay::Glossary { .. }) => model.reading.pack().glossary.is_none(),
        _ => false,
    };
    if is_gone {
        model.overlay = None;
    }
}

/// What an item was made of in one edition, and is in the other.
fn renewal(item: &Item, old: &Pack, new: &Pack) -> Option<Renewal> {
    match item {
        Item::Exercise { exercise, .. } => {
            let (_, now) = new.exercise(exercise)?;
            let was = old.exercise(exercise).map(|(_, was)| was);
            let pair =
                |of: fn(&Exercise) -> &Vec<SourceFile>| Some((of(was?).clone(), of(now).clone()));
            let texts = [pair(|e| &e.starter), pair(|e| &e.solution)];
            Some(Renewal {
                language: now.language.clone(),
                starter: now.starter.clone(),
                readonly: now.readonly.clone(),
                texts: texts.into_iter().flatten().collect(),
            })
        }
        Item::Example { lesson, index } => {
            let source = |pack: &Pack| {
                let example = find(pack, lesson)?.example(*index);
                example.map(Item::of_example)
            };
            let (language, starter) = source(new)?;
            let was = source(old).map(|(_, was)| (was, starter.clone()));
            Some(Renewal {
                language,
                starter,
                readonly: BTreeSet::new(),
                texts: was.into_iter().collect(),
            })
        }
        Item::Scratch { language } => Some(Renewal {
            language: language.clone(),
            starter: vec![scratch::blank()],
            readonly: BTreeSet::new(),
            texts: Vec::new(),
        }),
    }
}

/// To a lesson that was changed, where its change is seen; the open one stays as it is.
fn go(model: &mut Model, lesson: &str, before: Option<&Lesson>) {
    let is_open = model.reading.lesson().id == lesson;
    if !is_open {
        model.open_lesson(lesson);
    }
    model.reading.mark_changed(before);
    if !is_open {
        model.reading.show_change();
    }
}

/// To the place of the problem that is told, where it has one in a lesson.
fn show_told(model: &mut Model) {
    let Some(preview) = &mut model.preview else {
        return;
    };
    let Some((path, line)) = preview.told().map(|p| (p.path.clone(), p.line)) else {
        return;
    };
    let Some((lang, lesson)) = preview.lesson_of(&path) else {
        return;
    };
    let lang = lang.to_owned();
    if lang != preview.lang() {
        preview.speak(&lang);
        show_pack(model);
    }
    if model.reading.lesson_index() != lesson {
        reading::open_lesson(model, lesson);
    }
    model.reading.show_source(line, ROOM);
}

/// What is taught is the pack of now, in the language of now. Before there is one, all stays as it is.
fn show_pack(model: &mut Model) {
    let pack = model.preview.as_ref().and_then(Preview::pack).cloned();
    if let Some(pack) = pack {
        take_pack(model, pack);
    }
}

/// What the layout adds is in the language of the prose; there are words for what is hidden where it is to be seen.
fn set_words(model: &mut Model) {
    let Some(preview) = &model.preview else {
        return;
    };
    let mut words = layout_words(&Words::new(preview.lang()));
    words.hidden = preview.reveals.then(|| HiddenWords {
        test: model.words.say("hidden-test"),
        solution: model.words.say("hidden-solution"),
        hint: model.words.say("hidden-hint"),
        checks: model.words.say("hidden-checks"),
        wrong: model.words.say("hidden-wrong"),
        words: model.words.say("hidden-words"),
    });
    model.reading.set_words(words);
}

/// The solution, or, where that is in the editor already, the starter.
fn fill_in(model: &mut Model) {
    let exercise = hint::exercise(model);
    let Some((starter, solution)) = exercise
        .filter(|e| !e.solution.is_empty())
        .map(|e| (e.starter.clone(), e.solution.clone()))
    else {
        return say(model, "notice-no-solution");
    };
    let Some(opened) = model.desk.opened_mut() else {
        return;
    };
    if opened.holds(&solution) {
        opened.reset(&starter);
        say(model, "notice-starter");
    } else {
        opened.reset(&solution);
        say(model, "notice-solution");
    }
    // Whoever sees it beside the lesson stays there, to run it or to read on.
    if model.geometry().editor.is_none() {
        model.focus = Pane::Editor;
    }
}

fn next_language(model: &mut Model) {
    let Some(preview) = &mut model.preview else {
        return;
    };
    if !preview.has_languages() {
        return say(model, "notice-one-language");
    }
    preview.next_language();
    show_pack(model);
    reading::say_language(model);
}

fn next_width(model: &mut Model) {
    let terminal = model.size.width;
    let Some(preview) = &mut model.preview else {
        return;
    };
    if !preview.next_width(terminal) {
        let width = ("width", terminal.into());
        model.notice = Some(model.words.say_with("notice-narrow", &[width]));
    }
}

fn reveal(model: &mut Model) {
    if let Some(preview) = &mut model.preview {
        preview.reveals = !preview.reveals;
    }
    set_words(model);
}

fn next_problem(model: &mut Model) {
    let told = model.preview.as_mut().and_then(Preview::tell_next);
    if told.is_none() {
        return say(model, "notice-sound");
    }
    model.focus = Pane::Lesson;
    show_told(model);
}
