//! Whether a text is as expected.

use std::borrow::Cow;

use regex::Regex;

use super::Reason;
use crate::course::Expect;

/// A text that the learner's code wrote.
pub(super) struct Written<'a> {
    /// As written.
    pub bytes: &'a [u8],
    /// How long it was, where that is more than is here.
    pub size: u64,
}

impl Written<'_> {
    /// As text, with line ends made `\n`.
    pub(super) fn text(&self) -> String {
        lines(&String::from_utf8_lossy(self.bytes)).into_owned()
    }

    /// What is wrong with it: `Err(reason)` where that cannot be told.
    pub(super) fn judge(&self, expect: &Expect) -> Result<Option<Reason>, Reason> {
        let text = self.text();
        let cut = self.size > self.bytes.len() as u64;
        let seen = self.bytes.len() as u64;
        let size = self.size;
        let unknown = Reason::FileCut { seen, size };
        match expect {
            // A text that is longer than the expected one is another one, seen whole or not.
            Expect::Equals(wanted) if cut && wanted.len() > self.bytes.len() => Err(unknown),
            Expect::Equals(wanted) => {
                let same = !cut && trim(&text) == trim(&lines(wanted));
                Ok((!same).then_some(Reason::Differs))
            }
            Expect::Contains(part) if text.contains(lines(part).as_ref()) => Ok(None),
            Expect::Contains(_) if cut => Err(unknown),
            Expect::Contains(_) => Ok(Some(Reason::Lacks)),
            Expect::Matches(_) if cut => Err(unknown),
            Expect::Matches(pattern) => matches(pattern, &text),
        }
    }
}

/// What a diff shows as expected.
pub(super) fn wanted(expect: &Expect) -> &str {
    match expect {
        Expect::Equals(text) | Expect::Contains(text) | Expect::Matches(text) => text,
    }
}

/// Authors write `^Hello$` and mean a line: the pattern may match with the final line end or without.
fn matches(pattern: &str, text: &str) -> Result<Option<Reason>, Reason> {
    let regex = Regex::new(pattern).map_err(|e| Reason::BadPattern(e.to_string()))?;
    let matched = regex.is_match(text) || regex.is_match(trim(text));
    Ok((!matched).then_some(Reason::NoMatch))
}

/// With line ends made `\n`.
fn lines(text: &str) -> Cow<'_, str> {
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Without one final line end.
fn trim(text: &str) -> &str {
    text.strip_suffix('\n').unwrap_or(text)
}
