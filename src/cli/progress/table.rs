//! Records as rows: of a spreadsheet, and of a page.

use crate::cli::CliError;
use crate::progress::Record;
use crate::render::text::visible;

/// A row an exercise and learner. Times are milliseconds since 1970-01-01 00:00 UTC.
pub fn csv(records: &[Record]) -> Result<String, CliError> {
    written(records).map_err(|error| CliError::System {
        what: "write a table",
        error: error.into(),
    })
}

fn written(records: &[Record]) -> Result<String, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record([
        "learner",
        "pack",
        "lesson",
        "exercise",
        "passed",
        "attempts",
        "passed_at",
        "best_passing",
        "best_total",
        "removed",
    ])?;
    for record in records {
        for tried in &record.exercises {
            writer.write_record([
                cell(&record.learner),
                cell(&tried.pack),
                cell(&tried.lesson),
                cell(&tried.exercise),
                tried.passed_at.is_some().to_string(),
                tried.attempts.to_string(),
                tried.passed_at.map(|at| at.to_string()).unwrap_or_default(),
                tried.best_passing.to_string(),
                tried.best_total.to_string(),
                tried.removed.to_string(),
            ])?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A text that no spreadsheet takes for a formula: whoever hands a record on chooses their name themselves.
fn cell(text: &str) -> String {
    match text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

/// Rows in columns; numbers stand to the right.
pub fn page(head: &[&str], rows: &[Vec<String>]) -> String {
    let shown: Vec<Vec<String>> = rows
        .iter()
        .map(|row| row.iter().map(|text| visible(text).to_string()).collect())
        .collect();
    let head: Vec<String> = head.iter().map(|text| (*text).to_owned()).collect();
    let all = || std::iter::once(&head).chain(&shown);
    let width = |column: usize| all().map(|row| cells(&row[column])).max().unwrap_or(0);
    let is_number = |column: usize| shown.iter().all(|row| row[column].parse::<u64>().is_ok());
    let line = |row: &Vec<String>| {
        let columns = row.iter().enumerate().map(|(column, text)| {
            let gap = " ".repeat(width(column) - cells(text));
            match is_number(column) {
                true => format!("{gap}{text}"),
                false => format!("{text}{gap}"),
            }
        });
        let columns: Vec<String> = columns.collect();
        columns.join("  ").trim_end().to_owned() + "\n"
    };
    all().map(line).collect()
}

fn cells(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::progress::Tried;

    #[test]
    fn a_name_is_no_formula() {
        let record = Record {
            version: 1,
            learner: "=cmd|' /C calc'!A0".into(),
            at: 0,
            exercises: vec![Tried {
                pack: "p".into(),
                lesson: "l".into(),
                exercise: "a".into(),
                attempts: 2,
                passed_at: None,
                best_passing: 1,
                best_total: 3,
                removed: false,
            }],
        };
        let text = csv(&[record]).unwrap();
        let row = text.lines().nth(1).unwrap();
        assert_eq!(row, "'=cmd|' /C calc'!A0,p,l,a,false,2,,1,3,false");
    }

    #[test]
    fn columns_are_as_wide_as_what_is_in_them() {
        let rows = [
            vec!["미나".to_owned(), "12".to_owned()],
            vec!["Jo".to_owned(), "3".to_owned()],
        ];
        assert_eq!(
            page(&["learner", "passed"], &rows),
            "learner  passed\n미나         12\nJo            3\n"
        );
    }
}
