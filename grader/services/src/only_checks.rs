//! What only checks may do while a submission is graded: set a service up, and look behind it.
use crate::observe;
use std::panic::Location;

/// Panics if a submission calls what begins with this, in the grader's laboratory. Elsewhere everybody may.
///
/// Who calls is told by the place of the call, which a submission cannot choose: its files lie under `src`, and a
/// call through a function pointer has its place in this crate.
#[track_caller]
pub(crate) fn only_for_checks(method: &str) {
    let allowed = observe::observer().is_none() || is_a_check(Location::caller().file());
    assert!(
        allowed,
        "`{method}` is for tests: while a submission is graded, it has only what a client of the service has"
    );
}

/// True for the file of the hidden checks, and for those of the laboratory.
fn is_a_check(file: &str) -> bool {
    let of_the_laboratory = file.contains("harness/src/") || file.contains("harness/tests/");
    file == "checks.rs" || (of_the_laboratory && !file.starts_with("src/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_checks_and_the_laboratory_look_behind_a_service() {
        assert!(is_a_check("checks.rs"));
        assert!(is_a_check("harness/src/lab.rs"));
        for file in ["src/lib.rs", "src/checks.rs", "src/harness/src/lab.rs"] {
            assert!(!is_a_check(file), "{file}");
        }
        assert!(!is_a_check("/rustc/0000/library/core/src/ops/function.rs"));
    }
}
