//! The engine and its image: looked for, missing, on its way.

use insta::assert_snapshot;
use tutorbox::sandbox::image::Progress;
use tutorbox::tui::message::{ImageNews, Message};

use crate::news::{self, engine, image, progress};
use crate::stage::{Setup, Stage};

/// The last row, which says how an image comes along.
fn status(stage: &Stage) -> String {
    let screen = stage.screen();
    screen.lines().last().unwrap().trim_end().to_owned()
}

#[test]
fn the_first_frame() {
    assert_snapshot!(Setup::new().start().picture());
}

#[test]
fn the_first_frame_wide() {
    assert_snapshot!(Setup::new().wide().start().picture());
}

#[test]
fn an_engine_with_the_image() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(engine(true)).picture());
}

#[test]
fn the_image_is_asked_for() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(engine(false)).picture());
}

#[test]
fn the_image_was_declined() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(engine(false)).keys("n").picture());
}

#[test]
fn the_image_is_being_fetched() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y");
    let fetch = Progress::Fetch {
        done: 17_300_000,
        total: 45_000_000,
        package: "erlang-base".to_owned(),
    };
    assert_snapshot!(stage.hear(progress(fetch)).picture());
}

#[test]
fn each_step_of_a_preparation() {
    let package = || "libstdc++6".to_owned();
    let steps = [
        Progress::Waiting,
        Progress::Resolve { percent: 40 },
        Progress::Fetch {
            done: 0,
            total: 45_000_000,
            package: String::new(),
        },
        Progress::Fetch {
            done: 44_000_000,
            total: 45_000_000,
            package: package(),
        },
        Progress::Unpack {
            done: 12,
            total: 41,
            package: package(),
        },
        Progress::Finish,
        Progress::Import {
            done: 60_000_000,
            total: 91_000_000,
        },
    ];
    for lang in ["en", "ko"] {
        let setup = Setup::new();
        let mut stage = match lang {
            "ko" => setup.korean(),
            _ => setup,
        }
        .start();
        stage.hear(engine(false)).keys("y");
        let mut rows = vec![status(&stage)];
        for step in &steps {
            stage.hear(progress(step.clone()));
            rows.push(status(&stage));
        }
        stage.resize(40, 12);
        rows.push(status(&stage));
        stage.resize(200, 60);
        rows.push(status(&stage));
        stage.hear(image(ImageNews::Ready));
        rows.push(status(&stage));
        assert_snapshot!(
            format!("each_step_of_a_preparation_{lang}"),
            rows.join("\n")
        );
    }
}

#[test]
fn a_preparation_failed() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y");
    let why = "cannot fetch the packages: apt-get says\n\n  E: Failed to fetch http://deb.debian.org/debian/pool/main/e/\
               erlang/erlang-base_27.3.4_amd64.deb  Could not resolve 'deb.debian.org'\n\nIs this machine online? Then try again.";
    stage.hear(image(ImageNews::Failed(why.to_owned())));
    assert_snapshot!(stage.picture());
}

#[test]
fn a_preparation_was_stopped() {
    let mut stage = Setup::new().start();
    stage.hear(engine(false)).keys("y f9");
    stage.hear(image(ImageNews::Cancelled));
    assert_snapshot!(status(&stage));
}

#[test]
fn no_engine() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(news::no_engine()).picture());
}

#[test]
fn no_engine_is_said_in_the_status_line() {
    let mut stage = Setup::new().start();
    assert_snapshot!(status(stage.hear(news::no_engine()).keys("esc")));
}

#[test]
fn an_engine_is_looked_for_again_by_a_run() {
    let mut stage = Setup::new().start();
    assert_snapshot!(stage.hear(news::no_engine()).keys("esc f5").picture());
}

#[test]
fn progress_cannot_be_saved() {
    let mut stage = Setup::new().start();
    stage.hear(engine(true));
    let why = "cannot write /home/ada/.local/share/tutorbox/progress.db: no space left on device";
    stage.hear(Message::Saving(Err(why.to_owned())));
    // What went wrong goes with the next key; that nothing is saved does not, until it is again.
    let mut other = Setup::new().start();
    other
        .hear(Message::Saving(Err(why.to_owned())))
        .keys("down");
    assert!(other.screen().contains("not saved"), "{}", other.screen());
    other.hear(Message::Saving(Ok(())));
    assert!(!other.screen().contains("not saved"), "{}", other.screen());
    assert_snapshot!(status(&stage));
}

#[test]
fn what_is_not_enforced_stays_in_sight() {
    let mut stage = Setup::new().start();
    assert_snapshot!(status(stage.hear(news::weak_engine())));
}
