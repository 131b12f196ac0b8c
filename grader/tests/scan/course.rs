//! Nothing in the course is refused: no stub, no accepted version, no mistake.
use grader::scan;
use grader::submission::{SourceFile, Submission};
use std::fs;
use std::path::{Path, PathBuf};

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("checks.rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_stub_no_accepted_version_and_no_mistake_is_refused() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in [
        "exercises",
        "solutions",
        "tests",
        "grader/tests/submissions",
    ] {
        sources(&root.join(folder), &mut found);
    }
    assert!(found.len() > 300, "{}", found.len());
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        let file = SourceFile {
            path: "src/lib.rs".into(),
            text,
        };
        let refusals = scan::refusals(&Submission::new(vec![file]));
        assert!(refusals.is_empty(), "{}: {refusals:#?}", path.display());
    }
}
