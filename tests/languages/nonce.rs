//! Where a program would look for the nonce.

use tutorbox::run::{Origin, Stream};

use crate::common::on_every_engine;
use crate::{bash, python, sh, tested};

/// Whatever can be read of itself and of the runner, whose memory must be closed.
const SNOOP: &str = r#"
import gc, glob, os, re
def look(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        return error
found = set()
word = re.compile(rb"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])")
for folder in ["/proc/1", "/proc/self", "/proc/1/task/1"]:
    for name in ["cmdline", "environ", "auxv", "stack", "status", "maps"]:
        content = look(f"{folder}/{name}")
        if isinstance(content, bytes):
            found.update(word.findall(content))
memory = open("/proc/self/mem", "rb", 0)
read = 0
for line in open("/proc/self/maps"):
    begin, end = (int(part, 16) for part in line.split()[0].split("-"))
    if " rw" in line:
        memory.seek(begin)
        content = memory.read(end - begin)
        read += len(content)
        # Text of the runner and of the libraries has words of 32 digits too; the nonce stands in a header or a record.
        found.update(re.findall(rb"tutorbox/1 [0-9a-f]{32}|\"nonce\": *\"[0-9a-f]{32}", content))
print(found, read > 1000000)
print(type(look("/proc/1/mem")).__name__)
"#;

#[tokio::test]
async fn it_is_nowhere_to_be_found_in_python() {
    on_every_engine(python(SNOOP), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        let said = String::from_utf8_lossy(&stdout);
        assert_eq!(said, "set() True\nPermissionError\n");
    })
    .await;
}

#[tokio::test]
async fn nor_is_it_in_tests() {
    let of_python = "def test_a(): exec(open('snoop').read(), {})\n";
    let job = tested(python(""), [("snoop", SNOOP), ("a_test.py", of_python)]);
    on_every_engine(job, |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Test("1".to_owned()));
        let said = String::from_utf8_lossy(&stdout);
        assert_eq!(said, "set() True\nPermissionError\n");
    })
    .await;
    let of_bats = "@test \"a\" {
        { set; env; cat /proc/[0-9]*/environ /proc/[0-9]*/cmdline | tr '\\0' ' '; } >&3 2>&1
        head -c 1 /proc/1/mem 2>&1 | grep -o denied >&3
    }\n";
    on_every_engine(tested(bash(""), [("a.bats", of_bats)]), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Test("1".to_owned()));
        let said = String::from_utf8_lossy(&stdout);
        assert!(said.contains("denied") && said.contains("nonce="), "{said}");
        let word = regex::Regex::new(r"\b[0-9a-f]{32}\b").unwrap();
        assert_eq!(word.find(&said).map(|found| found.as_str()), None);
    })
    .await;
}

#[tokio::test]
async fn it_is_nowhere_to_be_found_in_shell() {
    let snoop = r#"
        set; env; cat /proc/self/environ /proc/self/cmdline /proc/1/cmdline; find / -xdev -newer /proc/1 -type f 2> /dev/null
        cat /proc/1/environ /proc/1/maps; head -c 1 /proc/1/mem 2>&1 | grep -o 'denied'; :"#;
    on_every_engine(sh(snoop), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        let said = String::from_utf8_lossy(&stdout);
        assert!(said.contains("denied"), "{said}");
        assert!(
            said.contains("HOSTNAME") && said.contains("nonce="),
            "{said}"
        );
        let word = regex::Regex::new(r"\b[0-9a-f]{32}\b").unwrap();
        assert_eq!(word.find(&said).map(|found| found.as_str()), None);
    })
    .await;
}
