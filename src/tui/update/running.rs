//! Running what is open, and what comes of it.

use super::{engine, helping, looking_back};
use crate::locale;
use crate::progress::{RunRecord, Status, Timestamp};
use crate::run::{Job, Location, RunEvent, Stdin};
use crate::tui::action::Action;
use crate::tui::effect::Effect;
use crate::tui::engine::{Engine, ImageState};
use crate::tui::keymap::Context;
use crate::tui::model::{Item, Model, Pane};
use crate::tui::overlay::Overlay;
use crate::tui::panes;
use crate::tui::runs::{Order, Phase, Run};
use crate::verdict;

/// Runs what is open; a run that goes on is stopped first.
pub fn run(model: &mut Model) -> Vec<Effect> {
    let Some(opened) = model.desk.opened() else {
        return Vec::new();
    };
    let (item, language) = (opened.item.clone(), opened.language.clone());
    let mut effects = stop(model);
    if matches!(model.engine, Engine::Missing(_)) {
        // It may have been started meanwhile.
        model.engine = Engine::Connecting;
        effects.push(Effect::Connect);
    }
    if model.engine.can_run(&language) {
        effects.extend(start(model, &item, Phase::Booting));
        return effects;
    }
    let image = model.engine.image(&language).map(|i| i.state.clone());
    if matches!(image, Some(ImageState::Missing | ImageState::Failed(_))) {
        effects.extend(engine::want(model, language));
    }
    start(model, &item, Phase::WaitingForImage);
    effects
}

/// Runs what is open, or what is in sight.
pub fn ask(model: &mut Model, action: &Action) -> Vec<Effect> {
    if *action == Action::RunInSight && model.geometry().editor.is_none() {
        open_what_is_seen(model);
    }
    run(model)
}

/// What a learner looks at is what runs. Where the lesson shows nothing that does, they find what did when they come back.
fn open_what_is_seen(model: &mut Model) {
    let opened = model.desk.opened().map(|o| o.item.clone());
    match (model.reading.nearest_in_sight(opened.as_ref()), opened) {
        (Some(seen), _) => {
            model.reading.mark_selected(&seen);
            model.open(&seen);
        }
        (None, Some(opened)) => model.reading.select(&opened),
        (None, None) => {}
    }
}

/// Why nothing can be run at all.
pub fn trouble(model: &Model) -> Option<Overlay> {
    let Engine::Missing(why) = &model.engine else {
        return None;
    };
    let key = model.keymap.told(Context::Anywhere, &Action::Run);
    let help = model
        .words
        .say_with("engine-none-help", &[("key", key.into())]);
    Some(Overlay::Trouble {
        title: model.words.say("engine-none-title"),
        text: format!("{why}\n\n{help}"),
        scroll: 0,
    })
}

/// What waited for an image that is there now may go.
pub fn start_waiting(model: &mut Model) -> Vec<Effect> {
    let engine = &model.engine;
    let run = model.runs.stop_waiting(|language| engine.can_run(language));
    run.map(wish).into_iter().collect()
}

fn start(model: &mut Model, item: &Item, phase: Phase) -> Option<Effect> {
    let order = order(model, item)?;
    model.runs.begin(item.clone(), order, phase);
    model.results.begin();
    if model.geometry().results.is_none() {
        model.focus = Pane::Results;
    }
    let run = model.runs.of(item)?;
    (phase != Phase::WaitingForImage).then(|| wish(run))
}

fn wish(run: &Run) -> Effect {
    Effect::Run {
        run: run.id,
        job: run.order.job.clone(),
    }
}

/// What must be run, and what it is to prove.
fn order(model: &Model, item: &Item) -> Option<Order> {
    let opened = model.desk.opened().filter(|o| o.item == *item)?;
    let files = opened.sources();
    let (job, checks) = match item {
        Item::Exercise { exercise, .. } => {
            let exercise = model.reading.exercise(exercise)?;
            let mut job = verdict::job(exercise, files);
            // Cases bring along what they read.
            if job.cases.is_empty() {
                job.stdin = Stdin::Typed;
            }
            (job, exercise.checks.clone())
        }
        Item::Example { .. } | Item::Scratch { .. } => {
            let file = files.into_iter().next()?;
            let limits = model.reading.pack().limits;
            let job = Job::program(&opened.language, file, Stdin::Typed, limits);
            (job, Vec::new())
        }
    };
    Some(Order { job, checks })
}

/// Stops the run that goes on, or the one that waits for its image.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    match model.runs.active().map(|(_, run)| run.phase) {
        None => Vec::new(),
        Some(Phase::WaitingForImage) => {
            model.runs.give_up_waiting();
            model.results.is_stale();
            Vec::new()
        }
        Some(_) => vec![Effect::Stop],
    }
}

/// Takes what a run says.
pub fn hear(model: &mut Model, id: u64, event: RunEvent) -> Vec<Effect> {
    let item = model.runs.active().map(|(item, _)| item.clone());
    let has_begun = event == RunEvent::Started;
    let has_read = model.runs.input().is_some();
    let over = model.runs.absorb(id, event);
    model.results.is_stale();
    if has_begun && model.focus == Pane::Results && model.is_read() {
        model.results.follow();
    }
    match item {
        Some(item) if over => finish(model, &item),
        // What is run after the program reads nothing that is typed.
        Some(_) if has_read && model.runs.input().is_none() => vec![Effect::EndInput { run: id }],
        _ => Vec::new(),
    }
}

fn finish(model: &mut Model, item: &Item) -> Vec<Effect> {
    let Some(run) = model.runs.of(item) else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    let is_shown = model.shown_run().is_some_and(|shown| shown.id == run.id);
    if is_shown && (run.is_judged() || !run.was_talked_to()) {
        model.results.end();
    }
    if run.is_old_failure() {
        let (_, exercise) = item.key();
        helping::tell_uncounted(model, &exercise);
    } else if run.counts() && run.is_judged() {
        let (lesson, exercise) = item.key();
        let lesson = lesson.to_owned();
        let record = record(model, &exercise, run);
        let before = model.states.get(&exercise);
        let is_first_pass = record.passed && before != Some(&Status::Passed);
        let status = status(&record, before);
        model.states.insert(exercise.clone(), status);
        if is_first_pass {
            looking_back::passed(model, &exercise);
        }
        if record.passed {
            model.changes.passed(&exercise);
        } else {
            *model.tries.entry(exercise.clone()).or_default() += 1;
            helping::tell_opened(model, &exercise);
        }
        effects.push(Effect::RecordRun {
            lesson,
            exercise,
            record,
        });
    }
    let wording = model.reading.wording(item);
    if let (Some(opened), Some(run)) = (model.desk.get_mut(item), model.runs.of(item)) {
        opened.mark(&run.transcript.diagnostics, &run.verdict, &wording);
    }
    effects
}

fn record(model: &Model, exercise: &str, run: &Run) -> RunRecord {
    let sums = model.reading.pack().sums.get(exercise);
    let outcome = run.outcome().map(|o| locale::outcome(&model.words, o));
    RunRecord {
        // The worker knows what time it is.
        started_at: Timestamp(0),
        duration: run.elapsed,
        outcome: outcome.unwrap_or_default(),
        passed: run.verdict.passed(),
        failing: run.verdict.failing(),
        total: run.verdict.total(),
        files: run.order.job.files.clone(),
        asks: sums.map(|sums| sums.asks.clone()),
    }
}

/// Passed once is passed.
fn status(record: &RunRecord, before: Option<&Status>) -> Status {
    match before {
        _ if record.passed => Status::Passed,
        Some(Status::Passed) => Status::Passed,
        _ => Status::Failing {
            failing: record.failing,
            total: record.total,
        },
    }
}

/// To the place that is selected, or to the first that the last run points at.
pub fn jump(model: &mut Model) -> Vec<Effect> {
    match panes::results::problem(model) {
        Some(place) => jump_to(model, &place),
        None => model.notice = Some(model.words.say("notice-no-problem")),
    }
    Vec::new()
}

/// To a place in what is open.
pub fn jump_to(model: &mut Model, place: &Location) {
    let Some(opened) = model.desk.opened_mut() else {
        return;
    };
    let column = place.column.unwrap_or(1).saturating_sub(1);
    opened.jump(&place.file, place.line.saturating_sub(1), column);
    model.focus = Pane::Editor;
}
