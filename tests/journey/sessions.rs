//! A learner's first evening and the start of their next, in both languages and at three sizes: welcomed, failing, helped, passing, on
//! to the second lesson, and there again after a restart.

use std::path::Path;

use tutorbox::course::{self, DirFiles, Exercise, Pack};
use tutorbox::locale::Words;

use crate::home::Home;
use crate::tui::Tui;

#[test]
fn in_english_at_80_by_24() {
    evenings("en", (80, 24));
}

#[test]
fn in_english_side_by_side() {
    evenings("en", (120, 36));
}

#[test]
fn in_english_with_all_the_room_in_the_world() {
    evenings("en", (200, 60));
}

#[test]
fn in_korean_at_80_by_24() {
    evenings("ko", (80, 24));
}

#[test]
fn in_korean_side_by_side() {
    evenings("ko", (120, 36));
}

#[test]
fn in_korean_with_all_the_room_in_the_world() {
    evenings("ko", (200, 60));
}

fn evenings(lang: &str, size: (u16, u16)) {
    let home = Home::of_a_newcomer_with_an_image().lang(lang).size(size);
    let (words, pack) = (Words::new(lang), pack(lang));
    let (first, second) = (&pack.lessons[0], &pack.lessons[1]);
    let mut tui = home.start();
    let welcome = words.say("welcome-title");
    tui.wait_for(&welcome);
    tui.keys("esc").wait_gone(&welcome);
    tui.wait_for(&first.title).wait_for("Docker");
    fail_and_ask(&mut tui, &words, &first.exercises[0]);
    for (done, exercise) in first.exercises.iter().enumerate() {
        solve(&mut tui, exercise);
        tui.wait_for(&passed(&words, done + 1, &pack));
        tui.keys("ctrl-n");
    }
    // The lesson is looked back on, once.
    tui.wait_for(&words.say("key-go-on"));
    tui.keys("enter").wait_for(&second.title);
    tui.keys("f2");
    for exercise in &first.exercises {
        tui.wait_for(&format!("✓ {}", exercise.title));
    }
    tui.keys("esc").wait_gone("✓");
    tui.quit();

    let tui = home.start();
    tui.wait_for(&second.title);
    tui.wait_for(&passed(&words, first.exercises.len(), &pack));
    tui.quit();
}

/// The pack that a newcomer begins with.
fn pack(lang: &str) -> Pack {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/elixir");
    course::load(&DirFiles::new(folder), lang).pack.unwrap()
}

/// What the first line says.
fn passed(words: &Words, passed: usize, pack: &Pack) -> String {
    let total = pack.exercises().count();
    let counts = [("passed", passed.into()), ("total", total.into())];
    words.say_with("progress", &counts)
}

/// Runs the starter, which fails, reads a hint, and goes back to the lesson.
fn fail_and_ask(tui: &mut Tui, words: &Words, exercise: &Exercise) {
    tui.keys("f6").wait_for(&format!("▌{}", exercise.title));
    tui.keys("f5").wait_for("✗");
    let count = exercise.hints.len();
    let numbers = [("number", 1.into()), ("count", count.into())];
    let hint = words.say_with("hint-title", &numbers);
    tui.keys("f3").wait_for(&hint);
    tui.keys("esc").wait_gone(&hint);
    tui.keys("esc").wait_for(&words.say("key-next-card"));
}

/// From the lesson, with the exercise selected or first in line.
fn solve(tui: &mut Tui, exercise: &Exercise) {
    tui.keys("f6").wait_for(&format!("▌{}", exercise.title));
    tui.keys("ctrl-a").paste(&exercise.solution[0].text);
    tui.keys("f5");
}
