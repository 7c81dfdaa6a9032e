//! Podman, where Docker's words do not do: it drops some of them, and reads others as something else.
//!
//! Containers are created in its own words (`libpod`), at the same socket; for all else it understands Docker's.

mod facts;
mod oom;
mod profile;
mod server;
mod spec;

use std::collections::HashMap;
use std::path::PathBuf;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::CONTENT_TYPE;
use hyper::{Method, Request};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::call::{WORK, failed, within};
use super::container::Created;
use super::place::Place;
use super::wire;
use crate::sandbox::policy::SECCOMP;
use crate::sandbox::{Boot, EngineError, Limit, Policy};
pub use facts::Facts;
pub use oom::Count;

/// The first Podman whose own words are these. Every later one understands them.
const API: &str = "/v4.0.0/libpod";

/// A Podman that answered, and what of it the creation of a container needs.
#[derive(Debug)]
pub struct Podman {
    place: Place,
    /// Where files are kept that Podman is to read.
    folder: PathBuf,
}

/// The name of an image in Podman's store. Without a host's name it would be looked for on the internet.
pub fn image(name: &str) -> String {
    format!("localhost/{name}")
}

impl Podman {
    /// Asks Podman about itself.
    ///
    /// # Errors
    /// It is not on this machine: it would look there for the list of system calls, which is a file here.
    pub async fn connect(place: &Place, folder: PathBuf) -> Result<(Self, Facts), EngineError> {
        let podman = Self {
            place: place.clone(),
            folder,
        };
        let elsewhere = || {
            EngineError::Unreachable {
            place: place.to_string(),
            why: "it is Podman on another machine, and Podman reads the list of system calls that code may \
                  make from a file of its own machine; run tutorbox there, or use Docker"
                .to_owned(),
        }
        };
        let Place::Unix(socket) = place else {
            return Err(elsewhere());
        };
        let mut facts: Facts = podman
            .ask("say what it is", Method::GET, "/info", Vec::new())
            .await?;
        if !facts.is_here() {
            return Err(elsewhere());
        }
        facts.sets_least_scores = server::sets_least_scores(socket);
        Ok((podman, facts))
    }

    /// Creates a container of `boot` under `policy`.
    pub async fn create(
        &self,
        boot: &Boot,
        policy: &Policy,
        labels: HashMap<String, String>,
    ) -> Result<Created, EngineError> {
        let calls = match policy.holds(Limit::SystemCalls) {
            true => profile::laid_out(&self.folder, SECCOMP)?
                .display()
                .to_string(),
            false => "unconfined".to_owned(),
        };
        let body = spec::body(boot, policy, &labels, &calls).to_string();
        let created: Result<Answer, _> = self
            .ask(
                "create a container",
                Method::POST,
                "/containers/create",
                body.into_bytes(),
            )
            .await;
        match created {
            Ok(Answer { id, warnings }) => Ok(Created { id, warnings }),
            // It says so with the code of a failure of its own.
            Err(EngineError::Failed { why, .. }) if why.contains("image not known") => {
                Err(EngineError::NoImage(boot.image.clone()))
            }
            Err(error) => Err(error),
        }
    }

    async fn ask<T: DeserializeOwned>(
        &self,
        what: &'static str,
        method: Method,
        path: &str,
        body: Vec<u8>,
    ) -> Result<T, EngineError> {
        let request = Request::builder()
            .method(method)
            .uri(format!("{}{API}{path}", wire::base(&self.place)))
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(Bytes::from(body)))
            .map_err(|error| failed(what, error.to_string()))?;
        let answer = within(WORK, what, wire::request(&self.place, request)).await?;
        serde_json::from_slice(&answer).map_err(|error| failed(what, error.to_string()))
    }
}

/// What Podman says of a container that it has created.
#[derive(Deserialize)]
struct Answer {
    #[serde(rename = "Id")]
    id: String,
    #[serde(rename = "Warnings", default)]
    warnings: Vec<String>,
}
