//! Keys and signatures, in the formats of minisign: what is made here its tools can use, and the other way round.
//!
//! A secret key leaves this program only under its passphrase. Nobody is asked for it here.

use std::fmt;
use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;

/// What a public key begins with: Ed25519.
const ALGORITHM: &[u8] = b"Ed";

/// What the comments of the files say, behind minisign's own beginning.
const SECRET_COMMENT: &str = "tutorbox secret key, encrypted";
const SIGNATURE_COMMENT: &str = "signature from a tutorbox secret key";

/// What is signed along with the manifest. Minisign puts the time there, which would be one more thing that differs.
const TRUSTED_COMMENT: &str = "tutorbox pack";

/// A signature's own length, bytes.
const SIGNATURE: usize = 64;

/// A key or a signature cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Anybody could use the key.
    #[error("the passphrase is empty: a secret key needs one")]
    NoPassphrase,
    /// It is no public key.
    #[error("this is no public key of minisign's: `tutorbox pack keygen` makes one")]
    NotPublic,
    /// It is no secret key, or one that no passphrase protects.
    #[error(
        "this is no secret key of minisign's with a passphrase: `tutorbox pack keygen` makes one"
    )]
    NotSecret,
    /// The passphrase opens another key.
    #[error("the passphrase does not open this key: try again")]
    Passphrase,
    /// The system has no chance to give, say.
    #[error("the key cannot be made or used: {0}")]
    Failed(String),
    /// It is no signature.
    #[error("this is no signature of minisign's")]
    NotSignature,
    /// It was made by another key.
    #[error("this should be signed by key {named}, but key {found} has signed it")]
    OtherKey {
        /// Whose signature it should be.
        named: String,
        /// Whose it is.
        found: String,
    },
    /// Something else was signed.
    #[error("the signature does not fit: what was signed was changed")]
    Wrong,
}

/// The two files of a new key.
pub struct KeyFiles {
    /// The secret key's, under its passphrase.
    pub secret: String,
    /// The public key's.
    pub public: String,
}

/// Makes a key.
///
/// # Errors
/// The passphrase is empty, or the system has no chance to give.
pub fn generate(passphrase: &str) -> Result<KeyFiles, KeyError> {
    if passphrase.is_empty() {
        return Err(KeyError::NoPassphrase);
    }
    // Without a passphrase, minisign would ask for one at the terminal.
    let pair = minisign::KeyPair::generate_encrypted_keypair(Some(passphrase.to_owned()))
        .map_err(|error| KeyError::Failed(error.to_string()))?;
    let failed = |error: minisign::PError| KeyError::Failed(error.to_string());
    Ok(KeyFiles {
        secret: pair
            .sk
            .to_box(Some(SECRET_COMMENT))
            .map_err(failed)?
            .into_string(),
        public: pair.pk.to_box().map_err(failed)?.into_string(),
    })
}

/// A secret key that its passphrase has opened.
pub struct SecretKey {
    key: minisign::SecretKey,
    public: PublicKey,
}

impl SecretKey {
    /// Opens the file of a secret key.
    ///
    /// # Errors
    /// It is none, or the passphrase is that of another.
    pub fn open(text: &str, passphrase: &str) -> Result<Self, KeyError> {
        let file = minisign::SecretKeyBox::from(text.to_owned());
        let opened = file.into_secret_key(Some(passphrase.to_owned()));
        let key = opened.map_err(|error| match error.kind() {
            minisign::ErrorKind::Verify => KeyError::Passphrase,
            _ => KeyError::NotSecret,
        })?;
        let public = minisign::PublicKey::from_secret_key(&key);
        let public = public.map_err(|_| KeyError::NotSecret)?;
        Ok(Self {
            key,
            public: PublicKey(public),
        })
    }

    /// The key that others verify with.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// A signature of these bytes: the text of its file.
    ///
    /// # Errors
    /// The system has no chance to give.
    pub fn sign(&self, bytes: &[u8]) -> Result<String, KeyError> {
        let (trusted, comment) = (Some(TRUSTED_COMMENT), Some(SIGNATURE_COMMENT));
        minisign::sign(Some(&self.public.0), &self.key, bytes, trusted, comment)
            .map(minisign::SignatureBox::into_string)
            .map_err(|error| KeyError::Failed(error.to_string()))
    }
}

/// Minisign's own would print the key.
impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey({})", self.public.id())
    }
}

/// A public key. In one line, it is minisign's base64.
#[derive(Clone)]
pub struct PublicKey(minisign::PublicKey);

impl PublicKey {
    /// Reads one, from its file or from its line.
    ///
    /// # Errors
    /// It is none.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let line = text.trim().lines().next_back().unwrap_or_default();
        let key = minisign::PublicKey::from_base64(line.trim()).map_err(|_| KeyError::NotPublic)?;
        if !key.to_bytes().starts_with(ALGORITHM) {
            return Err(KeyError::NotPublic);
        }
        Ok(Self(key))
    }

    /// The short name that minisign gives it.
    pub fn id(&self) -> String {
        id(self.0.keynum())
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_base64())
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PublicKey({self})")
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.0.to_bytes() == other.0.to_bytes()
    }
}

impl Eq for PublicKey {}

/// Sees that a signature, the bytes of its file, is one of these bytes by this key.
///
/// # Errors
/// It is none, by another key, or of something else.
pub fn verify(bytes: &[u8], signature: &[u8], key: &PublicKey) -> Result<(), KeyError> {
    let text = std::str::from_utf8(signature).map_err(|_| KeyError::NotSignature)?;
    if !has_whole_signatures(text) {
        return Err(KeyError::NotSignature);
    }
    let file = minisign::SignatureBox::from_string(text).map_err(|_| KeyError::NotSignature)?;
    if !file.is_prehashed() {
        return Err(KeyError::NotSignature);
    }
    if file.keynum() != key.0.keynum() {
        return Err(KeyError::OtherKey {
            named: key.id(),
            found: id(file.keynum()),
        });
    }
    minisign::verify(&key.0, &file, Cursor::new(bytes), true, false, false)
        .map_err(|_| KeyError::Wrong)
}

/// Whether the lines that should be signatures are as long as one: minisign takes that for granted and panics otherwise.
fn has_whole_signatures(text: &str) -> bool {
    let length = |line: &str| BASE64.decode(line.trim()).map_or(0, |bytes| bytes.len());
    let lines: Vec<&str> = text.lines().take(5).collect();
    // The first of the two begins with its algorithm and the key's id.
    matches!(lines[..], [_, one, _, other] if length(one) == 10 + SIGNATURE && length(other) == SIGNATURE)
}

fn id(number: &[u8]) -> String {
    let bytes = number.iter().rev();
    bytes.map(|byte| format!("{byte:02X}")).collect()
}
