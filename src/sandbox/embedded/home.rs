//! The folder that a container has on the host while it lives, named after whom it belongs to.
//!
//! It is the record by which whatever is left behind is found again: it is made before anything else and removed
//! last. On the host the folder `/run/tutorbox-OWNER+N` is empty, but for the name of a scope; no file of the learner's is there.

use std::fs::{self, DirBuilder};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rustix::process::getuid;

use super::cgroup::Layout;
use crate::sandbox::owner::{Fate, Owner};

const PREFIX: &str = "tutorbox-";

/// What systemd calls the scope that a container is in, where it has one: a file in its folder.
const SCOPE: &str = "scope";

/// Where the image is bound, in the container's mount namespace alone.
const ROOT: &str = "rootfs";

/// How old the folder of an owner whom nobody here can judge must be before it is taken for left behind.
const FORGOTTEN: Duration = Duration::from_secs(24 * 60 * 60);

/// A container's folder.
#[derive(Debug, Clone)]
pub struct Home {
    path: PathBuf,
}

/// Where the folders are: gone at the next boot, ours alone.
pub fn place() -> PathBuf {
    if getuid().is_root() {
        return "/run".into();
    }
    runtime_folder().unwrap_or_else(std::env::temp_dir)
}

/// The folder that systemd gives an ordinary user while there is a session of it.
pub fn runtime_folder() -> Option<PathBuf> {
    let named = std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from);
    let usual = Path::new("/run/user").join(getuid().as_raw().to_string());
    let mut folders = named.into_iter().chain([usual]);
    folders.find(|folder| folder.is_absolute() && is_ours(folder))
}

fn is_ours(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|meta| meta.is_dir() && meta.uid() == getuid().as_raw())
}

impl Home {
    /// The folder of this owner's `n`th container; it is not made yet.
    pub fn new(place: &Path, owner: &Owner, n: u32) -> Self {
        Self {
            path: place.join(format!("{PREFIX}{owner}+{n}")),
        }
    }

    /// The folder at `path`, if it is one of a container.
    pub fn at(path: &Path) -> Option<Self> {
        let home = Self {
            path: path.to_owned(),
        };
        home.owner().map(|_| home)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the image is bound.
    pub fn root(&self) -> PathBuf {
        self.path.join(ROOT)
    }

    /// Whose it is, by its name.
    fn owner(&self) -> Option<Owner> {
        let name = self.path.file_name()?.to_str()?.strip_prefix(PREFIX)?;
        let (owner, n) = name.rsplit_once('+')?;
        n.parse::<u32>().ok()?;
        Owner::parse(owner)
    }

    /// What its group is called. Machine and boot are left out: no group outlives them.
    pub fn group(&self) -> String {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        let (_, n) = name.rsplit_once('+').unwrap_or_default();
        let owner = self.owner().map(|owner| owner.short());
        format!("{PREFIX}{}+{n}", owner.unwrap_or_default())
    }

    /// Makes it, empty.
    ///
    /// # Errors
    /// It is there already, or cannot be made.
    pub fn make(&self) -> io::Result<()> {
        let mut ours_alone = DirBuilder::new();
        ours_alone.mode(0o700);
        ours_alone.create(&self.path)
    }

    /// Notes below which folder its group is, where systemd has chosen that.
    ///
    /// # Errors
    /// It cannot be written.
    pub fn note_scope(&self, folder: &Path) -> io::Result<()> {
        fs::write(self.path.join(SCOPE), folder.as_os_str().as_encoded_bytes())
    }

    /// The layout in which its group is, given the machine's.
    pub fn layout(&self, machine: &Layout) -> Layout {
        match fs::read_to_string(self.path.join(SCOPE)) {
            Ok(folder) => Layout::V2(folder.into()),
            Err(_) => machine.clone(),
        }
    }

    /// Kills everything in it and removes every trace of it. One that is gone is no error.
    ///
    /// # Errors
    /// Something of it stays; the folder too, so that it is found again.
    pub fn clear(&self, machine: &Layout) -> io::Result<()> {
        let group = self.layout(machine).group(&self.group());
        group.remove().map_err(io::Error::other)?;
        // Never recursively: should the image still be bound there, it is busy, and everybody's.
        unless_gone(fs::remove_dir(self.root()))?;
        unless_gone(fs::remove_dir_all(&self.path))
    }

    fn is_orphan(&self) -> bool {
        match self.owner().map(|owner| owner.fate()) {
            None | Some(Fate::Alive) => false,
            Some(Fate::Gone) => true,
            Some(Fate::Unknown) => self.is_forgotten(),
        }
    }

    fn is_forgotten(&self) -> bool {
        let made = fs::symlink_metadata(&self.path).and_then(|meta| meta.modified());
        let age = made.map(|then| SystemTime::now().duration_since(then).unwrap_or_default());
        age.is_ok_and(|age| age > FORGOTTEN)
    }
}

fn unless_gone(done: io::Result<()>) -> io::Result<()> {
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Clears away what owners left behind that are gone; says how many containers. The living are not touched.
///
/// # Errors
/// The first of what stays; the others are cleared.
pub fn sweep(place: &Path, machine: &Layout) -> io::Result<usize> {
    let (mut cleared, mut first) = (0, Ok(()));
    for entry in fs::read_dir(place)?.flatten() {
        let path = entry.path();
        let Some(home) = Home::at(&path).filter(|home| is_ours(&path) && home.is_orphan()) else {
            continue;
        };
        match home.clear(machine) {
            Ok(()) => cleared += 1,
            Err(error) => first = first.and(Err(error)),
        }
    }
    let groups = machine.groups(PREFIX);
    for name in groups.iter().filter(|name| is_stray(name)) {
        match machine.group(name).remove() {
            Ok(()) => cleared += 1,
            Err(error) => first = first.and(Err(io::Error::other(error))),
        }
    }
    first.map(|()| cleared)
}

/// Whether a group is one whose folder went before it, with all that was in a temporary folder, say.
fn is_stray(group: &str) -> bool {
    let named = group
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.rsplit_once('+'));
    let owner = named.and_then(|(owner, _)| Owner::of_this_boot(owner));
    owner.is_some_and(|owner| owner.fate() == Fate::Gone)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn nowhere() -> Layout {
        Layout::V1(Vec::new())
    }

    /// A container's folder whose owner is gone.
    fn orphan(place: &Path) -> Home {
        let living = Owner::new().to_string();
        let (id, rest) = living.split_once('.').unwrap();
        let gone = Owner::parse(&format!("{id}.1{rest}")).unwrap();
        Home::new(place, &gone, 7)
    }

    #[test]
    fn a_folder_says_whose_it_is_and_what_its_group_is_called() {
        let owner = Owner::new();
        let home = Home::new(Path::new("/run"), &owner, 12);
        assert_eq!(home.owner(), Some(owner.clone()));
        assert_eq!(home.group(), format!("tutorbox-{}+12", owner.short()));
    }

    #[test]
    fn a_sweep_takes_the_orphans_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let place = place.path();
        let (gone, living) = (orphan(place), Home::new(place, &Owner::new(), 0));
        for home in [&gone, &living] {
            home.make().unwrap();
            fs::create_dir(home.path().join("state")).unwrap();
        }
        for other in ["tutorbox-notes", "tutorbox-1.2.3+4", "systemd"] {
            fs::create_dir(place.join(other)).unwrap();
        }
        assert_eq!(sweep(place, &nowhere()).unwrap(), 1);
        assert!(!gone.path().exists() && living.path().exists());
        assert_eq!(fs::read_dir(place).unwrap().count(), 4);
        living.clear(&nowhere()).unwrap();
        assert!(!living.path().exists());
        living.clear(&nowhere()).unwrap();
    }

    #[test]
    fn an_image_that_is_still_there_is_not_removed_with_it() {
        let place = tempfile::tempdir().unwrap();
        let home = orphan(place.path());
        home.make().unwrap();
        fs::create_dir(home.root()).unwrap();
        let file = home.root().join("file");
        fs::write(&file, "of an image").unwrap();
        assert!(sweep(place.path(), &nowhere()).is_err());
        assert!(file.exists());
    }

    #[test]
    fn a_stranger_is_judged_by_its_age() {
        let place = tempfile::tempdir().unwrap();
        let elsewhere = Owner::parse("1.2.3.elsewhere.another boot.4").unwrap();
        let home = Home::new(place.path(), &elsewhere, 1);
        home.make().unwrap();
        assert!(!home.is_orphan());
        let folder = fs::File::open(home.path()).unwrap();
        let long_ago = SystemTime::now() - FORGOTTEN - Duration::from_secs(60);
        folder.set_modified(long_ago).unwrap();
        assert!(home.is_orphan());
    }
}
