//! The scratch pad: beside every lesson, in none.

use tutorbox::run::{Outcome, SourceFile, Stdin};
use tutorbox::tui::effect::Effect;
use tutorbox::tui::model::{Item, Learner, Pane};

use super::ready;
use crate::news::{began, ended, engine, prints};
use crate::stage::{Setup, Stage};

fn item(stage: &Stage) -> Item {
    stage.model.desk.opened().unwrap().item.clone()
}

#[test]
fn one_comes_back_to_where_one_was() {
    for back in ["alt-s", "esc"] {
        let mut stage = ready();
        stage.keys("f6 ctrl-a").paste("mine\nhere").keys("up left");
        let (before, cursor) = (item(&stage), stage.cursor());
        stage.keys("alt-s");
        assert_eq!(item(&stage), Item::scratch("elixir"));
        assert!(stage.screen().contains("Scratch pad"), "{}", stage.screen());
        stage.types("1 + 1").keys(back);
        assert_eq!(item(&stage), before, "{back}");
        assert_eq!(stage.text(), "mine\nhere");
        assert_eq!((stage.cursor(), stage.model.focus), (cursor, Pane::Editor));
        stage.keys("alt-s");
        assert_eq!(stage.text(), "1 + 1");
    }
    let mut stage = ready();
    stage.keys("alt-s esc");
    assert_eq!(stage.model.focus, Pane::Lesson);
}

#[test]
fn it_is_kept_like_any_draft_under_a_name_of_no_exercise() {
    let mut stage = ready();
    stage.keys("alt-s").effects();
    stage.types("kept");
    let drafts = stage
        .effects()
        .into_iter()
        .filter_map(|effect| match effect {
            Effect::SaveDraft {
                lesson,
                exercise,
                files,
                starter: None,
            } => Some((lesson, exercise, files)),
            _ => None,
        });
    let (lesson, exercise, files) = drafts.last().unwrap();
    assert_eq!(files, [SourceFile::new("scratch", "kept")]);
    let pad = Item::scratch("elixir");
    assert_eq!(Item::from_key(&lesson, &exercise), pad);
    assert!(lesson.starts_with('#') && exercise.starts_with('#'));
    let learner = Learner {
        drafts: [(pad, files)].into(),
        ..Learner::default()
    };
    let mut stage = Setup::new().learner(learner).start();
    stage.hear(engine(true)).keys("alt-s");
    assert_eq!(stage.text(), "kept");
}

#[test]
fn the_place_that_is_kept_is_the_one_beneath_it() {
    let mut stage = ready();
    stage.keys("f6");
    let place = stage.model.saved_place.clone();
    assert!(place.as_ref().unwrap().exercise.is_some());
    stage.keys("alt-s").types("1");
    assert_eq!(stage.model.saved_place, place);
}

#[test]
fn it_runs_like_an_example_and_proves_nothing() {
    let mut stage = ready();
    stage.keys("alt-s").paste("IO.puts(1)").effects();
    let [Effect::Run { run, job }] = &stage.keys("f5").deeds()[..] else {
        panic!("nothing is run");
    };
    let run = *run;
    assert_eq!(job.files, [SourceFile::new("scratch", "IO.puts(1)")]);
    assert_eq!((job.tests.len(), &job.stdin), (0, &Stdin::Typed));
    stage.hear_all(began(run)).hear(prints(run, "1\n"));
    stage.hear(ended(run, Outcome::Exited(0), 0));
    assert_eq!(stage.deeds(), [], "no run of it is recorded");
    assert!(stage.screen().contains("The program ran to its end."));
    stage.keys("f3");
    assert!(stage.model.overlay.is_none(), "it has no hints");
}

#[test]
fn what_was_typed_just_before_is_saved() {
    use tutorbox::tui::action::Action;
    use tutorbox::tui::editor::EditorCommand;
    use tutorbox::tui::update;
    let mut stage = ready();
    stage.keys("f6 ctrl-a").effects();
    // Both keys come before anything is saved.
    update::act(&mut stage.model, Action::Edit(EditorCommand::Insert('x')));
    let effects = update::act(&mut stage.model, Action::Scratch);
    let saves = |effect: &Effect| {
        matches!(effect, Effect::SaveDraft { exercise, files, .. }
            if exercise == "sum" && files[0].text == "x")
    };
    assert!(effects.iter().any(saves), "{effects:?}");
}
