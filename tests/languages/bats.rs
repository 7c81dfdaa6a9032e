//! Test files for bats: each test its result, as bats tells it and as its assertions do.

use tutorbox::run::{Job, SourceFile};

use crate::common::on_one_engine;
use crate::told::come_to;
use crate::{bash, tested};

/// As much of an assertion library as a track brings along; it prints what bats-assert prints.
const EXTRA: &str = r#"
fail() { cat >&2; return 1; }
assert_success() {
    if (( status != 0 )); then
        printf '\n-- command failed --\nstatus : %s\noutput : %s\n--\n\n' "$status" "$output" | fail
    fi
}
assert_output() {
    [[ $output == "$1" ]] && return
    if [[ $output$1 == *$'\n'* ]]; then
        { printf '\n-- output differs --\nexpected (%d lines):\n' "$(wc -l <<< "$1")"; sed 's/^/  /' <<< "$1"
          printf 'actual (%d lines):\n' "$(wc -l <<< "$output")"; sed 's/^/  /' <<< "$output"
          printf '%s\n' '--'; } | fail
    else
        printf '\n-- output differs --\nexpected : %s\nactual   : %s\n--\n\n' "$1" "$output" | fail
    fi
}
refute_output() {
    [[ $output != *"$1"* ]] && return
    printf '\n-- output should not contain substring --\nsubstring : %s\noutput    : %s\n--\n\n' "$1" "$output" | fail
}
"#;

const SUM: &str = "help() {
    local n=$1
    false
}
if (( $# == 0 )); then
    echo 'usage: sum.sh NUMBER...' >&2
    return 1 2> /dev/null || exit 1
fi
total=0
for n; do (( total += n )); done
echo $total
";

const TEST: &str = r#"#!/usr/bin/env bats
load bats-extra

@test "adds" {
    # [[ $BATS_RUN_SKIPPED == "true" ]] || skip
    run bash sum.sh 1 2
    assert_success
    assert_output "3"
}

@test "no input: says \"usage\"" {
    [[ $BATS_RUN_SKIPPED == "true" ]] || skip
    run bash sum.sh
    assert_success
}

@test "differs" {
    run bash sum.sh 1 2
    assert_output "4"
}

@test "lines" {
    run printf 'a\nb\n'
    assert_output $'a\nc'
}

@test "refuses" {
    run echo hello
    refute_output "ell"
}

@test "skipped" { skip "not here"; }

@test "sourced" {
    source sum.sh 1
    help 1
}

@test "says" {
    echo "to descriptor 3" >&3
    echo "kept until it fails"
    false
}
"#;

fn exercise(test: &str) -> Job {
    let job = tested(bash(""), [("sum.bats", test), ("bats-extra.bash", EXTRA)]);
    Job {
        files: vec![SourceFile::new("sum.sh", SUM)],
        entry: "sum.sh".to_owned(),
        ..job
    }
}

/// The script itself, which wants arguments, is run by its tests alone.
#[tokio::test]
async fn an_exercise_of_a_track() {
    let job = exercise(TEST);
    come_to([(
        job.clone(),
        r#"out of test 8 "to descriptor 3\n"
           pass 1: adds
           fail 2: no input: says "usage" sum.bats:14
           fail 3: differs sum.bats:19 expected 4 actual 3
           fail 4: lines sum.bats:24 expected a
           c actual a
           b
           fail 5: refuses sum.bats:29
           error 6: skipped
           fail 7: sourced sum.sh:3
           fail 8: says sum.bats:42
           done
           exit 0"#,
    )])
    .await;
    on_one_engine(job, |seen| {
        let message = |nth: usize| seen.tests[nth - 1].message.as_deref().unwrap_or_default();
        assert_eq!(
            message(2),
            "`assert_success' failed\ncommand failed\nstatus: 1\noutput: usage: sum.sh NUMBER..."
        );
        assert_eq!(message(3), "`assert_output \"4\"' failed\noutput differs");
        assert!(message(5).ends_with("substring: ell\noutput: hello"));
        assert_eq!(message(6), "not run: not here");
        assert_eq!(message(8), "`false' failed\nkept until it fails");
        assert!(seen.tests[0].duration.is_some());
    })
    .await;
}

#[tokio::test]
async fn what_goes_wrong_around_the_tests() {
    let around = |text: &str| exercise(&format!("{text}\n@test \"one\" {{ true; }}\n"));
    let broken = Job {
        files: vec![SourceFile::new("sum.sh", "if true; then\n")],
        ..exercise(TEST)
    };
    let extended = Job {
        files: vec![SourceFile::new(
            "sum.sh",
            "shopt -s extglob\n[[ $1 == +(a|b) ]]\n",
        )],
        ..exercise("@test \"one\" { run bash sum.sh ab; (( status == 0 )); }\n")
    };
    come_to([
        (
            extended,
            "pass 1: one
             done
             exit 0",
        ),
        (
            broken,
            r#"err "sum.sh: line 2: syntax error: unexpected end of file"
               error sum.sh:2 syntax error: unexpected end of file
               program compile-error
               done
               exit 2"#,
        ),
        (
            around("setup_file() { false; }"),
            "error 1: setup_file failed sum.bats:1
             done
             exit 0",
        ),
        (
            around("teardown_file() { false; }"),
            "pass 1: one
             error 2: teardown_file failed sum.bats:1
             done
             exit 0",
        ),
    ])
    .await;
}
