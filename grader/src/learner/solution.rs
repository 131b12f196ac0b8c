//! The reference solution beside the learner's version, for who has solved the exercise.
use super::progress::Record;
use super::{LearnerFault, refused};
use crate::catalog::Exercise;
use crate::error::Result;
use crate::report::text::{Style, plain};
use crate::submission::Submission;
use similar::TextDiff;

/// Both versions as a diff, and what there is to say about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// From the learner's version to the reference: a unified diff; empty if they are the same.
    pub diff: String,
    /// The exercise's NOTES.md.
    pub notes: Option<String>,
}

/// Compares what the learner has with the reference solution.
///
/// # Errors
/// If the exercise has never got full marks, or the course comes without solutions.
pub fn compare(exercise: &Exercise, record: &Record) -> Result<Solution> {
    if record.passed.is_none() {
        let fault = LearnerFault::NotSolved(exercise.name.clone());
        return Err(refused(&exercise.dir, fault));
    }
    let path = exercise.reference();
    let Ok(reference) = std::fs::read_to_string(&path) else {
        return Err(refused(&path, LearnerFault::NoSolution));
    };
    let submission = Submission::read(exercise, &exercise.dir)?;
    // A reference solution is one file, laid over the first editable one.
    let own = &submission.files[0];
    // The whole file: what stays the same is there to be read along.
    let all = own.text.lines().count() + reference.lines().count();
    let diff = TextDiff::from_lines(&own.text, &reference)
        .unified_diff()
        .context_radius(all)
        .header(&format!("your {}", own.path), "the reference")
        .to_string();
    let notes = std::fs::read_to_string(path.with_file_name("NOTES.md")).ok();
    Ok(Solution { diff, notes })
}

impl Solution {
    /// As text, for people: the whole file, with what you have and the reference has not in one colour and
    /// the opposite in another.
    pub fn render(&self, exercise: &Exercise, style: Style) -> String {
        let title = plain::printable(&exercise.title);
        let mut text = format!(
            "{}  {}\n\n",
            style.bold(&title),
            style.dim("- yours  + the reference solution")
        );
        if self.diff.is_empty() {
            text += "Your version is the reference solution.\n";
        }
        for line in self.diff.lines().filter(|line| !is_head(line)) {
            let line = plain::printable(line);
            text += &match line.as_bytes().first() {
                Some(b'-') => style.actual(&line),
                Some(b'+') => style.expected(&line),
                _ => line,
            };
            text.push('\n');
        }
        if let Some(notes) = &self.notes {
            text += &format!("\n{}", plain::printable(notes));
        }
        text
    }
}

/// The lines of a unified diff that name files and places.
fn is_head(line: &str) -> bool {
    ["--- ", "+++ ", "@@ "]
        .iter()
        .any(|head| line.starts_with(head))
}

#[cfg(test)]
mod tests {
    use super::super::progress::Content;
    use super::super::testing::Place;
    use super::*;

    #[test]
    fn it_is_refused_before_a_pass_and_a_pass_once_is_enough() {
        let place = Place::new();
        let exercise = place.exercise();
        let mut record = Record::default();
        let refused = compare(&exercise, &record).unwrap_err();
        assert_eq!(refused.kind(), "not_solved");
        assert!(!format!("{refused} {}", refused.help()).contains("* 2"));
        record.passed = Some(Content {
            submission: "something else".into(),
            checks: String::new(),
        });
        let solution = compare(&exercise, &record).unwrap();
        insta::assert_snapshot!(solution.render(&exercise, Style::Plain), @"
        Twice the number  - yours  + the reference solution

        -//! Doubles a number, and takes its time.
        +//! The number is multiplied.
         use std::time::Duration;
         
         /// Twice the number, after 100 ms.
         pub async fn double(number: u64) -> u64 {
             tokio::time::sleep(Duration::from_millis(100)).await;
        -    number
        +    number * 2
         }

        # Why it works

        Twice a number is the number added to itself. People first try to add one.
        ");
    }

    #[test]
    fn a_course_handed_out_without_solutions_says_so() {
        let place = Place::new();
        let exercise = place.exercise();
        std::fs::remove_dir_all(place.path().join("solutions")).unwrap();
        let record = Record {
            passed: Some(Content {
                submission: String::new(),
                checks: String::new(),
            }),
            ..Record::default()
        };
        let refused = compare(&exercise, &record).unwrap_err();
        assert_eq!(refused.kind(), "no_solution");
    }
}
