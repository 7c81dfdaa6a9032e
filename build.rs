//! Makes Cargo notice files that appear in or vanish from the folders the binary carries
//! (`config::assets` embeds them).

fn main() {
    for folder in ["docker", "lessons", "themes"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
