//! What a source does, as the compiler sees it.

use tutorbox::run::{FactKind, Job, Transcript};

use crate::common::{on_every_engine, program};

/// Line by line: a way to call `Enum.sum/1`, or none.
const SUMS: &str = r#"# Enum.sum([1])
_ = "Enum.sum([1])"
alias Enum, as: E
import Enum, only: [sum: 1]
Enum.sum([1])
E.sum([1])
sum([1])
[1] |> Enum.sum()
[1] |> sum
_ = &Enum.sum/1
_ = &E.sum(&1)
_ = &sum/1
apply(Enum, :sum, [[1]])
m = Enum
m.sum([1])
"#;

#[tokio::test]
async fn a_call_is_one_however_it_is_written() {
    let job = Job {
        facts: true,
        ..program(SUMS)
    };
    on_every_engine(job, |seen| {
        let lines = lines(&seen, FactKind::Call, "Enum.sum/1");
        assert_eq!(lines, [5, 6, 7, 8, 9, 10, 11, 12], "{seen:#?}");
    })
    .await;
}

const CONSTRUCTS: &str = r#"
defmodule R do
  def fact(0), do: 1
  def fact(n), do: n * fact(n - 1)
  def other(n), do: fact(n)
  def loop(xs), do: Enum.map(xs, fn x -> x |> loop() end)
end
if true, do: 1
for x <- [1], do: x
"x #{1}"
length([])
"#;

#[tokio::test]
async fn constructs_and_the_prelude() {
    let job = Job {
        facts: true,
        ..program(CONSTRUCTS)
    };
    on_every_engine(job, |seen| {
        let construct = |name| lines(&seen, FactKind::Construct, name);
        assert_eq!(construct("recursion"), [4, 6]);
        assert_eq!(construct("if"), [8]);
        assert_eq!(construct("for"), [9]);
        assert_eq!(construct("fn"), [6]);
        assert_eq!(construct("|>"), [6]);
        assert_eq!(construct("case"), [0; 0]);
        assert_eq!(lines(&seen, FactKind::Call, "Kernel.length/1"), [11]);
    })
    .await;
}

#[tokio::test]
async fn they_come_of_a_program_without_end_and_not_unasked() {
    let job = Job {
        facts: true,
        limits: tutorbox::run::Limits {
            wall: std::time::Duration::from_secs(2),
            ..crate::common::patient()
        },
        ..program("Enum.sum([1])\nProcess.sleep(:infinity)")
    };
    on_every_engine(job, |seen| {
        assert_eq!(lines(&seen, FactKind::Call, "Enum.sum/1"), [1]);
    })
    .await;
    on_every_engine(program("Enum.sum([1])"), |seen| {
        assert_eq!(seen.facts, []);
    })
    .await;
}

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
