//! The formats for CI services: each against what its consumer documents, and none a way out for what a
//! submission says.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "formats/consumers.rs"]
mod consumers;
#[path = "report/gradings.rs"]
mod gradings;
#[path = "formats/hostile.rs"]
mod hostile;
#[path = "formats/read.rs"]
mod read;
#[path = "../src/judge/testing.rs"]
#[expect(dead_code, reason = "the judgement's own tests use the rest")]
mod testing;

use grader::grading::Grading;
use grader::judge::Sources;
use grader::report::ci::CiFormat;
use grader::report::{Graded, Report};

/// A grading, as if its submission lay in the folder of its exercise.
fn graded(grading: &Grading) -> Graded {
    let id = &grading.exercise.id;
    Graded::of(grading, Report::new(grading), |file| {
        format!("exercises/{id}/{file}").into()
    })
}

/// Two that pass and fail, one that does not compile.
fn class() -> Vec<Graded> {
    let gradings = [
        gradings::all_passed(),
        gradings::deadlock_of_two_tasks_and_two_locks(),
        gradings::compile_error(),
    ];
    gradings.iter().map(graded).collect()
}

macro_rules! snapshots {
    ($($name:ident: $format:ident, $extension:literal)+) => {$(
        #[test]
        fn $name() {
            for (of, graded) in [
                ("sequential", vec![graded(&gradings::sequential())]),
                ("rejected", vec![graded(&gradings::compile_error())]),
                ("class", class()),
            ] {
                let text = CiFormat::$format.render(&graded);
                assert!(text.ends_with('\n'));
                let name = format!(concat!("{}.", $extension), of);
                insta::assert_snapshot!(name, read::shown(CiFormat::$format, &text));
            }
        }
    )+};
}

snapshots! {
    junit: Junit, "junit.xml"
    sarif: Sarif, "sarif"
    github: Github, "github.txt"
    gitlab: Gitlab, "gitlab.json"
    classroom: Classroom, "classroom.json"
    gradescope: Gradescope, "gradescope.json"
    exercism: Exercism, "exercism.json"
    markdown: Markdown, "md"
}

#[test]
fn every_grading_is_valid_in_every_format() {
    let all: Vec<Graded> = gradings::all().iter().map(graded).collect();
    for format in CiFormat::ALL {
        read::valid(format, &format.render(&all), &all);
        for one in &all {
            let one = std::slice::from_ref(one);
            read::valid(format, &format.render(one), one);
        }
    }
}

#[test]
fn nothing_graded_is_valid_too() {
    for format in CiFormat::ALL {
        read::valid(format, &format.render(&[]), &[]);
    }
}
