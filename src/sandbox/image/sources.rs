//! Where packages come from: the mirror that the host's own apt uses, found in its lists of sources.
//!
//! Both of apt's formats are read, one-line (`*.list`) and deb822 (`*.sources`); see `sources.list(5)`. Other
//! people's repositories use Debian's suite names too, so a mirror must look like Debian's archive in every
//! respect.

use std::path::{Path, PathBuf};

/// The release that images are made of.
pub(super) const SUITE: &str = "trixie";

/// What Debian's releases are called, in lists of sources.
const RELEASES: [&str; 11] = [
    "bullseye",
    "bookworm",
    "trixie",
    "forky",
    "duke",
    "sid",
    "oldstable",
    "stable",
    "testing",
    "unstable",
    "oldoldstable",
];

/// Where packages come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// The URI of Debian's archive.
    pub archive: String,
    /// The URI of its security updates, where there is one.
    pub security: Option<String>,
}

impl Default for Sources {
    /// Debian's own servers.
    fn default() -> Self {
        Self {
            archive: "http://deb.debian.org/debian".into(),
            security: Some("http://deb.debian.org/debian-security".into()),
        }
    }
}

/// One repository in a list of sources.
#[derive(Debug, Default)]
struct Entry {
    uris: Vec<String>,
    suites: Vec<String>,
    components: Vec<String>,
    signed_by: Option<String>,
}

impl Sources {
    /// The mirror that this host's apt uses for Debian; Debian's own servers where it uses none.
    pub fn of_host() -> Self {
        Self::of(Path::new("/etc/apt"))
    }

    /// The same for an apt configured in another folder than `/etc/apt`.
    pub fn of(etc_apt: &Path) -> Self {
        let entries: Vec<Entry> = source_files(etc_apt)
            .iter()
            .filter_map(|file| Some((file, std::fs::read_to_string(file).ok()?)))
            .flat_map(|(file, text)| match file.extension() {
                Some(ending) if ending == "sources" => deb822(&text),
                _ => one_line(&text),
            })
            .filter(Entry::is_debian)
            .collect();
        Self::among(&entries)
    }

    fn among(entries: &[Entry]) -> Self {
        let uri = |of: fn(&str) -> bool| {
            entries
                .iter()
                .find(|entry| entry.suites.iter().any(|suite| of(suite)))
                .and_then(|entry| entry.uris.first().cloned())
        };
        match uri(is_release) {
            Some(archive) => Self {
                archive,
                security: uri(is_security),
            },
            None => Self::default(),
        }
    }

    /// The suites there are, with their URIs; the first is what cannot be done without.
    pub(super) fn suites(&self) -> Vec<(String, String)> {
        let mut suites = vec![
            (SUITE.to_owned(), self.archive.clone()),
            (format!("{SUITE}-updates"), self.archive.clone()),
        ];
        if let Some(security) = &self.security {
            suites.push((format!("{SUITE}-security"), security.clone()));
        }
        suites
    }
}

impl Entry {
    fn is_debian(&self) -> bool {
        let signed = self
            .signed_by
            .as_ref()
            .is_none_or(|key| key.contains("debian-archive"));
        let named = self.uris.first().is_some_and(|uri| is_debian_uri(uri));
        signed && named && self.components.iter().any(|component| component == "main")
    }
}

/// Debian's own server, a mirror list for Debian, or a mirror by the usual path.
fn is_debian_uri(uri: &str) -> bool {
    let Some((scheme, rest)) = uri.split_once(':') else {
        return false;
    };
    let host = rest.trim_start_matches('/').split('/').next().unwrap_or("");
    let last = rest.trim_end_matches('/').rsplit('/').next().unwrap_or("");
    scheme != "cdrom" && (host.ends_with("debian.org") || last.starts_with("debian"))
}

fn is_release(suite: &str) -> bool {
    RELEASES.contains(&suite)
}

fn is_security(suite: &str) -> bool {
    ["-security", "/updates"]
        .iter()
        .any(|ending| suite.strip_suffix(ending).is_some_and(is_release))
}

/// `sources.list`, then the parts, sorted.
fn source_files(etc_apt: &Path) -> Vec<PathBuf> {
    let parts = std::fs::read_dir(etc_apt.join("sources.list.d"));
    let mut files: Vec<PathBuf> = parts
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|ending| ending == "list" || ending == "sources")
        })
        .collect();
    files.sort();
    files.insert(0, etc_apt.join("sources.list"));
    files
}

/// `deb [ option=value … ] uri suite component …`
fn one_line(text: &str) -> Vec<Entry> {
    text.lines().filter_map(one_line_entry).collect()
}

fn one_line_entry(line: &str) -> Option<Entry> {
    let line = line.split('#').next()?.trim();
    let mut rest = line
        .strip_prefix("deb")
        .filter(|rest| rest.starts_with([' ', '\t', '[']))?
        .trim_start();
    let mut signed_by = None;
    if let Some((options, after)) = rest.strip_prefix('[').and_then(|o| o.split_once(']')) {
        signed_by = options
            .split_whitespace()
            .find_map(|option| option.strip_prefix("signed-by="))
            .map(str::to_owned);
        rest = after;
    }
    let mut words = rest.split_whitespace().map(str::to_owned);
    Some(Entry {
        uris: vec![words.next()?],
        suites: vec![words.next()?],
        components: words.collect(),
        signed_by,
    })
}

/// Paragraphs of `Field: value`; a line that begins with a blank goes on with the field before it.
fn deb822(text: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.starts_with('#') {
            continue;
        }
        if line.trim().is_empty() {
            entries.extend(deb822_entry(&std::mem::take(&mut fields)));
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = fields.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
        }
    }
    entries
}

fn deb822_entry(fields: &[(String, String)]) -> Option<Entry> {
    let field = |name: &str| {
        fields
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    };
    let words = |name: &str| -> Vec<String> {
        let value = field(name).unwrap_or("");
        value.split_whitespace().map(str::to_owned).collect()
    };
    let on = field("enabled").is_none_or(|value| !value.eq_ignore_ascii_case("no"));
    let binary = words("types").iter().any(|kind| kind == "deb");
    (on && binary).then(|| Entry {
        uris: words("uris"),
        suites: words("suites"),
        components: words("components"),
        signed_by: field("signed-by").map(str::to_owned),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// What is found in an apt configuration with these files.
    fn found(files: &[(&str, &str)]) -> Sources {
        let dir = tempfile::tempdir().unwrap();
        std::fs::create_dir(dir.path().join("sources.list.d")).unwrap();
        for (file, text) in files {
            std::fs::write(dir.path().join(file), text).unwrap();
        }
        Sources::of(dir.path())
    }

    fn sources(archive: &str, security: Option<&str>) -> Sources {
        Sources {
            archive: archive.into(),
            security: security.map(str::to_owned),
        }
    }

    #[test]
    fn one_line_format() {
        let list = "
            # deb http://commented.example/debian bookworm main
            deb-src http://source.example/debian bookworm main
            deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] https://mirror.example/debian bookworm main contrib # ours
            deb https://mirror.example/debian-security bookworm-security main
        ";
        assert_eq!(
            found(&[("sources.list", list)]),
            sources(
                "https://mirror.example/debian",
                Some("https://mirror.example/debian-security")
            )
        );
    }

    #[test]
    fn deb822_format() {
        let text = "
Types: deb
# a comment in between
URIs: http://mirror.example/debian
Suites: bookworm
 bookworm-updates
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Enabled: no
Types: deb
URIs: http://off.example/debian-security
Suites: bookworm-security
Components: main

Types: deb deb-src
URIs: http://mirror.example/security
 http://other.example/security
Suites: bookworm-security
Components: main
";
        // The path of a security mirror must look like Debian's as well.
        assert_eq!(
            found(&[("sources.list.d/debian.sources", text)]),
            sources("http://mirror.example/debian", None)
        );
    }

    #[test]
    fn mirror_lists_are_kept_as_they_are() {
        let text = "
Types: deb
URIs: mirror+file:///etc/apt/mirrors/debian.list
Suites: trixie
Components: main

Types: deb
URIs: mirror+file:///etc/apt/mirrors/debian-security.list
Suites: trixie-security
Components: main
";
        assert_eq!(
            found(&[("sources.list.d/debian.sources", text)]),
            sources(
                "mirror+file:///etc/apt/mirrors/debian.list",
                Some("mirror+file:///etc/apt/mirrors/debian-security.list")
            )
        );
    }

    #[test]
    fn other_peoples_repositories_are_not_debian() {
        let list = "
            deb [signed-by=/etc/apt/keyrings/wine.key] https://wine.example/debian bookworm main
            deb https://containers.example/linux/debian bookworm stable
            deb https://packages.example bookworm main
            deb cdrom:[Debian GNU/Linux 13]/ trixie main
            deb http://archive.ubuntu.example/ubuntu noble main
        ";
        assert_eq!(found(&[("sources.list", list)]), Sources::default());
    }

    #[test]
    fn a_host_without_apt_uses_debians_own_servers() {
        let nowhere = Path::new("/nonexistent");
        assert_eq!(Sources::of(nowhere), Sources::default());
    }

    #[test]
    fn the_suite_that_must_be_there_comes_first() {
        let suites = sources("http://m.example/debian", None).suites();
        let names: Vec<&str> = suites.iter().map(|(suite, _)| suite.as_str()).collect();
        assert_eq!(names, ["trixie", "trixie-updates"]);
    }
}
