//! Engines that are not there, hang, or are something else; and images.

use std::fs::{self, Permissions};
use std::io::{Read, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use bollard::query_parameters::RemoveImageOptions;
use tutorbox::run::Limits;
use tutorbox::sandbox::docker::{Place, connect_to};
use tutorbox::sandbox::{Boot, Engine, EngineError, Kind, Policy, Wanted};

use crate::behaviour::printed;
use crate::rig::{boot, client, containers_of, engine, lay_out_tools};

/// What somebody reads who has no engine at this socket.
async fn said_of(place: Place) -> String {
    match connect_to(place, Kind::Docker, &Wanted::default()).await {
        Err(error @ EngineError::Unreachable { .. }) => error.to_string(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn no_engine_says_what_to_start() {
    let folder = tempfile::tempdir().unwrap();
    let said = said_of(Place::Unix(folder.path().join("none.sock"))).await;
    assert!(
        said.contains("systemctl start docker") && said.contains("install"),
        "{said}"
    );
}

#[tokio::test]
async fn an_engine_that_has_died_says_what_to_start() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("dead.sock");
    drop(UnixListener::bind(&socket).unwrap());
    let said = said_of(Place::Unix(socket)).await;
    assert!(
        said.contains("Connection refused") && said.contains("systemctl"),
        "{said}"
    );
}

#[tokio::test]
async fn an_engine_that_hangs_is_given_up() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("hung.sock");
    let _listener = UnixListener::bind(&socket).unwrap();
    let said = said_of(Place::Unix(socket)).await;
    assert!(said.contains("did not answer within 5 s"), "{said}");
}

#[tokio::test]
async fn what_is_no_engine_is_called_so() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("other.sock");
    let listener = UnixListener::bind(&socket).unwrap();
    std::thread::spawn(move || {
        let (mut peer, _) = listener.accept().unwrap();
        let _ = peer.read(&mut [0; 4096]).unwrap();
        peer.write_all(b"HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno")
            .unwrap();
    });
    let said = said_of(Place::Unix(socket)).await;
    assert!(said.contains("no Docker engine"), "{said}");
}

#[tokio::test]
async fn the_engine_says_its_name_and_enforces_the_policy() {
    let engine = engine().await;
    assert!(engine.name().starts_with("Docker "), "{}", engine.name());
    assert!(engine.about().weak.is_empty(), "{:?}", engine.about().weak);
}

#[tokio::test]
async fn an_image_that_is_not_there_is_named() {
    let engine = engine().await;
    let boot = Boot {
        image: "tutorbox/nothing:0".to_owned(),
        ..boot(&engine, "true").await
    };
    assert!(!engine.has_image(&boot.image).await.unwrap());
    match engine
        .boot(&boot, &Policy::new(Limits::default()))
        .await
        .err()
    {
        Some(EngineError::NoImage(image)) => assert_eq!(image, "tutorbox/nothing:0"),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_command_that_is_not_there_is_the_engines_error_and_leaves_nothing() {
    let engine = engine().await;
    let mut boot = boot(&engine, "true").await;
    boot.command = vec!["/bin/nothing".to_owned()];
    match engine
        .boot(&boot, &Policy::new(Limits::default()))
        .await
        .err()
    {
        Some(EngineError::Failed { why, .. }) => assert!(why.contains("/bin/nothing"), "{why}"),
        other => panic!("{other:?}"),
    }
    assert_eq!(containers_of(&client(&engine), &engine.owner()).await, 0);
}

#[tokio::test]
async fn an_imported_folder_is_the_root_of_what_runs() {
    let engine = engine().await;
    let root = tempfile::tempdir().unwrap();
    lay_out_tools(root.path());
    let deep = "deep/".repeat(60);
    let _socket = furnish(&root.path().join("given"), &deep);

    let name = format!("tutorbox/test-import:{}", std::process::id());
    let sent = AtomicU64::new(0);
    let record = |bytes| sent.store(bytes, Ordering::Relaxed);
    engine.import(&name, root.path(), &record).await.unwrap();
    assert!(sent.into_inner() > 1_000_000);

    let script = format!(
        "cd /given; cat one two three {deep}file; echo; ls
         ls -ln one | (read -r mode links uid gid rest; echo $mode $links $uid $gid)"
    );
    let mut boot = boot(&engine, &script).await;
    boot.image = name.clone();
    let policy = Policy::new(Limits::default());
    let mut container = engine.boot(&boot, &policy).await.unwrap();
    let (stdout, stderr) = printed(&mut container).await;
    container.control.remove().await.unwrap();
    client(&engine)
        .remove_image(&name, None::<RemoveImageOptions>, None)
        .await
        .unwrap();
    let expected = "oneoneonefar\ndeep\none\nthree\ntwo\n-rwxr-xr-x 2 0 0\n";
    assert_eq!((stdout.as_str(), stderr.as_str()), (expected, ""));
}

/// A folder of everything that is not plain: links of both kinds, a setuid bit, a path longer than a tar
/// header holds, and a socket, which has no place in an image.
fn furnish(folder: &Path, deep: &str) -> UnixListener {
    fs::create_dir_all(folder.join(deep)).unwrap();
    fs::write(folder.join(deep).join("file"), "far").unwrap();
    fs::write(folder.join("one"), "one").unwrap();
    fs::set_permissions(folder.join("one"), Permissions::from_mode(0o4755)).unwrap();
    fs::hard_link(folder.join("one"), folder.join("two")).unwrap();
    symlink("one", folder.join("three")).unwrap();
    UnixListener::bind(folder.join("socket")).unwrap()
}

#[tokio::test]
async fn a_folder_that_cannot_be_read_is_no_image() {
    let engine = engine().await;
    let gone = Path::new("/nowhere/at/all");
    let name = "tutorbox/test-nothing:0";
    let error = engine.import(name, gone, &|_| ()).await.unwrap_err();
    assert!(error.to_string().contains("/nowhere/at/all"), "{error}");
    assert!(!engine.has_image(name).await.unwrap());
}
