//! A file, and the sum of all that went through it.

use std::io::{self, Read, Write};

use sha2::{Digest, Sha256};

use crate::sandbox::image::language::hex;

/// What is read or written, and summed.
pub struct Summed<F> {
    file: F,
    hash: Sha256,
    size: u64,
}

impl<F> Summed<F> {
    /// Nothing yet.
    pub fn new(file: F) -> Self {
        Self {
            file,
            hash: Sha256::new(),
            size: 0,
        }
    }

    /// How many bytes went through.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Their sum, in hexadecimal digits.
    pub fn sum(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// The file.
    pub fn into_inner(self) -> F {
        self.file
    }

    fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.size += bytes.len() as u64;
    }
}

impl<F: Read> Read for Summed<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.add(&buffer[..read]);
        Ok(read)
    }
}

impl<F: Write> Write for Summed<F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.add(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
