//! `grader replay` seen from outside: what it tells, as text, as a page and as a picture.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "replay/browser.rs"]
mod browser;
#[path = "replay/documents.rs"]
mod documents;
#[path = "replay/scenes.rs"]
mod scenes;

use scenes::{DEADLOCK, LOST_UPDATE, SEQUENCE, Told, course, replay, told};
use std::fs;
use tempfile::TempDir;

fn text_of(told: &Told) -> &str {
    assert!(
        told.text.lines().all(|line| line.chars().count() <= 80),
        "{}",
        told.text
    );
    assert!(
        !told.text.contains('\u{1b}'),
        "no colours without a terminal"
    );
    &told.text
}

#[test]
fn a_lost_update_shows_who_came_in_between() {
    let told = told(LOST_UPDATE);
    assert_eq!(told.status, 1);
    insta::assert_snapshot!(text_of(told));
}

#[test]
fn a_deadlock_ends_with_its_circle() {
    let told = told(DEADLOCK);
    assert_eq!(told.status, 1);
    insta::assert_snapshot!(text_of(told));
}

#[test]
fn a_sequence_stands_beside_what_was_expected() {
    let told = told(SEQUENCE);
    assert_eq!(told.status, 1);
    insta::assert_snapshot!(text_of(told));
}

#[test]
fn the_same_schedule_gives_the_same_bytes() {
    let again = scenes::tell(DEADLOCK);
    let first = told(DEADLOCK);
    assert_eq!(again.text, first.text);
    assert_eq!(again.page, first.page);
    assert_eq!(again.picture, first.picture);
}

#[test]
fn a_schedule_that_passes_is_told_too() {
    let output = replay("gather_users")
        .args(["--check", "in_the_order_of_the_ids", "--seed", "3"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(
        text.contains("✔ in_the_order_of_the_ids: nothing went wrong in this schedule (seed 3)"),
        "{text}"
    );
    assert!(
        text.contains("sent") && text.contains("returns") && text.contains("api.user(id)"),
        "{text}"
    );
    assert!(!text.contains('▶'), "nothing did harm: {text}");
}

#[test]
fn without_a_check_the_first_one_that_fails_is_told() {
    let output = replay("gather_users").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("✘ all_at_once"), "{text}");
}

#[test]
fn of_a_submission_that_does_not_compile_nothing_is_told_or_written() {
    let folder = TempDir::new().unwrap();
    let (file, page) = (
        folder.path().join("lib.rs"),
        folder.path().join("page.html"),
    );
    fs::write(&file, "pub fn broken(").unwrap();
    let output = replay("gather_users")
        .arg("--submission")
        .arg(&file)
        .arg("--html")
        .arg(&page)
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("The submission does not compile"), "{text}");
    let left: Vec<_> = fs::read_dir(folder.path()).unwrap().collect();
    assert_eq!(left.len(), 1, "only the submission: {left:?}");
}

#[test]
fn a_check_that_is_not_there_is_named_with_its_nearest() {
    let output = replay("gather_users")
        .args(["--check", "all_at_one"])
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("did you mean `all_at_once`?"), "{error}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_seed_is_a_number() {
    let output = replay("gather_users")
        .args(["--seed", "first"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_page_that_cannot_be_written_is_known_before_anything_is_run() {
    let output = replay("gather_users")
        .args(["--html", "nowhere/page.html"])
        .output()
        .unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("its folder does not exist"), "{error}");
}

#[test]
fn nothing_of_a_hidden_check_is_told() {
    for (exercise, folder, check) in [LOST_UPDATE, DEADLOCK, SEQUENCE].map(|scene| {
        let folder = scenes::folder_of(scene.0);
        (scene.0, folder, scene)
    }) {
        let told = told(check);
        let hidden =
            fs::read_to_string(course().join("tests").join(&folder).join("checks.rs")).unwrap();
        let own = course().join("exercises").join(&folder).join("src/lib.rs");
        let own = fs::read_to_string(own).unwrap();
        let lines = hidden.lines().map(str::trim).filter(|line| line.len() > 12);
        // What a check says of itself, and what the submission has too, is no secret.
        for line in lines.filter(|line| !line.starts_with("//") && !own.contains(line)) {
            let escaped = line
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('"', "&quot;");
            for text in [&told.text, &told.page, &told.picture] {
                assert!(
                    !text.contains(line) && !text.contains(&escaped),
                    "{exercise}: {line}"
                );
            }
        }
        assert!(!told.page.contains("checks.rs") && !told.text.contains("checks.rs"));
    }
}

#[test]
fn a_submission_cannot_put_anything_into_the_page() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("lib.rs");
    let own = course()
        .join("exercises")
        .join(scenes::folder_of("gather_users"))
        .join("src/lib.rs");
    let hostile = format!(
        "users.push(api.user(id).await?); // </script></style><script>alert('x')</script>\" onload='x' ]]> <!-- & {}",
        "long ".repeat(500)
    );
    let text = fs::read_to_string(own).unwrap();
    let text = text.replace("users.push(api.user(id).await?);", &hostile);
    assert!(text.contains(&hostile), "the stub has that line");
    fs::write(&file, text).unwrap();
    let told = scenes::tell_with(SEQUENCE, &["--submission", file.to_str().unwrap()]);
    let page = documents::read(&told.page);
    let scripts = page
        .descendants()
        .filter(|node| node.has_tag_name("script"))
        .count();
    assert_eq!(scripts, 1, "its own");
    assert!(told.page.contains("&lt;/script&gt;"), "the line is shown");
    documents::read(&told.picture);
    assert!(
        told.text.lines().all(|line| line.chars().count() <= 80),
        "{}",
        told.text
    );
}

#[test]
fn the_example_in_the_document_is_what_the_command_says() {
    let document = fs::read_to_string(course().join("grader/docs/replay.md")).unwrap();
    let told = told(LOST_UPDATE).text.trim_end();
    assert!(
        document.contains(told),
        "write this into grader/docs/replay.md:\n{told}"
    );
}
