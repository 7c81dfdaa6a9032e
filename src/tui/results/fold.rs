//! Values that are too long to be read whole: their head and their tail.

use std::ops::Range;

use ratatui::text::Line;

/// More lines than these are folded.
const LONGEST: usize = 12;
/// What is left of them.
const HEAD: usize = 6;
const TAIL: usize = 4;

/// Lines under one another, some of them folded.
#[derive(Debug, Default)]
pub struct Block {
    /// What is shown.
    pub lines: Vec<Line<'static>>,
    /// Which of the lines tell that others are not.
    pub folds: Vec<Range<usize>>,
}

impl Block {
    /// Puts another below it.
    pub fn append(&mut self, below: Self) {
        let above = self.lines.len();
        let folds = below.folds.into_iter();
        self.folds
            .extend(folds.map(|fold| fold.start + above..fold.end + above));
        self.lines.extend(below.lines);
    }
}

impl From<Vec<Line<'static>>> for Block {
    fn from(lines: Vec<Line<'static>>) -> Self {
        let folds = Vec::new();
        Self { lines, folds }
    }
}

/// The lines, folded where they are too many; `say` tells how many are not shown.
pub fn folded(lines: Vec<Line<'static>>, say: impl FnOnce(usize) -> Vec<Line<'static>>) -> Block {
    if lines.len() <= LONGEST {
        return lines.into();
    }
    let hidden = lines.len() - HEAD - TAIL;
    let told = say(hidden);
    let fold = HEAD..HEAD + told.len();
    let head = lines.iter().take(HEAD).cloned();
    let tail = lines.iter().skip(HEAD + hidden).cloned();
    Block {
        lines: head.chain(told).chain(tail).collect(),
        folds: vec![fold],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_is_shorter_and_nothing_is_lost_count_of() {
        for count in 0..40 {
            let lines: Vec<_> = (0..count).map(|n| Line::from(n.to_string())).collect();
            let Block {
                lines: shown,
                folds,
            } = folded(lines.clone(), |hidden| vec![format!("… {hidden}").into()]);
            if count <= LONGEST {
                assert!(folds.is_empty());
                assert_eq!(shown, lines);
                continue;
            }
            assert_eq!(shown.len(), HEAD + 1 + TAIL);
            assert_eq!(folds, vec![HEAD..HEAD + 1]);
            assert_eq!(shown[HEAD].to_string(), format!("… {}", count - 10));
            assert_eq!(shown.last(), lines.last());
            assert_eq!(shown[..HEAD], lines[..HEAD]);
        }
    }
}
