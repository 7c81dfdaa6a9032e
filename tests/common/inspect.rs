//! The whole policy, as `docker inspect` shows it.

use serde_json::{Value, json};

/// Panics where a part of the policy for the default limits cannot be seen.
pub fn shows_the_policy(seen: &Value) {
    for (place, value) in parts() {
        assert_eq!(seen.pointer(place), Some(&value), "{place}");
    }
    for list in ["Binds", "CapAdd", "Devices", "ExtraHosts", "VolumesFrom"] {
        let empty = [Value::Null, json!([])];
        assert!(empty.contains(&seen["HostConfig"][list]), "{list}");
    }
    let options = seen["HostConfig"]["SecurityOpt"].as_array().unwrap();
    assert!(options.contains(&json!("no-new-privileges")));
    let mut profiles = options
        .iter()
        .filter_map(|option| option.as_str()?.strip_prefix("seccomp="));
    let profile: Value = serde_json::from_str(profiles.next().unwrap()).unwrap();
    assert_eq!(profile["defaultAction"], "SCMP_ACT_ERRNO");
}

/// Where `docker inspect` shows it, and what the defaults come to.
fn parts() -> Vec<(&'static str, Value)> {
    const MIB: u64 = 1024 * 1024;
    let ulimit = |name: &str, value: u64| json!({"Name": name, "Soft": value, "Hard": value});
    vec![
        ("/Config/User", json!("1000:1000")),
        ("/Config/WorkingDir", json!("/box")),
        ("/Config/Hostname", json!("tutorbox")),
        ("/Config/StopTimeout", json!(0)),
        ("/Config/Tty", json!(false)),
        ("/Config/StdinOnce", json!(true)),
        ("/Config/Healthcheck/Test", json!(["NONE"])),
        ("/HostConfig/NetworkMode", json!("none")),
        ("/HostConfig/IpcMode", json!("none")),
        ("/HostConfig/CgroupnsMode", json!("private")),
        ("/HostConfig/PidMode", json!("")),
        ("/HostConfig/UTSMode", json!("")),
        ("/HostConfig/Privileged", json!(false)),
        ("/HostConfig/CapDrop", json!(["ALL"])),
        ("/HostConfig/ReadonlyRootfs", json!(true)),
        ("/HostConfig/Memory", json!(256 * MIB)),
        ("/HostConfig/MemorySwap", json!(256 * MIB)),
        ("/HostConfig/OomScoreAdj", json!(1000)),
        ("/HostConfig/NanoCpus", json!(1_000_000_000)),
        ("/HostConfig/PidsLimit", json!(64)),
        ("/HostConfig/LogConfig/Type", json!("none")),
        ("/HostConfig/RestartPolicy/Name", json!("no")),
        ("/HostConfig/AutoRemove", json!(false)),
        ("/HostConfig/Init", json!(false)),
        (
            "/HostConfig/Tmpfs",
            json!({"/box": "size=33554432,nr_inodes=4096,uid=1000,gid=1000,mode=0700,\
                            nosuid,nodev,noexec"}),
        ),
        (
            "/HostConfig/Ulimits",
            json!([
                ulimit("core", 1),
                ulimit("cpu", 20),
                ulimit("fsize", 64 * MIB),
                ulimit("msgqueue", 0),
                ulimit("nofile", 1024),
                ulimit("sigpending", 64),
            ]),
        ),
    ]
}
