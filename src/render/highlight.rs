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
#[derive(Debug, Clone, Default)]
pub struct Highlighter {
    syntaxes: Arc<OnceLock<SyntaxSet>>,
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
        spans
    }
}

/// Where the parser stands between two lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct State {
    parse: ParseState,
    scopes: ScopeStack,
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
    ("keyword.operator.logical.python", Role::Keyword),
    ("storage", Role::Keyword),
    ("storage.type.numeric", Role::Number),
    ("entity.name.function", Role::Function),
    ("entity.name.type", Role::Type),
    ("entity.name.class", Role::Type),
    ("entity.name.module", Role::Type),
    ("entity.name.namespace", Role::Type),
    ("entity.name.tag", Role::Type),
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
    ("variable.other.readwrite.module", Role::Attribute),
    ("meta.annotation", Role::Attribute),
    ("punctuation", Role::Punctuation),
    ("punctuation.section.interpolation", Role::Operator),
    ("punctuation.definition.variable", Role::Attribute),
    ("punctuation.definition.constant", Role::Constant),
    ("meta.mapping.key", Role::Attribute),
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
