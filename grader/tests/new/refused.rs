//! Input that will not do: one clear message, and the course stays as it is.
use crate::course::small_course;
use crate::{content, new};
use std::fs;
use std::os::unix::fs::symlink;
use tempfile::TempDir;

/// Runs `grader new` with input that will not do, and sees that the course stays as it is.
fn refused(course: &TempDir, chapter: &str, name: &str) -> String {
    let before = content(course);
    let text = new(course, chapter, name);
    assert!(before == content(course), "{name}: nothing changes\n{text}");
    text
}

#[test]
fn a_name_that_no_crate_can_have_is_refused() {
    let course = small_course();
    let names = ["2fast", "a-b", "Über", "0_zero", "two__words", "../up", ""];
    let mut texts = names.map(|name| refused(&course, "2", name)).concat();
    texts += &refused(&course, "2", &"a".repeat(65));
    insta::assert_snapshot!(texts, @"
    status 2
    error: `2fast` cannot be the name of an exercise: it does not begin with a letter
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `a-b` cannot be the name of an exercise: it contains `-`
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `Über` cannot be the name of an exercise: it contains `Ü`
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `0_zero` cannot be the name of an exercise: its number is not from 1 to 999
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `two__words` cannot be the name of an exercise: a `_` stands only between two words
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `../up` cannot be the name of an exercise: it contains `.`
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `` cannot be the name of an exercise: it is empty
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    status 2
    error: `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` cannot be the name of an exercise: it has 65 characters, and 64 are the most
      --> […]/exercises
    help: use lower-case letters, digits and `_`, as in `rate_counter`; with a number of your choice: `4_rate_counter`
    ");
}

#[test]
fn a_name_that_means_something_else_already_is_refused() {
    let course = small_course();
    let names = [
        "match",
        "std",
        "tokio",
        "futures_util",
        "harness",
        "3_services",
    ];
    insta::assert_snapshot!(names.map(|name| refused(&course, "2", name)).concat(), @"
    status 2
    error: `match` cannot be the name of an exercise: it is a keyword of Rust
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    status 2
    error: `std` cannot be the name of an exercise: it is a name that Rust's own tools use
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    status 2
    error: `tokio` cannot be the name of an exercise: it is a crate that exercises are built with
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    status 2
    error: `futures_util` cannot be the name of an exercise: it is a crate that exercises are built with
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    status 2
    error: `harness` cannot be the name of an exercise: it is a crate that exercises are built with
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    status 2
    error: `services` cannot be the name of an exercise: it is a crate that exercises are built with
      --> […]/exercises
    help: choose a name that says what goes wrong, as `lost_update` does
    ");
}

#[test]
fn a_name_or_a_number_that_is_taken_is_refused() {
    let course = small_course();
    fs::create_dir_all(course.path().join("solutions/5_services/1_left_behind")).unwrap();
    let taken = [
        ("2", "gather_users"),
        ("6_new", "gather_users"),
        ("2", "2_match_board"),
        ("2", "left_behind"),
    ];
    insta::assert_snapshot!(taken.map(|(chapter, name)| refused(&course, chapter, name)).concat(), @"
    status 2
    error: there is an exercise `gather_users` already
      --> […]/exercises/2_concurrency/2_gather_users
    help: choose another name; without its number it must be the only one in the course
    status 2
    error: there is an exercise `gather_users` already
      --> […]/exercises/2_concurrency/2_gather_users
    help: choose another name; without its number it must be the only one in the course
    status 2
    error: number 2 of the chapter is taken by `2_gather_users`
      --> […]/exercises/2_concurrency/2_gather_users
    help: leave the number out to get the next free one
    status 2
    error: there is an exercise `left_behind` already
      --> […]/solutions/5_services/1_left_behind
    help: choose another name; without its number it must be the only one in the course
    ");
}

#[test]
fn a_chapter_that_does_not_exist_and_cannot_be_made_is_refused() {
    let course = small_course();
    let chapters = [
        "7",
        "concurrency",
        "6-locks",
        "../6_up",
        "2_locks",
        "6_concurrency",
    ];
    insta::assert_snapshot!(chapters.map(|chapter| refused(&course, chapter, "match_board")).concat(), @"
    status 2
    error: there is no chapter `7`
      --> […]/exercises
    help: the chapters are: 2_concurrency; a new one has a number and a name, as in `6_cancellation`
    status 2
    error: there is no chapter `concurrency`
      --> […]/exercises
    help: did you mean `2_concurrency`? the chapters are: 2_concurrency; a new one has a number and a name, as in `6_cancellation`
    status 2
    error: there is no chapter `6-locks`
      --> […]/exercises
    help: the chapters are: 2_concurrency; a new one has a number and a name, as in `6_cancellation`
    status 2
    error: there is no chapter `../6_up`
      --> […]/exercises
    help: the chapters are: 2_concurrency; a new one has a number and a name, as in `6_cancellation`
    status 2
    error: `2_locks` cannot be a new chapter: there is `2_concurrency` already
      --> […]/exercises
    help: name the chapter `2_concurrency`, or choose another number and another name
    status 2
    error: `6_concurrency` cannot be a new chapter: there is `2_concurrency` already
      --> […]/exercises
    help: name the chapter `2_concurrency`, or choose another number and another name
    ");
}

#[test]
fn a_folder_without_a_course_gets_nothing() {
    let course = TempDir::new().unwrap();
    insta::assert_snapshot!(refused(&course, "2", "match_board"), @"
    status 2
    error: there is no course in this folder or above it
      --> […]
    help: run the grader inside the course's folder, or name that folder with `--course`
    ");
}

#[test]
fn a_folder_that_cannot_be_written_leaves_nothing_half_written() {
    let course = small_course();
    fs::remove_dir_all(course.path().join("solutions")).unwrap();
    // Nobody may make a folder there, not even the administrator.
    symlink("/proc/self/fdinfo", course.path().join("solutions")).unwrap();
    insta::assert_snapshot!(refused(&course, "6_new", "match_board"), @"
    status 2
    error: the exercise could not be written: No such file or directory (os error 2)
      --> […]/solutions/6_new
    help: check the permissions and the free space there, then try again; nothing was changed
    ");
}

#[test]
fn a_readme_that_cannot_be_read_leaves_nothing_half_written() {
    let course = small_course();
    let readme = course.path().join("README.md");
    fs::remove_file(&readme).unwrap();
    fs::create_dir(&readme).unwrap();
    insta::assert_snapshot!(refused(&course, "6_new", "match_board"), @"
    status 2
    error: the exercise could not be written: Is a directory (os error 21)
      --> […]/README.md
    help: check the permissions and the free space there, then try again; nothing was changed
    ");
}

#[test]
fn a_lock_file_that_is_none_is_the_courses_fault() {
    let course = small_course();
    fs::write(course.path().join("Cargo.lock"), "no lock").unwrap();
    let text = refused(&course, "2", "match_board");
    assert!(
        text.starts_with("status 3\nerror: this file of the course is not as it must be"),
        "{text}"
    );
    assert!(text.contains("--> […]/Cargo.lock\n"), "{text}");
}
