//! What the sandbox adds to a check process and to a compilation: with all layers and with none, in turn.
//!
//! `cargo bench -p grader --bench sandbox`; the figures stand in `docs/performance.md`.
use grader::grade::Session;
use grader::grading::Request;
use grader::sandbox::Layer;
use grader::submission::Submission;
use std::time::{Duration, Instant};

const EXERCISE: &str = "gather_users";
/// A check whose single schedule takes next to nothing, so that the process itself is measured.
const CHECK: &str = "nobody_to_fetch";
/// Check processes and compilations in each sandbox.
const CHECKS: usize = 300;
const COMPILATIONS: usize = 30;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let inside = session().await;
    let outside = without_layers(session().await);
    println!("sandbox: {}", inside.sandbox.standing().level);
    let course = inside.course.clone();
    let exercise = course
        .exercise(EXERCISE, &course.root)
        .expect("the exercise");
    let submission = Submission::read(exercise, &exercise.dir).expect("the stub");
    let prepared = inside
        .prepare(exercise, submission.clone(), false)
        .await
        .expect("the stub compiles");
    let request = Request {
        exercise: EXERCISE.to_owned(),
        checks: vec![CHECK.to_owned()],
        schedules: Some(1),
        ..Request::default()
    };
    let check = async |session: &Session| {
        let graded = session.run(&prepared, request.clone()).await;
        graded.expect("the check runs");
    };
    compare("a check process", CHECKS, &inside, &outside, check).await;
    let compile = async |session: &Session| {
        let accepted = session.accepts(exercise, &submission).await;
        assert!(accepted.expect("the compiler runs"));
    };
    compare(
        "a compilation, metadata only",
        COMPILATIONS,
        &inside,
        &outside,
        compile,
    )
    .await;
    let build = async |session: &Session| {
        let built = session.prepare(exercise, submission.clone(), false).await;
        assert!(built.expect("the compiler runs").is_ready());
    };
    compare(
        "both compilations, with linking",
        COMPILATIONS,
        &inside,
        &outside,
        build,
    )
    .await;
    let grade = async |session: &Session| {
        let built = session.prepare(exercise, submission.clone(), false).await;
        let built = built.expect("the compiler runs");
        let request = Request {
            exercise: EXERCISE.to_owned(),
            ..Request::default()
        };
        let graded = session.run(&built, request).await;
        graded.expect("the checks run");
    };
    compare("a grading", COMPILATIONS, &inside, &outside, grade).await;
}

async fn session() -> Session {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    Session::open(Some(root.into())).await.expect("the course")
}

fn without_layers(session: Session) -> Session {
    let bare = Layer::ALL
        .into_iter()
        .fold(session.sandbox.clone(), |sandbox, layer| {
            sandbox.without(layer)
        });
    session.with_sandbox(bare)
}

/// Does `work` in both in turn, so that whatever else the machine does meets both alike.
async fn compare(
    what: &str,
    times: usize,
    inside: &Session,
    outside: &Session,
    work: impl AsyncFn(&Session),
) {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for _ in 0..times {
        for (session, taken) in [(inside, &mut with), (outside, &mut without)] {
            let begun = Instant::now();
            work(session).await;
            taken.push(begun.elapsed());
        }
    }
    let (with, without) = (median(with), median(without));
    println!(
        "{what}: {with:.2} ms in the sandbox, {without:.2} ms without; {:+.2} ms",
        with - without
    );
}

/// In milliseconds.
fn median(mut times: Vec<Duration>) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1_000.0
}
