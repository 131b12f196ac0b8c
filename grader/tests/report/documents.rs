//! `docs/report.md` and `docs/diagnoses.md` say what the code says.
//!
//! Their tables are made from the code. After a change, `UPDATE_DOCS=1 cargo test --test report` writes
//! them anew.
use crate::{as_json, gradings};
use grader::report::{Report, schema};
use protocol::Diagnosis;
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

#[test]
fn the_field_list_of_the_report_is_the_schemas() {
    check_part("report.md", "fields", &field_list());
}

#[test]
fn the_example_of_the_report_is_made_by_the_code() {
    let example = as_json(&gradings::sequential());
    assert!(serde_json::from_str::<Report>(&example).is_ok());
    check_part("report.md", "example", &format!("```json\n{example}```\n"));
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
    for row in field_list().lines().skip(2) {
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
    for path in fields()
        .into_iter()
        .map(|field| field.path)
        .filter(|path| !path.starts_with("error"))
    {
        assert!(has(&example, &path) || has(&rejected, &path), "{path}");
    }
}

/// A field of the report: `checks[].evidence[].line`.
struct Field {
    path: String,
    kind: String,
    meaning: String,
}

fn field_list() -> String {
    let mut table = "| field | type | meaning |\n|---|---|---|\n".to_owned();
    for field in fields() {
        table += &format!(
            "| `{}` | {} | {} |\n",
            field.path, field.kind, field.meaning
        );
    }
    table
}

/// Every field of every object that the schema describes, in the order of the code.
fn fields() -> Vec<Field> {
    let schema = schema::schema().to_value();
    let mut fields = Vec::new();
    for form in schema["anyOf"].as_array().expect("two forms") {
        collect(&schema, resolve(&schema, form), "", &mut fields);
    }
    // Both forms have the version.
    let mut seen = std::collections::HashSet::new();
    fields.retain(|field| seen.insert(field.path.clone()));
    fields
}

fn collect(schema: &Value, object: &Value, prefix: &str, fields: &mut Vec<Field>) {
    let none = Map::new();
    let properties = object["properties"].as_object().unwrap_or(&none);
    // The schema lists the fields by name; `required` keeps the order of the code.
    let mut names: Vec<&String> = properties.keys().collect();
    let required: Vec<&str> = object["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    names.sort_by_key(|name| {
        required
            .iter()
            .position(|other| other == name)
            .unwrap_or(usize::MAX)
    });
    for name in names {
        let property = &properties[name];
        let is_list = property["type"] == "array";
        let inner = resolve(
            schema,
            if is_list {
                &property["items"]
            } else {
                property
            },
        );
        let path = format!("{prefix}{name}{}", if is_list { "[]" } else { "" });
        fields.push(Field {
            path: path.clone(),
            kind: kind(schema, property),
            meaning: one_line(&property["description"]),
        });
        collect(schema, inner, &format!("{path}."), fields);
    }
}

fn resolve<'a>(schema: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(reference) => resolve(
            schema,
            schema
                .pointer(reference.trim_start_matches('#'))
                .expect("what is named is there"),
        ),
        None => value,
    }
}

/// The type in words: `string or null`, `list of objects`, one of several names.
fn kind(schema: &Value, property: &Value) -> String {
    if let Some(either) = property["anyOf"].as_array() {
        return either
            .iter()
            .map(|one| kind(schema, one))
            .collect::<Vec<_>>()
            .join(" or ");
    }
    let value = resolve(schema, property);
    if let Some(names) = value["oneOf"].as_array() {
        let names: Vec<String> = names
            .iter()
            .filter_map(|one| Some(format!("`{}`", one["const"].as_str()?)))
            .collect();
        return if names.len() > 6 {
            "a name of [diagnoses.md](diagnoses.md)".to_owned()
        } else {
            names.join(", ")
        };
    }
    match &value["type"] {
        Value::String(name) if name == "array" => {
            format!("list of {}s", kind(schema, &value["items"]))
        }
        Value::String(name) => name.clone(),
        Value::Array(names) => names
            .iter()
            .filter_map(Value::as_str)
            .collect::<Vec<_>>()
            .join(" or "),
        other => panic!("a type that the documents have no word for: {other}"),
    }
}

fn one_line(description: &Value) -> String {
    description.as_str().unwrap_or_default().replace('\n', " ")
}

fn has(value: &Value, path: &str) -> bool {
    let Some((first, rest)) = path.split_once('.').or(Some((path, ""))) else {
        return true;
    };
    if first.is_empty() {
        return true;
    }
    let Some(inner) = value.get(first.trim_end_matches("[]")) else {
        return false;
    };
    match inner.as_array() {
        Some(list) if !rest.is_empty() => list.iter().any(|one| has(one, rest)),
        _ => has(inner, rest),
    }
}

static ALONE: Mutex<()> = Mutex::new(());

/// Compares a part of a document, between two comments that name it, with what the code makes.
#[track_caller]
fn check_part(document: &str, part: &str, made: &str) {
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
