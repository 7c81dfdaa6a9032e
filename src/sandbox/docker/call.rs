//! One question to the engine: it has a deadline, and its error is told in our words.

use std::future::Future;
use std::time::Duration;

use bollard::errors::Error;

use crate::sandbox::EngineError;

/// How long an engine may take to answer at all. One that hangs is as good as none.
pub const ANSWER: Duration = Duration::from_secs(5);

/// How long it may take to do something: a busy machine with a slow disk gets there.
pub const WORK: Duration = Duration::from_secs(30);

/// Asks the engine to do `what`, and waits no longer than `deadline`.
pub async fn within<T>(
    deadline: Duration,
    what: &'static str,
    call: impl Future<Output = Result<T, Error>>,
) -> Result<T, EngineError> {
    match tokio::time::timeout(deadline, call).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(error)) => Err(failed(what, why(&error))),
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
