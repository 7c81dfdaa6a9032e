//! Where the learner is at home: the folders, what is in them, and what `config.toml` says. The command line and the
//! environment win over the file.

use std::sync::Arc;

use super::choice::Choice;
use super::{CliError, Global};
use crate::config::{Assets, Dirs, Known, Settings};
use crate::locale::{self, Words};
use crate::sandbox::{self, Engine, EngineError, Kind, Wanted};
use crate::tui::keymap::{self, Keymap};

/// Folders, what is in them, and what is set.
pub struct Home {
    pub dirs: Dirs,
    pub assets: Assets,
    pub settings: Settings,
    /// What can be set here.
    pub known: Known,
    pub keymap: Arc<Keymap>,
}

impl Home {
    /// Whatever state `config.toml` is in: whoever goes on with a broken one says so.
    pub fn open(global: &Global) -> Result<Self, CliError> {
        let dirs = Dirs::new(global.data_dir.clone())?;
        let assets = Assets::new(&dirs);
        let known = Known {
            engines: Kind::ALL.iter().map(|k| k.name().to_owned()).collect(),
            themes: assets.theme_names(),
            langs: locale::languages().map(str::to_owned).collect(),
            memory: host_memory(),
            cpus: std::thread::available_parallelism()
                .map_or(1, |n| u32::try_from(n.get()).unwrap_or(u32::MAX)),
            keys: keymap::known(),
        };
        let mut settings = Settings::read(&dirs.config, &known);
        let (keymap, wrong) = Keymap::with(&settings.keys);
        settings.complain(wrong);
        Ok(Self {
            settings,
            known,
            keymap: Arc::new(keymap),
            dirs,
            assets,
        })
    }

    /// The same, for whoever has nobody at hand to be told: code must not run under other limits, or behind another
    /// wall, than its owner believes.
    pub fn open_sound(global: &Global) -> Result<Self, CliError> {
        let home = Self::open(global)?;
        match home.settings.problems.is_empty() {
            true => Ok(home),
            false => Err(CliError::Settings(home.settings.problems)),
        }
    }

    /// The words of the language that was asked for, or that the environment names.
    pub fn words(&self, global: &Global) -> Words {
        match global.lang.as_ref().or(self.settings.lang.as_ref()) {
            Some(lang) => Words::new(lang),
            None => Words::from_env(),
        }
    }

    /// Which engine is asked for.
    ///
    /// # Errors
    /// All were asked for, where one is needed.
    pub fn wanted(&self, global: &Global) -> Result<Wanted, CliError> {
        match global.engine {
            Some(Choice::All) => Err(CliError::AllEngines),
            _ => Ok(self.wanted_of_any(global)),
        }
    }

    /// The same; the kind is open where all were asked for.
    pub fn wanted_of_any(&self, global: &Global) -> Wanted {
        let kind = match global.engine {
            Some(Choice::One(kind)) => Some(kind),
            Some(Choice::All) => None,
            None => self.settings.engine.as_ref().and_then(|e| e.parse().ok()),
        };
        let runtime = global.runtime.as_ref().or(self.settings.runtime.as_ref());
        Wanted {
            kind,
            runtime: runtime.cloned(),
            allow_weak: global.allow_weak_limits,
            images: self.dirs.cache.clone(),
            program: None,
        }
    }

    /// The engine, chosen and connected.
    pub async fn engine(&self, global: &Global) -> Result<Arc<dyn Engine>, CliError> {
        Ok(connect(&self.settings, &self.wanted(global)?).await?)
    }
}

/// Connects to the engine that is wanted, unless `config.toml` wants one and nobody can tell which.
pub async fn connect(settings: &Settings, wanted: &Wanted) -> Result<Arc<dyn Engine>, EngineError> {
    if settings.is_wall_unknown {
        let problems = settings.problems.iter().map(ToString::to_string);
        return Err(EngineError::Failed {
            what: "be chosen",
            why: problems.collect::<Vec<_>>().join("; "),
        });
    }
    sandbox::connect(wanted).await
}

/// Bytes of memory, where the system says so (proc(5)).
fn host_memory() -> Option<u64> {
    let meminfo = std::fs::read_to_string("/proc/meminfo").ok()?;
    let line = meminfo.lines().find_map(|l| l.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.split_ascii_whitespace().next()?.parse().ok()?;
    Some(kib * 1024)
}
