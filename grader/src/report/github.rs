//! The report as GitHub's workflow commands, which mark lines of a change.
use super::Graded;
use super::finding::{self, Finding, Spot};
use crate::compile::Level;
use crate::error::ErrorReport;
use crate::judge::Score;

/// An annotation for each finding, a notice for each further place, and one with the score. Each command is
/// one line.
pub fn render(graded: &[Graded]) -> String {
    let findings = finding::all(graded);
    let mut text: String = findings.iter().map(|(_, one)| annotation(one)).collect();
    // A step shows ten annotations of a kind, so the score comes before places.
    text += &command("notice", None, "grader", &score(graded));
    for (_, finding) in &findings {
        let others = finding.spots.iter().skip(1);
        text.extend(others.map(|spot| command("notice", Some(spot), &finding.title, &spot.what)));
    }
    text
}

/// Why nothing was graded. It is no finding, and has no score.
pub(super) fn error(error: &ErrorReport) -> String {
    command(
        "error",
        None,
        "nothing was graded",
        error.to_string().trim_end(),
    )
}

fn annotation(finding: &Finding<'_>) -> String {
    let kind = match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let check = finding.check;
    let mut message = finding.message.clone();
    for (label, text) in [
        ("must hold", check.map(|check| check.title.as_str())),
        ("hint", check.and_then(|check| check.hint.as_deref())),
        ("run again", check.and_then(|check| check.replay.as_deref())),
    ] {
        message.extend(text.map(|text| format!("\n{label}: {text}")));
    }
    command(kind, Some(&finding.spots[0]), &finding.title, &message)
}

fn score(graded: &[Graded]) -> String {
    let score = Score::sum(graded.iter().map(|one| one.report.score));
    format!("{} of {} points", score.earned, score.possible)
}

fn command(kind: &str, spot: Option<&Spot>, title: &str, message: &str) -> String {
    let place = spot.map_or(String::new(), |spot| {
        let Spot {
            path, line, column, ..
        } = spot;
        format!("file={},line={line},col={column},", property(path))
    });
    let message = data(&super::text::plain::printable(message));
    format!("::{kind} {place}title={}::{message}\n", property(title))
}

/// What stands after the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// The value of a property, which also ends at a comma or a colon.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_command_or_a_property_is_escaped() {
        assert_eq!(
            command("error", None, "a: b, c", "100 %\n::warning::no"),
            "::error title=a%3A b%2C c::100 %25%0A::warning::no\n"
        );
    }
}
