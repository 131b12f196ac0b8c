//! `docs/report.md`, `docs/class.md`, `docs/formats.md`, `docs/verify.md`, `docs/diagnoses.md` and `docs/mutants.md`
//! say what the code says.
//!
//! Their tables are made from the code. After a change, `UPDATE_DOCS=1 cargo test --test report` writes
//! them anew.
use crate::fields::{self, has, one_line};
use crate::{as_json, gradings, verification};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use grader::report::ci::CiFormat;
use grader::report::class::ClassReport;
use grader::report::{Graded, Report, json, schema};
use grader::verify::Verification;
use protocol::Diagnosis;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

#[test]
fn the_field_list_of_the_report_is_the_schemas() {
    check_part("report.md", "fields", &fields::table(&report()));
}

#[test]
fn the_example_of_the_report_is_made_by_the_code() {
    let example = as_json(&gradings::sequential());
    assert!(serde_json::from_str::<Report>(&example).is_ok());
    check_part("report.md", "example", &format!("```json\n{example}```\n"));
}

#[test]
fn the_examples_of_the_formats_are_made_by_the_code() {
    let grading = gradings::panic();
    let graded = [Graded::of(&grading, Report::new(&grading), |file| {
        format!("exercises/2_concurrency/2_gather_users/{file}").into()
    })];
    for (format, name, language) in [
        (CiFormat::Junit, "junit", "xml"),
        (CiFormat::Sarif, "sarif", "json"),
        (CiFormat::Github, "github", "text"),
        (CiFormat::Gitlab, "gitlab", "json"),
        (CiFormat::Classroom, "classroom", "json"),
        (CiFormat::Gradescope, "gradescope", "json"),
        (CiFormat::Exercism, "exercism", "json"),
        (CiFormat::Markdown, "markdown", "markdown"),
    ] {
        let example = match format {
            CiFormat::Classroom => decoded(&format.render(&graded)),
            format => format.render(&graded),
        };
        let block = format!("````{language}\n{example}````\n");
        check_part("formats.md", name, &block);
    }
}

/// What stands in a line of base64.
fn decoded(line: &str) -> String {
    let json = STANDARD.decode(line.trim_end()).expect("base64");
    json::text(&serde_json::from_slice::<Value>(&json).expect("JSON"))
}

#[test]
fn the_table_of_diagnoses_is_the_codes() {
    let mut table = "| name | what it means | first hint |\n|---|---|---|\n".to_owned();
    for diagnosis in Diagnosis::ALL {
        let name = serde_json::to_value(diagnosis).unwrap();
        let name = name.as_str().unwrap();
        table += &format!(
            "| `{name}` | {} | {} |\n",
            diagnosis.explanation(),
            diagnosis.hint()
        );
    }
    check_part("diagnoses.md", "diagnoses", &table);
}

#[test]
fn every_field_of_the_schema_has_a_meaning() {
    let tables = [fields::table(&report()), fields::table(&verified())];
    for row in tables.iter().flat_map(|table| table.lines().skip(2)) {
        let meaning = row
            .trim_end_matches(" |")
            .rsplit(" | ")
            .next()
            .unwrap_or_default();
        assert!(meaning.contains(' ') && meaning.ends_with('.'), "{row}");
    }
}

#[test]
fn the_example_has_every_field_of_the_schema() {
    let example: Value = serde_json::from_str(&as_json(&gradings::sequential())).unwrap();
    let rejected: Value = serde_json::from_str(&as_json(&gradings::compile_error())).unwrap();
    let revealed = Report::with_source(&gradings::sequential(), "");
    let revealed = serde_json::to_value(revealed).unwrap();
    for path in fields::fields(&report())
        .into_iter()
        .map(|field| field.path)
        .filter(|path| !path.starts_with("error"))
    {
        let examples = match path.contains("revealed") {
            false => [&example, &rejected],
            true => [&revealed; 2],
        };
        assert!(examples.iter().any(|one| has(one, &path)), "{path}");
        assert!(
            !path.contains("revealed") || !has(&example, &path),
            "{path}"
        );
    }
}

#[test]
fn the_field_list_of_a_class_is_the_schemas() {
    let table = fields::table(&schema::class().to_value());
    // What an exercise's report has is told in `report.md`.
    let own = table
        .lines()
        .filter(|row| !row.starts_with("| `exercises[]."));
    let own: String = own.map(|row| format!("{row}\n")).collect();
    check_part("class.md", "fields", &own);
}

#[test]
fn a_class_report_can_be_read_back() {
    let class = ClassReport::new(vec![Report::new(&gradings::sequential())], Vec::new(), 7);
    let text = json::text(&class);
    assert_eq!(serde_json::from_str::<ClassReport>(&text).unwrap(), class);
}

#[test]
fn the_field_list_of_a_verification_is_the_schemas() {
    check_part("verify.md", "fields", &fields::table(&verified()));
}

#[test]
fn the_example_of_a_verification_is_made_by_the_code_and_has_every_field() {
    let example = json::text(&verification::with_a_fault());
    assert!(serde_json::from_str::<Verification>(&example).is_ok());
    let value: Value = serde_json::from_str(&example).unwrap();
    let paths = fields::fields(&verified())
        .into_iter()
        .map(|field| field.path);
    for path in paths.filter(|path| !path.starts_with("error")) {
        assert!(has(&value, &path), "{path}");
    }
    check_part("verify.md", "example", &format!("```json\n{example}```\n"));
}

#[test]
fn the_table_of_faults_is_the_codes() {
    let schema = verified();
    let kinds = schema["$defs"]["FaultKind"]["oneOf"].as_array().unwrap();
    let mut table = "| name | what it means |\n|---|---|\n".to_owned();
    for kind in kinds {
        let meaning = one_line(&kind["description"]);
        table += &format!("| `{}` | {meaning} |\n", kind["const"].as_str().unwrap());
    }
    check_part("verify.md", "faults", &table);
}

#[test]
fn the_table_of_operators_is_the_codes() {
    let schema = verified();
    let operators = schema["$defs"]["Operator"]["oneOf"].as_array().unwrap();
    let mut table = "| operator | what it does |\n|---|---|\n".to_owned();
    for operator in operators {
        let meaning = one_line(&operator["description"]);
        let name = operator["const"].as_str().unwrap();
        table += &format!("| `{name}` | {meaning} |\n");
    }
    check_part("mutants.md", "operators", &table);
}

fn report() -> Value {
    schema::schema().to_value()
}

fn verified() -> Value {
    schema::verification().to_value()
}

static ALONE: Mutex<()> = Mutex::new(());

/// Compares a part of a document, between two comments that name it, with what the code makes.
#[track_caller]
pub(crate) fn check_part(document: &str, part: &str, made: &str) {
    // Two parts may be of one document, and the tests run side by side.
    let _alone = ALONE.lock();
    let path = document_path(document);
    let text = std::fs::read_to_string(&path).expect("the document can be read");
    let (begin, end) = (
        format!("<!-- {part}: made by the tests -->\n"),
        format!("<!-- end of {part} -->"),
    );
    let (head, rest) = text
        .split_once(&begin)
        .expect("the document marks where the part begins");
    let (body, tail) = rest
        .split_once(&end)
        .expect("the document marks where the part ends");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, format!("{head}{begin}{made}{end}{tail}"))
            .expect("the document can be written");
        return;
    }
    assert_eq!(
        body, made,
        "{document} is not up to date: UPDATE_DOCS=1 cargo test -p grader --test report"
    );
}

fn document_path(document: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs")
        .join(document)
}
