//! Grades every stub, accepted version and mistake of the course, and compares with what each declares.
//!
//! A check program's file begins with `//! Stub: <check> = <diagnosis>` for each check that the stub fails, a
//! mistake with `//! Fails: <check> = <diagnosis>`. Checks that are not named there pass.
use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

/// Which checks fail, and with which diagnosis.
type Failures = BTreeMap<String, String>;

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for exercise in exercises() {
        trials.extend(trials_of(&exercise));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The ids of all exercises: the folders are the register.
fn exercises() -> Vec<String> {
    let mut ids = Vec::new();
    for chapter in names(&root().join("exercises")) {
        let exercises = names(&root().join("exercises").join(&chapter));
        ids.extend(
            exercises
                .into_iter()
                .map(|exercise| format!("{chapter}/{exercise}")),
        );
    }
    ids
}

fn names(folder: &Path) -> Vec<String> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<String> = entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

fn trials_of(exercise: &str) -> Vec<Trial> {
    let checks = root().join("tests").join(exercise).join("checks.rs");
    let mistakes = root().join("tests").join(exercise).join("mistakes");
    let solutions = root().join("solutions").join(exercise);
    let mut trials = Vec::new();

    let (id, declared) = (exercise.to_owned(), declared(&checks, "//! Stub: "));
    trials.push(Trial::test(
        format!("{exercise}: the stub fails as declared"),
        move || {
            let report = grade(&id, None)?;
            without_warnings(&report)?;
            compare(&report, &declared)
        },
    ));
    for file in names(&solutions)
        .into_iter()
        .filter(|name| name.ends_with(".rs"))
    {
        let (id, path) = (exercise.to_owned(), solutions.join(&file));
        trials.push(Trial::test(
            format!("{exercise}: {file} gets full marks"),
            move || {
                let report = grade(&id, Some(&path))?;
                without_warnings(&report)?;
                compare(&report, &Failures::new())
            },
        ));
    }
    for file in names(&mistakes) {
        let (id, path) = (exercise.to_owned(), mistakes.join(&file));
        trials.push(Trial::test(
            format!("{exercise}: {file} fails as declared"),
            move || {
                let declared = self::declared(&path, "//! Fails: ");
                if declared.is_empty() {
                    return Err("a mistake names at least one check that it fails".into());
                }
                compare(&grade(&id, Some(&path))?, &declared)
            },
        ));
    }
    let id = exercise.to_owned();
    trials.push(Trial::test(
        format!("{exercise}: its folders are whole"),
        move || whole(&id),
    ));
    let id = exercise.to_owned();
    trials.push(Trial::test(
        format!("{exercise}: every check is failed by something"),
        move || {
            let mut failed: BTreeSet<String> =
                self::declared(&checks, "//! Stub: ").into_keys().collect();
            for file in names(&mistakes) {
                failed.extend(self::declared(&mistakes.join(file), "//! Fails: ").into_keys());
            }
            let report = grade(&id, None)?;
            let names = checks_of(&report).map(|check| text(&check["name"]));
            let idle: Vec<String> = names.filter(|name| !failed.contains(name)).collect();
            if idle.is_empty() {
                Ok(())
            } else {
                Err(format!("nothing fails {idle:?}").into())
            }
        },
    ));
    trials
}

/// The texts that belong to an exercise are there, and the README of the course leads to it.
fn whole(exercise: &str) -> Result<(), Failed> {
    let files = [
        format!("exercises/{exercise}/README.md"),
        format!("exercises/{exercise}/exercise.toml"),
        format!("solutions/{exercise}/NOTES.md"),
        format!("solutions/{exercise}/reference.rs"),
    ];
    for file in files {
        let text =
            fs::read_to_string(root().join(&file)).map_err(|error| format!("{file}: {error}"))?;
        if text.trim().is_empty() {
            return Err(format!("{file} is empty").into());
        }
    }
    let readme = fs::read_to_string(root().join("README.md"))?;
    if !readme.contains(&format!("(exercises/{exercise})")) {
        return Err(format!("README.md does not lead to exercises/{exercise}").into());
    }
    Ok(())
}

fn declared(file: &Path, mark: &str) -> Failures {
    let source =
        fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = source.lines().filter_map(|line| line.strip_prefix(mark));
    let pairs = lines.map(|line| {
        let (check, diagnosis) = line.split_once(" = ").expect("`check = diagnosis`");
        (check.trim().to_owned(), diagnosis.trim().to_owned())
    });
    pairs.collect()
}

/// The report of one grading.
fn grade(exercise: &str, submission: Option<&Path>) -> Result<Value, Failed> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command
        .current_dir(root())
        .args(["grade", exercise, "--format", "json"]);
    if let Some(path) = submission {
        command.arg("--submission").arg(path);
    }
    let output = command.output()?;
    serde_json::from_slice(&output.stdout)
        .map_err(|error| format!("{error}: {}", String::from_utf8_lossy(&output.stderr)).into())
}

fn compare(report: &Value, declared: &Failures) -> Result<(), Failed> {
    if report["status"] != "graded" {
        return Err(format!("not graded: {report:#}").into());
    }
    let failed = checks_of(report).filter(|check| check["verdict"] != "passed");
    let actual: Failures = failed
        .map(|check| (text(&check["name"]), text(&check["diagnosis"])))
        .collect();
    if actual == *declared && (report["passed"] == declared.is_empty()) {
        return Ok(());
    }
    Err(format!("declared {declared:#?}\nbut was {actual:#?}\n{report:#}").into())
}

/// What learners begin with and what they end with compiles without a warning.
fn without_warnings(report: &Value) -> Result<(), Failed> {
    match report["diagnostics"].as_array() {
        Some(diagnostics) if diagnostics.is_empty() => Ok(()),
        _ => Err(format!("the compiler says {:#}", report["diagnostics"]).into()),
    }
}

fn checks_of(report: &Value) -> impl Iterator<Item = &Value> {
    report["checks"].as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or("none").to_owned()
}
