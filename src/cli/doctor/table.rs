//! Columns that stand under each other.

use crate::render::text::{visible, width};

/// Rows of cells.
pub struct Table {
    indent: usize,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// Without rows; each will be moved so far to the right.
    pub fn new(indent: usize) -> Self {
        Self {
            indent,
            rows: Vec::new(),
        }
    }

    /// Adds a row. What is in a cell may be foreign: it is made safe to print, and one line.
    pub fn row<const N: usize>(&mut self, cells: [&str; N]) {
        let cell = |cell: &str| visible(&cell.replace('\n', " ")).into_owned();
        self.rows.push(cells.map(cell).into());
    }

    /// All rows; every column but the last is as wide as its widest cell.
    pub fn text(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let widest = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let line = |row: &Vec<String>| {
            let mut line = " ".repeat(self.indent);
            for (cell, widest) in row.iter().zip(&widths) {
                line += cell;
                line += &" ".repeat(widest - width(cell) + 2);
            }
            format!("{}\n", line.trim_end())
        };
        self.rows.iter().map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_under_each_other_and_nothing_foreign_gets_out() {
        let mut table = Table::new(2);
        table.row(["a", "b", "c"]);
        table.row(["한글", "", "\u{1b}[2Jx\ny"]);
        assert_eq!(table.text(), "  a     b  c\n  한글     ␛[2Jx y\n");
        assert_eq!(Table::new(2).text(), "");
    }
}
