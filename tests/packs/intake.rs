//! The way into the library, whoever asks and tells on it.

use tutorbox::config::{Assets, Dirs};
use tutorbox::pack::intake::{self, Host, Intake, IntakeError, News, Outcome, Question};
use tutorbox::pack::{Change, Said, Staged};
use tutorbox::run::Limits;

use crate::room::{LESSON, Room, ada, manifest};

/// Says yes as long as it is told to, and remembers all.
struct Desk {
    yes: Vec<bool>,
    said: Vec<String>,
}

impl Host for Desk {
    type Error = IntakeError;

    fn tell(&mut self, news: News) {
        let said = match news {
            News::Verifying(_) => "verifying",
            News::Unpacking(_) => "unpacking",
        };
        if self.said.last().is_none_or(|last| last != said) {
            self.said.push(said.to_owned());
        }
    }

    fn is_unsigned(&mut self, pack: &str) -> Result<(), IntakeError> {
        self.said.push(format!("{pack} is unsigned"));
        Ok(())
    }

    fn agrees(&mut self, question: Question) -> Result<bool, IntakeError> {
        self.said.push(match question {
            Question::NewSigner { key, .. } => format!("signed by {}", key.id()),
            Question::Limits { asks, .. } => format!("{asks:?}"),
        });
        Ok(self.yes.remove(0))
    }

    fn settle(&mut self, staged: &Staged<'_>) -> Result<(), IntakeError> {
        self.said.push(format!("{} settles", staged.manifest().id));
        Ok(())
    }
}

fn install(
    room: &Room,
    name: &str,
    only: Option<&str>,
    yes: &[bool],
) -> (Result<Outcome, IntakeError>, Vec<String>) {
    let assets = Assets::new(&Dirs::new(Some(room.path("data"))).unwrap());
    let intake = Intake {
        from: &room.path(name),
        place: &std::env::temp_dir(),
        assets: &assets,
        limits: Limits::default(),
        said: &Said::default(),
        only,
    };
    let mut desk = Desk {
        yes: yes.to_vec(),
        said: Vec::new(),
    };
    let outcome = intake::install(&intake, &mut desk);
    (outcome, desk.said)
}

#[test]
fn what_is_asked_comes_in_its_order_and_a_no_leaves_nothing() {
    let room = Room::new();
    let greedy = format!("{}[limits]\nwall_s = 30\n", manifest("1.0.0"));
    room.file("tea/pack.toml", greedy);
    room.archive("tea.tbx", Some(ada()));
    let signer = format!("signed by {}", ada().public().id());
    let all = [
        "verifying",
        &signer,
        "unpacking",
        "{\"wall_s\": 30}",
        "tea settles",
    ];
    for (yes, asked) in [(&[false][..], 2), (&[true, false], 4)] {
        let (outcome, said) = install(&room, "tea.tbx", None, yes);
        assert_eq!(outcome.unwrap(), Outcome::Declined);
        assert_eq!(said, all[..asked]);
        assert_eq!(room.installed(), None);
        room.assert_tidy();
    }
    let (outcome, said) = install(&room, "tea.tbx", None, &[true, true]);
    assert!(matches!(
        outcome.unwrap(),
        Outcome::Installed(_, Change::New)
    ));
    assert_eq!(said, all);
    // What was granted and who is known is not asked again.
    let (outcome, said) = install(&room, "tea.tbx", None, &[]);
    assert!(matches!(outcome.unwrap(), Outcome::Already { .. }));
    assert_eq!(said, ["verifying"]);
}

#[test]
fn another_version_is_one_of_the_pack_that_was_named() {
    let room = Room::new();
    room.archive("tea.tbx", None);
    let (outcome, said) = install(&room, "tea.tbx", Some("tea"), &[]);
    assert!(matches!(outcome.unwrap(), Outcome::Installed(..)));
    assert_eq!(
        said,
        ["verifying", "tea is unsigned", "unpacking", "tea settles"]
    );
    room.file("tea/01-brew.md", format!("{LESSON}\nMore.\n"));
    let (outcome, _) = install(&room, "tea", Some("coffee"), &[]);
    let why = outcome.unwrap_err().to_string();
    assert!(
        why.contains("this is the pack tea, and not coffee"),
        "{why}"
    );
}
