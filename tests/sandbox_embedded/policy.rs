//! Every part of the policy, as code inside meets it and as the host sees it.

use std::fs;
use std::os::unix::fs::MetadataExt;

use tutorbox::run::Limits;
use tutorbox::sandbox::{Engine, EngineError, Policy};

use crate::behaviour::printed;
use crate::inside;
use crate::rig::{bash, boot, engine, image_folder, output, usual};
use crate::traces::{inmates, traces, until};

#[tokio::test]
async fn the_engine_says_its_name_and_holds_the_policy() {
    let engine = engine().await;
    assert!(engine.name().starts_with("embedded "), "{}", engine.name());
    assert!(engine.about().weak.is_empty(), "{:?}", engine.about().weak);
    assert!(engine.about().cgroups.is_some());
}

#[tokio::test]
async fn code_inside_meets_every_limit() {
    assert_eq!(output(inside::LIMITS).await, inside::MET);
}

#[tokio::test]
async fn the_kernel_is_asked_for_little() {
    let (script, answers) = inside::calls();
    assert_eq!(output(&script).await, answers);
}

#[tokio::test]
#[cfg(target_arch = "x86_64")]
async fn calls_of_another_architecture_are_refused_or_the_end() {
    // getpid by the x32 table; then by the 32-bit one, with a program of a few bytes that memory must be made to run.
    let x32 = "perl -e 'print syscall(0x40000000 + 39) < 0 ? $!+0 : 0'";
    assert_eq!(output(x32).await, "1");
    let i386 = r#"
        perl -e '
            # ELF of 64 bits whose code is: mov $20, %eax; int $0x80; mov $60, %eax; xor %edi, %edi; syscall
            $code = "\xb8\x14\x00\x00\x00\xcd\x80\xb8\x3c\x00\x00\x00\x31\xff\x0f\x05";
            $head = "\x7fELF\x02\x01\x01" . "\0" x 9
                . pack("SSLQQQLSSSSSS", 2, 62, 1, 0x400078, 64, 0, 0, 64, 56, 1, 0, 0, 0)
                . pack("LLQQQQQQ", 1, 5, 0, 0x400000, 0x400000, 136, 136, 0x1000);
            open(F, ">", "/box/i386") and print F $head . $code; close F; chmod 0755, "/box/i386"'
        /box/i386; echo "ended with $?"
    "#;
    let engine = engine().await;
    let mut boot = boot(i386);
    boot.scratch_exec = true;
    let mut container = engine.boot(&boot, &usual()).await.unwrap();
    let (stdout, _) = printed(&mut container).await;
    container.control.remove().await.unwrap();
    // SIGSYS.
    assert_eq!(stdout, "ended with 159\n");
}

#[tokio::test]
async fn scratch_runs_what_a_language_needs_to_run() {
    let engine = engine().await;
    let mut boot = boot("cp /bin/id /box/id && /box/id -u");
    boot.scratch_exec = true;
    let mut container = engine.boot(&boot, &usual()).await.unwrap();
    assert_eq!(printed(&mut container).await.0, "1000\n");
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn the_namespaces_are_its_own() {
    let script =
        "for kind in cgroup ipc mnt net pid user uts; do readlink /proc/self/ns/$kind; done
        while IFS=: read -r _ _ path; do [ \"$path\" = / ] || echo $path; done < /proc/self/cgroup";
    let said = output(script).await;
    assert_eq!(said.lines().count(), 7, "{said}");
    for theirs in said.lines() {
        let (kind, _) = theirs.split_once(':').unwrap();
        let ours = fs::read_link(format!("/proc/self/ns/{kind}")).unwrap();
        assert_ne!(ours.to_str(), Some(theirs));
    }
}

#[tokio::test]
async fn on_the_host_it_is_nobody_without_groups() {
    let engine = engine().await;
    let container = bash(&engine, "read -r line").await;
    let owner = engine.owner();
    until("it runs", || inmates(&owner).len() == 1).await;
    let status = fs::read_to_string(format!("/proc/{}/status", inmates(&owner)[0])).unwrap();
    let line = |key: &str| {
        let found = status.lines().find_map(|line| line.strip_prefix(key));
        found.unwrap().split_whitespace().collect::<Vec<_>>()
    };
    let nobody = nobody();
    assert_eq!(line("Uid:"), [&nobody; 4]);
    assert_eq!(line("Gid:"), [&nobody; 4]);
    assert_eq!(line("Groups:"), [""; 0]);
    container.control.remove().await.unwrap();
}

/// Who a container's user 1000 is on the host: of a range of nobody's, or of the subordinate ids of who runs the tests.
fn nobody() -> String {
    if rustix::process::getuid().is_root() {
        return "1900001000".to_owned();
    }
    let ranges = fs::read_to_string("/etc/subuid").unwrap();
    let name = std::env::var("USER").unwrap();
    let ours = ranges
        .lines()
        .find_map(|line| line.strip_prefix(&name)?.strip_prefix(':'));
    let (first, _) = ours.unwrap().split_once(':').unwrap();
    (first.parse::<u32>().unwrap() + 999).to_string()
}

#[tokio::test]
async fn little_is_mounted_and_nothing_of_it_from_the_host_but_the_image() {
    let said = output(
        "while read -r _ _ _ _ place options _; do echo $place ${options%%,*}; done < /proc/self/mountinfo; ls /dev",
    )
    .await;
    let places: Vec<&str> = said.lines().filter(|line| line.starts_with('/')).collect();
    let writable: Vec<&str> = places
        .iter()
        .filter_map(|line| line.strip_suffix(" rw"))
        // Devices, and what covers files: a device too, /dev/null.
        .filter(|place| !place.starts_with("/proc/"))
        .filter(|place| !place.starts_with("/dev/") || *place == "/dev/pts")
        .collect();
    assert_eq!(writable, ["/dev", "/dev/pts", "/box"], "{said}");
    for masked in ["/proc/kcore", "/proc/keys", "/proc/timer_list"] {
        let there = std::path::Path::new(masked).exists();
        let covered = places.iter().any(|line| line.starts_with(masked));
        assert_eq!(there, covered, "{masked}");
    }
    // A link to a masked file, where the machine has it.
    let devices: Vec<&str> = said
        .lines()
        .filter(|line| !line.starts_with('/') && *line != "kcore")
        .collect();
    let expected = [
        "fd", "full", "null", "ptmx", "pts", "random", "stderr", "stdin", "stdout", "tty",
        "urandom", "zero",
    ];
    assert_eq!(devices, expected);
}

#[tokio::test]
async fn no_file_of_proc_or_sys_can_be_written() {
    let reaches =
        "for file in /proc/sys/kernel/core_pattern /proc/sysrq-trigger /proc/self/oom_score_adj \
        /proc/1/oom_score_adj /sys/kernel/mm/ksm/run /dev/x; do
            ( echo 1 > $file ) 2> /dev/null && echo $file
        done
        for file in /proc/kcore /proc/keys /proc/timer_list; do [ -e $file ] && cat $file; done
        for folder in /sys /proc/scsi; do [ -e $folder ] && ls $folder; done; true";
    assert_eq!(output(reaches).await, "");
}

#[tokio::test]
async fn the_loopback_is_up_and_nothing_else_is_there() {
    let talk = r#"perl -e '
        sub at { pack("SnNx8", 2, @_) }
        socket(S, 2, 1, 6); bind(S, at(4000, 0x7f000001)); listen(S, 1);
        socket(C, 2, 1, 6); print connect(C, at(4000, 0x7f000001)) ? "talked\n" : "$!\n";
        socket(W, 2, 1, 6); print connect(W, at(80, 0x01010101)) ? "world\n" : "$!\n"'"#;
    assert_eq!(output(talk).await, "talked\nNetwork is unreachable\n");
}

#[tokio::test]
async fn standard_streams_have_names() {
    let script = "echo by name > /dev/stdout; read -r line < /dev/stdin || echo no line";
    let engine = engine().await;
    let mut container = bash(&engine, script).await;
    container.stdin = Box::pin(tokio::io::sink());
    let (stdout, stderr) = printed(&mut container).await;
    assert_eq!(
        (stdout.as_str(), stderr.as_str()),
        ("by name\nno line\n", "")
    );
    container.control.remove().await.unwrap();
}

#[tokio::test]
async fn a_fork_bomb_stays_inside() {
    let count = "perl -e 'while (defined($pid = fork)) { $pid or sleep; $n++ } print $n, qq(\\n)'";
    // 64 in all: bash and perl are two.
    assert_eq!(output(&format!("{count}; exit 0")).await, "62\n");
}

#[tokio::test]
async fn half_a_cpu_is_half_a_cpu() {
    let limits = Limits {
        millicpus: 500,
        ..Limits::default()
    };
    let spin = "perl -e '$end = time + 3; 1 while time < $end; print((times)[0])'";
    let used: f64 = crate::rig::output_under(spin, &Policy::new(limits))
        .await
        .parse()
        .unwrap();
    // The clock of whole seconds lets it run for 2 to 3 of them.
    assert!(used < 1.7, "{used} s of 3 s");
}

#[tokio::test]
async fn the_image_is_as_it_was() {
    let changed = || {
        let meta = fs::metadata(image_folder().join("root")).unwrap();
        (meta.mtime(), meta.mtime_nsec(), meta.nlink())
    };
    image_folder();
    let before = changed();
    let reach =
        "( > /x; > /bin/x; rm /bin/id; chmod 777 /bin; : > /etc/passwd ) 2> /dev/null; echo done";
    assert_eq!(output(reach).await, "done\n");
    assert_eq!(changed(), before);
}

#[tokio::test]
async fn an_image_that_is_not_there_is_named() {
    let engine = engine().await;
    for image in [
        "tutorbox/nothing:0",
        "elsewhere/tools:0",
        "tutorbox/../../x:0",
    ] {
        let mut boot = boot("true");
        boot.image = image.to_owned();
        assert!(!engine.has_image(image).await.unwrap());
        match engine.boot(&boot, &usual()).await.err() {
            Some(EngineError::NoImage(named)) => assert_eq!(named, image),
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_command_that_is_not_there_is_the_engines_error_and_leaves_nothing() {
    let engine = engine().await;
    // Not there; no program; and of another architecture, as only the kernel finds.
    for (command, said) in [
        ("/bin/nothing", "/bin/nothing"),
        ("/etc", "/etc"),
        ("/lib64", "/lib64"),
    ] {
        let mut boot = boot("true");
        boot.command = vec![command.to_owned()];
        match engine.boot(&boot, &usual()).await.err() {
            Some(EngineError::Failed { why, .. }) => assert!(why.contains(said), "{why}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(traces(&engine.owner()), [""; 0]);
}
