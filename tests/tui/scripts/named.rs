//! Keys that are named in texts: they are there, mean what the text says, and do it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use regex::Regex;
use tutorbox::locale::Words;
use tutorbox::tui::keymap::{self, Bound, Context, Keymap};

use super::places::{panes, place, press};
use super::shown::written;

/// What a text says that a key does, as `config.toml` calls it; of what is the editor's own, the id of the help's message.
type Meaning = (Context, &'static str);

const RUN: Meaning = (Context::Anywhere, "run");
const OPEN: Meaning = (Context::Lesson, "open");
const UNDO: Meaning = (Context::Editor, "help-editor-undo");
const JUMP: Meaning = (Context::Results, "jump");
const SCRATCH: Meaning = (Context::Anywhere, "scratch");
const SUSPEND: Meaning = (Context::Anywhere, "suspend");
const CLIPBOARD: Meaning = (Context::Editor, "help-editor-clipboard");

/// What each key of README's table is said to do, in the order in which the table names them.
const TABLE: [(&str, &[Meaning]); 33] = [
    ("run what is open", &[RUN, RUN]),
    ("stop a run", &[(Context::Anywhere, "back")]),
    ("next pane", &[(Context::Anywhere, "next-pane"); 2]),
    (
        "in the lesson: next, previous exercise",
        &[
            (Context::Lesson, "next-card"),
            (Context::Lesson, "previous-card"),
        ],
    ),
    ("open it in the editor", &[OPEN]),
    (
        "next exercise that is not passed",
        &[(Context::Anywhere, "next-unsolved")],
    ),
    (
        "everything that can be done",
        &[(Context::Anywhere, "commands")],
    ),
    (
        "go to a lesson",
        &[(Context::Anywhere, "go-to"), (Context::Lesson, "go-to")],
    ),
    (
        "follow a link",
        &[
            (Context::Lesson, "follow"),
            (Context::Lesson, "go-back"),
            (Context::Lesson, "go-forward"),
        ],
    ),
    (
        "mark the place",
        &[
            (Context::Lesson, "bookmark"),
            (Context::Lesson, "bookmarks"),
            (Context::Picker, "remove"),
        ],
    ),
    (
        "themes",
        &[
            (Context::Lesson, "themes"),
            (Context::Picker, "open"),
            (Context::Picker, "close"),
        ],
    ),
    (
        "a hint",
        &[(Context::Anywhere, "hint"), (Context::Lesson, "hint")],
    ),
    (
        "to the line that an error",
        &[(Context::Anywhere, "jump"), JUMP],
    ),
    (
        "from one place that they point at",
        &[
            (Context::Results, "next-place"),
            (Context::Results, "previous-place"),
            JUMP,
        ],
    ),
    (
        "search them",
        &[
            (Context::Results, "search-output"),
            (Context::Results, "next-found"),
            (Context::Results, "previous-found"),
            (Context::Anywhere, "back"),
        ],
    ),
    (
        "copy what the program printed",
        &[
            (Context::Results, "copy-output"),
            (Context::Results, "copy-results"),
        ],
    ),
    ("show long values whole", &[(Context::Results, "fold")]),
    (
        "what was run of this exercise",
        &[(Context::Results, "history"), (Context::History, "restore")],
    ),
    (
        "in the results: send it the line",
        &[(Context::Input, "send"), (Context::Input, "end-input")],
    ),
    (
        "the exercise's next file",
        &[(Context::Anywhere, "next-file")],
    ),
    (
        "find, and with `Tab` replace",
        &[
            (Context::Editor, "find"),
            (Context::Editor, "go-to-line"),
            (Context::Find, "replace-field"),
        ],
    ),
    ("make a line", &[(Context::Editor, "comment")]),
    ("open it in `$VISUAL`", &[(Context::Editor, "edit-outside")]),
    (
        "the file in the layout",
        &[(Context::Editor, "format"), UNDO],
    ),
    (
        "a scratch pad",
        &[SCRATCH, RUN, SCRATCH, (Context::Anywhere, "back")],
    ),
    (
        "put the starter back",
        &[(Context::Anywhere, "reset"), UNDO],
    ),
    (
        "the map of the course",
        &[(Context::Anywhere, "outline"), (Context::Lesson, "outline")],
    ),
    ("the library", &[(Context::Anywhere, "library"); 2]),
    (
        "all keys",
        &[(Context::Anywhere, "help"), (Context::Lesson, "help")],
    ),
    (
        "a narrower, a wider lesson",
        &[
            (Context::Anywhere, "narrower"),
            (Context::Anywhere, "wider"),
        ],
    ),
    (
        "lower, higher results",
        &[
            (Context::Anywhere, "lower-results"),
            (Context::Anywhere, "higher-results"),
        ],
    ),
    (
        "back to the shell",
        &[(Context::Lesson, "suspend"), SUSPEND],
    ),
    (
        "quit",
        &[(Context::Anywhere, "quit"), (Context::Lesson, "quit")],
    ),
];

/// What a key means wherever a sentence of a text names it.
const SENTENCES: [(&str, Meaning); 19] = [
    ("F1", (Context::Anywhere, "help")),
    ("F2", (Context::Anywhere, "outline")),
    ("F3", (Context::Anywhere, "hint")),
    ("F4", (Context::Anywhere, "jump")),
    ("F5", RUN),
    ("F6", (Context::Anywhere, "next-pane")),
    ("F7", (Context::Anywhere, "next-file")),
    ("F8", (Context::Anywhere, "reset")),
    ("F10", (Context::Anywhere, "library")),
    ("Ctrl+R", RUN),
    ("Ctrl+P", (Context::Anywhere, "commands")),
    ("Ctrl+D", (Context::Anywhere, "compare")),
    ("Ctrl+X", CLIPBOARD),
    ("Ctrl+V", CLIPBOARD),
    ("Esc", (Context::Anywhere, "back")),
    ("Tab", (Context::Lesson, "next-card")),
    ("Enter", OPEN),
    ("T", (Context::Lesson, "themes")),
    ("y", (Context::Ask, "yes")),
];

/// Keys that are not ours where a text names them: a shell's, a terminal's, a program's.
const OTHERS: [(&str, &str); 5] = [
    ("lessons/shell/01-hello.md", "Ctrl+C"),
    ("lessons/shell/02-places.md", "Tab"),
    ("lessons/elixir/17-adventure-play.md", "Ctrl+D"),
    // It ends the input there, as README's table says.
    ("SECURITY.md", "Ctrl+D"),
    // Of plain lines.
    ("README.md", "Ctrl+C"),
];

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The texts below this folder, by their paths in the package.
fn texts(folder: &str, ending: &str) -> Vec<String> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders: Vec<PathBuf> = vec![package.join(folder)];
    let mut texts = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(package).unwrap().to_str().unwrap();
            match path.is_dir() {
                true => folders.push(path),
                false if name.ends_with(ending) => texts.push(name.to_owned()),
                false => {}
            }
        }
    }
    assert!(!texts.is_empty(), "no text in {folder}");
    texts.sort();
    texts
}

/// The keys that sentences name: those that are nothing else wherever they stand, and others where they are set off.
fn named(text: &str) -> Vec<String> {
    let keys = r"(?:\*\*|`|<code>)(Esc|Tab|Enter|Space|Backspace|Delete|PgUp|PgDn|[A-Za-z?/'])(?:\*\*|`|</code>)";
    let anywhere = r"\b((?:(?:Ctrl|Alt|Shift)\+)+(?:Tab|Enter|\S)|F[0-9]{1,2})";
    let pattern = Regex::new(&format!("{keys}|{anywhere}")).unwrap();
    let found = pattern.captures_iter(text);
    found
        .map(|found| found.get(1).or(found.get(2)).unwrap().as_str().to_owned())
        .collect()
}

/// What is wrong with a key of which a text says this.
fn wrong(shown: &str, (context, name): Meaning) -> Option<String> {
    let key = written(shown);
    let keymap = Keymap::default();
    let mut bindings = keymap.bindings().iter();
    let bound = bindings.find(|b| b.context == context && b.setting() == name);
    let is_own = name.starts_with("help-");
    let has = |bound: &Bound| {
        bound
            .keys
            .iter()
            .any(|own| keymap::parse(own) == keymap::parse(&key))
    };
    if !is_own && !bound.is_some_and(has) {
        return Some(format!("{shown} is not the key of {name} in {context:?}"));
    }
    let mut pressed = panes(context)
        .iter()
        .map(|pane| press(&mut place(context, *pane, name), &key));
    pressed
        .find_map(Result::err)
        .map(|why| format!("{name}: {why}"))
}

#[test]
fn in_the_table_of_the_readme() {
    let text = read("README.md");
    let rows = text.lines().skip_while(|line| !line.starts_with("| key |"));
    let rows = rows.skip(2).take_while(|line| line.starts_with('|'));
    let backticked = Regex::new("`([^`]+)`").unwrap();
    let (mut problems, mut count) = (Vec::new(), 0);
    for (row, (what, meanings)) in rows.zip(TABLE) {
        count += 1;
        let told = row.split('|').nth(2).unwrap().trim();
        assert!(told.starts_with(what), "{told}");
        let keys = backticked
            .captures_iter(row)
            .map(|found| found[1].to_owned());
        // Neither a variable of the environment nor a word for the shell is a key.
        let keys: Vec<String> = keys
            .filter(|key| !key.starts_with('$') && key != "fg")
            .collect();
        assert_eq!(keys.len(), meanings.len(), "{row}");
        let wrong = keys
            .iter()
            .zip(meanings)
            .filter_map(|(key, meaning)| wrong(key, *meaning));
        problems.extend(wrong);
    }
    assert_eq!(count, TABLE.len());
    assert_eq!(problems, Vec::<String>::new());
}

#[test]
fn in_the_sentences_of_every_text() {
    let mut paths = texts("lessons", ".md");
    paths.extend(texts("docker", ".md"));
    paths.extend(["README.md", "COURSES.md", "SECURITY.md", "ARCHITECTURE.md"].map(str::to_owned));
    let mut used = BTreeSet::new();
    for path in &paths {
        let text = read(path);
        let prose = text.lines().filter(|line| !line.starts_with("| `"));
        for key in named(&prose.collect::<Vec<_>>().join("\n")) {
            if OTHERS.contains(&(path, &key)) {
                continue;
            }
            let is_known = SENTENCES.iter().any(|(known, _)| *known == key);
            // A letter that is set off may be code.
            let is_code = key.chars().count() == 1;
            assert!(is_known || is_code, "{path} names {key}");
            used.insert(key);
        }
    }
    let meant = SENTENCES.iter();
    let meant = meant.filter(|(key, _)| used.contains(*key));
    let problems: Vec<String> = meant
        .filter_map(|(key, meaning)| wrong(key, *meaning))
        .collect();
    assert_eq!(problems, Vec::<String>::new());
    let idle = SENTENCES.iter().map(|(key, _)| *key);
    let idle: Vec<&str> = idle.filter(|key| !used.contains(*key)).collect();
    assert_eq!(idle, Vec::<&str>::new());
}

/// A translation names the keys that its original names, as often.
#[test]
fn in_both_languages_alike() {
    for path in texts("lessons", ".ko.md") {
        let original = path.replace(".ko.md", ".md");
        // What a learner is to translate has none yet.
        if !Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(&original)
            .exists()
        {
            continue;
        }
        let keys = |path: &str| {
            let text = read(path);
            // What checks say has both languages in its translation.
            let own = text.lines().filter(|line| !line.contains("\" = \""));
            let mut keys = named(&own.collect::<Vec<_>>().join("\n"));
            keys.retain(|key| key.chars().count() > 1);
            keys.sort();
            keys
        };
        assert_eq!(keys(&path), keys(&original), "{path}");
    }
}

/// The learner may have another key for it: a message has it from the keymap. The editor's own are always the same, and so is
/// what the terminal does where there is no screen.
#[test]
fn in_messages_only_those_that_never_change() {
    let letter = Regex::new(r"(?:^|[\s(])([A-Za-z?/']) (?:키|in the lesson)").unwrap();
    for path in ["src/locale/en.ftl", "src/locale/ko.ftl"] {
        for line in read(path).lines().filter(|line| !line.starts_with('#')) {
            let plain = line.replace("Enter", "`Enter`").replace("Esc ", "`Esc` ");
            let mut keys = named(&plain);
            keys.retain(|key| key.chars().count() > 1);
            keys.extend(letter.captures_iter(line).map(|found| found[1].to_owned()));
            let is_fixed = |key: &String| key == "Ctrl+Z" || line.starts_with("plain-");
            assert!(keys.iter().all(is_fixed), "{path}: {line}");
        }
    }
}

#[test]
fn in_the_help_of_the_command_line() {
    const LETTERS: [(&str, &str, &str); 5] = [
        ("s", "fills in the solution", "solution"),
        ("v", "shows what learners do not see", "reveal"),
        ("e", "goes to the next problem", "next-problem"),
        ("w", "tries a terminal of 80", "width"),
        ("l", "takes the next translation", "language"),
    ];
    let text = read("src/cli/preview.rs").replace("\\\n", "");
    for (key, what, name) in LETTERS {
        assert!(text.contains(&format!(" {key} {what}")), "{key}");
        assert_eq!(wrong(key, (Context::Preview, name)), None);
    }
    for path in texts("src/cli", ".rs") {
        for key in named(&read(&path)) {
            let known = SENTENCES.iter().find(|(known, _)| *known == key);
            // Ctrl+C is what ends a program that has no screen.
            let is_known = known.is_some() || key == "Ctrl+C" || key.chars().count() == 1;
            assert!(is_known, "{path} names {key}");
        }
    }
}

/// The last line of each picture in English: a key, and the name of what it does.
#[test]
fn in_the_pictures() {
    let text = Regex::new(r#"<text x="([0-9.]+)" y="677"[^>]*>([^<]*)"#).unwrap();
    let (words, keymap) = (Words::new("en"), Keymap::default());
    // Where a key leads to, instead of what it is called everywhere.
    let others = [
        "key-to-lesson",
        "key-to-results",
        "key-next-hint",
        "key-read-on",
    ]
    .map(|id| words.say(id));
    for path in texts("docs", ".svg") {
        if path.contains("korean") {
            continue;
        }
        let picture = read(&path);
        let mut line: Vec<(f32, String)> = text
            .captures_iter(&picture)
            .map(|found| (found[1].parse().unwrap(), found[2].to_owned()))
            .collect();
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (_, engine) = line.pop().unwrap();
        assert!(engine.starts_with("Docker"), "{path}: {engine}");
        assert!(!line.is_empty(), "{path}");
        let is_key = |text: &str| {
            keymap
                .bindings()
                .iter()
                .any(|b| b.pretty().contains(&text.to_owned()))
        };
        // Arrows are drawn, and no text.
        let pairs = line.windows(2).filter(|pair| is_key(&pair[0].1));
        for pair in pairs {
            let (key, name) = (&pair[0].1, &pair[1].1);
            let is_so = keymap.bindings().iter().any(|bound| {
                let is_called = words.say(bound.name) == *name || others.contains(name);
                bound.pretty().contains(key) && is_called
            });
            assert!(is_so, "{path}: {key} {name}");
        }
    }
}
