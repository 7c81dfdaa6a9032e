//! Every pack that there is: those that come with the program, the learner's own, and those that are installed.

use std::path::PathBuf;
use std::sync::Arc;

use super::archive::keys::PublicKey;
use super::{Library, open};
use crate::config::{Assets, Folder};
use crate::course::Pack;
use crate::run::Limits;

/// All packs, and what kept some from being found.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// Those that come with the program first, then the learner's own, then those that are installed.
    pub packs: Vec<Shelved>,
    /// Why nobody can tell what is installed.
    pub problem: Option<String>,
}

/// A pack, read or not.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelved {
    /// By which it is opened.
    pub name: String,
    /// Where it came from.
    pub origin: Origin,
    /// Bytes of its files.
    pub size: u64,
    /// The pack; or why it cannot be read.
    pub pack: Result<Arc<Pack>, String>,
}

/// Where a pack came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The program carries it.
    BuiltIn,
    /// It is a folder of the learner's own.
    Own(PathBuf),
    /// It is in the library.
    Installed {
        /// The short name of the key that it is signed with; `None` where nobody has signed it.
        signer: Option<String>,
    },
}

/// Reads every pack there is, in the prose of `lang` where it is translated. One that cannot be read hides no other.
pub fn shelf(lang: &str, assets: &Assets, limits: Limits) -> Shelf {
    let read = |name: &str| match open(name, lang, assets, limits) {
        Ok(opened) => Ok(Arc::new(opened.pack)),
        Err(error) => Err(error.to_string()),
    };
    let names = assets.pack_names();
    let mut packs: Vec<Shelved> = names
        .iter()
        .filter_map(|name| of_folder(name, &assets.pack(name)?, &read))
        .collect();
    packs.sort_by_key(|shelved| shelved.origin != Origin::BuiltIn);
    let library = Library::new(assets.data());
    let (ids, problem) = match library.ids() {
        Ok(ids) => (ids, None),
        Err(error) => (Vec::new(), Some(error.to_string())),
    };
    let installed = ids.iter().map(|id| {
        let pack = match assets.pack(id) {
            Some(_) => Err(hidden(id)),
            None => read(id),
        };
        of_library(id, &library, pack)
    });
    packs.extend(installed);
    Shelf { packs, problem }
}

type Read<'a> = dyn Fn(&str) -> Result<Arc<Pack>, String> + 'a;

fn of_folder(name: &str, folder: &Folder, read: &Read<'_>) -> Option<Shelved> {
    let files = folder.list().unwrap_or_default();
    let origin = match folder.path() {
        Some(path) => Origin::Own(path.to_owned()),
        None => Origin::BuiltIn,
    };
    Some(Shelved {
        name: name.to_owned(),
        origin,
        size: files.iter().filter_map(|file| folder.size(file).ok()).sum(),
        pack: read(name),
    })
}

/// Why a pack of the library is not the one that is opened by its name.
fn hidden(id: &str) -> String {
    format!(
        "a pack called {id} comes with tutorbox, or is in `lessons/` of your data folder, and is opened in place of this one: \
         give that one another id, or remove this one"
    )
}

fn of_library(id: &str, library: &Library, pack: Result<Arc<Pack>, String>) -> Shelved {
    let found = library.find(id).ok().flatten();
    let signer = found.as_ref().and_then(|pack| pack.signer.as_deref());
    let signer = signer.and_then(|line| PublicKey::read(line).ok());
    Shelved {
        name: id.to_owned(),
        origin: Origin::Installed {
            signer: signer.map(|key| key.id()),
        },
        size: found.map_or(0, |pack| pack.size),
        pack,
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;

    use super::*;
    use crate::config::Dirs;

    #[test]
    fn every_kind_is_there_and_what_cannot_be_read_hides_no_other() {
        let data = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = data.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let about = "id = \"mine\"\ntitle = \"Mine\"\nversion = \"1.0.0\"\nlanguage = \"sh\"\n";
        write("lessons/mine/pack.toml", about);
        write("lessons/mine/01-one.md", "# One\n");
        write("lessons/bad/pack.toml", "id = 1");
        write("packs/rice/installed.toml", "id = 1");
        write("packs/mine/installed.toml", "id = 1");
        let assets = Assets::new(&Dirs::new(Some(data.path().to_owned())).unwrap());
        let shelf = shelf("en", &assets, Limits::default());
        let seen = |shelved: &Shelved| (shelved.name.clone(), shelved.pack.is_ok());
        let seen: Vec<(String, bool)> = shelf.packs.iter().map(seen).collect();
        let wanted = [
            ("authoring", true),
            ("elixir", true),
            ("python", true),
            ("shell", true),
            ("bad", false),
            ("mine", true),
            ("mine", false),
            ("rice", false),
        ];
        assert_eq!(seen, wanted.map(|(name, is_ok)| (name.to_owned(), is_ok)));
        let why = shelf.packs[6].pack.clone().unwrap_err();
        assert!(why.contains("in place of this one"), "{why}");
        let why = shelf.packs[7].pack.clone().unwrap_err();
        assert!(why.contains("install the pack again"), "{why}");
        assert_eq!(shelf.packs[5].size, about.len() as u64 + 6);
        assert_eq!(shelf.problem, None);
    }
}
