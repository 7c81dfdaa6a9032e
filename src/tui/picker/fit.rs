//! How well a text fits what is typed: by its words first, then by any part of them, then by letters here and there.
//!
//! It knows texts alone; what they name, and where that leads, is not its business.

/// How a text has what is typed, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// As words of its own.
    Words,
    /// At the beginning of words.
    Beginnings,
    /// Within words.
    Parts,
    /// Letter by letter, in order.
    Letters,
}

/// Which of the things that fit is shown before which: the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// Words before parts of words, and those before letters, wherever they stand.
    rough: u8,
    /// How far from the top of the course's outline it stands: titles, headings, text.
    depth: u8,
    fit: Fit,
}

impl Rank {
    /// Of what stands so deep in the outline and fits so.
    pub fn new(depth: u8, fit: Fit) -> Self {
        let rough = match fit {
            Fit::Words | Fit::Beginnings => 0,
            Fit::Parts => 1,
            Fit::Letters => 2,
        };
        Self { rough, depth, fit }
    }
}

/// How a text has all the words that are typed, each of them as well as it can; the worst of that.
pub fn fit(text: &str, typed: &str) -> Fit {
    let (text, typed) = (text.to_lowercase(), typed.to_lowercase());
    let words = typed.split_whitespace();
    words
        .map(|word| fit_word(&text, word))
        .max()
        .unwrap_or(Fit::Words)
}

fn fit_word(text: &str, word: &str) -> Fit {
    let is_inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let (first, last) = (word.chars().next(), word.chars().next_back());
    let found = text.match_indices(word).map(|(at, _)| {
        let before = text[..at].chars().next_back();
        let behind = text[at + word.len()..].chars().next();
        // Signs stand apart from letters without a blank.
        let begins = !(is_inside(before) && is_inside(first));
        let ends = !(is_inside(behind) && is_inside(last));
        match (begins, ends) {
            (true, true) => Fit::Words,
            (true, false) => Fit::Beginnings,
            (false, _) => Fit::Parts,
        }
    });
    found.min().unwrap_or(Fit::Letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_before_parts_of_them_and_letters_last() {
        assert_eq!(fit("Two files", "two"), Fit::Words);
        assert_eq!(fit("Two files", "two fil"), Fit::Beginnings);
        assert_eq!(fit("Profiles of a file", "file"), Fit::Words);
        assert_eq!(fit("Profiles", "file"), Fit::Parts);
        assert_eq!(fit("Help", "hlp"), Fit::Letters);
        assert_eq!(fit("Two files", ""), Fit::Words);
        assert_eq!(fit("Enum.map/2", "map"), Fit::Words);
        assert_eq!(fit("x|>f", "|>"), Fit::Words);
        assert_eq!(fit("재귀 함수는", "함수"), Fit::Beginnings);
    }

    #[test]
    fn a_word_in_the_text_comes_before_letters_in_a_title() {
        let rank = Rank::new;
        assert!(rank(0, Fit::Beginnings) < rank(1, Fit::Words));
        assert!(rank(1, Fit::Words) < rank(2, Fit::Words));
        assert!(rank(2, Fit::Beginnings) < rank(0, Fit::Parts));
        assert!(rank(2, Fit::Parts) < rank(0, Fit::Letters));
    }
}
