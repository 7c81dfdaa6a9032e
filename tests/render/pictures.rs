//! Pictures: the room that a layout keeps for them, the words that stand for them, and their cells.

use std::sync::Arc;

use ratatui::layout::Size;
use ratatui::style::Color;
use tutorbox::course::{Document, Picture, PictureError, parse_markdown};
use tutorbox::render::{Bounds, Depth, Highlighter, Layout, Words, paint};

/// 80×40 pixels: red at the left, blue at the right, white below.
const HALVES: &[u8] = include_bytes!("../pictures/halves.png");

fn halves() -> Picture {
    Picture::new("images/halves.png", HALVES.to_vec()).unwrap()
}

fn document(text: &str) -> Document {
    let mut document = parse_markdown(text);
    let picture = Arc::new(halves());
    document.pictures.insert("halves.png".to_owned(), picture);
    document
}

fn set(text: &str, width: u16, picture: u16) -> Layout {
    let (bounds, words) = (Bounds { width, picture }, Words::default());
    Layout::new(&document(text), bounds, &Highlighter::new(), &words)
}

fn lines(layout: &Layout) -> Vec<String> {
    layout.lines().iter().map(|line| line.plain()).collect()
}

const LONE: &str = "before\n\n![red and blue](halves.png)\n\nafter\n";

#[test]
fn a_picture_has_its_room_and_its_words_below_it() {
    let set = set(LONE, 44, 20);
    let [frame] = set.pictures() else {
        panic!("{:?}", set.pictures());
    };
    // As wide as the column, and twice as many columns as lines are a square.
    assert_eq!((frame.line, frame.column), (2, 2));
    assert_eq!((frame.width, frame.height), (40, 10));
    let lines = lines(&set);
    assert!(lines[2..12].iter().all(String::is_empty), "{lines:?}");
    assert_eq!(lines[12..], ["  red and blue", "", "  after"]);
}

#[test]
fn a_picture_is_no_higher_than_it_may_be_nor_larger_than_it_is() {
    let size = |width, picture| {
        let set = set(LONE, width, picture);
        let frame = &set.pictures()[0];
        (frame.width, frame.height)
    };
    assert_eq!(size(92, 5), (20, 5));
    assert_eq!(size(92, 100), (80, 20));
}

#[test]
fn a_picture_stands_where_its_list_does() {
    let set = set("- ![red and blue](halves.png)\n", 44, 20);
    assert_eq!((set.pictures()[0].column, set.pictures()[0].width), (4, 38));
}

#[test]
fn where_no_picture_fits_its_words_stand() {
    let words = "  [picture: red and blue]";
    for (width, picture) in [(44, 0), (44, 1), (23, 20)] {
        let set = set(LONE, width, picture);
        assert!(set.pictures().is_empty(), "{width} {picture}");
        assert!(
            lines(&set).concat().contains("[picture: red"),
            "{width} {picture}"
        );
    }
    assert_eq!(lines(&set(LONE, 44, 0))[2], words);
    // Not there, or among words.
    for text in [
        "![red and blue](other.png)\n",
        "see ![red and blue](halves.png)\n",
    ] {
        let set = set(text, 44, 20);
        assert!(set.pictures().is_empty(), "{text}");
        assert!(
            lines(&set)[0].ends_with("[picture: red and blue]"),
            "{text}"
        );
    }
}

#[test]
fn a_picture_is_two_pixels_a_cell() {
    let cells = paint(&halves(), Size::new(40, 10), Depth::TrueColor).unwrap();
    let look = |x, y| (cells[(x, y)].bg, cells[(x, y)].symbol().to_owned());
    assert_eq!(look(5, 2), (Color::Rgb(220, 40, 40), " ".to_owned()));
    assert_eq!(look(35, 2), (Color::Rgb(40, 60, 220), " ".to_owned()));
    assert_ne!(look(5, 9).0, look(5, 2).0);
    let fewer = paint(&halves(), Size::new(40, 10), Depth::Ansi256).unwrap();
    assert!(matches!(fewer[(5, 2)].bg, Color::Indexed(_)));
}

#[test]
fn what_has_no_ground_is_drawn_on_paper() {
    let glass = image::RgbaImage::from_pixel(40, 40, image::Rgba([0, 0, 0, 0]));
    let cells = paint(&encoded(&glass), Size::new(20, 10), Depth::TrueColor).unwrap();
    assert_eq!(cells[(3, 3)].bg, Color::Rgb(255, 255, 255));
}

fn encoded(pixels: &image::RgbaImage) -> Picture {
    let mut bytes = std::io::Cursor::new(Vec::new());
    pixels
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    Picture::new("a.png", bytes.into_inner()).unwrap()
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    // The width that the header tells of stands behind signature, length and name.
    let mut bomb = HALVES.to_vec();
    bomb[16..24].copy_from_slice(&[0, 0, 0xff, 0xff, 0, 0, 0xff, 0xff]);
    let checksum = crc(&bomb[12..29]);
    bomb[29..33].copy_from_slice(&checksum.to_be_bytes());
    let refused = Picture::new("a.png", bomb).unwrap_err();
    assert_eq!(refused, PictureError::Pixels(0xffff, 0xffff));
    let large = vec![0; 1024 * 1024 + 1];
    let refused = Picture::new("a.png", large).unwrap_err();
    assert!(matches!(refused, PictureError::Bytes(_)), "{refused}");
}

/// PNG's checksum, bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, _| match crc & 1 {
        1 => (crc >> 1) ^ 0xedb8_8320,
        _ => crc >> 1,
    };
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), step)
    })
}

#[test]
fn whatever_the_bytes_there_is_an_answer() {
    // Its pixels end at byte 116; a file that lacks only what comes after them can be shown.
    for cut in 0..80 {
        if let Ok(picture) = Picture::new("a.png", HALVES[..cut].to_vec()) {
            let size = Size::new(20, 5);
            assert!(paint(&picture, size, Depth::TrueColor).is_err(), "{cut}");
        }
    }
}
