//! Indentation by language, from the words of the lines alone: good for typing, no parser.

/// What a language's lines tell about indentation.
#[derive(Debug)]
pub(super) struct Rules {
    /// Spaces of one level.
    pub unit: usize,
    /// What a comment begins with.
    comment: char,
    /// Words and signs at a line's end behind which a level is added.
    deepens: &'static [&'static str],
    /// Words that open a block that a word ends.
    opens: &'static [&'static str],
    /// Words that end it.
    closes: &'static [&'static str],
    /// Words within a block that stand where the block began.
    divides: &'static [&'static str],
}

const ELIXIR: Rules = Rules {
    unit: 2,
    comment: '#',
    deepens: &["do", "->", "fn", "else", "rescue", "catch", "after"],
    opens: &["do", "fn"],
    closes: &["end"],
    divides: &["else", "rescue", "catch", "after"],
};

const PYTHON: Rules = Rules {
    unit: 4,
    comment: '#',
    deepens: &[":"],
    opens: &[],
    closes: &[],
    divides: &[],
};

const SHELL: Rules = Rules {
    unit: 2,
    comment: '#',
    deepens: &["then", "do", "else", "in"],
    opens: &["if", "do", "case"],
    closes: &["fi", "done", "esac"],
    divides: &["else", "elif"],
};

const OTHER: Rules = Rules {
    unit: 2,
    comment: '#',
    deepens: &[],
    opens: &[],
    closes: &[],
    divides: &[],
};

/// The words or signs that open something, and those that close it.
type Pair = (&'static [&'static str], &'static [&'static str]);

const BRACKETS: [Pair; 3] = [(&["("], &[")"]), (&["["], &["]"]), (&["{"], &["}"])];

impl Rules {
    /// The rules of a language, by the name of its folder in `docker/`.
    pub fn of(language: &str) -> &'static Self {
        match language {
            "elixir" => &ELIXIR,
            "python" => &PYTHON,
            "sh" | "shell" | "bash" => &SHELL,
            _ => &OTHER,
        }
    }

    /// The indent stop before a column.
    pub fn stop_before(&self, column: usize) -> usize {
        column.saturating_sub(1) / self.unit * self.unit
    }

    /// The indentation of a line that follows this one.
    pub fn indentation_after(&self, line: &str) -> String {
        let code = self.code(line);
        let tokens = tokens(&code);
        let mut indentation = leading(line).to_owned();
        let deepens = tokens
            .last()
            .is_some_and(|last| self.deepens.contains(last));
        if deepens || leaves_bracket_open(&tokens) {
            indentation.push_str(&" ".repeat(self.unit));
        }
        indentation
    }

    /// Whether a line begins with the end of a block, or with a word that divides one.
    pub fn closes(&self, line: &str) -> bool {
        let code = self.code(line);
        tokens(&code)
            .first()
            .is_some_and(|first| self.pair(first).is_some())
    }

    /// The indentation that a line should have: that of the line where its block begins if it ends a block, else that
    /// which the line before gives. `None` when no line tells.
    pub fn indentation_of(&self, lines: &[String], line: usize) -> Option<String> {
        let (above, rest) = lines.split_at_checked(line)?;
        let code = self.code(rest.first()?);
        let tokens = tokens(&code);
        match tokens.first().and_then(|first| self.pair(first)) {
            Some(pair) => Some(leading(self.opener(above, pair)?).to_owned()),
            None => {
                let before = above.iter().rfind(|line| !line.trim().is_empty())?;
                Some(self.indentation_after(before))
            }
        }
    }

    /// The words that open and close what this token ends or divides.
    fn pair(&self, token: &str) -> Option<Pair> {
        if self.closes.contains(&token) || self.divides.contains(&token) {
            return Some((self.opens, self.closes));
        }
        let is_closed_by = |(_, closes): &&Pair| closes.contains(&token);
        BRACKETS.iter().find(is_closed_by).copied()
    }

    /// The nearest line that opens what stays unclosed to the end of these lines.
    fn opener<'a>(&self, lines: &'a [String], (opens, closes): Pair) -> Option<&'a str> {
        let mut depth = 1_usize;
        for line in lines.iter().rev() {
            let code = self.code(line);
            for token in tokens(&code).into_iter().rev() {
                if closes.contains(&token) {
                    depth += 1;
                } else if opens.contains(&token) {
                    depth -= 1;
                }
                if depth == 0 {
                    return Some(line);
                }
            }
        }
        None
    }

    /// A line without its comment, its strings empty.
    fn code(&self, line: &str) -> String {
        let mut code = String::with_capacity(line.len());
        let mut quote = None;
        let mut chars = line.chars();
        while let Some(c) = chars.next() {
            match quote {
                Some(_) if c == '\\' => drop(chars.next()),
                Some(open) if c == open => {
                    quote = None;
                    code.push(c);
                }
                Some(_) => continue,
                None if c == self.comment => break,
                None => {
                    quote = matches!(c, '"' | '\'').then_some(c);
                    code.push(c);
                }
            }
        }
        code
    }
}

/// A line's leading white space.
fn leading(line: &str) -> &str {
    line.get(..line.len() - line.trim_start().len())
        .unwrap_or_default()
}

/// Words, `->`, and single signs. A word that is part of a name (`:end`, `@end`, `x.end`) or a key (`do:`) is taken
/// with that sign, so that it is no keyword.
fn tokens(code: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let names = matches!(first, ':' | '@' | '.').then_some(first);
        let word = rest.find(|c| !(is_word(c) || names == Some(c)));
        let mut length = match word.unwrap_or(rest.len()) {
            0 if rest.starts_with("->") => 2,
            0 => first.len_utf8(),
            length => length,
        };
        let is_key = is_word(first)
            && rest
                .get(length..)
                .is_some_and(|rest| rest.starts_with(": "));
        length += usize::from(is_key);
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '?' | '!')
}

fn leaves_bracket_open(tokens: &[&str]) -> bool {
    let mut open = 0_usize;
    for token in tokens {
        if BRACKETS.iter().any(|(opens, _)| opens.contains(token)) {
            open += 1;
        } else if BRACKETS.iter().any(|(_, closes)| closes.contains(token)) {
            open = open.saturating_sub(1);
        }
    }
    open > 0
}
