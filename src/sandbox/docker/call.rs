//! One question to the engine: it has a deadline, and its error is told in our words.

use std::future::Future;
use std::io;
use std::time::Duration;

use bollard::errors::Error;

use crate::sandbox::EngineError;

/// How long an engine may take to answer at all. One that hangs is as good as none.
pub const ANSWER: Duration = Duration::from_secs(5);

/// How long it may take to do something: a busy machine with a slow disk gets there.
pub const WORK: Duration = Duration::from_secs(30);

/// How long it is tried to remove a container where the engine does not answer: until it has been restarted, say. The next
/// program's sweep does the rest.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// Asks the engine to do `what`, and waits no longer than `deadline`.
pub async fn within<T>(
    deadline: Duration,
    what: &'static str,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, EngineError> {
    match tokio::time::timeout(deadline, call).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(failed(what, told(&error))),
        Err(_) => Err(failed(what, unanswered(deadline))),
    }
}

/// The call's answer; `None` where the engine refused with one of these HTTP codes.
pub fn unless<T>(codes: &[u16], answer: Result<T, Error>) -> Result<Option<T>, Error> {
    match answer {
        Err(Error::DockerResponseServerError { status_code, .. })
            if codes.contains(&status_code) =>
        {
            Ok(None)
        }
        answer => answer.map(Some),
    }
}

/// The engine could not.
pub fn failed(what: &'static str, why: String) -> EngineError {
    EngineError::Failed { what, why }
}

/// What to say of an engine that hangs.
pub fn unanswered(deadline: Duration) -> String {
    format!("it did not answer within {} s", deadline.as_secs())
}

/// What an error in the middle of our dealings comes down to, and what to do where nobody answers any more.
pub fn told(error: &Error) -> String {
    let why = why(error);
    match is_lost(error) {
        true => format!("{why}; it was stopped or restarted: try again once it answers"),
        false => why,
    }
}

/// Whether the engine has hung up, or is not there.
fn is_lost(error: &Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        let hung_up = error
            .downcast_ref::<hyper::Error>()
            .is_some_and(|error| error.is_incomplete_message() || error.is_closed());
        if hung_up || error.is::<io::Error>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// What an error comes down to: what the engine says, or the innermost cause (the layers around it speak
/// of HTTP).
pub fn why(error: &Error) -> String {
    if let Error::DockerResponseServerError { message, .. } = error {
        return message.clone();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
