//! The results: what a program reads, searching, copying, going from place to place, looking back.

use std::time::Duration;

use tutorbox::progress::{Entry, RunRecord, Timestamp};
use tutorbox::run::{Outcome, ProgramStatus, RunEvent, Severity, SourceFile, Stdin};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::history::Past;
use tutorbox::tui::message::Message;
use tutorbox::tui::model::Pane;
use tutorbox::tui::overlay::Overlay;

use super::ready;
use crate::news::{
    began, complains, done, elapsed, ended, prints, program_ended, run, test_ended, test_prints,
};
use crate::stage::Stage;

/// The example runs, and has asked for a name.
fn asking() -> Stage {
    let mut stage = ready();
    stage.keys("tab enter f5").hear_all(began(1));
    stage.hear(prints(1, "Name? ")).effects();
    stage
}

/// The example has printed this and is over; the results have the keys.
fn printed(text: &str) -> Stage {
    let mut stage = ready();
    stage.keys("tab enter f5").hear_all(began(1));
    stage
        .hear(prints(1, text))
        .hear(ended(1, Outcome::Exited(0), 0))
        .keys("f6")
        .effects();
    stage
}

/// The lines that the program is given.
fn fed(stage: &mut Stage) -> Vec<String> {
    let effects = stage.effects();
    let fed = effects.iter().filter_map(|effect| match effect {
        Effect::Feed { run: 1, bytes } => Some(String::from_utf8(bytes.clone()).unwrap()),
        Effect::EndInput { run: 1 } => Some("the end".to_owned()),
        _ => None,
    });
    fed.collect()
}

fn copied(stage: &mut Stage) -> String {
    let effects = stage.effects();
    let mut texts = effects.into_iter().filter_map(|effect| match effect {
        Effect::Copy(text) => Some(text),
        _ => None,
    });
    texts.next().unwrap_or_default()
}

#[test]
fn a_line_is_typed_sent_and_stands_where_it_was_asked_for() {
    let mut stage = asking();
    assert!(stage.screen().contains("F6 to type"), "{}", stage.screen());
    stage.keys("f6").types("Annn").keys("backspace");
    assert!(stage.screen().contains("Input: Ann"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(fed(&mut stage), ["Ann\n"]);
    stage.hear(prints(1, "Hello, Ann!\n"));
    let screen = stage.screen();
    assert!(screen.contains("Name? Ann"), "{screen}");
    assert!(screen.contains("Hello, Ann!"), "{screen}");
    // Letters are the pane's keys again once it is over.
    stage.hear(ended(1, Outcome::Exited(0), 0));
    assert!(!stage.screen().contains("Input:"), "{}", stage.screen());
    stage.keys("r");
    assert!(matches!(stage.deeds().as_slice(), [Effect::Run { .. }]));
}

#[test]
fn whatever_is_typed_is_text_and_keys_of_other_panes_are_not_lost() {
    let mut stage = asking();
    stage.keys("f6").types("q /nNyYzHr?").keys("enter");
    assert_eq!(fed(&mut stage), ["q /nNyYzHr?\n"]);
    stage.types("gone").keys("ctrl-u enter");
    assert_eq!(fed(&mut stage), ["\n"]);
    stage.paste("one\r\ntwo\nthr").types("ee").keys("enter");
    assert_eq!(fed(&mut stage), ["one\n", "two\n", "three\n"]);
    // The editor keeps what is typed in it.
    stage.keys("f6 f6").types("x").keys("enter");
    assert_eq!(fed(&mut stage), [] as [&str; 0]);
    assert!(stage.text().starts_with('x') || stage.text().contains("x\n"));
}

#[test]
fn the_input_ends_once_the_line_is_empty() {
    let mut stage = asking();
    stage.keys("f6").types("a").keys("ctrl-d");
    assert_eq!(fed(&mut stage), [] as [&str; 0]);
    assert!(stage.screen().contains("send it first"));
    stage.keys("backspace ctrl-d");
    assert_eq!(fed(&mut stage), ["the end"]);
    assert!(stage.screen().contains("The input has ended."));
    stage.types("abc").keys("enter");
    assert_eq!(fed(&mut stage), [] as [&str; 0]);
    // Escape still stops it.
    stage.keys("esc");
    assert_eq!(stage.deeds(), [Effect::Stop]);
}

#[test]
fn a_program_that_is_silent_may_be_waiting() {
    let awaited = "may be waiting for your input";
    let mut stage = asking();
    assert!(!stage.screen().contains(awaited));
    stage.hear(elapsed(1, 900));
    assert!(!stage.screen().contains(awaited));
    stage.hear(elapsed(1, 1100));
    assert!(stage.screen().contains(awaited), "{}", stage.screen());
    stage.keys("f6 enter");
    assert!(!stage.screen().contains(awaited));
    stage.hear(elapsed(1, 2200));
    assert!(stage.screen().contains(awaited), "{}", stage.screen());
    stage.hear(prints(1, "a word\n"));
    assert!(!stage.screen().contains(awaited));
}

#[test]
fn what_is_typed_is_for_the_program_and_not_for_its_tests() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    let deeds = stage.effects();
    let Some(Effect::Run { job, .. }) = deeds.iter().find(|e| matches!(e, Effect::Run { .. }))
    else {
        panic!("{deeds:?}");
    };
    assert_eq!(job.stdin, Stdin::Typed);
    assert!(stage.screen().contains("Input:"), "{}", stage.screen());
    stage.hear(program_ended(1, ProgramStatus::Ok));
    assert_eq!(fed(&mut stage), ["the end"]);
    assert!(!stage.screen().contains("Input:"), "{}", stage.screen());
    stage.hear(test_ended(1, None)).hear_all(done(1));
    assert_eq!(fed(&mut stage), [] as [&str; 0]);
}

#[test]
fn what_is_typed_is_no_output_that_is_judged() {
    let mut stage = ready();
    stage.keys("tab tab tab enter f5").hear_all(began(1));
    stage.keys("f6").types("Hello, world!").keys("enter");
    stage
        .hear(prints(1, "Hello, moon!\n"))
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear_all(done(1));
    let screen = stage.screen();
    assert!(screen.contains("The check did not pass."), "{screen}");
}

#[test]
fn the_question_stays_in_sight() {
    let mut stage = asking();
    stage.keys("f6");
    for n in 0..60 {
        stage.hear(prints(1, &format!("line {n}\n")));
    }
    assert!(stage.screen().contains("line 59"), "{}", stage.screen());
    // Who goes up stays there.
    stage.keys("pageup").hear(prints(1, "the last\n"));
    assert!(!stage.screen().contains("the last"));
    stage.keys("enter");
    assert!(stage.screen().contains("the last"));
}

#[test]
fn a_search_goes_round_and_ends() {
    let mut stage = printed("alpha\nbeta\nAlphabet\n");
    stage.keys("/").types("alpha");
    assert!(stage.screen().contains("1 of 2"), "{}", stage.screen());
    stage.keys("enter n");
    assert!(stage.screen().contains("2 of 2"));
    stage.keys("n");
    assert!(stage.screen().contains("1 of 2"));
    stage.keys("N");
    assert!(stage.screen().contains("2 of 2"));
    stage.keys("esc");
    assert!(!stage.screen().contains("Find:"));
    assert_eq!(stage.model.focus, Pane::Results);
    stage.keys("n");
    assert!(stage.screen().contains("Nothing is searched for yet."));
    stage.keys("/").types("Alpha");
    assert!(stage.screen().contains("1 of 1"));
    stage.keys("ctrl-u").types("gamma");
    assert!(stage.screen().contains("not found"));
    stage.keys("ctrl-u enter");
    assert!(!stage.screen().contains("Find:"));
}

#[test]
fn what_is_found_is_brought_into_view() {
    let text: String = (0..200).map(|n| format!("line {n}.\n")).collect();
    let mut stage = printed(&text);
    stage.keys("/").types("line 150.");
    assert!(stage.screen().contains("line 150."), "{}", stage.screen());
    stage.keys("ctrl-u").types("line 3.");
    assert!(stage.screen().contains("line 3."), "{}", stage.screen());
}

#[test]
fn output_is_copied_without_its_colours() {
    let mut stage = printed("one \x1b[31mred\x1b[0m\n안녕\x07\n");
    stage.keys("y");
    assert_eq!(copied(&mut stage), "one red\n안녕␇\n");
    assert!(stage.screen().contains("Copied: 2 lines."));
    stage.keys("Y");
    let all = copied(&mut stage);
    assert!(all.contains("The program ran to its end."), "{all}");
    assert!(all.ends_with("one red\n안녕␇\n"), "{all}");
    let mut stage = printed("");
    stage.keys("y");
    assert_eq!(copied(&mut stage), "");
    assert!(stage.screen().contains("nothing to copy"));
}

#[test]
fn from_place_to_place_and_into_the_code() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    stage
        .hear(complains(1, Severity::Warning, "unused", "sum.exs", 2))
        .hear(complains(1, Severity::Error, "elsewhere", "other.exs", 1))
        .hear(complains(1, Severity::Error, "undefined", "sum.exs", 4))
        .hear(program_ended(1, ProgramStatus::CompileError))
        .hear_all([run(1, RunEvent::Done), ended(1, Outcome::Exited(1), 0)]);
    // Without a choice the gravest comes first.
    stage.keys("f6 enter");
    assert_eq!((stage.model.focus, stage.cursor().0), (Pane::Editor, 3));
    stage.keys("f6 tab");
    assert!(stage.screen().contains("▸error"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!((stage.model.focus, stage.cursor().0), (Pane::Editor, 3));
    stage.keys("f6 tab enter");
    assert_eq!(stage.cursor().0, 1);
    stage.keys("f6 tab enter");
    assert_eq!(stage.cursor().0, 3);
    stage.keys("f6 backtab enter");
    assert_eq!(stage.cursor().0, 1);
    let mut stage = printed("fine\n");
    stage.keys("tab");
    assert!(stage.screen().contains("There is no problem to go to."));
}

#[test]
fn what_is_long_is_folded_and_shown() {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    let text: String = (0..50).map(|n| format!("row {n}.\n")).collect();
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(test_prints(1, "SumTest adds", &text))
        .hear(test_ended(1, Some("4")))
        .hear_all(done(1))
        .keys("f6 Y");
    // What is copied is whole.
    assert!(copied(&mut stage).contains("row 20."));
    let seen = |stage: &mut Stage| {
        stage.keys("/").types("row ");
        let screen = stage.screen();
        stage.keys("esc");
        screen
    };
    assert!(seen(&mut stage).contains(" of 10"));
    stage.keys("/").types("more").keys("enter");
    assert!(stage.screen().contains("… 40 lines more (z shows them)"));
    stage.keys("esc z");
    assert!(seen(&mut stage).contains(" of 50"));
    stage.keys("z");
    assert!(seen(&mut stage).contains(" of 10"));
}

fn record(code: &str, ago: i64, failing: usize) -> RunRecord {
    RunRecord {
        started_at: Timestamp(10_000_000 - ago),
        duration: Duration::from_millis(1500),
        outcome: String::new(),
        passed: failing == 0,
        failing,
        total: 2,
        files: vec![SourceFile::new("sum.exs", code)],
        asks: None,
    }
}

fn past(runs: Vec<RunRecord>) -> Message {
    Message::History(Past {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
        entries: Ok(runs.into_iter().map(Entry::Run).collect()),
        now: Timestamp(10_000_000),
    })
}

/// The exercise was run; the results have the keys.
fn looking_back() -> Stage {
    let mut stage = ready();
    stage.keys("f6 f5").hear_all(began(1));
    stage.hear(ended(1, Outcome::Exited(1), 0)).keys("f6");
    stage.effects();
    stage
}

#[test]
fn an_earlier_run_is_looked_at_and_its_code_taken_back() {
    let mut stage = looking_back();
    let before = stage.text();
    stage.keys("H");
    let asked = Effect::ReadHistory {
        lesson: "first".to_owned(),
        exercise: "sum".to_owned(),
    };
    assert!(stage.effects().contains(&asked));
    stage.hear(past(vec![
        record(&before, 5_000, 1),
        record("# the first try", 3 * 60_000, 2),
    ]));
    let screen = stage.screen();
    assert!(screen.contains("just now"), "{screen}");
    assert!(
        screen.contains("That is the code that is in the editor."),
        "{screen}"
    );
    stage.keys("down");
    let screen = stage.screen();
    assert!(screen.contains("3 min ago"), "{screen}");
    assert!(screen.contains("- # the first try"), "{screen}");
    stage.keys("enter");
    assert_eq!(stage.text(), "# the first try");
    assert_eq!(stage.model.focus, Pane::Editor);
    assert!(stage.model.overlay.is_none());
    stage.keys("ctrl-z");
    assert_eq!(stage.text(), before);
}

#[test]
fn looking_back_may_find_nothing_or_come_too_late() {
    let mut stage = looking_back();
    stage.keys("H").hear(past(Vec::new()));
    assert!(stage.screen().contains("No run of this exercise is kept"));
    stage
        .keys("H f2 down enter")
        .hear(past(vec![record("", 0, 1)]));
    assert!(stage.model.overlay.is_none(), "another exercise is open");
    let mut stage = looking_back();
    stage.hear(past(vec![record("", 0, 1)])).keys("H");
    assert!(stage.model.overlay.is_none());
    stage
        .hear(past(vec![record("", 0, 1)]))
        .keys("pagedown esc");
    assert!(!matches!(stage.model.overlay, Some(Overlay::History(_))));
    let mut stage = printed("fine\n");
    stage.keys("H");
    assert!(stage.screen().contains("only those of exercises"));
    assert_eq!(stage.deeds(), []);
}

#[test]
fn who_types_on_when_the_program_has_ended_does_nothing_by_mistake() {
    let mut stage = asking();
    stage.keys("f6").types("An");
    stage
        .hear(program_ended(1, ProgramStatus::Ok))
        .hear(ended(1, Outcome::Exited(0), 0));
    stage.deeds();
    // As keys they would run it again, quit, and ask for a hint.
    stage.types("nrqh");
    assert_eq!(stage.deeds(), []);
    let screen = stage.screen();
    assert!(
        screen.contains("Input: An  The program has ended"),
        "{screen}"
    );
    stage.keys("enter");
    assert!(!stage.screen().contains("Input:"), "{}", stage.screen());
    stage.keys("q");
    assert_eq!(stage.deeds(), [Effect::Quit]);
}

#[test]
fn of_one_run_that_is_seen_whole_there_is_nothing_to_be_scrolled() {
    let mut stage = ready();
    stage.hear(past(vec![record("1", 60_000, 1)]));
    let screen = stage.screen();
    assert!(screen.contains("Enter restore"), "{screen}");
    assert!(
        !screen.contains("↓ next") && !screen.contains("page down"),
        "{screen}"
    );
    stage.keys("esc");
    let long = "line\n".repeat(40);
    let runs = vec![record(&long, 60_000, 1), record("1", 90_000, 1)];
    let screen = stage.hear(past(runs)).screen();
    assert!(
        screen.contains("↓ next") && screen.contains("page down"),
        "{screen}"
    );
}
