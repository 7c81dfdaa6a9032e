//! A Docker daemon of the tests' own, to be stopped and started again. It has its own network and mounts: the machine's own
//! daemon, its bridge and its containerd are left alone.

use std::fs::{self, File};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// Without a system's containerd in sight it starts its own.
const ALONE: &str =
    "mkdir -p /run/containerd && mount -t tmpfs none /run/containerd && exec dockerd \"$@\"";

/// How long it may take to answer, or to end.
const LONG: Duration = Duration::from_secs(60);

pub struct Daemon {
    /// A socket's path may not be long.
    folder: TempDir,
    process: Child,
}

impl Daemon {
    pub fn start() -> Self {
        let folder = tempfile::Builder::new()
            .prefix("dock")
            .tempdir_in("/tmp")
            .unwrap();
        fs::write(
            folder.path().join("config"),
            r#"{"runtimes":{"runsc":{"path":"/usr/bin/runsc","runtimeArgs":["--network=none","--platform=systrap"]}}}"#,
        )
        .unwrap();
        let process = start(&folder);
        let daemon = Self { folder, process };
        daemon.until_it_answers();
        daemon
    }

    pub fn socket(&self) -> PathBuf {
        self.folder.path().join("sock")
    }

    /// Ends it; its containers have no say.
    pub fn stop(&mut self, signal: Signal) {
        kill_process(Pid::from_child(&self.process), signal).unwrap();
        let began = Instant::now();
        while self.process.try_wait().unwrap().is_none() {
            assert!(began.elapsed() < LONG, "it does not end");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// Starts it again with all that it has.
    pub fn start_again(&mut self) {
        // As after a boot: a number written there may be another process's by now.
        for file in ["pid", "exec/containerd/containerd.pid"] {
            let _ = fs::remove_file(self.folder.path().join(file));
        }
        self.process = start(&self.folder);
        self.until_it_answers();
    }

    fn until_it_answers(&self) {
        let began = Instant::now();
        // It listens last of all.
        while UnixStream::connect(self.socket()).is_err() {
            let log = || fs::read_to_string(self.folder.path().join("log"));
            assert!(began.elapsed() < LONG, "{:?}", log());
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

fn start(folder: &TempDir) -> Child {
    let at = |name: &str| folder.path().join(name).display().to_string();
    let log = File::options()
        .create(true)
        .append(true)
        .open(at("log"))
        .unwrap();
    Command::new("setpriv")
        .args(["--pdeathsig", "TERM", "unshare", "--net", "--mount"])
        .args(["sh", "-c", ALONE, "dockerd", "--bridge=none"])
        .args(["--iptables=false", "--ip-masq=false"])
        .args(["--storage-driver=vfs", "--shutdown-timeout=1"])
        .args(["--config-file", &at("config"), "--pidfile", &at("pid")])
        .args(["--data-root", &at("data"), "--exec-root", &at("exec")])
        .args(["--host", &format!("unix://{}", at("sock"))])
        .stdin(Stdio::null())
        .stdout(log.try_clone().unwrap())
        .stderr(log)
        .spawn()
        .unwrap()
}

impl Drop for Daemon {
    fn drop(&mut self) {
        self.stop(Signal::TERM);
        // One that was killed forgets shims that wait for nothing any more.
        let ours = format!("\0{}/", self.folder.path().display());
        for entry in fs::read_dir("/proc").unwrap().flatten() {
            let args = fs::read(entry.path().join("cmdline")).unwrap_or_default();
            let args = String::from_utf8_lossy(&args).into_owned();
            let name = entry.file_name();
            let pid = name.to_str().and_then(|name| name.parse().ok());
            if args.contains("containerd-shim") && args.contains(&ours) {
                let shim = pid.and_then(Pid::from_raw).unwrap();
                let _ = kill_process(shim, Signal::KILL);
            }
        }
    }
}
