//! Lessons, languages and themes: those that the binary carries, and those on disk, which win.
//!
//! A pack or a language is overridden as a whole folder, a theme as a single file: half of one's own and half
//! of ours would be a mixture that nobody has tried.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use rust_embed::RustEmbed;

use super::{Dirs, Folder};

#[derive(RustEmbed)]
#[folder = "docker/"]
struct Docker;

#[derive(RustEmbed)]
#[folder = "lessons/"]
struct Lessons;

#[derive(RustEmbed)]
#[folder = "themes/"]
#[allow_missing = true]
struct Themes;

/// The folder of a language that has what a new pack begins with.
pub const TEMPLATE: &str = "template";

/// Finds what the program teaches and runs with.
#[derive(Debug, Clone)]
pub struct Assets {
    data: PathBuf,
    languages: PathBuf,
    packs: PathBuf,
    themes: PathBuf,
}

impl Assets {
    /// Looks in `docker/` and `lessons/` of the data folder and `themes/` of the configuration folder, then
    /// in the binary.
    pub fn new(dirs: &Dirs) -> Self {
        Self {
            data: dirs.data.clone(),
            languages: dirs.data.join("docker"),
            packs: dirs.data.join("lessons"),
            themes: dirs.config.join("themes"),
        }
    }

    /// The data folder, which has the packs that were installed as well.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The languages there are: folders with a `language.toml`.
    pub fn language_names(&self) -> Vec<String> {
        folder_names::<Docker>(&self.languages, "language.toml")
    }

    /// A language's folder.
    pub fn language(&self, name: &str) -> Option<Folder> {
        folder::<Docker>(&self.languages, name, "language.toml")
    }

    /// What a new pack in a language begins with: `template/` in the language's folder.
    pub fn template(&self, language: &str) -> Option<Folder> {
        let folder = self.language(language)?;
        let template = match folder.path() {
            Some(path) => Folder::on_disk(path.join(TEMPLATE)),
            None => Folder::in_binary::<Docker>(&format!("{language}/{TEMPLATE}")),
        };
        let has_files = template.list().is_ok_and(|files| !files.is_empty());
        has_files.then_some(template)
    }

    /// The languages that have one.
    pub fn template_names(&self) -> Vec<String> {
        let mut names = self.language_names();
        names.retain(|name| self.template(name).is_some());
        names
    }

    /// The packs there are: folders with a `pack.toml`.
    pub fn pack_names(&self) -> Vec<String> {
        folder_names::<Lessons>(&self.packs, "pack.toml")
    }

    /// A pack's folder.
    pub fn pack(&self, name: &str) -> Option<Folder> {
        folder::<Lessons>(&self.packs, name, "pack.toml")
    }

    /// The themes there are, without `.toml`.
    pub fn theme_names(&self) -> Vec<String> {
        let on_disk = entries(&self.themes).filter(|name| self.themes.join(name).is_file());
        let names: BTreeSet<String> = Themes::iter()
            .map(String::from)
            .chain(on_disk)
            .filter_map(|file| file.strip_suffix(".toml").map(str::to_owned))
            .collect();
        names.into_iter().collect()
    }

    /// A theme's bytes. An error is one of reading a file that is there.
    pub fn theme(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = format!("{name}.toml");
        if !is_name(name) {
            return Ok(None);
        }
        match std::fs::read(self.themes.join(&file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                Ok(Themes::get(&file).map(|embedded| embedded.data.into_owned()))
            }
            read => read.map(Some),
        }
    }
}

/// The folder `name` on disk, where it exists, or in the binary, where it has a file `marker`.
fn folder<E: RustEmbed>(disk: &Path, name: &str, marker: &str) -> Option<Folder> {
    if !is_name(name) {
        return None;
    }
    if disk.join(name).is_dir() {
        return Some(Folder::on_disk(disk.join(name)));
    }
    E::get(&format!("{name}/{marker}")).map(|_| Folder::in_binary::<E>(name))
}

/// The folders with a file `marker`, here or there, sorted.
fn folder_names<E: RustEmbed>(disk: &Path, marker: &str) -> Vec<String> {
    let on_disk = entries(disk).filter(|name| disk.join(name).join(marker).is_file());
    let names: BTreeSet<String> = E::iter()
        .filter_map(|path| path.strip_suffix(&format!("/{marker}")).map(str::to_owned))
        .chain(on_disk)
        .filter(|name| is_name(name))
        .collect();
    names.into_iter().collect()
}

/// What is in a folder, as far as it can be read; a folder that is not there has nothing in it.
fn entries(folder: &Path) -> impl Iterator<Item = String> {
    std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
}

/// Whether this is one plain name, and not a way to somewhere else.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\'])
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn assets(root: &Path) -> Assets {
        Assets::new(&Dirs {
            config: root.join("config"),
            data: root.join("data"),
            cache: root.join("cache"),
            state: root.join("state"),
        })
    }

    fn write(file: PathBuf, text: &str) {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    }

    #[test]
    fn the_binary_carries_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let assets = assets(dir.path());
        assert!(assets.pack_names().contains(&"elixir".to_owned()));
        let pack = assets.pack("elixir").unwrap();
        assert!(pack.list().unwrap().contains(&"pack.toml".to_owned()));
        assert_eq!(
            pack.read("pack.toml").unwrap().len() as u64,
            pack.size("pack.toml").unwrap()
        );
    }

    #[test]
    fn a_folder_on_disk_hides_the_whole_built_in_one() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path().join("data/lessons/elixir/pack.toml"), "mine");
        let pack = assets(dir.path()).pack("elixir").unwrap();
        assert_eq!(pack.list().unwrap(), ["pack.toml"]);
        assert_eq!(pack.read("pack.toml").unwrap(), b"mine");
    }

    #[test]
    fn new_names_join_the_built_in_ones() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path().join("data/lessons/mine/pack.toml"), "");
        write(dir.path().join("data/lessons/notes/readme.txt"), "");
        let names = assets(dir.path()).pack_names();
        assert!(names.contains(&"mine".to_owned()) && names.contains(&"elixir".to_owned()));
        assert!(!names.contains(&"notes".to_owned()));
    }

    #[test]
    fn a_theme_is_a_single_file() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path().join("config/themes/mine.toml"), "accent");
        let assets = assets(dir.path());
        assert_eq!(assets.theme("mine").unwrap().unwrap(), b"accent");
        assert_eq!(assets.theme("no-such").unwrap(), None);
        assert!(assets.theme_names().contains(&"mine".to_owned()));
    }

    #[test]
    fn a_name_is_no_path() {
        let dir = tempfile::tempdir().unwrap();
        write(dir.path().join("data/secret/language.toml"), "");
        let assets = assets(dir.path());
        assert!(assets.language("../secret").is_none());
        assert!(assets.language("").is_none());
    }
}
