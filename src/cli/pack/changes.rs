//! What an update means for what the learner has done, in words.

use super::counted;
use crate::cli::common::complain;
use crate::cli::play;
use crate::config::Dirs;
use crate::pack::{Changes, Fate};
use crate::progress::{Status, StoreError};

/// What is another of what the learner has begun or passed, and how much is new: some lines, or nothing where nothing is. The pack
/// is installed by now: progress that cannot be read is complained of, and no more.
pub fn told(changes: &Changes, pack: &str, dirs: &Dirs) -> String {
    let done = match done(pack, dirs) {
        Ok(done) => done,
        Err(error) => {
            complain(&error);
            Vec::new()
        }
    };
    words(changes, pack, &done)
}

/// The exercises that were begun, and whether they were passed.
fn done(pack: &str, dirs: &Dirs) -> Result<Vec<(String, bool)>, StoreError> {
    let states = play::open_store(dirs)?.states(pack)?;
    let states = states.into_iter();
    Ok(states
        .map(|(id, state)| (id, state.status == Status::Passed))
        .collect())
}

fn words(changes: &Changes, pack: &str, done: &[(String, bool)]) -> String {
    let mut rows = Vec::new();
    for (id, fate) in changes.fates() {
        let Some((_, is_passed)) = done.iter().find(|(of, _)| of == id) else {
            continue;
        };
        let what = match fate {
            Fate::Starter => "has another starter now",
            Fate::Asks => "has other checks now",
            Fate::Both => "has another starter and other checks now",
            Fate::Removed => "is no longer in the pack",
        };
        let and = match (fate, is_passed) {
            (Fate::Removed, _) => "what you have written is kept",
            (Fate::Asks | Fate::Both, true) => "it stays passed, and you may run it again",
            (Fate::Starter, _) | (_, false) => "what you have written stays",
        };
        rows.push((id, fate, format!("{what}; {and}")));
    }
    let is_any_gone = rows.iter().any(|(_, fate, _)| *fate == Fate::Removed);

    let mut text = String::new();
    if !rows.is_empty() {
        text += "\nOf what you have begun or passed:\n";
        let width = rows.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
        for (id, _, what) in rows {
            text += &format!("  {id:<width$}  {what}\n");
        }
        if is_any_gone {
            text += &format!(
                "`tutorbox progress export {pack} --files DIR` puts what you have written into a folder.\n"
            );
        }
    }
    if !changes.new.is_empty() {
        let exercises = counted(changes.new.len(), "new exercise");
        text += &format!("\nThere {}.\n", is_or_are(changes.new.len(), &exercises));
    }
    text
}

fn is_or_are(number: usize, what: &str) -> String {
    match number {
        1 => format!("is {what}"),
        _ => format!("are {what}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    #[test]
    fn only_what_was_begun_is_told_one_by_one() {
        let changes = Changes {
            new: ids(&["cup", "pot"]),
            removed: ids(&["pour", "spill"]),
            starters: ids(&["brew", "boil"]),
            asks: ids(&["brew", "steep", "stir"]),
        };
        let done = [("brew", false), ("steep", true), ("pour", true)];
        let done: Vec<_> = done.map(|(id, passed)| (id.to_owned(), passed)).into();
        assert_eq!(
            words(&changes, "tea", &done),
            "\nOf what you have begun or passed:\n\
             \x20 brew   has another starter and other checks now; what you have written stays\n\
             \x20 steep  has other checks now; it stays passed, and you may run it again\n\
             \x20 pour   is no longer in the pack; what you have written is kept\n\
             `tutorbox progress export tea --files DIR` puts what you have written into a folder.\n\
             \nThere are 2 new exercises.\n"
        );
        assert_eq!(words(&Changes::default(), "tea", &done), "");
    }
}
