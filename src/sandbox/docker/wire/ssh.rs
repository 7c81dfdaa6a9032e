//! ssh to an engine's machine: the user's own `ssh`, with the user's own configuration and agent, runs
//! `docker system dial-stdio` there, which passes bytes on to the engine's socket.

use std::fmt;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::process::Stdio;
use std::task::{Context, Poll, ready};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::task::JoinHandle;

use super::causes;

/// A machine, as `ssh://USER@HOST:PORT/SOCKET` names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Host {
    user: Option<String>,
    name: String,
    port: Option<u16>,
    /// The engine's socket there, where it is not the usual one.
    socket: Option<String>,
}

impl Host {
    /// What follows `ssh://`; `None` where it names no host.
    pub fn parse(text: &str) -> Option<Self> {
        let (authority, path) = match text.split_once('/') {
            Some((authority, path)) => (authority, Some(path).filter(|path| !path.is_empty())),
            None => (text, None),
        };
        let (user, host) = match authority.rsplit_once('@') {
            Some((user, host)) => (Some(user.to_owned()), host),
            None => (None, authority),
        };
        let (name, port) = match host.rsplit_once(':') {
            // An IPv6 address in brackets has colons of its own.
            Some((name, port)) if !port.ends_with(']') => (name, Some(port.parse().ok()?)),
            _ => (host, None),
        };
        let name = name.trim_start_matches('[').trim_end_matches(']');
        // What begins with a hyphen would be an option.
        let is_name = |text: &str| !text.is_empty() && !text.starts_with('-');
        (is_name(name) && user.as_deref().is_none_or(is_name)).then(|| Self {
            user,
            name: name.to_owned(),
            port,
            socket: path.map(|path| format!("/{path}")),
        })
    }

    fn command(&self) -> Command {
        let mut ssh = Command::new("ssh");
        // Nobody can be asked for a password while the screen is taken.
        ssh.args(["-T", "-o", "BatchMode=yes", "-o", "ConnectTimeout=10"]);
        if let Some(user) = &self.user {
            ssh.args(["-l", user]);
        }
        if let Some(port) = self.port {
            ssh.args(["-p", &port.to_string()]);
        }
        ssh.args(["--", &self.name, "docker"]);
        if let Some(socket) = &self.socket {
            ssh.args(["--host", &format!("unix://{socket}")]);
        }
        ssh.args(["system", "dial-stdio"]);
        ssh
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ssh://")?;
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        match self.name.contains(':') {
            true => write!(f, "[{}]", self.name)?,
            false => f.write_str(&self.name)?,
        }
        if let Some(port) = self.port {
            write!(f, ":{port}")?;
        }
        f.write_str(self.socket.as_deref().unwrap_or_default())
    }
}

/// Begins to connect. Whether it succeeds shows with the first byte.
pub fn connect(host: &Host) -> io::Result<Tunnel> {
    let mut child = host
        .command()
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        // A Ctrl+C at the terminal is ours alone: what we boot must be removed through this very connection.
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => io::Error::other(Trouble::NoSsh),
            _ => error,
        })?;
    let (Some(input), Some(output), Some(errors)) =
        (child.stdin.take(), child.stdout.take(), child.stderr.take())
    else {
        return Err(io::ErrorKind::BrokenPipe.into());
    };
    Ok(Tunnel {
        input: Some(input),
        output,
        said: tokio::spawn(last_words(errors)),
        spoke: false,
        host: host.to_string(),
        _child: child,
    })
}

/// What it complains of, as far as anybody reads it.
async fn last_words(errors: ChildStderr) -> String {
    const MANY: u64 = 8 * 1024;
    let mut said = Vec::new();
    let mut errors = errors.take(MANY);
    // What was read before an error is said all the same.
    let _ = errors.read_to_end(&mut said).await;
    let mut rest = errors.into_inner();
    let mut sink = tokio::io::sink();
    let _ = tokio::io::copy(&mut rest, &mut sink).await;
    String::from_utf8_lossy(&said).into_owned()
}

/// A running ssh. It is killed when this is dropped.
pub struct Tunnel {
    input: Option<ChildStdin>,
    output: ChildStdout,
    said: JoinHandle<String>,
    /// Whether the far end has ever sent a byte.
    spoke: bool,
    host: String,
    _child: Child,
}

impl AsyncRead for Tunnel {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.output).poll_read(cx, buffer))?;
        if buffer.filled().len() > before {
            self.spoke = true;
        }
        if self.spoke || buffer.remaining() == 0 {
            return Poll::Ready(Ok(()));
        }
        // It has ended without a word to us: its complaint is why.
        let said = ready!(Pin::new(&mut self.said).poll(cx)).unwrap_or_default();
        self.spoke = true;
        let host = self.host.clone();
        Poll::Ready(Err(io::Error::other(Trouble::of(host, &said))))
    }
}

impl AsyncWrite for Tunnel {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match &mut self.input {
            Some(input) => match ready!(Pin::new(input).poll_write(cx, bytes)) {
                // Reading tells why it has ended.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe && !self.spoke => {
                    Poll::Ready(Ok(bytes.len()))
                }
                written => Poll::Ready(written),
            },
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        // A pipe holds nothing back.
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.input = None;
        Poll::Ready(Ok(()))
    }
}

/// Why ssh did not get there, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// There is no ssh here.
    #[error("there is no `ssh` here; install the OpenSSH client")]
    NoSsh,
    /// It would have to ask for a password, or has no key that fits.
    #[error(
        "ssh is not let in without a password; make a key known there (`ssh-copy-id`), \
         and give your agent the key's passphrase (`ssh-add`)"
    )]
    Password,
    /// It has never seen this machine, or the machine has changed.
    #[error(
        "ssh does not know this host's key; run `ssh` to it once by hand, and compare what it shows"
    )]
    UnknownHost,
    /// There is no Docker command there.
    #[error("there is no `docker` command at the far end; install Docker there, or add it to PATH")]
    NoDocker,
    /// Docker's command is there, and the engine is not.
    #[error("the engine does not answer at the far end: {0}; start Docker there")]
    NoEngine(String),
    /// Something else.
    #[error("{0}; try `ssh` to {1} by hand")]
    Other(String, String),
}

impl Trouble {
    /// By what ssh, the far shell or the far Docker has complained of.
    fn of(host: String, said: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| said.contains(word));
        let last = said.lines().rfind(|line| !line.trim().is_empty());
        let last = last.unwrap_or("ssh hung up").trim();
        if has(&["Host key verification failed"]) {
            return Self::UnknownHost;
        }
        // The engine's socket speaks of permissions, too.
        if has(&["docker daemon", "Docker daemon", "dial unix"]) {
            return Self::NoEngine(last.to_owned());
        }
        if has(&["Permission denied (", "Too many authentication failures"]) {
            return Self::Password;
        }
        if has(&["not found", "No such file", "not recognized"]) && has(&["docker"]) {
            return Self::NoDocker;
        }
        Self::Other(last.to_owned(), host)
    }
}

/// What of ssh an error comes from, if it does.
pub fn explain(error: &(dyn std::error::Error + 'static)) -> Option<String> {
    let trouble = causes(error).find_map(|cause| cause.downcast_ref::<Trouble>());
    trouble.map(Trouble::to_string)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn args(text: &str) -> Vec<String> {
        let command = Host::parse(text).unwrap().command();
        let args = command.as_std().get_args();
        args.map(|arg| arg.to_str().unwrap().to_owned())
            .skip(5)
            .collect()
    }

    #[test]
    fn a_host_becomes_arguments() {
        let dial = ["docker", "system", "dial-stdio"];
        assert_eq!(args("host"), [&["--", "host"], &dial[..]].concat());
        assert_eq!(
            args("me@host:22"),
            [&["-l", "me", "-p", "22", "--", "host"], &dial[..]].concat()
        );
        assert_eq!(args("me@[fe80::1]:22")[5], "fe80::1");
        assert_eq!(
            args("host/run/user/7/docker.sock")[2..5],
            ["docker", "--host", "unix:///run/user/7/docker.sock"]
        );
    }

    #[test]
    fn what_would_be_an_option_is_no_host() {
        for text in ["-oProxyCommand=id", "-F@host", "me@-v", "", "me@", "host:x"] {
            assert_eq!(Host::parse(text), None, "{text}");
        }
    }

    #[test]
    fn complaints_are_told_apart() {
        let of = |said: &str| Trouble::of("ssh://me@host".to_owned(), said);
        assert_eq!(
            of("me@host: Permission denied (publickey,password).\n"),
            Trouble::Password
        );
        assert_eq!(
            of("No ED25519 host key is known for host.\nHost key verification failed.\n"),
            Trouble::UnknownHost
        );
        assert_eq!(
            of("bash: line 1: docker: command not found\n"),
            Trouble::NoDocker
        );
        assert!(matches!(
            of("permission denied while trying to connect to the Docker daemon socket"),
            Trouble::NoEngine(_)
        ));
        let other = of("ssh: connect to host host port 22: Connection refused\n").to_string();
        assert!(other.contains("Connection refused; try"), "{other}");
    }
}
