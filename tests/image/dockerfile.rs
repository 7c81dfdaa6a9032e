//! Hosts without apt build the Dockerfile: it must make the very tree that the recipe makes.
//!
//! No image registry is needed: the Dockerfile's base is made here from Debian's packages, by the recipe itself.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use sha2::{Digest, Sha256};
use tutorbox::sandbox::image::{Language, Recipe, Sources, Store};

use crate::{Toy, languages};

/// What the Dockerfile takes its base to have: a Debian with apt.
const BASE: &str = "apt\nbase-files\nbash\nca-certificates\ncoreutils\ndash\ndebian-archive-keyring\ndpkg\n\
                    findutils\ngrep\nlibc-bin\nmawk\nperl-base\nsed\ntar\n";

/// What those packages' own scripts would have done, and this host's way to the network.
const FINISH: &str = r#"
ln -s mawk "$1/usr/bin/awk"
mkdir -p "$1/etc/apt" "$1/etc/ssl/certs" "$1/proc" "$1/sys" "$1/dev" "$1/tmp"
printf 'root:x:0:0:root:/root:/bin/sh\n_apt:x:42:65534::/nonexistent:/bin/false\n' > "$1/etc/passwd"
printf 'root:x:0:\nnogroup:x:65534:\n' > "$1/etc/group"
cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1/etc/ssl/certs/ca-certificates.crt"
for file in /etc/apt/apt.conf /etc/apt/apt.conf.d /etc/apt/mirrors; do
	if [ -e "$file" ]; then cp -r "$file" "$1/etc/apt"; fi
done
"#;

/// What a path in a root is.
#[derive(Debug, PartialEq, Eq)]
enum Entry {
    Folder {
        mode: u32,
    },
    Link {
        target: PathBuf,
    },
    File {
        mode: u32,
        size: usize,
        sha256: String,
    },
}

type Tree = BTreeMap<PathBuf, Entry>;

#[tokio::test]
async fn each_dockerfile_makes_the_same_tree() {
    let cache = tempfile::tempdir().unwrap();
    let toy = Toy::new(BASE, FINISH);
    let base = toy.recipe().root(&|_| {}).await.unwrap();
    for language in languages() {
        same_tree(&language, &cache.path().join(language.name()), &base).await;
    }
}

async fn same_tree(language: &Language, cache: &Path, base: &Path) {
    let recipe = Recipe::new(language, &Store::new(cache)).unwrap();
    let root = recipe.root(&|_| {}).await.unwrap();
    let mut ours = Tree::new();
    walk(&root, Path::new(""), &mut ours);

    let images = Images::new(language.name());
    images.import_base(base);
    let context = cache.join("context");
    language.folder().copy_to(&context).unwrap();
    images.build(&context, &Sources::of_host());
    let theirs = images.tree();

    let paths: BTreeSet<&PathBuf> = ours.keys().chain(theirs.keys()).collect();
    let differ: Vec<_> = paths
        .into_iter()
        .map(|path| (path, ours.get(path), theirs.get(path)))
        .filter(|(_, recipe, dockerfile)| recipe != dockerfile)
        .collect();
    assert!(ours.len() > 500, "{} paths are no root", ours.len());
    assert!(
        differ.is_empty(),
        "{}: (path, recipe, Dockerfile): {differ:#?}",
        language.name()
    );
}

/// The images of this test; they go when it ends.
struct Images {
    base: String,
    stage: String,
    image: String,
}

impl Images {
    fn new(language: &str) -> Self {
        let name = |part: &str| format!("tutorbox-test/{language}-{part}:{}", std::process::id());
        Self {
            base: name("base"),
            stage: name("stage"),
            image: name("image"),
        }
    }

    fn import_base(&self, root: &Path) {
        let mut tar = Command::new("tar")
            .args(["--owner=0", "--group=0", "-c", "."])
            .current_dir(root)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let stream = tar.stdout.take().unwrap();
        docker(
            Command::new("docker")
                .args(["import", "-", &self.base])
                .stdin(stream),
        );
        assert!(tar.wait().unwrap().success());
    }

    fn build(&self, context: &Path, sources: &Sources) {
        let default = Sources::default();
        let security = sources
            .security
            .as_ref()
            .or(default.security.as_ref())
            .unwrap();
        let build = |more: &[&str]| {
            docker(
                Command::new("docker")
                    .args(["build", "--network=host", "--force-rm"])
                    .args(["--build-arg", &format!("BASE={}", self.base)])
                    .args(["--build-arg", &format!("MIRROR={}", sources.archive)])
                    .args(["--build-arg", &format!("SECURITY={security}")])
                    .args(more)
                    .arg(context),
            )
        };
        build(&["-t", &self.image]);
        // Only to give it a name by which it can be removed: it is built already.
        build(&["-t", &self.stage, "--target=build"]);
    }

    /// What is in the image: it has one layer.
    fn tree(&self) -> Tree {
        let saved = docker(Command::new("docker").args(["save", &self.image]));
        let manifest = member(&saved, "manifest.json");
        let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
        let layers = manifest[0]["Layers"].as_array().unwrap();
        assert_eq!(layers.len(), 1);
        read_layer(&member(&saved, layers[0].as_str().unwrap()))
    }
}

impl Drop for Images {
    fn drop(&mut self) {
        let images = [&self.image, &self.stage, &self.base];
        let _ = Command::new("docker")
            .args(["rmi", "-f"])
            .args(images)
            .output();
    }
}

/// Runs docker and returns what it prints.
fn docker(command: &mut Command) -> Vec<u8> {
    let output = command
        .output()
        .expect("this test takes the docker command line: install docker.io");
    let said = String::from_utf8_lossy(&output.stderr);
    let built = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success(),
        "{command:?} failed (if no engine answers, start one: systemctl start docker, or dockerd &)\n{}\n{said}",
        &built[built.len().saturating_sub(4000)..]
    );
    output.stdout
}

fn member(archive: &[u8], name: &str) -> Vec<u8> {
    let mut archive = tar::Archive::new(archive);
    let mut found = archive
        .entries()
        .unwrap()
        .map(Result::unwrap)
        .find(|entry| entry.path().unwrap() == Path::new(name))
        .expect(name);
    let mut bytes = Vec::new();
    found.read_to_end(&mut bytes).unwrap();
    bytes
}

fn read_layer(layer: &[u8]) -> Tree {
    let (mut tree, mut hard_links) = (Tree::new(), Vec::new());
    for entry in tar::Archive::new(layer).entries().unwrap() {
        let mut entry = entry.unwrap();
        let path: PathBuf = entry.path().unwrap().components().collect();
        let mode = entry.header().mode().unwrap() & 0o7777;
        let link = entry.link_name().unwrap().map(|link| link.into_owned());
        let kind = entry.header().entry_type();
        let found = match (kind, link) {
            (tar::EntryType::Directory, _) => Entry::Folder { mode },
            (tar::EntryType::Symlink, Some(target)) => Entry::Link { target },
            (tar::EntryType::Link, Some(target)) => {
                hard_links.push((path, target));
                continue;
            }
            _ => {
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                file(mode, &bytes)
            }
        };
        tree.insert(path, found);
    }
    for (path, target) in hard_links {
        let Some(Entry::File { mode, size, sha256 }) = tree.get(&target) else {
            panic!("{path:?} is a link to {target:?}, which is not there");
        };
        let (mode, size, sha256) = (*mode, *size, sha256.clone());
        tree.insert(path, Entry::File { mode, size, sha256 });
    }
    tree.remove(Path::new(""));
    tree
}

fn walk(root: &Path, folder: &Path, tree: &mut Tree) {
    for found in std::fs::read_dir(root.join(folder)).unwrap() {
        let found = found.unwrap();
        let path = folder.join(found.file_name());
        let meta = found.metadata().unwrap();
        let mode = meta.permissions().mode() & 0o7777;
        let entry = if meta.is_dir() {
            walk(root, &path, tree);
            Entry::Folder { mode }
        } else if meta.is_symlink() {
            let target = std::fs::read_link(found.path()).unwrap();
            Entry::Link { target }
        } else {
            file(mode, &std::fs::read(found.path()).unwrap())
        };
        tree.insert(path, entry);
    }
}

fn file(mode: u32, bytes: &[u8]) -> Entry {
    Entry::File {
        mode,
        size: bytes.len(),
        sha256: format!("{:x}", Sha256::digest(bytes)),
    }
}
