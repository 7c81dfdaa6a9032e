//! A Podman of the tests' own, beside whatever runs on this machine.

use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// Its socket. It runs as long as this process does; its images stay for the next.
pub fn socket() -> &'static Path {
    static SERVICE: OnceLock<Service> = OnceLock::new();
    &SERVICE.get_or_init(Service::start).socket
}

/// A running `podman system service`.
pub struct Service {
    pub socket: PathBuf,
    /// It ends when its standard input does, which is ours to hold, however we end.
    _shell: Child,
    _folder: tempfile::TempDir,
}

/// Podman ends when the shell's input does, and the shell with Podman.
const KEPT: &str =
    r#"exec 3<&0; podman "$@" 3<&- & p=$!; { cat <&3 > /dev/null; kill $p; } & wait $p"#;

impl Service {
    /// Runc, since crun refuses cgroups as some machines have them; and cgroups without systemd.
    fn start() -> Self {
        let mut options = vec![
            "--runtime=runc".to_owned(),
            "--cgroup-manager=cgroupfs".to_owned(),
        ];
        options.extend(driver());
        let store = Path::new(env!("CARGO_TARGET_TMPDIR")).join("podman");
        Self::start_with(Command::new("sh"), &store, &options)
    }

    /// With its images and containers in `store`. `shell` is who runs it.
    pub fn start_with(mut shell: Command, store: &Path, options: &[String]) -> Self {
        std::fs::create_dir_all(store).unwrap();
        // A socket's path may not be long.
        let folder = tempfile::Builder::new()
            .prefix("pod")
            .tempdir_in("/tmp")
            .unwrap();
        let socket = folder.path().join("podman.sock");
        let kept = |name: &str| store.join(name).display().to_string();
        shell
            .args(["-c", KEPT, "sh"])
            .args(options)
            .arg(format!("--root={}", kept("root")))
            .arg(format!("--runroot={}", kept("run")))
            .arg(format!("--tmpdir={}", kept("tmp")))
            .arg("--events-backend=none")
            .args(["system", "service", "--time=0"])
            .arg(format!("unix://{}", socket.display()))
            // Its helpers write into the folder that they are started in.
            .current_dir(store)
            .stdin(Stdio::piped());
        let mut shell = shell.spawn().unwrap();
        let began = Instant::now();
        while UnixStream::connect(&socket).is_err() {
            assert!(
                began.elapsed() < Duration::from_secs(30) && shell.try_wait().unwrap().is_none(),
                "these tests need Podman (.ci/prepare installs it): its service has not begun"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
        Self {
            socket,
            _shell: shell,
            _folder: folder,
        }
    }
}

/// Layers that are mounted, where that can be: copies of an image for every container take their time.
fn driver() -> Vec<String> {
    let fuse = Path::new("/usr/bin/fuse-overlayfs");
    if Path::new("/dev/fuse").exists() && fuse.exists() {
        let program = format!("--storage-opt=overlay.mount_program={}", fuse.display());
        let home = "--storage-opt=overlay.skip_mount_home=true".to_owned();
        return vec!["--storage-driver=overlay".to_owned(), program, home];
    }
    vec!["--storage-driver=vfs".to_owned()]
}
