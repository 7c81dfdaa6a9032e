//! What a source does: Python's by its syntax tree, shell's by its words.

use tutorbox::run::{FactKind, Job, SourceFile, Transcript};

use crate::common::on_one_engine;
use crate::{bash, python, sh};

/// Where the source does this, in order.
fn lines(seen: &Transcript, kind: FactKind, name: &str) -> Vec<usize> {
    let facts = seen
        .facts
        .iter()
        .filter(|f| f.kind == kind && f.name == name);
    let mut lines: Vec<_> = facts.map(|f| f.location.as_ref().unwrap().line).collect();
    lines.sort_unstable();
    lines
}

fn asked(job: Job) -> Job {
    Job { facts: true, ..job }
}

/// Line by line: a way to call `math.sqrt/1`, or none.
const ROOTS: &str = "# math.sqrt(1)
import math
import math as m
from math import sqrt, sqrt as root
'math.sqrt(1)'
math.sqrt(1)
m.sqrt(1)
sqrt(1)
root(1)
print(list(map(root, [1])))
f'{sqrt(1)}'
getattr(math, 'sqrt')(1)
def sqrt(x): return x
";

#[tokio::test]
async fn a_call_in_python_is_one_however_it_is_written() {
    on_one_engine(asked(python(ROOTS)), |seen| {
        // A name with two meanings has both.
        assert_eq!(
            lines(&seen, FactKind::Call, "math.sqrt/1"),
            [6, 7, 8, 9, 11]
        );
        assert_eq!(lines(&seen, FactKind::Call, "math.sqrt"), [10]);
        assert_eq!(lines(&seen, FactKind::Call, "main.sqrt/1"), [8, 11]);
        assert_eq!(lines(&seen, FactKind::Call, "builtins.getattr/2"), [12]);
    })
    .await;
}

const CONSTRUCTS: &str = "from functools import cache
@cache
def fact(n: list) -> int:
    if n < 2:
        return 1
    elif n == 2:
        return 2
    else:
        return n * fact(n - 1)
class A:
    def go(self, n):
        return n and self.go(n - 1)
twice = lambda n: n and twice(n - 1)
xs = [x for x in range(3) if x]
xs.append(max(1, 2))
print(sorted(xs[::-1], key=len) if False else 1, *xs)
def max(a, b): return a
for x in xs: break
else: pass
while False: continue
try: pass
except ValueError: raise
finally: pass
";

#[tokio::test]
async fn constructs_of_python() {
    let helper = SourceFile::new("lib/helper.py", "def help(): pass\nhelp()\n");
    let mut job = asked(python(CONSTRUCTS));
    job.files.insert(0, helper);
    on_one_engine(job, |seen| {
        let construct = |name| lines(&seen, FactKind::Construct, name);
        let call = |name| lines(&seen, FactKind::Call, name);
        assert_eq!(construct("recursion"), [9, 12, 13]);
        assert_eq!(construct("if"), [4, 16]);
        assert_eq!(
            (construct("elif"), construct("else")),
            (vec![6], vec![9, 19])
        );
        assert_eq!(construct("comprehension"), [14]);
        assert_eq!(
            (construct("lambda"), construct("slice")),
            (vec![13], vec![16])
        );
        assert_eq!((construct("for"), construct("while")), (vec![18], vec![20]));
        assert_eq!(
            (construct("try"), construct("finally")),
            (vec![21], vec![21])
        );
        assert_eq!(construct("match"), [0; 0]);
        assert_eq!(call("builtins.sorted/2"), [16]);
        assert_eq!(call("builtins.len"), [16]);
        assert_eq!(
            (call("builtins.list"), call("builtins.int")),
            (vec![], vec![])
        );
        assert_eq!(call(".append/1"), [15]);
        assert_eq!(
            (call("builtins.max/2"), call("main.max/2")),
            (vec![], vec![15])
        );
        assert_eq!(call("functools.cache"), [2]);
        assert_eq!(call("lib.helper.help/0"), [2]);
    })
    .await;
}

const WORDS: &str = r##"# sort
echo 'sort' "sort $(sort main.sh | uniq)" \
  sort # sort
x=sort; y=$x"sort"; echo ${x#sort}
if [ -n "$x" ]; then cat <<END; fi
sort
END
echo $((1 + 2)) `sort main.sh`
case $x in sort) grep -c x main.sh ;; esac
echo "${x:-"$(sort main.sh)"}" && echo it\'s; sort main.sh
"##;

#[tokio::test]
async fn words_of_shell() {
    for job in [sh(WORDS), bash(WORDS)] {
        let mut job = asked(job);
        job.files.insert(0, SourceFile::new("data.txt", "sort"));
        on_one_engine(job, |seen| {
            let word = |name| lines(&seen, FactKind::Call, name);
            let construct = |name| lines(&seen, FactKind::Construct, name);
            assert_eq!(word("sort"), [2, 3, 8, 9, 10]);
            assert_eq!(
                (word("uniq"), word("-n"), word("-c")),
                (vec![2], vec![5], vec![9])
            );
            assert_eq!((construct("if"), construct("|")), (vec![5], vec![2]));
            assert_eq!((construct("$(("), construct("<<")), (vec![8], vec![5]));
            assert_eq!((construct("case"), construct("&&")), (vec![9], vec![10]));
            assert_eq!(construct("for"), [0; 0]);
        })
        .await;
    }
}

#[tokio::test]
async fn facts_come_of_a_program_without_end_and_not_unasked() {
    let limits = tutorbox::run::Limits {
        wall: std::time::Duration::from_secs(2),
        ..crate::common::patient()
    };
    let endless = [
        (python("print(1)\nwhile True: pass"), "builtins.print/1"),
        (sh("echo 1; while :; do :; done"), "echo"),
    ];
    for (job, name) in endless {
        on_one_engine(asked(Job { limits, ..job }), |seen| {
            assert_eq!(lines(&seen, FactKind::Call, name), [1]);
        })
        .await;
    }
    for job in [python("print(1)"), sh("echo 1")] {
        on_one_engine(job, |seen| assert_eq!(seen.facts, [])).await;
    }
}
