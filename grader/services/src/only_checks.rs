//! What only checks may do while a submission is graded: set a service up, and look behind it.
use crate::observe;
use std::panic::Location;

/// Panics if a submission calls what begins with this, in the grader's laboratory. Elsewhere everybody may.
///
/// Who calls is told by two things. One is the place of the call: a submission's files lie under `src`, and a call
/// through a function pointer has its place in this crate. The other is that checks are no tasks, while the code of
/// a submission runs in some: with `#[track_caller]` it can give a call the place of its own caller, the check.
#[track_caller]
pub(crate) fn only_for_checks(method: &str) {
    let by_a_check = is_a_check(Location::caller().file()) && tokio::task::try_id().is_none();
    let allowed = observe::observer().is_none() || by_a_check;
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
