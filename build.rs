//! Makes Cargo notice files that appear in or vanish from the folders the binary carries
//! (`config::assets` and `proof::corpus` embed them).

fn main() {
    for folder in ["docker", "lessons", "tests/attacks", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
