//! A scripted engine, for screens and for the contract's own tests: it runs nothing.

use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use futures_util::stream;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, BufReader, DuplexStream, duplex};
use tokio::sync::{mpsc, watch};
use tokio::time::Instant;

use super::{
    About, Boot, Chunk, Container, Control, Engine, EngineError, Exit, Kind, Policy, Wall,
};
use crate::run::Stream;

/// One thing that the scripted runner does after `started`.
#[derive(Debug, Clone)]
pub enum Step {
    /// Prints these bytes.
    Print(Stream, Vec<u8>),
    /// Sends a record; `NONCE` in it becomes the job's.
    Record(Stream, String),
    /// Reads a line of stdin and prints it.
    Echo,
    /// Does nothing for so long.
    Sleep(Duration),
    /// Waits to be killed, and does nothing.
    Hang,
    /// Waits to be killed, and uses a CPU all the time.
    Spin,
    /// Ends with this code; a script that ends without one exits 0.
    Exit(Exit),
}

impl Step {
    /// A record on stdout, its fields as JSON without braces.
    pub fn record(fields: &str) -> Self {
        Self::Record(
            Stream::Stdout,
            format!("\u{1e}{{\"nonce\":\"NONCE\",{fields}}}\n"),
        )
    }
}

/// An engine that plays a script for each job.
#[derive(Debug, Clone, Default)]
pub struct FakeEngine {
    scripts: Arc<Mutex<VecDeque<Vec<Step>>>>,
    refusal: Option<String>,
}

impl FakeEngine {
    /// The next job plays the first script, and so on; where there are no more, it does nothing.
    pub fn new(scripts: impl IntoIterator<Item = Vec<Step>>) -> Self {
        Self {
            scripts: Arc::new(Mutex::new(scripts.into_iter().collect())),
            refusal: None,
        }
    }

    /// An engine that boots nothing, and says why.
    pub fn refusing(why: &str) -> Self {
        Self {
            refusal: Some(why.to_owned()),
            ..Self::default()
        }
    }
}

#[async_trait]
impl Engine for FakeEngine {
    fn about(&self) -> &About {
        static ABOUT: LazyLock<About> = LazyLock::new(|| About {
            kind: Kind::Embedded,
            version: "0".into(),
            runtime: None,
            wall: Wall::SharedKernel,
            cgroups: None,
            place: "nowhere".into(),
            weak: Vec::new(),
        });
        &ABOUT
    }

    fn name(&self) -> String {
        "Fake".into()
    }

    async fn has_image(&self, _image: &str) -> Result<bool, EngineError> {
        Ok(true)
    }

    async fn import(
        &self,
        _image: &str,
        _root: &Path,
        _sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), EngineError> {
        Ok(())
    }

    async fn remove_image(&self, _image: &str) -> Result<(), EngineError> {
        Ok(())
    }

    async fn sweep(&self) -> Result<usize, EngineError> {
        Ok(0)
    }

    async fn boot(&self, _boot: &Boot, _policy: &Policy) -> Result<Container, EngineError> {
        if let Some(why) = &self.refusal {
            return Err(EngineError::Failed {
                what: "boot a container",
                why: why.clone(),
            });
        }
        let scripts = Arc::clone(&self.scripts);
        let (ours, theirs) = duplex(64 * 1024);
        let (output, heard) = mpsc::channel(16);
        let exit = Arc::new(watch::Sender::new(None));
        let ended = Arc::clone(&exit);
        let spins = Arc::new(AtomicBool::new(false));
        let spin = Arc::clone(&spins);
        tokio::spawn(async move {
            let mut killed = ended.subscribe();
            tokio::select! {
                end = play(&scripts, BufReader::new(theirs), output, &spin) => { ended.send_replace(Some(end)); }
                _ = killed.wait_for(Option::is_some) => {}
            }
        });
        Ok(Container {
            id: "fake".into(),
            stdin: Box::pin(ours),
            output: Box::pin(stream::unfold(heard, |mut heard| async {
                heard.recv().await.map(|chunk| (chunk, heard))
            })),
            control: Box::new(FakeControl {
                exit,
                spins,
                booted: Instant::now(),
            }),
        })
    }
}

const KILLED: Exit = Exit {
    code: 137,
    oom_killed: false,
};

async fn play(
    scripts: &Mutex<VecDeque<Vec<Step>>>,
    mut stdin: BufReader<DuplexStream>,
    output: mpsc::Sender<Chunk>,
    spins: &AtomicBool,
) -> Exit {
    let ready = "\u{1e}{\"type\":\"ready\",\"contract\":1,\"version\":\"0\"}\n";
    print(&output, Stream::Stdout, ready.as_bytes()).await;
    let mut header = String::new();
    stdin.read_line(&mut header).await.ok();
    let words: Vec<&str> = header.split_whitespace().collect();
    let [_, nonce, length, _] = words[..] else {
        return Exit {
            code: 1,
            oom_killed: false,
        };
    };
    let mut tar = vec![0; length.parse().unwrap_or(0)];
    stdin.read_exact(&mut tar).await.ok();
    let script = scripts
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .pop_front()
        .unwrap_or_default();
    let started = [Step::record(r#""type":"started""#)];
    for step in started.into_iter().chain(script) {
        match step {
            Step::Print(stream, bytes) => print(&output, stream, &bytes).await,
            Step::Record(stream, text) => {
                print(&output, stream, text.replace("NONCE", nonce).as_bytes()).await;
            }
            Step::Echo => {
                let mut line = String::new();
                stdin.read_line(&mut line).await.ok();
                print(&output, Stream::Stdout, line.as_bytes()).await;
            }
            Step::Sleep(time) => tokio::time::sleep(time).await,
            Step::Hang => std::future::pending().await,
            Step::Spin => {
                spins.store(true, Ordering::Relaxed);
                std::future::pending().await
            }
            Step::Exit(exit) => return exit,
        }
    }
    Exit {
        code: 0,
        oom_killed: false,
    }
}

async fn print(output: &mpsc::Sender<Chunk>, stream: Stream, bytes: &[u8]) {
    output.send(Ok((stream, bytes.to_vec()))).await.ok();
}

struct FakeControl {
    exit: Arc<watch::Sender<Option<Exit>>>,
    spins: Arc<AtomicBool>,
    booted: Instant,
}

#[async_trait]
impl Control for FakeControl {
    async fn kill(&self) -> Result<(), EngineError> {
        self.exit
            .send_if_modified(|e| e.is_none() && e.replace(KILLED).is_none());
        Ok(())
    }

    async fn cpu_time(&self) -> Option<Duration> {
        let spins = self.spins.load(Ordering::Relaxed);
        Some(if spins {
            self.booted.elapsed()
        } else {
            Duration::from_secs(1)
        })
    }

    async fn wait(&self) -> Result<Exit, EngineError> {
        let mut exit = self.exit.subscribe();
        let exit = exit.wait_for(Option::is_some).await;
        Ok(exit.ok().and_then(|e| *e).unwrap_or(KILLED))
    }

    async fn remove(&self) -> Result<(), EngineError> {
        self.kill().await
    }
}
