//! What becomes of the reader, of their code and of their keys while the pack changes.

use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::Pane;

use crate::author::Author;
use crate::news::{began, done, engine, test_ended};
use crate::stage::{Setup, Stage};

const FIRST: &str = "01-first.md";
const SECOND: &str = "02-second.md";

fn preview(author: &mut Author) -> Stage {
    let mut stage = Setup::new().preview(author.edition()).start();
    stage.hear(engine(true)).effects();
    stage
}

fn wide(author: &mut Author) -> Stage {
    let mut stage = Setup::new().wide().preview(author.edition()).start();
    stage.hear(engine(true)).effects();
    stage
}

/// The first line of the lesson that is in sight.
fn top(stage: &Stage) -> String {
    let reading = &stage.model.reading;
    reading
        .layout()
        .unwrap()
        .line(reading.scroll_line())
        .plain()
}

/// Scrolls until this is in the first line.
fn down_to(stage: &mut Stage, words: &str) -> String {
    for _ in 0..50 {
        if top(stage).contains(words) {
            return top(stage);
        }
        stage.keys("down");
    }
    panic!("{words} does not come to the top");
}

fn lesson(stage: &Stage) -> &str {
    &stage.model.reading.lesson().id
}

fn lang(stage: &Stage) -> &str {
    stage.model.preview.as_ref().unwrap().lang()
}

#[test]
fn the_reader_stays_where_they_are() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    let before = down_to(&mut stage, "Sums");
    let more = "# First steps\n\nMuch more.\n\nAnd more:\n\n- one\n- two\n";
    author.replaces(FIRST, "# First steps\n", more);
    stage.hear(author.saves());
    assert_eq!(top(&stage), before);
    // So they do where the heading above them is another, and where the text below is.
    author
        .replaces(FIRST, "# First steps", "# The first steps")
        .replaces(FIRST, "That is all", "This is all");
    stage.hear(author.saves());
    assert_eq!(top(&stage), before);
    assert_eq!(stage.model.focus, Pane::Lesson);
}

#[test]
fn the_lesson_that_was_changed_comes_up_where_it_was_changed() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    author.replaces(SECOND, "may have two", "can have two");
    stage.hear(author.saves());
    assert_eq!(
        (lesson(&stage), stage.open().as_str()),
        ("second", "shapes")
    );
    assert!(
        stage.screen().contains("▎ A program can have two"),
        "{}",
        stage.screen()
    );
    // The one that is open stays, if it is among those.
    author
        .replaces(FIRST, "Every value", "Each value")
        .replaces(SECOND, "can have two", "has two");
    stage.hear(author.saves());
    assert_eq!(lesson(&stage), "second");
}

#[test]
fn a_translation_that_was_changed_comes_up() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    author.replaces("01-first.ko.md", "여기까지입니다", "끝입니다");
    stage.hear(author.saves());
    assert_eq!((lang(&stage), lesson(&stage)), ("ko", "first"));
    author.replaces(SECOND, "may have two", "can have two");
    stage.hear(author.saves());
    assert_eq!((lang(&stage), lesson(&stage)), ("ko", "second"));
}

#[test]
fn to_what_was_changed() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    assert!(
        stage
            .keys("c")
            .screen()
            .contains("Nothing in this lesson was changed")
    );
    author.replaces(FIRST, "That is all", "This is all");
    stage.hear(author.saves());
    assert!(!stage.screen().contains("This is all"));
    assert!(stage.keys("c").screen().contains("▎ This is all"));
}

#[test]
fn a_problem_comes_up_and_goes_when_it_is_mended() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    stage.keys("n n");
    author.replaces(FIRST, "```elixir run", "```elixir rnu");
    stage.hear(author.saves());
    assert_eq!(lesson(&stage), "first");
    let screen = stage.screen();
    assert!(screen.contains("did you mean `run`?"), "{screen}");
    // What was there before the mistake is there still.
    assert!(screen.contains("▶ run"), "{screen}");
    // Hidden, it stays so until there is another.
    stage.keys("esc");
    assert!(!stage.screen().contains("did you mean"));
    author.replaces(SECOND, "may have two", "can have two");
    stage.hear(author.saves());
    assert!(!stage.screen().contains("did you mean"));
    // The translation has an example more now: that comes first.
    assert!(stage.keys("e e").screen().contains("did you mean"));
    author.replaces(FIRST, "```elixir rnu", "```elixir run");
    stage.hear(author.saves());
    assert!(!stage.screen().contains("did you mean"));
    assert!(stage.screen().contains("✓ well written"));
    assert!(stage.keys("e").screen().contains("Nothing is wrong"));
}

#[test]
fn problems_take_turns() {
    let mut author = Author::new();
    author.replaces(FIRST, "hint=greet", "hint=great").replaces(
        SECOND,
        "hint=shapes",
        "hint=shape",
    );
    let mut stage = preview(&mut author);
    let mut seen = Vec::new();
    for _ in 0..5 {
        let told = stage.model.preview.as_ref().unwrap().told().unwrap();
        seen.push((told.path.clone(), told.line));
        let path = told.path.clone();
        assert_eq!(stage.model.reading.lesson().path, path);
        stage.keys("e");
    }
    assert_eq!(seen[0], seen[4], "{seen:?}");
    assert_eq!(seen.iter().filter(|(path, _)| path == SECOND).count(), 2);
}

#[test]
fn what_was_not_typed_in_follows_the_file() {
    let mut author = Author::new();
    let mut stage = wide(&mut author);
    author.replaces(FIRST, "sum([1, 2]) should give 3", "begin here");
    stage.hear(author.saves());
    assert!(stage.text().contains("begin here"), "{}", stage.text());
    // So does a solution that was filled in.
    stage.keys("s");
    author.replaces(FIRST, "head + sum(tail)", "sum(tail) + head");
    stage.hear(author.saves());
    assert!(
        stage.text().contains("sum(tail) + head"),
        "{}",
        stage.text()
    );
    // What was typed is the author's.
    stage.keys("f6 ctrl-a").types("mine");
    author.replaces(FIRST, "begin here", "start here");
    stage.hear(author.saves());
    assert_eq!(stage.text(), "mine");
    stage.keys("f8");
    assert!(stage.text().contains("start here"), "{}", stage.text());
}

#[test]
fn files_and_exercises_come_and_go() {
    let mut author = Author::new();
    let mut stage = wide(&mut author);
    stage.keys("n f6");
    assert!(stage.text().contains("area(_width"));
    author.replaces(SECOND, "file=shape.exs", "file=figure.exs");
    stage.hear(author.saves());
    assert!(
        stage.text().contains("IO.puts"),
        "the file in front is gone"
    );
    stage.keys("f7");
    assert!(stage.text().contains("area(_width"));
    author.writes(SECOND, "# Two files\n\nNothing to do.\n");
    stage.hear(author.saves());
    assert!(stage.model.desk.opened().is_none());
    stage.keys("r s f8 f3 f7 x");
    author.removes(SECOND);
    stage.hear(author.saves());
    // A link of the first lesson led there.
    let screen = stage.screen();
    assert_eq!(lesson(&stage), "first", "{screen}");
    assert!(
        screen.contains("there is no file `02-second.md`"),
        "{screen}"
    );
    assert!(screen.contains("01-first.md"), "{screen}");
}

#[test]
fn the_solution_and_the_starter_take_turns() {
    let mut author = Author::new();
    let mut stage = wide(&mut author);
    let starter = stage.text();
    stage.keys("s");
    assert!(stage.text().contains("head + sum(tail)"));
    assert_eq!(stage.model.focus, Pane::Lesson);
    stage.keys("s");
    assert_eq!(stage.text(), starter);
    // Where the editor is not in sight, it comes up; and there the key is no letter.
    let mut stage = preview(&mut author);
    stage.keys("s");
    assert_eq!(stage.model.focus, Pane::Editor);
    stage.keys("ctrl-s");
    assert_eq!(stage.text(), starter);
    stage.keys("esc tab");
    assert!(stage.keys("s").screen().contains("has no solution"));
}

#[test]
fn languages_take_turns_at_the_same_place() {
    let mut author = Author::new();
    let mut stage = Setup::new().size(120, 20).preview(author.edition()).start();
    let before = down_to(&mut stage, "Sums");
    stage.keys("l");
    assert_eq!((lang(&stage), top(&stage).trim()), ("ko", "합"));
    assert!(stage.text().contains("3이어야 합니다"), "{}", stage.text());
    stage.keys("l");
    assert_eq!((lang(&stage), top(&stage)), ("en", before));
    author.removes("01-first.ko.md");
    stage.hear(author.saves());
    assert!(stage.keys("l").screen().contains("There is no translation"));
}

#[test]
fn a_terminal_without_a_narrower_one_says_so() {
    let mut stage = preview(&mut Author::new());
    assert!(
        stage
            .keys("w")
            .screen()
            .contains("The terminal has 80 columns")
    );
}

#[test]
fn results_are_of_the_exercise_that_was_run() {
    let mut author = Author::new();
    let mut stage = wide(&mut author);
    stage.keys("s r").hear_all(began(1));
    stage.hear(test_ended(1, None)).hear_all(done(1));
    assert!(!stage.screen().contains("before your last change"));
    assert!(
        stage.screen().contains("✓ Add them up"),
        "{}",
        stage.screen()
    );
    author.replaces(FIRST, "== 3", "== 4");
    stage.hear(author.saves());
    assert!(stage.screen().contains("before your last change"));
    assert!(
        stage.screen().contains("○ Add them up"),
        "{}",
        stage.screen()
    );
}

#[test]
fn a_language_that_is_not_used_is_not_asked_for() {
    let mut stage = Setup::new().preview(Author::new().edition()).start();
    let mut news = engine(false);
    if let tutorbox::tui::message::Message::Engine(Ok(found)) = &mut news {
        let mut other = found.languages[0].clone();
        other.name = "cobol".to_owned();
        other.title = "COBOL".to_owned();
        found.languages[0].has_image = true;
        found.languages.push(other);
    }
    stage.hear(news);
    assert!(stage.model.overlay.is_none());
}

#[test]
fn a_container_waits_for_the_limits_of_now() {
    let mut author = Author::new();
    let mut stage = preview(&mut author);
    author.replaces(
        FIRST,
        "forbid = [\"Enum.sum\"]",
        "forbid = [\"Enum.sum\"]\n\n[limits]\nwall_s = 3",
    );
    stage.hear(author.saves());
    let parked = stage.effects().into_iter().find_map(|effect| match effect {
        Effect::Park { limits, .. } => Some(limits.wall.as_secs()),
        _ => None,
    });
    assert_eq!(parked, Some(3));
}

#[test]
fn the_first_lesson_of_all_comes_up() {
    let mut author = Author::without_lessons();
    let mut stage = preview(&mut author);
    assert!(
        stage.screen().contains("Nothing to show yet"),
        "{}",
        stage.screen()
    );
    author.writes("01-a.md", "# At last\n");
    stage.hear(author.saves());
    assert!(stage.screen().contains("At last"), "{}", stage.screen());
}
