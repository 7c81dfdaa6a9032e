//! TLS to an engine: it proves to be the one that was meant, and we prove who we are.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tokio::net::TcpStream;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{
    AlertDescription, CertificateError, ClientConfig, Error, RootCertStore,
};
use tokio_rustls::{TlsConnector, rustls};

use super::causes;

/// The files with which to be let in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Files {
    /// Who may vouch for the engine; where there is none, whom the system believes.
    pub ca: Option<PathBuf>,
    /// Our own certificate and its key.
    pub own: Option<(PathBuf, PathBuf)>,
}

/// Speaks TLS on `stream`, to whom `host` names.
pub async fn connect(
    stream: TcpStream,
    host: &str,
    files: &Files,
) -> io::Result<TlsStream<TcpStream>> {
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    let config = config(files)?;
    TlsConnector::from(Arc::new(config))
        .connect(name, stream)
        .await
}

/// Read anew for each connection: whoever renews a certificate need not start us again.
fn config(files: &Files) -> io::Result<ClientConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_root_certificates(roots(files.ca.as_deref())?);
    let Some((certificate, key)) = &files.own else {
        return Ok(builder.with_no_client_auth());
    };
    let chain = certificates(certificate)?;
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| unreadable(key, &error))?;
    builder
        .with_client_auth_cert(chain, secret)
        .map_err(|error| unreadable(key, &error))
}

fn roots(ca: Option<&Path>) -> io::Result<RootCertStore> {
    let mut roots = RootCertStore::empty();
    match ca {
        Some(path) => {
            for certificate in certificates(path)? {
                roots
                    .add(certificate)
                    .map_err(|error| unreadable(path, &error))?;
            }
        }
        // What of the system's store cannot be read vouches for nobody.
        None => {
            roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        }
    }
    Ok(roots)
}

fn certificates(path: &Path) -> io::Result<Vec<CertificateDer<'static>>> {
    let read = || CertificateDer::pem_file_iter(path)?.collect::<Result<Vec<_>, _>>();
    let found = read().map_err(|error| unreadable(path, &error))?;
    if found.is_empty() {
        return Err(unreadable(path, &"there is no certificate in it"));
    }
    Ok(found)
}

fn unreadable(path: &Path, why: &dyn std::fmt::Display) -> io::Error {
    io::Error::other(Trouble::File(format!("{}: {why}", path.display())))
}

/// What stands between us and an engine that speaks TLS.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// A file of ours is of no use.
    #[error("cannot use {0}")]
    File(String),
    /// Nobody whom we believe vouches for it.
    #[error("nobody vouches for its certificate")]
    Stranger,
    /// It is vouched for under another name.
    #[error("its certificate is for another name")]
    OtherName,
    /// Its certificate's time is over, or has not come.
    #[error("its certificate is not valid at this time")]
    Time,
    /// It does not let us in.
    #[error("it does not accept us")]
    Refused,
    /// It speaks something else.
    #[error("it does not speak TLS")]
    NoTls,
}

impl Trouble {
    /// What it is, and what to do.
    pub fn remedy(&self, files: &Files) -> String {
        let path = |file: Option<&PathBuf>, usual: &str| {
            file.map_or_else(|| usual.to_owned(), |path| path.display().to_string())
        };
        let ca = path(files.ca.as_ref(), "the system's certificates");
        let own = path(files.own.as_ref().map(|(own, _)| own), "cert.pem");
        match self {
            Self::File(_) => {
                format!("{self}; DOCKER_CERT_PATH is the folder of ca.pem, cert.pem and key.pem")
            }
            Self::Stranger => format!("{self} by {ca}; get the ca.pem of this engine"),
            Self::OtherName => {
                format!("{self}; use the name it was made for, or make one for this name")
            }
            Self::Time => format!("{self}; renew it, or set the clock"),
            Self::Refused if files.own.is_none() => format!(
                "{self}: it asks for a certificate of yours; put cert.pem and key.pem beside ca.pem"
            ),
            Self::Refused => {
                format!("{self} with {own}; get a certificate that its ca.pem vouches for")
            }
            Self::NoTls => {
                format!("{self}; unset DOCKER_TLS_VERIFY if this network can be trusted")
            }
        }
    }
}

/// What of TLS an error comes from, if it does.
pub fn explain(error: &(dyn std::error::Error + 'static)) -> Option<Trouble> {
    causes(error).find_map(|cause| {
        cause
            .downcast_ref::<Trouble>()
            .cloned()
            .or_else(|| cause.downcast_ref::<Error>().and_then(trouble))
    })
}

fn trouble(error: &Error) -> Option<Trouble> {
    use CertificateError as Certificate;
    Some(match error {
        Error::InvalidCertificate(
            Certificate::NotValidForName | Certificate::NotValidForNameContext { .. },
        ) => Trouble::OtherName,
        Error::InvalidCertificate(
            Certificate::Expired
            | Certificate::ExpiredContext { .. }
            | Certificate::NotValidYet
            | Certificate::NotValidYetContext { .. },
        ) => Trouble::Time,
        Error::InvalidCertificate(_) => Trouble::Stranger,
        Error::AlertReceived(
            AlertDescription::CertificateRequired
            | AlertDescription::BadCertificate
            | AlertDescription::UnknownCA
            | AlertDescription::CertificateUnknown
            | AlertDescription::CertificateExpired
            | AlertDescription::AccessDenied
            | AlertDescription::HandshakeFailure
            | AlertDescription::DecryptError,
        ) => Trouble::Refused,
        Error::InvalidMessage(_) => Trouble::NoTls,
        _ => return None,
    })
}
