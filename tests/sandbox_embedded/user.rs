//! An ordinary user on this machine: told what is in the way and what to do, before anything is booted.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use tutorbox::sandbox::Engine;

use crate::rig::{TUTORBOX, boot, engine, usual};

#[tokio::test]
async fn where_cgroups_are_roots_alone_a_user_is_told_so() {
    let root = engine().await;
    if !rustix::process::getuid().is_root() || root.about().cgroups != Some(1) {
        println!("only on a machine with cgroup v1, and as root, can this be seen");
        return;
    }
    // The user may be kept out of the folder that the program is built in.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("tutorbox");
    fs::copy(TUTORBOX, &copy).unwrap();
    fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o755)).unwrap();
    let looked = Command::new("setpriv")
        .args(["--reuid=1234", "--regid=1234", "--clear-groups"])
        .arg(copy)
        .args(["doctor", "--engine", "embedded", "--format", "json"])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", folder.path())
        .current_dir("/")
        .output()
        .unwrap();
    assert_eq!(looked.status.code(), Some(3), "{looked:?}");
    let said = String::from_utf8_lossy(&looked.stdout).into_owned();
    for part in [
        "cgroup v1 is root's alone",
        "boot with cgroup v2 (systemd.unified_cgroup_hierarchy=1",
    ] {
        assert!(said.contains(part), "{said}");
    }
}

#[tokio::test]
async fn root_has_all_that_it_needs_here() {
    let engine = engine().await;
    let booted = engine.boot(&boot("true"), &usual()).await.unwrap();
    booted.control.remove().await.unwrap();
}
