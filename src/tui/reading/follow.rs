//! Where a place of a lesson is in its next edition, or in its translation. Pure.

use std::ops::Range;

use crate::course::{Document, Node};

/// Which blocks of `new` are others than in `old`. What only moved is no other.
pub fn changed(old: &Document, new: &Document) -> Range<usize> {
    let (before, after) = common(&old.nodes, &new.nodes);
    before..new.nodes.len() - after
}

/// The block of `new` where a block of `old` is now: the same one, or the nearest that stands where it stood.
pub fn block(old: &Document, new: &Document, block: usize) -> usize {
    let (before, after) = common(&old.nodes, &new.nodes);
    if block < before {
        return block;
    }
    if block >= old.nodes.len() - after {
        return block + new.nodes.len() - old.nodes.len();
    }
    by_landmark(&old.nodes, &new.nodes, block)
        .unwrap_or(block)
        .min(new.nodes.len().saturating_sub(1))
}

/// How many blocks are the same at the beginning and, apart from those, at the end.
fn common(old: &[Node], new: &[Node]) -> (usize, usize) {
    let same = |(a, b): &(&Node, &Node)| is_same(a, b);
    let before = old.iter().zip(new).take_while(same).count();
    let (old, new) = (&old[before..], &new[before..]);
    let after = old.iter().rev().zip(new.iter().rev()).take_while(same);
    (before, after.count())
}

/// Whether two blocks say the same, wherever they stand.
fn is_same(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (
            Node::Heading { level, text, .. },
            Node::Heading {
                level: other,
                text: words,
                ..
            },
        ) => level == other && text == words,
        (Node::Example(a), Node::Example(b)) => a.language == b.language && a.text == b.text,
        (a, b) => a == b,
    }
}

/// By the last heading, card or example before it, which a changed text and a translation have, too, and so many blocks behind it.
fn by_landmark(old: &[Node], new: &[Node], block: usize) -> Option<usize> {
    let upto = old.get(..=block)?;
    let (at, landmark) = upto.iter().enumerate().rfind(|(_, n)| is_landmark(n))?;
    let nth = upto.iter().filter(|n| is_alike(n, landmark)).count();
    let mut alike = new
        .iter()
        .enumerate()
        .filter(|(_, n)| is_alike(n, landmark));
    let (start, _) = alike.nth(nth.checked_sub(1)?)?;
    let steps = upto[at + 1..].iter().filter(|n| is_seen(n)).count();
    let behind = new.iter().enumerate().skip(start + 1);
    let section = behind.take_while(|(_, n)| !is_landmark(n));
    let seen = section.filter(|(_, n)| is_seen(n)).take(steps);
    Some(seen.last().map_or(start, |(index, _)| index))
}

fn is_landmark(node: &Node) -> bool {
    matches!(
        node,
        Node::Heading { .. } | Node::Exercise { .. } | Node::Example(_)
    )
}

/// Whether two landmarks are of one kind; a card is that of its exercise alone.
fn is_alike(a: &Node, b: &Node) -> bool {
    match (a, b) {
        (Node::Heading { level, .. }, Node::Heading { level: other, .. }) => level == other,
        (Node::Exercise { id }, Node::Exercise { id: other }) => id == other,
        (Node::Example(_), Node::Example(_)) => true,
        _ => false,
    }
}

fn is_seen(node: &Node) -> bool {
    !matches!(node, Node::Hidden(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::parse_markdown;

    fn document(text: &str) -> Document {
        parse_markdown(text)
    }

    const OLD: &str = "# A\n\none\n\n## B\n\ntwo\n\nthree\n\n## C\n\nfour\n";

    #[test]
    fn what_was_not_touched_is_where_it_was() {
        let (old, new) = (
            document(OLD),
            document(&OLD.replace("two", "two\n\nmore\n\nand more")),
        );
        let now: Vec<usize> = (0..7).map(|at| block(&old, &new, at)).collect();
        // A, one, B, two; then three, C, four behind two new blocks.
        assert_eq!(now, [0, 1, 2, 3, 6, 7, 8]);
        assert_eq!(changed(&old, &new), 4..6);
    }

    #[test]
    fn a_heading_that_moved_is_the_same_heading() {
        let (old, new) = (
            document(OLD),
            document(&format!("# Zero\n\nfirst\n\n{OLD}")),
        );
        // "B" and "two" below it, though nothing at the beginning is as it was.
        assert_eq!((block(&old, &new, 2), block(&old, &new, 3)), (4, 5));
    }

    #[test]
    fn a_translation_is_followed_by_its_headings() {
        let new = document("# 가\n\n하나\n\n또 하나\n\n## 나\n\n둘\n\n## 다\n\n넷\n");
        let now: Vec<usize> = (0..7).map(|at| block(&document(OLD), &new, at)).collect();
        // "three" is not translated: the end of its section is nearest.
        assert_eq!(now, [0, 1, 3, 4, 4, 5, 6]);
    }

    #[test]
    fn what_is_gone_leaves_the_reader_inside() {
        let (old, new) = (document(OLD), document("words\n"));
        assert_eq!(block(&old, &new, 6), 0);
        assert_eq!(block(&old, &Document::default(), 6), 0);
        assert_eq!(changed(&old, &document("# A\n\none\n")), 2..2);
    }
}
