//! The formats that services and tools for tests read, each in a module of its own.
use super::{Graded, classroom, exercism, github, gitlab, gradescope, junit, markdown, sarif};
use crate::error::ErrorReport;

/// A format for a program that shows or keeps results. `docs/formats.md` describes each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CiFormat {
    /// JUnit XML.
    Junit,
    /// SARIF 2.1.0.
    Sarif,
    /// GitHub's workflow commands.
    Github,
    /// GitLab's code quality report.
    Gitlab,
    /// What GitHub Classroom's autograding reporter takes.
    Classroom,
    /// Gradescope's `results.json`.
    Gradescope,
    /// Exercism's `results.json`.
    Exercism,
    /// Markdown for a comment.
    Markdown,
}

impl CiFormat {
    /// Every one of them.
    pub const ALL: [CiFormat; 8] = [
        CiFormat::Junit,
        CiFormat::Sarif,
        CiFormat::Github,
        CiFormat::Gitlab,
        CiFormat::Classroom,
        CiFormat::Gradescope,
        CiFormat::Exercism,
        CiFormat::Markdown,
    ];

    /// The reports in this format, as one text that ends with a line break.
    pub fn render(self, graded: &[Graded]) -> String {
        match self {
            CiFormat::Junit => junit::render(graded),
            CiFormat::Sarif => sarif::render(graded),
            CiFormat::Github => github::render(graded),
            CiFormat::Gitlab => gitlab::render(graded),
            CiFormat::Classroom => classroom::render(graded),
            CiFormat::Gradescope => gradescope::render(graded),
            CiFormat::Exercism => exercism::render(graded),
            CiFormat::Markdown => markdown::render(graded),
        }
    }

    /// True if its consumer takes the whole for a score, which must not lack an exercise.
    pub fn is_a_score(self) -> bool {
        matches!(
            self,
            CiFormat::Classroom | CiFormat::Gradescope | CiFormat::Exercism
        )
    }

    /// Why nothing was graded, if the format has words for it that are not a score; else nothing must be
    /// written, and the consumer finds no result.
    pub fn error(self, error: &ErrorReport) -> Option<String> {
        match self {
            CiFormat::Github => Some(github::error(error)),
            CiFormat::Classroom => Some(classroom::error(error)),
            CiFormat::Exercism => Some(exercism::error(error)),
            CiFormat::Junit
            | CiFormat::Sarif
            | CiFormat::Gitlab
            | CiFormat::Gradescope
            | CiFormat::Markdown => None,
        }
    }
}
