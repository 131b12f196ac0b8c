//! Input with which nothing can be graded: each is an error with a way out, and status 2.
use crate::course::Course;

/// What the command says of this folder in the place of what was handed in.
fn refused(course: &Course, submission: &str) -> String {
    let submission = format!("--submission={submission}");
    let (said, status) = course.said(&["grade", &submission, "--format=text"]);
    assert_eq!(status, 2, "{said}");
    said
}

#[test]
fn what_is_not_laid_out_like_the_course_is_refused() {
    let course = Course::new(&["double"]);
    course.write("empty/exercises/README.md", "");
    course.write("other/src_of_mine/lib.rs", "");
    let links = course.path("links");
    std::fs::create_dir(&links).unwrap();
    std::os::unix::fs::symlink(course.path("course/exercises"), links.join("exercises")).unwrap();
    let said: Vec<String> = [
        "../nowhere",
        "Cargo.toml",
        "exercises/1_first/1_double",
        "../empty",
        "../other",
        "../links",
    ]
    .map(|path| refused(&course, path))
    .to_vec();
    insta::assert_snapshot!(said.join("\n"));
}

#[test]
fn nothing_to_grade_is_a_mistake_in_the_command() {
    let course = Course::new(&["double", "triple"]);
    for arguments in [
        &["grade"][..],
        &["grade", "--all", "double"],
        &["grade", "--all", "--check", "is_doubled"],
        &["grade", "double", "triple", "--check", "is_doubled"],
        &["grade", "double", "trible"],
    ] {
        let (said, status) = course.said(arguments);
        assert_eq!(status, 2, "{arguments:?}: {said}");
    }
    let (said, _) = course.said(&["grade", "double", "trible", "--format=text"]);
    assert!(said.contains("did you mean `triple`?"), "{said}");
}

#[test]
fn an_exercise_that_is_named_twice_is_graded_once() {
    let course = Course::new(&["double", "triple"]);
    let (class, _) = course.json(&["grade", "double", "1_first/1_double"]);
    assert_eq!(class["total"]["exercises"], 1);
}
