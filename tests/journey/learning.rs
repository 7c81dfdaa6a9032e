//! Reading, typing, running, passing.

use std::path::Path;

use tutorbox::course::{self, DirFiles, Exercise, Lesson};

use crate::tui::{Home, Tui};

/// The first lesson of the pack that a newcomer begins with.
fn first_lesson() -> Lesson {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons/elixir");
    let pack = course::load(&DirFiles::new(folder), "en").pack.unwrap();
    pack.lessons.into_iter().next().unwrap()
}

#[test]
fn a_first_pass_is_there_again_after_a_restart() {
    let home = Home::new();
    let mut tui = home.start_first_exercise();
    tui.keys("ctrl-f").types("moon").wait_for("Find: moon");
    tui.keys("esc").wait_gone("Find: moon");
    tui.types("world").wait_for("Hello, world!\")");
    tui.keys("f5").wait_for("The check passed.");
    tui.quit();

    let tui = home.start();
    tui.wait_for("▌Greet the right planet");
    tui.wait_for("Hello, world!\")").wait_for(" 1 of ");
    tui.quit();
}

#[test]
fn lesson_one_by_keyboard_alone() {
    let home = Home::new();
    let lesson = first_lesson();
    let mut tui = home.start();
    tui.wait_for(&lesson.title).wait_for("Docker");
    for (done, exercise) in lesson.exercises.iter().enumerate() {
        solve(&mut tui, exercise);
        tui.wait_for(&format!(" {} of ", done + 1));
        tui.keys("ctrl-n");
        if done + 1 < lesson.exercises.len() {
            tui.wait_for("┃ ○");
        }
    }
    // The next exercise stands in the second lesson, which is told from its beginning.
    tui.wait_for("Lesson 2 of ");
    tui.keys("ctrl-n").wait_for("┃ ○");
    tui.keys("f2");
    for exercise in &lesson.exercises {
        tui.wait_for(&format!("✓ {}", exercise.title));
    }
    tui.keys("esc").wait_gone("✓");
    tui.quit();
}

/// From the lesson, with the exercise selected or first in line.
fn solve(tui: &mut Tui, exercise: &Exercise) {
    tui.keys("f6").wait_for(&format!("▌{}", exercise.title));
    tui.keys("ctrl-a").paste(&exercise.solution[0].text);
    tui.keys("f5");
    tui.wait_until("a pass", |seen| {
        let text = seen.text();
        text.contains("checks passed.") || text.contains("The check passed.")
    });
}
