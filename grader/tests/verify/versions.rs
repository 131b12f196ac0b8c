//! Stubs, accepted versions and mistakes that are not as they must be.
use crate::broken_course::{
    ADDED, AT_ONCE, BLOCKED, CHECKS, Course, ID, ONE_MORE, REFERENCE, STUB,
};

#[test]
fn a_whole_course_has_no_fault() {
    let (verification, status) = Course::new().json(&[]);
    assert_eq!(status, 0, "{verification:#}");
    assert_eq!(verification["passed"], true);
    let exercise = &verification["exercises"][0];
    assert_eq!(exercise["id"], ID);
    for (what, count) in [
        ("checks", 2),
        ("points", 3),
        ("accepted", 2),
        ("mistakes", 3),
        ("gradings", 6),
    ] {
        assert_eq!(exercise[what], count, "{what}");
    }
}

#[test]
fn a_stub_that_passes_is_named() {
    let course = Course::new();
    course.change(STUB, "    number\n", "    number * 2\n");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ exercises/1_first/1_double/src/lib.rs
      the stub passes every check
      help: the stub must fail as its README says: put the bug back, or mend the
            checks
    ");
}

#[test]
fn a_solution_that_fails_is_named() {
    let course = Course::new();
    course.change(ADDED, "number + number", "number + number + 1");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ solutions/1_first/1_double/added.rs
      the accepted version fails `is_doubled`: wrong_result
        Twice the number: 1215 instead of 1214.
        grader grade double --check is_doubled --seed 0 --submission solutions/1_first/1_double/added.rs
      help: if it is right, mend the check, which accepts too little; else mend the
            version
    ");
}

#[test]
fn a_mistake_that_passes_is_named() {
    let course = Course::new();
    course.change(ONE_MORE, "number + 1", "number + number");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/mistakes/one_more.rs
      the mistake passes every check
      help: write a check that it fails; if it is right after all, move it to
            `solutions/`
    ");
}

#[test]
fn a_mistake_with_another_diagnosis_is_named() {
    let course = Course::new();
    course.change(BLOCKED, "blocked_event_loop", "wrong_timing");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/mistakes/blocked.rs:1
      the mistake fails `takes_its_time` with the diagnosis blocked_event_loop;
      declared is wrong_timing
        The thread that runs all tasks was blocked once for 150 ms, and every other task stood still meanwhile.
        grader grade double --check takes_its_time --seed 0 --submission tests/1_first/1_double/mistakes/blocked.rs
      help: mend the check or what it takes the failure to mean, or declare the
            other diagnosis
    ");
}

#[test]
fn failures_that_no_line_declares_are_named() {
    let course = Course::new();
    course.change(ONE_MORE, "//! Fails: is_doubled = wrong_result\n//!\n", "");
    course.change(BLOCKED, "number * 2", "number * 3");
    course.change(
        CHECKS,
        "//! Stub: is_doubled = wrong_result\n",
        "//! Stub: takes_its_time = wrong_timing\n",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/checks.rs
      the stub fails `is_doubled` (wrong_result), which no line declares
        Twice the number: 607 instead of 1214.
        grader grade double --check is_doubled --seed 0
      help: if that is meant, add `//! Stub: is_doubled = wrong_result`; else mend
            the check

    ✘ tests/1_first/1_double/checks.rs:1
      the stub passes `takes_its_time`, which is declared to fail: wrong_timing
      help: mend the check, which finds too little, or take the line away

    ✘ tests/1_first/1_double/checks.rs:10
      nothing fails `is_doubled`: no mistake, nor the stub
      help: write a mistake that this check finds, or take the check away

    ✘ tests/1_first/1_double/mistakes/blocked.rs
      the mistake fails `is_doubled` (wrong_result), which no line declares
        Twice the number: 1821 instead of 1214.
        grader grade double --check is_doubled --seed 0 --submission tests/1_first/1_double/mistakes/blocked.rs
      help: if that is meant, add `//! Fails: is_doubled = wrong_result`; else mend
            the check

    ✘ tests/1_first/1_double/mistakes/one_more.rs:1
      the mistake declares no check that it fails
        //! Fails: is_doubled = wrong_result
      help: if it fails as it should, begin the file with these lines
    ");
}

#[test]
fn declarations_that_cannot_be_read_are_named() {
    let course = Course::new();
    course.change(ONE_MORE, "is_doubled = wrong_result", "nonsense");
    course.change(AT_ONCE, "wrong_timing", "wrong_time");
    course.change(
        BLOCKED,
        "//!\n",
        "//! Fails: is_dubled = wrong_result\n//!\n",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/mistakes/at_once.rs:1
      there is no diagnosis `wrong_time`; did you mean `wrong_timing`?
      help: write it as `//! Fails: check = diagnosis`

    ✘ tests/1_first/1_double/mistakes/blocked.rs:2
      there is no check `is_dubled`
      help: did you mean `is_doubled`? The checks are: is_doubled, takes_its_time

    ✘ tests/1_first/1_double/mistakes/one_more.rs:1
      the line `//! Fails: nonsense` names no check and its diagnosis
      help: write it as `//! Fails: check = diagnosis`
    ");
}

#[test]
fn a_check_that_nothing_fails_is_named() {
    let course = Course::new();
    let idle = "/// It ends.\n#[check(lifecycle, points = 0)]\nasync fn ends(lab: Lab) {\n    \
                lab.run(\"double\", double(3)).await;\n}\n\nharness::main!();";
    course.change(CHECKS, "harness::main!();", idle);
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/checks.rs:28
      `ends` is worth no points
      help: give it at least one: `points = 1`

    ✘ tests/1_first/1_double/checks.rs:28
      nothing fails `ends`: no mistake, nor the stub
      help: write a mistake that this check finds, or take the check away
    ");
}

#[test]
fn a_version_that_does_not_compile_is_named_with_the_compilers_words() {
    let course = Course::new();
    course.change(ADDED, "number + number", "\"text\"");
    insta::assert_snapshot!(course.faults(&[]), @r#"
    ✘ solutions/1_first/1_double/added.rs:7
      it does not compile: mismatched types
        error[E0308]: mismatched types
         --> src/lib.rs:7:5
          |
        5 | pub async fn double(number: u64) -> u64 {
          |                                     --- expected `u64` because of return type
        6 |     tokio::time::sleep(Duration::from_millis(100)).await;
        7 |     "text"
          |     ^^^^^^ expected `u64`, found `&str`
      help: mend it; the message stands below
    "#);
}

#[test]
fn checks_that_do_not_compile_are_one_fault() {
    let course = Course::new();
    course.change(CHECKS, "lab.between(10..=1000)", "lab.no_such_thing()");
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/checks.rs
      the hidden checks of this exercise do not compile
        error[E0599]: no method named `no_such_thing` found for struct `Lab` in the current scope
          --> checks.rs:11:22
           |
        11 |     let number = lab.no_such_thing();
           |                      ^^^^^^^^^^^^^ method not found in `Lab`
      help: mend them: the reference does not compile with them
    ");
}

#[test]
fn checks_that_their_program_does_not_have_are_one_fault() {
    let main = Course::new();
    main.change(CHECKS, "harness::main!();", "fn main() {}");
    let by_a_macro = Course::new();
    by_a_macro.change(
        CHECKS,
        "harness::main!();",
        "macro_rules! more {
    ($name:ident) => {
        /// One more.
        #[check(behaviour, points = 1)]
        async fn $name(_lab: Lab) {}
    };
}
more!(one_more);

harness::main!();",
    );
    for course in [main, by_a_macro] {
        let faults = course.faults(&[]);
        assert_eq!(faults.matches('✘').count(), 1, "{faults}");
        assert!(
            faults.contains("the hidden checks of this exercise cannot be run"),
            "{faults}"
        );
    }
}

#[test]
fn checks_that_do_not_fit_the_exercise_are_named_once() {
    let course = Course::new();
    course.change(CHECKS, "double(number)", "double(number, 1)");
    let faults = course.faults(&[]);
    assert_eq!(faults.matches('✘').count(), 1, "{faults}");
    assert!(
        faults.contains("the hidden checks of this exercise do not compile"),
        "{faults}"
    );
}

#[test]
fn warnings_lints_and_format_are_named_with_what_to_do() {
    let course = Course::new();
    course.change(REFERENCE, "    number * 2\n", "    return number * 2;\n");
    course.change(
        ADDED,
        "    number + number\n",
        "    let unused = 1;\n    number+number\n",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ solutions/1_first/1_double/added.rs
      rustfmt would write it otherwise
      help: run `rustfmt --edition 2024 solutions/1_first/1_double/added.rs`

    ✘ solutions/1_first/1_double/added.rs:7
      the compiler warns: unused variable: `unused` (unused_variables)
        warning: unused variable: `unused`
         --> src/lib.rs:7:9
          |
        7 |     let unused = 1;
          |         ^^^^^^ help: if this is intentional, prefix it with an underscore: `_unused`
          |
          = note: `#[warn(unused_variables)]` (part of `#[warn(unused)]`) on by default
      help: mend it

    ✘ solutions/1_first/1_double/reference.rs:7
      clippy warns: unneeded `return` statement (clippy::needless_return)
        warning: unneeded `return` statement
         --> src/lib.rs:7:5
          |
        7 |     return number * 2;
          |     ^^^^^^^^^^^^^^^^^
          |
          = help: for further information visit https://rust-lang.github.io/rust-clippy/rust-1.95.0/index.html#needless_return
          = note: `#[warn(clippy::needless_return)]` on by default
        help: remove `return`
          |
        7 -     return number * 2;
        7 +     number * 2
          |
      help: mend it
    ");
}

#[test]
fn a_stub_may_have_the_warning_that_is_its_lesson_and_no_other() {
    let course = Course::new();
    course.change(STUB, "    number\n", "    return number;\n");
    course.change(
        CHECKS,
        "//!\n",
        "//! Allows: clippy::needless_return\n//!\n",
    );
    assert_eq!(course.json(&[]).1, 0);
    course.change(
        CHECKS,
        "//! Allows: ",
        "//! Allows: unused_must_use\n//! Allows: ",
    );
    insta::assert_snapshot!(course.faults(&[]), @"
    ✘ tests/1_first/1_double/checks.rs:2
      the stub is allowed `unused_must_use`, but has no such warning
      help: take the line away
    ");
}
