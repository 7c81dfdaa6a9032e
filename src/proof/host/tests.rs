use std::os::unix::process::CommandExt;
use std::process::{Child, Command};

use super::*;

const NAME: &str = "proof-of-a-name-that-nobody-else-has-";

/// A process that bears this name, as one that serves a container does.
fn serve(name: &str) -> Child {
    Command::new("sleep").arg0(name).arg("60").spawn().unwrap()
}

fn seen(names: &[&str], is_here: bool) -> Seen {
    Seen {
        names: names.iter().map(|&name| name.to_owned()).collect(),
        not_removed: BTreeSet::new(),
        is_here,
    }
}

#[tokio::test]
async fn a_process_that_lives_on_is_found_and_a_dead_one_is_not() {
    let name = format!("{NAME}lives");
    assert_eq!(parts(&name), None);
    let mut child = serve(&name);
    // Until it has become `sleep` it is called as this test is.
    while parts(&name).is_none() {
        tokio::time::sleep(LOOK).await;
    }
    let what = outlived(&seen(&[&name], true)).await.unwrap();
    assert!(what.contains("sleep"), "{what}");
    child.kill().unwrap();
    // It is dead, and nobody has waited for it.
    assert_eq!(outlived(&seen(&[&name], true)).await, None);
    child.wait().unwrap();
}

#[tokio::test]
async fn what_is_left_is_told() {
    let name = format!("{NAME}left");
    let own = tempfile::tempdir().unwrap();
    let before = Snapshot::take(Kind::Docker, &[own.path().to_owned()]);
    let mut child = serve(&name);
    std::fs::write(own.path().join("spoil"), "").unwrap();
    let mut seen = seen(&[&name], true);
    seen.not_removed.insert("f00d".to_owned());
    let left = leftovers(before, seen).await;
    child.kill().unwrap();
    child.wait().unwrap();
    let Judgement::NotContained { why } = left.judgement() else {
        panic!("{left:?}");
    };
    for expected in ["container f00d was not removed", "(sleep)", "/spoil"] {
        assert!(why.contains(expected), "{expected}: {why}");
    }
}

#[tokio::test]
async fn nothing_is_said_of_a_host_that_is_not_seen() {
    let left = leftovers(Snapshot::take(Kind::Docker, &[]), seen(&[], false)).await;
    assert!(matches!(left.judgement(), Judgement::Skipped { .. }));
    assert!(left.found.is_empty());
}

#[test]
fn files_and_cgroups_are_found_by_their_names() {
    let own = tempfile::tempdir().unwrap();
    let folder = own.path().join("a").join(format!("x-{NAME}file.scope"));
    std::fs::create_dir_all(&folder).unwrap();
    let names = BTreeSet::from([format!("{NAME}file")]);
    let found: Vec<_> = linux_named(own.path(), &names);
    assert_eq!(found, [folder]);
}

fn linux_named(root: &std::path::Path, names: &BTreeSet<String>) -> Vec<PathBuf> {
    system::named_below(root, 3, names).collect()
}
