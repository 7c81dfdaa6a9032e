//! What `doctor` found, for people.

use super::report::{EngineReport, LimitReport, Report};
use super::table::Table;
use crate::locale;

/// All of it.
pub fn text(report: &Report) -> String {
    let sections = [
        format!("tutorbox {}\n", report.tutorbox),
        engines(report),
        images(report),
        limits(report),
        disk(report),
        folders(report),
        problems(report),
    ];
    sections.join("\n")
}

fn engines(report: &Report) -> String {
    let mut text = "Engines\n".to_owned();
    let chosen = report.chosen.as_ref();
    for (index, engine) in report.engines.iter().enumerate() {
        let is_chosen = chosen.is_some_and(|chosen| chosen.engine == Some(index));
        text += &one_engine(engine, is_chosen);
    }
    text += &match chosen {
        Some(chosen) => format!("  A run goes to {}: {}.\n", chosen.name, chosen.why),
        None => "  A run goes nowhere: there is no engine that can be used.\n".to_owned(),
    };
    if chosen.is_some_and(|chosen| chosen.weak_allowed) {
        text += "  It runs code although a limit is not enforced: --allow-weak-limits.\n";
    }
    text
}

fn one_engine(engine: &EngineReport, is_chosen: bool) -> String {
    let mark = if is_chosen { '*' } else { ' ' };
    let mut table = Table::new(4);
    let version = engine.version.as_deref().unwrap_or_default();
    let runtimes = match engine.runtimes.is_empty() {
        true => "its own".to_owned(),
        false => engine.runtimes.join(", "),
    };
    table.row(["at", &engine.place]);
    match &engine.error {
        Some(error) => {
            table.row(["cannot be used", error]);
        }
        None => {
            if let Some(runtime) = &engine.runtime {
                table.row(["runtime", runtime]);
            }
            table.row(["runtimes", &runtimes]);
            let cgroups = engine.cgroups.map(|version| format!("version {version}"));
            table.row(["cgroups", cgroups.as_deref().unwrap_or("it does not say")]);
            if engine.not_enforced.is_empty() {
                table.row(["limits", "all are enforced"]);
            }
            if let Some(removed) = engine.removed.filter(|removed| *removed > 0) {
                let told = format!("{removed} of programs that are gone; removed now");
                table.row(["left behind", &told]);
            }
        }
    }
    for weak in &engine.not_enforced {
        let told = format!("{}: {}; {}", weak.limit, weak.why, weak.remedy);
        table.row(["NOT ENFORCED", &told]);
    }
    format!("{mark} {} {version}\n{}", engine.kind, table.text()).replace(" \n", "\n")
}

fn images(report: &Report) -> String {
    let mut table = Table::new(2);
    for image in &report.images {
        let state = match image.is_there {
            Some(true) => "there".to_owned(),
            Some(false) => format!("not there, {} MB to fetch", image.download_mb),
            None => "unknown without an engine".to_owned(),
        };
        table.row([image.language.as_str(), &state, &image.image]);
    }
    format!("Images\n{}", table.text())
}

fn limits(report: &Report) -> String {
    format!(
        "Limits of a run\n{}\nContainers that wait for a run\n{}",
        limit_table(&report.limits),
        limit_table(std::slice::from_ref(&report.pool))
    )
}

fn limit_table(limits: &[LimitReport]) -> String {
    let mut table = Table::new(2);
    for limit in limits {
        let with_unit = |number: f64| format!("{number} {}", limit.unit).trim_end().to_owned();
        let from = match limit.from {
            "default" => "default".to_owned(),
            from => format!("{from}, instead of {}", with_unit(limit.default)),
        };
        table.row([limit.key, &with_unit(limit.value), &from]);
    }
    table.text()
}

fn disk(report: &Report) -> String {
    let mut table = Table::new(2);
    for part in &report.disk {
        table.row([part.what, &locale::size(part.bytes), &part.path]);
    }
    format!("Disk\n{}", table.text())
}

fn folders(report: &Report) -> String {
    let mut table = Table::new(2);
    for folder in &report.folders {
        let state = if folder.is_there { "" } else { "not there yet" };
        table.row([folder.what, &folder.path, state]);
    }
    format!("Folders\n{}", table.text())
}

fn problems(report: &Report) -> String {
    if report.problems.is_empty() {
        return "Nothing is in the way.\n".to_owned();
    }
    let mut text = "To do\n".to_owned();
    for problem in &report.problems {
        text += &format!("  - {}\n      {}\n", problem.what, problem.remedy);
    }
    text
}
