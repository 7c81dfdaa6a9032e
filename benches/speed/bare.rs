//! The floor: a language's runner as a mere process in the image's root, without any sandbox.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use async_trait::async_trait;
use futures_util::stream;
use tokio::io::AsyncReadExt;
use tokio::process::{Child, Command};
use tokio::sync::{Mutex, mpsc};
use tutorbox::run::Stream;
use tutorbox::sandbox::{
    About, Boot, Chunk, Container, Control, Engine, EngineError, Exit, Kind, Policy, Wall,
};

/// Boots processes in a root file system, each in a folder of its own.
pub struct Bare {
    root: PathBuf,
    begun: AtomicU32,
}

impl Bare {
    pub fn new(root: PathBuf) -> Self {
        Self {
            root,
            begun: AtomicU32::new(0),
        }
    }

    fn folder(&self) -> std::io::Result<String> {
        let folder = format!("/box/{}", self.begun.fetch_add(1, Ordering::Relaxed));
        std::fs::create_dir_all(self.root.join(&folder[1..]))?;
        Ok(folder)
    }
}

fn failed(error: &std::io::Error) -> EngineError {
    EngineError::Failed {
        what: "start a process",
        why: error.to_string(),
    }
}

#[async_trait]
impl Engine for Bare {
    fn about(&self) -> &About {
        static ABOUT: LazyLock<About> = LazyLock::new(|| About {
            kind: Kind::Embedded,
            version: "0".into(),
            runtime: None,
            cgroups: None,
            place: "nowhere".into(),
            wall: Wall::SharedKernel,
            weak: Vec::new(),
        });
        &ABOUT
    }

    async fn has_image(&self, _image: &str) -> Result<bool, EngineError> {
        Ok(true)
    }

    async fn remove_image(&self, _: &str) -> Result<(), EngineError> {
        Ok(())
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        Ok(0)
    }

    async fn import(
        &self,
        _: &str,
        _: &std::path::Path,
        _: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        Ok(())
    }

    async fn boot(&self, boot: &Boot, _policy: &Policy) -> Result<Container, EngineError> {
        let folder = self.folder().map_err(|e| failed(&e))?;
        let mut child = Command::new("/usr/sbin/chroot")
            .arg(&self.root)
            .args(["/usr/bin/env", "-C", &folder])
            .args(&boot.command)
            .env_clear()
            .env("PATH", "/usr/bin:/bin:/usr/sbin")
            .envs(boot.env.iter().cloned())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|e| failed(&e))?;
        let (heard, output) = mpsc::channel::<Chunk>(64);
        forward(child.stdout.take().unwrap(), Stream::Stdout, heard.clone());
        forward(child.stderr.take().unwrap(), Stream::Stderr, heard);
        Ok(Container {
            id: "bare".into(),
            stdin: Box::pin(child.stdin.take().unwrap()),
            output: Box::pin(stream::unfold(output, |mut output| async {
                output.recv().await.map(|chunk| (chunk, output))
            })),
            control: Box::new(Process(Mutex::new(child))),
        })
    }
}

fn forward(
    mut from: impl AsyncReadExt + Unpin + Send + 'static,
    stream: Stream,
    to: mpsc::Sender<Chunk>,
) {
    tokio::spawn(async move {
        let mut buffer = vec![0; 64 * 1024];
        while let Ok(n @ 1..) = from.read(&mut buffer).await {
            if to.send(Ok((stream, buffer[..n].to_vec()))).await.is_err() {
                return;
            }
        }
    });
}

struct Process(Mutex<Child>);

#[async_trait]
impl Control for Process {
    async fn kill(&self) -> Result<(), EngineError> {
        self.0.lock().await.start_kill().ok();
        Ok(())
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        let status = self.0.lock().await.wait().await.map_err(|e| failed(&e))?;
        Ok(Exit {
            code: status.code().unwrap_or(137),
            oom_killed: false,
        })
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.kill().await?;
        self.wait().await.map(drop)
    }
}
