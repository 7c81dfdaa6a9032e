//! The way to an engine: HTTP over a socket, TLS, or ssh.
//!
//! It connects, and knows nothing of what is asked: neither containers nor policies.

pub mod ssh;
pub mod tls;

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bollard::errors::Error;
use bollard::{API_DEFAULT_VERSION, BollardRequest, ClientVersion, Docker};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Bytes, Incoming};
use hyper::{Request, Response, Uri};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpStream, UnixStream};
use tower_service::Service;

use super::place::Place;

/// A client of the engine at `place`, which speaks this version of its API. Nothing is connected yet. Each of its answers
/// must have begun within `deadline`.
///
/// # Errors
/// The address cannot stand in a request.
pub fn client(place: &Place, api: &ClientVersion, deadline: Duration) -> Result<Docker, Error> {
    let wire = wire(place);
    let transport = move |request: BollardRequest| {
        let answer = wire.request(request);
        async move { answer.await.map_err(Error::from) }
    };
    Docker::connect_with_custom_transport(transport, Some(base(place)), deadline.as_secs(), api)
}

/// What an engine says when it is pinged, which costs it nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pong {
    /// The newest version of the API that both of us speak.
    pub api: ClientVersion,
    /// Whether it is Podman that speaks Docker's API.
    pub podman: bool,
}

/// Pings the engine at `place`.
pub async fn ping(place: &Place) -> Result<Pong, Error> {
    let request = Request::builder()
        .uri(format!("{}/_ping", base(place)))
        .body(Full::<Bytes>::default())?;
    let answer = wire(place).request(request).await?;
    if !answer.status().is_success() {
        return Err(refusal(answer).await?);
    }
    let headers = answer.headers();
    let theirs = headers
        .get("api-version")
        .and_then(|value| version(value.to_str().ok()?));
    Ok(Pong {
        api: match theirs {
            Some(theirs) if theirs < *API_DEFAULT_VERSION => theirs,
            Some(_) => *API_DEFAULT_VERSION,
            None => return Err(Error::APIVersionParseError {}),
        },
        podman: headers.contains_key("libpod-api-version"),
    })
}

/// `1.41`.
fn version(text: &str) -> Option<ClientVersion> {
    let (major, minor) = text.trim().split_once('.')?;
    Some(ClientVersion {
        major_version: major.parse().ok()?,
        minor_version: minor.parse().ok()?,
    })
}

/// Asks the engine at `place` what bollard has no words for; its whole answer.
pub async fn request(place: &Place, request: Request<Full<Bytes>>) -> Result<Bytes, Error> {
    let answer = wire(place).request(request).await?;
    if !answer.status().is_success() {
        return Err(refusal(answer).await?);
    }
    Ok(answer.into_body().collect().await?.to_bytes())
}

/// What the engine has against a request.
async fn refusal(answer: Response<Incoming>) -> Result<Error, hyper::Error> {
    #[derive(serde::Deserialize)]
    struct Refusal {
        message: String,
    }
    let status_code = answer.status().as_u16();
    let body = answer.into_body().collect().await?.to_bytes();
    Ok(Error::DockerResponseServerError {
        status_code,
        message: match serde_json::from_slice(&body) {
            Ok(Refusal { message }) => message,
            Err(_) => String::from_utf8_lossy(&body).trim().to_owned(),
        },
    })
}

/// What stands before the path of a request.
pub fn base(place: &Place) -> String {
    match place {
        Place::Tcp(address) | Place::Tls { address, .. } => format!("http://{address}"),
        // Whoever listens at a socket has no other name.
        Place::Unix(_) | Place::Ssh(_) => "http://localhost".to_owned(),
    }
}

fn wire<B>(place: &Place) -> Client<Connector, B>
where
    B: Body + Send + 'static + Unpin,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    let mut builder = Client::builder(TokioExecutor::new());
    match place {
        // An engine that restarts closes what lies idle. A new connection costs nothing here.
        Place::Unix(_) | Place::Tcp(_) => builder.pool_max_idle_per_host(0),
        // It costs a handshake, over ssh a login.
        Place::Tls { .. } | Place::Ssh(_) => builder.pool_max_idle_per_host(4),
    };
    builder.build(Connector(place.clone()))
}

/// Connects to a place.
#[derive(Clone)]
struct Connector(Place);

impl Service<Uri> for Connector {
    type Response = TokioIo<Pipe>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<TokioIo<Pipe>>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Uri) -> Self::Future {
        let place = self.0.clone();
        Box::pin(async move { open(&place).await.map(TokioIo::new) })
    }
}

async fn open(place: &Place) -> io::Result<Pipe> {
    Ok(Pipe(match place {
        Place::Unix(path) => Box::new(UnixStream::connect(path).await?),
        Place::Tcp(address) => Box::new(tcp(split_port(address, 2375)).await?),
        Place::Tls { address, files } => {
            let (host, port) = split_port(address, 2376);
            Box::new(tls::connect(tcp((host, port)).await?, host, files).await?)
        }
        Place::Ssh(host) => Box::new(ssh::connect(host)?),
    }))
}

async fn tcp(address: (&str, u16)) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    // A job is a few small writes; none shall wait for another's acknowledgement.
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Host and port; the usual one where none is named.
fn split_port(address: &str, usual: u16) -> (&str, u16) {
    let split = address.rsplit_once(':');
    let (host, port) = split
        .and_then(|(host, port)| Some((host, port.parse().ok()?)))
        .unwrap_or((address, usual));
    (host.trim_start_matches('[').trim_end_matches(']'), port)
}

/// Bytes in both directions.
trait Duplex: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Duplex for T {}

/// A connection, whatever it is made of.
struct Pipe(Box<dyn Duplex>);

impl Connection for Pipe {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl AsyncRead for Pipe {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Pipe {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(cx)
    }
}

/// The causes of an error, outermost first. What an [`io::Error`] was made of is one of them.
fn causes<'a>(
    error: &'a (dyn std::error::Error + 'static),
) -> impl Iterator<Item = &'a (dyn std::error::Error + 'static)> {
    std::iter::successors(Some(error), |error| {
        match error
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(inner) => Some(inner),
            None => error.source(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_host_and_a_port() {
        assert_eq!(split_port("host:2376", 2375), ("host", 2376));
        assert_eq!(split_port("host", 2375), ("host", 2375));
        assert_eq!(split_port("[::1]:2376", 2375), ("::1", 2376));
    }
}
