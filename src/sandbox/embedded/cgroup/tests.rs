#![allow(clippy::unwrap_used)]

use super::*;

const HYBRID: &str = "\
31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
39 31 0:36 / /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,xattr,pids
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
";
const UNIFIED: &str = "\
25 1 8:1 / / rw - ext4 /dev/sda rw
30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate
";

fn budget() -> Budget {
    Budget {
        memory: Some(256 * 1024 * 1024 + 5),
        memory_and_swap: Some(256 * 1024 * 1024 + 5),
        millicpus: Some(1500),
        pids: Some(64),
    }
}

#[test]
fn both_versions_are_found_where_they_are_mounted() {
    assert_eq!(Layout::of("25 1 8:1 / / rw - ext4 /dev/sda rw"), None);
    assert_eq!(Layout::of(UNIFIED), Some(Layout::V2(MOUNT.into())));
    let Some(Layout::V1(hierarchies)) = Layout::of(HYBRID) else {
        panic!("a hybrid is of version 1");
    };
    let controllers: Vec<_> = hierarchies
        .iter()
        .map(|h| h.controllers.join("+"))
        .collect();
    assert_eq!(controllers, ["cpu+cpuacct", "memory", "pids", ""]);
}

/// A folder with the files that the kernel would make in a group.
fn kernel(folder: &Path, files: &[&str]) {
    fs::create_dir_all(folder).unwrap();
    for file in files {
        fs::write(folder.join(file), "").unwrap();
    }
}

#[test]
fn who_joins_moves_itself_alone_and_only_where_a_limit_is() {
    let root = tempfile::tempdir().unwrap();
    let hierarchies = ["cpu", "freezer", "memory", "pids"].map(|name| Hierarchy {
        mount: root.path().join(name),
        controllers: vec![name.to_owned()],
    });
    for name in ["cpu/g", "freezer/g", "memory/g", "pids/g", "g"] {
        kernel(&root.path().join(name), &[]);
    }
    for layout in [
        Layout::V1(hierarchies.into()),
        Layout::V2(root.path().to_owned()),
    ] {
        layout.group("g").join(&budget()).unwrap();
    }
    for list in [
        "cpu/g/tasks",
        "memory/g/tasks",
        "pids/g/tasks",
        "g/cgroup.procs",
    ] {
        assert_eq!(fs::read_to_string(root.path().join(list)).unwrap(), "0");
    }
    assert!(!root.path().join("freezer/g/tasks").exists());
}

#[test]
fn cpu_time_is_counted_where_no_limit_is() {
    let root = tempfile::tempdir().unwrap();
    kernel(&root.path().join("cpuacct"), &[]);
    let hierarchies = ["cpu", "cpuacct"].map(|name| Hierarchy {
        mount: root.path().join(name),
        controllers: vec![name.to_owned()],
    });
    let group = Layout::V1(hierarchies.into()).group("g");
    let unlimited = Budget {
        memory: None,
        memory_and_swap: None,
        millicpus: None,
        pids: None,
    };
    group.make(&unlimited).unwrap();
    group.join(&unlimited).unwrap();
    let folder = root.path().join("cpuacct/g");
    assert_eq!(fs::read_to_string(folder.join("tasks")).unwrap(), "0");
    assert_eq!(group.cpu_time(), None);
    fs::write(folder.join("cpuacct.usage"), "1500000\n").unwrap();
    assert_eq!(group.cpu_time(), Some(Duration::from_micros(1500)));
}

#[test]
fn version_2_takes_the_whole_budget_and_no_swap() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("tutorbox-1");
    let files = ["memory.max", "memory.swap.max", "cpu.max", "pids.max"];
    kernel(&folder, &files);
    let group = Layout::V2(root.path().to_owned()).group("tutorbox-1");
    group.make(&budget()).unwrap();
    let said = files.map(|file| fs::read_to_string(folder.join(file)).unwrap());
    assert_eq!(said, ["268435456", "0", "150000 100000", "64"]);
}

#[test]
fn version_1_takes_it_in_the_hierarchies_that_it_has() {
    let root = tempfile::tempdir().unwrap();
    let hierarchy = |name: &str| Hierarchy {
        mount: root.path().join(name),
        controllers: vec![name.to_owned()],
    };
    let layout = Layout::V1(["memory", "cpu", "pids"].map(hierarchy).into());
    let files = [
        ("memory", "memory.limit_in_bytes", "268435456"),
        ("memory", "memory.memsw.limit_in_bytes", "268435456"),
        ("cpu", "cpu.cfs_quota_us", "150000"),
        ("pids", "pids.max", "64"),
    ];
    for (hierarchy, file, _) in files {
        kernel(&root.path().join(hierarchy).join("g"), &[file]);
    }
    layout.group("g").make(&budget()).unwrap();
    for (hierarchy, file, value) in files {
        let path = root.path().join(hierarchy).join("g").join(file);
        assert_eq!(fs::read_to_string(path).unwrap(), value);
    }
    let without = Layout::V1(vec![hierarchy("memory"), hierarchy("cpu")]);
    let error = without.group("g").make(&budget()).unwrap_err();
    assert!(error.to_string().contains("controller pids"), "{error}");
}

#[test]
fn what_the_kernel_does_not_keep_to_is_an_error() {
    let root = tempfile::tempdir().unwrap();
    let folder = root.path().join("g");
    kernel(&folder, &["memory.max", "memory.swap.max", "cpu.max"]);
    let group = Layout::V2(root.path().to_owned()).group("g");
    let error = group.make(&budget()).unwrap_err();
    assert!(matches!(error, GroupError::File { path, .. } if path.ends_with("pids.max")));
    std::os::unix::fs::symlink("/dev/null", folder.join("pids.max")).unwrap();
    let error = group.make(&budget()).unwrap_err();
    assert!(matches!(error, GroupError::NotHeld { .. }), "{error}");
}

#[test]
fn nowhere_nothing_is_made_and_nothing_removed() {
    let group = Layout::Nowhere.group("g");
    group.make(&budget()).unwrap();
    group.holds("0::/user.slice\n", &budget()).unwrap();
    assert!(!group.oom_killed());
    group.kill();
    group.remove().unwrap();
}

#[test]
fn a_process_is_held_where_every_controller_says_so() {
    let layout = Layout::of(HYBRID).unwrap();
    let held = |said: &str| layout.group("g").holds(said, &budget()).is_ok();
    assert!(held("4:memory:/g\n2:cpu,cpuacct:/g\n3:pids:/g\n0::/\n"));
    assert!(!held("4:memory:/g\n2:cpu,cpuacct:/g\n3:pids:/\n0::/g\n"));
    assert!(!held("4:memory:/other/gg\n2:cpu,cpuacct:/g\n3:pids:/g\n"));
    let unified = Layout::V2(MOUNT.into()).group("g");
    assert!(
        unified
            .holds("0::/user.slice/x.scope/g\n", &budget())
            .is_ok()
    );
    assert!(
        unified
            .holds("0::/user.slice/x.scope\n", &budget())
            .is_err()
    );
}

#[test]
fn an_oom_kill_is_read_from_either_version() {
    let root = tempfile::tempdir().unwrap();
    for (layout, file) in [
        (Layout::V2(root.path().to_owned()), "memory.events"),
        (
            Layout::V1(vec![Hierarchy {
                mount: root.path().to_owned(),
                controllers: vec!["memory".to_owned()],
            }]),
            "memory.oom_control",
        ),
    ] {
        let group = layout.group("g");
        assert!(!group.oom_killed());
        kernel(&root.path().join("g"), &[]);
        for (count, killed) in [("0", false), ("2", true)] {
            let text = format!("under_oom 1\noom 1\noom_kill {count}\noom_group_kill 0\n");
            fs::write(root.path().join("g").join(file), text).unwrap();
            assert_eq!(group.oom_killed(), killed);
        }
    }
}
