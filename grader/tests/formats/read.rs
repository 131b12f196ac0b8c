//! Reads a format back as its consumer does, and validates it against the consumer's own schema.
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use grader::judge::Verdict;
use grader::report::ci::CiFormat;
use grader::report::{Graded, Status};
use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::Value;
use std::sync::LazyLock;

static SARIF: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
    let mut schema: Value = serde_json::from_str(include_str!("schemas/sarif-2.1.0.json")).unwrap();
    // The published pattern has a bracket too many, so it is no pattern. The grader does not write the field.
    for object in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][object]["properties"]["language"];
        assert!(
            language
                .as_object_mut()
                .unwrap()
                .remove("pattern")
                .is_some()
        );
    }
    jsonschema::validator_for(&schema).unwrap()
});

/// The text as a snapshot has it: base64 is decoded.
pub(crate) fn shown(format: CiFormat, text: &str) -> String {
    match format {
        CiFormat::Classroom => serde_json::to_string_pretty(&classroom(text)).unwrap(),
        _ => text.to_owned(),
    }
}

/// What GitHub Classroom's reporter decodes.
pub(crate) fn classroom(text: &str) -> Value {
    assert_eq!(text.lines().count(), 1, "a step's output is one line");
    serde_json::from_slice(&STANDARD.decode(text.trim_end()).unwrap()).unwrap()
}

/// Fails unless the text is valid in this format, and says of these gradings what it must.
#[track_caller]
pub(crate) fn valid(format: CiFormat, text: &str, graded: &[Graded]) {
    match format {
        CiFormat::Junit => junit(text, graded),
        CiFormat::Sarif => sarif(text, graded),
        CiFormat::Github => github(text, graded),
        CiFormat::Gitlab => gitlab(text, graded),
        CiFormat::Classroom => assert_eq!(tests(&classroom(text)), counted(graded)),
        CiFormat::Gradescope | CiFormat::Exercism => {
            let json: Value = serde_json::from_str(text).unwrap();
            assert_eq!(tests(&json), counted(graded));
        }
        CiFormat::Markdown => markdown(text),
    }
}

fn tests(json: &Value) -> usize {
    json["tests"].as_array().unwrap().len()
}

fn checks(graded: &[Graded], verdict: Verdict) -> usize {
    let checks = graded.iter().flat_map(|one| &one.report.checks);
    checks.filter(|check| check.verdict == verdict).count()
}

fn counted(graded: &[Graded]) -> usize {
    checks(graded, Verdict::Passed) + checks(graded, Verdict::Failed)
}

/// How many findings there must be: failed checks, and the compiler's messages.
fn findings(graded: &[Graded]) -> usize {
    let is_graded = |one: &&Graded| one.report.status == Status::Graded;
    let failed = graded.iter().filter(is_graded).map(|one| {
        let checks = one.report.checks.iter();
        checks
            .filter(|check| check.verdict == Verdict::Failed)
            .count()
    });
    let messages = graded.iter().map(|one| one.report.diagnostics.len());
    failed.sum::<usize>() + messages.sum::<usize>()
}

fn junit(text: &str, graded: &[Graded]) {
    let schema = uppsala::parse(include_str!("schemas/junit-10.xsd")).unwrap();
    let schema = uppsala::XsdValidator::from_schema(&schema).unwrap();
    let document = uppsala::parse(text).unwrap();
    assert_eq!(schema.validate(&document), [], "{text}");
    let report = quick_junit::Report::deserialize_from_str(text).unwrap();
    assert_eq!(report.test_suites.len(), graded.len());
    assert_eq!(
        report.failures + report.errors,
        checks(graded, Verdict::Failed)
    );
    let skipped: usize = report.test_suites.iter().map(|suite| suite.skipped).sum();
    assert_eq!(skipped, checks(graded, Verdict::Skipped));
}

fn sarif(text: &str, graded: &[Graded]) {
    let log: Value = serde_json::from_str(text).unwrap();
    let errors: Vec<String> = SARIF
        .iter_errors(&log)
        .map(|error| error.to_string())
        .collect();
    assert_eq!(errors, Vec::<String>::new(), "{text}");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), findings(graded));
    let index = |result: &Value| usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    for result in results {
        assert_eq!(rules[index(result)]["id"], result["ruleId"]);
        assert_ne!(rules[index(result)]["help"]["text"], "");
    }
    different(
        results
            .iter()
            .map(|result| &result["partialFingerprints"]["graderFinding/v1"]),
    );
}

fn gitlab(text: &str, graded: &[Graded]) {
    let issues: Vec<Value> = serde_json::from_str(text).unwrap();
    assert_eq!(issues.len(), findings(graded));
    for issue in &issues {
        for field in ["description", "check_name", "fingerprint"] {
            assert!(
                issue[field].as_str().is_some_and(|text| !text.is_empty()),
                "{issue}"
            );
        }
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        assert!(
            issue["location"]["path"]
                .as_str()
                .unwrap()
                .starts_with("exercises/")
        );
    }
    different(issues.iter().map(|issue| &issue["fingerprint"]));
}

#[track_caller]
fn different<'a>(fingerprints: impl Iterator<Item = &'a Value>) {
    let all: Vec<&str> = fingerprints.map(|one| one.as_str().unwrap()).collect();
    let mut some = all.clone();
    some.sort_unstable();
    some.dedup();
    assert_eq!(all.len(), some.len(), "{all:?}");
}

/// A workflow command, as the runner reads it.
#[derive(Debug, PartialEq)]
pub(crate) struct Command {
    pub(crate) kind: String,
    pub(crate) properties: Vec<(String, String)>,
    pub(crate) message: String,
}

/// Every line, which must be a command.
pub(crate) fn commands(text: &str) -> Vec<Command> {
    let command = |line: &str| {
        let (head, message) = line.strip_prefix("::")?.split_once("::")?;
        let (kind, properties) = head.split_once(' ')?;
        let property = |pair: &str| {
            let (name, value) = pair.split_once('=')?;
            let value = value.replace("%3A", ":").replace("%2C", ",");
            Some((name.to_owned(), unescaped(&value)))
        };
        Some(Command {
            kind: kind.to_owned(),
            properties: properties.split(',').map(property).collect::<Option<_>>()?,
            message: unescaped(message),
        })
    };
    // The runner takes a lone carriage return for the end of a line too.
    let lines = text.split(['\n', '\r']).filter(|line| !line.is_empty());
    lines
        .map(|line| command(line).unwrap_or_else(|| panic!("no command: {line}")))
        .collect()
}

fn unescaped(text: &str) -> String {
    let text = text.replace("%0D", "\r").replace("%0A", "\n");
    text.replace("%25", "%")
}

fn github(text: &str, graded: &[Graded]) {
    let commands = commands(text);
    let marks = commands.iter().filter(|command| command.kind != "notice");
    assert_eq!(marks.count(), findings(graded));
    for command in &commands {
        assert!(["error", "warning", "notice"].contains(&command.kind.as_str()));
        let names: Vec<&str> = command
            .properties
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert!(
            names == ["title"] || names == ["file", "line", "col", "title"],
            "{names:?}"
        );
    }
}

/// Nothing but text, code, lists, tables, and the tags that the grader writes itself.
pub(crate) fn markdown(text: &str) {
    assert!(text.chars().count() <= 65_536);
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let own = [
                    "<!-- grader -->",
                    "<details><summary>expected and actual</summary>",
                    "</details>",
                ];
                assert!(own.contains(&html.trim()), "{html}");
            }
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strikethrough,
            ) => {
                panic!("{event:?} in\n{text}")
            }
            _ => {}
        }
    }
}
