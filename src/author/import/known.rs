//! What is known of tracks beforehand, as tables: which files belong to tools, and which exercises need much.

/// Files for the language's own tools, whose work is the runner's here.
pub(super) const TOOLING: [&str; 1] = ["mix.exs"];

/// Endings of files that tests load; any other file is data.
pub(super) const SOURCES: [&str; 6] = ["bash", "bats", "ex", "exs", "py", "sh"];

/// What an exercise asks for.
pub(super) struct Need {
    track: &'static str,
    exercise: &'static str,
    /// A key of a `limits` table.
    pub limit: &'static str,
    pub value: u64,
}

const fn need(
    track: &'static str,
    exercise: &'static str,
    limit: &'static str,
    value: u64,
) -> Need {
    Need {
        track,
        exercise,
        limit,
        value,
    }
}

/// Exercises of public tracks whose own solutions or stubs do not come to their end within the limits of every pack, by trial.
const NEEDS: [Need; 11] = [
    need("bash", "meetup", "wall_s", 60),
    need("bash", "palindrome-products", "wall_s", 60),
    need("bash", "poker", "wall_s", 30),
    need("bash", "tournament", "wall_s", 30),
    need("elixir", "alphametics", "wall_s", 30),
    need("elixir", "book-store", "memory_mib", 1024),
    need("elixir", "book-store", "wall_s", 30),
    need("elixir", "list-ops", "memory_mib", 512),
    need("elixir", "list-ops", "wall_s", 30),
    need("elixir", "palindrome-products", "wall_s", 30),
    need("elixir", "rpn-calculator-inspection", "wall_s", 30),
];

/// What an exercise needs beyond the limits of every pack.
pub(super) fn needs(track: &str, exercise: &str) -> impl Iterator<Item = &'static Need> {
    NEEDS
        .iter()
        .filter(move |need| need.track == track && need.exercise == exercise)
}

/// Licences by a sentence that only they have.
const LICENSES: [(&str, &str); 4] = [
    (
        "Permission is hereby granted, free of charge, to any person obtaining a copy",
        "MIT",
    ),
    (
        "Apache License\n                           Version 2.0",
        "Apache-2.0",
    ),
    (
        "GNU AFFERO GENERAL PUBLIC LICENSE\n                       Version 3",
        "AGPL-3.0-only",
    ),
    ("CC0 1.0 Universal", "CC0-1.0"),
];

/// The SPDX expression of a licence's text.
pub(super) fn license(text: &str) -> Option<&'static str> {
    let known = LICENSES
        .iter()
        .find(|(sentence, _)| text.contains(sentence));
    known.map(|(_, expression)| *expression)
}
