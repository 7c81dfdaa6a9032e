//! Tables: columns shrunk to the width, or, where it is too narrow for that, a row below the other.

use super::block::Builder;
use super::flow::{self, Fragment, Set};
use crate::course::{Align, Inline, Table};
use crate::render::{Face, Role};

/// A column narrower than this is no column.
const LEAST_COLUMN: usize = 5;

/// What a cell says.
type Cell = Vec<Fragment>;

impl Builder<'_> {
    /// A table, in light lines.
    pub fn table(&mut self, table: &Table) {
        let columns = table
            .rows
            .iter()
            .map(Vec::len)
            .max()
            .unwrap_or(0)
            .max(table.head.len());
        if columns == 0 {
            return;
        }
        let head = self.cells(&table.head, columns, Face::new(Role::TableHead));
        let base = Face::new(Role::Text);
        let rows: Vec<_> = table
            .rows
            .iter()
            .map(|row| self.cells(row, columns, base))
            .collect();
        let available = self.room().saturating_sub(3 * columns + 1);
        match columns_within(&head, &rows, available) {
            Some(widths) => self.grid(&Grid::new(widths, &table.align), &head, &rows),
            None => self.stacked(&head, &rows),
        }
    }

    fn cells(&mut self, row: &[Vec<Inline>], columns: usize, face: Face) -> Vec<Cell> {
        let mut cells: Vec<_> = row.iter().map(|cell| self.flow(cell, face)).collect();
        cells.resize(columns, Cell::new());
        cells
    }

    fn grid(&mut self, grid: &Grid, head: &[Cell], rows: &[Vec<Cell>]) {
        let rows: Vec<_> = rows.iter().map(|row| grid.row(row)).collect();
        // Rows of several lines are told apart by a line between them.
        let apart = rows.iter().any(|row| row.len() > 1);
        self.emit(grid.rule("┌┬┐"));
        grid.row(head).into_iter().for_each(|line| self.emit(line));
        for (i, row) in rows.into_iter().enumerate() {
            if i == 0 || apart {
                self.emit(grid.rule("├┼┤"));
            }
            row.into_iter().for_each(|line| self.emit(line));
        }
        self.emit(grid.rule("└┴┘"));
    }

    /// Each cell behind its column's head.
    fn stacked(&mut self, head: &[Cell], rows: &[Vec<Cell>]) {
        for (i, row) in rows.iter().enumerate() {
            if i > 0 {
                self.emit(Set::new());
            }
            for (name, cell) in head.iter().zip(row) {
                let colon = Fragment::new(Role::TableHead, ": ");
                let text = [name.as_slice(), &[colon], cell].concat();
                self.wrapped(&text);
            }
        }
    }
}

/// The widths of the columns, the room between them apart; `None` where there is too little of it.
fn columns_within(head: &[Cell], rows: &[Vec<Cell>], available: usize) -> Option<Vec<usize>> {
    let column = |i: usize| {
        let cells = rows.iter().map(move |row| &row[i]).chain([&head[i]]);
        cells
            .map(|cell| flow::measure(cell))
            .fold((1, 1), |(whole, word), (w, l)| (whole.max(w), word.max(l)))
    };
    let (wholes, words): (Vec<_>, Vec<_>) = (0..head.len()).map(column).unzip();
    let least: usize = wholes.iter().map(|&whole| whole.min(LEAST_COLUMN)).sum();
    if least > available {
        return None;
    }
    // First every column gets its longest word, as far as that goes; then what is left.
    let floors = share(&words, available);
    let wanted: Vec<_> = wholes
        .iter()
        .zip(&floors)
        .map(|(whole, floor)| whole - floor)
        .collect();
    let extra = share(&wanted, available - floors.iter().sum::<usize>());
    Some(
        floors
            .iter()
            .zip(extra)
            .map(|(floor, extra)| floor + extra)
            .collect(),
    )
}

/// Shares `available` out: nobody gets more than is wanted, and those who get less all get the same, or one more.
fn share(wanted: &[usize], available: usize) -> Vec<usize> {
    let mut shares = vec![0; wanted.len()];
    let mut order: Vec<_> = (0..wanted.len()).collect();
    order.sort_by_key(|&i| wanted[i]);
    let mut left = available;
    for (served, &i) in order.iter().enumerate() {
        shares[i] = wanted[i].min(left / (wanted.len() - served));
        left -= shares[i];
    }
    shares
}

/// A table's columns.
struct Grid {
    widths: Vec<usize>,
    align: Vec<Align>,
}

impl Grid {
    fn new(widths: Vec<usize>, align: &[Align]) -> Self {
        let mut align = align.to_vec();
        align.resize(widths.len(), Align::Left);
        Self { widths, align }
    }

    /// A line from its left end, crossing, and right end.
    fn rule(&self, signs: &str) -> Set {
        let mut signs = signs.chars().map(String::from);
        let mut sign = || signs.next().unwrap_or_default();
        let (left, crossing, right) = (sign(), sign(), sign());
        let spans: Vec<_> = self
            .widths
            .iter()
            .map(|width| "─".repeat(width + 2))
            .collect();
        vec![Fragment::new(
            Role::Rule,
            left + &spans.join(&crossing) + &right,
        )]
    }

    /// The lines of one row.
    fn row(&self, cells: &[Cell]) -> Vec<Set> {
        let set = |(cell, &width): (&Cell, &usize)| flow::wrap(cell, width);
        let cells: Vec<_> = cells.iter().zip(&self.widths).map(set).collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        (0..height).map(|i| self.line(&cells, i)).collect()
    }

    fn line(&self, cells: &[Vec<Set>], i: usize) -> Set {
        let mut line = Set::new();
        for (column, cell) in cells.iter().enumerate() {
            let text = cell.get(i).cloned().unwrap_or_default();
            let free = self.widths[column].saturating_sub(flow::width(&text));
            let before = match self.align[column] {
                Align::Left => 0,
                Align::Center => free / 2,
                Align::Right => free,
            };
            let blank = |cells: usize| Fragment::new(Role::Text, " ".repeat(cells));
            line.push(Fragment::new(Role::Rule, "│"));
            line.push(blank(1 + before));
            line.extend(text);
            line.push(blank(1 + free - before));
        }
        line.push(Fragment::new(Role::Rule, "│"));
        line
    }
}
