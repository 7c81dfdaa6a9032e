//! What `doctor` found, as JSON: a stable interface.
//!
//! Version 1. Every field is always there, `null` where there is nothing to say; fields may be added within a version,
//! none is removed or changes its meaning.
//!
//! ```json
//! {
//!   "version": 1,
//!   "tutorbox": "0.1.0",
//!   "can_run": true,
//!   "chosen": { "engine": 0, "name": "Docker 28.0", "why": "it is the first that answers", "weak_allowed": false },
//!   "engines": [
//!     {
//!       "kind": "docker", "place": "unix:///var/run/docker.sock", "works": true, "error": null,
//!       "version": "28.0", "runtime": null, "runtimes": ["runc"], "cgroups": 2, "removed": 0,
//!       "not_enforced": [ { "limit": "swap", "why": "…", "remedy": "…" } ]
//!     }
//!   ],
//!   "images": [
//!     { "language": "elixir", "title": "Elixir", "image": "tutorbox/elixir:37a4…", "is_there": true, "download_mb": 55 }
//!   ],
//!   "limits": [ { "key": "memory_mb", "value": 512.0, "unit": "MiB", "default": 256.0, "from": "config.toml" } ],
//!   "pool": { "key": "pool_mb", "value": 512.0, "unit": "MiB", "default": 512.0, "from": "default" },
//!   "disk": [ { "what": "image store", "path": "/home/ada/.cache/tutorbox", "bytes": 1234 } ],
//!   "folders": [ { "what": "configuration", "path": "/home/ada/.config/tutorbox", "is_there": false } ],
//!   "problems": [ { "what": "the image of Elixir is not there", "remedy": "tutorbox image prepare elixir" } ]
//! }
//! ```
//!
//! - `can_run`: whether code of a language whose image is there would be run now.
//! - `chosen.engine`: its index in `engines`, `null` where it is none of them; `chosen` is `null` where no engine can be used.
//! - `engines.removed`: how many containers that programs which are gone had left behind there, and which were removed now;
//!   `null` where that is not known.
//! - `images.is_there`: in the chosen engine; `null` where there is none.
//! - `pool`: what the containers that wait for a run may use together.
//! - `limits.from`: `default` or `config.toml`.

use serde::Serialize;

/// The version of the format.
pub const VERSION: u32 = 1;

/// All that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    pub version: u32,
    pub tutorbox: &'static str,
    pub can_run: bool,
    pub chosen: Option<Chosen>,
    pub engines: Vec<EngineReport>,
    pub images: Vec<ImageReport>,
    pub limits: Vec<LimitReport>,
    pub pool: LimitReport,
    pub disk: Vec<DiskReport>,
    pub folders: Vec<FolderReport>,
    pub problems: Vec<Problem>,
}

/// The engine that a run would go to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chosen {
    pub engine: Option<usize>,
    pub name: String,
    pub why: String,
    pub weak_allowed: bool,
}

/// An engine that was looked for.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EngineReport {
    pub kind: &'static str,
    pub place: String,
    pub works: bool,
    pub error: Option<String>,
    pub version: Option<String>,
    pub runtime: Option<String>,
    pub runtimes: Vec<String>,
    pub cgroups: Option<u8>,
    pub removed: Option<usize>,
    pub not_enforced: Vec<WeakReport>,
}

/// A part of the policy that an engine does not hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeakReport {
    pub limit: &'static str,
    pub why: String,
    pub remedy: String,
}

/// A language's image.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImageReport {
    pub language: String,
    pub title: String,
    pub image: String,
    pub is_there: Option<bool>,
    pub download_mb: u32,
}

/// A limit of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct LimitReport {
    pub key: &'static str,
    pub value: f64,
    pub unit: &'static str,
    pub default: f64,
    pub from: &'static str,
}

/// What something takes of the disk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DiskReport {
    pub what: &'static str,
    pub path: String,
    pub bytes: u64,
}

/// A folder of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderReport {
    pub what: &'static str,
    pub path: String,
    pub is_there: bool,
}

/// Something in the way, and what mends it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    pub what: String,
    pub remedy: String,
}
