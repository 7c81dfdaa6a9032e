//! The interface beside vim: the first frame, a key to its frame, a run from its key to its verdict, memory, and rest.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use super::figure::{Sample, Sheet};
use super::rig::TUTORBOX;
use super::screen::Terminal;

const FRAMES: usize = 25;
/// Those in a flood are over before its run is.
const KEYS: usize = 200;
const RUNS: usize = 20;
/// Keys come at the pace of a fast typist.
const KEY_EVERY: Duration = Duration::from_millis(25);
/// By then containers wait, and what was typed is saved.
const SETTLED: Duration = Duration::from_secs(5);
const REST: Duration = Duration::from_secs(5);

pub fn measure(sheet: &mut Sheet) {
    let folder = tempfile::tempdir().unwrap();
    let pack = big_pack(folder.path());
    let data = folder.path().join("data");
    first_frames(sheet, &pack, &data);
    keys(sheet, &pack, &data);
    rest(sheet, &pack, &data);
    for engine in ["docker", "embedded"] {
        verdicts(sheet, engine, folder.path());
    }
}

fn tutorbox(pack: &Path, data: &Path, engine: &str) -> Terminal {
    let (pack, data) = (pack.to_str().unwrap(), data.to_str().unwrap());
    Terminal::start(
        &[
            TUTORBOX,
            "--engine",
            engine,
            "--data-dir",
            data,
            "play",
            pack,
        ],
        &[("COLORTERM", "truecolor")],
    )
}

/// A lesson of 10,000 lines, and an exercise of 5,000 whose run prints as long as it may.
fn big_pack(folder: &Path) -> PathBuf {
    let pack = folder.join("pack");
    fs::create_dir_all(&pack).unwrap();
    let manifest = "id = \"big\"\ntitle = \"Big\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    let mut lesson = String::from("# A big lesson\n\n```elixir exercise=flood file=flood.exs\n");
    lesson += "for i <- 1..10_000 do\n  IO.puts(\"line #{i}\")\n  Process.sleep(1)\nend\n";
    for i in 0..4996 {
        writeln!(
            lesson,
            "# line {i}: {{:ok, value}} = Map.fetch(%{{a: {i}}}, :a) |> IO.inspect()"
        )
        .unwrap();
    }
    lesson += "```\n\n```toml checks=flood\n[[check]]\nkind = \"exit\"\ncode = 0\n```\n\n";
    lesson += "```markdown hint=flood\nWait.\n```\n\n```elixir solution=flood file=flood.exs\n:ok\n```\n\n";
    for i in 0..5000 {
        writeln!(
            lesson,
            "Line {i} has *emphasis*, `code` and a [link](https://example.org).\n"
        )
        .unwrap();
    }
    fs::write(pack.join("01-big.md"), lesson).unwrap();
    pack
}

fn first_frames(sheet: &mut Sheet, pack: &Path, data: &Path) {
    let lesson = pack.join("01-big.md");
    let mut ours = Sample::default();
    let mut theirs = Sample::default();
    for _ in 0..FRAMES {
        let began = Instant::now();
        let vim = Terminal::start(&["vim", "-n", lesson.to_str().unwrap()], &[]);
        vim.wait_for("A big lesson");
        theirs.push(began.elapsed());
        drop(vim);
        let began = Instant::now();
        let terminal = tutorbox(pack, data, "docker");
        terminal.wait_for("A big lesson");
        ours.push(began.elapsed());
    }
    sheet.times("first frame, tutorbox", ours);
    sheet.times("first frame, vim", theirs);
}

fn keys(sheet: &mut Sheet, pack: &Path, data: &Path) {
    let exercise = pack.join("flood.exs");
    let lesson = fs::read_to_string(pack.join("01-big.md")).unwrap();
    let code = lesson.split("```").nth(1).unwrap();
    fs::write(&exercise, code.split_once('\n').unwrap().1).unwrap();
    let mut vim = Terminal::start(&["vim", "-n", exercise.to_str().unwrap()], &[]);
    vim.wait_for("for i <-");
    vim.send(b"jo# ");
    sheet.times("key to frame, vim", typed(&mut vim));
    drop(vim);
    let mut terminal = tutorbox(pack, data, "docker");
    terminal.wait_for("Docker");
    terminal.send(b"\t\r");
    terminal.wait_for("▌Flood");
    terminal.send(b"\x1b[B\x1b[F\r# ");
    sheet.times("key to frame, tutorbox, at rest", typed(&mut terminal));
    terminal.send(b"\x1b[15~");
    terminal.wait_for("line 9");
    sheet.times("key to frame, tutorbox", typed(&mut terminal));
    sheet.number("resident memory, tutorbox", resident(terminal.pid()), "MiB");
}

/// What it does while nothing happens: an exercise open, a container waiting.
fn rest(sheet: &mut Sheet, pack: &Path, data: &Path) {
    let mut terminal = tutorbox(pack, data, "docker");
    terminal.wait_for("Docker");
    terminal.send(b"\t\r");
    terminal.wait_for("▌Flood");
    thread::sleep(SETTLED);
    let before = wakes(terminal.pid());
    thread::sleep(REST);
    let after = wakes(terminal.pid());
    // A thread that has ended meanwhile woke once for that, and is not there to be asked.
    let woken: u64 = after
        .iter()
        .map(|(task, wakes)| wakes - before.get(task).unwrap_or(&0))
        .sum();
    sheet.number("wake-ups in 5 s of rest, tutorbox", woken as f64, "");
}

/// Each key, from the terminal to the cursor's step.
fn typed(terminal: &mut Terminal) -> Sample {
    let mut times = Sample::default();
    thread::sleep(Duration::from_millis(500));
    for i in 0..KEYS {
        // A line does not grow past the pane.
        if i % 40 == 39 {
            let (row, _) = terminal.cursor();
            terminal.send(b"\r# ");
            terminal.wait("a new line", |s| s.cursor_position().0 != row);
            thread::sleep(Duration::from_millis(200));
        }
        let (row, column) = terminal.cursor();
        let began = Instant::now();
        terminal.send(b"x");
        terminal.wait("the key", |s| s.cursor_position() == (row, column + 1));
        times.push(began.elapsed());
        thread::sleep(KEY_EVERY);
    }
    times
}

/// An exercise that prints something new whenever it is run.
fn clock_pack(folder: &Path) -> PathBuf {
    let pack = folder.join("clock");
    fs::create_dir_all(&pack).unwrap();
    let manifest =
        "id = \"clock\"\ntitle = \"Clock\"\nversion = \"1.0.0\"\nlanguage = \"elixir\"\n";
    fs::write(pack.join("pack.toml"), manifest).unwrap();
    let code = "IO.puts(\"it is #{System.os_time()}\")";
    let lesson = format!(
        "# The time\n\n```elixir exercise=time file=time.exs\n{code}\n```\n\n\
         ```elixir solution=time file=time.exs\nIO.puts(\"o'clock\")\n```\n\n```markdown hint=time\nLook.\n```\n\n\
         ```toml checks=time\n[[check]]\nkind = \"stdout\"\ncontains = \"o'clock\"\n```\n"
    );
    fs::write(pack.join("01-time.md"), lesson).unwrap();
    pack
}

/// From F5 to the verdict on the screen, a container waiting.
fn verdicts(sheet: &mut Sheet, engine: &str, folder: &Path) {
    let mut terminal = tutorbox(&clock_pack(folder), &folder.join(engine), engine);
    terminal.wait("the engine", |s| {
        s.contents().to_lowercase().contains(&format!("{engine} "))
    });
    terminal.send(b"\t\r");
    let mut times = Sample::default();
    let mut last = String::new();
    for _ in 0..RUNS {
        thread::sleep(Duration::from_millis(1500));
        let began = Instant::now();
        terminal.send(b"\x1b[15~");
        terminal.wait("a new time and its verdict", |s| {
            let text = s.contents();
            time(&text).is_some_and(|now| now != last) && text.contains("did not pass")
        });
        times.push(began.elapsed());
        last = terminal.look(|s| time(&s.contents())).unwrap_or_default();
    }
    sheet.times(format!("key to verdict, {engine}"), times);
}

/// What the exercise has printed, the last that is to be seen.
fn time(text: &str) -> Option<String> {
    let (_, after) = text.rsplit_once("it is ")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    (digits.len() > 15).then_some(digits)
}

/// Resident memory of a process, MiB.
fn resident(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
    let kib: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1024.0
}

/// How often each thread of a process has been woken.
fn wakes(pid: u32) -> BTreeMap<PathBuf, u64> {
    let of = |path: &Path| {
        let status = fs::read_to_string(path.join("status")).unwrap_or_default();
        let lines = status
            .lines()
            .filter(|l| l.contains("voluntary_ctxt_switches"));
        lines
            .filter_map(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok())
            .sum::<u64>()
    };
    let tasks = fs::read_dir(format!("/proc/{pid}/task")).unwrap();
    let tasks = tasks.flatten().map(|task| task.path());
    tasks.map(|task| (task.clone(), of(&task))).collect()
}
