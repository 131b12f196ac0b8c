//! The command, with submissions that are refused and some that only look so.
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const EXERCISE: &str = "2_concurrency/2_gather_users";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What the command prints for the reference solution with `added` at its end, and its exit status.
fn graded(added: &str, format: &str) -> (String, i32) {
    let reference = root().join("solutions").join(EXERCISE).join("reference.rs");
    let text = std::fs::read_to_string(reference).unwrap() + added;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lib.rs");
    std::fs::write(&file, text).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    let output = command
        .current_dir(root())
        .args(["grade", "gather_users", "--format", format, "--submission"])
        .arg(file)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (text, output.status.code().unwrap())
}

fn report(added: &str) -> (Value, i32) {
    let (text, status) = graded(added, "json");
    (serde_json::from_str(&text).unwrap(), status)
}

#[test]
fn a_refused_submission_is_rejected_with_its_checks_and_without_a_word_of_the_compiler() {
    let (report, status) = report("\nfn unused() { std::process::exit(0) }\n");
    assert_eq!((status, &report["status"]), (1, &"rejected".into()));
    let diagnostics = report["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0]["code"], "grader::processes");
    assert_eq!(diagnostics[0]["column"], 15);
    let checks = report["checks"].as_array().unwrap();
    assert!(checks.len() > 2);
    for check in checks {
        assert_eq!(check["verdict"], "failed");
        let message = check["message"].as_str().unwrap();
        assert!(
            message.contains("refused before it was compiled"),
            "{message}"
        );
    }
    assert_eq!(report["score"]["earned"], 0);
}

#[test]
fn the_text_shows_the_place_the_reason_and_the_way_out() {
    let (text, status) = graded("\nuse tokio::time::advance;\n", "text");
    assert_eq!(status, 1);
    insta::assert_snapshot!(text);
}

#[test]
fn a_file_that_neither_the_scan_nor_the_compiler_can_read_is_explained_by_the_compiler() {
    let (report, _) = report("\nfn open() {\n");
    let code = report["diagnostics"][0]["code"].as_str();
    assert!(code.is_none_or(|code| !code.starts_with("grader::")));
    let message = report["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("unclosed delimiter"), "{message}");
}

#[test]
fn honest_code_that_looks_suspicious_is_graded_as_usual() {
    let (report, status) = report(
        "\npub mod fs { pub fn process(unsafe_mode: bool) -> bool { unsafe_mode } }\n\
         pub fn pause() -> bool { let env = \"std::process\"; fs::process(env.is_empty()) }\n\
         #[cfg(test)] mod tests { fn _clock() { tokio::time::pause(); } }\n",
    );
    assert_eq!((status, &report["passed"]), (0, &true.into()), "{report:#}");
}
