//! A job as bytes: one header line and a tar.

use std::io;

use crate::run::Job;

/// The largest job that a runner takes, bytes of its tar.
pub const LIMIT: usize = 16 * 1024 * 1024;

/// A job cannot be handed over.
#[derive(Debug, thiserror::Error)]
pub enum JobError {
    /// It is larger than a runner takes.
    #[error(
        "the files are {} MiB together, and a run takes {} MiB at most: make them smaller",
        size / (1024 * 1024),
        LIMIT / (1024 * 1024)
    )]
    TooLarge {
        /// How large, bytes.
        size: usize,
    },
    /// A header is one line.
    #[error("the file's name {0:?} has a line break in it: rename it")]
    Name(String),
    /// The system gives no random numbers, or a name is too long for an archive.
    #[error("the files cannot be handed over: {0}")]
    System(#[from] io::Error),
}

/// A fresh, unguessable word: 128 random bits in hexadecimal.
pub fn nonce() -> io::Result<String> {
    let mut bytes = [0u8; 16];
    fill_random(&mut bytes)?;
    Ok(bytes.iter().map(|b| format!("{b:02x}")).collect())
}

fn fill_random(bytes: &mut [u8]) -> io::Result<()> {
    use std::io::Read;
    std::fs::File::open("/dev/urandom")?.read_exact(bytes)
}

/// What the runner reads on its stdin for this job.
pub fn encode(job: &Job, nonce: &str) -> Result<Vec<u8>, JobError> {
    if let Some(file) = job.files.iter().find(|file| file.path.contains('\n')) {
        return Err(JobError::Name(file.path.clone()));
    }
    let tar = archive(job)?;
    if tar.len() > LIMIT {
        return Err(JobError::TooLarge { size: tar.len() });
    }
    let header = format!("tutorbox/1 {nonce} {} {}\n", tar.len(), job.entry);
    let mut bytes = header.into_bytes();
    bytes.extend(tar);
    Ok(bytes)
}

fn archive(job: &Job) -> io::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    for file in &job.files {
        add(&mut tar, &file.path, file.text.as_bytes())?;
    }
    for file in &job.data {
        add(&mut tar, &file.path, &file.bytes)?;
    }
    let order = lines(
        job.files
            .iter()
            .map(|f| f.path.as_str())
            .filter(|p| *p != job.entry),
    );
    add(&mut tar, ".tutorbox/order", order.as_bytes())?;
    let report = lines(job.report.iter().map(String::as_str));
    add(&mut tar, ".tutorbox/files", report.as_bytes())?;
    for test in &job.tests {
        let path = format!(".tutorbox/tests/{}", test.path);
        add(&mut tar, &path, test.text.as_bytes())?;
    }
    for (index, stdin) in job.cases.iter().enumerate() {
        add(&mut tar, &format!(".tutorbox/cases/{}", index + 1), stdin)?;
    }
    if job.facts {
        add(&mut tar, ".tutorbox/source", b"")?;
    }
    tar.into_inner()
}

fn lines<'a>(paths: impl Iterator<Item = &'a str>) -> String {
    paths.map(|p| format!("{p}\n")).collect()
}

fn add(tar: &mut tar::Builder<Vec<u8>>, path: &str, bytes: &[u8]) -> io::Result<()> {
    let mut header = tar::Header::new_ustar();
    header.set_size(bytes.len() as u64);
    header.set_mode(0o644);
    tar.append_data(&mut header, path, bytes)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::expect_used)]
mod tests {
    use super::*;
    use crate::run::{DataFile, Limits, SourceFile, Stdin};

    #[test]
    fn a_job_is_a_header_and_a_tar() {
        let job = Job {
            language: "elixir".into(),
            files: vec![
                SourceFile::new("main.exs", "main"),
                SourceFile::new("lib/a.ex", "a"),
            ],
            entry: "main.exs".into(),
            data: vec![DataFile {
                path: "data/a.txt".into(),
                bytes: b"data".to_vec(),
            }],
            tests: vec![SourceFile::new("t.exs", "test")],
            cases: vec![b"1\n".to_vec()],
            report: vec!["out.txt".into()],
            facts: true,
            stdin: Stdin::Empty,
            limits: Limits::default(),
        };
        let bytes = encode(&job, "abc").unwrap();
        let end = bytes.iter().position(|&b| b == b'\n').unwrap();
        let tar = &bytes[end + 1..];
        assert_eq!(
            std::str::from_utf8(&bytes[..end]).unwrap(),
            format!("tutorbox/1 abc {} main.exs", tar.len())
        );
        let found: Vec<(String, String)> = tar::Archive::new(tar)
            .entries()
            .unwrap()
            .map(|entry| {
                let mut entry = entry.unwrap();
                let mut text = String::new();
                io::Read::read_to_string(&mut entry, &mut text).unwrap();
                (entry.path().unwrap().display().to_string(), text)
            })
            .collect();
        let expected = [
            ("main.exs", "main"),
            ("lib/a.ex", "a"),
            ("data/a.txt", "data"),
            (".tutorbox/order", "lib/a.ex\n"),
            (".tutorbox/files", "out.txt\n"),
            (".tutorbox/tests/t.exs", "test"),
            (".tutorbox/cases/1", "1\n"),
            (".tutorbox/source", ""),
        ];
        assert_eq!(
            found,
            expected.map(|(path, text)| (path.to_owned(), text.to_owned()))
        );
    }

    #[test]
    fn what_no_runner_would_take_is_refused_with_the_reason() {
        let job = |file| Job::program("elixir", file, Stdin::Empty, Limits::default());
        let large = job(SourceFile::new("main.exs", "x".repeat(LIMIT)));
        let error = encode(&large, "abc").unwrap_err();
        assert!(matches!(error, JobError::TooLarge { size } if size > LIMIT));
        let named = job(SourceFile::new("a\nb", ""));
        assert!(
            matches!(encode(&named, "abc").unwrap_err(), JobError::Name(name) if name == "a\nb")
        );
    }

    #[test]
    fn no_two_nonces_are_the_same() {
        assert_ne!(nonce().unwrap(), nonce().unwrap());
        assert_eq!(nonce().unwrap().len(), 32);
    }
}
