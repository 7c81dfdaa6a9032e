use proptest::prelude::*;

use super::limits::MIB;
use super::*;

fn known() -> Known {
    let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    Known {
        engines: names(&["docker", "embedded"]),
        themes: names(&["dark", "light"]),
        langs: names(&["en", "ko"]),
        memory: Some(2048 * MIB),
        cpus: 2,
        keys: vec![
            KnownKeys {
                context: "anywhere",
                actions: vec!["run", "quit"],
            },
            KnownKeys {
                context: "editor",
                actions: vec!["find", "run"],
            },
        ],
    }
}

fn parse(text: &str) -> Settings {
    Settings::parse("config.toml".into(), text, &known())
}

fn problems(text: &str) -> Vec<String> {
    parse(text)
        .problems
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[track_caller]
fn only_problem(text: &str) -> String {
    let problems = problems(text);
    assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
    problems[0].clone()
}

#[test]
fn what_is_set_counts_and_the_rest_is_the_default() {
    let settings = parse(
        "engine = \"embedded\"\nruntime = \"runsc\"\ntheme = \"light\"\nlang = \"ko\"\n\
         [limits]\nwall_seconds = 20\nmemory_mb = 512\ncpus = 1.5\nscratch_mb = 512\noutput_kb = 1\n",
    );
    assert_eq!(settings.problems, []);
    assert_eq!(settings.engine.as_deref(), Some("embedded"));
    assert_eq!(settings.runtime.as_deref(), Some("runsc"));
    assert_eq!(settings.theme.as_deref(), Some("light"));
    assert_eq!(settings.lang.as_deref(), Some("ko"));
    let expected = Limits {
        wall: std::time::Duration::from_secs(20),
        memory: 512 * MIB,
        millicpus: 1500,
        scratch: 512 * MIB,
        output: 1024,
        ..Limits::default()
    };
    assert_eq!(settings.limits, expected);
    let rows = settings.limit_rows();
    let shown = |key: &str| rows.iter().find(|row| row.key == key).unwrap();
    assert!(shown("cpus").is_set && shown("cpus").value == 1.5);
    assert!(!shown("pids").is_set && shown("pids").value == 64.0);
    assert_eq!(shown("wall_seconds").default, 10.0);
    assert_eq!(rows.len(), 7);
}

#[test]
fn what_may_wait_is_said_in_mebibytes() {
    assert_eq!(parse("").pool, None);
    assert_eq!(parse("pool_mb = 0").pool, Some(0));
    assert_eq!(parse("pool_mb = 1024").pool, Some(1024 * MIB));
    for wrong in ["-1", "1.5", "\"512\"", "4096"] {
        let problem = only_problem(&format!("\npool_mb = {wrong}"));
        let expected = format!(
            "config.toml:2:11: pool_mb = {wrong}: it must be a whole number from 0 to 2048 MiB"
        );
        assert_eq!(problem, expected);
    }
}

#[test]
fn the_mouse_is_ours_unless_it_is_said() {
    assert_eq!(parse("").mouse, None);
    assert_eq!(parse("mouse = false").mouse, Some(false));
    let problem = only_problem("\nmouse = \"no\"");
    assert_eq!(
        problem,
        "config.toml:2:9: mouse = \"no\": it is true or false"
    );
}

#[test]
fn nothing_is_the_default() {
    let dir = tempfile::tempdir().unwrap();
    let settings = Settings::read(dir.path(), &known());
    assert!(!settings.is_there && settings.problems.is_empty());
    assert_eq!(settings.limits, Limits::default());
    fs::write(dir.path().join(FILE), "").unwrap();
    assert!(Settings::read(dir.path(), &known()).is_there);
}

#[test]
fn what_is_absurd_says_the_line_and_what_is_allowed() {
    for (line, expected) in [
        (
            "wall_seconds = 0",
            "wall_seconds = 0: it must be a whole number from 1 to 3600 s",
        ),
        ("wall_seconds = -3", "wall_seconds = -3: it must be"),
        (
            "wall_seconds = 1.5",
            "wall_seconds = 1.5: it must be a whole number",
        ),
        (
            "memory_mb = 4096",
            "memory_mb = 4096: it must be a whole number from 32 to 2048 MiB",
        ),
        ("memory_mb = \"512\"", "memory_mb = \"512\": it must be"),
        (
            "pids = true",
            "pids = true: it must be a whole number from 16 to 32768",
        ),
        ("cpus = 0", "cpus = 0: it must be a number from 0.1 to 2"),
        ("cpus = 3", "cpus = 3: it must be a number from 0.1 to 2"),
        ("cpus = nan", "cpus = nan: it must be"),
        ("cpus = 1e300", "cpus = 1e300: it must be"),
        (
            "scratch_mb = 300",
            "scratch is part of the memory, and memory_mb is 256",
        ),
        ("file_size_mb = []", "file_size_mb = an array: it must be"),
        (
            "output_kb = 99999999999999999999",
            "it must be a whole number from 1 to 65536 KiB",
        ),
        (
            "walls = 1",
            "there is no key \"walls\" of [limits]; the keys of [limits] are: wall_seconds,",
        ),
        ("memory_mib = 1", "did you mean memory_mb?"),
    ] {
        let problem = only_problem(&format!("# mine\n[limits]\n{line}\n"));
        assert!(problem.starts_with("config.toml:3:"), "{problem}");
        assert!(problem.contains(expected), "{problem}");
    }
}

#[test]
fn memory_below_the_usual_scratch_is_said_and_scratch_follows() {
    let settings = parse("[limits]\nmemory_mb = 32\n");
    assert_eq!(settings.problems, []);
    let settings = parse("[limits]\nmemory_mb = 64\nscratch_mb = 65\n");
    assert_eq!(settings.problems.len(), 1);
    assert_eq!(settings.limits.scratch, Limits::default().scratch);
}

#[test]
fn what_is_wrong_does_not_count_and_all_the_rest_does() {
    let settings = parse("theme = 5\n[limits]\npids = 0\nmemory_mb = 512\n");
    assert_eq!(settings.limits.memory, 512 * MIB);
    assert_eq!(settings.limits.pids, 64);
    let lines: Vec<usize> = settings
        .problems
        .iter()
        .map(|p| p.place.unwrap().line)
        .collect();
    assert_eq!(lines, [1, 3]);
    assert!(!settings.is_wall_unknown);
}

#[test]
fn a_wall_that_cannot_be_read_is_known_to_be_unknown() {
    for (text, expected) in [
        (
            "engine = \"dokcer\"",
            "config.toml:1:10: engine = \"dokcer\": engine is one of: docker, embedded; did you mean docker?",
        ),
        ("\nengine = 1", "config.toml:2:10: engine = 1"),
        (
            "runtime = \"/bin/sh\"",
            "runtime = \"/bin/sh\": runtime is the name",
        ),
        ("runtime = [\"runsc\"]", "runtime = an array"),
        (
            "theme = \"dark\"\nengine = ",
            "config.toml:2:10: this is no TOML",
        ),
    ] {
        let settings = parse(text);
        assert!(settings.is_wall_unknown, "{text}");
        assert!(
            only_problem(text).contains(expected),
            "{text}: {:?}",
            settings.problems
        );
    }
    assert!(!parse("lang = \"xx\"\nthmee = \"dark\"").is_wall_unknown);
    assert!(only_problem("thmee = \"dark\"").contains("did you mean theme?"));
    assert!(only_problem("limits = 5").contains("limits = 5: limits is a table"));
}

#[test]
fn a_file_that_cannot_be_read_says_so() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(FILE), b"theme = \"dark\"\nx = \"\xff\"").unwrap();
    let settings = Settings::read(dir.path(), &known());
    let said = settings.problems[0].to_string();
    assert!(
        settings.is_wall_unknown && said.contains("config.toml:2:6: byte 20 is not UTF-8"),
        "{said}"
    );
    fs::remove_file(dir.path().join(FILE)).unwrap();
    fs::create_dir(dir.path().join(FILE)).unwrap();
    let settings = Settings::read(dir.path(), &known());
    assert!(
        settings.problems[0]
            .to_string()
            .contains("it cannot be read")
    );
}

#[test]
fn keys_are_read_in_the_order_of_the_file() {
    let settings = parse(
        "[keys.editor]\nrun = \"ctrl-enter\"\nfind = []\n[keys.anywhere]\nrun = [\"f5\", \"f9\"]\n",
    );
    assert_eq!(settings.problems, []);
    let key = |context: &str, action: &str, keys: &[&str], line, column| KeySetting {
        context: context.to_owned(),
        action: action.to_owned(),
        keys: keys.iter().map(|&key| key.to_owned()).collect(),
        place: Place { line, column },
    };
    let expected = [
        key("editor", "run", &["ctrl-enter"], 2, 7),
        key("editor", "find", &[], 3, 8),
        key("anywhere", "run", &["f5", "f9"], 5, 7),
    ];
    assert_eq!(settings.keys, expected);
}

#[test]
fn what_is_no_table_of_keys_is_told_with_its_place() {
    for (text, expected) in [
        (
            "keys = 1",
            "config.toml:1:8: keys = 1: it must be a table, [keys.editor]",
        ),
        (
            "[keys]\neditor = \"f5\"",
            "config.toml:2:10: keys.editor = \"f5\": it must be a table, [keys.editor]",
        ),
        (
            "[keys.editr]\nrun = \"f5\"",
            "config.toml:1:7: there is no key \"editr\" of [keys]; did you mean editor?",
        ),
        (
            "[keys.editor]\nrnu = \"f5\"",
            "config.toml:2:1: there is no key \"rnu\" of [keys.editor]; did you mean run?",
        ),
        (
            "[keys.editor]\nrun = 5",
            "config.toml:2:7: run = 5: it must be a key, as \"ctrl-r\", or an array of keys",
        ),
        (
            "[keys.editor]\nrun = [\"f5\", 5]",
            "run = an array: it must be a key",
        ),
        (
            "# 한글\nkeys.editor.\"한\" = 1",
            "config.toml:2:13: there is no key",
        ),
    ] {
        let problem = only_problem(text);
        assert!(problem.contains(expected), "{problem}");
        assert_eq!(parse(text).keys, []);
    }
}

#[test]
fn the_theme_may_be_that_of_the_terminal() {
    assert_eq!(parse("theme = \"auto\"").theme.as_deref(), Some(AUTO));
    let problem = only_problem("theme = \"drak\"");
    assert!(problem.ends_with("theme is one of: auto, dark, light; did you mean dark?"));
}

#[test]
fn the_template_is_all_comments_and_each_of_them_may_be_taken_away() {
    let template = template(&known());
    assert_eq!(problems(&template), Vec::<String>::new());
    assert_eq!(parse(&template).theme, None);
    let is_setting = |line: &str| line.starts_with('[') || line.contains(" = ");
    let open = template.lines().filter_map(|line| line.strip_prefix("# "));
    let open: Vec<&str> = open.filter(|line| is_setting(line)).collect();
    let settings = parse(&open.join("\n"));
    // This machine of the tests knows other actions.
    let others = settings
        .problems
        .iter()
        .filter(|p| !p.what.contains("next-unsolved"));
    assert_eq!(others.count(), 0, "{open:#?} {:#?}", settings.problems);
    assert_eq!(settings.limits, Limits::default());
    assert_eq!(
        settings
            .limit_rows()
            .iter()
            .filter(|row| row.is_set)
            .count(),
        7
    );
    for entry in &ENTRIES {
        assert!(template.contains(&format!("\n# {} = ", entry.name)));
    }
}

#[test]
fn the_schema_allows_what_the_reader_reads() {
    let schema = schema(&known(), "^f[0-9]$");
    let names = |value: &serde_json::Value| {
        let mut names: Vec<String> = value.as_object().unwrap().keys().cloned().collect();
        names.sort();
        names
    };
    let properties = &schema["properties"];
    let expected = [
        "engine", "keys", "lang", "limits", "mouse", "pool_mb", "runtime", "theme",
    ];
    assert_eq!(names(properties), expected);
    assert_eq!(
        properties["theme"]["enum"],
        serde_json::json!(["auto", "dark", "light"])
    );
    let editor = &properties["keys"]["properties"]["editor"];
    assert_eq!(names(&editor["properties"]), ["find", "run"]);
    for table in [&schema, &properties["limits"], &properties["keys"], editor] {
        assert_eq!(table["additionalProperties"], false);
    }
    // At each bound the reader and the schema agree, and beyond it.
    for (key, bound) in properties["limits"]["properties"].as_object().unwrap() {
        for (bound, step) in [("minimum", -1.0), ("maximum", 1.0)]
            .map(|(name, step)| (bound[name].as_f64().unwrap(), step))
        {
            let more = if key == "scratch_mb" {
                "memory_mb = 2048\n"
            } else {
                ""
            };
            let read = |number: f64| parse(&format!("[limits]\n{more}{key} = {number}")).problems;
            // Scratch is a part of the memory: with the least of that, there is less of it.
            let said = read(bound);
            assert_eq!(said, [], "{key} = {bound}");
            assert_ne!(read(bound + step), [], "{key} = {}", bound + step);
        }
    }
    let pool = properties["pool_mb"]["maximum"].as_u64().unwrap();
    assert_eq!(problems(&format!("pool_mb = {pool}")), Vec::<String>::new());
    assert_eq!(problems(&format!("pool_mb = {}", pool + 1)).len(), 1);
}

proptest! {
    #[test]
    fn no_text_makes_limits_that_are_absurd(text in "(\\[limits\\]\n)?([a-z_]{1,12} = (-?[0-9]{1,20}|[0-9.e]{1,6}|true|\"[a-z\u{1b}]{0,4}\")\n){0,6}") {
        let settings = parse(&text);
        let limits = settings.limits;
        prop_assert!(limits.memory >= 32 * MIB && limits.memory <= 2048 * MIB);
        prop_assert!(limits.scratch >= MIB && limits.scratch <= limits.memory);
        prop_assert!((1..=3600).contains(&limits.wall.as_secs()));
        for problem in settings.problems {
            prop_assert!(!problem.to_string().chars().any(char::is_control));
        }
    }

    #[test]
    fn every_number_of_every_limit_is_kept_or_refused(key in 0..7usize, number: i64) {
        let key = Settings::parse("c".into(), "", &known()).limit_rows()[key].key;
        let settings = parse(&format!("[limits]\n{key} = {number}\n"));
        let row = settings.limit_rows().into_iter().find(|row| row.key == key).unwrap();
        prop_assert_eq!(settings.problems.is_empty(), row.is_set);
        #[allow(clippy::cast_precision_loss)]
        let expected = if row.is_set { number as f64 } else { row.default };
        prop_assert_eq!(row.value, expected);
    }
}
