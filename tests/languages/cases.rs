//! Cases: each from scratch, with its own stdin, its own output, and nothing of the one before.

use tutorbox::run::Job;

use crate::told::come_to;
use crate::{python, sh};

fn with_cases(job: Job, cases: &[&[u8]]) -> Job {
    Job {
        cases: cases.iter().map(|case| case.to_vec()).collect(),
        ..job
    }
}

#[tokio::test]
async fn in_turn() {
    const TOLD: &str = r#"out of case 1 "[a]\n"
        out of case 2 "[]\n"
        out of case 3 "[]\n"
        out of case 4 "[b]\n"
        err of case 3 "three"
        case 1 ok
        case 2 ok
        case 3 ok
        case 4 ok
        done
        exit 0"#;
    // The third holds a byte that is no text; nobody reads the two megabytes of the last.
    let large = [b"b\n", &vec![b'x'; 2_000_000][..]].concat();
    let cases: [&[u8]; 4] = [b"a\n", b"", b"\n\0\n", &large];
    let script = r#"
        line=; read -r line; echo "[$line]"
        rest=$(head -c 1 | od -An -tx1); case $rest in *00*) echo three >&2; exit 1;; esac"#;
    come_to([(with_cases(sh(script), &cases), TOLD)]).await;
    let program = "import sys\nline = sys.stdin.readline().strip()\nprint(f'[{line}]')\n\
                   if sys.stdin.read(1) == '\\0': sys.exit('three')";
    come_to([(with_cases(python(program), &cases), TOLD)]).await;
}

#[tokio::test]
async fn one_that_raises_has_failed() {
    come_to([(
        with_cases(python("1 / int(input())"), &[b"0\n", b"1\n"]),
        r#"err of case 1 "Traceback (most recent call last):"
           error main.py:1 ZeroDivisionError: division by zero
           case 1 error
           case 2 ok
           done
           exit 0"#,
    )])
    .await;
}

#[tokio::test]
async fn what_one_leaves_running_is_gone_before_the_next() {
    const TOLD: &str = r#"out of case 1 "0\n"
        out of case 2 "0\n"
        out of case 3 "0\n"
        case 1 ok
        case 2 ok
        case 3 ok
        done
        exit 0"#;
    let cases: [&[u8]; 3] = [b"", b"", b""];
    // Each leaves nearly as many as there may be, in sessions of their own.
    let script = "ps -eo comm= | grep -c sleep
        i=0; while [ $i -lt 40 ]; do i=$((i + 1)); setsid sleep 600 & done; exit 0";
    come_to([(with_cases(sh(script), &cases), TOLD)]).await;
    let program = "
import glob, os
def name(file):
    try:
        return open(file).read()
    except OSError:  # It has ended since.
        return ''
print(sum(name(f) == 'sleep\\n' for f in glob.glob('/proc/[0-9]*/comm')))
for i in range(40):
    if os.fork() == 0:
        os.setsid()
        os.execv('/usr/bin/sleep', ['sleep', '600'])
os._exit(0)
";
    come_to([(with_cases(python(program), &cases), TOLD)]).await;
}

#[tokio::test]
async fn what_does_not_compile_is_tried_once() {
    let cases: [&[u8]; 2] = [b"1", b"2"];
    come_to([(
        with_cases(sh("("), &cases),
        r#"err of case 1 "main.sh: 1: Syntax error: end of file unexpected (expecting \")\")"
           error main.sh:1 Syntax error: end of file unexpected (expecting ")")
           program compile-error
           case 1 error
           done
           exit 2"#,
    )])
    .await;
    come_to([(
        with_cases(python("("), &cases),
        r#"err of case 1 "File \"/box/main.py\", line 1"
           error main.py:1:1 SyntaxError: '(' was never closed
           program compile-error
           case 1 error
           done
           exit 1"#,
    )])
    .await;
}
