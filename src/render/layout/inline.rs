//! Words: [`Inline`]s made into safe fragments, links and footnotes noted.

use std::borrow::Cow;

use super::Link;
use super::block::Builder;
use super::flow::Fragment;
use crate::course::Inline;
use crate::render::{Face, Role, text};

impl Builder<'_> {
    /// What `inlines` say, over `face`.
    pub fn flow(&mut self, inlines: &[Inline], face: Face) -> Vec<Fragment> {
        let mut fragments = Vec::new();
        self.inlines(inlines, face, None, &mut fragments);
        fragments
    }

    fn inlines(
        &mut self,
        inlines: &[Inline],
        face: Face,
        link: Option<usize>,
        out: &mut Vec<Fragment>,
    ) {
        for inline in inlines {
            match inline {
                Inline::Emphasis(inner) => {
                    self.inlines(inner, face.with(Role::Emphasis), link, out)
                }
                Inline::Strong(inner) => self.inlines(inner, face.with(Role::Strong), link, out),
                Inline::Strikethrough(inner) => {
                    self.inlines(inner, face.with(Role::Struck), link, out)
                }
                Inline::Link { target, text } => self.link(target, text, face, out),
                leaf => {
                    let (face, text) = self.leaf(leaf, face);
                    let text = text.into_owned();
                    out.push(Fragment { face, text, link });
                }
            }
        }
    }

    /// What stands for an inline that has none within it.
    fn leaf<'i>(&mut self, inline: &'i Inline, face: Face) -> (Face, Cow<'i, str>) {
        match inline {
            Inline::Text(words) => (face, prose(words)),
            Inline::Code(code) => (face.with(Role::InlineCode), prose(code)),
            Inline::HardBreak => (face, "\n".into()),
            Inline::Image { target, alt } => {
                let words = image(&self.words.picture, target, alt);
                (face.with(Role::Image), words.into())
            }
            Inline::FootnoteRef(label) => {
                let mark = self.notes.refer(label);
                let literal = || prose(&format!("[^{label}]")).into_owned();
                (
                    face.with(Role::Footnote),
                    mark.unwrap_or_else(literal).into(),
                )
            }
            _ => (face, " ".into()),
        }
    }

    /// A link's words; where it leads out of the lesson, and the words do not say where to, that follows in
    /// parentheses.
    fn link(&mut self, target: &str, words: &[Inline], face: Face, out: &mut Vec<Fragment>) {
        let index = self.layout.links.len();
        self.layout.links.push(Link {
            target: target.to_owned(),
            text: String::new(),
            line: usize::MAX,
            places: Vec::new(),
        });
        let from = out.len();
        self.inlines(words, face.with(Role::Link), Some(index), out);
        let said: String = out[from..].iter().map(|f| f.text.as_str()).collect();
        if let Some(address) = external(target).filter(|address| !said.ends_with(address)) {
            let address = format!(" ({})", prose(address));
            out.push(Fragment::new(face.with(Role::Muted), address));
        }
        self.layout.links[index].text = said;
    }
}

/// Text of a paragraph: on one line, and safe.
fn prose(words: &str) -> Cow<'_, str> {
    match words.contains(['\n', '\t']) {
        true => Cow::Owned(text::visible(&words.replace(['\n', '\t'], " ")).into_owned()),
        false => text::visible(words),
    }
}

/// What stands for a picture that is not shown.
fn image(label: &str, target: &str, alt: &str) -> String {
    let alt = if alt.trim().is_empty() { target } else { alt };
    format!("[{label}: {}]", prose(alt))
}

/// The address of a target out of the lesson, as short as it is clear.
fn external(target: &str) -> Option<&str> {
    ["https://", "http://", "mailto:"]
        .iter()
        .find_map(|scheme| target.strip_prefix(scheme))
        .map(|rest| rest.trim_end_matches('/'))
}
