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
        [
            "cgroup",
            "identity",
            "landlock",
            "limits",
            "namespaces",
            "seccomp"
        ]
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

/// The doctor's findings where `script` ends in `exec "$@"`; nothing if this machine cannot play that place.
fn in_a_place(script: &str) -> Option<Value> {
    let output = Command::new("sh")
        .args(["-c", script, "sh", env!("CARGO_BIN_EXE_grader"), "doctor"])
        .current_dir(root())
        .env_remove("GRADER_REQUIRE_SANDBOX")
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    match serde_json::from_slice(&output.stdout) {
        Ok(health) => Some(health),
        Err(_) => {
            eprintln!("skipped: `unshare` and `setpriv` cannot make such a place here: {told}");
            None
        }
    }
}

fn reason_against(health: &Value, layer: &str) -> Option<String> {
    let missing = health["sandbox"]["missing"].as_array()?.iter();
    let found = missing.clone().find(|one| one["layer"] == layer)?;
    Some(found["reason"].as_str()?.to_owned())
}

#[test]
fn an_ordinary_user_of_a_container_without_user_namespaces_gets_all_but_namespaces() {
    let Some(health) = in_a_place(
        "exec unshare --user --map-user=1000 --map-group=1000 --keep-caps sh -c '
            echo 0 > /proc/sys/user/max_user_namespaces &&
            exec setpriv --ambient-caps=-all --inh-caps=-all --bounding-set=-all \"$@\"' sh \"$@\"",
    ) else {
        return;
    };
    assert_eq!(health["is_root"], false);
    assert!(reason_against(&health, "namespaces").is_some(), "{health}");
    assert_eq!(reason_against(&health, "identity"), None);
    let outside = reached();
    let strong = LEVELS.iter().position(|level| *level == "strong");
    let level = health["sandbox"]["level"].as_str().unwrap();
    let inside = LEVELS.iter().position(|known| *known == level);
    assert_eq!(inside, strong.map(|strong| strong.min(outside)), "{health}");
}

#[test]
fn root_of_a_container_with_the_usual_rights_is_told_what_is_missing() {
    // What container engines leave to root by default.
    const USUAL: &str = "-all,+chown,+dac_override,+fowner,+fsetid,+kill,+setgid,+setuid,+setpcap,\
                         +net_bind_service,+net_raw,+sys_chroot,+mknod,+audit_write,+setfcap";
    let Some(health) = in_a_place(&format!(
        "test $(id -u) = 0 || {{ echo this is not root >&2; exit 1; }}
         exec setpriv --bounding-set={USUAL} --inh-caps=-all \"$@\""
    )) else {
        return;
    };
    assert_eq!(health["is_root"], true);
    let namespaces = reason_against(&health, "namespaces").expect("root may make none");
    assert!(namespaces.contains("not permitted"), "{namespaces}");
    // A toolchain below /root needs a right that is not among them; elsewhere it needs none.
    let level = health["sandbox"]["level"].as_str().unwrap();
    let expected = match reason_against(&health, "identity") {
        Some(reason) => {
            assert!(reason.contains("by root only"), "{reason}");
            "partial"
        }
        None => "strong",
    };
    assert_eq!(level, expected, "{health}");
}

#[test]
fn a_cache_that_takes_no_kit_is_told_before_anything_is_graded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a_file");
    std::fs::write(&file, "").unwrap();
    let output = grader(&["doctor"])
        .env("GRADER_CACHE_DIR", file.join("cache"))
        .output()
        .unwrap();
    let health = json(&output);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(health["ok"], false);
    let problem = &health["kit"]["problem"];
    let told = problem["message"].as_str().unwrap();
    assert!(told.contains("cache"), "{problem}");
}
