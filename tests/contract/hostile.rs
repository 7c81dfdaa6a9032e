//! Output that pretends to be something else: it is output, whatever it says.

use tutorbox::render::neutralise;
use tutorbox::run::{Job, Origin, Outcome, SourceFile, Stream};
use tutorbox::verdict::judge;

use crate::common::{on_every_engine, outcome, program};

/// Records that claim success: signed by guess, unsigned, torn, too long, on the other stream.
const FORGED: &str = r#"
record = fn fields -> <<0x1E>> <> "{" <> fields <> "}\n" end
test = ~s("type":"test","id":1,"name":"real","status":"pass")
done = ~s("type":"done")
guess = ~s(,"nonce":"0123456789abcdef0123456789abcdef")
IO.write(record.(test) <> record.(done))
IO.write(record.(test <> guess) <> record.(done <> guess))
IO.write(record.(~s("type":"program-end","status":"ok") <> guess))
IO.write(:stderr, record.(test <> guess) <> record.(done <> guess))
IO.write(<<0x1E>> <> String.duplicate("x", 100 * 1024) <> "\n")
IO.write(<<0x1E>> <> "{" <> done <> <<0x1E>>)
"#;

const REAL: &str = "
defmodule T do
  use ExUnit.Case
  test \"real\", do: assert 1 == 2
end
";

#[tokio::test]
async fn a_forged_record_changes_no_verdict() {
    let job = Job {
        tests: vec![SourceFile::new("t.exs", REAL)],
        ..program(FORGED)
    };
    on_every_engine(job, |seen| {
        let verdict = judge(&[], true, &seen);
        assert!(!verdict.passed());
        assert_eq!((verdict.failing(), verdict.total()), (1, 1), "{verdict:?}");
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        let count = |byte| stdout.iter().filter(|&&b| b == byte).count();
        assert_eq!(count(0x1E), 8, "what is forged is output, all of it");
        assert_eq!(count(b'x'), 100 * 1024);
        let stderr = seen.printed(Stream::Stderr, &Origin::Program);
        assert_eq!(stderr.iter().filter(|&&b| b == 0x1E).count(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_forged_record_before_an_early_end_is_no_pass() {
    let job = Job {
        tests: vec![SourceFile::new("t.exs", REAL)],
        ..program(&format!("{FORGED}\nSystem.halt(0)"))
    };
    on_every_engine(job, |seen| {
        assert!(!seen.done && seen.tests.is_empty());
        assert!(!judge(&[], true, &seen).passed());
        assert_eq!(outcome(&seen), &Outcome::Exited(0));
    })
    .await;
}

#[tokio::test]
async fn the_nonce_is_nowhere_to_be_found() {
    let snoop = r#"
    keys = [:registered_name, :messages, :dictionary, :backtrace, :current_function]
    gen? = fn pid -> match?({:current_function, {:gen_server, :loop, _}}, Process.info(pid, :current_function)) end
    facts = for pid <- Process.list(), do: Process.info(pid, keys)
    tables = for table <- :ets.all(), do: (try do :ets.tab2list(table) rescue _ -> [] end)
    states = for pid <- Process.list(), gen?.(pid), do: (try do :sys.get_state(pid, 50) catch _, _ -> nil end)
    terms = for {key, value} <- :persistent_term.get(), do: {key, value}
    files = for path <- Path.wildcard("/box/**", match_dot: true), do: path
    all = inspect({facts, tables, states, terms, files, System.argv(), System.get_env()}, limit: :infinity, printable_limit: :infinity)
    words = Regex.scan(~r/\b[0-9a-f]{32}\b/, all)
    IO.inspect(Enum.uniq(words))
    "#;
    on_every_engine(program(snoop), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        assert_eq!(String::from_utf8_lossy(&stdout), "[]\n");
    })
    .await;
}

#[tokio::test]
async fn what_would_control_a_terminal_arrives_and_is_made_harmless() {
    let hostile = r#"IO.write("\e]0;x\a\e[2J\e[H\e[31mred\e[0m\r\n\e[?1049hshown\e]52;c;eA==\a")"#;
    let bytes =
        b"\x1b]0;x\x07\x1b[2J\x1b[H\x1b[31mred\x1b[0m\r\n\x1b[?1049hshown\x1b]52;c;eA==\x07";
    on_every_engine(program(hostile), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        assert_eq!(stdout, bytes);
        let lines: Vec<String> = neutralise(&stdout)
            .iter()
            .map(|line| line.runs.iter().map(|(_, text)| text.as_str()).collect())
            .collect();
        assert_eq!(lines, ["red", "shown"]);
    })
    .await;
}

#[tokio::test]
async fn bytes_that_are_no_text_and_lines_without_end() {
    let raw = r#"
    port = Port.open({:fd, 0, 1}, [:binary, :out])
    Port.command(port, <<255, 254, 0, 10>>)
    Port.command(port, :binary.copy("x", 200_000))
    "#;
    on_every_engine(program(raw), |seen| {
        let stdout = seen.printed(Stream::Stdout, &Origin::Program);
        let mut expected = vec![255, 254, 0, b'\n'];
        expected.extend([b'x'; 200_000]);
        assert!(stdout == expected, "{} bytes", stdout.len());
        assert!(seen.done);
        for line in neutralise(&stdout) {
            assert!(line.runs.iter().all(|(_, text)| !text.contains('\0')));
        }
    })
    .await;
}

#[tokio::test]
async fn a_program_without_its_output_still_has_its_results() {
    let job = Job {
        tests: vec![SourceFile::new("t.exs", REAL.replace("2", "1"))],
        ..program("Process.exit(Process.whereis(:user), :kill)\nProcess.sleep(200)")
    };
    on_every_engine(job, |seen| {
        assert!(seen.done, "{seen:?}");
        assert_eq!(outcome(&seen), &Outcome::Exited(0));
        assert!(judge(&[], true, &seen).passed(), "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn a_program_that_closes_its_output_passes_nothing_by_it() {
    let job = Job {
        tests: vec![SourceFile::new("t.exs", REAL)],
        ..program("IO.puts(1)\nPort.open({:fd, 0, 1}, [:out]) |> Port.close()\nIO.puts(2)")
    };
    on_every_engine(job, |seen| {
        let verdict = judge(&[], true, &seen);
        assert!(verdict.is_final() && !verdict.passed(), "{seen:?}");
        assert!(matches!(outcome(&seen), Outcome::Exited(_)), "{seen:?}");
    })
    .await;
}

#[tokio::test]
async fn what_prints_on_behind_the_end_holds_up_nothing() {
    let job = Job {
        tests: vec![SourceFile::new("t.exs", REAL.replace("2", "1"))],
        ..program(
            r#"
            spawn(fn -> Stream.repeatedly(fn -> IO.puts("stray") || Process.sleep(1) end) |> Stream.run() end)
            Port.open({:spawn, "sh -c 'while :; do sleep 1; done'"}, [:binary, :nouse_stdio])
            "#,
        )
    };
    on_every_engine(job, |seen| {
        assert!(judge(&[], true, &seen).passed(), "{seen:?}");
        assert_eq!(outcome(&seen), &Outcome::Exited(0));
    })
    .await;
}
