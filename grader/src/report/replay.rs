//! The command that runs a failed check again.
use crate::grading::Grading;
use crate::judge::CheckResult;

/// The command for this check, under the seed that failed if one is known.
pub(super) fn command(grading: &Grading, check: &CheckResult) -> String {
    let mut command = format!(
        "grader grade {} --check {}",
        grading.exercise.name, check.name
    );
    if let Some(seed) = check.failing_seed {
        command += &format!(" --seed {seed}");
    }
    let request = &grading.request;
    for (option, path) in [
        ("--submission", &request.submission),
        ("--course", &request.course),
    ] {
        if let Some(path) = path {
            command += &format!(" {option} {}", shell_word(path.as_str()));
        }
    }
    command
}

/// A path as one types it in a shell.
pub fn shell_word(path: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./+=:,@%".contains(c);
    if !path.is_empty() && path.chars().all(plain) {
        path.to_owned()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_a_space_is_quoted_for_the_shell() {
        assert_eq!(shell_word("my work/lib.rs"), "'my work/lib.rs'");
        assert_eq!(shell_word("it's.rs"), r"'it'\''s.rs'");
        assert_eq!(shell_word("work/lib.rs"), "work/lib.rs");
    }
}
