//! `tutorbox exec` of a shell script and of a Python program: as the interpreter itself would run them.

use assert_cmd::Command;
use tempfile::TempDir;

use crate::common::{TUTORBOX, rigs_of};

/// Runs a file of this language; the image is there.
async fn exec(language: &str, name: &str, text: &str, stdin: &str) -> (String, String, i32) {
    for rig in rigs_of(language).await {
        rig.close().await;
    }
    let folder = TempDir::new().unwrap();
    let file = folder.path().join(name);
    std::fs::write(&file, text).unwrap();
    let output = Command::new(TUTORBOX)
        .args(["exec", language])
        .arg(file)
        .write_stdin(stdin)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let code = output.status.code().unwrap();
    (text(output.stdout), text(output.stderr), code)
}

#[tokio::test]
async fn a_script_with_its_input_its_code_and_its_complaints() {
    let script = "cat; echo err >&2; yes | head -n 1; exit 7";
    let seen = exec("sh", "a.sh", script, "in\n").await;
    assert_eq!(seen, ("in\ny\n".to_owned(), "err\n".to_owned(), 7));
    let (_, stderr, code) = exec("sh", "a.sh", "fi", "").await;
    assert_eq!(code, 2);
    assert_eq!(stderr, "a.sh: 1: Syntax error: \"fi\" unexpected\n");
}

#[tokio::test]
async fn a_traceback_as_the_interpreter_has_it() {
    let program = "import sys
def f(n):
    try:
        return 1 / n
    except ZeroDivisionError:
        raise KeyError(n)
print(sys.stdin.read())
f(0)
";
    let (stdout, stderr, code) = exec("python", "a.py", program, "in").await;
    assert_eq!((stdout.as_str(), code), ("in\n", 1));
    let lines: Vec<&str> = stderr.lines().map(str::trim).collect();
    let frames = lines.iter().filter(|line| line.starts_with("File "));
    let places: Vec<&str> = frames.copied().collect();
    let expected = [
        "File \"/box/a.py\", line 4, in f",
        "File \"/box/a.py\", line 8, in <module>",
        "File \"/box/a.py\", line 6, in f",
    ];
    assert_eq!(places, expected, "{stderr}");
    assert_eq!(lines.last(), Some(&"KeyError: 0"));
    let program = "import os\nos.kill(os.getpid(), 11)";
    let (_, _, code) = exec("python", "a.py", program, "").await;
    assert_eq!(code, 139);
}
