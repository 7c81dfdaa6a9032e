//! What a piece of text means; a theme says how that looks.

/// Writes the enum and its table from one list: documentation, `Variant = "name" < Parent`.
macro_rules! roles {
    ($($(#[$doc:meta])+ $role:ident = $name:literal < $parent:ident,)+) => {
        /// The meaning of a piece of the screen. Everything drawn has one; nothing names a colour.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Role { $($(#[$doc])+ $role,)+ }

        impl Role {
            /// All of them, in order: `ALL[role as usize] == role`.
            pub const ALL: &[Role] = &[$(Role::$role,)+];

            /// As a theme file writes it.
            pub const fn name(self) -> &'static str {
                match self { $(Role::$role => $name,)+ }
            }

            /// The role whose look it takes where a theme says nothing of it. [`Role::Text`] is its own parent.
            pub const fn parent(self) -> Role {
                match self { $(Role::$role => Role::$parent,)+ }
            }
        }
    };
}

roles! {
    /// Plain text.
    Text = "text" < Text,
    /// All of the screen and plain text on it, where the terminal's own background is not one that the theme is made for.
    Ground = "ground" < Text,
    /// Less important text.
    Muted = "muted" < Text,
    /// The one accent.
    Accent = "accent" < Text,
    /// Headings, levels 1 and 2.
    Heading = "heading" < Strong,
    /// Headings below.
    Subheading = "subheading" < Heading,
    /// Strong words.
    Strong = "strong" < Text,
    /// Emphasised words.
    Emphasis = "emphasis" < Text,
    /// Struck words.
    Struck = "struck" < Muted,
    /// Code among words.
    InlineCode = "inline-code" < Text,
    /// The ground of a code block.
    CodeBlock = "code-block" < Text,
    /// A code block's language, beside it.
    CodeLabel = "code-label" < Muted,
    /// The sign of an example that can be run.
    RunLabel = "run-label" < Accent,
    /// The sign of a block that learners do not see.
    Hidden = "hidden" < CodeLabel,
    /// A link's words.
    Link = "link" < Accent,
    /// An image's words.
    Image = "image" < Muted,
    /// Quoted text, and its bar.
    Quote = "quote" < Muted,
    /// An alert's bar and title.
    Note = "note" < Accent,
    /// A tip's.
    Tip = "tip" < Note,
    /// What one should not miss.
    Important = "important" < Note,
    /// A warning's.
    Warning = "warning" < Note,
    /// A danger's.
    Caution = "caution" < Warning,
    /// A footnote's number.
    Footnote = "footnote" < Accent,
    /// Rules and table lines.
    Rule = "rule" < Muted,
    /// The head of a table.
    TableHead = "table-head" < Strong,
    /// List bullets and numbers.
    Bullet = "bullet" < Accent,
    /// The sign that a line goes on below, or was cut.
    Continuation = "continuation" < Muted,
    /// What passed.
    Pass = "pass" < Text,
    /// What failed.
    Fail = "fail" < Text,
    /// What went wrong otherwise.
    Error = "error" < Fail,
    /// What is under way.
    Running = "running" < Accent,
    /// A value that was expected and did not come, in a diff.
    DiffExpected = "diff-expected" < Pass,
    /// A value that came and was not expected.
    DiffActual = "diff-actual" < Fail,
    /// What its author has just changed.
    Changed = "changed" < Accent,
    /// A pane's border.
    Border = "border" < Rule,
    /// The border of the pane that has the keys.
    BorderFocus = "border-focus" < Accent,
    /// A pane's title.
    Title = "title" < Strong,
    /// The status line.
    Status = "status" < Muted,
    /// A key's name in the status line.
    Key = "key" < Accent,
    /// Selected text.
    Selection = "selection" < Text,
    /// The line that the cursor is in.
    CursorLine = "cursor-line" < Text,
    /// Line numbers.
    LineNumber = "line-number" < Muted,
    /// Text that a search found.
    Match = "match" < Selection,
    /// The bracket at the cursor, and the one that belongs to it.
    Bracket = "bracket" < Accent,
    /// The lines that show how deep code is indented.
    IndentGuide = "indent-guide" < Rule,
    /// Syntax: keywords.
    Keyword = "keyword" < Text,
    /// Syntax: strings.
    String = "string" < Text,
    /// Syntax: comments.
    Comment = "comment" < Muted,
    /// Syntax: names of functions.
    Function = "function" < Text,
    /// Syntax: numbers.
    Number = "number" < Constant,
    /// Syntax: atoms, true, nil.
    Constant = "constant" < Text,
    /// Syntax: modules and types.
    Type = "type" < Text,
    /// Syntax: operators.
    Operator = "operator" < Text,
    /// Syntax: brackets and commas.
    Punctuation = "punctuation" < Text,
    /// Syntax: attributes and other marks.
    Attribute = "attribute" < Constant,
}

/// Several meanings at once: strong words in a quote, a string on the ground of a code block. What a later role
/// says of its look wins over an earlier one; what it leaves open, the earlier one decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Face {
    roles: [Option<Role>; Face::DEPTH],
}

impl Face {
    /// How many roles a face can hold.
    const DEPTH: usize = 6;

    /// The face of one role.
    pub const fn new(role: Role) -> Self {
        let mut roles = [None; Self::DEPTH];
        roles[0] = Some(role);
        Self { roles }
    }

    /// This face with one more role over it. Where it is full, the topmost is replaced.
    pub fn with(mut self, role: Role) -> Self {
        let top = self.roles().last();
        if top != Some(role) {
            let free = self.roles.iter().position(Option::is_none);
            self.roles[free.unwrap_or(Self::DEPTH - 1)] = Some(role);
        }
        self
    }

    /// Its roles, the lowest first.
    pub fn roles(&self) -> impl Iterator<Item = Role> {
        self.roles.into_iter().flatten()
    }

    /// Whether `role` is one of its roles.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&Some(role))
    }
}

impl From<Role> for Face {
    fn from(role: Role) -> Self {
        Self::new(role)
    }
}
