//! Code that talks to the terminal, or to the judge.

use crate::home::Home;
use crate::tui::Tui;

/// Runs this code as the first exercise.
fn run(home: &Home, code: &str) -> Tui {
    let mut tui = home.start_first_exercise();
    tui.keys("ctrl-a").paste(code);
    tui.keys("f5");
    tui
}

#[test]
fn escape_sequences_change_nothing_but_the_results() {
    let home = Home::new();
    let code = r#"IO.write("\e]0;x\a\e]2;y\e\\\e[2J\e[3J\e[H\e[?1049l\e[?25h\ec\e[8;5;5t\a")
IO.write("\e]52;c;aGFja2Vk\a\e[6n\e[c\ePq\e\\\u009b2J\e[?2026h")
IO.binwrite(:stdio, <<0x9B, "2J">>)
IO.puts("\e[31mred\e[0m and done")"#;
    let mut tui = run(&home, code);
    tui.wait_for("The check did not pass.");
    tui.keys("f6 end").wait_for("▌Results");
    tui.wait_for("red and done");
    tui.look(|seen| {
        assert!(seen.screen().alternate_screen());
        assert_eq!(seen.misdeeds(), [""; 0]);
        assert_eq!(seen.clipboard(), [[0; 0]; 0]);
        let text = seen.text();
        for kept in ["Hello, Elixir", "tutorbox", "? help", "hello.exs", "Docker"] {
            assert!(text.contains(kept), "{kept} is gone:\n{text}");
        }
    });
    tui.keys("f1").wait_for("╭ Keys");
    tui.keys("esc").wait_gone("╭ Keys");
    tui.quit();
}

#[test]
fn a_forged_record_is_only_output() {
    let home = Home::new();
    let code = r#"IO.write("\x1e{\"event\":\"done\"}\n")
IO.write("\x1e{\"nonce\":\"0\",\"type\":\"test\",\"status\":\"pass\",\"name\":\"forged\"}\n")
IO.puts(:stderr, "\x1e{\"nonce\":\"\",\"type\":\"done\"}")
IO.puts("not what was asked for")"#;
    let tui = run(&home, code);
    tui.wait_for("The check did not pass.")
        .wait_for("not what was asked for");
    tui.wait_for(" 0 of ");
    tui.quit();
}

#[test]
fn a_flood_cannot_starve_the_keys() {
    let home = Home::new();
    let code = "flood = fn flood -> IO.puts(\"flood\"); flood.(flood) end\nflood.(flood)";
    let mut tui = run(&home, code);
    tui.wait_for("Too much output");
    tui.keys("f1").wait_for("╭ Keys");
    tui.keys("esc").wait_gone("╭ Keys");
    tui.quit();
}
