//! The report as students and programs read it: snapshots of text and JSON, and the documents.
#[path = "report/documents.rs"]
mod documents;
#[path = "report/fields.rs"]
mod fields;
#[path = "report/gradings.rs"]
mod gradings;
#[path = "../src/judge/testing.rs"]
#[expect(dead_code, reason = "the judgement's own tests use the rest")]
mod testing;
#[path = "report/verification.rs"]
mod verification;

use grader::grading::{Check, Grading, Outcome};
use grader::judge::Sources;
use grader::report::{self, Report, text};

fn as_text(grading: &Grading, style: text::Style) -> String {
    text::render(&Report::new(grading), &report::sources(grading), style)
}

fn as_json(grading: &Grading) -> String {
    report::json::text(&Report::new(grading))
}

macro_rules! snapshots {
    ($($name:ident)+) => {$(
        #[test]
        fn $name() {
            let grading = gradings::$name();
            let name = stringify!($name);
            insta::assert_snapshot!(format!("{name}.txt"), as_text(&grading, text::Style::Plain));
            insta::assert_snapshot!(format!("{name}.json"), as_json(&grading));
        }
    )+};
}

snapshots! {
    all_passed
    blocked_loop
    compile_error
    crash
    deadlock_of_two_tasks_and_two_locks
    forgotten_await
    lost_update
    panic
    self_deadlock
    sequential
    time_out
    wrong_order
}

#[test]
fn every_line_of_text_fits_into_80_columns() {
    for grading in gradings::all() {
        let text = as_text(&grading, text::Style::Plain);
        let compilers = |line: &str| {
            grading
                .diagnostics
                .iter()
                .any(|message| message.rendered.contains(line))
        };
        // A command is there to be copied, and what rustc said stays as it is.
        for line in text
            .lines()
            .filter(|line| !line.contains("run again: ") && !compilers(line))
        {
            assert!(textwrap::core::display_width(line) <= 80, "{line}");
        }
    }
}

#[test]
fn colour_changes_nothing_but_the_colour() {
    for grading in gradings::all() {
        let coloured = as_text(&grading, text::Style::Coloured);
        let plain = as_text(&grading, text::Style::Plain);
        assert_ne!(coloured, plain);
        assert!(!plain.contains('\u{1b}'));
        assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    }
}

#[test]
fn the_same_grading_gives_the_same_bytes() {
    for grading in gradings::all() {
        assert_eq!(as_json(&grading), as_json(&grading.clone()));
    }
}

#[test]
fn a_report_can_be_read_back() {
    for grading in gradings::all() {
        let report = Report::new(&grading);
        assert_eq!(
            serde_json::from_str::<Report>(&as_json(&grading)).unwrap(),
            report
        );
    }
}

#[test]
fn a_submission_without_a_check_that_was_run_has_not_passed() {
    let mut grading = gradings::all_passed();
    grading.outcome = Outcome::Checked(Vec::new());
    assert!(!Report::new(&grading).passed);
}

#[test]
fn skipped_checks_do_not_count() {
    let mut grading = gradings::sequential();
    let Outcome::Checked(checks) = &mut grading.outcome else {
        panic!("it compiles");
    };
    let Check::Ran(run) = &checks[0] else {
        panic!("its first check was run");
    };
    checks[0] = Check::Skipped(run.info.clone());
    let report = Report::new(&grading);
    assert!(report.passed);
    assert_eq!((report.score.earned, report.score.possible), (4, 4));
}

#[test]
fn escape_codes_in_a_submission_do_not_reach_the_terminal() {
    let grading = gradings::panic_with("\u{1b}[2J\u{202e}gone");
    let text = as_text(&grading, text::Style::Plain);
    assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text}");
}
