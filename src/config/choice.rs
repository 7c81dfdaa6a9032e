//! What the learner has chosen on the screen. `config.toml` is their own file, and nothing is written into it: a choice is kept in the
//! data folder, and counts where nothing else is said.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// The file that has the name of the theme.
const THEME: &str = "theme";

/// The theme that was chosen, by its name.
pub fn chosen_theme(data: &Path) -> Option<String> {
    let name = fs::read_to_string(data.join(THEME)).ok()?;
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// Keeps the choice of a theme, whole or not at all.
pub fn choose_theme(data: &Path, name: &str) -> io::Result<()> {
    fs::create_dir_all(data)?;
    let mut file = NamedTempFile::new_in(data)?;
    writeln!(file, "{name}")?;
    file.persist(data.join(THEME))?;
    Ok(())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_last_choice_counts() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("not/there/yet");
        assert_eq!(chosen_theme(&data), None);
        for name in ["sea", "ember"] {
            choose_theme(&data, name).unwrap();
            assert_eq!(chosen_theme(&data).as_deref(), Some(name));
        }
        fs::write(data.join(THEME), "\n").unwrap();
        assert_eq!(chosen_theme(&data), None);
    }
}
