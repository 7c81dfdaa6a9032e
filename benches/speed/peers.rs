//! What one would use instead: the interpreter itself, and a container by the engine's own command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tutorbox::sandbox::Policy;

use super::rig;

/// A copy of an image's root that may be written: links to the same files, so that both sides run the same bytes.
pub struct Root {
    pub path: PathBuf,
}

impl Root {
    pub fn of(language: &str) -> Self {
        let from = rig::root(language);
        let path = from.with_file_name("bench");
        std::fs::remove_dir_all(&path).ok();
        let copied = Command::new("cp").arg("-al").arg(&from).arg(&path).status();
        assert!(copied.unwrap().success());
        devices(&path.join("dev"));
        Self { path }
    }

    /// Lays a file into the learner's folder.
    pub fn file(&self, name: &str, text: &str) {
        std::fs::write(self.path.join("box").join(name), text).unwrap();
    }

    /// A command inside, with nothing around it.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new("/usr/sbin/chroot");
        command.arg(&self.path).args(words);
        command
            .env_clear()
            .env("LANG", "C.UTF-8")
            .env("HOME", "/box");
        command.env("PATH", "/usr/bin:/bin:/usr/sbin:/sbin");
        command
    }
}

/// What every engine gives a container, and without which the BEAM does not even start.
fn devices(dev: &Path) {
    for (name, minor) in [("null", 3), ("zero", 5), ("random", 8), ("urandom", 9)] {
        let made = Command::new("mknod")
            .args(["-m", "666"])
            .arg(dev.join(name))
            .args(["c", "1", &minor.to_string()])
            .status();
        assert!(made.unwrap().success());
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.path).ok();
    }
}

/// `docker run --rm` of an image under the same policy, as far as its command has words for it.
pub fn docker_run(policy: &Policy, image: &str, words: &[&str]) -> Command {
    let mut command = Command::new("docker");
    command.args([
        "run",
        "--rm",
        "-i",
        "--network=none",
        "--cap-drop=ALL",
        "--read-only",
        "--ipc=none",
    ]);
    command.args([
        "--security-opt=no-new-privileges",
        "--log-driver=none",
        "--oom-score-adj=1000",
    ]);
    command.args([
        "--cgroupns=private",
        "--ulimit=core=0",
        "--ulimit=nofile=1024",
    ]);
    let limits = policy.limits;
    let profile = Path::new(env!("CARGO_MANIFEST_DIR")).join("docker/seccomp.json");
    for (option, value) in [
        ("--security-opt=seccomp", profile.display().to_string()),
        ("--user", "1000:1000".into()),
        ("--memory", limits.memory.to_string()),
        ("--memory-swap", limits.memory.to_string()),
        ("--pids-limit", limits.pids.to_string()),
        ("--cpus", (f64::from(limits.millicpus) / 1000.0).to_string()),
        ("--ulimit=fsize", limits.file_size.to_string()),
        (
            "--tmpfs",
            format!(
                "/box:size={},nosuid,nodev,uid=1000,gid=1000",
                limits.scratch
            ),
        ),
        ("--workdir", "/box".into()),
    ] {
        command.arg(format!("{option}={value}"));
    }
    command.arg(image).args(words);
    command
}

/// Runs it to its end, with this on its stdin.
///
/// # Panics
/// Where it fails: the figure would be of something else.
pub fn finish(mut command: Command, stdin: &str) {
    use std::io::Write as _;
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).ok();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
}
