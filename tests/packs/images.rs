//! Images in archives, by the real binary.

use std::fs::File;

use predicates::prelude::*;
use predicates::str::contains;
use sha2::{Digest, Sha256};
use tutorbox::pack::archive::manifest::Sum;
use tutorbox::pack::archive::{self, Source};
use tutorbox::pack::{Image, pack_up};
use tutorbox::sandbox::image::{Part, host_arch, lay_out};

use crate::room::{Room, names};

/// An architecture that this machine has not.
fn elsewhere() -> &'static str {
    match host_arch() {
        "arm64" => "amd64",
        _ => "arm64",
    }
}

/// Writes an archive of the room's pack with one image, of a root of one file.
fn with_image(room: &Room, name: &str, arch: &str) {
    let part = Part {
        language: "sh".to_owned(),
        arch: arch.to_owned(),
        image: "tutorbox/sh:1".to_owned(),
        root: room.path("root"),
    };
    room.file("root/etc/name", arch);
    let layout = tempfile::tempdir().unwrap();
    let images = lay_out(&[part], layout.path()).unwrap();
    let images = images.into_iter().map(|image| Image {
        language: image.language,
        arch: image.arch,
        image: image.image,
        digest: image.digest,
    });
    let packed = pack_up(&room.path("tea")).unwrap();
    let packed = packed.with_images(images.collect(), layout.path()).unwrap();
    let file = File::create(room.path(name)).unwrap();
    archive::write(file, packed.about, packed.sources, None, &mut |_| {}).unwrap();
}

#[test]
fn an_image_for_another_machine_is_named() {
    let room = Room::new();
    with_image(&room, "tea.tbx", elsewhere());
    let mut install = room.command("pack install tea.tbx --engine embedded");
    let told = format!("its image of sh is for {}", elsewhere());
    // Where none was made here either.
    install
        .env("XDG_CACHE_HOME", room.path("cache"))
        .assert()
        .success()
        .stderr(contains(told).and(contains("fetched from Debian")));
    let inspected = room.run("pack inspect tea");
    assert!(
        inspected.contains(&format!("sh for {}", elsewhere())),
        "{inspected}"
    );
}

/// An archive of the room's pack with an image of one layer, which is no tar.
fn with_no_layer(room: &Room, name: &str) {
    let sum = |bytes: &[u8]| Sum(Sha256::digest(bytes).into()).to_string();
    let layer = b"this is no tar".repeat(100);
    let arch = if host_arch() == "arm64" {
        "arm64"
    } else {
        "amd64"
    };
    let configuration = format!(
        r#"{{"architecture":"{arch}","os":"linux","rootfs":{{"type":"layers","diff_ids":["sha256:{}"]}}}}"#,
        sum(&layer)
    );
    let configuration = configuration.into_bytes();
    let mut packed = pack_up(&room.path("tea")).unwrap();
    packed.about.images = vec![Image {
        language: "sh".to_owned(),
        arch: arch.to_owned(),
        image: "tutorbox/sh:1".to_owned(),
        digest: format!("sha256:{}", sum(&configuration)),
    }];
    for blob in [layer, configuration] {
        let path = format!("images/blobs/sha256/{}", sum(&blob));
        packed.sources.push(Source::of_bytes(path, blob));
    }
    let file = File::create(room.path(name)).unwrap();
    archive::write(file, packed.about, packed.sources, None, &mut |_| {}).unwrap();
}

#[test]
fn an_image_that_cannot_be_used_keeps_the_version_that_is_there() {
    let room = Room::new();
    room.run("pack install tea");
    room.version("1.1.0");
    with_no_layer(&room, "bad.tbx");
    room.run("pack verify bad.tbx");
    let mut install = room.command("pack install bad.tbx --engine embedded");
    install
        .env("XDG_CACHE_HOME", room.path("cache"))
        .assert()
        .failure()
        .stderr(contains("cannot be unpacked").and(contains("tell its author")));
    assert_eq!(room.installed().unwrap(), "1.0.0");
    // Nothing of it is left in the cache either, and what a program that was killed has left there goes.
    assert_eq!(names(&room.path("cache/tutorbox/images")), [""; 0]);
    let left = room.file(
        &format!(
            "cache/tutorbox/images/sh-{}/root.new/etc/name",
            "0".repeat(64)
        ),
        "",
    );
    let made_here = room.file(
        "cache/tutorbox/images/sh-0123456789abcdef/root/etc/name",
        "",
    );
    let mut remove = room.command("pack remove tea");
    remove
        .env("XDG_CACHE_HOME", room.path("cache"))
        .assert()
        .success();
    assert!(!left.exists() && made_here.exists());
}
