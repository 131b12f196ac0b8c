//! What came of an attack beside what must come of it.
use crate::description::{Expected, Outcome};
use crate::laboratory::{Seen, Shown};
use crate::place::{Place, SECRET};
use grader::catalog::Exercise;
use grader::compile::{Diagnostic, Level};
use grader::judge::Verdict;
use grader::report::{Report, Status, json};
use std::fmt::Write;

/// A submission is a megabyte at most; a report that is much larger is an attack on whoever keeps it.
const LARGEST_REPORT: usize = 16 << 20;

/// Everything in which `seen` differs from `expected`, one a line; empty if nothing does.
pub(crate) fn differences(expected: &Expected, seen: &Seen, place: &Place) -> String {
    let mut found = String::new();
    let mut differs = |what: &str, wanted: &str, is: &str| {
        let _ = writeln!(found, "{what}: expected {wanted}, found {is}");
    };
    let outcome = match seen {
        Seen::Refused { .. } => Outcome::RefusedInput,
        Seen::Scanned(refusals) if refusals.is_empty() => Outcome::Graded,
        Seen::Scanned(_) => Outcome::Rejected,
        Seen::Report(shown) if shown.report.status == Status::Graded => Outcome::Graded,
        Seen::Report(_) => Outcome::Rejected,
    };
    if expected.outcome != outcome {
        differs(
            "outcome",
            &format!("{:?}", expected.outcome),
            &format!("{outcome:?}"),
        );
        return found;
    }
    if let Some(code) = &expected.code {
        let is = match seen {
            Seen::Refused { kind, .. } => Some(kind.clone()),
            _ => seen.first_error().and_then(|error| error.code.clone()),
        };
        let fits = |is: &String| match code.strip_suffix('*') {
            Some(begin) => is.starts_with(begin),
            None => is == code,
        };
        if !is.as_ref().is_some_and(fits) {
            differs("code", code, &format!("{is:?}"));
        }
    }
    if let Some(says) = expected
        .says
        .as_ref()
        .filter(|says| !seen.text().contains(*says))
    {
        differs("text", says, "none of it");
    }
    match seen {
        Seen::Refused { status, .. } if *status != Some(2) => {
            differs("exit status", "2", &format!("{status:?}"));
        }
        Seen::Refused { .. } => {}
        Seen::Scanned(_) | Seen::Report(_) => {
            if let Some(at) = &expected.at {
                let at = place.fill(at);
                let line = first_line(seen, place);
                if !line.as_ref().is_some_and(|line| line.contains(&at)) {
                    differs("line", &at, &format!("{line:?}"));
                }
            }
        }
    }
    if let Seen::Report(shown) = seen {
        found.push_str(&results(expected, &shown.report));
    }
    found
}

/// The differences in the checks' results and in the points.
fn results(expected: &Expected, report: &Report) -> String {
    let mut found = String::new();
    let mut points = 0;
    for check in &report.checks {
        let wanted = match (expected.outcome, &expected.every_check) {
            (Outcome::Graded, Some(every)) => Some(every),
            (Outcome::Graded, None) => expected.failed.get(&check.name),
            _ => None,
        };
        let is = check.diagnosis.map(|one| {
            let name = serde_json::to_value(one).expect("a diagnosis is a name");
            name.as_str().unwrap_or_default().to_owned()
        });
        let passes = expected.outcome == Outcome::Graded && wanted.is_none();
        if passes && check.verdict != Verdict::Skipped {
            points += check.points;
        }
        let differs = match check.verdict {
            Verdict::Skipped => false,
            _ if expected.outcome != Outcome::Graded => false,
            Verdict::Passed => wanted.is_some(),
            Verdict::Failed => wanted != is.as_ref(),
        };
        if differs {
            let message = check.message.as_deref().unwrap_or("it passed");
            let _ = writeln!(
                found,
                "{}: expected {wanted:?}, found {is:?}: {message}",
                check.name
            );
        }
    }
    if report.score.earned != points {
        let _ = writeln!(
            found,
            "points: expected {points}, found {}",
            report.score.earned
        );
    }
    for name in expected.failed.keys() {
        if !report.checks.iter().any(|check| check.name == *name) {
            let _ = writeln!(found, "there is no check `{name}`");
        }
    }
    found
}

/// The line of `lib.rs` that the first error or the first evidence is about.
fn first_line(seen: &Seen, place: &Place) -> Option<String> {
    let of_error = seen.first_error().and_then(|error| error.line);
    let of_check = match seen {
        Seen::Report(shown) => {
            let mut failed = shown.report.checks.iter();
            failed.find_map(|check| Some(check.evidence.first()?.line))
        }
        _ => None,
    };
    let number = usize::try_from(of_error.or(of_check)?).ok()?;
    place
        .text
        .lines()
        .nth(number.checked_sub(1)?)
        .map(str::to_owned)
}

/// What no attack may bring about, however it is graded; one a line.
pub(crate) fn harm(seen: &Seen, exercise: &Exercise, place: &Place) -> String {
    let mut found = String::new();
    if place.take_canary() {
        found.push_str("the canary file was written\n");
    }
    if seen.holds(SECRET) {
        found.push_str("the secret was read\n");
    }
    if let Some(line) = hidden_line(seen, exercise) {
        let _ = writeln!(found, "a line of the hidden checks is shown: {line}");
    }
    if let Seen::Report(shown) = seen
        && json::text(&shown.report).len() > LARGEST_REPORT
    {
        let _ = writeln!(found, "the report has more than {LARGEST_REPORT} bytes");
    }
    let text = seen.text();
    if let Some(sign) = text
        .chars()
        .find(|one| one.is_control() && !matches!(one, '\n' | '\t'))
    {
        let _ = writeln!(
            found,
            "the text for people has the control character {sign:?}"
        );
    }
    found
}

/// A line of the hidden checks that is shown; lines that only import or document are not secret.
pub(crate) fn hidden_line(seen: &Seen, exercise: &Exercise) -> Option<String> {
    let checks = std::fs::read_to_string(&exercise.checks).expect("the hidden checks");
    let mut lines = checks.lines().map(str::trim);
    let shown = lines.find(|line| line.contains("lab.") && line.len() > 24 && seen.holds(line));
    shown.map(str::to_owned)
}

impl Seen {
    /// The first thing that the compiler or the scan refuses.
    fn first_error(&self) -> Option<&Diagnostic> {
        let diagnostics = match self {
            Seen::Refused { .. } => return None,
            Seen::Scanned(refusals) => refusals,
            Seen::Report(shown) => &shown.report.diagnostics,
        };
        diagnostics.iter().find(|one| one.level == Level::Error)
    }

    /// True if the scan looked, and has nothing against it.
    pub(crate) fn is_empty(&self) -> bool {
        matches!(self, Seen::Scanned(refusals) if refusals.is_empty())
    }

    /// As people read it.
    pub(crate) fn text(&self) -> &str {
        match self {
            Seen::Refused { text, .. } => text,
            Seen::Scanned(refusals) => refusals.first().map_or("", |one| &one.rendered),
            Seen::Report(shown) => &shown.text,
        }
    }

    /// True if this is in anything that is shown or was printed.
    pub(crate) fn holds(&self, text: &str) -> bool {
        match self {
            Seen::Refused { text: shown, .. } => shown.contains(text),
            Seen::Scanned(_) => self.text().contains(text),
            Seen::Report(shown) => shown.holds(text),
        }
    }
}

impl Shown {
    fn holds(&self, text: &str) -> bool {
        let escaped = serde_json::to_string(text).expect("a text");
        self.text.contains(text)
            || self.output.contains(text)
            || json::text(&self.report).contains(escaped.trim_matches('"'))
    }
}
