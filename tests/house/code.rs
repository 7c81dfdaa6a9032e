//! Just enough of Rust's grammar to read source without a compiler: comments, literals, braces.

/// The source with comments and literals blanked out; every line stays where it is.
pub fn without_comments_and_literals(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let mut code = String::with_capacity(text.len());
    let mut at = 0;
    while at < chars.len() {
        let end = skipped(&chars, at);
        if end == at {
            code.push(chars[at]);
            at += 1;
        } else {
            code.extend(
                chars[at..end]
                    .iter()
                    .map(|&c| if c == '\n' { c } else { ' ' }),
            );
            at = end;
        }
    }
    code
}

/// Where the comment or literal that begins here ends; `at` itself where none does.
fn skipped(chars: &[char], at: usize) -> usize {
    let after_word = at > 0 && is_word(chars[at - 1]);
    match (chars[at], chars.get(at + 1)) {
        ('/', Some('/')) => position(chars, at, |c| c == '\n'),
        ('/', Some('*')) => block_comment(chars, at),
        ('"', _) => quoted(chars, at, '"'),
        ('\'', Some('\\')) => quoted(chars, at, '\''),
        // Anything else is a lifetime.
        ('\'', Some(_)) if chars.get(at + 2) == Some(&'\'') => at + 3,
        ('r' | 'b' | 'c', _) if !after_word => raw_string(chars, at).unwrap_or(at),
        _ => at,
    }
}

fn position(chars: &[char], from: usize, wanted: impl Fn(char) -> bool) -> usize {
    let found = chars[from..].iter().position(|&c| wanted(c));
    found.map_or(chars.len(), |offset| from + offset)
}

fn block_comment(chars: &[char], at: usize) -> usize {
    let (mut depth, mut i) = (0, at);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    chars.len()
}

fn quoted(chars: &[char], at: usize, quote: char) -> usize {
    let mut i = at + 1;
    while i < chars.len() && chars[i] != quote {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    (i + 1).min(chars.len())
}

/// `r"…"`, `br#"…"#` and the like; a prefix without a raw string is no literal, and its quote is met next.
fn raw_string(chars: &[char], at: usize) -> Option<usize> {
    let r = if chars[at] == 'r' { at } else { at + 1 };
    if chars.get(r) != Some(&'r') {
        return None;
    }
    let quote = position(chars, r + 1, |c| c != '#');
    if chars.get(quote) != Some(&'"') {
        return None;
    }
    let hashes = quote - r - 1;
    let mut i = quote + 1;
    while i < chars.len() {
        let closed = chars[i] == '"'
            && chars[i + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        if closed {
            return Some(i + 1 + hashes);
        }
        i += 1;
    }
    Some(chars.len())
}

/// Whether a character may stand in a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The names in code, each with the byte at which it begins.
pub fn words(code: &str) -> impl Iterator<Item = (usize, &str)> {
    let pieces = code.split(|c| !is_word(c));
    pieces
        .map(move |word| (word.as_ptr() as usize - code.as_ptr() as usize, word))
        .filter(|(_, word)| !word.is_empty())
}

/// The byte behind the item whose body or end is next: behind `}` that closes its first brace, or behind its `;`.
pub fn item_end(code: &str, from: usize) -> usize {
    let (mut braces, mut others) = (0, 0);
    for (offset, c) in code[from..].char_indices() {
        match c {
            '{' => braces += 1,
            '}' => braces -= 1,
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            _ => {}
        }
        let over = c == '}' && braces == 0 || c == ';' && braces == 0 && others == 0;
        if over {
            return from + offset + c.len_utf8();
        }
    }
    code.len()
}

/// The line of a byte, from 1.
pub fn line(code: &str, at: usize) -> usize {
    1 + code[..at].matches('\n').count()
}
