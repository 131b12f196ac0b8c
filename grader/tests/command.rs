//! The command seen from outside: where the answer goes, what it says, and with which status it ends.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use camino::Utf8PathBuf;
use grader::grade::Session;
use grader::grading::Request;
use grader::report::Report;
use grader::submission::{SourceFile, Submission};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

const EXERCISE: &str = "2_concurrency/2_gather_users";

fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

fn reference() -> PathBuf {
    course()
        .join("solutions")
        .join(EXERCISE)
        .join("reference.rs")
}

fn grade() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command
        .current_dir(course())
        .args(["grade", "gather_users"]);
    command
}

/// The report on standard output, and the exit status.
fn report(command: &mut Command) -> (Value, i32) {
    let Output {
        status,
        stdout,
        stderr,
    } = command.output().unwrap();
    let report = serde_json::from_slice(&stdout).unwrap_or_else(|error| {
        panic!(
            "{error}\n{}\n{}",
            String::from_utf8_lossy(&stdout),
            String::from_utf8_lossy(&stderr)
        )
    });
    (report, status.code().unwrap())
}

/// Grades this text as `src/lib.rs`.
fn graded(text: &str) -> (Value, i32) {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("lib.rs");
    fs::write(&file, text).unwrap();
    report(grade().arg("--submission").arg(file))
}

/// The same as if nothing were refused before it is compiled.
fn graded_behind_the_scan(text: &str) -> Value {
    let course = Utf8PathBuf::from_path_buf(course()).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let grading = runtime.block_on(async {
        let session = Session::open(Some(&course)).await.unwrap().without_scan();
        let submission = Submission::new(vec![SourceFile {
            path: "src/lib.rs".into(),
            text: text.to_owned(),
        }]);
        let request = Request {
            exercise: EXERCISE.to_owned(),
            ..Request::default()
        };
        session.grade(request, submission, false).await.unwrap()
    });
    serde_json::to_value(Report::new(&grading)).unwrap()
}

fn check<'a>(report: &'a Value, name: &str) -> &'a Value {
    let checks = report["checks"].as_array().unwrap();
    checks.iter().find(|check| check["name"] == name).unwrap()
}

fn verdicts(report: &Value) -> Vec<&str> {
    let checks = report["checks"].as_array().unwrap().iter();
    checks
        .map(|check| check["verdict"].as_str().unwrap())
        .collect()
}

#[test]
fn an_accepted_version_gets_full_marks_as_json_on_a_pipe() {
    let (report, status) = report(grade().arg("--submission").arg(reference()));
    assert_eq!(status, 0);
    assert_eq!(report["format_version"], 1);
    assert_eq!(report["passed"], true);
    assert_eq!(report["score"]["percent"], 100.0);
    assert!(verdicts(&report).iter().all(|verdict| *verdict == "passed"));
}

#[test]
fn the_stub_is_sequential_at_the_line_of_its_await() {
    let (report, status) = report(&mut grade());
    assert_eq!(status, 1);
    let failed = check(&report, "all_at_once");
    assert_eq!(failed["diagnosis"], "sequential");
    let stub =
        fs::read_to_string(course().join("exercises").join(EXERCISE).join("src/lib.rs")).unwrap();
    let line = 1 + stub
        .lines()
        .position(|line| line.contains(".await"))
        .unwrap();
    assert_eq!(failed["evidence"][0]["file"], "src/lib.rs");
    assert_eq!(failed["evidence"][0]["line"], line);
}

#[test]
fn an_exercise_is_found_by_name_by_id_and_by_folder() {
    let folder = course().join("exercises").join(EXERCISE);
    for exercise in ["gather_users", EXERCISE, folder.to_str().unwrap()] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
        command.current_dir(course().join("grader")).args([
            "grade",
            exercise,
            "--check",
            "nobody_to_fetch",
        ]);
        let (report, status) = report(&mut command);
        assert_eq!(
            (report["exercise"]["id"].as_str(), status),
            (Some(EXERCISE), 0)
        );
    }
}

#[test]
fn a_folder_laid_out_like_the_exercise_is_graded_and_nothing_else_in_it_counts() {
    let folder = TempDir::new().unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::copy(reference(), folder.path().join("src/lib.rs")).unwrap();
    fs::write(folder.path().join("Cargo.toml"), "this is no manifest").unwrap();
    fs::write(folder.path().join("build.rs"), "this is no Rust").unwrap();
    let (report, status) = report(grade().arg("--submission").arg(folder.path()));
    assert_eq!(status, 0);
    assert_eq!(
        report["submission"]["files"],
        serde_json::json!(["src/lib.rs"])
    );
}

#[test]
fn checks_that_are_not_asked_for_are_skipped_and_do_not_count() {
    let (report, status) = report(grade().args([
        "--check",
        "nobody_to_fetch",
        "--check",
        "the_same_user_twice",
    ]));
    assert_eq!(status, 0);
    let passed = verdicts(&report)
        .iter()
        .filter(|verdict| **verdict == "passed")
        .count();
    let skipped = verdicts(&report)
        .iter()
        .filter(|verdict| **verdict == "skipped")
        .count();
    assert_eq!((passed, passed + skipped), (2, verdicts(&report).len()));
    assert_eq!(report["score"]["earned"], report["score"]["possible"]);
}

#[test]
fn a_seed_alone_is_one_schedule_and_fails_again() {
    let all_at_once = ["--check", "all_at_once"];
    let (first, _) = report(grade().args(all_at_once));
    let seed = check(&first, "all_at_once")["failing_seed"].to_string();
    let (again, status) = report(grade().args(all_at_once).args(["--seed", &seed]));
    assert_eq!(status, 1);
    let failed = check(&again, "all_at_once");
    assert_eq!(failed["failing_seed"].to_string(), seed);
    assert_eq!(failed["schedules"], 1);
    assert_eq!(failed["timeline"], check(&first, "all_at_once")["timeline"]);
}

#[test]
fn schedules_begin_at_the_seed() {
    let arguments = [
        "--check",
        "nobody_to_fetch",
        "--seed",
        "1000",
        "--schedules",
        "7",
    ];
    let (report, _) = report(grade().args(arguments));
    assert_eq!(check(&report, "nobody_to_fetch")["schedules"], 7);
}

#[test]
fn the_same_submission_gives_the_same_report() {
    let timeless = || {
        let (mut report, _) = report(&mut grade());
        report["timing"].take();
        for check in report["checks"].as_array_mut().unwrap() {
            check["wall_ms"].take();
        }
        report
    };
    assert_eq!(timeless(), timeless());
}

#[test]
fn text_on_a_pipe_has_no_colour() {
    let output = grade()
        .args(["--format", "text"])
        .env("CI", "true")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("all_at_once: sequential"), "{text}");
    assert!(!text.contains('\x1b'), "{text}");
}

#[test]
fn the_output_file_gets_the_report_too() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("report.json");
    let (printed, status) = report(
        grade()
            .args(["--check", "nobody_to_fetch", "--output"])
            .arg(&file),
    );
    assert_eq!(status, 0);
    let written: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!(written, printed);
    assert_eq!(
        fs::read_dir(folder.path()).unwrap().count(),
        1,
        "no temporary file is left"
    );
}

#[test]
fn what_does_not_compile_is_rejected_with_the_compilers_words() {
    let (report, status) = graded("pub fn broken() -> u32 {\n    \"text\"\n}\n");
    assert_eq!(status, 1);
    assert_eq!(report["status"], "rejected");
    assert_eq!(report["score"]["earned"], 0);
    assert!(report["score"]["possible"].as_u64().unwrap() > 0);
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["code"], "E0308");
    assert_eq!(
        (&diagnostic["file"], &diagnostic["line"]),
        (&"src/lib.rs".into(), &2.into())
    );
    assert!(
        diagnostic["rendered"]
            .as_str()
            .unwrap()
            .contains("--> src/lib.rs:2:5")
    );
}

#[test]
fn warnings_of_a_submission_that_compiles_are_kept() {
    let text = fs::read_to_string(reference()).unwrap() + "\nfn never_used() {}\n";
    let (report, status) = graded(&text);
    assert_eq!(status, 0);
    assert_eq!(report["diagnostics"][0]["level"], "warning");
    assert_eq!(report["diagnostics"][0]["code"], "dead_code");
}

#[test]
fn unsafe_code_is_rejected() {
    let text = fs::read_to_string(reference()).unwrap()
        + "\n#[allow(unsafe_code)]\npub unsafe fn trick() {}\n";
    let (report, status) = graded(&text);
    assert_eq!((status, &report["status"]), (1, &"rejected".into()));
}

/// No line of the hidden checks stands in the report.
fn assert_hidden(report: &Value) {
    let checks =
        fs::read_to_string(course().join("tests").join(EXERCISE).join("checks.rs")).unwrap();
    let report = report.to_string();
    let code = checks
        .lines()
        .map(str::trim)
        .filter(|line| line.contains("lab.") && line.len() > 20);
    for line in code {
        assert!(!report.contains(line), "{line}");
    }
}

#[test]
fn a_changed_signature_is_rejected_without_showing_the_checks() {
    let (report, status) = graded(
        "use services::{ApiError, User, UserApi};\n\
         pub async fn gather_users(api: &UserApi) -> Result<Vec<User>, ApiError> {\n\
         \x20   Ok(vec![api.user(1).await?])\n\
         }\n",
    );
    assert_eq!((status, &report["status"]), (1, &"rejected".into()));
    let diagnostic = &report["diagnostics"][0];
    assert_eq!(diagnostic["code"], "E0061");
    assert_eq!(
        (&diagnostic["file"], &diagnostic["line"]),
        (&"src/lib.rs".into(), &2.into())
    );
    assert!(
        diagnostic["message"]
            .as_str()
            .unwrap()
            .starts_with("the checks cannot use this code: ")
    );
    assert_hidden(&report);
}

#[test]
fn a_missing_function_is_rejected_without_showing_the_checks() {
    let (report, status) = graded("pub fn something_else() {}\n");
    assert_eq!((status, &report["status"]), (1, &"rejected".into()));
    assert!(
        report["diagnostics"][0]["message"]
            .as_str()
            .unwrap()
            .contains("gather_users")
    );
    assert_hidden(&report);
}

#[test]
fn a_changed_result_is_rejected_without_showing_the_checks() {
    let (report, status) = graded(
        "use services::{ApiError, UserApi};\n\
         pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<String, ApiError> {\n\
         \x20   Ok(api.user(ids[0]).await?.name)\n\
         }\n",
    );
    assert_eq!((status, &report["status"]), (1, &"rejected".into()));
    let message = report["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.contains("String"), "{message}");
    assert_hidden(&report);
}

#[test]
fn ending_the_process_passes_nothing() {
    let report = graded_behind_the_scan(
        "use services::{ApiError, User, UserApi};\n\
         pub async fn gather_users(_: &UserApi, _: &[u32]) -> Result<Vec<User>, ApiError> {\n\
         \x20   println!(\"{{\\\"passed\\\": true}}\");\n\
         \x20   std::process::exit(0)\n\
         }\n",
    );
    assert_eq!(report["passed"], false);
    assert_eq!(report["score"]["earned"], 0);
    assert!(verdicts(&report).iter().all(|verdict| *verdict == "failed"));
    assert!(
        report["checks"]
            .as_array()
            .unwrap()
            .iter()
            .all(|check| check["diagnosis"] == "crashed")
    );
}

#[test]
fn the_status_of_a_passed_check_alone_passes_nothing() {
    let report = graded_behind_the_scan(
        "use services::{ApiError, User, UserApi};\n\
         pub async fn gather_users(_: &UserApi, _: &[u32]) -> Result<Vec<User>, ApiError> {\n\
         \x20   std::process::exit(41)\n\
         }\n",
    );
    assert_eq!(
        (&report["passed"], &report["score"]["earned"]),
        (&false.into(), &0.into())
    );
}

#[test]
fn a_process_that_a_submission_starts_ends_with_its_check() {
    // A number that no other process is likely to sleep for.
    let seconds = 900_000 + std::process::id();
    let report = graded_behind_the_scan(&format!(
        "use services::{{ApiError, User, UserApi}};\n\
         pub async fn gather_users(_: &UserApi, _: &[u32]) -> Result<Vec<User>, ApiError> {{\n\
         \x20   drop(std::process::Command::new(\"/bin/sleep\").arg(\"{seconds}\").spawn());\n\
         \x20   std::process::exit(41)\n\
         }}\n",
    ));
    assert_eq!(
        (&report["passed"], &report["score"]["earned"]),
        (&false.into(), &0.into())
    );
    let wanted = format!("sleep\0{seconds}\0");
    let sleeps = |process: fs::DirEntry| {
        fs::read_to_string(process.path().join("cmdline")).is_ok_and(|line| line.ends_with(&wanted))
    };
    assert!(
        !fs::read_dir("/proc")
            .unwrap()
            .map(Result::unwrap)
            .any(sleeps)
    );
}

#[test]
fn the_workspace_stays_only_when_it_is_asked_to() {
    let folder = TempDir::new().unwrap();
    let left = || fs::read_dir(folder.path()).unwrap().count();
    let one = ["--check", "nobody_to_fetch"];
    assert!(
        grade()
            .args(one)
            .env("TMPDIR", folder.path())
            .output()
            .unwrap()
            .status
            .success()
    );
    assert_eq!(left(), 0);
    let output = grade()
        .args(one)
        .arg("--keep")
        .env("TMPDIR", folder.path())
        .output()
        .unwrap();
    assert_eq!(left(), 1);
    let workspace = fs::read_dir(folder.path())
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let mode = workspace.metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700, "other users cannot look inside");
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains(folder.path().to_str().unwrap()), "{said}");
}

#[test]
fn the_schema_is_one_of_the_report() {
    let output = Command::new(env!("CARGO_BIN_EXE_grader"))
        .arg("schema")
        .output()
        .unwrap();
    assert!(output.status.success());
    let schema: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(schema.to_string().contains("failing_seed"));
}

/// Waits until this folder has something in it.
fn until_used(folder: &Path, child: &mut Child) {
    while fs::read_dir(folder).unwrap().count() == 0 {
        assert!(
            child.try_wait().unwrap().is_none(),
            "it ended before it made a workspace"
        );
        std::thread::yield_now();
    }
}

#[test]
fn an_interrupted_grading_leaves_no_process_and_no_file() {
    let folder = TempDir::new().unwrap();
    let mut command = grade();
    command
        .env("TMPDIR", folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    until_used(folder.path(), &mut child);
    let id = rustix::process::Pid::from_child(&child);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    // Standard error ends when the last process that has it ends.
    let output = child.wait_with_output().unwrap();
    assert_eq!(
        output.status.code(),
        Some(130),
        "{:?}",
        output.status.signal()
    );
    let error: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(error["error"]["kind"], "interrupted");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn two_graders_build_a_missing_kit_once() {
    // What cargo built for the user's kits is used again, or this would take very long.
    assert!(
        grade()
            .args(["--check", "nobody_to_fetch"])
            .status()
            .unwrap()
            .success()
    );
    let users = std::env::var_os("GRADER_CACHE_DIR").map_or_else(
        || {
            let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
            let home = || PathBuf::from(std::env::var_os("HOME").unwrap()).join(".cache");
            cache.unwrap_or_else(home).join("grader")
        },
        PathBuf::from,
    );
    let cache = TempDir::new().unwrap();
    std::os::unix::fs::symlink(users.join("build"), cache.path().join("build")).unwrap();
    let start = || {
        let mut command = grade();
        command
            .args(["--check", "nobody_to_fetch"])
            .env("GRADER_CACHE_DIR", cache.path());
        command
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children = [start(), start()];
    let mut built = 0;
    for mut child in children {
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        built += lines
            .map(Result::unwrap)
            .filter(|line| line.starts_with("preparing the libraries"))
            .count();
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(built, 1);
    assert_eq!(fs::read_dir(cache.path().join("kits")).unwrap().count(), 1);
}
