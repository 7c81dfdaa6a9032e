//! Packs from the net, by the real binary and from servers of our own: fetched, vouched for, refused.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use rcgen::{CertificateParams, CertifiedIssuer, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use sha2::{Digest, Sha256};

use crate::room::{Room, ada, names};

/// A stream that a request comes on.
trait Wire: Read + Write {}
impl<T: Read + Write> Wire for T {}

/// Answers each request, told by its first line, with these bytes; then hangs up.
struct Server {
    port: u16,
    asked: Receiver<String>,
}

type Answer = dyn Fn(&str) -> Vec<u8> + Send + Sync;

impl Server {
    fn plain(answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        Self::new(Arc::new(answer), |stream| Some(Box::new(stream)))
    }

    /// Behind TLS, as `localhost`; its authority's certificate is put into the room.
    fn secure(room: &Room, answer: impl Fn(&str) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let mut authority = CertificateParams::new([]).unwrap();
        authority.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(authority, KeyPair::generate().unwrap());
        let authority = authority.unwrap();
        room.file("ca.pem", authority.pem());
        let key = KeyPair::generate().unwrap();
        let own = CertificateParams::new(["localhost".to_owned()]).unwrap();
        let own = own.signed_by(&key, &authority).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![CertificateDer::from(own.der().to_vec())],
                PrivateKeyDer::try_from(key.serialize_der()).unwrap(),
            );
        let config = Arc::new(config.unwrap());
        Self::new(Arc::new(answer), move |stream| {
            let tls = ServerConnection::new(Arc::clone(&config)).ok()?;
            Some(Box::new(StreamOwned::new(tls, stream)))
        })
    }

    fn new(
        answer: Arc<Answer>,
        wire: impl Fn(TcpStream) -> Option<Box<dyn Wire>> + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let (tell, asked) = mpsc::channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Some(wire) = wire(stream.unwrap()) else {
                    continue;
                };
                // Whoever does not trust us hangs up: that is no fault of the server's.
                let _ = serve(wire, &*answer, &tell);
            }
        });
        Self { port, asked }
    }

    fn url(&self, rest: &str) -> String {
        format!("http://127.0.0.1:{}/{rest}", self.port)
    }

    fn secure_url(&self, rest: &str) -> String {
        format!("https://localhost:{}/{rest}", self.port)
    }
}

fn serve(wire: Box<dyn Wire>, answer: &Answer, tell: &Sender<String>) -> std::io::Result<()> {
    let mut wire = BufReader::new(wire);
    let (mut first, mut line) = (String::new(), String::new());
    wire.read_line(&mut first)?;
    while wire.read_line(&mut line)? > 2 {
        line.clear();
    }
    tell.send(first.clone()).ok();
    wire.get_mut().write_all(&answer(&first))?;
    wire.get_mut().flush()
}

fn found(body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

fn leads_to(url: &str) -> Vec<u8> {
    format!(
        "HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    )
    .into_bytes()
}

fn answers(status: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").into_bytes()
}

/// Where nobody listens.
fn closed_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

fn archive(room: &Room, name: &str) -> Vec<u8> {
    let key = name.starts_with("signed").then(ada);
    std::fs::read(room.archive(name, key)).unwrap()
}

fn sum(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// `pack install` with these words, in a room whose temporary files are its own.
fn install(room: &Room, words: &str) -> Command {
    let mut command = Command::from_std(std_install(room, words));
    command.timeout(Duration::from_secs(60));
    command
}

fn std_install(room: &Room, words: &str) -> std::process::Command {
    std::fs::create_dir_all(room.path("tmp")).unwrap();
    let mut command = room.std_command(&format!("pack install {words}"));
    command
        .env("TMPDIR", room.path("tmp"))
        .env("SSL_CERT_FILE", room.path("ca.pem"))
        .env_remove("SSL_CERT_DIR");
    for name in ["http_proxy", "https_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name).env_remove(name.to_uppercase());
    }
    command
}

/// Refused with these words, and nothing is left of it.
fn refused(room: &Room, words: &str, why: &str) {
    let mut command = install(room, words);
    command.assert().code(2).stderr(contains(why));
    assert_eq!(room.installed(), None);
    assert!(names(&room.path("tmp")).is_empty());
}

#[test]
fn over_plain_http_a_sum_or_a_signature_vouches_for_a_pack() {
    let room = Room::new();
    let (plain, signed) = (archive(&room, "tea.tbx"), archive(&room, "signed.tbx"));
    let wanted = sum(&plain);
    let server = Server::plain(move |line| match line.contains("signed") {
        true => found(&signed),
        false => found(&plain),
    });
    let url = server.url("tea.tbx");
    refused(&room, &url, "tea is not signed, and http://127.0.0.1");
    refused(&room, &url, "--sha256 SUM");
    let other = sum(b"other");
    refused(
        &room,
        &format!("{url} --sha256 {other}"),
        "is not the file that was meant",
    );
    refused(&room, &format!("{url}#sha256={other}"), &wanted);
    // Whoever is on the way could have signed it.
    let signed = server.url("signed.tbx");
    refused(&room, &format!("{signed} --yes"), "--trust");
    let key = room.file("ada.pub", ada().public().to_string());
    for words in [
        format!("{url} --sha256 {wanted}"),
        format!("{url}#sha256={}", wanted.to_uppercase()),
        format!("{signed} --trust {}", key.display()),
    ] {
        install(&room, &words)
            .assert()
            .code(0)
            .stderr(contains("not signed").not());
        assert_eq!(room.installed().unwrap(), "1.0.0");
        assert!(names(&room.path("tmp")).is_empty());
        room.run("pack remove tea");
    }
}

#[test]
fn https_vouches_for_the_host_and_a_stranger_is_refused() {
    let room = Room::new();
    let tea = archive(&room, "tea.tbx");
    let server = Server::secure(&room, move |_| found(&tea));
    let url = server.secure_url("tea.tbx");
    refused(
        &room,
        &url.replace("localhost", "127.0.0.1"),
        "127.0.0.1 is not trusted: its certificate is for another name",
    );
    let ca = std::fs::read(room.path("ca.pem")).unwrap();
    // Another authority.
    drop(Server::secure(&room, |_| Vec::new()));
    refused(
        &room,
        &url,
        "localhost is not trusted: nobody whom this system believes",
    );
    room.file("ca.pem", ca);
    install(&room, &url)
        .assert()
        .code(0)
        .stderr(contains("https vouches for the host that it is from"));
    assert_eq!(room.installed().unwrap(), "1.0.0");
}

#[test]
fn redirects_are_followed_a_little_way_and_never_out_of_https() {
    let room = Room::new();
    let tea = archive(&room, "tea.tbx");
    let wanted = sum(&tea);
    let server = Server::plain(move |line| match line {
        line if line.starts_with("GET /tea.tbx") => found(&tea),
        line if line.starts_with("GET /once") => leads_to("/tea.tbx"),
        _ => leads_to("/again"),
    });
    install(&room, &format!("{} --sha256 {wanted}", server.url("once")))
        .assert()
        .code(0);
    room.run("pack remove tea");
    refused(
        &room,
        &server.url("again"),
        "leads from one address to the next",
    );
    let plain = server.url("tea.tbx");
    let secure = Server::secure(&room, move |_| leads_to(&plain));
    let asked = server.asked.try_iter().count();
    refused(
        &room,
        &format!("{} --sha256 {wanted}", secure.secure_url("out")),
        "is behind https and leads to http://127.0.0.1",
    );
    assert_eq!((asked, server.asked.try_iter().count()), (8, 0));
}

#[test]
fn what_cannot_be_had_says_why() {
    let room = Room::new();
    let tea = archive(&room, "tea.tbx");
    let server = Server::plain(
        move |line| match line.split(' ').nth(1).unwrap_or_default() {
            "/none" => answers("404 Not Found"),
            "/private" => answers("403 Forbidden"),
            "/busy" => answers("503 Service Unavailable"),
            "/large" => b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n".to_vec(),
            "/short" => found(&tea)[..200].to_vec(),
            "/page" => found(b"<html>Please sign in</html>"),
            _ => b"SSH-2.0-tea\r\n".to_vec(),
        },
    );
    for (path, why) in [
        ("none", "there is nothing at http://127.0.0.1"),
        ("private", "fetch it with a browser"),
        ("busy", "try again later"),
        ("large", "is larger than 4352 MiB"),
        ("short", "was cut short after"),
        ("page", "/page is refused"),
        ("noise", "cannot talk to 127.0.0.1"),
    ] {
        refused(&room, &server.url(path), why);
    }
    let port = closed_port();
    refused(
        &room,
        &format!("http://127.0.0.1:{port}/tea.tbx"),
        "nobody answers there",
    );
    refused(
        &room,
        "http://tea.invalid/tea.tbx",
        "there is no host called tea.invalid",
    );
    refused(
        &room,
        "https://t/a#tea",
        "an address is http:// or https://",
    );
    refused(
        &room,
        &format!("tea --sha256 {}", sum(b"")),
        "--sha256 is for an address",
    );
}

#[test]
fn a_proxy_is_gone_through_and_some_hosts_are_not() {
    let room = Room::new();
    let tea = archive(&room, "tea.tbx");
    let wanted = sum(&tea);
    let server = Server::plain(move |_| found(&tea));
    let proxy = Server::plain(|_| answers("407 Proxy Authentication Required"));
    let words = format!("{} --sha256 {wanted}", server.url("tea.tbx"));
    let mut through = install(&room, &words);
    through
        .env("http_proxy", format!("http://127.0.0.1:{}", proxy.port))
        .assert()
        .code(2)
        .stderr(contains("cannot go through the proxy"));
    let asked = proxy.asked.recv().unwrap();
    assert!(asked.starts_with("CONNECT 127.0.0.1:"), "{asked}");
    let mut nobody = install(&room, &words);
    nobody
        .env("HTTP_PROXY", format!("http://127.0.0.1:{}", closed_port()))
        .assert()
        .code(2)
        .stderr(contains("through the proxy: nobody answers there"));
    let mut round = install(&room, &words);
    round
        .env("http_proxy", format!("http://127.0.0.1:{}", proxy.port))
        .env("NO_PROXY", "tea.org, 127.0.0.1")
        .assert()
        .code(0);
    assert_eq!(proxy.asked.try_iter().count(), 0);
}

#[test]
fn whoever_interrupts_it_leaves_nothing_behind() {
    let room = Room::new();
    let (go_on, wait) = mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let server = Server::plain(move |_| {
        // The head comes, and then nothing more.
        wait.lock().unwrap().recv().ok();
        Vec::new()
    });
    let mut child = std_install(&room, &server.url("tea.tbx"))
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    server.asked.recv().unwrap();
    assert_eq!(names(&room.path("tmp")).len(), 1);
    let pid = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(pid, rustix::process::Signal::INT).unwrap();
    let since = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(since.elapsed() < Duration::from_secs(5));
    assert!(names(&room.path("tmp")).is_empty());
    drop(go_on);
}
