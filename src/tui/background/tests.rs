use super::*;

fn key(letter: char, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(KeyCode::Char(letter), modifiers))
}

/// Keys as they are read from these bytes: `\x1b` holds Alt.
fn keys(text: &str) -> Vec<Event> {
    let mut held = KeyModifiers::NONE;
    let mut keys = Vec::new();
    for letter in text.chars() {
        match letter {
            '\x1b' => held = KeyModifiers::ALT,
            '\x07' => keys.push(key('g', KeyModifiers::CONTROL)),
            letter => {
                let shift = if letter.is_uppercase() {
                    KeyModifiers::SHIFT
                } else {
                    KeyModifiers::NONE
                };
                keys.push(key(letter, held | shift));
                held = KeyModifiers::NONE;
            }
        }
    }
    keys
}

/// What is left for others, and what was answered.
fn heard(text: &str) -> (Vec<Event>, Option<Ground>) {
    let (mut listener, mut answer) = listen();
    let left = keys(text)
        .into_iter()
        .flat_map(|key| listener.sift(key))
        .collect();
    let news = answer.news.take();
    (left, news.and_then(|mut news| news.try_recv().ok()))
}

#[test]
fn the_answer_is_taken_out_of_what_is_typed() {
    for (text, left, ground) in [
        (
            "ab\x1b]11;rgb:ffff/ffff/ffff\x1b\\cd",
            "abcd",
            Ground::Light,
        ),
        ("\x1b]11;rgb:1E1E/1e1e/2E2E\x07n", "n", Ground::Dark),
        ("\x1b]11;rgb:f/f/e\x07", "", Ground::Light),
        ("\x1b]11;rgba:0000/0000/0000/ffff\x1b\\", "", Ground::Dark),
        // Blue is dark, and yellow is light.
        ("\x1b]11;rgb:00/00/ff\x07", "", Ground::Dark),
        ("\x1b]11;rgb:ff/ff/00\x07", "", Ground::Light),
    ] {
        assert_eq!(heard(text), (keys(left), Some(ground)), "{text:?}");
    }
}

#[test]
fn a_resize_amid_the_answer_makes_no_keys_of_it() {
    let resize = Event::Resize(80, 24);
    let (mut listener, mut answer) = listen();
    let mut events = keys("\x1b]11;rgb:ffff/ffff/ffff\x1b\\");
    events.insert(7, resize.clone());
    let left: Vec<Event> = events
        .into_iter()
        .flat_map(|event| listener.sift(event))
        .collect();
    assert_eq!(left, [resize]);
    let news = answer.news.take().unwrap().try_recv();
    assert_eq!(news, Ok(Ground::Light));
}

#[test]
fn what_is_no_answer_is_left_as_it_was_typed() {
    for text in [
        "\x1b]x",
        "\x1b]1q",
        "\x1b]11;rgb:zz/ff/ff\x07",
        "\x1b]11;rgb:ff/ff\x07",
        "\x1b]11;rgb://\x07",
        "\x1b]10;rgb:ff/ff/ff\x07",
        "\x1b]11;rgb:00000/00000/00000000000000000000000000\x07",
        "11;rgb:ff/ff/ff",
        "안녕 rgb",
    ] {
        assert_eq!(heard(text), (keys(text), None), "{text:?}");
    }
}

#[test]
fn only_the_first_answer_is_taken() {
    let one = "\x1b]11;rgb:ff/ff/ff\x07";
    let (left, ground) = heard(&format!("{one}{one}"));
    assert_eq!((left, ground), (keys(one), Some(Ground::Light)));
}

#[test]
fn the_environment_says_who_can_be_asked_and_what_there_is_to_know() {
    let env = |name: &'static str, value: &'static str| {
        move |asked: &str| (asked == name).then(|| value.to_owned())
    };
    assert!(can_be_asked(env("TERM", "xterm-256color")));
    assert!(can_be_asked(env("TERM", "tmux-256color")));
    for term in ["", "dumb", "linux"] {
        assert!(!can_be_asked(env("TERM", term)), "{term}");
    }
    assert!(!can_be_asked(|name| match name {
        "TERM" => Some("screen".to_owned()),
        "STY" => Some("1.pts".to_owned()),
        _ => None,
    }));
    for (value, ground) in [
        ("15;0", Some(Ground::Dark)),
        ("0;15", Some(Ground::Light)),
        ("0;default;7", Some(Ground::Light)),
        ("12;8", Some(Ground::Dark)),
        ("15;default", None),
        ("", None),
        ("0;99", None),
    ] {
        assert_eq!(by_environment(env("COLORFGBG", value)), ground, "{value}");
    }
}
