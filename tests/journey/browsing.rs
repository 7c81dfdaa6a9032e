//! The library: a pack comes in, is learned from, and goes.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tutorbox::pack::{archive, pack_up};

use crate::home::Home;
use crate::tui::Tui;

const LESSON: &str = r#"# Brewing

Make it hot.

```sh exercise=brew file=brew.sh
echo cold
```
```toml checks=brew
[[check]]
kind = "stdout"
equals = "hot\n"
```
```markdown hint=brew
Not cold.
```
```sh solution=brew file=brew.sh
echo hot
```
"#;

/// An archive of a pack of one lesson.
fn tea(folder: &Path) -> PathBuf {
    version(folder, "1.0.0", LESSON)
}

fn version(folder: &Path, version: &str, lesson: &str) -> PathBuf {
    let pack = folder.join(version);
    fs::create_dir(&pack).unwrap();
    let about = format!(
        "id = \"tea\"\ntitle = \"Tea time\"\nversion = \"{version}\"\nlanguage = \"sh\"\nauthors = [\"Ada\"]\n"
    );
    fs::write(pack.join("pack.toml"), about).unwrap();
    fs::write(pack.join("01-brew.md"), lesson).unwrap();
    let packed = pack_up(&pack).unwrap();
    let path = folder.join(format!("tea-{version}.tbx"));
    let file = File::create(&path).unwrap();
    archive::write(file, packed.about, packed.sources, None, &mut |_| {}).unwrap();
    path
}

/// On a machine without an engine, which says so whenever a pack is opened, and asks for no image.
fn home() -> Home {
    Home::new()
        .env("TUTORBOX_ENGINE", "docker")
        .env("DOCKER_HOST", "unix:///nowhere/docker.sock")
}

/// The pack is there, and what was said of the engine is closed.
fn has_opened(tui: &mut Tui, lesson: &str) {
    tui.wait_for("No container engine answers");
    tui.keys("esc").wait_gone("No container engine answers");
    tui.wait_for(lesson);
}

#[test]
fn a_pack_comes_in_is_opened_and_goes_and_no_key_or_draft_is_lost_on_the_way() {
    let (home, folder) = (home(), tempfile::tempdir().unwrap());
    let archive = tea(folder.path());
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("No pack is installed");
    let begun = archive.to_str().unwrap().strip_suffix("-1.0.0.tbx");
    tui.keys("i").types(begun.unwrap()).wait_for("❯");
    tui.keys("tab").wait_for("tea-1.0.0.tbx");
    tui.keys("enter").wait_for("tea 1.0.0 is installed.");
    tui.wait_for("▌   Tea time").wait_for("not signed");

    tui.keys("enter");
    has_opened(&mut tui, "Brewing");
    tui.keys("f6").wait_for("▌");
    tui.types("# mine").wait_for("# mine");
    tui.keys("ctrl-l").wait_for("▌●  Tea time");
    tui.keys("g").wait_for("▌   Elixir");
    tui.keys("/").types("hello, elixir");
    tui.wait_for("❯ hello, elixir   1 line");
    tui.keys("enter");
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("Tea time");
    tui.keys("G k").wait_for("▌   Tea time");
    tui.keys("enter");
    has_opened(&mut tui, "Brewing");
    tui.wait_for("# mine");

    tui.keys("ctrl-l").wait_for("▌●  Tea time");
    tui.keys("x").wait_for("Remove Tea time (tea)?");
    tui.keys("y")
        .wait_for("tea is removed.")
        .wait_for("No pack is installed");
    tui.quit();
    // It is not there any more: the course that newcomers begin with is.
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.quit();
}

#[test]
fn an_update_tells_what_it_changes_and_the_learner_goes_on_in_it() {
    let (home, folder) = (home(), tempfile::tempdir().unwrap());
    let old = tea(folder.path());
    let lesson = LESSON
        .replace(
            "brew.sh\necho cold",
            "brew.sh title=\"Brew a pot\"\necho tepid",
        )
        .replace("# Brewing", "# Brewing anew");
    let new = version(folder.path(), "1.1.0", &lesson);
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("No pack is installed");
    tui.keys("i").types(old.to_str().unwrap()).keys("enter");
    tui.wait_for("tea 1.0.0 is installed.")
        .wait_for("▌   Tea time");
    tui.keys("enter");
    has_opened(&mut tui, "Brewing");
    tui.keys("f6").wait_for("▌");
    tui.types("# mine").wait_for("# mine");
    tui.keys("ctrl-l").wait_for("▌●  Tea time");
    tui.keys("u").types(new.to_str().unwrap()).keys("enter");
    tui.wait_for("tea 1.1.0: what has changed")
        .wait_for("It has another starter now.");
    tui.keys("esc").wait_gone("what has changed");
    tui.wait_for("tea 1.1.0 · not signed");
    tui.keys("esc");
    has_opened(&mut tui, "Brewing anew");
    tui.wait_for("# mine");
    tui.quit();
}

#[test]
fn what_is_no_pack_is_refused_and_the_learner_stays_where_they_are() {
    let (home, folder) = (home(), tempfile::tempdir().unwrap());
    let path = folder.path().join("tea.tbx");
    fs::write(&path, "no archive").unwrap();
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("No pack is installed");
    tui.keys("i").types(path.to_str().unwrap()).keys("enter");
    tui.wait_for("Nothing was installed").wait_for("is refused");
    tui.keys("esc").wait_gone("is refused");
    tui.keys("esc").wait_gone("❯");
    tui.keys("esc").wait_for("Hello, Elixir");
    tui.quit();
}

#[test]
fn a_pack_that_cannot_be_opened_is_told_of_where_the_learner_is() {
    let home = home();
    let pack = home.database().with_file_name("lessons").join("zig");
    fs::create_dir_all(&pack).unwrap();
    let about = "id = \"zig\"\ntitle = \"Zig\"\nversion = \"1.0.0\"\nlanguage = \"zig\"\n";
    fs::write(pack.join("pack.toml"), about).unwrap();
    fs::write(pack.join("01-zig.md"), "# Zig\n").unwrap();
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("▌●  Elixir");
    tui.keys("G k").wait_for("▌   Zig");
    tui.keys("enter");
    tui.wait_for("The pack was not opened")
        .wait_for("there is no language called zig")
        .wait_for("Hello, Elixir");
    tui.keys("esc").wait_gone("no language called zig");
    tui.quit();
}

#[test]
fn a_pack_with_a_language_of_its_own_opens_where_nobody_can_be_asked_for_its_image() {
    let home = home();
    let pack = home.data().join("lessons/room");
    let own = pack.join("docker/room");
    fs::create_dir_all(&own).unwrap();
    let shell = Path::new(env!("CARGO_MANIFEST_DIR")).join("docker/sh");
    for file in ["language.toml", "packages.txt", "finish", "runner.sh"] {
        let text = fs::read_to_string(shell.join(file)).unwrap();
        let text = text.replace("name = \"sh\"", "name = \"room\"");
        fs::write(own.join(file), text).unwrap();
    }
    let about = "id = \"room\"\ntitle = \"Room\"\nversion = \"1.0.0\"\nlanguage = \"room\"\n";
    fs::write(pack.join("pack.toml"), about).unwrap();
    fs::write(
        pack.join("01-room.md"),
        "# A language of its own\n\n```room run\necho\n```\n",
    )
    .unwrap();
    let mut tui = home.start();
    has_opened(&mut tui, "Hello, Elixir");
    tui.keys("ctrl-l").wait_for("▌●  Elixir");
    tui.keys("G k").wait_for("▌   Room");
    tui.keys("enter")
        .wait_for("the pack room brings Shell along");
    tui.keys("esc");
    has_opened(&mut tui, "A language of its own");
    tui.quit();
}
