//! Layouts of the kitchen sink, to look at; and what holds at every width.

use std::fmt::Write;

use insta::assert_snapshot;
use tutorbox::render::{Highlighter, Layout, Role, layout};

use crate::kitchen_sink::kitchen_sink;

fn loaded() -> Highlighter {
    let highlighter = Highlighter::new();
    highlighter.load();
    highlighter
}

/// The lines, and a mark where the width ends.
fn picture(layout: &Layout) -> String {
    let width = usize::from(layout.width());
    let row = |line: &tutorbox::render::StyledLine| {
        let blank = " ".repeat(width.saturating_sub(line.width()));
        format!("{}{blank}|\n", line.plain())
    };
    layout.lines().iter().map(row).collect()
}

/// The lines, every piece with its roles before it.
fn roles(layout: &Layout) -> String {
    let mut out = String::new();
    for line in layout.lines() {
        for piece in &line.pieces {
            let names: Vec<_> = piece.face.roles().map(Role::name).collect();
            write!(out, "<{}>{}", names.join(" "), piece.text).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_kitchen_sink_at_40() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 40, &Highlighter::new())));
}

#[test]
fn the_kitchen_sink_at_80() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 80, &Highlighter::new())));
}

#[test]
fn the_kitchen_sink_at_120() {
    assert_snapshot!(picture(&layout(&kitchen_sink(), 120, &Highlighter::new())));
}

#[test]
fn the_roles_of_the_kitchen_sink() {
    let mut set = layout(&kitchen_sink(), 80, &loaded());
    set.prepare(0..set.len());
    assert_snapshot!(roles(&set));
}
