//! The policy as code inside meets it, in a container of the host's own tools: the same on every engine.

/// A script that reaches for every limit.
pub const LIMITS: &str = r#"
        id -u; id -g
        echo "$HOSTNAME $PWD"
        while read -r net _; do case $net in *:) echo "$net";; esac; done < /proc/net/dev
        while read -r key value; do case $key in Cap*|NoNewPrivs:|Seccomp:) echo "$key $value";; esac; done \
            < /proc/self/status
        while read -r _ what _ _ soft hard _; do [ $what = core ] && echo $soft $hard; done < /proc/self/limits
        ulimit -t; ulimit -f; ulimit -n; ulimit -i; ulimit -q
        cat /proc/self/oom_score_adj
        [ -e /dev/shm ] || echo no shm
        ( > /x ) 2> /dev/null || echo root is read-only
        ( > /dev/mqueue/x ) 2> /dev/null || echo no queues
        cp /bin/id /box/id && ( exec /box/id ) 2> /dev/null || echo scratch runs nothing
        head -c 40M /dev/zero 2> /dev/null > /box/big || echo scratch is full
        perl -e 'while ($n < 5000) { open(F, ">", "/box/$n") or last; $n++ } print $n < 5000 ? "few files\n" : $n'
        "#;

/// What it prints under the policy for the default limits.
pub const MET: &str = "1000\n1000\ntutorbox /box\nlo:\n\
        CapInh: 0000000000000000\nCapPrm: 0000000000000000\nCapEff: 0000000000000000\n\
        CapBnd: 0000000000000000\nCapAmb: 0000000000000000\nNoNewPrivs: 1\nSeccomp: 2\n\
        1 1\n20\n65536\n1024\n64\n0\n1000\n\
        no shm\nroot is read-only\nno queues\nscratch runs nothing\nscratch is full\n\
        few files\n";

/// System calls that must be refused: name, number on x86_64 and aarch64, arguments, and the error.
const REFUSED: [(&str, u32, u32, &str, i32); 29] = [
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
    ("setrlimit(CORE)", 160, 164, "4, 8", EPERM),
    ("prlimit64(CORE)", 302, 261, "0, 4, 8, 0", EPERM),
    // The kernel cuts it off.
    (
        "prlimit64(CORE + 2^32)",
        302,
        261,
        "0, 0x100000004, 8, 0",
        EPERM,
    ),
];

/// System calls that must pass, or fail by themselves.
const PASSED: [(&str, u32, u32, &str, i32); 12] = [
    ("socket(INET, STREAM)", 41, 198, "2, 0x80001, 6", 0),
    ("socket(INET6, DGRAM)", 41, 198, "10, 0x802, 0", 0),
    ("socket(UNIX)", 41, 198, "1, 1, 0", 0),
    ("personality(ask)", 135, 92, "0xffffffff", 0),
    ("memfd_create", 319, 279, "$name, 1", 0),
    ("pidfd_open", 434, 434, "$pid, 0", 0),
    ("rseq", 334, 293, "0, 0, 0, 0", EINVAL),
    ("prlimit64(ask CORE)", 302, 261, "0, 4, 0, 0", 0),
    ("setrlimit(CPU)", 160, 164, "0, 8", EFAULT),
    ("prlimit64(RSS)", 302, 261, "0, 5, 8, 0", EFAULT),
    ("prlimit64(NPROC)", 302, 261, "0, 6, 8, 0", EFAULT),
    ("prlimit64(MSGQUEUE)", 302, 261, "0, 12, 8, 0", EFAULT),
];

const EPERM: i32 = 1;
const EFAULT: i32 = 14;
const EINVAL: i32 = 22;
const ENOSYS: i32 = 38;

/// A script that makes every call, and what it prints.
pub fn calls() -> (String, String) {
    let mut program = "$name = q(code); $pid = $$;".to_owned();
    let mut expected = String::new();
    for (name, x86_64, aarch64, args, error) in REFUSED.iter().chain(&PASSED) {
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
    (format!("perl -e '{program}'"), expected)
}
