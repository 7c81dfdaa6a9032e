//! Each part of the policy alone can be taken away, and then it is that part which is missing.

use tutorbox::sandbox::Limit;

use crate::rig::{output, output_under, usual};

/// A part, a script that looks for it, and what is seen with and without it.
const PARTS: &[(Limit, &str, &str, &str)] = &[
    (
        Limit::Network,
        "readlink /proc/self/ns/net",
        "its own",
        "the host's",
    ),
    (
        Limit::Capabilities,
        "while read -r key value; do [ $key = CapBnd: ] && echo $value; done < /proc/self/status",
        "0000000000000000",
        "00000000a80425fb",
    ),
    (
        Limit::NoNewPrivileges,
        "while read -r key value; do [ $key = NoNewPrivs: ] && echo $value; done < /proc/self/status",
        "1",
        "0",
    ),
    (
        Limit::SystemCalls,
        "while read -r key value; do [ $key = Seccomp: ] && echo $value; done < /proc/self/status",
        "2",
        "0",
    ),
    (
        Limit::KernelFiles,
        "( echo 1 > /proc/self/comm ) 2> /dev/null && echo written || echo refused",
        "refused",
        "written",
    ),
    (
        Limit::ScratchMount,
        "cp /bin/id /box && ( exec /box/id -u ) 2> /dev/null || echo refused",
        "refused",
        "1000",
    ),
    (Limit::User, "id -u", "1000", "0"),
    (Limit::Processes, "echo $$", "1", "another"),
    (
        Limit::HostName,
        "cat /proc/sys/kernel/hostname",
        "tutorbox",
        "the host's",
    ),
    (
        Limit::CgroupNamespace,
        "while IFS=: read -r _ _ path; do [ $path = / ] || found=yes; done < /proc/self/cgroup; echo ${found:-no}",
        "no",
        "yes",
    ),
    (
        Limit::Ipc,
        "[ -e /dev/shm ] && echo there || echo gone",
        "gone",
        "there",
    ),
    (
        Limit::Environment,
        "[ -n \"$CARGO_MANIFEST_DIR\" ] && echo known || echo unknown",
        "unknown",
        "known",
    ),
    (Limit::OpenFiles, "ulimit -n", "1024", "8192"),
    (Limit::CoreDumps, "ulimit -c", "0", "65536"),
    (Limit::CpuTime, "ulimit -t", "20", "160"),
    (Limit::PendingSignals, "ulimit -i", "64", "512"),
    (Limit::MessageQueues, "ulimit -q", "0", "819200"),
    (Limit::FileSize, "ulimit -f", "65536", "524288"),
    (Limit::OomScore, "cat /proc/self/oom_score_adj", "1000", "0"),
];

#[tokio::test]
async fn each_part_is_missing_where_it_is_taken_away() {
    let host_name = rustix::system::uname();
    let host_name = host_name.nodename().to_string_lossy();
    let network = std::fs::read_link("/proc/self/ns/net").unwrap();
    for (limit, script, with, without) in PARTS {
        let seen = |said: String| -> String {
            let said = said.trim();
            match limit {
                Limit::Network if said == network.to_str().unwrap() => "the host's".into(),
                Limit::Network => "its own".into(),
                Limit::HostName if said == host_name => "the host's".into(),
                Limit::Processes if said != "1" => "another".into(),
                _ => said.into(),
            }
        };
        assert_eq!(seen(output(script).await), *with, "{limit:?}");
        let policy = usual().without(*limit);
        let lifted = seen(output_under(script, &policy).await);
        assert_eq!(lifted, *without, "without {limit:?}");
    }
}

#[tokio::test]
async fn a_root_that_can_be_written_is_not_the_image() {
    // As a user who may: ours may not write its root whatever the mount says.
    let policy = usual().without(Limit::ReadOnlyRoot);
    let script = "while read -r _ _ _ _ place options _; do [ $place = / ] && echo ${options%%,*}; done < /proc/self/mountinfo";
    assert_eq!(output(script).await, "ro\n");
    assert!(output_under(script, &policy).await.contains("rw\n"));
}
