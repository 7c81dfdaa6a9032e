//! Footnotes: numbered as they are first referred to, set at the end.

use std::collections::HashMap;

use crate::course::Node;

/// A document's footnotes.
#[derive(Default)]
pub(super) struct Notes<'a> {
    /// In the order of the source.
    bodies: Vec<&'a [Node]>,
    by_label: HashMap<&'a str, usize>,
    /// In the order of their numbers, which begin with 1.
    numbered: Vec<usize>,
    /// How many are set.
    done: usize,
}

impl<'a> Notes<'a> {
    /// Finds all footnotes below `nodes`.
    pub fn define(&mut self, nodes: &'a [Node]) {
        for node in nodes {
            match node {
                Node::Footnote { label, body } => {
                    self.by_label.entry(label).or_insert(self.bodies.len());
                    self.bodies.push(body);
                    self.define(body);
                }
                Node::Quote { body, .. } => self.define(body),
                Node::List { items, .. } => items.iter().for_each(|item| self.define(&item.body)),
                _ => {}
            }
        }
    }

    /// Whether one that was referred to is still to be set.
    pub fn is_awaited(&self) -> bool {
        self.done < self.numbered.len()
    }

    pub fn is_empty(&self) -> bool {
        self.bodies.is_empty()
    }

    /// The mark of a reference; `None` where there is no such footnote.
    pub fn refer(&mut self, label: &str) -> Option<String> {
        let note = *self.by_label.get(label)?;
        Some(superscript(self.number(note)))
    }

    /// The next footnote to be set: those referred to first, then the others.
    pub fn next(&mut self) -> Option<(String, &'a [Node])> {
        if self.done == self.numbered.len() {
            let unused = (0..self.bodies.len()).find(|note| !self.numbered.contains(note))?;
            self.number(unused);
        }
        let note = self.numbered[self.done];
        self.done += 1;
        Some((superscript(self.done), self.bodies[note]))
    }

    fn number(&mut self, note: usize) -> usize {
        let known = self.numbered.iter().position(|&n| n == note);
        let index = known.unwrap_or_else(|| {
            self.numbered.push(note);
            self.numbered.len() - 1
        });
        index + 1
    }
}

fn superscript(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digit = |b: u8| DIGITS[usize::from(b - b'0')];
    number.to_string().bytes().map(digit).collect()
}
