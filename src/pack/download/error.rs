//! Why a file cannot be fetched, and what to do.

use std::error::Error;
use std::io::{self, ErrorKind};
use std::net::ToSocketAddrs;

use rustls::{CertificateError, Error as TlsError};

use super::{Address, proxy};
use crate::pack::archive::manifest::Sum;

/// A file cannot be fetched. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum DownloadError {
    /// It is no address.
    #[error(
        "{word} {why}: an address is http:// or https://, a host and a path, and may end with #sha256=SUM"
    )]
    Address {
        /// What was given.
        word: String,
        /// What is wrong with it.
        why: String,
    },
    /// It is no sum.
    #[error(
        "{0} is no SHA-256 sum: that has 64 digits, 0 to 9 and a to f; `sha256sum FILE` prints it"
    )]
    Sum(String),
    /// A proxy is named that cannot be used, or that does not let us through.
    #[error(
        "cannot go through the proxy: {0}; see http_proxy, https_proxy and no_proxy in the environment"
    )]
    Proxy(String),
    /// Nobody knows the host.
    #[error(
        "there is no host called {0}, or no network: see that it is spelled right, and that others can be reached; behind a proxy, set https_proxy"
    )]
    NoHost(String),
    /// It cannot be talked to.
    #[error(
        "cannot talk to {host}: {why}; try again later, or ask whoever runs it; behind a proxy, set https_proxy"
    )]
    Unreachable {
        /// Whom.
        host: String,
        /// Why not.
        why: String,
    },
    /// It does not prove to be the one that was meant.
    #[error("{host} is not trusted: {why}; nothing was fetched")]
    Certificate {
        /// Who.
        host: String,
        /// Why not, and what to do.
        why: &'static str,
    },
    /// It has no such file.
    #[error(
        "there is nothing at {0}: see that the address is right, or ask its author for the new one"
    )]
    NotFound(String),
    /// It answers something else than the file.
    #[error("{url} cannot be had: the host answers with status {status}{}", meaning(*status))]
    Status {
        /// What was asked for.
        url: String,
        /// HTTP's number for why not.
        status: u16,
    },
    /// It leads from one address to the next.
    #[error(
        "{0} leads from one address to the next and to no file: ask its author for the address of the file itself"
    )]
    Redirects(String),
    /// It leads out of TLS.
    #[error(
        "{url} is behind https and leads to {to}, which is not: ask its author for an address that stays behind https"
    )]
    Insecure {
        /// What was asked for.
        url: String,
        /// Where it leads.
        to: String,
    },
    /// It is too large.
    #[error("{url} is larger than {} MiB, and so is no pack: see that the address is right", limit / (1024 * 1024))]
    TooLarge {
        /// What was asked for.
        url: String,
        /// What is taken at most, bytes.
        limit: u64,
    },
    /// It ended before its end.
    #[error("{url} was cut short after {done} bytes{}: try again", total.map(|total| format!(" of {total}")).unwrap_or_default())]
    CutShort {
        /// What was asked for.
        url: String,
        /// How many bytes came.
        done: u64,
        /// How many there are, where the host said so.
        total: Option<u64>,
    },
    /// It is another file.
    #[error(
        "{url} is not the file that was meant: its sum is {found}, and should be {wanted}. Nothing of it was kept; ask its author which it is"
    )]
    WrongSum {
        /// What was asked for.
        url: String,
        /// The sum that was said.
        wanted: Sum,
        /// What it has.
        found: Sum,
    },
    /// There is no room for it.
    #[error("cannot write what is fetched: {0}; make room, or name another folder in TMPDIR")]
    Write(io::Error),
}

/// What a status tells people who do not know the number, and what to do.
fn meaning(status: u16) -> &'static str {
    match status {
        401 | 403 => ", it is not for everybody: fetch it with a browser, and install the file",
        429 => ", it is asked too often: try again later",
        500.. => ", it has trouble of its own: try again later",
        _ => ": see that the address is right",
    }
}

impl Address {
    /// What an error of the client's means for this address.
    pub(super) fn trouble(&self, error: ureq::Error) -> DownloadError {
        let (url, host) = (self.to_string(), self.host());
        let unreachable = |why: String| DownloadError::Unreachable {
            host: host.clone(),
            why,
        };
        match error {
            ureq::Error::StatusCode(404 | 410) => DownloadError::NotFound(url),
            ureq::Error::StatusCode(status) => DownloadError::Status { url, status },
            ureq::Error::HostNotFound => DownloadError::NoHost(host),
            ureq::Error::TooManyRedirects => DownloadError::Redirects(url),
            ureq::Error::RequireHttpsOnly(to) => DownloadError::Insecure { url, to },
            ureq::Error::ConnectProxyFailed(why) => DownloadError::Proxy(why),
            ureq::Error::Timeout(_) => unreachable("it says nothing".to_owned()),
            ureq::Error::Rustls(error) => tls(host.clone(), &error),
            ureq::Error::Io(error) => match inner(&error) {
                Some(error) => tls(host.clone(), error),
                None if proxy::is_used(self.uri()) => DownloadError::Proxy(plain(&error)),
                None if self.is_unknown() => DownloadError::NoHost(host),
                None => unreachable(plain(&error)),
            },
            other => unreachable(other.to_string()),
        }
    }
}

impl Address {
    /// Whether nobody knows the host: the error of whoever looked it up does not say so.
    fn is_unknown(&self) -> bool {
        (self.host().as_str(), 0).to_socket_addrs().is_err()
    }
}

/// TLS's own error, where it is inside of another.
fn inner(error: &io::Error) -> Option<&TlsError> {
    let mut cause = error.get_ref().map(|error| error as &(dyn Error + 'static));
    while let Some(error) = cause {
        if let Some(found) = error.downcast_ref() {
            return Some(found);
        }
        cause = error.source();
    }
    None
}

fn plain(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::ConnectionRefused => "nobody answers there".to_owned(),
        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset => "it hangs up".to_owned(),
        _ => error.to_string(),
    }
}

fn tls(host: String, error: &TlsError) -> DownloadError {
    let why = match error {
        TlsError::InvalidCertificate(error) => match error {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "its certificate is for another name; use the name that it was made for"
            }
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => {
                "its certificate is not valid at this time; see that the clock is right, or ask whoever runs it to renew it"
            }
            _ => {
                "nobody whom this system believes vouches for its certificate; where you know who does, name a file with theirs in SSL_CERT_FILE"
            }
        },
        _ => {
            return DownloadError::Unreachable {
                host,
                why: format!("it does not speak TLS as it should ({error})"),
            };
        }
    };
    DownloadError::Certificate { host, why }
}
