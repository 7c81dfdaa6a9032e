//! Syntax highlighting: what each piece of a line of code means.
//!
//! syntect parses; its scopes become [`Role`]s by a table here, so that a theme need not know them. Loading the
//! syntaxes takes a while, and the first frame must not wait for it: until [`Highlighter::load`] has run (on
//! any thread), all code is plain text.

use std::ops::Range;
use std::sync::{Arc, LazyLock, OnceLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::Role;

/// What the pieces of a line mean: byte ranges that cover it, without gaps.
pub type Spans = Vec<(Role, Range<usize>)>;

/// Lines longer than this, in bytes, are not highlighted: they are data, and a regular expression may take for ever.
const LONGEST_LINE: usize = 2_000;

/// The syntaxes of all languages. Clones share them.
#[derive(Clone, Default)]
pub struct Highlighter {
    syntaxes: Arc<OnceLock<SyntaxSet>>,
}

impl std::fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut name = f.debug_struct("Highlighter");
        name.field("is_ready", &self.is_ready())
            .finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that knows nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads the syntaxes, where that is not done yet. Takes tens of milliseconds: not for the thread that draws.
    pub fn load(&self) {
        self.syntaxes.get_or_init(two_face::syntax::extra_newlines);
        LazyLock::force(&ROLES);
    }

    /// Whether the syntaxes are loaded.
    pub fn is_ready(&self) -> bool {
        self.syntaxes.get().is_some()
    }

    /// What each line of `text` means, all at once. For text that is edited or long there is
    /// [`LineCache`](super::LineCache).
    pub fn block(&self, language: &str, text: &str) -> Vec<Spans> {
        let Some(mut state) = self.begin(language) else {
            return text.lines().map(plain).collect();
        };
        text.lines()
            .map(|line| self.line(&mut state, line))
            .collect()
    }

    /// The state before the first line, or `None` where nothing is known of the language, or nothing is loaded.
    pub(super) fn begin(&self, language: &str) -> Option<State> {
        let syntax = find(self.syntaxes.get()?, language)?;
        Some(State {
            parse: ParseState::new(syntax),
            scopes: ScopeStack::new(),
            calls: Scope::new("source").is_ok_and(|source| source.is_prefix_of(syntax.scope)),
        })
    }

    /// What `line` means, and the state after it.
    pub(super) fn line(&self, state: &mut State, line: &str) -> Spans {
        let Some(syntaxes) = self.syntaxes.get().filter(|_| line.len() <= LONGEST_LINE) else {
            return plain(line);
        };
        let Ok(ops) = state.parse.parse_line(&format!("{line}\n"), syntaxes) else {
            return plain(line);
        };
        let mut spans = Spans::new();
        let mut from = 0;
        for (at, op) in ops {
            let at = at.min(line.len());
            push(&mut spans, role(&state.scopes), from..at);
            from = from.max(at);
            if state.scopes.apply(&op).is_err() {
                state.scopes = ScopeStack::new();
            }
        }
        push(&mut spans, role(&state.scopes), from..line.len());
        if state.calls {
            spans = with_calls(spans, line);
        }
        spans
    }
}

/// Where the parser stands between two lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    parse: ParseState,
    scopes: ScopeStack,
    /// Whether a name before a parenthesis is a call: in code, but not in markup.
    calls: bool,
}

/// Finds the calls that the syntax says nothing of (Elixir's does not): a plain name right before a parenthesis.
fn with_calls(spans: Spans, line: &str) -> Spans {
    let mut found = Spans::with_capacity(spans.len());
    let mut rest = spans.into_iter().peekable();
    while let Some((role, range)) = rest.next() {
        let opens = rest.peek().is_some_and(|(next, range)| {
            *next == Role::Punctuation && line[range.clone()].starts_with('(')
        });
        let name = match role == Role::Text && opens {
            true => name_at_end(&line[range.clone()]),
            false => "",
        };
        let split = range.end - name.len();
        push(&mut found, role, range.start..split);
        push(&mut found, Role::Function, split..range.end);
    }
    found
}

fn name_at_end(text: &str) -> &str {
    let stem = text.strip_suffix(['?', '!']).unwrap_or(text);
    let before = stem.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
    match stem[before.len()..].starts_with(|c: char| c.is_alphabetic() || c == '_') {
        true => &text[before.len()..],
        false => "",
    }
}

/// A line that nothing is known of.
pub(super) fn plain(line: &str) -> Spans {
    let mut spans = Spans::new();
    push(&mut spans, Role::Text, 0..line.len());
    spans
}

fn push(spans: &mut Spans, role: Role, range: Range<usize>) {
    match spans.last_mut() {
        _ if range.is_empty() => {}
        Some((last, so_far)) if *last == role => so_far.end = range.end,
        _ => spans.push((role, range)),
    }
}

/// Names of languages that are not those of a syntax.
const ALIASES: &[(&str, &str)] = &[
    ("iex", "elixir"),
    ("shell", "bash"),
    ("console", "bash"),
    ("shell-session", "bash"),
    ("jsonc", "json"),
    ("js", "javascript"),
    ("erl", "erlang"),
];

fn find<'a>(syntaxes: &'a SyntaxSet, language: &str) -> Option<&'a SyntaxReference> {
    let name = language.to_lowercase();
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    syntaxes.find_syntax_by_token(alias.map_or(&name, |(_, syntax)| syntax))
}

/// What the innermost scope that the table knows means.
fn role(scopes: &ScopeStack) -> Role {
    let known = |scope: &Scope| {
        let matching = ROLES
            .iter()
            .filter(|(prefix, _)| prefix.is_prefix_of(*scope));
        matching
            .max_by_key(|(prefix, _)| prefix.len())
            .map(|(_, role)| *role)
    };
    scopes
        .as_slice()
        .iter()
        .rev()
        .find_map(known)
        .unwrap_or(Role::Text)
}

static ROLES: LazyLock<Vec<(Scope, Role)>> = LazyLock::new(|| {
    let scope = |(name, role): &(&str, Role)| Scope::new(name).ok().map(|scope| (scope, *role));
    SCOPES.iter().filter_map(scope).collect()
});

/// The meaning of scopes, after the conventions of Sublime Text
/// (<https://www.sublimetext.com/docs/scope_naming.html>). The longest prefix of the innermost scope counts.
const SCOPES: &[(&str, Role)] = &[
    ("comment", Role::Comment),
    ("string", Role::String),
    ("string.unquoted", Role::Text),
    ("string.unquoted.heredoc", Role::String),
    ("punctuation.definition.string", Role::String),
    ("punctuation.definition.comment", Role::Comment),
    ("meta.interpolation", Role::Text),
    ("source.elixir.interpolated", Role::Text),
    ("source.elixir.embedded", Role::Text),
    ("constant", Role::Constant),
    ("constant.numeric", Role::Number),
    ("constant.character.escape", Role::Constant),
    ("constant.other.symbol", Role::Constant),
    ("keyword", Role::Keyword),
    ("keyword.operator", Role::Operator),
    ("keyword.operator.word", Role::Keyword),
    ("keyword.operator.elixir", Role::Keyword),
    ("keyword.operator.definition.constant", Role::Attribute),
    ("keyword.guard", Role::Function),
    ("keyword.operator.logical.python", Role::Keyword),
    ("storage", Role::Keyword),
    ("storage.type.numeric", Role::Number),
    ("entity.name.function", Role::Function),
    ("entity.name.type", Role::Type),
    ("entity.name.class", Role::Type),
    ("entity.name.module", Role::Type),
    ("entity.name.namespace", Role::Type),
    ("entity.name.tag", Role::Type),
    ("entity.name.tag.toml", Role::Attribute),
    ("entity.other.inherited-class", Role::Type),
    ("entity.other.attribute-name", Role::Attribute),
    ("entity.name.section", Role::Heading),
    ("entity.name.table", Role::Type),
    ("support.function", Role::Function),
    ("support.class", Role::Type),
    ("support.module", Role::Type),
    ("support.type", Role::Type),
    ("support.constant", Role::Constant),
    ("variable.function", Role::Function),
    ("variable.language", Role::Constant),
    ("variable.annotation", Role::Attribute),
    ("variable.other.constant", Role::Type),
    ("variable.other.module", Role::Attribute),
    ("variable.other.readwrite.shell", Role::Attribute),
    ("meta.annotation", Role::Attribute),
    ("punctuation", Role::Punctuation),
    ("punctuation.section.interpolation", Role::Operator),
    ("punctuation.definition.variable", Role::Attribute),
    ("punctuation.definition.constant", Role::Constant),
    ("markup.heading", Role::Heading),
    ("markup.bold", Role::Strong),
    ("markup.italic", Role::Emphasis),
    ("markup.raw", Role::InlineCode),
    ("markup.quote", Role::Quote),
    ("markup.underline.link", Role::Link),
    ("markup.list", Role::Text),
    ("markup.inserted", Role::DiffExpected),
    ("markup.deleted", Role::DiffActual),
    ("invalid", Role::Error),
];

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;

    fn loaded() -> Highlighter {
        let highlighter = Highlighter::new();
        highlighter.load();
        highlighter
    }

    #[track_caller]
    fn means(language: &str, code: &str, expected: &[(Role, &str)]) {
        let highlighter = loaded();
        let spans = highlighter.block(language, code);
        let mut found = Vec::new();
        for (line, spans) in code.lines().zip(spans) {
            let pieces = spans
                .into_iter()
                .map(|(role, range)| (role, line[range].trim()));
            found.extend(pieces.filter(|(role, piece)| *role != Role::Text && !piece.is_empty()));
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn elixir() {
        use Role::*;
        means(
            "elixir",
            "@limit 3\ndef go?(%{a: nil}) when is_list(m), do: Enum.map(xs, &sum?(&1))",
            &[
                (Attribute, "@limit"),
                (Number, "3"),
                (Keyword, "def"),
                (Function, "go?"),
                (Punctuation, "("),
                (Punctuation, "{"),
                (Constant, "a:"),
                (Constant, "nil"),
                (Punctuation, "})"),
                (Keyword, "when"),
                (Function, "is_list"),
                (Punctuation, "("),
                (Punctuation, "),"),
                (Constant, "do:"),
                (Type, "Enum"),
                (Punctuation, "."),
                (Function, "map"),
                (Punctuation, "("),
                (Punctuation, ","),
                (Function, "sum?"),
                (Punctuation, "("),
                (Operator, "&"),
                (Constant, "1"),
                (Punctuation, "))"),
            ],
        );
    }

    #[test]
    fn a_string_of_several_lines_stays_one() {
        use Role::*;
        means(
            "elixir",
            "x = \"\"\"\nif true do #{1}\n\"\"\"",
            &[
                (Operator, "="),
                (String, "\"\"\""),
                (String, "if true do"),
                (Operator, "#{"),
                (Number, "1"),
                (Operator, "}"),
                (String, "\"\"\""),
            ],
        );
    }

    #[test]
    fn other_languages_are_known() {
        use Role::*;
        let comment = (Comment, "# c");
        means("python", "None # c", &[(Constant, "None"), comment]);
        means(
            "bash",
            "echo $x # c",
            &[(Function, "echo"), (Attribute, "$x"), comment],
        );
        means(
            "toml",
            "k = 1 # c",
            &[(Attribute, "k"), (Punctuation, "="), (Number, "1"), comment],
        );
        means(
            "json",
            "[1]",
            &[(Punctuation, "["), (Number, "1"), (Punctuation, "]")],
        );
        means(
            "markdown",
            "*a*(b)",
            &[(Punctuation, "*"), (Emphasis, "a"), (Punctuation, "*")],
        );
    }

    #[test]
    fn what_is_not_known_is_plain() {
        let plain = [vec![(Role::Text, 0..6)], vec![]];
        assert_eq!(loaded().block("klingon", "def x1\n\n"), plain);
        assert_eq!(Highlighter::new().block("elixir", "def x1\n\n"), plain);
        let long = format!("x = [{}]", "1, ".repeat(LONGEST_LINE));
        assert_eq!(
            loaded().block("elixir", &long),
            [[(Role::Text, 0..long.len())]]
        );
    }

    #[test]
    fn spans_cover_the_line() {
        let line = "IO.puts(\"한글 #{x} 🎉\") # 끝";
        let spans = &loaded().block("elixir", line)[0];
        let joined: std::string::String = spans
            .iter()
            .map(|(_, range)| &line[range.clone()])
            .collect();
        assert_eq!(joined, line);
    }

    #[test]
    fn every_scope_of_the_table_is_one() {
        assert_eq!(ROLES.len(), SCOPES.len());
    }
}
