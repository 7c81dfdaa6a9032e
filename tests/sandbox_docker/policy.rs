//! Every part of the policy: as the engine was told it, and as code inside meets it.

use bollard::query_parameters::InspectContainerOptions;
use serde_json::json;
use tutorbox::run::Limits;
use tutorbox::sandbox::{Engine, Policy};

use crate::inspect::shows_the_policy;
use crate::rig::{boot, client, engine, output, printed};

#[tokio::test]
async fn inspect_shows_every_part() {
    let engine = engine().await;
    let mut boot = boot(&engine, "read -r line").await;
    boot.env = vec![("LANG".to_owned(), "C.UTF-8".to_owned())];
    let policy = Policy::new(Limits::default());
    let container = engine.boot(&boot, &policy).await.unwrap();
    let seen = client(&engine)
        .inspect_container(&container.id, None::<InspectContainerOptions>)
        .await
        .unwrap();
    container.control.remove().await.unwrap();
    let seen = serde_json::to_value(seen).unwrap();
    shows_the_policy(&seen);
    assert_eq!(
        seen["Config"]["Labels"]["tutorbox.owner"],
        json!(engine.owner())
    );
    assert_eq!(seen["Config"]["Env"][0], json!("LANG=C.UTF-8"));
}

#[tokio::test]
async fn code_inside_meets_every_limit() {
    let engine = engine().await;
    let said = output(
        &engine,
        r#"
        id -u; id -g
        echo "$HOSTNAME $PWD"
        while read -r net _; do case $net in *:) echo "$net";; esac; done < /proc/net/dev
        while read -r key value; do case $key in Cap*|NoNewPrivs:|Seccomp:) echo "$key $value";; esac; done \
            < /proc/self/status
        ulimit -c; ulimit -t; ulimit -f; ulimit -n; ulimit -i; ulimit -q
        cat /proc/self/oom_score_adj
        [ -e /dev/shm ] || echo no shm
        ( > /x ) 2> /dev/null || echo root is read-only
        ( > /dev/mqueue/x ) 2> /dev/null || echo no queues
        cp /bin/id /box/id && ( exec /box/id ) 2> /dev/null || echo scratch runs nothing
        head -c 40M /dev/zero 2> /dev/null > /box/big || echo scratch is full
        perl -e 'while ($n < 5000) { open(F, ">", "/box/$n") or last; $n++ } print $n < 5000 ? "few files\n" : $n'
        "#,
    )
    .await;
    let expected = "1000\n1000\ntutorbox /box\nlo:\n\
        CapInh: 0000000000000000\nCapPrm: 0000000000000000\nCapEff: 0000000000000000\n\
        CapBnd: 0000000000000000\nCapAmb: 0000000000000000\nNoNewPrivs: 1\nSeccomp: 2\n\
        0\n20\n65536\n1024\n64\n0\n1000\n\
        no shm\nroot is read-only\nno queues\nscratch runs nothing\nscratch is full\n\
        few files\n";
    assert_eq!(said, expected);
}

#[tokio::test]
async fn scratch_runs_what_a_language_needs_to_run() {
    let engine = engine().await;
    let mut boot = boot(&engine, "cp /bin/id /box/id && /box/id -u").await;
    boot.scratch_exec = true;
    let mut container = engine
        .boot(&boot, &Policy::new(Limits::default()))
        .await
        .unwrap();
    assert_eq!(printed(&mut container).await.0, "1000\n");
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn the_cgroup_namespace_is_its_own() {
    let engine = engine().await;
    // In a namespace of its own, a process finds itself at the root of every hierarchy.
    let said = output(
        &engine,
        "while IFS=: read -r _ _ path; do [ \"$path\" = / ] || echo $path; done < /proc/self/cgroup",
    )
    .await;
    assert_eq!(said, "");
}

#[tokio::test]
async fn a_fork_bomb_stays_inside() {
    let engine = engine().await;
    let count = "perl -e 'while (defined($pid = fork)) { $pid or sleep; $n++ } print $n, qq(\\n)'";
    // 64 in all: bash and perl are two.
    assert_eq!(output(&engine, &format!("{count}; exit 0")).await, "62\n");
}

/// System calls that must be refused: name, number on x86_64 and aarch64, arguments, and the error.
const REFUSED: [(&str, u32, u32, &str, i32); 26] = [
    ("unshare(NEWUSER)", 272, 97, "0x10000000", EPERM),
    ("setns", 308, 268, "0, 0", EPERM),
    ("clone(NEWUSER)", 56, 220, "0x10000011, 0, 0, 0, 0", EPERM),
    ("clone3", 435, 435, "0, 0", ENOSYS),
    ("mount", 165, 40, "0, 0, 0, 0, 0", EPERM),
    ("fsopen", 430, 430, "0, 0", EPERM),
    ("ptrace", 101, 117, "0, 0, 0, 0", EPERM),
    ("process_vm_readv", 310, 270, "0, 0, 0, 0, 0, 0", EPERM),
    ("bpf", 321, 280, "0, 0, 0", EPERM),
    ("perf_event_open", 298, 241, "0, 0, 0, 0, 0", EPERM),
    ("userfaultfd", 323, 282, "0", EPERM),
    ("io_uring_setup", 425, 425, "1, 0", EPERM),
    ("keyctl", 250, 219, "0, 0, 0, 0, 0", EPERM),
    ("add_key", 248, 217, "0, 0, 0, 0, 0", EPERM),
    (
        "personality(READ_IMPLIES_EXEC)",
        135,
        92,
        "0x0400000",
        EPERM,
    ),
    ("open_by_handle_at", 304, 265, "0, 0, 0", EPERM),
    ("clock_settime", 227, 112, "0, 0", EPERM),
    ("syslog", 103, 116, "3, 0, 0", EPERM),
    ("quotactl", 179, 60, "0, 0, 0, 0", EPERM),
    ("shmget", 29, 194, "0, 4096, 0x3ff", EPERM),
    ("inotify_init1", 294, 26, "0", EPERM),
    ("mknodat(device)", 259, 33, "-100, 0, 0x21b6, 0x103", EPERM),
    ("socket(NETLINK)", 41, 198, "16, 3, 0", EPERM),
    ("socket(ALG)", 41, 198, "38, 5, 0", EPERM),
    ("socket(SCTP)", 41, 198, "2, 1, 132", EPERM),
    ("socket(RAW)", 41, 198, "2, 3, 1", EPERM),
];

/// System calls that must pass, or fail by themselves.
const PASSED: [(&str, u32, u32, &str, i32); 7] = [
    ("socket(INET, STREAM)", 41, 198, "2, 0x80001, 6", 0),
    ("socket(INET6, DGRAM)", 41, 198, "10, 0x802, 0", 0),
    ("socket(UNIX)", 41, 198, "1, 1, 0", 0),
    ("personality(ask)", 135, 92, "0xffffffff", 0),
    ("memfd_create", 319, 279, "$name, 1", 0),
    ("pidfd_open", 434, 434, "$pid, 0", 0),
    ("rseq", 334, 293, "0, 0, 0, 0", EINVAL),
];

const EPERM: i32 = 1;
const EINVAL: i32 = 22;
const ENOSYS: i32 = 38;

#[tokio::test]
async fn the_kernel_is_asked_for_little() {
    let engine = engine().await;
    let calls = REFUSED.iter().chain(&PASSED);
    let mut program = "$name = q(code); $pid = $$;".to_owned();
    let mut expected = String::new();
    for (name, x86_64, aarch64, args, error) in calls {
        let number = if cfg!(target_arch = "x86_64") {
            x86_64
        } else {
            aarch64
        };
        program += &format!(
            "$! = 0; $r = syscall({number}, {args}); print q({name}), q( ), $r < 0 ? $!+0 : 0, qq(\\n);"
        );
        expected += &format!("{name} {error}\n");
    }
    assert_eq!(
        output(&engine, &format!("perl -e '{program}'")).await,
        expected
    );
}
