//! What needs no engine and no terminal, by criterion: a lesson of 1,000 lines read and set, and 1,000 lines of code
//! coloured.

use std::path::Path;
use std::time::Duration;

use criterion::Criterion;
use tutorbox::course::parse_markdown;
use tutorbox::render::{Highlighter, Layout, LineCache, Words};

use super::figure::{Sample, Sheet};

/// Where criterion keeps what it measured.
const MEASURED: &str = "target/criterion";
const LINES: usize = 1_000;
/// Of a pane beside another one.
const WIDTH: u16 = 78;
const PAGE: usize = 40;

const READ: &str = "1,000 lines of a lesson read";
const SET: &str = "1,000 lines of a lesson set";
const BEGINNING: &str = "the first page of them set";
const COLOURED: &str = "1,000 lines of code coloured";
const TYPED: &str = "a key in the middle of them coloured";

pub fn measure(sheet: &mut Sheet) {
    let mut criterion = Criterion::default()
        .output_directory(Path::new(MEASURED))
        .without_plots();
    lesson(&mut criterion);
    code(&mut criterion);
    for name in [READ, SET, BEGINNING, COLOURED, TYPED] {
        sheet.times(name, measured(name));
    }
}

fn lesson(criterion: &mut Criterion) {
    let text = lines(include_str!("../../lessons/elixir/06-decisions.md")).join("\n");
    criterion.bench_function(READ, |b| b.iter(|| parse_markdown(&text)));
    let document = parse_markdown(&text);
    let (highlighter, words) = (Highlighter::new(), Words::default());
    criterion.bench_function(SET, |b| {
        b.iter(|| Layout::new(&document, WIDTH, &highlighter, &words));
    });
    criterion.bench_function(BEGINNING, |b| {
        b.iter(|| Layout::beginning(&document, WIDTH, PAGE, &highlighter, &words));
    });
}

fn code(criterion: &mut Criterion) {
    let lines = lines(include_str!("../../docker/elixir/runner.exs"));
    let highlighter = Highlighter::new();
    highlighter.load();
    let coloured = || {
        let mut cache = LineCache::new(&highlighter, "elixir", LINES);
        cache.parse(&lines, LINES);
        cache
    };
    criterion.bench_function(COLOURED, |b| b.iter(coloured));
    let mut cache = coloured();
    assert_eq!(cache.parsed(), LINES);
    let middle = LINES / 2;
    criterion.bench_function(TYPED, |b| {
        b.iter(|| {
            cache.replace(middle..middle + 1, 1);
            cache.parse(&lines, middle + PAGE);
        });
    });
}

/// So many lines of a text that may be shorter.
fn lines(text: &'static str) -> Vec<&'static str> {
    text.lines().cycle().take(LINES).collect()
}

/// The times that criterion wrote of a benchmark.
fn measured(name: &str) -> Sample {
    #[derive(serde::Deserialize)]
    struct Written {
        /// How often it ran for each of `times`.
        iters: Vec<f64>,
        /// Nanoseconds.
        times: Vec<f64>,
    }
    let path = Path::new(MEASURED).join(name).join("new/sample.json");
    let written: Written = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let mut sample = Sample::default();
    for (time, times) in written.times.iter().zip(written.iters) {
        sample.push(Duration::from_secs_f64(time / times / 1e9));
    }
    sample
}
