//! What a piece of text means; a theme says how that looks.

/// The meaning of a piece of the screen. Everything drawn has one; nothing names a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Plain text.
    Text,
    /// Less important text.
    Muted,
    /// The one accent.
    Accent,
    /// Headings, levels 1 and 2.
    Heading,
    /// Headings below.
    Subheading,
    /// Strong words.
    Strong,
    /// Emphasised words.
    Emphasis,
    /// Struck words.
    Struck,
    /// Code among words.
    InlineCode,
    /// The ground of a code block.
    CodeBlock,
    /// A link's words.
    Link,
    /// Quoted text, and its bar.
    Quote,
    /// An alert's bar and title.
    Note,
    /// A tip's.
    Tip,
    /// A warning's.
    Warning,
    /// Rules and table lines.
    Rule,
    /// List bullets and numbers.
    Bullet,
    /// What passed.
    Pass,
    /// What failed.
    Fail,
    /// What went wrong otherwise.
    Error,
    /// What is under way.
    Running,
    /// A value that was expected and did not come, in a diff.
    DiffExpected,
    /// A value that came and was not expected.
    DiffActual,
    /// A pane's border.
    Border,
    /// The border of the pane that has the keys.
    BorderFocus,
    /// A pane's title.
    Title,
    /// The status line.
    Status,
    /// A key's name in the status line.
    Key,
    /// Selected text.
    Selection,
    /// The line that the cursor is in.
    CursorLine,
    /// Line numbers.
    LineNumber,
    /// Text that a search found.
    Match,
    /// Syntax: keywords.
    Keyword,
    /// Syntax: strings.
    String,
    /// Syntax: comments.
    Comment,
    /// Syntax: names of functions.
    Function,
    /// Syntax: numbers.
    Number,
    /// Syntax: atoms, true, nil.
    Constant,
    /// Syntax: modules and types.
    Type,
    /// Syntax: operators.
    Operator,
    /// Syntax: brackets and commas.
    Punctuation,
    /// Syntax: attributes and other marks.
    Attribute,
}
