//! Twice the text is twice the work: counted, never timed.

use std::time::Instant;

use crate::families::families;
use crate::pack::{Place, read};

/// How much of a text is read in tests, bytes; `TUTORBOX_FUZZ_SIZE` says otherwise. The time that each takes is printed.
const USUAL: usize = 5_000;

/// What `read` has asked the allocator for, bytes: every copy counts. And what came of it.
fn work(place: Place, text: &str) -> (u64, usize) {
    let mut came = 0;
    let counted = allocation_counter::measure(|| came = read(place, text));
    (counted.bytes_total, came)
}

#[test]
fn twice_the_text_is_twice_the_work() {
    let mut blown = Vec::new();
    for family in families() {
        let name = family.name;
        for place in [Place::Both, Place::Hint, Place::Info, Place::ChecksFile] {
            let (small, large) = (family.text(8_000), family.text(16_000));
            let growth = large.len() as f64 / small.len() as f64;
            let (one, two) = (work(place, &small), work(place, &large));
            // A vector that grows by doubling may just have grown; what is quadratic is far beyond that.
            let allowed = |one: f64| one * growth * 1.4 + 200_000.0;
            let too_much = two.0 as f64 > allowed(one.0 as f64);
            let too_large = two.1 as f64 > allowed(one.1 as f64);
            if too_much || too_large {
                blown.push(format!("{name:?} as {place:?}: {one:?}, then {two:?}"));
            }
        }
    }
    assert!(blown.is_empty(), "\n{}", blown.join("\n"));
}

#[test]
fn large_texts_come_to_an_end() {
    let size = std::env::var("TUTORBOX_FUZZ_SIZE").ok();
    let size = size.map_or(USUAL, |size| size.parse().expect("a number of bytes"));
    for family in families() {
        let name = family.name;
        for place in [Place::Both, Place::Hint, Place::Info, Place::ChecksFile] {
            let text = family.text(size);
            let began = Instant::now();
            read(place, &text);
            println!(
                "{:>6} ms  {name:?} as {place:?}",
                began.elapsed().as_millis()
            );
        }
    }
}
