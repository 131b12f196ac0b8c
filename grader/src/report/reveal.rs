//! What `--reveal` adds to a report. Nothing else in the grader reads a check's source for a report.
use super::{Report, sources};
use crate::error::{Error, Result};
use crate::grading::{Check, Grading, Outcome};
use crate::judge::{self, CheckResult, Revealed};
use camino::Utf8Path;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

impl Report {
    /// The report of a grading with what only instructors may see: the source of the checks, all that was
    /// recorded, and what the check program printed.
    ///
    /// # Errors
    /// If the file with the hidden checks cannot be read.
    pub fn revealed(grading: &Grading) -> Result<Self> {
        let path = &grading.exercise.checks;
        let text =
            std::fs::read_to_string(path).map_err(|cause| Error::bad_course_file(path, cause))?;
        Ok(Self::with_source(grading, &text))
    }

    /// The same for checks with this source.
    pub fn with_source(grading: &Grading, checks: &str) -> Self {
        let mut report = Self::new(grading);
        for result in &mut report.checks {
            result.revealed = Some(revealed(grading, result, checks));
        }
        report
    }
}

fn revealed(grading: &Grading, result: &CheckResult, checks: &str) -> Revealed {
    let found = source_of(&result.name, checks);
    let ran = match &grading.outcome {
        Outcome::Checked(all) => all.iter().find_map(|check| match check {
            Check::Ran(run) if run.info.name == result.name => Some(run),
            Check::Ran(_) | Check::Skipped(_) => None,
        }),
        Outcome::Rejected(_) | Outcome::Missing(_) => None,
    };
    let file = grading.exercise.checks.file_name().unwrap_or_default();
    let folder = Utf8Path::new("tests").join(&grading.exercise.id);
    Revealed {
        file: folder.join(file).into_string(),
        line: found.as_ref().map(|(line, _)| *line),
        source: found.map(|(_, source)| source),
        events: ran.map_or(Vec::new(), |run| judge::events(run, &sources(grading))),
        output: ran.map_or(String::new(), |run| run.output.clone()),
    }
}

/// The lines of a check's function, its doc comment and attributes included, and the number of the first one.
fn source_of(check: &str, text: &str) -> Option<(u32, String)> {
    let file = syn::parse_file(text).ok()?;
    let mut search = Search { check, lines: None };
    search.visit_file(&file);
    let (first, last) = search.lines?;
    let lines: Vec<&str> = text
        .lines()
        .skip(first - 1)
        .take(last + 1 - first)
        .collect();
    Some((u32::try_from(first).ok()?, lines.join("\n") + "\n"))
}

/// Looks for a function by its name.
struct Search<'a> {
    check: &'a str,
    /// Its first and last line, from 1.
    lines: Option<(usize, usize)>,
}

impl<'a> Visit<'a> for Search<'_> {
    fn visit_item_fn(&mut self, function: &'a syn::ItemFn) {
        if self.lines.is_none() && function.sig.ident == self.check {
            let first = function
                .attrs
                .first()
                .map_or(function.span(), Spanned::span);
            let last = function.block.span();
            self.lines = Some((first.start().line, last.end().line));
        }
        visit::visit_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_source_of_a_check_has_its_doc_comment_and_nothing_of_its_neighbours() {
        let text = "fn before() {}\n\n/// It holds.\n#[check(timing)]\nasync fn holds(lab: Lab) {\n    \
                    lab.expect();\n}\n\nfn after() {}\n";
        let (line, source) = source_of("holds", text).unwrap();
        assert_eq!(line, 3);
        assert!(source.starts_with("/// It holds.\n#[check") && source.ends_with("\n}\n"));
        assert!(!source.contains("before") && !source.contains("after"));
    }

    #[test]
    fn a_check_that_is_made_by_a_macro_has_no_source() {
        assert_eq!(source_of("holds", "many!(holds);"), None);
    }
}
