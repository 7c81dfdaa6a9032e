//! The folder that images travel in: what its files are called, and what stands in them.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use oci_spec::OciSpecError;
use oci_spec::image::{
    Arch, Descriptor, DescriptorBuilder, Digest, ImageConfiguration, ImageConfigurationBuilder,
    ImageIndexBuilder, ImageManifestBuilder, MediaType, Os, PlatformBuilder, RootFsBuilder,
};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use super::CarriedError;
use crate::sandbox::image::language::hex;

/// Where blobs are, each called by its sum.
pub const BLOBS: &str = "blobs/sha256";

/// A configuration has a few hundred bytes.
const LARGEST_CONFIGURATION: u64 = 64 * 1024;

/// Where an annotation has the name of an image (image-spec, `annotations.md`).
const NAME: &str = "org.opencontainers.image.ref.name";

/// A layer of an image: a tar.
#[derive(Debug, Clone)]
pub struct Layer {
    /// Where it is.
    pub path: PathBuf,
    /// Its sum, in hexadecimal digits.
    pub sum: String,
    /// How many bytes it has.
    pub size: u64,
}

/// The digits of a digest, `sha256:…`.
pub fn sum_of(digest: &str) -> Option<&str> {
    let digits = digest.strip_prefix("sha256:")?;
    let is_hex = |b: u8| matches!(b, b'0'..=b'9' | b'a'..=b'f');
    (digits.len() == 64 && digits.bytes().all(is_hex)).then_some(digits)
}

/// The layers of the image of this sum, bottom first. Its configuration must be, byte for byte, what is written here: an engine
/// would obey others (volumes, say, or an entry point).
pub fn layers(folder: &Path, sum: &str) -> Result<Vec<Layer>, CarriedError> {
    let path = folder.join(BLOBS).join(sum);
    let text = small(&path).map_err(CarriedError::read(&path))?;
    let odd = || CarriedError::Configuration(sum.to_owned());
    let said: ImageConfiguration = serde_json::from_slice(&text).map_err(|_| odd())?;
    let ids = said.rootfs().diff_ids();
    let sums: Option<Vec<&str>> = ids.iter().map(|id| sum_of(id)).collect();
    let sums = sums.filter(|sums| !sums.is_empty()).ok_or_else(odd)?;
    let ours = configuration(said.architecture(), ids).map_err(|_| odd())?;
    if ours != text || self::sum(&text) != sum {
        return Err(odd());
    }
    sums.into_iter()
        .map(|sum| {
            let path = folder.join(BLOBS).join(sum);
            let facts = path.metadata().map_err(CarriedError::read(&path))?;
            Ok(Layer {
                sum: sum.to_owned(),
                size: facts.len(),
                path,
            })
        })
        .collect()
}

fn small(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LARGEST_CONFIGURATION)
        .read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// All that an image's configuration says: for which machines it is, and of which layers. Everything else is the policy's.
fn configuration(arch: &Arch, ids: &[String]) -> Result<Vec<u8>, OciSpecError> {
    let rootfs = RootFsBuilder::default()
        .typ("layers")
        .diff_ids(ids)
        .build()?;
    let configuration = ImageConfigurationBuilder::default()
        .architecture(arch.clone())
        .os(Os::Linux)
        .rootfs(rootfs)
        .build()?;
    Ok(serde_json::to_vec(&configuration)?)
}

/// An architecture in Go's words, by Debian's.
fn go_arch(debian: &str) -> Arch {
    Arch::from(match debian {
        "armhf" => "arm",
        "i386" => "386",
        "ppc64el" => "ppc64le",
        other => other,
    })
}

/// An image in the making: where it is for, and its layers.
pub struct Made<'a> {
    /// The name of the recipe's, for people who look into the folder.
    pub name: &'a str,
    /// In Debian's words.
    pub arch: &'a str,
    /// Bottom first.
    pub layers: Vec<&'a Layer>,
}

/// Writes what is in the folder besides layers; returns the digests of the images, in their order.
pub fn write(folder: &Path, images: &[Made<'_>]) -> Result<Vec<String>, CarriedError> {
    let failed = |error: OciSpecError| CarriedError::write(folder)(io::Error::other(error));
    let (mut digests, mut listed, mut for_docker) = (Vec::new(), Vec::new(), Vec::new());
    for image in images {
        let (digest, manifest) = one(folder, image).map_err(failed)?;
        for_docker.push(json!({
            "Config": format!("{BLOBS}/{}", digest.digest()),
            // Whoever loads it by hand takes over no name of his own.
            "RepoTags": null,
            "Layers": image.layers.iter().map(|layer| format!("{BLOBS}/{}", layer.sum)).collect::<Vec<_>>(),
        }));
        digests.push(digest.to_string());
        listed.push(manifest);
    }
    let index = ImageIndexBuilder::default()
        .schema_version(2_u32)
        .media_type(MediaType::ImageIndex)
        .manifests(listed)
        .build()
        .map_err(failed)?;
    let texts = [
        (
            "oci-layout",
            json!({ "imageLayoutVersion": "1.0.0" }).to_string(),
        ),
        ("index.json", index.to_string().map_err(failed)?),
        ("manifest.json", json!(for_docker).to_string()),
    ];
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(CarriedError::write(&path))?;
    }
    Ok(digests)
}

/// Writes the configuration of an image and its manifest; returns the digest of the one, and what the index says of the other.
fn one(folder: &Path, image: &Made<'_>) -> Result<(Digest, Descriptor), OciSpecError> {
    let arch = go_arch(image.arch);
    let ids: Vec<String> = image
        .layers
        .iter()
        .map(|layer| digest(&layer.sum))
        .collect();
    let text = configuration(&arch, &ids)?;
    let configuration = blob(folder, &text, MediaType::ImageConfig)?;
    let layers = image.layers.iter().map(|layer| {
        DescriptorBuilder::default()
            .media_type(MediaType::ImageLayer)
            .digest(digest(&layer.sum).parse::<Digest>()?)
            .size(layer.size)
            .build()
    });
    let manifest = ImageManifestBuilder::default()
        .schema_version(2_u32)
        .media_type(MediaType::ImageManifest)
        .config(configuration.clone())
        .layers(layers.collect::<Result<Vec<_>, _>>()?)
        .build()?;
    let mut manifest = blob(
        folder,
        &serde_json::to_vec(&manifest)?,
        MediaType::ImageManifest,
    )?;
    let platform = PlatformBuilder::default()
        .architecture(arch)
        .os(Os::Linux)
        .build()?;
    manifest.set_platform(Some(platform));
    manifest.set_annotations(Some(HashMap::from([(
        NAME.to_owned(),
        image.name.to_owned(),
    )])));
    Ok((configuration.digest().clone(), manifest))
}

fn blob(folder: &Path, bytes: &[u8], kind: MediaType) -> Result<Descriptor, OciSpecError> {
    let sum = sum(bytes);
    File::create(folder.join(BLOBS).join(&sum))?.write_all(bytes)?;
    DescriptorBuilder::default()
        .media_type(kind)
        .digest(digest(&sum).parse::<Digest>()?)
        .size(bytes.len() as u64)
        .build()
}

fn digest(sum: &str) -> String {
    format!("sha256:{sum}")
}
