//! The report as SARIF 2.1.0: one run, a rule for each kind of finding, a result for each finding.
mod model;

use super::finding::{self, Finding, Spot};
use super::text::plain::printable;
use super::{Graded, json};
use crate::compile::Level;
use model::{
    Artifact, Configuration, Driver, Location, Log, Message, Physical, Properties, Region, Related,
    Rule, RuleText, Run, SarifResult, Tool,
};
use std::collections::BTreeMap;

/// The reports as one SARIF log.
pub fn render(graded: &[Graded]) -> String {
    let findings = finding::all(graded);
    let mut rules: Vec<Rule> = Vec::new();
    let mut results = Vec::new();
    for (graded, finding) in &findings {
        let known = rules.iter().position(|rule| rule.id == finding.rule);
        let index = known.unwrap_or_else(|| {
            rules.push(rule(finding));
            rules.len() - 1
        });
        results.push(result(finding, graded, index));
    }
    let driver = Driver {
        name: "grader",
        semantic_version: env!("CARGO_PKG_VERSION"),
        rules,
    };
    json::text(&Log {
        schema: model::SCHEMA,
        version: "2.1.0",
        runs: [Run {
            tool: Tool { driver },
            // rustc counts characters, and so do the grader's columns.
            column_kind: "unicodeCodePoints",
            results,
        }],
    })
}

fn rule(finding: &Finding<'_>) -> Rule {
    let (what, help) = match finding.diagnosis {
        Some(diagnosis) => (
            diagnosis.explanation().to_owned(),
            diagnosis.hint().to_owned(),
        ),
        None if finding.rule.starts_with("grader::") => (
            "An exercise does not need this, so the grader refuses it.".to_owned(),
            "The message says what to use instead.".to_owned(),
        ),
        None => compilers(finding),
    };
    Rule {
        id: finding.rule.clone(),
        short_description: RuleText {
            text: finding.rule.replace('_', " "),
        },
        full_description: RuleText { text: what },
        help: RuleText { text: help },
        default_configuration: Configuration {
            level: level(finding),
        },
    }
}

fn compilers(finding: &Finding<'_>) -> (String, String) {
    let code = finding.rule.trim_start_matches("rustc/");
    let what = match finding.level {
        Level::Error => "The Rust compiler does not accept this code.",
        Level::Warning => "The Rust compiler warns of this code.",
    };
    let is_error_code = code.strip_prefix('E').is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    let help = match is_error_code {
        true => format!("`rustc --explain {code}` tells more."),
        false => "`cargo check` shows the whole message.".to_owned(),
    };
    (what.to_owned(), help)
}

fn result(finding: &Finding<'_>, graded: &Graded, rule_index: usize) -> SarifResult {
    let check = finding.check;
    let hint = check.and_then(|check| check.hint.as_deref());
    let text = match hint {
        Some(hint) => format!("{} {hint}", finding.message),
        None => finding.message.clone(),
    };
    let others = finding.spots.iter().skip(1).enumerate();
    let fingerprint = finding.fingerprint.clone();
    SarifResult {
        rule_id: finding.rule.clone(),
        rule_index,
        level: level(finding),
        message: message(&printable(&text)),
        locations: [Location {
            physical_location: physical(&finding.spots[0]),
        }],
        related_locations: others
            .map(|(number, spot)| Related {
                id: number + 1,
                physical_location: physical(spot),
                message: message(&spot.what),
            })
            .collect(),
        partial_fingerprints: BTreeMap::from([("graderFinding/v1", fingerprint)]),
        properties: Properties {
            exercise: graded.report.exercise.id.clone(),
            check: check.map(|check| check.name.clone()),
            title: check.map(|check| printable(&check.title)),
            replay: check.and_then(|check| check.replay.as_deref().map(printable)),
        },
    }
}

fn level(finding: &Finding<'_>) -> &'static str {
    match finding.level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

/// `[text](target)` would be a link, so it is broken up. A message is never empty.
fn message(text: &str) -> Message {
    let text = match text {
        "" => "see here".to_owned(),
        text => text.replace("](", "\\]("),
    };
    Message { text }
}

fn physical(spot: &Spot) -> Physical {
    Physical {
        artifact_location: Artifact {
            uri: uri(&spot.path),
        },
        region: Region {
            start_line: spot.line,
            start_column: spot.column,
            snippet: spot.text.clone().map(|text| Message { text }),
        },
    }
}

/// A path as a URI: relative to the repository's root, or whole.
fn uri(path: &str) -> String {
    let mut uri = match path.starts_with('/') {
        true => "file://".to_owned(),
        false => String::new(),
    };
    for byte in path.bytes() {
        match byte {
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            byte => uri += &format!("%{byte:02X}"),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_a_uri_whatever_stands_in_it() {
        assert_eq!(uri("my work/ü:1.rs"), "my%20work/%C3%BC%3A1.rs");
        assert_eq!(uri("/tmp/lib.rs"), "file:///tmp/lib.rs");
    }
}
