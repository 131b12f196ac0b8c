//! A submission of the exercise `lost_update`.
use super::{at, failed, grading, info, passed};
use crate::testing::{Story, unmet};
use grader::compile::{Diagnostic, Level};
use grader::grading::Grading;
use protocol::{Diagnosis, Failure, Finish, Kind, Unmet};

const COUNTER: &str = r#"//! Counts the visits of each page.
use tokio::{sync::Mutex, time::sleep};

/// Counts a visit.
pub async fn count_visit(visits: &Mutex<u64>, store: &Store) {
    let seen = *visits.lock().await;
    let weight = store.weight_of(seen).await;
    *visits.lock().await = seen + weight;
}
"#;

pub(crate) fn lost_update() -> Grading {
    let mut story = Story::new();
    let tasks = [story.run("visit 1"), story.run("visit 2")];
    let lock = story.lock("Mutex");
    for (time, needle) in [
        (0, "lock().await;\n    let weight"),
        (10, "lock().await = "),
    ] {
        story.at(time);
        for task in tasks {
            story.acquire(task, lock, at(COUNTER, needle));
            story.release(task, lock);
        }
    }
    for task in tasks {
        story.finish(task, Finish::Returned);
    }
    let unmet = Unmet {
        what: "the number of visits".to_owned(),
        ..unmet(Diagnosis::LostUpdate, "2", "1")
    };
    let every = info(
        "no_visit_is_lost",
        "Visits at the same time are all counted.",
        Kind::Race,
        5,
    );
    let one = info(
        "one_visit",
        "A single visit is counted.",
        Kind::Behaviour,
        1,
    );
    let mut grading = grading(
        "3_shared_state/1_lost_update",
        "The counter that forgets",
        COUNTER,
        vec![
            failed(every, Failure::Unmet(unmet), story.record, 10),
            passed(one),
        ],
    );
    grading.request.submission = Some("my work/lib.rs".into());
    grading.diagnostics = vec![Diagnostic {
        level: Level::Warning,
        code: Some("unused_imports".to_owned()),
        message: "unused import: `time::sleep`".to_owned(),
        file: Some("src/lib.rs".to_owned()),
        line: Some(2),
        column: Some(26),
        rendered: "\
warning: unused import: `time::sleep`
 --> src/lib.rs:2:26
  |
2 | use tokio::{sync::Mutex, time::sleep};
  |                          ^^^^^^^^^^^
"
        .to_owned(),
    }];
    grading
}
