//! Programs that read what is typed, in every language that comes with tutorbox.

use std::fs;

use crate::home::Home;
use crate::tui::Tui;

/// An example of this language, and in the results the line that is typed in.
fn example(home: &Home, language: &str, code: &str) -> Tui {
    let pack = tempfile::tempdir().unwrap();
    let manifest =
        format!("id = \"toy\"\ntitle = \"Toy\"\nversion = \"1.0.0\"\nlanguage = \"{language}\"\n");
    let lesson = format!("# One\n\n```{language} run\n{code}\n```\n");
    fs::write(pack.path().join("pack.toml"), manifest).unwrap();
    fs::write(pack.path().join("01-one.md"), lesson).unwrap();
    let mut tui = home.play(pack.path());
    tui.wait_for("Docker");
    tui.keys("tab enter f5").wait_for("Your name?");
    tui.wait_for("may be waiting for your input");
    tui.keys("f6").wait_for("▌Results");
    tui
}

/// Answers, and is greeted.
fn is_greeted(language: &str, code: &str) {
    let home = Home::new();
    let mut tui = example(&home, language, code);
    tui.types("세상 Ann").wait_for("Input: 세상 Ann");
    tui.keys("enter").wait_for("Hello, 세상 Ann!");
    // As on a terminal it stands behind the question.
    tui.wait_for("Your name? 세상 Ann");
    tui.wait_for("The program ran to its end.");
    tui.wait_gone("Input:");
    tui.quit();
}

#[test]
fn elixir_greets_by_name() {
    is_greeted(
        "elixir",
        "name = IO.gets(\"Your name? \") |> String.trim()\nIO.puts(\"Hello, #{name}!\")",
    );
}

#[test]
fn python_greets_by_name() {
    is_greeted(
        "python",
        "name = input(\"Your name? \")\nprint(f\"Hello, {name}!\")",
    );
}

#[test]
fn the_shell_greets_by_name() {
    is_greeted(
        "bash",
        "printf 'Your name? '\nread -r name\necho \"Hello, $name!\"",
    );
}

#[test]
fn the_end_of_the_input_is_typed_too() {
    let home = Home::new();
    let code = "IO.write(\"Your name? \")\nIO.puts(\"That was \" <> inspect(IO.gets(\"\")))";
    let mut tui = example(&home, "elixir", code);
    tui.keys("ctrl-d").wait_for("That was :eof");
    tui.wait_for("The program ran to its end.");
    tui.quit();
}
