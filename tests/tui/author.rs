//! An author: files in memory, and the editions that they make.

use std::collections::BTreeMap;
use std::path::Path;

use tutorbox::course::{DirFiles, Edition, Files};
use tutorbox::run::Limits;
use tutorbox::tui::message::Message;

const WELCOME: &str = "# Welcome to the practice

Find a seat by the window. We begin at *ten*, and there is **tea**:

```sh
kettle --on
```

1. Read a lesson.
2. Do what it asks for.
";

const WELCOME_KO: &str = "# 연습에 오신 것을 환영합니다

창가에 앉으세요. *열 시*에 시작하고, **차**가 있습니다.
";

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

    /// Has the pack worked through by these rules: what stands in a `workshop` table. There is a page that they may welcome with.
    pub fn rules(&mut self, rules: &str) -> &mut Self {
        let table = format!("[workshop]\n{rules}\n[title_i18n]");
        self.replaces("pack.toml", "[title_i18n]", &table)
            .writes("welcome.md", WELCOME)
            .writes("welcome.ko.md", WELCOME_KO)
    }

    /// What is written.
    pub fn files(&self) -> &BTreeMap<String, Vec<u8>> {
        &self.files
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

    /// A file that is no text.
    pub fn brings(&mut self, path: &str, bytes: &[u8]) -> &mut Self {
        self.files.insert(path.to_owned(), bytes.to_owned());
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
