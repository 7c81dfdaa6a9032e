//! A lesson has one title, and its headings go down one level at a time: the outline is made of them.

use super::Text;
use crate::course::problems::Problems;

/// Says which headings are a second title, and which skip a level.
pub(super) fn check(text: &Text<'_>, problems: &mut Problems) {
    let headings = &text.prose.headings;
    for heading in headings.iter().filter(|heading| heading.level == 1).skip(1) {
        problems.add(|| {
            let help = "make it level 2: `## …`; or begin another lesson with it";
            let error = text.excerpt.error(heading.at.clone(), "a second title");
            error.help(help).warning()
        });
    }
    for (above, heading) in headings.iter().zip(headings.iter().skip(1)) {
        let wanted = above.level + 1;
        if heading.level <= wanted {
            continue;
        }
        problems.add(|| {
            let message = format!(
                "a heading of level {} below one of level {}",
                heading.level, above.level
            );
            let help = format!("make it level {wanted}: `{} …`", marks(wanted));
            let at = heading.at.clone();
            text.excerpt.error(at, message).help(help).warning()
        });
    }
}

fn marks(level: u8) -> String {
    "#".repeat(level.into())
}
