//! News as the worker tells it.

use std::time::Duration;

use tutorbox::run::{
    Diagnostic, FactKind, Finished, Location, Origin, Outcome, Preparing, ProgramStatus, RunEvent,
    Severity, SourceFact, Stream, TestResult, TestStatus,
};
use tutorbox::sandbox::image::Progress;
use tutorbox::tui::message::{EngineFound, ImageNews, LanguageFound, Message};

/// An engine that has the image, or has not.
pub fn engine(has_image: bool) -> Message {
    Message::Engine(Ok(EngineFound {
        name: "Docker 28.0".to_owned(),
        weak: false,
        languages: vec![LanguageFound {
            name: "elixir".to_owned(),
            title: "Elixir".to_owned(),
            has_image,
            download_mb: Some(45),
            has_formatter: true,
        }],
    }))
}

/// An engine that has no image, where the pack brings it along.
pub fn carried_engine() -> Message {
    match engine(false) {
        Message::Engine(Ok(mut found)) => {
            found.languages[0].download_mb = None;
            Message::Engine(Ok(found))
        }
        other => other,
    }
}

/// An engine that does not enforce every limit, and is used all the same.
pub fn weak_engine() -> Message {
    match engine(true) {
        Message::Engine(Ok(found)) => Message::Engine(Ok(EngineFound {
            weak: true,
            ..found
        })),
        other => other,
    }
}

/// No engine, in the words of the real one.
pub fn no_engine() -> Message {
    let why = "no container engine answers at unix:///var/run/docker.sock: there is no such socket; start Docker \
               (`sudo systemctl start docker`), or install it: https://docs.docker.com/engine/install/";
    Message::Engine(Err(why.to_owned()))
}

pub fn image(news: ImageNews) -> Message {
    Message::Image {
        language: "elixir".to_owned(),
        news,
    }
}

pub fn progress(progress: Progress) -> Message {
    image(ImageNews::Progress(progress))
}

pub fn run(run: u64, event: RunEvent) -> Message {
    Message::Run { run, event }
}

/// A run that has begun.
pub fn began(id: u64) -> [Message; 3] {
    [
        run(id, RunEvent::Preparing(Preparing::Boot)),
        run(id, RunEvent::Preparing(Preparing::HandOver)),
        run(id, RunEvent::Started),
    ]
}

pub fn elapsed(run: u64, ms: u64) -> Message {
    let time = Duration::from_millis(ms);
    Message::Elapsed { run, time }
}

/// The program prints.
pub fn prints(id: u64, text: &str) -> Message {
    printed(id, Origin::Program, text)
}

/// A test prints.
pub fn test_prints(id: u64, test: &str, text: &str) -> Message {
    printed(id, Origin::Test(test.to_owned()), text)
}

fn printed(id: u64, origin: Origin, text: &str) -> Message {
    let output = RunEvent::Output {
        stream: Stream::Stdout,
        origin,
        bytes: text.as_bytes().to_owned(),
    };
    run(id, output)
}

pub fn complains(id: u64, severity: Severity, message: &str, file: &str, line: usize) -> Message {
    let diagnostic = Diagnostic {
        severity,
        message: message.to_owned(),
        location: Some(Location {
            file: file.to_owned(),
            line,
            column: Some(5),
        }),
    };
    run(id, RunEvent::Diagnostic(diagnostic))
}

/// The exercise `sum` does in line 4 what its check of the source forbids.
pub fn uses_enum_sum(id: u64) -> Message {
    let fact = SourceFact {
        kind: FactKind::Call,
        name: "Enum.sum/1".to_owned(),
        location: Some(Location {
            file: "sum.exs".to_owned(),
            line: 4,
            column: None,
        }),
    };
    run(id, RunEvent::SourceFact(fact))
}

pub fn program_ended(id: u64, status: ProgramStatus) -> Message {
    run(id, RunEvent::ProgramEnded(status))
}

/// The test of the exercise `sum` passed, or gave this instead of 3.
pub fn test_ended(id: u64, actual: Option<&str>) -> Message {
    let status = match actual {
        None => TestStatus::Pass,
        Some(_) => TestStatus::Fail,
    };
    let result = TestResult {
        id: "SumTest adds".to_owned(),
        name: "adds".to_owned(),
        status,
        message: actual.map(|_| "Assertion with == failed".to_owned()),
        expected: actual.map(|_| "3".to_owned()),
        actual: actual.map(str::to_owned),
        test_code: None,
        task_id: None,
        duration: Some(Duration::from_millis(2)),
        location: actual.map(|_| Location {
            file: "test/sum_test.exs".to_owned(),
            line: 5,
            column: None,
        }),
    };
    run(id, RunEvent::Test(result))
}

/// The runner said all that it had to, and the run is over.
pub fn done(id: u64) -> [Message; 2] {
    [run(id, RunEvent::Done), ended(id, Outcome::Exited(0), 0)]
}

/// The run is over, after 1.5 seconds.
pub fn ended(id: u64, outcome: Outcome, dropped: u64) -> Message {
    let finished = Finished {
        outcome,
        duration: Duration::from_millis(1500),
        dropped: (dropped, 0),
    };
    run(id, RunEvent::Finished(finished))
}
