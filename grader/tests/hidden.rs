//! No line, function or value of a hidden check is in what the command prints, unless `--reveal` asks for it.
//!
//! A sample is graded: the stub of each chapter's first exercise and some of its mistakes. With the variable
//! `GRADER_TEST_HIDDEN`, every mistake of the exercises is whose id has its value in it; `/` is in each.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "hidden/search.rs"]
mod search;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use camino::{Utf8Path, Utf8PathBuf};
use grader::catalog::Exercise;
use grader::grade::Session;
use grader::grading::{Grading, Request};
use grader::report::ci::CiFormat;
use grader::report::class::ClassReport;
use grader::report::text::{self, Style};
use grader::report::{Graded, Report, json, sources};
use grader::submission::Submission;
use search::{Secrets, files, root};
use std::fs;

/// How many mistakes of an exercise are in the sample.
const SAMPLE: usize = 2;

/// A part of the ids of the exercises to look at in full.
fn asked() -> Option<String> {
    std::env::var("GRADER_TEST_HIDDEN").ok()
}

fn sampled(exercises: &[Exercise]) -> Vec<&Exercise> {
    let part = asked().unwrap_or_else(|| "/1_".to_owned());
    let of_sample = |exercise: &&Exercise| exercise.id.contains(&part);
    exercises.iter().filter(of_sample).collect()
}

/// The stub and mistakes of an exercise.
fn submissions(root: &Utf8Path, exercise: &Exercise) -> Vec<Utf8PathBuf> {
    let folder = root.join("tests").join(&exercise.id).join("mistakes");
    let mut mistakes: Vec<Utf8PathBuf> = folder
        .read_dir_utf8()
        .unwrap()
        .map(|entry| entry.unwrap().into_path())
        .collect();
    mistakes.sort();
    if asked().is_none() {
        mistakes.truncate(SAMPLE);
    }
    mistakes.insert(0, exercise.dir.clone());
    mistakes
}

/// What may be known without the checks: what students have, what they handed in, the names and titles of the
/// checks, and the words that a check has for its report.
fn public(root: &Utf8Path, exercise: &Exercise, checks: &str, grading: &Grading) -> String {
    let mut public = String::new();
    for folder in ["exercises", "grader/services/src"] {
        for file in files(root.join(folder).as_std_path()) {
            public += &fs::read_to_string(file).unwrap();
        }
    }
    for file in &grading.submission.files {
        public += &file.text;
    }
    for check in &Report::new(grading).checks {
        public += &format!("{} {}\n", check.name, check.title);
    }
    // Every second part between quotes is a text.
    for line in checks.lines().filter(|line| line.contains('"')) {
        let texts = line.split('"').skip(1).step_by(2);
        texts.for_each(|text| public += &format!("{text}\n"));
    }
    public + &exercise.id
}

/// Every form of a report; those of the grader's own come first.
fn printed(report: &Report, grading: &Grading) -> Vec<String> {
    let of_submission = sources(grading);
    let class = ClassReport::new(vec![report.clone()], Vec::new(), 0);
    let graded = [Graded::of(grading, report.clone(), |file| file.into())];
    let for_ci = CiFormat::ALL.map(|format| readable(format.render(&graded)));
    [
        json::text(report),
        json::line(report),
        text::render(report, &of_submission, Style::Plain),
        text::class::render(&class, &[&of_submission], Style::Plain),
    ]
    .into_iter()
    .chain(for_ci)
    .collect()
}

/// How many forms are the grader's own, which `--reveal` adds to.
const OWN: usize = 4;

/// The text itself, where a format writes it as base64, and whole names, where Markdown has `close\_account`.
fn readable(text: String) -> String {
    let bytes = STANDARD.decode(text.trim_end()).ok();
    bytes
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .unwrap_or(text)
        .replace(r"\_", "_")
}

#[tokio::test]
async fn nothing_of_a_hidden_check_is_shown_unless_it_is_revealed() {
    let root = Utf8PathBuf::from_path_buf(root()).unwrap();
    let session = Session::open(Some(&root)).await.unwrap();
    let (mut graded, mut revealed) = (0, 0);
    for exercise in sampled(&session.course.exercises) {
        let checks = fs::read_to_string(&exercise.checks).unwrap();
        for path in submissions(&root, exercise) {
            let submission = Submission::read(exercise, &path).unwrap();
            let request = Request {
                exercise: exercise.id.clone(),
                ..Request::default()
            };
            let grading = session.grade(request, submission, false).await.unwrap();
            let secrets = Secrets::new(
                [checks.as_str()],
                &public(&root, exercise, &checks, &grading),
            );
            assert!(
                secrets.count() > 20,
                "{}: too little is looked for",
                exercise.id
            );
            for printed in printed(&Report::new(&grading), &grading) {
                assert_eq!(secrets.shown_in(&printed), [""; 0], "{path}:\n{printed}");
            }
            let all = printed(&Report::revealed(&grading).unwrap(), &grading);
            // With `--reveal` the same search finds the checks.
            let mut own = all[..OWN].iter();
            revealed += usize::from(own.all(|text| !secrets.shown_in(text).is_empty()));
            graded += 1;
        }
    }
    assert!(graded >= 10 && revealed == graded, "{revealed} of {graded}");
}
