//! Keys and signatures.

use tutorbox::pack::archive::keys::{self, KeyError, PublicKey, SecretKey};

use crate::made::KEYS;

#[test]
fn a_new_key_signs_and_its_public_key_verifies() {
    let files = keys::generate("a passphrase").unwrap();
    let secret = SecretKey::open(&files.secret, "a passphrase").unwrap();
    let public = PublicKey::read(&files.public).unwrap();
    assert_eq!(secret.public(), &public);
    assert_eq!(PublicKey::read(&public.to_string()).unwrap(), public);
    let signature = secret.sign(b"bytes").unwrap();
    keys::verify(b"bytes", signature.as_bytes(), &public).unwrap();
    // As minisign's own tools have them.
    let id = public.id();
    let first = |text: &str| text.lines().next().unwrap().to_owned();
    assert_eq!(
        first(&files.public),
        format!("untrusted comment: minisign public key: {id}")
    );
    assert!(first(&files.secret).starts_with("untrusted comment: "));
    assert_eq!(signature.lines().count(), 4);
}

#[test]
fn a_secret_key_opens_with_its_passphrase_alone() {
    assert!(matches!(keys::generate(""), Err(KeyError::NoPassphrase)));
    let files = keys::generate("a passphrase").unwrap();
    let wrong = SecretKey::open(&files.secret, "another").unwrap_err();
    assert!(matches!(wrong, KeyError::Passphrase), "{wrong}");
    for text in ["", "no key", &files.public, &files.secret[..90]] {
        let error = SecretKey::open(text, "a passphrase").unwrap_err();
        assert!(matches!(error, KeyError::NotSecret), "{text:?}: {error}");
    }
}

#[test]
fn a_secret_key_is_not_printed() {
    let printed = format!("{:?}", KEYS[0]);
    assert_eq!(printed, format!("SecretKey({})", KEYS[0].public().id()));
}

#[test]
fn what_is_no_public_key_is_refused() {
    let key = KEYS[0].public().to_string();
    let other_algorithm = format!("X{}", &key[1..]);
    for text in [
        "",
        "\n",
        "RW",
        &key[1..],
        &other_algorithm,
        &key.replace(|_| true, "="),
    ] {
        assert!(PublicKey::read(text).is_err(), "{text:?}");
    }
}

#[test]
fn a_signature_is_of_these_bytes_and_by_this_key() {
    let [one, other] = &*KEYS;
    let signature = one.sign(b"bytes").unwrap();
    let verify =
        |bytes: &[u8], signature: &str| keys::verify(bytes, signature.as_bytes(), one.public());
    verify(b"bytes", &signature).unwrap();
    assert!(matches!(
        verify(b"others", &signature),
        Err(KeyError::Wrong)
    ));
    let by_other = other.sign(b"bytes").unwrap();
    assert!(matches!(
        verify(b"bytes", &by_other),
        Err(KeyError::OtherKey { .. })
    ));
    // What minisign signs along with the bytes is signed too.
    let comment = signature.replace("tutorbox pack", "tutorbox park");
    assert!(matches!(verify(b"bytes", &comment), Err(KeyError::Wrong)));
}

#[test]
fn a_signature_in_pieces_is_none() {
    let [key, _] = &*KEYS;
    let signature = key.sign(b"bytes").unwrap();
    for end in 0..signature.trim_end().len() {
        if signature.is_char_boundary(end) {
            let cut = &signature.as_bytes()[..end];
            let error = keys::verify(b"bytes", cut, key.public()).unwrap_err();
            assert!(matches!(error, KeyError::NotSignature), "{end}: {error}");
        }
    }
}
