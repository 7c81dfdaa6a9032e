//! How problems speak of what an author wrote.

/// Longer words are neither compared nor quoted whole.
const LONGEST: usize = 60;

/// Among more candidates than these nobody looks for the nearest.
const MOST_COMPARED: usize = 500;

/// What was written, between backticks, cut where it is long.
pub(super) fn quoted(word: &str) -> String {
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", &word[..end]),
        None => format!("`{word}`"),
    }
}

/// Which of the candidates was meant, if one is near.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST {
        return None;
    }
    let allowed = (length / 3).clamp(1, 3);
    candidates
        .into_iter()
        .take(MOST_COMPARED)
        .filter(|candidate| candidate.len() <= 4 * LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// "did you mean `x`?", or else what there is.
pub(super) fn did_you_mean(word: &str, candidates: &[&str]) -> Option<String> {
    match nearest(word, candidates.iter().copied()) {
        Some(candidate) => Some(format!("did you mean `{candidate}`?")),
        None if candidates.is_empty() => None,
        None => Some(format!("there are: {}", listed(candidates))),
    }
}

/// `a`, `b`, `c`
pub(super) fn listed(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    quoted.join(", ")
}

/// Whether a word can be an id: `[a-z0-9-]+`.
pub fn is_id(word: &str) -> bool {
    !word.is_empty()
        && word
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

/// What ids look like.
pub(super) const ID_HELP: &str = "an id is made of a to z, 0 to 9 and `-`";

/// Longest path of an exercise's file, bytes: what a plain tar header holds.
const LONGEST_PATH: usize = 100;

/// Why a path cannot name a file of an exercise; `None` where it can.
pub fn path_refusal(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.starts_with('/') || path.as_bytes().get(1) == Some(&b':') {
        return Some("is absolute");
    }
    if path.len() > LONGEST_PATH {
        return Some("is longer than 100 bytes");
    }
    if path.contains('\\') {
        return Some("has a `\\`; folders are separated by `/`");
    }
    if path.chars().any(char::is_control) {
        return Some("has a control character");
    }
    if path.starts_with(".tutorbox") {
        return Some("begins with `.tutorbox`, which is the runner's own");
    }
    path.split('/').find_map(|part| match part {
        ".." => Some("leaves its folder by `..`"),
        "" | "." => Some("has an empty part or a `.`"),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_suggested() {
        assert_eq!(nearest("exercice", ["exercise", "test"]), Some("exercise"));
        assert_eq!(nearest("rnu", ["run", "file"]), Some("run"));
        assert_eq!(nearest("zebra", ["run", "file"]), None);
        assert_eq!(nearest(&"a".repeat(1_000_000), ["run"]), None);
    }

    #[test]
    fn long_words_are_cut() {
        assert_eq!(quoted(&"빈".repeat(100)), format!("`{}…`", "빈".repeat(60)));
    }

    #[test]
    fn paths_stay_in_their_folder() {
        for good in [
            "a.exs",
            "lib/a.exs",
            "..a",
            ".formatter.exs",
            "a b.txt",
            "한글.txt",
        ] {
            assert_eq!(path_refusal(good), None, "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            "a/",
            "C:/a",
            "a\\b",
            "a\nb",
            ".tutorbox",
            ".tutorbox/order",
        ] {
            assert!(path_refusal(bad).is_some(), "{bad}");
        }
    }
}
