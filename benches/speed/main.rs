//! How fast tutorbox is, beside what one would use instead: `cargo bench --bench speed`.
//!
//! Everything is measured in one sitting on one machine, and what counts are the ratios. A filter picks sections
//! (`cargo bench --bench speed -- runs terminal`); `--record` writes `benches/RESULTS.md`. The figures always go to
//! `target/speed.json`, too.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod bare;
mod bars;
mod containers;
mod figure;
mod learners;
mod machine;
mod packs;
mod peers;
#[path = "../../tests/common/podman.rs"]
mod podman;
mod pure;
mod report;
mod rig;
mod runs;
mod screen;
mod stages;
mod terminal;

use figure::Sheet;

const SECTIONS: [&str; 7] = [
    "runs",
    "stages",
    "containers",
    "pure",
    "terminal",
    "check",
    "learners",
];

fn main() {
    let (options, wanted): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if let Some(unknown) = wanted.iter().find(|w| !SECTIONS.contains(&w.as_str())) {
        eprintln!(
            "there is no section {unknown}, only {}",
            SECTIONS.join(", ")
        );
        std::process::exit(2);
    }
    let runtime = tokio::runtime::Runtime::new().unwrap();
    // Before anything of ours loads it.
    let machine = machine::describe();
    let mut sheet = Sheet::default();
    for section in SECTIONS {
        if !wanted.is_empty() && !wanted.iter().any(|w| w == section) {
            continue;
        }
        eprintln!("== {section}");
        match section {
            "runs" => runtime.block_on(runs::measure(&mut sheet)),
            "stages" => runtime.block_on(stages::measure(&mut sheet)),
            "containers" => runtime.block_on(containers::measure(&mut sheet)),
            "pure" => pure::measure(&mut sheet),
            "terminal" => {
                runtime.block_on(rig::prepared("elixir"));
                terminal::measure(&mut sheet);
            }
            "check" => runtime.block_on(packs::measure(&mut sheet)),
            _ => runtime.block_on(learners::measure(&mut sheet)),
        }
    }
    let tables = report::markdown(&machine, &sheet);
    println!("{tables}");
    std::fs::write("target/speed.json", report::json(&machine, &sheet)).unwrap();
    if options.iter().any(|o| o == "--record") {
        std::fs::write("benches/RESULTS.md", tables).unwrap();
    }
}
