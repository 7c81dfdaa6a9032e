#![allow(clippy::unwrap_used, clippy::expect_used)]

mod drafts;
mod files;
mod forget;
mod looking_back;
mod record;
mod runs;
mod seen;
mod writer;

use super::*;

fn key() -> Key {
    Key::new("elixir", "recursion", "sum")
}

fn files(text: &str) -> Vec<SourceFile> {
    vec![SourceFile::new("sum.exs", text)]
}

fn memory() -> Store {
    Store::in_memory().unwrap()
}

fn run(at: i64, failing: usize, total: usize) -> RunRecord {
    RunRecord {
        started_at: Timestamp(at),
        duration: Duration::from_millis(30),
        outcome: "exited".into(),
        passed: failing == 0,
        failing,
        total,
        files: files(&format!("run at {at}")),
        asks: None,
    }
}

fn draft(text: &str, at: i64) -> Draft {
    Draft {
        files: files(text),
        saved_at: Timestamp(at),
    }
}
