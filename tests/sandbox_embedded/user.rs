//! An ordinary user on this machine: told what cannot be held and what to do, before anything is booted.

use std::process::Command;

use tutorbox::sandbox::{Engine, EngineError, Limit};

use crate::rig::{boot, engine, usual};

/// Set where this test is the ordinary user.
const USER: &str = "TUTORBOX_TEST_USER";

#[tokio::test]
async fn an_ordinary_user_tries() {
    if std::env::var_os(USER).is_none() {
        return;
    }
    let engine = tutorbox::sandbox::embedded::connect(&tutorbox::sandbox::Wanted::default())
        .await
        .unwrap();
    let weak: Vec<Limit> = engine.about().weak.iter().map(|weak| weak.limit).collect();
    println!("weak {weak:?}");
    match engine.boot(&boot_of_nothing(), &usual()).await.err() {
        Some(error @ EngineError::Weak { .. }) => println!("refused: {error}"),
        other => panic!("{other:?}"),
    }
}

fn boot_of_nothing() -> tutorbox::sandbox::Boot {
    tutorbox::sandbox::Boot {
        image: "tutorbox/nothing:0".to_owned(),
        command: vec!["/bin/true".to_owned()],
        env: Vec::new(),
        scratch_exec: false,
    }
}

#[tokio::test]
async fn where_cgroups_are_roots_alone_a_user_is_refused_and_told_why() {
    let root = engine().await;
    if !rustix::process::getuid().is_root() || root.about().cgroups != Some(1) {
        println!("only on a machine with cgroup v1, and as root, can this be seen");
        return;
    }
    // The user may be kept out of the folder that the tests are built in.
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("test");
    std::fs::copy(std::env::current_exe().unwrap(), &copy).unwrap();
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).unwrap();
    let tried = Command::new("setpriv")
        .args(["--reuid=1234", "--regid=1234", "--clear-groups"])
        .arg(copy)
        .args(["--exact", "user::an_ordinary_user_tries", "--nocapture"])
        .env(USER, "1")
        .current_dir("/")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&tried.stdout).into_owned();
    assert!(tried.status.success(), "{tried:?}");
    for part in [
        "weak [Memory, Swap, Cpus, Pids",
        "does not enforce the memory limit: cgroup v1 gives limits to root alone",
        "boot with cgroup v2 (systemd.unified_cgroup_hierarchy=1",
        "--allow-weak-limits",
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
