//! Putting another text in the place of what a search has found.

use super::Editor;
use super::history::Grain;

impl Editor {
    /// Replaces the match that is selected, and selects the next; where none is selected, the next is. Says whether something was
    /// replaced.
    pub fn replace_found(&mut self, with: &str) -> bool {
        let is_found = self.find_status().is_some_and(|s| s.current.is_some());
        if is_found {
            self.step(Grain::Whole, |editor| editor.replace_selection(with));
            self.find_moved();
        }
        self.find_next();
        is_found
    }

    /// Replaces all matches in one step, and says how many there were.
    pub fn replace_all_found(&mut self, with: &str) -> usize {
        // Following each edit, the search would be done over and over.
        let Some(find) = self.find.take() else {
            return 0;
        };
        let found = find.all();
        self.step(Grain::Whole, |editor| {
            // From the end: what comes before stays where it is.
            for range in found.iter().rev() {
                editor.replace(range.clone(), with);
            }
        });
        let pattern = find.pattern().to_owned();
        self.find_start();
        self.find_pattern(&pattern);
        found.len()
    }
}
