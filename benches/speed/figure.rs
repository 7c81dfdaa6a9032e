//! Figures: what was measured, how often, and what it is held against.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

/// Times of one thing, in the order they were taken.
#[derive(Debug, Clone, Default)]
pub struct Sample(Vec<Duration>);

impl From<Duration> for Sample {
    fn from(time: Duration) -> Self {
        Self(vec![time])
    }
}

impl Sample {
    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Milliseconds below which this share of the times lies, 0 to 1.
    pub fn quantile(&self, share: f64) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() as f64 * share).ceil() as usize;
        let time = sorted.get(at.saturating_sub(1)).copied();
        time.unwrap_or_default().as_secs_f64() * 1000.0
    }

    pub fn median(&self) -> f64 {
        self.quantile(0.5)
    }
}

/// How long something takes.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let began = Instant::now();
    let done = work();
    (done, began.elapsed())
}

/// One row: times, or any other number.
#[derive(Debug, Clone)]
pub enum Value {
    Times(Sample),
    /// A number and its unit.
    Number(f64, &'static str),
}

/// Everything that was measured, by name, in order.
#[derive(Debug, Default)]
pub struct Sheet {
    pub rows: Vec<(String, Value)>,
    /// What could not be measured here, and why.
    pub missing: BTreeMap<String, String>,
}

impl Sheet {
    pub fn times(&mut self, name: impl Into<String>, sample: Sample) {
        let name = name.into();
        eprintln!("{name}: {:.2} ms ({} times)", sample.median(), sample.len());
        self.rows.push((name, Value::Times(sample)));
    }

    pub fn number(&mut self, name: impl Into<String>, number: f64, unit: &'static str) {
        let name = name.into();
        eprintln!("{name}: {number:.1} {unit}");
        self.rows.push((name, Value::Number(number, unit)));
    }

    pub fn missing(&mut self, name: impl Into<String>, why: impl ToString) {
        let (name, why) = (name.into(), why.to_string());
        eprintln!("{name}: not measured: {why}");
        self.missing.insert(name, why);
    }

    pub fn find(&self, name: &str) -> Option<&Value> {
        self.rows.iter().find(|(n, _)| n == name).map(|(_, v)| v)
    }
}
