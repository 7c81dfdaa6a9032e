//! Places that are marked.

use tutorbox::progress::{Anchor, Bookmark};
use tutorbox::tui::effect::Effect;

use super::ready;

/// Twelve lines down, which is in the section on sums.
const DOWN: &str = "j j j j j j j j j j j j";

#[test]
fn one_key_sets_a_mark_and_takes_it_away() {
    let mut stage = ready();
    let mark = Bookmark {
        lesson: "first".to_owned(),
        at: Anchor { line: 1, offset: 0 },
        name: "First steps".to_owned(),
    };
    stage.keys("m");
    assert_eq!(stage.deeds(), [Effect::SaveBookmark(mark.clone())]);
    assert!(stage.screen().contains('◆'));
    stage.keys("j m k m");
    let deeds = stage.deeds();
    assert!(matches!(deeds[0], Effect::SaveBookmark(_)), "{deeds:?}");
    assert_eq!(deeds[1], Effect::RemoveBookmark(mark));
}

#[test]
fn a_mark_is_named_after_its_section_and_leads_back_to_it() {
    let mut stage = ready();
    let line = stage.keys(DOWN).model.reading.scroll_line();
    stage.keys("m n '");
    assert!(stage.screen().contains("Bookmarks"));
    assert!(stage.screen().contains("Sums"), "{}", stage.screen());
    stage.keys("enter");
    assert_eq!(stage.model.reading.lesson_index(), 0);
    assert_eq!(stage.model.reading.scroll_line(), line);
    assert!(stage.model.overlay.is_none());
    stage.keys("[");
    assert_eq!(stage.model.reading.lesson_index(), 1);
    // Wherever the lesson is set anew, the mark is at its heading's side.
    stage.keys("p").resize(50, 20);
    stage.keys("' enter");
    assert!(stage.screen().contains('◆'), "{}", stage.screen());
}

#[test]
fn in_the_list_one_is_taken_away_and_the_list_goes_with_the_last() {
    let mut stage = ready();
    stage.keys("m").keys(DOWN).keys("m").effects();
    stage.keys("' s u delete");
    let deeds = stage.deeds();
    assert!(
        matches!(deeds.as_slice(), [Effect::RemoveBookmark(mark)] if mark.name == "Sums"),
        "{deeds:?}"
    );
    assert!(stage.screen().contains("Nothing fits."));
    stage.keys("ctrl-u ctrl-x");
    assert!(stage.model.past.bookmarks.is_empty());
    assert!(stage.model.overlay.is_none());
    assert!(stage.screen().contains("There are no bookmarks."));
    // In other lists the key does nothing.
    stage.keys("/ delete");
    assert!(stage.model.overlay.is_some());
}
