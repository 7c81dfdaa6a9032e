//! The folders that tutorbox uses, by the XDG base directory specification on every system.

use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, Xdg};

const APP: &str = "tutorbox";

/// The folders that tutorbox uses. None of them need exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dirs {
    /// What the learner writes: `config.toml`, `themes/`.
    pub config: PathBuf,
    /// What must not be lost: progress, installed packs, languages of one's own.
    pub data: PathBuf,
    /// What can be made again: images and what they are made of.
    pub cache: PathBuf,
    /// Logs and the like.
    pub state: PathBuf,
}

/// There is no telling where to keep things.
#[derive(Debug, thiserror::Error)]
pub enum DirsError {
    /// Neither `HOME` nor the user database name a home folder.
    #[error(
        "no home folder is known for this user: set HOME to a folder that tutorbox may write to"
    )]
    NoHome,
}

impl Dirs {
    /// The folders of this user; `data` stands in for the data folder where it is given.
    pub fn new(data: Option<PathBuf>) -> Result<Self, DirsError> {
        let xdg = Xdg::new().map_err(|_| DirsError::NoHome)?;
        let state = xdg.state_dir().unwrap_or_else(|| xdg.data_dir());
        Ok(Self {
            config: xdg.config_dir().join(APP),
            data: data.unwrap_or_else(|| xdg.data_dir().join(APP)),
            cache: xdg.cache_dir().join(APP),
            state: state.join(APP),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_data_folder_that_is_given_wins_and_moves_nothing_else() {
        let usual = Dirs::new(None).unwrap();
        let given = Dirs::new(Some("/elsewhere".into())).unwrap();
        assert!(usual.data.ends_with(APP));
        assert_eq!(
            given,
            Dirs {
                data: "/elsewhere".into(),
                ..usual
            }
        );
    }
}
