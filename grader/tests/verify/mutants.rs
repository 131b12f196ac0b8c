//! Mutants of a reference solution: those that no check finds, and what is declared of them.
use crate::broken_course::{Course, REFERENCE};
use serde_json::json;

const EQUIVALENTS: &str = "solutions/1_first/1_double/equivalents.toml";

/// An entry of the file.
fn entry(operator: &str, line: &str) -> String {
    let why = "This service has nothing else to do.";
    format!("[[equivalent]]\noperator = \"{operator}\"\nline = \"{line}\"\nwhy = \"{why}\"\n")
}

/// The line that no check looks at closely: how the time passes is the same to them.
const SLEEP: &str = "tokio::time::sleep(Duration::from_millis(100)).await;";

#[test]
fn a_mutant_that_no_check_finds_is_named() {
    let (text, status) = Course::new().told(&["--mutants"]);
    assert_eq!(status, 1, "{text}");
    // The tables are before the faults, and a line with a time after them.
    let (tables, faults) = text.split_once(" ✘ solutions").unwrap();
    let (faults, end) = faults.rsplit_once("\n\n").unwrap();
    insta::assert_snapshot!(faults, @r#"
    /1_first/1_double/reference.rs:6
       with `std::thread::sleep(Duration::from_millis(100));` for
       `tokio::time::sleep(Duration::from_millis(100)).await;` every check passes
       (sleep_blocks)
         --- reference.rs
         +++ mutant
         @@ -4,5 +4,5 @@
          /// Twice the number, after 100 ms.
          pub async fn double(number: u64) -> u64 {
         -    tokio::time::sleep(Duration::from_millis(100)).await;
         +    std::thread::sleep(Duration::from_millis(100));
              number * 2
          }

         [[equivalent]]
         operator = "sleep_blocks"
         line = "tokio::time::sleep(Duration::from_millis(100)).await;"
         becomes = "std::thread::sleep(Duration::from_millis(100));"
         why = ""
       help: write a check that it fails, and a mistake that shows it; if nobody can
             notice it, declare it in `equivalents.toml` and say why
    "#);
    let (_, table) = tables.split_once("\n\n").unwrap();
    insta::assert_snapshot!(table, @"
      exercise          mutants  compile   killed  equivalent  kill rate
    ✘ 1_first/1_double        7        7        6           0     85.7 %
    ");
    assert!(end.contains("6 gradings and 7 mutants in "), "{end}");
}

#[test]
fn equivalent_mutants_are_no_fault_and_do_not_count() {
    let course = Course::new();
    course.change(
        REFERENCE,
        "number * 2",
        "std::future::ready(number * 2).await",
    );
    course.write(EQUIVALENTS, &entry("sleep_blocks", SLEEP));
    let (verification, status) = course.json(&["--mutants"]);
    assert_eq!(status, 0, "{verification:#}");
    let mutants = &verification["exercises"][0]["mutants"];
    // Without its await, the last line gives a value of another type.
    let counts = ["made", "viable", "killed", "equivalent", "kill_rate"].map(|what| &mutants[what]);
    assert_eq!(
        counts,
        [&json!(8), &json!(7), &json!(6), &json!(1), &json!(100.0)]
    );
}

#[test]
fn an_entry_whose_mutants_are_killed_is_named() {
    let course = Course::new();
    course.write(EQUIVALENTS, &entry("number_changed", "number * 2"));
    let (verification, status) = course.json(&["--mutants"]);
    assert_eq!(status, 1, "{verification:#}");
    let faults = verification["exercises"][0]["faults"].as_array().unwrap();
    let idle = faults
        .iter()
        .find(|one| one["kind"] == "idle_equivalent")
        .unwrap();
    assert_eq!(
        (&idle["file"], &idle["line"]),
        (&json!(EQUIVALENTS), &json!(3))
    );
}

#[test]
fn an_entry_for_a_line_that_is_not_there_is_named_without_grading_mutants() {
    let course = Course::new();
    course.write(EQUIVALENTS, &entry("number_changed", "number * 3"));
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ solutions/1_first/1_double/equivalents.toml:3
      the entry for number_changed of `number * 3` is idle: there is no mutant that
      it is meant for
      help: take the entry away, or write the line as it stands in `reference.rs`
            now
    ");
}

#[test]
fn a_file_of_entries_that_cannot_be_read_is_named() {
    let course = Course::new();
    course.write(EQUIVALENTS, &entry("numbers_changed", "number * 2"));
    let text = course.faults(&[]);
    assert!(text.starts_with(&format!(" ✘ {EQUIVALENTS}\n")), "{text}");
    assert!(text.contains("unknown variant `numbers_changed`"), "{text}");
}

#[test]
fn nothing_is_said_of_mutants_of_a_reference_that_fails() {
    let course = Course::new();
    course.change(REFERENCE, "number * 2", "number * 3");
    let (verification, status) = course.json(&["--mutants"]);
    assert_eq!(status, 1, "{verification:#}");
    assert!(verification["exercises"][0]["mutants"].is_null());
}
