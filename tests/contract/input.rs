//! What a program reads.

use tutorbox::run::{Job, Origin, RunEvent, Stdin, Stream, Transcript};

use crate::common::{outcome, program, rigs};
use crate::told::come_to;

/// Lines, characters and the rest, up to the end of the input and past it.
const READS: &str = r#"
name = IO.gets("Name? ")
IO.inspect(name)
IO.inspect(IO.read(:stdio, :line))
IO.inspect(Enum.to_list(IO.stream()))
IO.inspect(IO.gets(""))
"#;

#[tokio::test]
async fn bytes_and_then_the_end() {
    let bytes = "세계\nsecond\nthird\nno newline".into();
    come_to([
        (
            Job {
                stdin: Stdin::Bytes(bytes),
                ..program(READS)
            },
            r#"out "Name? \"세계\\n\"\n\"second\\n\"\n[\"third\\n\", \"no newline\"]\n:eof\n"
               program ok
               done
               exit 0"#,
        ),
        (
            program(READS),
            r#"out "Name? :eof\n:eof\n[]\n:eof\n"
               program ok
               done
               exit 0"#,
        ),
    ])
    .await;
}

const ECHO: &str = r#"
Stream.repeatedly(fn -> IO.gets("> ") end)
|> Stream.take_while(&is_binary/1)
|> Enum.each(&IO.write("you said " <> &1))
IO.puts("bye")
"#;

#[tokio::test]
async fn a_conversation() {
    for rig in rigs().await {
        let mut run = rig.start(Job {
            stdin: Stdin::Stream,
            ..program(ECHO)
        });
        let input = run.input.take().unwrap();
        let mut seen = Transcript::default();
        for (line, answer) in [("one\n", "> you said one\n> "), ("둘\n", "you said 둘\n> ")] {
            input.send(line.into()).await.unwrap();
            let before = said(&seen).len();
            while said(&seen)[before..] != *answer {
                let event = run.events.recv().await.expect("it answers");
                assert!(!matches!(event, RunEvent::Finished(_)), "{seen:?}");
                seen.absorb(event);
            }
        }
        drop(input);
        while let Some(event) = run.events.recv().await {
            seen.absorb(event);
        }
        assert!(said(&seen).ends_with("bye\n"), "{seen:?}");
        assert_eq!(outcome(&seen), &tutorbox::run::Outcome::Exited(0));
        rig.close().await;
    }
}

fn said(seen: &Transcript) -> String {
    String::from_utf8(seen.printed(Stream::Stdout, &Origin::Program)).unwrap()
}
