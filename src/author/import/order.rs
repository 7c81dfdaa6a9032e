//! In which order a track's exercises become lessons.

use std::collections::HashMap;

use super::config::{Entry, TrackConfig};
use super::track::Kind;

/// An exercise at its place.
#[derive(Debug)]
pub(super) struct Planned<'t> {
    pub kind: Kind,
    pub entry: &'t Entry,
    /// Prerequisites that nothing before it teaches.
    pub untaught: Vec<String>,
    /// Whether the track lists it before something that it needs.
    pub is_moved: bool,
}

/// All exercises in the order of `config.json`, but for one that is listed before what it needs: it comes as soon as that
/// has been taught.
pub(super) fn order(config: &TrackConfig) -> Vec<Planned<'_>> {
    let concept = config.exercises.concept.iter();
    let practice = config.exercises.practice.iter();
    let all: Vec<(Kind, &Entry)> = concept
        .map(|entry| (Kind::Concept, entry))
        .chain(practice.map(|entry| (Kind::Practice, entry)))
        .collect();
    let teachers = teachers(&all);
    let needs: Vec<Vec<usize>> = all
        .iter()
        .enumerate()
        .map(|(index, (_, entry))| needs(index, entry, &teachers))
        .collect();
    let mut places: Vec<Option<usize>> = vec![None; all.len()];
    let mut planned = Vec::new();
    let mut first_left = 0;
    while planned.len() < all.len() {
        while places[first_left].is_some() {
            first_left += 1;
        }
        let ready = |index: &usize| {
            places[*index].is_none() && needs[*index].iter().all(|need| places[*need].is_some())
        };
        // Where each waits for another, the track's own order is as good as any.
        let next = (first_left..all.len()).find(ready).unwrap_or(first_left);
        places[next] = Some(planned.len());
        let (kind, entry) = all[next];
        let is_taught = |concept: &&String| {
            teachers
                .get(concept.as_str())
                .is_some_and(|teacher| places[*teacher].is_some())
        };
        let wanted = entry.prerequisites.iter();
        planned.push(Planned {
            kind,
            entry,
            untaught: wanted.filter(|c| !is_taught(c)).cloned().collect(),
            is_moved: needs[next].iter().any(|need| *need > next),
        });
    }
    planned
}

/// Which exercise teaches a concept: the first that says so.
fn teachers<'t>(all: &[(Kind, &'t Entry)]) -> HashMap<&'t str, usize> {
    let mut teachers = HashMap::new();
    for (index, (_, entry)) in all.iter().enumerate() {
        for concept in &entry.concepts {
            teachers.entry(concept.as_str()).or_insert(index);
        }
    }
    teachers
}

/// The exercises that teach what one needs.
fn needs(index: usize, entry: &Entry, teachers: &HashMap<&str, usize>) -> Vec<usize> {
    let wanted = entry.prerequisites.iter();
    wanted
        .filter_map(|concept| teachers.get(concept.as_str()).copied())
        .filter(|teacher| *teacher != index)
        .collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn config(concept: &[(&str, &[&str], &[&str])], practice: &[(&str, &[&str])]) -> TrackConfig {
        let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
        let entry = |slug: &str, concepts, prerequisites| Entry {
            slug: slug.to_owned(),
            concepts,
            prerequisites,
            ..Entry::default()
        };
        let concept = concept
            .iter()
            .map(|(slug, teaches, needs)| entry(slug, owned(teaches), owned(needs)));
        let practice = practice
            .iter()
            .map(|(slug, needs)| entry(slug, Vec::new(), owned(needs)));
        TrackConfig {
            language: "L".to_owned(),
            slug: "l".to_owned(),
            blurb: String::new(),
            exercises: super::super::config::Exercises {
                concept: concept.collect(),
                practice: practice.collect(),
            },
        }
    }

    fn slugs(config: &TrackConfig) -> Vec<&str> {
        order(config)
            .iter()
            .map(|planned| planned.entry.slug.as_str())
            .collect()
    }

    #[test]
    fn the_order_is_the_tracks_own() {
        let track = config(
            &[("a", &["x"], &[]), ("b", &["y"], &["x"])],
            &[("c", &[]), ("d", &["y"])],
        );
        assert_eq!(slugs(&track), ["a", "b", "c", "d"]);
        assert!(
            order(&track)
                .iter()
                .all(|p| !p.is_moved && p.untaught.is_empty())
        );
    }

    #[test]
    fn what_needs_something_comes_after_it() {
        let track = config(
            &[
                ("a", &["x"], &["y"]),
                ("b", &["y"], &["z"]),
                ("c", &["z"], &[]),
                ("d", &[], &[]),
            ],
            &[],
        );
        assert_eq!(slugs(&track), ["c", "b", "a", "d"]);
        let moved: Vec<bool> = order(&track).iter().map(|p| p.is_moved).collect();
        assert_eq!(moved, [false, true, true, false]);
    }

    #[test]
    fn circles_and_what_nobody_teaches_are_told() {
        let track = config(
            &[("a", &["x"], &["y"]), ("b", &["y"], &["x", "b", "nowhere"])],
            &[],
        );
        let order = order(&track);
        let untaught: Vec<&[String]> = order.iter().map(|p| p.untaught.as_slice()).collect();
        assert_eq!(slugs(&track), ["a", "b"]);
        assert_eq!(
            untaught,
            [
                &["y".to_owned()][..],
                &["b".to_owned(), "nowhere".to_owned()]
            ]
        );
    }
}
