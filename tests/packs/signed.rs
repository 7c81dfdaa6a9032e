//! Whose packs a learner takes: a new signer is shown, a pack's own signer stays its signer.

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::PermissionsExt;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use predicates::prelude::*;
use predicates::str::contains;

use crate::room::{Room, TUTORBOX, ada, eve};

#[test]
fn a_key_is_made_and_signs_and_its_public_half_is_trusted() {
    let room = Room::new();
    room.file("passphrase", "two lumps\nof sugar\n");
    let made = room.run("pack keygen ada.key --passphrase-file passphrase");
    assert!(made.contains("ada.key is the secret key"), "{made}");
    let public = fs::read_to_string(room.path("ada.pub")).unwrap();
    let line = public.lines().last().unwrap();
    assert!(made.contains(&format!("\n  {line}\n")), "{made}");
    assert!(made.contains(&format!("--trust {line}")), "{made}");
    let mode = fs::metadata(room.path("ada.key"))
        .unwrap()
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    let secret = fs::read(room.path("ada.key")).unwrap();
    let mut again = room.command("pack keygen ada.key --passphrase-file passphrase");
    again
        .assert()
        .code(2)
        .stderr(contains("ada.key is there already"));
    assert_eq!(fs::read(room.path("ada.key")).unwrap(), secret);

    let built = room.run("pack build tea --no-check --sign ada.key --passphrase-file passphrase");
    assert!(built.contains("signed by key"), "{built}");
    assert!(room.run("pack verify tea-1.0.0.tbx").contains("; key "));
    room.run("pack install tea-1.0.0.tbx --trust ada.pub");
    assert!(room.run("pack list").contains("key "));

    room.file("wrong", "three lumps");
    let mut wrong =
        room.command("pack build tea --no-check --sign ada.key --passphrase-file wrong");
    wrong
        .assert()
        .code(2)
        .stderr(contains("the passphrase does not open this key"));
}

#[test]
fn a_passphrase_is_asked_of_people_alone() {
    let room = Room::new();
    let mut keygen = room.command("pack keygen ada.key");
    keygen
        .assert()
        .code(2)
        .stderr(contains("--passphrase-file FILE"));
    assert!(!room.path("ada.key").exists() && !room.path("ada.pub").exists());
}

#[test]
fn a_secret_key_is_not_handed_out_with_the_pack() {
    let room = Room::new();
    room.file("tea/ada.key", "secret");
    let mut build = room.command("pack build tea --no-check --sign tea/ada.key");
    build
        .assert()
        .code(2)
        .stderr(contains("would be handed out with it"));
}

#[test]
fn a_new_signer_is_not_taken_unseen() {
    let room = Room::new();
    room.archive("tea.tbx", Some(ada()));
    let key = ada().public().to_string();
    let mut unseen = room.command("pack install tea.tbx");
    unseen
        .assert()
        .code(2)
        .stderr(contains(format!("--trust {key}")));
    assert_eq!(room.installed(), None);
    room.assert_tidy();
    room.run(&format!("pack install tea.tbx --trust {key}"));
    assert_eq!(room.installed().unwrap(), "1.0.0");
    // From now on this key needs no word.
    room.version("1.1.0");
    room.archive("newer.tbx", Some(ada()));
    room.run("pack install newer.tbx");
    assert_eq!(room.installed().unwrap(), "1.1.0");
}

#[test]
fn whoever_names_a_key_gets_nothing_else() {
    let room = Room::new();
    room.archive("unsigned.tbx", None);
    room.archive("eve.tbx", Some(eve()));
    let key = ada().public();
    for (name, found) in [
        ("unsigned.tbx", "is not signed".to_owned()),
        (
            "eve.tbx",
            format!("is signed by key {}", eve().public().id()),
        ),
    ] {
        let mut install = room.command(&format!("pack install {name} --trust {key}"));
        let should = format!("tea should be signed by key {}, and {found}", key.id());
        install.assert().code(2).stderr(contains(should));
    }
    assert_eq!(room.installed(), None);
}

#[test]
fn another_signer_is_refused_until_the_learner_names_them() {
    let room = Room::new();
    room.archive("ada.tbx", Some(ada()));
    room.run("pack install ada.tbx --yes");
    room.version("1.1.0");
    room.archive("eve.tbx", Some(eve()));
    // Nor does it help to have the pack removed before.
    for _ in 0..2 {
        let mut install = room.command("pack install eve.tbx --yes");
        install.assert().code(2).stderr(
            contains(ada().public().id())
                .and(contains(eve().public().id()))
                .and(contains("somebody else may have made it")),
        );
        if room.installed().is_some() {
            assert_eq!(room.installed().unwrap(), "1.0.0");
            room.run("pack remove tea");
        }
    }
    room.run(&format!("pack install eve.tbx --trust {}", eve().public()));
    assert_eq!(room.installed().unwrap(), "1.1.0");
    // The pack is the new signer's now.
    room.version("1.2.0");
    room.archive("ada.tbx", Some(ada()));
    let mut back = room.command("pack install ada.tbx --yes");
    back.assert()
        .code(2)
        .stderr(contains("somebody else may have made it"));
}

#[test]
fn a_pack_that_was_signed_is_not_taken_unsigned() {
    let room = Room::new();
    room.archive("signed.tbx", Some(ada()));
    room.run("pack install signed.tbx --yes");
    room.version("1.1.0");
    room.archive("unsigned.tbx", None);
    let mut install = room.command("pack install unsigned.tbx --yes");
    install
        .assert()
        .code(2)
        .stderr(contains("this one is not signed"));
    assert_eq!(room.installed().unwrap(), "1.0.0");
}

#[test]
fn a_list_of_signers_that_cannot_be_read_trusts_nobody() {
    let room = Room::new();
    room.archive("tea.tbx", Some(ada()));
    room.file("data/packs/signers.toml", "keys = nobody");
    let mut install = room.command("pack install tea.tbx --yes");
    install
        .assert()
        .code(2)
        .stderr(contains("It says whose packs you take"));
    assert_eq!(room.installed(), None);
}

/// Answers the question of an install at a terminal, and says what the terminal showed.
fn at_a_terminal(room: &Room, answer: &str) -> (u32, String) {
    let pair = native_pty_system().openpty(PtySize::default()).unwrap();
    let mut command = CommandBuilder::new(TUTORBOX);
    command.args(["pack", "install", "tea.tbx"]);
    command.cwd(room.path(""));
    command.env("TUTORBOX_DATA_DIR", room.path("data"));
    let mut child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let mut typing = pair.master.take_writer().unwrap();
    typing.write_all(answer.as_bytes()).unwrap();
    let mut reader = pair.master.try_clone_reader().unwrap();
    let mut shown = Vec::new();
    // A terminal that nobody writes to any more ends with an error.
    let _ = reader.read_to_end(&mut shown);
    let code = child.wait().unwrap().exit_code();
    (code, String::from_utf8_lossy(&shown).into_owned())
}

#[test]
fn at_a_terminal_the_learner_is_asked() {
    let room = Room::new();
    room.archive("tea.tbx", Some(ada()));
    let (code, shown) = at_a_terminal(&room, "n\n");
    assert_eq!(code, 2, "{shown}");
    for what in [&ada().public().to_string(), "Ada", "nothing was installed"] {
        assert!(shown.contains(what), "{shown}");
    }
    assert_eq!(room.installed(), None);
    let (code, shown) = at_a_terminal(&room, "yes\n");
    assert_eq!(code, 0, "{shown}");
    assert_eq!(room.installed().unwrap(), "1.0.0");
}
