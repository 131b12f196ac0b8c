//! The report as GitLab's code quality report: a list of findings.
use super::finding::{self, Finding};
use super::{Graded, json};
use crate::compile::Level;
use serde::Serialize;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: Severity,
    location: Location,
}

/// GitLab knows `info`, `minor`, `major`, `critical` and `blocker`.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Severity {
    /// A warning of the compiler: no points are lost.
    Minor,
    /// A failed check.
    Major,
    /// Nothing could be graded.
    Blocker,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// The findings of all reports as one list.
pub fn render(graded: &[Graded]) -> String {
    let findings = finding::all(graded);
    let issues: Vec<Issue> = findings.iter().map(|(_, one)| issue(one)).collect();
    json::text(&issues)
}

fn issue(finding: &Finding<'_>) -> Issue {
    let severity = match (finding.level, finding.check) {
        (Level::Warning, _) => Severity::Minor,
        (Level::Error, Some(_)) => Severity::Major,
        (Level::Error, None) => Severity::Blocker,
    };
    let spot = &finding.spots[0];
    Issue {
        description: format!("{}: {}", finding.title, finding.message),
        check_name: finding.rule.clone(),
        fingerprint: finding.fingerprint.clone(),
        severity,
        location: Location {
            path: spot.path.clone(),
            lines: Lines { begin: spot.line },
        },
    }
}
