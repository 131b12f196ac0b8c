//! Grades a changed submission of `gather_users` with a warm kit and, side by side in the same run, does the
//! same work by warm `cargo test`. Prints both, their ratio, rustc's share, and schedules per second.
//!
//! `cargo bench -p grader --bench warm_grading`; the figures stand in `docs/performance.md`.
use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    time::{Duration, Instant},
};

/// Rounds of one grading and one `cargo test` each; the medians are printed.
const ROUNDS: usize = 15;
const EXERCISE: &str = "2_concurrency/2_gather_users";
/// The exercise whose race check is counted, and the check.
const RACE: (&str, &str) = ("3_shared_state/1_lost_update", "no_vote_is_lost");
const RACE_SCHEDULES: u32 = 20_000;

/// The checks of the exercise as ordinary tests under tokio's paused clock, as people write them beside
/// their crate: the same things are asked, once each.
const ORDINARY_TESTS: &str = r#"
use gather_users::gather_users;
use services::{ApiError, Conditions, User, UserApi};
use std::time::Duration;
use tokio::time::Instant;

fn api() -> UserApi {
    UserApi::new(Conditions::seeded(7))
}

fn known(ids: &[u32]) -> Vec<User> {
    ids.iter().map(|&id| User::known(id)).collect()
}

async fn takes_as_long_as_the_slowest(api: &UserApi, ids: &[u32]) {
    each_takes_as_long_as_its_slowest(api, &[ids]).await;
    assert!(api.backend().meter().answered >= ids.len());
}

async fn each_takes_as_long_as_its_slowest(api: &UserApi, pages: &[&[u32]]) {
    let start = Instant::now();
    let mut gathering = Vec::new();
    for &ids in pages {
        let latencies = ids.iter().map(|&id| api.backend().latency_of(&UserApi::call_name(id)));
        let slowest = latencies.max().unwrap_or_default();
        let (api, ids) = (api.clone(), ids.to_vec());
        let gathered = tokio::spawn(async move {
            let users = gather_users(&api, &ids).await.unwrap();
            (users.len(), ids.len(), start.elapsed())
        });
        gathering.push((slowest, gathered));
    }
    for (slowest, gathered) in gathering {
        let (came, asked, elapsed) = gathered.await.unwrap();
        assert_eq!(elapsed, slowest);
        assert_eq!(came, asked);
    }
}

#[tokio::test(start_paused = true)]
async fn all_at_once() {
    let ids = [3, 1, 4, 15, 9];
    takes_as_long_as_the_slowest(&api(), &ids).await;
    let api = UserApi::new(Conditions::seeded(7).latency(2_000..=2_000));
    takes_as_long_as_the_slowest(&api, &ids[..3]).await;
    api.backend().set_latency(&UserApi::call_name(ids[1]), Duration::from_secs(7));
    each_takes_as_long_as_its_slowest(&api, &[&ids[..3], &ids[3..]]).await;
}

#[tokio::test(start_paused = true)]
async fn any_number_at_once() {
    let ids: Vec<u32> = (1_000_001..=1_000_320).collect();
    takes_as_long_as_the_slowest(&api(), &ids).await;
}

#[tokio::test(start_paused = true)]
async fn in_the_order_of_the_ids() {
    let api = api();
    let ids = [3, 1, 4, 15, 9, 2];
    api.backend().set_latency(&UserApi::call_name(1), Duration::from_millis(200));
    assert_eq!(gather_users(&api, &ids).await.unwrap(), known(&ids));
    let again = [3, 1, 3, 4, 1, 3];
    assert_eq!(gather_users(&api, &again).await.unwrap(), known(&again));
}

#[tokio::test(start_paused = true)]
async fn a_failure_reaches_the_caller() {
    let ids = [3, 1, 4, 15, 9];
    for failing in 1..=3 {
        let api = api();
        let errors: Vec<ApiError> = ids[..failing].iter().map(|&id| ApiError { id }).collect();
        for error in &errors {
            api.backend().break_call(&UserApi::call_name(error.id));
        }
        let error = gather_users(&api, &ids).await.unwrap_err();
        assert!(errors.contains(&error), "{error:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn the_same_user_twice() {
    for mut ids in [vec![3, 1, 4, 3], vec![3, 3, 1, 4, 3], vec![3, 1, 4, 3, 3, 1, 4]] {
        let users = gather_users(&api(), &ids).await.unwrap();
        let mut came: Vec<u32> = users.iter().map(|user| user.id).collect();
        came.sort_unstable();
        ids.sort_unstable();
        assert_eq!(came, ids);
    }
}

#[tokio::test(start_paused = true)]
async fn nobody_to_fetch() {
    assert_eq!(gather_users(&api(), &[]).await, Ok(Vec::new()));
}
"#;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let submission = folder.path().join("lib.rs");
    let crate_ = ordinary_crate(folder.path());
    let reference =
        fs::read_to_string(root().join("solutions").join(EXERCISE).join("reference.rs"))
            .expect("the reference");

    // Warm both: the kit, and cargo's target folder.
    write_round(&reference, 0, &[&submission, &crate_.join("src/lib.rs")]);
    grade(&submission);
    cargo_test(&crate_);

    let mut rounds = Vec::new();
    for round in 1..=ROUNDS {
        write_round(
            &reference,
            round,
            &[&submission, &crate_.join("src/lib.rs")],
        );
        let (grading, report) = timed(|| grade(&submission));
        let (ordinary, ()) = timed(|| cargo_test(&crate_));
        rounds.push(Round {
            grading,
            ordinary,
            compile: Duration::from_millis(number(&report, "compile_ms")),
            total: Duration::from_millis(number(&report, "total_ms")),
        });
    }
    print(&rounds, race_schedules_per_second());
}

struct Round {
    grading: Duration,
    ordinary: Duration,
    compile: Duration,
    total: Duration,
}

fn print(rounds: &[Round], schedules_per_second: f64) {
    let grading = median(rounds.iter().map(|round| round.grading));
    let ordinary = median(rounds.iter().map(|round| round.ordinary));
    let share = median(rounds.iter().map(|round| {
        Duration::from_secs_f64(round.compile.as_secs_f64() / round.total.as_secs_f64())
    }));
    let ratio = median(rounds.iter().map(|round| {
        Duration::from_secs_f64(round.grading.as_secs_f64() / round.ordinary.as_secs_f64())
    }));
    println!("| warm, one line changed, median of {ROUNDS} rounds | |");
    println!("|---|---|");
    println!(
        "| `grader grade gather_users` | {} ms |",
        grading.as_millis()
    );
    println!(
        "| `cargo test`, the same as ordinary tests | {} ms |",
        ordinary.as_millis()
    );
    println!("| ratio | {:.2} |", ratio.as_secs_f64());
    println!(
        "| rustc's part of the grading | {:.0} % |",
        share.as_secs_f64() * 100.0
    );
    println!(
        "| schedules of `{}` per second | {schedules_per_second:.0} |",
        RACE.1
    );
}

fn median(times: impl Iterator<Item = Duration>) -> Duration {
    let mut times: Vec<Duration> = times.collect();
    times.sort();
    times[times.len() / 2]
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed(), result)
}

/// The reference, changed so that it has to be compiled again.
fn write_round(reference: &str, round: usize, files: &[&Path]) {
    let source = format!("{reference}\n/// Round {round}.\npub const ROUND: usize = {round};\n");
    for file in files {
        fs::write(file, &source).expect("a file in a temporary folder");
    }
}

fn grade(submission: &Path) -> Value {
    let mut command = grader();
    command
        .args(["grade", EXERCISE, "--format", "json", "--submission"])
        .arg(submission);
    let output = run(&mut command);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["passed"], true, "{report:#}");
    report
}

fn race_schedules_per_second() -> f64 {
    let (exercise, check) = RACE;
    let reference = root().join("solutions").join(exercise).join("reference.rs");
    let mut command = grader();
    command.args(["grade", exercise, "--format", "json", "--check", check]);
    command
        .args(["--schedules", &RACE_SCHEDULES.to_string(), "--submission"])
        .arg(reference);
    let output = run(&mut command);
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    let checks = report["checks"].as_array().expect("checks");
    let race = checks
        .iter()
        .find(|one| one["name"] == check)
        .expect("the race check");
    let wall_ms = race["wall_ms"].as_u64().expect("a time");
    f64::from(RACE_SCHEDULES) * 1_000.0 / wall_ms as f64
}

/// The same crate with an ordinary test beside it, in a folder and a target folder of its own.
fn ordinary_crate(folder: &Path) -> PathBuf {
    let crate_ = folder.join("gather_users");
    fs::create_dir_all(crate_.join("src")).expect("a folder");
    fs::create_dir_all(crate_.join("tests")).expect("a folder");
    let services = root().join("grader/services");
    let manifest = format!(
        "[package]\nname = \"gather_users\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [dependencies]\nfutures = \"0.3\"\nservices = {{ path = {services:?} }}\n\
         tokio = {{ version = \"=1.54.1\", features = [\"full\"] }}\n\n\
         [dev-dependencies]\ntokio = {{ version = \"=1.54.1\", features = [\"full\", \"test-util\"] }}\n"
    );
    fs::write(crate_.join("Cargo.toml"), manifest).expect("a file");
    fs::copy(root().join("Cargo.lock"), crate_.join("Cargo.lock")).expect("a file");
    fs::write(crate_.join("tests/ordinary.rs"), ORDINARY_TESTS).expect("a file");
    crate_
}

fn cargo_test(crate_: &Path) {
    let mut command = Command::new(env!("CARGO"));
    command
        .args(["test", "--quiet", "--offline", "--test", "ordinary"])
        .current_dir(crate_);
    command
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("RUSTFLAGS");
    run(&mut command);
}

fn grader() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command.current_dir(root());
    command
}

fn run(command: &mut Command) -> Output {
    let output = command.output().expect("a command that starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{command:?}: {}\n{errors}",
        output.status
    );
    output
}

fn number(report: &Value, name: &str) -> u64 {
    report["timing"][name].as_u64().expect("a time")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .expect("the repository")
}
