//! `grader doctor`, and what `--require-sandbox` refuses.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn grader(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command
        .args(arguments)
        .current_dir(root())
        .env_remove("GRADER_REQUIRE_SANDBOX");
    command
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn names(list: &Value, field: Option<&str>) -> Vec<String> {
    let list = list.as_array().expect("a list").iter();
    let name = |one: &Value| match field {
        Some(field) => one[field].clone(),
        None => one.clone(),
    };
    list.map(|one| name(one).as_str().expect("a name").to_owned())
        .collect()
}

#[test]
fn the_doctor_tells_of_every_layer_whether_it_stands_or_why_not() {
    let output = grader(&["doctor"]).output().unwrap();
    let health = json(&output);
    let mut layers = names(&health["sandbox"]["layers"], None);
    layers.extend(names(&health["sandbox"]["missing"], Some("layer")));
    layers.sort();
    assert_eq!(
        layers,
        ["identity", "landlock", "limits", "namespaces", "seccomp"]
    );
    for missing in health["sandbox"]["missing"].as_array().unwrap() {
        assert_ne!(missing["reason"], "");
    }
    assert_eq!(health["ok"], output.status.success());
    assert_eq!(health["course"]["exercises"], 22);
}

#[test]
fn the_doctors_table_names_compiler_course_kit_and_sandbox() {
    let output = grader(&["doctor", "--format", "text"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for name in [
        "compiler", "course", "kit", "sandbox", "landlock", "seccomp",
    ] {
        assert!(text.contains(name), "{name} in\n{text}");
    }
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{text}");
}

#[test]
fn outside_a_course_the_doctor_says_so_and_shows_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let output = grader(&["doctor"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    let health = json(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(health["course"]["problem"]["kind"], "no_course");
    assert_eq!(health["toolchain"]["problem"], Value::Null);
    assert_ne!(health["sandbox"]["layers"], Value::Array(Vec::new()));
}

#[test]
fn a_compiler_that_is_not_there_is_the_doctors_finding_and_no_error() {
    let output = grader(&["doctor"])
        .env("RUSTC", "/nowhere/rustc")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(json(&output)["toolchain"]["problem"]["kind"], "no_rustc");
}

#[test]
fn the_doctor_does_what_its_schema_says() {
    let schema = json(&grader(&["schema", "doctor"]).output().unwrap());
    let health = json(&grader(&["doctor"]).output().unwrap());
    let fields = schema["anyOf"][0]["$ref"]
        .as_str()
        .and_then(|path| path.strip_prefix("#/$defs/"))
        .map(|name| &schema["$defs"][name]["properties"])
        .unwrap();
    for field in health.as_object().unwrap().keys() {
        assert!(fields.get(field).is_some(), "{field}");
    }
}

/// The levels from the weakest.
const LEVELS: [&str; 5] = ["none", "limits-only", "partial", "strong", "full"];

/// The place of this machine's level in [`LEVELS`].
fn reached() -> usize {
    let health = json(&grader(&["doctor"]).output().unwrap());
    let level = health["sandbox"]["level"].as_str().unwrap().to_owned();
    LEVELS.iter().position(|known| *known == level).unwrap()
}

#[test]
fn a_level_that_this_machine_reaches_is_accepted_and_every_other_refused() {
    let reached = reached();
    for (place, level) in LEVELS.iter().enumerate().skip(1) {
        let output = grader(&["doctor", "--require-sandbox", level])
            .output()
            .unwrap();
        assert_eq!(json(&output)["ok"], place <= reached, "{level}");
    }
}

#[test]
fn the_variable_asks_for_a_level_as_the_option_does() {
    let output = grader(&["doctor"])
        .env("GRADER_REQUIRE_SANDBOX", "strong")
        .output()
        .unwrap();
    assert_eq!(json(&output)["required_level"], "strong");
    let wrong = grader(&["grade", "gather_users"])
        .env("GRADER_REQUIRE_SANDBOX", "strongest")
        .output()
        .unwrap();
    assert_eq!(wrong.status.code(), Some(2));
}
