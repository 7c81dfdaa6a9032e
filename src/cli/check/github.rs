//! A check's report for a GitHub workflow: a command a problem, which GitHub shows at its line, and what people read.
//!
//! The commands are those of "Workflow commands for GitHub Actions".

use std::path::{Path, PathBuf};

use super::report::{Report, Told};
use super::text;

/// The commands, then the last sentence.
pub fn write(report: &Report) -> String {
    let folder = folder(&report.pack);
    let problems = report.problems.iter();
    let mut lines: Vec<String> = problems.map(|p| annotation(p, &folder)).collect();
    for run in report.untried() {
        let why = run.why.as_deref().unwrap_or_default();
        let message = format!("{} could not be run: {why}", run.what);
        lines.push(format!("::error title=tutorbox::{}", data(&message)));
    }
    lines.push(text::summary(report));
    lines.join("\n")
}

/// Where the pack is, from the folder where the workflow runs: GitHub knows files by their path from there.
fn folder(pack: &str) -> PathBuf {
    let path = Path::new(pack);
    let here = std::env::current_dir().unwrap_or_default();
    match path.canonicalize() {
        Ok(whole) => whole
            .strip_prefix(here)
            .map_or(whole.clone(), Path::to_owned),
        Err(_) => path.to_owned(),
    }
}

fn annotation(problem: &Told, folder: &Path) -> String {
    let file = folder.join(&problem.path).display().to_string();
    let mut place = format!("file={}", property(&file));
    if problem.line > 0 {
        place += &format!(",line={}", problem.line);
    }
    if problem.column > 0 {
        let end = problem.column + problem.width.max(1);
        place += &format!(",col={},endColumn={end}", problem.column);
    }
    let help = problem.help.as_ref().map(|help| format!("\nhelp: {help}"));
    let message = format!("{}{}", problem.message, help.unwrap_or_default());
    format!(
        "::{} {place},title=tutorbox::{}",
        problem.level,
        data(&message)
    )
}

/// A message, on one line.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value, which ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_one_line_whatever_is_in_it() {
        let problem = Told {
            level: "warning",
            path: "01-a,b.md".into(),
            line: 3,
            column: 5,
            width: 2,
            message: "100 %\r::stop".into(),
            help: Some("mend: it".into()),
            text: String::new(),
        };
        assert_eq!(
            annotation(&problem, Path::new("pack")),
            "::warning file=pack/01-a%2Cb.md,line=3,col=5,endColumn=7,title=tutorbox::100 %25%0D::stop%0Ahelp: mend: it"
        );
        let whole = Told {
            line: 0,
            column: 0,
            help: None,
            ..problem
        };
        assert_eq!(
            annotation(&whole, Path::new("")),
            "::warning file=01-a%2Cb.md,title=tutorbox::100 %25%0D::stop"
        );
    }
}
