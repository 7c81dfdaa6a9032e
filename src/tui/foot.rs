//! The line at the editor's foot that is typed in.

use super::keymap::Context;

/// What is typed there. What is searched for is the editor's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foot {
    /// Which field has the keys.
    pub field: Field,
    /// What is to be put in the place of what is found, or the line that one wants to go to.
    pub typed: String,
}

/// A field of that line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    /// What is searched for.
    Find,
    /// What is put in its place.
    Replace,
    /// A line, and maybe a column.
    Line,
}

impl Foot {
    /// The line with nothing typed in it.
    pub fn new(field: Field) -> Self {
        Self {
            field,
            typed: String::new(),
        }
    }

    /// What has the keys there.
    pub fn context(&self) -> Context {
        match self.field {
            Field::Find => Context::Find,
            Field::Replace => Context::Replace,
            Field::Line => Context::Line,
        }
    }

    /// The line and the column that are typed, from 1; `None` where that is no place.
    pub fn place(&self) -> Option<(usize, usize)> {
        let (line, column) = match self.typed.split_once(':') {
            None | Some((_, "")) => (self.typed.trim_end_matches(':'), 1),
            Some((line, column)) => (line, column.parse().ok()?),
        };
        let line = line.parse().ok()?;
        (line > 0 && column > 0).then_some((line, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_a_line_and_maybe_a_column() {
        let place = |typed: &str| {
            let typed = typed.to_owned();
            let field = Field::Line;
            Foot { field, typed }.place()
        };
        assert_eq!(place("12"), Some((12, 1)));
        assert_eq!(place("12:"), Some((12, 1)));
        assert_eq!(place("12:5"), Some((12, 5)));
        for nonsense in [
            "",
            ":",
            ":5",
            "0",
            "3:0",
            "1:2:3",
            "99999999999999999999999",
        ] {
            assert_eq!(place(nonsense), None, "{nonsense}");
        }
    }
}
