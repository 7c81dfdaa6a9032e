//! One run: warm and cold, on each engine, and what one would wait for without us.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tutorbox::run::{Job, SourceFile, Stdin};
use tutorbox::sandbox::{Attention, Pool};

use super::bare::Bare;
use super::figure::{Sample, Sheet, timed};
use super::peers::{self, Root};
use super::rig::{self, Rig};

const WARM: usize = 25;
const COLD: usize = 10;
const PEER: usize = 20;
/// Between two runs: a learner looks at what came of the first. In it the next container boots.
const PAUSE: Duration = Duration::from_secs(1);

/// A program that is run in every way.
struct Program {
    name: &'static str,
    language: &'static str,
    file: &'static str,
    text: &'static str,
    tests: Option<&'static str>,
    /// What runs it without us.
    bare: &'static [&'static str],
}

const SUM: &str =
    "defmodule Sum do\n  def sum([]), do: 0\n  def sum([h | t]), do: h + sum(t)\nend\n";
const TESTS: &str = "defmodule SumTest do\n  use ExUnit.Case\n  test \"nothing\", do: assert(Sum.sum([]) == 0)\n  test \"some\", do: assert(Sum.sum([1, 2, 3]) == 6)\nend\n";

const PROGRAMS: [Program; 4] = [
    Program {
        name: "elixir",
        language: "elixir",
        file: "hello.exs",
        text: "IO.puts(\"Hello, world!\")\n",
        tests: None,
        bare: &["/usr/bin/elixir", "/box/hello.exs"],
    },
    Program {
        name: "ExUnit",
        language: "elixir",
        file: "sum.exs",
        text: SUM,
        tests: Some(TESTS),
        bare: &["/usr/bin/elixir", "/box/both.exs"],
    },
    Program {
        name: "python",
        language: "python",
        file: "hello.py",
        text: "print(\"Hello, world!\")\n",
        tests: None,
        bare: &["/usr/bin/python3", "/box/hello.py"],
    },
    Program {
        name: "sh",
        language: "sh",
        file: "hello.sh",
        text: "echo Hello, world!\n",
        tests: None,
        bare: &["/usr/bin/sh", "/box/hello.sh"],
    },
];

impl Program {
    fn job(&self) -> Job {
        let file = SourceFile::new(self.file, self.text);
        let mut job = Job::program(self.language, file, Stdin::Empty, rig::limits());
        job.tests
            .extend(self.tests.map(|text| SourceFile::new("sum_test.exs", text)));
        job
    }

    /// The files that the interpreter finds.
    fn lay(&self, root: &Root) {
        root.file(self.file, self.text);
        if let Some(tests) = self.tests {
            root.file(
                "both.exs",
                &format!("{}\nExUnit.start()\n{tests}", self.text),
            );
        }
    }
}

pub async fn measure(sheet: &mut Sheet) {
    let rigs = rig::rigs(sheet).await;
    for program in &PROGRAMS {
        for rig in &rigs {
            on(sheet, program, rig).await;
        }
        floor(sheet, program, &rigs[0]).await;
        without_us(sheet, program, &rigs).await;
    }
}

async fn on(sheet: &mut Sheet, program: &Program, rig: &Rig) {
    let boot = rig::boot(rig.engine.as_ref(), program.language).await;
    let pool = Pool::new(Arc::clone(&rig.engine));
    let (warm, waited) = warm(&pool, &boot, program).await;
    sheet.times(format!("{}, warm, {}", program.name, rig.name), warm);
    sheet.number(
        format!("{}, served warm, {}", program.name, rig.name),
        waited * 100.0,
        "%",
    );
    pool.close().await;
    let pool = Pool::new(Arc::clone(&rig.engine));
    let mut cold = Sample::default();
    for _ in 0..COLD {
        let began = Instant::now();
        rig::end(pool.run_once(&boot, &rig::policy(), program.job())).await;
        cold.push(began.elapsed());
    }
    pool.close().await;
    sheet.times(format!("{}, cold, {}", program.name, rig.name), cold);
}

/// Runs one after the other, and the share of them that a container waited for. The first is not counted.
async fn warm(pool: &Pool, boot: &tutorbox::sandbox::Boot, program: &Program) -> (Sample, f64) {
    let job = program.job();
    // Who presses run again and again is editing.
    pool.attend(Attention::Editing);
    rig::run(pool, boot, &job).await;
    let mut times = Sample::default();
    let mut waited = 0;
    for _ in 0..WARM {
        tokio::time::sleep(PAUSE).await;
        let began = Instant::now();
        waited += usize::from(rig::run(pool, boot, &job).await);
        times.push(began.elapsed());
    }
    (times, waited as f64 / WARM as f64)
}

/// What any engine boots, as a process.
async fn floor(sheet: &mut Sheet, program: &Program, rig: &Rig) {
    let root = Root::of(program.language);
    let boot = rig::boot(rig.engine.as_ref(), program.language).await;
    let pool = Pool::new(Arc::new(Bare::new(root.path.clone())));
    let (times, _) = warm(&pool, &boot, program).await;
    pool.close().await;
    sheet.times(format!("{}, warm, bare", program.name), times);
}

async fn without_us(sheet: &mut Sheet, program: &Program, rigs: &[Rig]) {
    let root = Root::of(program.language);
    program.lay(&root);
    let mut bare = Sample::default();
    for _ in 0..PEER {
        bare.push(timed(|| peers::finish(root.command(program.bare), "")).1);
    }
    sheet.times(format!("{}, bare", program.name), bare);
    let Some(docker) = rigs.iter().find(|r| r.name == "docker") else {
        return;
    };
    if program.tests.is_some() {
        return;
    }
    let image = rig::boot(docker.engine.as_ref(), program.language)
        .await
        .image;
    let run = program.bare.join(" ");
    let script = format!("cat > /box/{}; exec {run}", program.file);
    let mut times = Sample::default();
    for _ in 0..PEER {
        let command = peers::docker_run(&rig::policy(), &image, &["sh", "-c", &script]);
        times.push(timed(|| peers::finish(command, program.text)).1);
    }
    sheet.times(format!("{}, docker run", program.name), times);
}
