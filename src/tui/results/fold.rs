//! Values that are too long to be read whole: their head and their tail.

use ratatui::text::Line;

/// More lines than these are folded.
const LONGEST: usize = 12;
/// What is left of them.
const HEAD: usize = 6;
const TAIL: usize = 4;

/// The lines, folded where they are too many; `say` tells how many are not shown.
pub fn folded(
    lines: Vec<Line<'static>>,
    say: impl FnOnce(usize) -> Vec<Line<'static>>,
) -> Vec<Line<'static>> {
    if lines.len() <= LONGEST {
        return lines;
    }
    let hidden = lines.len() - HEAD - TAIL;
    let head = lines.iter().take(HEAD).cloned();
    let tail = lines.iter().skip(HEAD + hidden).cloned();
    head.chain(say(hidden)).chain(tail).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_folded_is_shorter_and_nothing_is_lost_count_of() {
        for count in 0..40 {
            let lines: Vec<_> = (0..count).map(|n| Line::from(n.to_string())).collect();
            let shown = folded(lines.clone(), |hidden| vec![format!("… {hidden}").into()]);
            if count <= LONGEST {
                assert_eq!(shown, lines);
                continue;
            }
            assert_eq!(shown.len(), HEAD + 1 + TAIL);
            assert_eq!(shown[HEAD].to_string(), format!("… {}", count - 10));
            assert_eq!(shown.last(), lines.last());
            assert_eq!(shown[..HEAD], lines[..HEAD]);
        }
    }
}
