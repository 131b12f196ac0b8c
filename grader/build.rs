//! Builds the grader again when one of the crates changes that it carries inside itself for the kit.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    for folder in [
        "protocol",
        "harness",
        "harness/macros",
        "services",
        "facade",
    ] {
        println!("cargo::rerun-if-changed={folder}/Cargo.toml");
        println!("cargo::rerun-if-changed={folder}/src");
    }
    println!("cargo::rerun-if-changed=../Cargo.toml");
    println!("cargo::rerun-if-changed=../Cargo.lock");
}
