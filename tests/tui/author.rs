//! An author: files in memory, and the editions that they make.

use std::collections::BTreeMap;
use std::path::Path;

use tutorbox::course::{DirFiles, Edition, Files};
use tutorbox::run::Limits;
use tutorbox::tui::message::Message;

/// At work on the pack of these tests.
pub struct Author {
    files: BTreeMap<String, Vec<u8>>,
    last: Edition,
}

impl Author {
    pub fn new() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tui/pack");
        let folder = DirFiles::new(folder);
        let paths = folder.list().unwrap().into_iter();
        let files = paths.map(|path| (path.clone(), folder.read(&path).unwrap()));
        Self {
            files: files.collect(),
            last: Edition::default(),
        }
    }

    /// One who has not begun.
    pub fn without_lessons() -> Self {
        let mut author = Self::new();
        author.files.retain(|path, _| path == "pack.toml");
        author
    }

    /// Puts one text in the place of another.
    #[track_caller]
    pub fn replaces(&mut self, path: &str, old: &str, new: &str) -> &mut Self {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        assert!(text.contains(old), "{path} has no {old}");
        self.writes(path, &text.replace(old, new))
    }

    pub fn writes(&mut self, path: &str, text: &str) -> &mut Self {
        self.files
            .insert(path.to_owned(), text.as_bytes().to_owned());
        self
    }

    pub fn removes(&mut self, path: &str) -> &mut Self {
        self.files.remove(path).unwrap();
        self
    }

    /// The pack as it is now.
    pub fn edition(&mut self) -> Edition {
        self.last = Edition::read(&self.files, Limits::default(), Some(&self.last));
        self.last.clone()
    }

    /// The same, as news.
    pub fn saves(&mut self) -> Message {
        Message::Edition(self.edition())
    }
}
