//! An apt of our own: it knows of nothing installed, keeps all it has in one folder, and shares with the host's
//! apt only the configuration of how to reach the network (`apt.conf(5)`).

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::command::{self, Ended};
use super::message::{Archive, Failure, Failures, Message};
use super::sources::{SUITE, Sources};
use super::store::{Lock, make_folder};
use super::{PrepareError, Progress, Report};

/// What is read after all of the host's configuration. A list has to be cleared before it is set; hooks of the host's
/// apt are none of our business, and neither is what it tolerates.
const CONFIGURATION: &str = r#"
#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear AptCli::Hooks;
#clear APT::Default-Release;
#clear APT::Architectures;
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::Get::AllowUnauthenticated "false";
Acquire::AllowInsecureRepositories "false";
Acquire::AllowWeakRepositories "false";
Acquire::Languages "none";
Acquire::ForceHash "SHA256";
// They are read three times and then removed.
Acquire::GzipIndexes "false";
Acquire::Retries "1";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::Etc::trusted "/dev/null";
Dir::Etc::trustedparts "/dev/null";
Dir::Cache::pkgcache "pkgcache.bin";
// Another user could not enter our folder.
APT::Sandbox::User "root";
"#;

/// A private apt root.
pub(super) struct Apt<'a> {
    pub(super) dir: PathBuf,
    pub(super) arch: &'a str,
    pub(super) keyring: &'a Path,
    /// The search path for programs.
    pub(super) path: &'a OsString,
    pub(super) packages: &'a [String],
    /// The language's folder, for messages.
    pub(super) folder: String,
}

impl Apt<'_> {
    /// Lays out the folder. What was fetched before is kept.
    pub(super) fn lay_out(&self) -> Result<(), PrepareError> {
        for folder in ["lists/partial", "archives/partial", "none/partial"] {
            make_folder(&self.dir.join(folder))?;
        }
        self.write("status", "")?;
        self.write(
            "apt.conf",
            &format!(
                "{CONFIGURATION}APT::Architecture \"{0}\";\nAPT::Architectures {{ \"{0}\"; }};\n",
                self.arch
            ),
        )
    }

    /// Fetches the lists of packages. Updates between releases are taken where the mirror has them.
    pub(super) async fn update(
        &self,
        sources: &Sources,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<(), PrepareError> {
        let mut suites = sources.suites();
        loop {
            self.write("sources.list", &self.list(&suites))?;
            let (ended, failures) = self.fetch_lists(lock, report).await?;
            let needed = |f: &&Failure| f.suite == SUITE || is_unreachable(&f.why);
            if let Some(failure) = failures.iter().find(needed) {
                return Err(self.cannot_fetch(failure));
            }
            let before = suites.len();
            suites.retain(|(suite, _)| !failures.iter().any(|f| f.suite == *suite));
            if suites.len() < before {
                continue;
            }
            return self.succeeded("fetch the lists of packages", &ended);
        }
    }

    async fn fetch_lists(
        &self,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<(Ended, Vec<Failure>), PrepareError> {
        let mut failures = Failures::default();
        let mut best = 0;
        report(Progress::Resolve { percent: best });
        let ended = self
            .run(self.command().arg("update"), lock, &mut |message| {
                if let Message::Percent(percent) = message {
                    best = best.max(*percent as u8);
                    report(Progress::Resolve { percent: best });
                }
                failures.take(message);
            })
            .await?;
        Ok((ended, failures.all))
    }

    /// Finds out which archives the packages take, whether they are here already or not.
    pub(super) async fn resolve(&self, lock: &Lock) -> Result<Vec<Archive>, PrepareError> {
        let mut archives = Vec::new();
        let mut none = OsString::from("Dir::Cache::archives=");
        none.push(self.dir.join("none"));
        let mut command = self.command();
        command
            .args(["install", "-qq", "--print-uris", "-o"])
            .arg(none);
        command.arg("--").args(self.packages);
        let ended = command::run(&mut command, lock, &mut |line| {
            archives.extend(Archive::parse(line));
        })
        .await
        .map_err(PrepareError::store("run", "apt-get"))?;
        self.succeeded("resolve the packages", &ended)?;
        Ok(archives)
    }

    /// Fetches the archives that are not here; `total` is their size, bytes.
    pub(super) async fn fetch(
        &self,
        total: u64,
        lock: &Lock,
        report: Report<'_>,
    ) -> Result<(), PrepareError> {
        let mut failures = Failures::default();
        let mut command = self.command();
        command.args(["install", "-q", "-y", "--download-only", "--"]);
        command.args(self.packages);
        let (mut done, mut package) = (0, String::new());
        let tell = |done, package: &str| {
            report(Progress::Fetch {
                done,
                total,
                package: package.to_owned(),
            });
        };
        tell(done, &package);
        let ended = self
            .run(&mut command, lock, &mut |message| {
                match message {
                    Message::Percent(percent) => {
                        done = done.max((total as f64 * percent / 100.0) as u64).min(total);
                    }
                    Message::Get(Some(name)) => package.clone_from(name),
                    _ => {}
                }
                failures.take(message);
                tell(done, &package);
            })
            .await?;
        match failures.all.first() {
            Some(failure) if !ended.success => Err(self.cannot_fetch(failure)),
            _ => self.succeeded("fetch the packages", &ended),
        }
    }

    async fn run(
        &self,
        command: &mut Command,
        lock: &Lock,
        each: &mut (dyn FnMut(&Message) + Send),
    ) -> Result<Ended, PrepareError> {
        command::run(command, lock, &mut |line| {
            if let Some(message) = Message::parse(line) {
                each(&message);
            }
        })
        .await
        .map_err(PrepareError::store("run", "apt-get"))
    }

    /// `apt-get` on this root, in the C locale, reporting progress on standard output.
    fn command(&self) -> Command {
        let mut command = command::of("apt-get", self.path);
        command.arg("-c").arg(self.dir.join("apt.conf"));
        for (option, file) in [
            ("Dir::State", ""),
            ("Dir::State::lists", "lists"),
            ("Dir::State::status", "status"),
            ("Dir::Cache", ""),
            ("Dir::Cache::archives", "archives"),
            ("Dir::Etc::sourcelist", "sources.list"),
        ] {
            let mut setting = OsString::from(format!("{option}="));
            setting.push(self.dir.join(file));
            command.arg("-o").arg(setting);
        }
        command.args(["-o", "APT::Status-Fd=1"]);
        command
    }

    /// The list of sources. `target` leaves out what a host's configuration would fetch besides packages.
    fn list(&self, suites: &[(String, String)]) -> String {
        let options = format!("target=Packages signed-by={}", self.keyring.display());
        let line =
            |(suite, uri): &(String, String)| format!("deb [{options}] {uri} {suite} main\n");
        suites.iter().map(line).collect()
    }

    fn write(&self, file: &str, text: &str) -> Result<(), PrepareError> {
        let path = self.dir.join(file);
        std::fs::write(&path, text).map_err(PrepareError::store("write", path))
    }

    fn cannot_fetch(&self, failure: &Failure) -> PrepareError {
        let Failure { uri, suite, why } = failure.clone();
        if is_full(&why) {
            return self.full();
        }
        let uri = format!("{uri} {suite}");
        match why.contains("NO_PUBKEY") || why.contains("signature") {
            true => PrepareError::Untrusted { uri, why },
            false => PrepareError::Network { uri, why },
        }
    }

    /// An error where a program did not succeed, as precise as what it said allows.
    fn succeeded(&self, what: &'static str, ended: &Ended) -> Result<(), PrepareError> {
        if ended.success {
            return Ok(());
        }
        Err(match missing_package(&ended.stderr) {
            Some(package) => PrepareError::NoPackage {
                package,
                arch: self.arch.to_owned(),
                folder: self.folder.clone(),
            },
            None if is_full(&ended.stderr) => self.full(),
            None => PrepareError::Apt {
                what,
                why: ended.stderr.clone(),
            },
        })
    }

    fn full(&self) -> PrepareError {
        PrepareError::DiskFull {
            folder: self.dir.clone(),
        }
    }
}

/// Whether a program says that the disk is full.
pub(super) fn is_full(said: &str) -> bool {
    said.contains("No space left on device") || said.contains("enough free space")
}

/// Whether the server could not be asked at all; one that answers may lack a suite.
fn is_unreachable(why: &str) -> bool {
    ["onnect", "resolv", "timed out", "unreachable"]
        .iter()
        .any(|word| why.contains(word))
}

/// The package that apt does not know.
fn missing_package(said: &str) -> Option<String> {
    said.lines().find_map(|line| {
        let unknown = line.strip_prefix("E: Unable to locate package ");
        let virtual_only = line
            .strip_prefix("E: Package '")
            .and_then(|rest| rest.strip_suffix("' has no installation candidate"));
        unknown.or(virtual_only).map(|name| name.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apts_complaints_about_packages() {
        for said in [
            "E: Unable to locate package elixr",
            "W: something\nE: Package 'elixr' has no installation candidate",
        ] {
            assert_eq!(missing_package(said).as_deref(), Some("elixr"), "{said}");
        }
        assert_eq!(missing_package("E: Unmet dependencies."), None);
    }

    #[test]
    fn a_server_that_answers_is_reachable() {
        assert!(is_unreachable(
            "Could not connect to 127.0.0.1:9 (127.0.0.1). - connect (111: Connection refused)"
        ));
        assert!(is_unreachable("Temporary failure resolving 'deb.example'"));
        assert!(!is_unreachable("404  Not Found [IP: 203.0.113.80 80]"));
    }
}
