//! Builds the grader again when something changes that it carries inside itself: the kit's crates, and the
//! example that a new exercise begins as.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in [
        "protocol",
        "harness",
        "harness/attribute",
        "harness/macros",
        "services",
        "facade",
        "fence",
    ] {
        println!("cargo::rerun-if-changed={folder}/Cargo.toml");
        println!("cargo::rerun-if-changed={folder}/src");
    }
    println!("cargo::rerun-if-changed=src/new/template");
    println!("cargo::rerun-if-changed=../Cargo.toml");
    println!("cargo::rerun-if-changed=../Cargo.lock");
}
