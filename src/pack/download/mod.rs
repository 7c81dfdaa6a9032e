//! A pack's file, fetched from the net. What comes is counted, summed and handed on; what it is, others look at.
//!
//! It waits for the net: whoever calls has a thread for it.

mod address;
mod error;
mod proxy;

use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::{Agent, Body};

use super::archive::limits;
use super::archive::manifest::Sum;

pub use address::Address;
pub use error::DownloadError;

/// The largest file that is fetched, bytes: compressed, no archive comes near it.
pub const LARGEST: u64 = limits::PACK + limits::IMAGES;

/// How many redirects are followed.
const REDIRECTS: u32 = 5;

/// How long a host may take until it is reached, and then until it says its next byte.
const PATIENCE: Duration = Duration::from_secs(30);

/// How much is read at once, bytes.
const PIECE: usize = 64 * 1024;

/// What is told how far it has come, after each piece: bytes that are there, and bytes in all where the host says so.
pub type Report<'a> = &'a mut dyn FnMut(u64, Option<u64>);

impl Address {
    /// Fetches the file, `limit` bytes at most, and sees that it has its sum where that is known.
    ///
    /// # Errors
    /// It is not to be had, too large, or another; or it cannot be written. What was written until then is of no use.
    pub fn fetch(
        &self,
        limit: u64,
        into: &mut dyn Write,
        report: Report<'_>,
    ) -> Result<(), DownloadError> {
        let agent = self.agent()?;
        let response = agent.get(self.uri().clone()).call();
        let mut response = response.map_err(|error| self.trouble(error))?;
        let body = response.body_mut();
        let total = body.content_length();
        if total.is_some_and(|total| total > limit) {
            return Err(self.too_large(limit));
        }
        let found = self.copy(body, total, limit, into, report)?;
        match self.sum() {
            Some(wanted) if wanted != found => Err(DownloadError::WrongSum {
                url: self.to_string(),
                wanted,
                found,
            }),
            _ => Ok(()),
        }
    }

    /// Copies what comes, and gives its sum.
    fn copy(
        &self,
        body: &mut Body,
        total: Option<u64>,
        limit: u64,
        into: &mut dyn Write,
        report: Report<'_>,
    ) -> Result<Sum, DownloadError> {
        let mut from = body.as_reader();
        let (mut sum, mut done) = (Sha256::new(), 0);
        let mut piece = vec![0; PIECE];
        loop {
            let read = match from.read(&mut piece) {
                Ok(0) => return Ok(Sum(sum.finalize().into())),
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(self.cut(done, total, error)),
            };
            done += read as u64;
            if done > limit {
                return Err(self.too_large(limit));
            }
            let piece = &piece[..read];
            into.write_all(piece).map_err(DownloadError::Write)?;
            sum.update(piece);
            report(done, total);
        }
    }

    fn agent(&self) -> Result<Agent, DownloadError> {
        let config = Agent::config_builder()
            .tls_config(tls())
            .proxy(proxy::of(self.uri())?)
            // What begins behind TLS does not go on without: a redirect could lead anybody to anything.
            .https_only(self.is_secure())
            .max_redirects(REDIRECTS)
            .timeout_resolve(Some(PATIENCE))
            .timeout_connect(Some(PATIENCE))
            .timeout_per_read(Some(PATIENCE))
            .timeout_per_write(Some(PATIENCE))
            .user_agent(concat!("tutorbox/", env!("CARGO_PKG_VERSION")))
            .build();
        Ok(config.new_agent())
    }

    fn too_large(&self, limit: u64) -> DownloadError {
        DownloadError::TooLarge {
            url: self.to_string(),
            limit,
        }
    }

    /// What came ends too early.
    fn cut(&self, done: u64, total: Option<u64>, error: io::Error) -> DownloadError {
        match error.kind() {
            ErrorKind::UnexpectedEof => DownloadError::CutShort {
                url: self.to_string(),
                done,
                total,
            },
            _ => self.trouble(error.into()),
        }
    }
}

/// Whom the system believes; what of its store cannot be read vouches for nobody.
fn tls() -> TlsConfig {
    let found = rustls_native_certs::load_native_certs().certs;
    let roots = found
        .iter()
        .map(|der| Certificate::from_der(der).to_owned());
    TlsConfig::builder()
        .root_certs(RootCerts::from(roots))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}
