//! What engines say of containers, as far as we read it.
//!
//! Docker and Podman name a container's state in different words, which bollard's types do not take; these take any.

use std::collections::HashMap;
use std::time::Duration;

use bollard::errors::Error;
use http_body_util::Full;
use hyper::Request;
use hyper::body::Bytes;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::call::{WORK, failed, within};
use super::place::Place;
use super::wire;
use crate::sandbox::EngineError;

/// A container in a list.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Listed {
    pub id: String,
    #[serde(default)]
    pub labels: HashMap<String, String>,
    /// `running`, `exited`, …
    #[serde(default)]
    pub state: String,
    /// Seconds since 1970.
    #[serde(default)]
    pub created: u64,
}

/// One container.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Inspected {
    pub state: State,
}

/// Its state.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct State {
    /// The id of its first process, on the engine's machine; 0 where it does not run.
    #[serde(default)]
    pub pid: u32,
    #[serde(default, rename = "OOMKilled")]
    pub oom_killed: bool,
}

/// What a container uses.
#[derive(Debug, Clone, PartialEq, Deserialize)]
struct Usage {
    cpu_stats: CpuStats,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct CpuStats {
    cpu_usage: CpuUsage,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
struct CpuUsage {
    /// Nanoseconds, of all processes together.
    total_usage: u64,
}

/// Every container that bears this label, alive or not.
pub async fn labelled(place: &Place, label: &str) -> Result<Vec<Listed>, EngineError> {
    let filters = serde_json::json!({ "label": [label] }).to_string();
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair("all", "true")
        .append_pair("filters", &filters)
        .finish();
    get(
        place,
        "list its containers",
        &format!("/containers/json?{query}"),
    )
    .await
}

/// The container of this id.
pub async fn inspected(place: &Place, id: &str) -> Result<Inspected, EngineError> {
    get(
        place,
        "inspect a container",
        &format!("/containers/{id}/json"),
    )
    .await
}

/// How long a container has used a CPU so far. Once: without being told so, Docker waits a second for another look.
pub async fn used(place: &Place, id: &str) -> Result<Duration, EngineError> {
    let path = format!("/containers/{id}/stats?stream=false&one-shot=true");
    let usage: Usage = get(place, "ask what a container uses", &path).await?;
    Ok(Duration::from_nanos(usage.cpu_stats.cpu_usage.total_usage))
}

/// Without a version, which is the engine's own: what is read here has not changed since there are versions.
async fn get<T: DeserializeOwned>(
    place: &Place,
    what: &'static str,
    path: &str,
) -> Result<T, EngineError> {
    let answer = within(WORK, what, async {
        let request = Request::builder()
            .uri(format!("{}{path}", wire::base(place)))
            .body(Full::<Bytes>::default())
            .map_err(Error::from)?;
        wire::request(place, request).await
    });
    serde_json::from_slice(&answer.await?).map_err(|error| failed(what, error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn any_state_is_taken() {
        for state in ["running", "stopped", "improper"] {
            let text = format!(r#"[{{"Id":"1","State":"{state}","Created":7,"Names":[]}}]"#);
            let listed: Vec<Listed> = serde_json::from_str(&text).unwrap();
            assert_eq!((listed[0].state.as_str(), listed[0].created), (state, 7));
        }
        let text = r#"{"State":{"Status":"stopped","OOMKilled":true,"Pid":0}}"#;
        let inspected: Inspected = serde_json::from_str(text).unwrap();
        assert!(inspected.state.oom_killed);
    }
}
