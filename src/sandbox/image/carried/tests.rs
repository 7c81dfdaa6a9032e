//! Roots that travel and arrive as they were, and layers that nobody should have made.

use std::collections::BTreeMap;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tar::{Builder, EntryType, Header};
use tempfile::TempDir;

use super::layout::{self, BLOBS, Layer, Made};
use super::*;
use crate::sandbox::image::language::hex;

/// Every path of a folder, and all that is to be seen of it.
fn seen(root: &Path) -> BTreeMap<PathBuf, String> {
    fn walk(root: &Path, at: &Path, seen: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(root.join(at)).unwrap() {
            let at = at.join(entry.unwrap().file_name());
            let path = root.join(&at);
            let facts = fs::symlink_metadata(&path).unwrap();
            let what = if facts.is_dir() {
                walk(root, &at, seen);
                format!("folder {:o}", facts.mode())
            } else if facts.is_symlink() {
                format!("to {}", fs::read_link(&path).unwrap().display())
            } else {
                let text = fs::read_to_string(&path).unwrap();
                format!("{:o} {} {text}", facts.mode(), facts.mtime())
            };
            seen.insert(at, what);
        }
    }
    let mut all = BTreeMap::new();
    walk(root, Path::new(""), &mut all);
    all
}

fn put(root: &Path, path: &str, text: &str, mode: u32) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut file = File::create(&path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
    file.set_permissions(Permissions::from_mode(mode)).unwrap();
    let long_ago = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1);
    file.set_modified(long_ago).unwrap();
}

/// A root like that of a language: a system that others have, too, and what is its own.
fn root(of: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    put(root, "usr/bin/sh", "a shell", 0o755);
    put(root, "usr/lib/libc.so", "a library", 0o644);
    put(root, &format!("usr/bin/{of}"), of, 0o755);
    put(root, "etc/name", of, 0o644);
    fs::hard_link(root.join("usr/bin/sh"), root.join("usr/bin/dash")).unwrap();
    fs::create_dir(root.join("box")).unwrap();
    fs::create_dir(root.join(format!("opt-{of}"))).unwrap();
    symlink("usr/bin", root.join("bin")).unwrap();
    symlink("/box", root.join("tmp")).unwrap();
    symlink(of, root.join("usr/bin/it")).unwrap();
    let long = format!("usr/{}", ["long"; 40].join("/"));
    put(root, &format!("{long}/file"), "far away", 0o644);
    symlink(format!("/{long}/file"), root.join("near")).unwrap();
    dir
}

fn part(language: &str, arch: &str, root: &TempDir) -> Part {
    Part {
        language: language.to_owned(),
        arch: arch.to_owned(),
        image: format!("tutorbox/{language}:1"),
        root: root.path().to_owned(),
    }
}

/// Unpacks an image into a store, as a learner's tutorbox does.
async fn taken(folder: &Path, language: &str, digest: &str) -> Result<(TempDir, PathBuf), String> {
    let cache = tempfile::tempdir().unwrap();
    let store = Store::new(cache.path());
    let lock = store.lock(&|_| {}).await.unwrap();
    let carried = Carried::new(folder, language, digest).unwrap();
    let root = carried.root(&store, &lock, &|_| {}).await;
    root.map(|root| (cache, root))
        .map_err(|error| error.to_string())
}

#[tokio::test]
async fn roots_arrive_as_they_were_and_what_they_share_travels_once() {
    let place = tempfile::tempdir().unwrap();
    let (elixir, python, arm) = (root("elixir"), root("python"), root("elixir"));
    let parts = [
        part("elixir", "amd64", &elixir),
        part("python", "amd64", &python),
        part("elixir", "arm64", &arm),
    ];
    let images = lay_out(&parts, place.path()).unwrap();
    for (part, image) in parts.iter().zip(&images) {
        let taken = taken(place.path(), &image.language, &image.digest).await;
        let (_cache, root) = taken.unwrap();
        assert_eq!(seen(&root), seen(&part.root), "{}", part.language);
        let name = |name: &str| fs::metadata(root.join(name)).unwrap().ino();
        assert_eq!(name("usr/bin/sh"), name("usr/bin/dash"));
    }
    let layers = |at: usize| {
        let sum = layout::sum_of(&images[at].digest).unwrap();
        let layers = layout::layers(place.path(), sum).unwrap();
        layers
            .into_iter()
            .map(|layer| layer.sum)
            .collect::<Vec<_>>()
    };
    let (elixir, python) = (layers(0), layers(1));
    assert_eq!((elixir.len(), python.len(), layers(2).len()), (2, 2, 1));
    assert_eq!(elixir[0], python[0]);
    assert_ne!(elixir[1], python[1]);
}

#[test]
fn the_same_roots_make_the_same_bytes() {
    let make = || {
        let place = tempfile::tempdir().unwrap();
        let (elixir, python) = (root("elixir"), root("python"));
        let parts = [
            part("elixir", "amd64", &elixir),
            part("python", "amd64", &python),
        ];
        lay_out(&parts, place.path()).unwrap();
        let names = seen(place.path()).into_keys();
        let files = names.filter(|name| place.path().join(name).is_file());
        let sum = |name: &PathBuf| hex(&Sha256::digest(fs::read(place.path().join(name)).unwrap()));
        let files = files.map(|name| (sum(&name), name));
        files.collect::<Vec<_>>()
    };
    assert_eq!(make(), make());
}

/// An entry of a layer, every word of it as one likes.
fn entry(path: &str, kind: EntryType, link: &str, text: &str) -> (Header, String) {
    let mut header = Header::new_gnu();
    let gnu = header.as_gnu_mut().unwrap();
    gnu.name[..path.len()].copy_from_slice(path.as_bytes());
    gnu.linkname[..link.len()].copy_from_slice(link.as_bytes());
    header.set_entry_type(kind);
    header.set_size(text.len() as u64);
    header.set_mode(0o6755);
    header.set_mtime(1);
    header.set_cksum();
    (header, text.to_owned())
}

fn file(path: &str) -> (Header, String) {
    entry(path, EntryType::Regular, "", "text")
}

fn folder(path: &str) -> (Header, String) {
    entry(path, EntryType::Directory, "", "")
}

fn link(path: &str, to: &str) -> (Header, String) {
    entry(path, EntryType::Symlink, to, "")
}

fn hard_link(path: &str, to: &str) -> (Header, String) {
    entry(path, EntryType::Link, to, "")
}

/// An image of layers of these entries, in a new folder; its digest.
fn image(layers: &[Vec<(Header, String)>]) -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let blobs = dir.path().join(BLOBS);
    fs::create_dir_all(&blobs).unwrap();
    let layers: Vec<Layer> = layers
        .iter()
        .map(|entries| {
            let mut tar = Builder::new(Vec::new());
            for (header, text) in entries {
                tar.append(header, text.as_bytes()).unwrap();
            }
            let tar = tar.into_inner().unwrap();
            let sum = hex(&Sha256::digest(&tar));
            let path = blobs.join(&sum);
            fs::write(&path, &tar).unwrap();
            let size = tar.len() as u64;
            Layer { path, sum, size }
        })
        .collect();
    let made = Made {
        name: "tutorbox/toy:1",
        arch: "amd64",
        layers: layers.iter().collect(),
    };
    let digest = layout::write(dir.path(), &[made]).unwrap().remove(0);
    (dir, digest)
}

#[tokio::test]
async fn a_plain_layer_is_taken_without_its_set_id_bits() {
    let (dir, digest) = image(&[
        vec![folder("usr/"), folder("usr/bin/"), file("usr/bin/su")],
        vec![
            folder("usr/"),
            folder("usr/lib/"),
            hard_link("usr/lib/su", "usr/bin/su"),
        ],
    ]);
    let (_cache, root) = taken(dir.path(), "toy", &digest).await.unwrap();
    let su = fs::metadata(root.join("usr/lib/su")).unwrap();
    assert_eq!((su.mode() & 0o7777, su.mtime(), su.nlink()), (0o755, 1, 2));
}

#[tokio::test]
async fn what_no_image_has_is_refused_and_leads_nowhere() {
    let victim = tempfile::tempdir().unwrap();
    let outside = victim.path().to_str().unwrap().to_owned();
    fs::write(victim.path().join("file"), "alive").unwrap();
    let there = format!("{outside}/file");
    let dev = |path, kind| entry(path, kind, "", "");
    let cases = [
        ("a parent", vec![file("../file")], "leads elsewhere"),
        (
            "a parent within",
            vec![folder("a/"), file("a/../../file")],
            "leads elsewhere",
        ),
        ("an absolute path", vec![file(&there)], "leads elsewhere"),
        ("the root itself", vec![folder("./")], "leads elsewhere"),
        (
            "no folder above",
            vec![file("a/file")],
            "no folder of the image",
        ),
        (
            "a link for a folder",
            vec![link("a", &outside), file("a/file")],
            "no folder of the image",
        ),
        (
            "a link for a file",
            vec![link("file", &there), file("file")],
            "there already",
        ),
        (
            "a link in a folder's place",
            vec![folder("a/"), link("a", &outside)],
            "there already",
        ),
        (
            "a folder in a link's place",
            vec![link("a", &outside), folder("a/")],
            "there already",
        ),
        (
            "a file twice",
            vec![file("file"), file("file")],
            "there already",
        ),
        (
            "a name for what is elsewhere",
            vec![hard_link("a", &there)],
            "another name of no file",
        ),
        (
            "a name for what is above",
            vec![hard_link("a", "../file")],
            "another name of no file",
        ),
        (
            "a name for a link",
            vec![link("a", &there), hard_link("b", "a")],
            "another name of no file",
        ),
        (
            "a name for a folder",
            vec![folder("a/"), hard_link("b", "a")],
            "another name of no file",
        ),
        (
            "a device",
            vec![dev("null", EntryType::Char)],
            "neither a file",
        ),
        (
            "a disk",
            vec![dev("sda", EntryType::Block)],
            "neither a file",
        ),
        (
            "a pipe",
            vec![dev("pipe", EntryType::Fifo)],
            "neither a file",
        ),
        (
            "a file with holes",
            vec![dev("holes", EntryType::GNUSparse)],
            "neither a file",
        ),
        ("a whiteout", vec![file(".wh.usr")], "removes something"),
        (
            "a name of a megabyte",
            vec![entry(
                "././@LongLink",
                EntryType::GNULongName,
                "",
                &"a/".repeat(1 << 19),
            )],
            "more than 4096 bytes",
        ),
        (
            "a name in other words",
            vec![entry(
                "pax",
                EntryType::XHeader,
                "",
                "20 path=/etc/passwd\n",
            )],
            "neither a file",
        ),
        (
            "devices elsewhere",
            vec![link("dev", &outside)],
            "must be a folder",
        ),
        ("scratch elsewhere", vec![file("box")], "must be a folder"),
    ];
    for (trick, entries, why) in cases {
        let (dir, digest) = image(&[entries]);
        let refused = taken(dir.path(), "toy", &digest).await.unwrap_err();
        assert!(refused.contains(why), "{trick}: {refused}");
        assert!(refused.contains("tell its author"), "{trick}: {refused}");
        let left = seen(victim.path());
        assert_eq!(left.len(), 1, "{trick}");
        assert_eq!(fs::read_to_string(&there).unwrap(), "alive", "{trick}");
    }
}

#[tokio::test]
async fn a_layer_that_was_changed_is_refused_and_nothing_of_it_is_used() {
    let (dir, digest) = image(&[vec![file("file")]]);
    let sum = layout::sum_of(&digest).unwrap().to_owned();
    let layer = layout::layers(dir.path(), &sum).unwrap().remove(0);
    let whole = fs::read(&layer.path).unwrap();
    let mut header = whole.clone();
    header[0] ^= 1;
    let mut behind = whole.clone();
    behind.extend([0; 512]);
    let other = String::from_utf8(whole.clone())
        .unwrap()
        .replace("text", "fake");
    for changed in [header, other.into_bytes(), behind, whole[..1024].to_vec()] {
        fs::write(&layer.path, changed).unwrap();
        let refused = taken(dir.path(), "toy", &digest).await.unwrap_err();
        assert!(refused.contains("was changed or damaged"), "{refused}");
    }
    fs::write(&layer.path, whole).unwrap();
    taken(dir.path(), "toy", &digest).await.unwrap();
}

#[tokio::test]
async fn a_configuration_says_nothing_but_the_layers() {
    let (dir, digest) = image(&[vec![file("file")]]);
    let sum = layout::sum_of(&digest).unwrap();
    let text = fs::read_to_string(dir.path().join(BLOBS).join(sum)).unwrap();
    let says_more = [
        text.replace("{\"arch", "{\"config\":{\"Volumes\":{\"/box\":{}}},\"arch"),
        text.replace("{\"arch", " {\"arch"),
        text.replace("sha256:", "sha256:0"),
        text.replace("\"linux\"", "\"windows\""),
        "{}".to_owned(),
    ];
    for text in says_more {
        let sum = hex(&Sha256::digest(&text));
        fs::write(dir.path().join(BLOBS).join(&sum), &text).unwrap();
        let refused = taken(dir.path(), "toy", &format!("sha256:{sum}")).await;
        let refused = refused.unwrap_err();
        assert!(
            refused.contains("not one that tutorbox has made"),
            "{text}: {refused}"
        );
    }
}

#[test]
fn an_image_has_a_name_that_none_of_ours_has() {
    let sum = "a".repeat(64);
    let carried = |language: &str, digest: &str| Carried::new("", language, digest);
    let image = carried("elixir", &format!("sha256:{sum}")).unwrap().image();
    assert_eq!(image, format!("tutorbox/elixir:{sum}"));
    for (language, digest) in [
        ("../elixir", format!("sha256:{sum}")),
        ("", format!("sha256:{sum}")),
        ("elixir", format!("sha256:{}", &sum[1..])),
        ("elixir", format!("sha256:../{}", &sum[3..])),
        ("elixir", format!("sha512:{sum}")),
        ("elixir", sum.to_uppercase()),
    ] {
        assert_eq!(carried(language, &digest), None, "{language} {digest}");
    }
}

#[tokio::test]
async fn where_another_name_is_there_by_then_nothing_is_written_through_it() {
    // As on a disk that takes `A` for `a`: what is there was made under another name.
    let victim = tempfile::tempdir().unwrap();
    let (dir, digest) = image(&[vec![folder("a/"), file("a/file")]]);
    let sum = layout::sum_of(&digest).unwrap();
    let layer = layout::layers(dir.path(), sum).unwrap().remove(0);
    let root = tempfile::tempdir().unwrap();
    symlink(victim.path(), root.path().join("a")).unwrap();
    let refused = Unpacking::default().layer(&layer, root.path()).unwrap_err();
    assert!(refused.to_string().contains("there already"), "{refused}");
    assert_eq!(seen(victim.path()), BTreeMap::new());
}

#[tokio::test]
async fn what_is_refused_leaves_nothing_in_the_store() {
    let (dir, digest) = image(&[vec![file("file"), file("../file")]]);
    let cache = tempfile::tempdir().unwrap();
    let store = Store::new(cache.path());
    let lock = store.lock(&|_| {}).await.unwrap();
    let carried = Carried::new(dir.path(), "toy", &digest).unwrap();
    carried.root(&store, &lock, &|_| {}).await.unwrap_err();
    let left = fs::read_dir(cache.path().join("images")).unwrap().count();
    assert_eq!(left, 0);
}
