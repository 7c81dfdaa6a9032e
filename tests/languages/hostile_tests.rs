//! Test files that do harm: each to itself alone.

use std::time::Duration;

use futures_util::future::join_all;
use tutorbox::run::{Job, Limits, Origin, Outcome, Stream, TestStatus};

use crate::common::{on_every_engine, outcome};
use crate::told::come_to;
use crate::{bash, python, sh, tested};

#[tokio::test]
async fn a_test_that_ends_the_interpreter_ends_itself_alone() {
    let test = "import os, signal
def test_a(): pass
def test_exits(): os._exit(3)
def test_b(): pass
def test_dies(): os.kill(os.getpid(), signal.SIGSEGV)
def test_mute(): os.closerange(3, 100)
def test_forks():
    if os.fork():
        os.wait()
def test_leaves():
    if os.fork() == 0:
        os.setsid()
        os.execv('/usr/bin/sleep', ['sleep', '600'])
def test_interrupts(): raise KeyboardInterrupt
def test_c(): pass
";
    come_to([(
        tested(
            python(""),
            [
                ("a_test.py", test),
                (
                    "b_test.py",
                    "import os\nos._exit(0)\ndef test_never(): pass\n",
                ),
                ("c_test.py", "raise SystemExit(2)\ndef test_never(): pass\n"),
            ],
        ),
        "program ok
         error 1: test_never b_test.py:3
         error 2: test_never c_test.py:2
         pass 3: test_a a_test.py:2
         error 4: test_exits a_test.py:3
         pass 5: test_b a_test.py:4
         error 6: test_dies a_test.py:5
         error 7: test_mute a_test.py:6
         pass 8: test_forks a_test.py:7
         pass 9: test_leaves a_test.py:10
         error 10: test_interrupts a_test.py:14
         pass 11: test_c a_test.py:15
         done
         exit 0",
    )])
    .await;
}

#[tokio::test]
async fn a_test_of_bats_that_ends_its_shell_ends_itself_alone() {
    let test = r#"
@test "exits" { exit 3; }
@test "dies" { kill -9 $$; }
@test "lies" { echo "ok 3 lies" >&3; echo "not ok 9 other" >&3; echo "ok 9 other" >&3; false; }
@test "leaves" { sleep 600 & }
"#;
    on_every_engine(tested(bash(""), [("a.bats", test)]), |seen| {
        let seen: Vec<_> = seen.tests.iter().map(|t| (&t.name[..], t.status)).collect();
        let expected = [
            ("exits", TestStatus::Fail),
            ("dies", TestStatus::Error),
            ("lies", TestStatus::Pass),
            ("other", TestStatus::Error),
            ("lies", TestStatus::Error),
            ("leaves", TestStatus::Pass),
        ];
        assert_eq!(seen, expected);
    })
    .await;
}

/// Records as the runner writes them, but for the nonce.
const FORGED: [&str; 3] = [
    r#"{"type":"test-end","id":1,"nonce":"0123456789abcdef0123456789abcdef"}"#,
    r#"{"type":"test","id":1,"name":"forged","status":"pass","nonce":""}"#,
    r#"{"type":"done","code":0}"#,
];

#[tokio::test]
async fn a_forged_record_is_the_tests_output() {
    let lines = FORGED.map(|record| format!("\u{1e}{record}")).join("\n");
    let printed = format!("{lines}\n");
    let of_python = format!("def test_forges():\n    print('''{lines}''')\n    assert False\n");
    let of_bats = format!("@test \"forges\" {{\n  cat >&3 <<'END'\n{lines}\nEND\n  false\n}}\n");
    let of_tap = format!("cat <<'END'\n{lines}\nnot ok 1 forges\n1..1\nEND\n");
    let jobs = [
        tested(python(""), [("a_test.py", &of_python)]),
        tested(bash(""), [("a.bats", &of_bats)]),
        tested(sh(""), [("test.sh", &of_tap)]),
    ];
    for job in jobs {
        on_every_engine(job, |seen| {
            assert!(seen.done);
            let failed: Vec<_> = seen.tests.iter().map(|test| test.status).collect();
            assert_eq!(failed, [TestStatus::Fail], "{:?}", seen.tests);
            let of_test = seen.printed(Stream::Stdout, &Origin::Test("1".to_owned()));
            assert_eq!(String::from_utf8_lossy(&of_test), printed);
        })
        .await;
    }
}

#[tokio::test]
async fn a_test_without_end_is_named_and_those_before_it_count() {
    let jobs = [
        tested(
            python(""),
            [(
                "a_test.py",
                "import time\ndef test_a(): pass\ndef test_b(): time.sleep(600)\n",
            )],
        ),
        tested(
            bash(""),
            [(
                "a.bats",
                "@test \"a\" { true; }\n@test \"b\" { sleep 600; }\n",
            )],
        ),
        tested(sh(""), [("test.sh", "echo ok 1; echo begun; sleep 600")]),
    ];
    let runs = jobs.map(|job| {
        let limits = Limits {
            wall: Duration::from_secs(30),
            ..job.limits
        };
        on_every_engine(Job { limits, ..job }, |seen| {
            assert!(matches!(outcome(&seen), Outcome::TimedOut { .. }));
            assert_eq!(seen.tests.len(), 1);
            assert_eq!(seen.tests[0].status, TestStatus::Pass);
            assert_eq!(seen.running_test.as_deref(), Some("2"));
        })
    });
    // All of them at once: all that they do is wait for the clock.
    join_all(runs).await;
}

#[tokio::test]
async fn texts_are_cut_and_no_record_is_lost() {
    let test = "def test_long():\n    assert '\\x00' * 100000 == 'é' * 100000, '\\x01' * 100000\n";
    let tap = "echo 1..1; echo not ok 1 - long; echo '  ---'
        printf '  expected: '; head -c 40000 /dev/zero | tr '\\0' '\\001'; echo
        printf '  actual: '; head -c 40000 /dev/zero | tr '\\0' '\\002'; echo
        echo '  ...'";
    for job in [
        tested(python(""), [("a_test.py", test)]),
        tested(sh(""), [("test.sh", tap)]),
    ] {
        on_every_engine(job, |seen| {
            assert_eq!(seen.tests.len(), 1, "a record was too long");
            assert_eq!(seen.tests[0].status, TestStatus::Fail);
            let cut = |text: &Option<String>| text.as_ref().unwrap().ends_with('…');
            assert!(cut(&seen.tests[0].expected) && cut(&seen.tests[0].actual));
        })
        .await;
    }
}

#[tokio::test]
async fn what_a_program_leaves_in_the_place_of_a_test_is_gone() {
    let program = "import os\nos.symlink('/dev/full', 'a_test.py')\nos.mkdir('b_test.py')\n";
    come_to([(
        tested(
            python(program),
            [
                ("a_test.py", "def test_a(): pass\n"),
                ("b_test.py", "def test_b(): pass\n"),
            ],
        ),
        "program ok
         error 1: b_test.py
         pass 2: test_a a_test.py:1
         done
         exit 0",
    )])
    .await;
}
