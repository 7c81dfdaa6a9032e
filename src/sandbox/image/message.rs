//! What apt says while it works, one line at a time: how far it is (`APT::Status-Fd`), what it fetches, and
//! what it could not.

/// A line that means something to us.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Message {
    /// How much of this call's fetching is done, in hundredths.
    Percent(f64),
    /// A file is being fetched, of this package where it is one.
    Get(Option<String>),
    /// A file could not be fetched; why follows on the next line.
    Err {
        /// The repository.
        uri: String,
        /// The suite, `trixie-security`.
        suite: String,
    },
    /// Goes on with what the line before said.
    Detail(String),
}

impl Message {
    /// What a line of apt's standard output says, if anything. The words are those of the C locale.
    pub(super) fn parse(line: &str) -> Option<Self> {
        if let Some(status) = line.strip_prefix("dlstatus:") {
            let percent = status.split(':').nth(1)?;
            return percent.parse().ok().map(Self::Percent);
        }
        if let Some(detail) = line.strip_prefix("  ") {
            return Some(Self::Detail(detail.trim().to_owned()));
        }
        let (kind, rest) = line.split_once(':')?;
        // `NUMBER URI SUITE[/COMPONENT] [ARCH FILE]`, and for a package `ARCH PACKAGE ARCH VERSION [SIZE]`.
        let words: Vec<&str> = rest.split_whitespace().collect();
        match (kind, words.as_slice()) {
            ("Err", [_, uri, suite, ..]) => Some(Self::Err {
                uri: (*uri).to_owned(),
                suite: suite.split('/').next().unwrap_or(suite).to_owned(),
            }),
            ("Get", [_, _, _, _, package, _, _, ..]) if !words.contains(&"Packages") => {
                Some(Self::Get(Some((*package).to_owned())))
            }
            ("Get", _) => Some(Self::Get(None)),
            _ => None,
        }
    }
}

/// A file that apt could not fetch.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Failure {
    /// The repository.
    pub(super) uri: String,
    /// The suite.
    pub(super) suite: String,
    /// What apt says.
    pub(super) why: String,
}

/// Collects what apt could not fetch.
#[derive(Debug, Default)]
pub(super) struct Failures {
    /// In the order they came.
    pub(super) all: Vec<Failure>,
    open: bool,
}

impl Failures {
    /// Takes the next message.
    pub(super) fn take(&mut self, message: &Message) {
        match message {
            Message::Err { uri, suite } => {
                self.all.push(Failure {
                    uri: uri.clone(),
                    suite: suite.clone(),
                    why: String::new(),
                });
                self.open = true;
            }
            Message::Detail(text) if self.open => {
                if let Some(last) = self.all.last_mut() {
                    let gap = if last.why.is_empty() { "" } else { " " };
                    last.why = format!("{}{gap}{text}", last.why);
                }
            }
            // Progress may fall between an error and its reason.
            Message::Percent(_) => {}
            _ => self.open = false,
        }
    }
}

/// One archive that apt wants, a line of `apt-get --print-uris`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Archive {
    /// Its name in apt's folder of archives, `libc6_2.41-12_amd64.deb`.
    pub(super) file: String,
    /// Its size, bytes.
    pub(super) size: u64,
    /// SHA-256, in hexadecimal digits.
    pub(super) sha256: String,
}

impl Archive {
    /// `'URI' FILE SIZE SHA256:HEX`
    pub(super) fn parse(line: &str) -> Option<Self> {
        let (_, rest) = line.strip_prefix('\'')?.split_once('\'')?;
        let mut words = rest.split_whitespace();
        let file = words.next()?;
        let size = words.next()?.parse().ok()?;
        let sha256 = words.next()?.strip_prefix("SHA256:")?;
        Some(Self {
            file: file.to_owned(),
            size,
            sha256: sha256.to_owned(),
        })
    }

    /// The package's name.
    pub(super) fn package(&self) -> &str {
        self.file.split('_').next().unwrap_or(&self.file)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn failures(output: &str) -> Vec<Failure> {
        let mut failures = Failures::default();
        for message in output.lines().filter_map(Message::parse) {
            failures.take(&message);
        }
        failures.all
    }

    #[test]
    fn how_far_it_is() {
        assert_eq!(
            Message::parse("dlstatus:3:7.1667:Retrieving file 3 of 51"),
            Some(Message::Percent(7.1667))
        );
        assert_eq!(Message::parse("dlstatus:3:soon"), None);
    }

    #[test]
    fn which_package_it_fetches() {
        let get = |line| Message::parse(line);
        assert_eq!(
            get(
                "Get:51 http://deb.example/debian trixie/main amd64 elixir amd64 1.18.3.dfsg-1 [5578 kB]"
            ),
            Some(Message::Get(Some("elixir".into())))
        );
        let index = "Get:4 http://deb.example/debian trixie/main amd64 Packages [9679 kB]";
        assert_eq!(get(index), Some(Message::Get(None)));
        assert_eq!(get("Reading package lists..."), None);
    }

    #[test]
    fn what_it_could_not_fetch() {
        let found = failures(
            "Get:1 http://m.example/debian trixie InRelease [140 kB]\n\
             Ign:2 http://m.example/debian trixie-updates InRelease\n\
             Err:3 http://m.example/debian-security trixie-security InRelease\n\
             dlstatus:1:0.0000:Retrieving file 1 of 3\n\
             \x20 400  Bad Request [IP: 203.0.113.80 80]\n\
             Err:4 http://m.example/debian trixie-updates Release\n\
             \x20 404  Not Found\n\
             Reading package lists...",
        );
        let suites: Vec<&str> = found.iter().map(|f| f.suite.as_str()).collect();
        assert_eq!(suites, ["trixie-security", "trixie-updates"]);
        assert_eq!(found[0].why, "400  Bad Request [IP: 203.0.113.80 80]");
        assert_eq!(found[1].uri, "http://m.example/debian");
    }

    #[test]
    fn an_archive_with_its_sum() {
        let line = "'http://m.example/pool/libc6_2.41%2bdeb13_amd64.deb' libc6_2.41+deb13_amd64.deb 2850108 SHA256:b59b";
        let archive = Archive::parse(line).unwrap();
        assert_eq!(archive.package(), "libc6");
        assert_eq!((archive.size, archive.sha256.as_str()), (2850108, "b59b"));
        assert_eq!(
            Archive::parse("'http://m.example/x.deb' x.deb 1 MD5Sum:00"),
            None
        );
    }
}
