//! The grammar of a fence's info string: a language, then words and attributes.
//!
//! ```text
//! info      = [language] { word | key "=" value }
//! value     = bare | '"' { character | '\"' | '\\' } '"'
//! ```
//!
//! It knows no attribute's meaning. The language is left out where the first word is an attribute or `run`.

use std::ops::Range;

use super::source::Located;

/// An info string, read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Info {
    pub language: Option<Located>,
    pub attributes: Vec<Attribute>,
}

/// A word, or a key and its value.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Attribute {
    pub key: Located,
    /// `None`: a mere word.
    pub value: Option<Located>,
}

/// Where an info string breaks the grammar.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    pub at: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// Reads an info string that stands at `base` in its source.
pub(super) fn parse(text: &str, base: usize) -> Result<Info, Mistake> {
    let mut cursor = Cursor { text, at: 0, base };
    let mut info = Info::default();
    cursor.skip_blanks();
    let first = cursor.peek_word();
    if !first.is_empty() && first != "run" && !first.contains('=') {
        info.language = Some(cursor.take(first.len()));
    }
    loop {
        cursor.skip_blanks();
        if cursor.rest().is_empty() {
            return Ok(info);
        }
        info.attributes.push(cursor.attribute()?);
    }
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    base: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    fn peek_word(&self) -> &'a str {
        self.rest().split(char::is_whitespace).next().unwrap_or("")
    }

    fn take(&mut self, length: usize) -> Located {
        let start = self.at;
        self.at += length;
        Located {
            text: self.text[start..self.at].to_owned(),
            at: self.base + start..self.base + self.at,
        }
    }

    fn mistake(&self, length: usize, message: impl Into<String>, help: &'static str) -> Mistake {
        let start = self.base + self.at;
        Mistake {
            at: start..start + length,
            message: message.into(),
            help,
        }
    }

    fn attribute(&mut self) -> Result<Attribute, Mistake> {
        let word = self.peek_word();
        let key = word.split('=').next().unwrap_or("");
        if key.is_empty() {
            let message = "a `=` without a name before it";
            return Err(self.mistake(1, message, "write `name=value`, without spaces"));
        }
        if let Some(quote) = key.find('"') {
            self.at += quote;
            let message = "a `\"` in a name";
            return Err(self.mistake(
                1,
                message,
                "quotes stand around a value: `name=\"some value\"`",
            ));
        }
        let key = self.take(key.len());
        if !self.rest().starts_with('=') {
            return Ok(Attribute { key, value: None });
        }
        self.at += 1;
        let value = if self.rest().starts_with('"') {
            self.quoted_value()?
        } else {
            self.bare_value()?
        };
        Ok(Attribute {
            key,
            value: Some(value),
        })
    }

    fn bare_value(&mut self) -> Result<Located, Mistake> {
        let word = self.peek_word();
        if word.is_empty() {
            let message = "a `=` without a value behind it";
            return Err(self.mistake(1, message, "write `name=value`, without spaces"));
        }
        if let Some(quote) = word.find('"') {
            self.at += quote;
            let message = "a `\"` in the middle of a value";
            return Err(self.mistake(1, message, "quotes stand around the whole value"));
        }
        Ok(self.take(word.len()))
    }

    /// The place of the value is what stands between its quotes.
    fn quoted_value(&mut self) -> Result<Located, Mistake> {
        let mut value = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '"' => {
                    let start = self.base + self.at + 1;
                    self.at += at + 1;
                    if self
                        .rest()
                        .chars()
                        .next()
                        .is_some_and(|c| !c.is_whitespace())
                    {
                        let message = "something glued to a closing `\"`";
                        return Err(self.mistake(1, message, "put a space behind the quote"));
                    }
                    return Ok(Located {
                        text: value,
                        at: start..start + at - 1,
                    });
                }
                '\\' => match chars.next() {
                    Some((_, c @ ('"' | '\\'))) => value.push(c),
                    other => {
                        value.push('\\');
                        value.extend(other.map(|(_, c)| c));
                    }
                },
                c => value.push(c),
            }
        }
        let length = self.rest().len();
        Err(self.mistake(
            length,
            "a quoted value that does not end",
            "close it with `\"`",
        ))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The language, and the attributes as `key` or `key:value`.
    fn read(text: &str) -> (Option<String>, Vec<String>) {
        let info = parse(text, 0).unwrap();
        let attributes = info.attributes.into_iter().map(|a| match a.value {
            Some(value) => format!("{}:{}", a.key.text, value.text),
            None => a.key.text,
        });
        (info.language.map(|l| l.text), attributes.collect())
    }

    #[test]
    fn a_language_words_and_attributes() {
        assert_eq!(read(""), (None, vec![]));
        assert_eq!(read("elixir"), (Some("elixir".into()), vec![]));
        assert_eq!(
            read(" elixir  run "),
            (Some("elixir".into()), vec!["run".into()])
        );
        assert_eq!(read("run"), (None, vec!["run".into()]));
        assert_eq!(read("exercise=a"), (None, vec!["exercise:a".into()]));
        let (_, attributes) = read(r#"elixir exercise=a title="Say \"hi\" \\ \o/" file=a=b"#);
        assert_eq!(
            attributes,
            ["exercise:a", r#"title:Say "hi" \ \o/"#, "file:a=b"]
        );
    }

    #[test]
    fn places_are_those_of_the_source() {
        let info = parse("x test=한 title=\"빈 칸\" y", 10).unwrap();
        let places: Vec<_> = info
            .attributes
            .iter()
            .map(|a| (a.key.at.clone(), a.value.as_ref().map(|v| v.at.clone())))
            .collect();
        assert_eq!(
            places,
            [
                (12..16, Some(17..20)),
                (21..26, Some(28..35)),
                (37..38, None)
            ]
        );
    }

    #[test]
    fn mistakes_are_pointed_at() {
        for (text, at) in [
            ("x test = a", 7..8),
            ("x =a", 2..3),
            ("x test=", 7..8),
            ("x title=\"a b", 8..12),
            ("x title=a\"b\"", 9..10),
            ("x title=\"a\"b", 11..12),
            ("x a\"b\"", 3..4),
        ] {
            assert_eq!(parse(text, 0).unwrap_err().at, at, "{text}");
        }
    }
}
