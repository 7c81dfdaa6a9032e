//! What programs that are gone have left behind: removed now, or else the learner is told how.

use futures_util::future::join_all;

use super::report::Problem;
use crate::sandbox::{EngineError, Found, Kind};

/// How many containers were removed from an engine, or why some stay.
pub type Swept = Result<usize, EngineError>;

/// Sweeps every engine that answers, in their order. The living ones' containers stay.
pub async fn sweep(found: &[Found]) -> Vec<Option<Swept>> {
    let sweeping = found.iter().map(|found| async {
        match &found.result {
            Ok(engine) => Some(engine.sweep().await),
            Err(_) => None,
        }
    });
    join_all(sweeping).await
}

/// What stays, and what to do about it.
pub fn problems(found: &[Found], swept: &[Option<Swept>]) -> Vec<Problem> {
    let failed = found
        .iter()
        .zip(swept)
        .filter_map(|(found, swept)| Some((found, swept.as_ref()?.as_ref().err()?)));
    let problem = |(found, error): (&Found, &EngineError)| Problem {
        what: format!(
            "containers that a program left behind stay in {}: {error}",
            found.place
        ),
        remedy: remedy(found.kind),
    };
    failed.map(problem).collect()
}

fn remedy(kind: Kind) -> String {
    let tool = kind.name();
    match kind {
        Kind::Docker | Kind::Podman => format!(
            "restart {kind}, then say tutorbox doctor again; or end every tutorbox and say \
             {tool} rm -f $({tool} ps -aq --filter label=tutorbox.owner)"
        ),
        Kind::Embedded => {
            "say tutorbox doctor again, as root if need be; the next boot of the machine removes the rest".to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_told_with_a_command() {
        let found = |kind: Kind| Found {
            kind,
            place: "there".to_owned(),
            result: Err(EngineError::NoImage(String::new())),
            runtimes: Vec::new(),
        };
        let error = EngineError::Failed {
            what: "remove a container",
            why: "it is busy".to_owned(),
        };
        let all = [
            found(Kind::Docker),
            found(Kind::Podman),
            found(Kind::Embedded),
        ];
        let told = problems(&all, &[None, Some(Err(error)), Some(Ok(2))]);
        assert_eq!(told.len(), 1);
        assert!(
            told[0]
                .what
                .contains("there: the engine could not remove a container")
        );
        assert!(told[0].remedy.contains("podman rm -f $(podman ps -aq"));
    }
}
