//! The themes that come with the program, and what is said of a broken one.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use ratatui::style::{Color, Modifier, Style};
use tutorbox::render::{Depth, Face, Ground, Role, Theme};

const DARK: &str = include_str!("../../themes/dark.toml");

/// The grounds that terminals have: what the contrast is measured against where a role has none of its own.
const DARK_GROUNDS: [Color; 3] = [rgb(0, 0, 0), rgb(0x1e, 0x1e, 0x1e), rgb(0x28, 0x2c, 0x34)];
const LIGHT_GROUNDS: [Color; 3] = [
    rgb(255, 255, 255),
    rgb(0xfd, 0xf6, 0xe3),
    rgb(0xf0, 0xf0, 0xf0),
];

/// Lines and borders are no text, and may be fainter.
const LINES: [Role; 3] = [Role::Rule, Role::Border, Role::IndentGuide];

const fn rgb(r: u8, g: u8, b: u8) -> Color {
    Color::Rgb(r, g, b)
}

/// Relative luminance, as WCAG 2.2 defines it.
fn luminance(colour: Color) -> f64 {
    let Color::Rgb(r, g, b) = colour else {
        panic!("{colour:?} has no value");
    };
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    };
    0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
}

fn contrast(a: Color, b: Color) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// The themes that come along, by name.
fn all() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let files = fs::read_dir(folder).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let themes = paths.map(|path| {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(path).unwrap())
    });
    themes.collect()
}

fn check_contrast(name: &str, text: &str, grounds: &[Color], wanted: f64) {
    let palette = Theme::parse(name, text).unwrap().at(Depth::TrueColor);
    let under = [
        Role::CodeBlock,
        Role::Selection,
        Role::CursorLine,
        Role::Match,
        Role::Ground,
    ];
    let painted = under.map(|role| palette.style(role).bg.expect("a ground"));
    let ink = palette.style(Role::Text).fg.unwrap();
    for role in Role::ALL.iter().filter(|role| !LINES.contains(role)) {
        let fg = palette.style(*role).fg.unwrap_or(ink);
        for ground in grounds.iter().chain(&painted) {
            let contrast = contrast(fg, *ground);
            let role = role.name();
            assert!(
                contrast >= wanted,
                "{name}: {role} on {ground:?} is {contrast:.2}"
            );
        }
    }
}

#[test]
fn text_can_be_read_on_every_ground() {
    let themes = all();
    assert!(themes.len() >= 6);
    for (name, text) in themes {
        let grounds = match text.starts_with("# For terminals with a dark ground") {
            true => DARK_GROUNDS,
            false => LIGHT_GROUNDS,
        };
        // WCAG 2.2, 1.4.3 and 1.4.6.
        let wanted = if name.starts_with("contrast-") {
            7.0
        } else {
            4.5
        };
        check_contrast(&name, &text, &grounds, wanted);
    }
}

#[test]
fn the_terminals_own_ground_is_left_alone() {
    for (name, text) in all() {
        let palette = Theme::parse(&name, &text).unwrap().at(Depth::TrueColor);
        assert_eq!(palette.style(Role::Text).bg, None);
    }
}

#[test]
fn a_ground_that_a_theme_is_not_made_for_is_painted_over() {
    for (name, text) in all() {
        let theme = Theme::parse(&name, &text).unwrap();
        let (made_for, other) = match text.starts_with("# For terminals with a dark ground") {
            true => (Ground::Dark, Ground::Light),
            false => (Ground::Light, Ground::Dark),
        };
        assert_eq!(theme.ground(), made_for, "{name}");
        for depth in [Depth::Ansi16, Depth::Ansi256, Depth::TrueColor] {
            let palette = theme.at(depth);
            assert_eq!(palette.paint(Some(made_for)), None, "{name}");
            let painted = palette.paint(Some(other)).unwrap();
            assert!(painted.fg.is_some() && painted.bg.is_some(), "{name}");
            // One that has not said what it is counts as dark.
            let unknown = (other == Ground::Dark).then_some(painted);
            assert_eq!(palette.paint(None), unknown, "{name}");
        }
        assert_eq!(theme.at(Depth::None).paint(Some(other)), None, "{name}");
    }
    let plain =
        "[colours]\nc = { hex = \"#f0f0f0\", ansi = \"red\" }\n[roles]\ntext = { fg = \"c\" }";
    let plain = Theme::parse("t", plain).unwrap().at(Depth::TrueColor);
    assert_eq!(plain.paint(Some(Ground::Light)), None, "it names no ground");
}

#[test]
fn without_colours_there_are_only_modifiers() {
    for (name, text) in all() {
        let palette = Theme::parse(&name, &text).unwrap().at(Depth::None);
        for &role in Role::ALL {
            let style = palette.style(role);
            assert_eq!((style.fg, style.bg), (None, None), "{}", role.name());
        }
        let selection = palette.style(Role::Selection);
        assert!(selection.add_modifier.contains(Modifier::REVERSED));
    }
}

#[test]
fn sixteen_colours_are_those_that_the_theme_names() {
    let theme = Theme::parse("dark", DARK).unwrap();
    let style = theme.at(Depth::Ansi16).style(Role::Link);
    assert_eq!(style, Style::new().fg(Color::LightMagenta).underlined());
    assert!(matches!(
        theme.at(Depth::Ansi256).style(Role::Link).fg,
        Some(Color::Indexed(_))
    ));
}

#[test]
fn a_role_that_is_not_there_looks_like_its_parent() {
    let text = "[colours]\nc = { hex = \"#010203\", ansi = \"red\" }\n[roles]\nfail = { fg = \"c\", bold = true }";
    let palette = Theme::parse("t", text).unwrap().at(Depth::TrueColor);
    let fail = Style::new().fg(rgb(1, 2, 3)).bold();
    assert_eq!(palette.style(Role::Error), fail);
    assert_eq!(palette.style(Role::DiffActual), fail);
    assert_eq!(palette.style(Role::Pass), Style::new());
}

#[test]
fn a_face_is_its_roles_one_over_the_other() {
    let palette = Theme::parse("dark", DARK).unwrap().at(Depth::TrueColor);
    let face = Face::new(Role::CodeBlock).with(Role::Keyword);
    let style = palette.face(face);
    assert_eq!(style.bg, palette.style(Role::CodeBlock).bg);
    assert_eq!(style.fg, palette.style(Role::Keyword).fg);
    let quoted = palette.face(Face::new(Role::Quote).with(Role::Emphasis));
    assert_eq!(quoted.fg, palette.style(Role::Quote).fg);
}

#[test]
fn every_role_has_a_name_of_its_own() {
    let mut names: Vec<_> = Role::ALL.iter().map(|role| role.name()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), Role::ALL.len());
    for (index, role) in Role::ALL.iter().enumerate() {
        assert_eq!(*role as usize, index);
    }
}

#[test]
fn what_is_wrong_with_a_theme_is_said() {
    let red = "[colours]\nred = { hex = \"#ff0000\", ansi = \"red\" }\n[roles]\n";
    let broken = [
        "[roles\n".to_owned(),
        "[role]\n".to_owned(),
        "[colours]\nred = { hex = \"red\", ansi = \"red\" }".to_owned(),
        "[colours]\nred = { ansi = \"red\" }".to_owned(),
        "[colours]\nred = { hex = \"#ff0000\", ansi = \"brigth-red\" }".to_owned(),
        "[colours]\nred = { hex = \"#ff0000\", ansi = \"red\", rgb = 1 }".to_owned(),
        "[colours]\nred = \"#ff0000\"".to_owned(),
        format!("{red}headng = {{ fg = \"red\" }}"),
        format!("{red}heading = {{ fg = \"rde\" }}"),
        format!("{red}heading = {{ fgg = \"red\" }}"),
        format!("{red}heading = {{ bold = \"yes\" }}"),
        format!("{red}heading = {{ plain = [\"bald\"] }}"),
        format!("{red}heading = {{ plain = \"bold\" }}"),
        format!("{red}zzzzzzzzzzzz = {{}}"),
        format!("{red}ground = {{ fg = \"red\" }}"),
        "[colours]\nc = { hex = \"#ff0000\", ansi = \"default\" }\n[roles]\nground = { fg = \"c\", bg = \"c\" }".to_owned(),
    ];
    let say = |text: &String| format!("{}\n", Theme::parse("mine", text).unwrap_err());
    assert_snapshot!(broken.iter().map(say).collect::<String>());
}
