//! The little of HTML that a terminal can honour.
//!
//! A comment is left out, a tag that HTML knows is left out and the words between are kept; anything
//! else in angle brackets (`Vec<T>`) is text that an author forgot to mark as code, and stays.

/// What a terminal shows of a piece of HTML. Linear.
pub(super) fn visible(html: &str) -> String {
    let mut shown = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        shown.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.strip_prefix("<!--") {
            Some(comment) => comment.find("-->").map_or(rest.len(), |end| end + 7),
            None if is_tag(rest) => match rest.find('>') {
                Some(end) => end + 1,
                None => break,
            },
            None => {
                shown.push('<');
                1
            }
        };
        rest = &rest[end..];
    }
    shown.push_str(rest);
    shown
}

/// Whether a piece of inline HTML is a line end.
pub(super) fn is_break(html: &str) -> bool {
    name(html).eq_ignore_ascii_case("br")
}

fn is_tag(html: &str) -> bool {
    let name = name(html);
    TAGS.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// The name of the tag that the text begins with.
fn name(html: &str) -> &str {
    let name = html.strip_prefix('<').unwrap_or(html);
    let name = name.strip_prefix('/').unwrap_or(name);
    let end = name
        .bytes()
        .position(|b| !b.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    &name[..end]
}

const TAGS: [&str; 51] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "var",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_tags_and_comments_go_their_words_stay() {
        assert_eq!(
            visible("<kbd>Ctrl</kbd>+<KBD class=\"x\">R</KBD>"),
            "Ctrl+R"
        );
        assert_eq!(visible("a<!-- <b>no</b> -->b<!-- open"), "ab");
        assert!(is_break("<br/>") && is_break("<BR>") && !is_break("<b>"));
    }

    #[test]
    fn what_is_no_tag_stays() {
        for text in ["Vec<T>", "1 < 2", "<", "a <b", "<->", "<b"] {
            assert_eq!(visible(text), text);
        }
    }
}
