//! The formatters that languages bring along, in the runner's own container.

use tutorbox::run::{Job, Origin, Outcome, SourceFile, Stdin, Stream};
use tutorbox::sandbox::image::Language;

use crate::common::{built_in, on_one_engine, outcome, patient};

/// The formatter of Elixir, which reads this.
fn elixir(text: &str) -> Job {
    let language = Language::load(built_in().language("elixir").unwrap()).unwrap();
    let file = SourceFile::new("formatter", language.formatter().unwrap());
    Job::program("elixir", file, Stdin::Bytes(text.into()), patient())
}

#[tokio::test]
async fn elixir_is_laid_out_as_mix_format_does() {
    for (text, tidy) in [
        ("x=1+  2\ny  = \"한글\"", "x = 1 + 2\ny = \"한글\"\n"),
        ("", ""),
    ] {
        on_one_engine(elixir(text), |seen| {
            assert_eq!(outcome(&seen), &Outcome::Exited(0));
            let stdout = seen.printed(Stream::Stdout, &Origin::Program);
            assert_eq!(String::from_utf8(stdout).unwrap(), tidy);
        })
        .await;
    }
}

#[tokio::test]
async fn what_is_no_elixir_is_refused_with_its_line() {
    on_one_engine(elixir("x = 1\ny = = 2\n"), |seen| {
        assert_eq!(outcome(&seen), &Outcome::Exited(1));
        let said = seen.printed(Stream::Stderr, &Origin::Program);
        let said = String::from_utf8(said).unwrap();
        let last = said.lines().last().unwrap();
        assert!(last.starts_with("2: "), "{said}");
        assert!(seen.printed(Stream::Stdout, &Origin::Program).is_empty());
    })
    .await;
}
