//! Programs: what they read and print, how they end, and what is said about those that fail.

use tutorbox::run::{Job, SourceFile};

use crate::told::come_to;
use crate::{bash, python, reading, sh, tested};

#[tokio::test]
async fn in_shell() {
    come_to([
        (
            sh("echo 'hello, 세계'; echo oh >&2"),
            r#"out "hello, 세계\n"
               err "oh"
               program ok
               done
               exit 0"#,
        ),
        (
            reading(
                sh("read -r a; head -c 2; echo; cat; echo $#$0"),
                "one\ntwo\nx",
            ),
            r#"out "tw\no\nx0main.sh\n"
               program ok
               done
               exit 0"#,
        ),
        (
            sh("echo 1; exit 3"),
            r#"out "1\n"
               program ok
               done
               exit 3"#,
        ),
        (
            sh("set -e; echo 1; false; echo 2"),
            r#"out "1\n"
               program ok
               done
               exit 1"#,
        ),
        (
            sh("no_such_tool"),
            r#"err "main.sh: 1: no_such_tool: not found"
               program ok
               done
               exit 127"#,
        ),
        (
            sh("kill -TERM $$"),
            r#"err "Terminated"
               program ok
               done
               exit 143"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn shell_that_is_none() {
    come_to([
        (
            sh("echo before\nif true; then\n  echo x\n"),
            r#"out "before\n"
               err "main.sh: 4: Syntax error: end of file unexpected (expecting \"fi\")"
               error main.sh:4 Syntax error: end of file unexpected (expecting "fi")
               program compile-error
               done
               exit 2"#,
        ),
        (
            sh("echo 1\nexit 2\n"),
            r#"out "1\n"
               program ok
               done
               exit 2"#,
        ),
        (
            sh("echo 1\nexit 0\n( what no shell ever reads ;; "),
            r#"out "1\n"
               program ok
               done
               exit 0"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn in_bash() {
    come_to([
        (
            reading(
                bash("read -r -a words; echo \"${words[1]} ${#words[@]} $0\" >&2; cat; exit 3"),
                "a b\nx",
            ),
            r#"out "x"
               err "b 2 main.sh"
               program ok
               done
               exit 3"#,
        ),
        (
            bash("echo before\nif [[ 1 ]]; fi\n"),
            r#"out "before\n"
               err "main.sh: line 2: syntax error near unexpected token `fi'"
               error main.sh:2 syntax error near unexpected token `fi'
               program compile-error
               done
               exit 2"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn in_python() {
    come_to([
        (
            python("import sys\nprint('hello, 세계')\nprint('oh', file=sys.stderr)"),
            r#"out "hello, 세계\n"
               err "oh"
               program ok
               done
               exit 0"#,
        ),
        (
            reading(
                python("import sys\nprint(input('? '), sys.stdin.read(), sys.argv, __name__)"),
                "one\ntwo\nx",
            ),
            r#"out "? one two\nx ['main.py'] __main__\n"
               program ok
               done
               exit 0"#,
        ),
        (
            python("import sys\nprint(1)\nsys.exit(3)"),
            r#"out "1\n"
               program ok
               done
               exit 3"#,
        ),
        (
            python("import sys\nsys.exit('enough')"),
            r#"err "enough"
               program ok
               done
               exit 1"#,
        ),
        (
            python("import os\nprint(1)\nos._exit(4)"),
            r#"out "1\n"
               program ok
               done
               exit 4"#,
        ),
        (
            python("import os, signal\nos.kill(os.getpid(), signal.SIGTERM)"),
            r#"program ok
               done
               exit 143"#,
        ),
        (
            python(
                "import atexit, threading, time\natexit.register(print, 'bye')\n\
                 threading.Thread(target=lambda: time.sleep(0.1) or print('late')).start()\nprint(1)",
            ),
            r#"out "1\nlate\nbye\n"
               program ok
               done
               exit 0"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn python_that_fails() {
    come_to([
        (
            python("def f(x):\n    return 1 / x\n\nprint('before')\nf(0)\n"),
            r#"out "before\n"
               err "Traceback (most recent call last):"
               error main.py:2 ZeroDivisionError: division by zero
               program error
               done
               exit 1"#,
        ),
        (
            python("print(1)\nx = = 1\n"),
            r#"err "File \"/box/main.py\", line 2"
               error main.py:2:5 SyntaxError: invalid syntax
               program compile-error
               done
               exit 1"#,
        ),
        (
            python("if True:\nprint(1)\n"),
            r#"err "File \"/box/main.py\", line 2"
               error main.py:2:1 IndentationError: expected an indented block after 'if' statement on line 1
               program compile-error
               done
               exit 1"#,
        ),
    ])
    .await;
}

#[tokio::test]
async fn several_files_and_what_is_left_of_them() {
    let more = |job: Job, helper: &str, text: &str| Job {
        files: [SourceFile::new(helper, text)]
            .into_iter()
            .chain(job.files.clone())
            .collect(),
        report: [
            "out",
            "big",
            "empty",
            "folder",
            "lead",
            "none",
            "../x",
            "/etc/passwd",
        ]
        .map(str::to_owned)
        .into(),
        ..job
    };
    const LEFT: &str = r#"program ok
        no file ../x
        no file /etc/passwd
        file big 100000 bytes, 65536 seen
        file empty 0 bytes, 0 seen
        file folder 0 bytes, 0 seen
        no file lead
        no file none
        file out 5 bytes, 5 seen
        done
        exit 0"#;
    let script = sh(
        ". ./lib/helper.sh; help; printf hello > out; head -c 100000 /dev/zero > big; : > empty
                     mkdir folder; ln -s /etc/passwd lead; ls -A",
    );
    come_to([(
        more(script, "lib/helper.sh", "help() { echo helped; }"),
        &format!("out \"helped\\nbig\\nempty\\nfolder\\nlead\\nlib\\nmain.sh\\nout\\n\"\n{LEFT}"),
    )])
    .await;
    let program = python(
        "import json, os\nprint(json.helped)\nopen('out', 'w').write('hello')\nopen('big', 'wb').write(bytes(100000))
open('empty', 'w').close()\nos.mkdir('folder')\nos.symlink('/etc/passwd', 'lead')\nprint(*sorted(os.listdir()))",
    );
    come_to([(
        more(program, "json.py", "helped = 'helped'"),
        &format!("out \"helped\\nbig empty folder json.py lead main.py out\\n\"\n{LEFT}"),
    )])
    .await;
}

#[tokio::test]
async fn tests_are_not_passed_by_silence() {
    let tested = |job: Job| tested(job, [("t/테스트", "true")]);
    const SAID: &str = "program ok
        error 1: t/테스트
        done
        exit 0";
    come_to([(tested(sh(":")), SAID)]).await;
    come_to([(tested(python("")), SAID)]).await;
    const RAISED: &str = r#"err "Traceback (most recent call last):"
        error main.py:1 ValueError
        program error
        done
        exit 1"#;
    come_to([(tested(python("raise ValueError")), RAISED)]).await;
}

/// A code that is not 0 is no error by itself: what the program printed, and what tests say of it, counts.
#[tokio::test]
async fn a_code_keeps_no_tests_from_running() {
    const SAID: &str = "program ok
        pass 1: test 1
        done
        exit 1";
    let tap = [("t", "echo 1..1; echo ok 1")];
    come_to([(tested(sh("false"), tap), SAID)]).await;
    const SAID_IN_PYTHON: &str = "program ok
        pass 1: test_it test_it.py:1
        done
        exit 1";
    let pytest = [("test_it.py", "def test_it():\n    pass\n")];
    let program = python("raise SystemExit(1)");
    come_to([(tested(program, pytest), SAID_IN_PYTHON)]).await;
}
