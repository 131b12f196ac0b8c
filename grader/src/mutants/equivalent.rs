//! Mutants that are declared to change nothing that anybody could notice: the file `equivalents.toml`.
use super::{Mutant, Operator, on_one_line};
use crate::error::{Error, Result};
use camino::Utf8Path;
use serde::Deserialize;

/// An entry `[[equivalent]]`: mutants that survive with good reason.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equivalent {
    /// What kind of change it is.
    pub operator: Operator,
    /// The text of the line where the change begins, without the space around it.
    pub line: String,
    /// What the changed lines become, to tell apart two changes of one line; absent: all of them.
    pub becomes: Option<String>,
    /// Why nobody can notice it.
    pub why: String,
}

/// What stands in the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    equivalent: Vec<Equivalent>,
}

impl Equivalent {
    /// The name of the file that declares them, beside the reference solution.
    pub const FILE: &str = "equivalents.toml";

    /// The entries of the file at `path`; none if there is no such file.
    ///
    /// # Errors
    /// [`Error::CourseFile`] if it cannot be read, is not as it must be, or an entry gives no reason.
    pub fn read(path: &Utf8Path) -> Result<Vec<Equivalent>> {
        match std::fs::read_to_string(path) {
            Ok(text) => {
                Equivalent::parse(&text).map_err(|cause| Error::bad_course_file(path, cause))
            }
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(cause) => Err(Error::bad_course_file(path, cause)),
        }
    }

    fn parse(text: &str) -> std::result::Result<Vec<Equivalent>, String> {
        let file: File =
            toml::from_str(text).map_err(|cause| cause.to_string().trim_end().to_owned())?;
        match file.equivalent.iter().find(|one| one.why.trim().is_empty()) {
            Some(one) => Err(format!(
                "the entry for `{}` on the line `{}` does not say why",
                one.operator, one.line
            )),
            None => Ok(file.equivalent),
        }
    }

    /// True if it is meant for `mutant`.
    pub fn is_for(&self, mutant: &Mutant) -> bool {
        let same = |declared: &String| on_one_line(declared) == mutant.becomes;
        self.operator == mutant.operator
            && self.line.trim() == mutant.at
            && self.becomes.as_ref().is_none_or(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutants;

    const ENTRY: &str = r#"
        [[equivalent]]
        operator = "boundary_changed"
        line = "if a < b {"
        why = "They are never equal."
    "#;

    #[test]
    fn an_entry_is_for_the_mutants_of_its_operator_on_its_line() {
        let [entry] = Equivalent::parse(ENTRY).unwrap().try_into().unwrap();
        let source = "fn f() {\n    if a < b {\n        g();\n    }\n}\n";
        let mutants = mutants::of(source);
        let meant: Vec<&str> = mutants
            .iter()
            .filter(|mutant| entry.is_for(mutant))
            .map(|mutant| mutant.becomes.as_str())
            .collect();
        assert_eq!(meant, ["if a <= b {"]);
    }

    #[test]
    fn an_entry_can_tell_two_changes_of_a_line_apart() {
        let text = r#"[[equivalent]]
            operator = "limit_changed"
            line = "let queue = channel(2);"
            becomes = "let queue  = channel(3);"
            why = "The queue is never full.""#;
        let [entry] = Equivalent::parse(text).unwrap().try_into().unwrap();
        let mutants = mutants::of("fn f() {\n    let queue = channel(2);\n}\n");
        assert_eq!(mutants.iter().filter(|one| entry.is_for(one)).count(), 1);
    }

    #[test]
    fn an_entry_without_a_reason_is_refused() {
        let text = ENTRY.replace("They are never equal.", " ");
        assert_eq!(
            Equivalent::parse(&text).unwrap_err(),
            "the entry for `boundary_changed` on the line `if a < b {` does not say why"
        );
    }

    #[test]
    fn an_operator_that_is_not_known_is_refused() {
        let text = ENTRY.replace("boundary_changed", "changed");
        let cause = Equivalent::parse(&text).unwrap_err();
        assert!(cause.contains("unknown variant `changed`"), "{cause}");
    }

    #[test]
    fn a_solution_without_the_file_has_no_entries() {
        let path = Utf8Path::new("no/such/folder/equivalents.toml");
        assert_eq!(Equivalent::read(path).unwrap(), []);
    }
}
