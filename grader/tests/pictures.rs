//! The pictures of the documents are what the command really says. `grader/docs/pictures/make` makes them anew.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use anstyle::RgbColor;
use anstyle_svg::{Term, WIN10_CONSOLE};
use camino::Utf8PathBuf;
use grader::grade::grade;
use grader::grading::{Grading, Request};
use grader::replay::{self, svg};
use grader::report::text::{self, Style};
use grader::report::{self, Report};
use std::fs;
use std::path::{Path, PathBuf};

/// The exercise of the pictures, as it ships.
const SEQUENCE: (&str, &str) = ("gather_users", "all_at_once");
const DEADLOCK: (&str, &str) = ("lock_ordering", "opposite_transfers_end");

fn graded((exercise, check): (&str, &str)) -> Grading {
    let course = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let request = Request {
        exercise: exercise.to_owned(),
        course: Some(Utf8PathBuf::from_path_buf(course.to_owned()).unwrap()),
        checks: vec![check.to_owned()],
        ..Request::default()
    };
    let mut grading = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(grade(request, false))
        .unwrap();
    // Whoever looks at the picture is in the course's folder.
    grading.request.course = None;
    grading
}

/// A terminal in which the exercise was graded.
fn terminal(scene: (&str, &str)) -> String {
    let grading = graded(scene);
    let told = text::render(
        &Report::new(&grading),
        &report::sources(&grading),
        Style::Coloured,
    );
    let prompt = format!(
        "\u{1b}[2m$\u{1b}[0m grader grade {} --check {}\n\n",
        scene.0, scene.1
    );
    let terminal = Term::new()
        .palette(WIN10_CONSOLE)
        .fg_color(RgbColor(0xe6, 0xed, 0xf3).into())
        .bg_color(RgbColor(0x0f, 0x14, 0x19).into());
    terminal.render_svg(&(prompt + &told))
}

fn timeline(scene: (&str, &str)) -> String {
    svg::picture(&replay::told(&graded(scene), scene.1).unwrap())
}

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/pictures")
        .join(name)
}

/// Virtual times are exact, so a picture has the same bytes everywhere.
fn is_kept(name: &str, picture: &str) {
    roxmltree::Document::parse(picture).unwrap();
    if std::env::var_os("UPDATE_PICTURES").is_some() {
        fs::write(path(name), picture).unwrap();
    }
    let kept = fs::read_to_string(path(name)).unwrap_or_default();
    assert!(
        kept == picture,
        "{name} is not as it is now: run grader/docs/pictures/make and look at it"
    );
}

#[test]
fn the_picture_of_a_failed_check_is_up_to_date() {
    is_kept("failed_check.svg", &terminal(SEQUENCE));
}

#[test]
fn the_picture_of_a_timeline_is_up_to_date() {
    is_kept("timeline.svg", &timeline(SEQUENCE));
}

#[test]
fn the_picture_of_a_deadlock_is_up_to_date() {
    is_kept("deadlock.svg", &timeline(DEADLOCK));
}
