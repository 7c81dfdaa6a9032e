//! Where a pack is on the net.

use std::fmt;

use ureq::http::Uri;

use super::DownloadError;
use crate::pack::archive::manifest::Sum;

/// What begins an address.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// What a file is called that nobody gave a name.
const UNNAMED: &str = "pack.tbx";

/// Where a pack's file is, and the sum that it has to have, where somebody has told it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    uri: Uri,
    sum: Option<Sum>,
}

impl Address {
    /// Whether a word is an address, and no file or folder.
    pub fn is_one(word: &str) -> bool {
        let begins = |scheme: &&str| {
            let start = word.get(..scheme.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
        };
        SCHEMES.iter().any(begins)
    }

    /// Reads one: `URL` or `URL#sha256=SUM`. `sum` is what was said beside it.
    ///
    /// # Errors
    /// It is no address, or a sum is none, or there are two.
    pub fn read(word: &str, sum: Option<&str>) -> Result<Self, DownloadError> {
        let (url, within) = match word.split_once('#') {
            Some((url, within)) => (url, Some(within)),
            None => (word, None),
        };
        let wrong = |why: &str| DownloadError::Address {
            word: word.to_owned(),
            why: why.to_owned(),
        };
        let uri: Uri = url.parse().map_err(|_| wrong("has what no address has"))?;
        if uri.host().is_none_or(str::is_empty) {
            return Err(wrong("names no host"));
        }
        let within = within.map(|within| {
            let sum = within.strip_prefix("sha256=");
            sum.ok_or_else(|| wrong("has something else than sha256=SUM behind its #"))
        });
        let sum = match (within.transpose()?, sum) {
            (Some(one), Some(other)) if !one.eq_ignore_ascii_case(other) => {
                return Err(wrong("has another sum behind its # than --sha256"));
            }
            (one, other) => one.or(other).map(read_sum).transpose()?,
        };
        Ok(Self { uri, sum })
    }

    pub(super) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// The sum that the file has to have, where it is known.
    pub fn sum(&self) -> Option<Sum> {
        self.sum
    }

    /// Whether the way there is behind TLS.
    pub fn is_secure(&self) -> bool {
        self.uri.scheme_str() == Some("https")
    }

    /// What the file is called there.
    pub fn file_name(&self) -> &str {
        let name = self.uri.path().rsplit('/').next().unwrap_or_default();
        match crate::course::path_refusal(name) {
            None => name,
            Some(_) => UNNAMED,
        }
    }

    pub(super) fn host(&self) -> String {
        let host = self.uri.host().unwrap_or_default();
        host.trim_matches(['[', ']']).to_owned()
    }
}

/// Without the sum, and without a name and password that somebody has put into it.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authority = self.uri.authority().map_or("", |all| all.as_str());
        let host = authority.rsplit('@').next().unwrap_or_default();
        let scheme = self.uri.scheme_str().unwrap_or_default();
        write!(f, "{scheme}://{host}{}", self.uri.path())
    }
}

fn read_sum(word: &str) -> Result<Sum, DownloadError> {
    let sum = Sum::try_from(word.to_ascii_lowercase());
    sum.map_err(|_| DownloadError::Sum(word.to_owned()))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    const SUM: &str = "00FF000000000000000000000000000000000000000000000000000000000000";

    #[test]
    fn an_address_may_bring_its_sum_along() {
        let plain = Address::read("https://tea.org/a/tea.tbx", None).unwrap();
        assert_eq!((plain.sum(), plain.is_secure()), (None, true));
        assert_eq!(plain.file_name(), "tea.tbx");
        let url = format!("HTTP://tea.org/#sha256={SUM}");
        assert!(Address::is_one(&url));
        let summed = Address::read(&url, Some(&SUM.to_lowercase())).unwrap();
        assert_eq!(summed.sum().unwrap().0[1], 255);
        assert_eq!(
            (summed.file_name(), summed.is_secure()),
            ("pack.tbx", false)
        );
        assert_eq!(
            Address::read("http://t", Some(SUM)).unwrap().sum(),
            summed.sum()
        );
        for file in ["tea.tbx", "./https://tea", "ftp://tea.org/", "한글"] {
            assert!(!Address::is_one(file), "{file}");
        }
    }

    #[test]
    fn what_is_none_is_refused() {
        for (word, sum, why) in [
            ("https://", None, "address"),
            ("https:///tea.tbx", None, "address"),
            ("https://tea.org/a b", None, "no address has"),
            ("https://t/#chapter", None, "behind its #"),
            ("https://t/#sha256=12", None, "no SHA-256 sum"),
            ("https://t/", Some("12"), "no SHA-256 sum"),
            (
                &format!("https://t/#sha256={SUM}"),
                Some("12"),
                "another sum",
            ),
        ] {
            let refused = Address::read(word, sum).unwrap_err().to_string();
            assert!(refused.contains(why), "{word}: {refused}");
        }
    }

    #[test]
    fn a_password_is_not_shown() {
        let address = Address::read("https://ada:secret@tea.org:8/a?key=secret", None).unwrap();
        assert_eq!(address.to_string(), "https://tea.org:8/a");
    }
}
