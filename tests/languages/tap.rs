//! Test programs that print TAP 14.

use tutorbox::run::{Job, Outcome, TestStatus};

use crate::common::{outcome, rigs_of};
use crate::told::come_to;
use crate::{sh, tested};

#[tokio::test]
async fn each_line_with_a_result_is_a_test() {
    const TEST: &str = r#"
        . ./main.sh
        echo TAP version 14
        echo hello
        echo "ok 1 - adds"
        echo "to stderr" >&2
        echo "not ok 2 - fails"
        cat <<'END'
# a diagnostic
  ---
  message: "it is wrong"
  expected: 'three'
  got: |
    fo
    ur
  at:
    file: main.sh
    line: 2
  duration_ms: 1.5
  ...
ok - without a number
not ok 4 - later # TODO
ok 5 - elsewhere # SKIP no network
    ok 1 - part
ok 6 - "quoted" \ 세계
END
        echo 1..6"#;
    come_to([(
        tested(
            sh("help() { :; }\nhelp"),
            [("sum_test.sh", TEST), ("data.txt", "no test")],
        ),
        r#"out of test 1 "hello\n"
           out of test 2 "to stderr\n"
           out of test 6 "    ok 1 - part\n"
           program ok
           pass 1: adds
           fail 2: fails main.sh:2 expected three actual fo
           ur
           pass 3: without a number
           error 4: later
           error 5: elsewhere
           pass 6: "quoted" \ 세계
           done
           exit 0"#,
    )])
    .await;
}

#[tokio::test]
async fn what_is_lacking_is_told() {
    let run = |text| tested(sh(":"), [("test.sh", text)]);
    come_to([
        (
            run("echo 1..3; echo ok 1; exit 0"),
            "program ok
             pass 1: test 1
             error 2: test.sh
             done
             exit 0",
        ),
        (
            run("echo ok 1 - a"),
            "program ok
             pass 1: a
             error 2: test.sh
             done
             exit 0",
        ),
        (
            run("echo 1..1; echo ok 1 - a; exit 3"),
            "program ok
             pass 1: a
             error 2: test.sh
             done
             exit 0",
        ),
        (
            run("echo ok 1 - a; echo Bail out! no disk; echo 1..1"),
            "program ok
             pass 1: a
             error 2: test.sh
             done
             exit 0",
        ),
        (
            run("echo '1..0 # skip nothing to do'"),
            "program ok
             error 1: test.sh
             done
             exit 0",
        ),
        (
            run("echo 'okay, no TAP'\nfi"),
            r#"out of test 1 "okay, no TAP\ntest.sh: 2: Syntax error: \"fi\" unexpected\n"
               program ok
               error 1: test.sh
               done
               exit 0"#,
        ),
        (
            run("echo 1..1; echo ok 1; printf 'no line end'"),
            r#"out of test 2 "no line end\n"
               program ok
               pass 1: test 1
               done
               exit 0"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn files_for_bats_are_not_passed_by_silence() {
    come_to([(
        tested(sh("exit 1"), [("sum.bats", "@test \"a\" { true; }")]),
        "error 1: sum.bats
         done
         exit 0",
    )])
    .await;
}

/// One whose programs are run by `cat`: a test is the TAP that it prints.
#[tokio::test]
async fn a_language_needs_no_runner_of_its_own() {
    let job = tested(
        sh("hello\n"),
        [("sum.t", "1..2\nok 1 - adds\nnot ok 2 - fails\n")],
    );
    for mut rig in rigs_of("sh").await {
        let shell = rig.boot.command.len() - 2;
        let own = ["text", "/usr/bin/cat"].map(str::to_owned);
        rig.boot.command.splice(shell.., own);
        let seen = rig.start(job.clone()).transcript().await;
        let tests: Vec<_> = seen.tests.iter().map(|t| (&t.name[..], t.status)).collect();
        let expected = [("adds", TestStatus::Pass), ("fails", TestStatus::Fail)];
        assert_eq!(tests, expected, "on {}", rig.engine);
        let facts = Job {
            facts: true,
            ..job.clone()
        };
        let seen = rig.start(facts).transcript().await;
        assert!(matches!(outcome(&seen), Outcome::EngineFailed(_)));
        rig.close().await;
    }
}
