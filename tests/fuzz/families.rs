//! Texts that make a careless reader slow, deep or large, each in any size.

/// What makes a text of about so many bytes.
type Make = fn(usize) -> String;

/// One kind of text.
pub struct Family {
    pub name: &'static str,
    make: Option<Make>,
}

impl Family {
    /// A text of about so many bytes.
    pub fn text(&self, size: usize) -> String {
        match self.make {
            Some(make) => make(size),
            None => self.name.repeat(size / self.name.len()),
        }
    }
}

/// All of them.
pub fn families() -> impl Iterator<Item = Family> {
    let repeated = REPEATED.iter().map(|name| Family { name, make: None });
    let made = MADE.iter().map(|(name, make)| Family {
        name,
        make: Some(*make),
    });
    repeated.chain(made)
}

/// Pieces that are repeated.
const REPEATED: &[&str] = &[
    ">",
    "> ",
    "- ",
    "+ - ",
    "1. ",
    "[",
    "]",
    "![",
    "[a](",
    "[a](b) ",
    "[a][b] ",
    "[a][] ",
    "![a](b",
    "![](b) ",
    "*a ",
    "*a **a ",
    "_a ",
    "~~a ",
    "`",
    "` `` ",
    "~",
    "<",
    "<b ",
    "</b>",
    "<!--",
    "<?",
    "<![CDATA[",
    "<!A ",
    "<a@b",
    "<a:",
    "&",
    "&amp;",
    "&#x",
    "|",
    "\\",
    "\\\n",
    "\t",
    " ",
    "\n",
    "\r",
    "a  \n",
    "[^a]: ",
    "[^a]",
    "[^a]: b\n",
    "[a]: b\n",
    "[a]: b\n'",
    "a\n=\n",
    "# a\n",
    "###### a\n## b\n",
    "- a\n",
    "- a\n\n",
    "- [ ] a\n",
    "|a|\n|-|\n",
    "|a|\n",
    "```x a=\n",
    "```elixir run\na\n```\n",
    "~~~\n",
    "```elixir hint=a\n",
    "a=\"\\\\",
    "\"",
    "a b=c ",
    "[[check]]\n",
    "[[check]]\nkind = \"exit\"\n",
    "a.",
    "{a=",
    "[a]\n",
    "한글 ",
    "e\u{301}",
    "a\u{0}",
    "[a](#b) ",
    "[a](b%20c/../) ",
    "[a](../) ",
];

/// Texts that are made otherwise.
const MADE: &[(&str, Make)] = &[
    ("a deep quote, then lines", |size| {
        format!("{}a\n{}", ">".repeat(size / 2), "b\n".repeat(size / 4))
    }),
    ("a quote as deep as may be, then lines", |size| {
        format!("{}a\n{}", "> ".repeat(60), "b\n".repeat(size / 2))
    }),
    ("a deep footnote, then lines", |size| {
        format!(
            "[^a]: {}a\n{}",
            "> ".repeat(size / 4),
            "b\n".repeat(size / 4)
        )
    }),
    ("lists, each deeper", |size| {
        lines(size, |n| format!("{}- a", "  ".repeat(n)))
    }),
    ("lists as deep as may be", |size| {
        lines(size, |n| format!("{}- a", "  ".repeat(n % 60)))
    }),
    ("quotes, each deeper", |size| {
        lines(size, |n| format!("{}a", "> ".repeat(n)))
    }),
    ("emphasis in emphasis", |size| {
        format!(
            "{}c{}",
            "*a **b ".repeat(size / 14),
            "** d*".repeat(size / 14)
        )
    }),
    ("links in links", |size| {
        format!("{}a{}", "[".repeat(size / 5), "](b)".repeat(size / 5))
    }),
    ("images in images", |size| {
        format!("{}a{}", "![b".repeat(size / 7), "](c)".repeat(size / 7))
    }),
    ("backticks, each more", |size| {
        lines(size, |n| format!("{} a", "`".repeat(n)))
    }),
    ("fences, each longer", |size| {
        lines(size, |n| format!("{}x\n", "`".repeat(n + 3)))
    }),
    ("a long address, often meant", |size| {
        format!(
            "[a]: {}\n\n{}",
            "b".repeat(size / 2),
            "[a] ".repeat(size / 8)
        )
    }),
    ("a long label, often meant", |size| {
        let label = "b".repeat(900);
        format!(
            "[{label}]: c\n\n{}",
            format!("[{label}] ").repeat(size / 903)
        )
    }),
    ("footnotes", |size| {
        lines(size, |n| format!("[^{n}]: a [^{n}]\n"))
    }),
    ("a table of many columns and many rows", |size| {
        let columns = size / 8;
        format!(
            "{}\n{}\n{}",
            "|a".repeat(columns),
            "|-".repeat(columns),
            "|a\n".repeat(columns)
        )
    }),
    ("a table of many rows", |size| {
        format!("|a|b|\n|-|-|\n{}", "|a|b|\n".repeat(size / 6))
    }),
    ("a long line of code", |size| {
        format!("```\n{}\n```\n", "a".repeat(size))
    }),
    ("a long block of code", |size| {
        format!("```elixir\n{}```\n", "a b c d\n".repeat(size / 8))
    }),
    ("a fence that shows fences", |size| {
        format!("````\n{}````\n", "```elixir\n".repeat(size / 10))
    }),
    ("many exercises", |size| {
        lines(size, |n| format!("```elixir exercise=a{n}\n```\n"))
    }),
    ("parts of no exercise", |size| {
        lines(size, |n| format!("```elixir test=a{n}\n```\n"))
    }),
    ("files of one exercise", |size| {
        lines(size, |n| format!("```elixir exercise=a file=a{n}\n```\n"))
    }),
    ("hints", |size| {
        lines(size, |_| "```markdown hint=a\n*a* [b](c)\n```\n".to_owned())
    }),
    ("a long hint", |size| {
        format!(
            "~~~markdown hint=a\n{}\n~~~\n",
            "*a* [b](c) `d`\n".repeat(size / 16)
        )
    }),
    ("a long info string", |size| {
        format!("```elixir {}\n```\n", "exercise=a ".repeat(size / 11))
    }),
    ("unknown attributes", |size| {
        format!("```elixir {}\n```\n", "exercize=a ".repeat(size / 11))
    }),
    ("a long value", |size| {
        format!(
            "```elixir exercise=a title=\"{}\"\n```\n",
            "\\\"".repeat(size / 2)
        )
    }),
    ("a long id", |size| {
        format!("```elixir exercise={}\n```\n", "a".repeat(size))
    }),
    ("headings", |size| {
        lines(size, |n| format!("{} a{n}", "#".repeat(n % 6 + 1)))
    }),
    ("headings of one name", |size| {
        lines(size, |_| "## a".to_owned())
    }),
    ("links to headings", |size| {
        lines(size, |n| format!("[a](#a{n})\n\n## b{n}"))
    }),
    ("links to nothing, on one line", |size| {
        "[a](b.md) ".repeat(size / 10)
    }),
    ("words on one line", |size| {
        "한글 and words ".repeat(size / 18)
    }),
    ("checks in a block", |size| {
        let check = "[[check]]\nkind = \"stdout\"\nequals = \"a\"\n";
        format!(
            "```elixir exercise=a\n```\n```toml checks=a\n{}```\n",
            check.repeat(size / check.len())
        )
    }),
    ("checks that are wrong, in a block", |size| {
        let check = "[[check]]\nkind = \"stdotu\"\nequal = \"a\"\n";
        format!(
            "```elixir exercise=a\n```\n```toml checks=a\n{}```\n",
            check.repeat(size / check.len())
        )
    }),
    ("rows of cases", |size| {
        let row = "[[check.case]]\nstdin = \"a\"\nstdout = \"b\"\n";
        format!(
            "[[check]]\nkind = \"cases\"\n{}",
            row.repeat(size / row.len())
        )
    }),
    ("tables in tables", |size| {
        format!("[{}a]\n", "a.".repeat(size / 2))
    }),
    ("lists in lists of TOML", |size| {
        format!("check = {}{}\n", "[".repeat(size / 2), "]".repeat(size / 2))
    }),
    ("keys of TOML", |size| lines(size, |n| format!("a{n} = 1"))),
    ("a long expression", |size| {
        format!(
            "[[check]]\nkind = \"stdout\"\nmatches = '{}'\n",
            "(a|b)*".repeat(size / 6)
        )
    }),
    ("HTML that does not end", |size| {
        format!("<div>\n{}", "<p a=\"\n".repeat(size / 7))
    }),
];

/// Numbered lines until the size is reached.
fn lines(size: usize, line: fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= size {
            break;
        }
        text += &line(n);
        text.push('\n');
    }
    text
}
