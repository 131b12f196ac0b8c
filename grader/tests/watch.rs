//! The terminal interface, driven as a learner does: in a terminal, with keys, and an editor's saves beside it.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "watch/course.rs"]
mod course;
#[path = "watch/ended.rs"]
mod ended;
#[path = "watch/saves.rs"]
mod saves;
#[path = "watch/terminal.rs"]
mod terminal;

use course::{Course, DOUBLE};
use terminal::{Modes, Terminal};

/// `grader` alone at 80 × 24.
fn begin(course: &Course) -> (Terminal, Modes) {
    Terminal::start(course.in_terminal(&[]), 80, 24)
}

#[test]
fn a_learner_sees_the_failure_takes_a_hint_mends_it_and_goes_on() {
    let course = Course::new();
    let (mut terminal, before) = begin(&course);
    let screen = terminal.until_shows(&["checks failed", "is_doubled"]);
    for part in ["double", "Twice the number", "0 of 2 done", DOUBLE, "hint"] {
        assert!(screen.contains(part), "{part}\n{screen}");
    }
    terminal.press("h");
    terminal.until_shows(&["about the failed check `is_doubled`"]);
    terminal.press("h");
    terminal.until_shows(&["hint 1 of 3", "Which number comes back?"]);
    course.write(DOUBLE, &course.solution());
    terminal.until_shows(&["passed, 3 of 3 points", "go on with triple", "1 of 2 done"]);
    terminal.press("s");
    terminal.until_shows(&["Your version is the reference solution.", "Why it works"]);
    terminal.press("n");
    terminal.until_shows(&["triple", "checks failed", "1 of 2 done"]);
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    terminal.assert_as_it_was(&before);
    let list = course
        .grader(&["list", "--format", "text"])
        .output()
        .unwrap();
    let list = String::from_utf8(list.stdout).unwrap();
    assert!(list.contains("✔ double    3/3"), "{list}");
    assert!(list.contains("> ✘ triple"), "{list}");
}

#[test]
fn keys_show_the_timeline_the_list_the_readme_and_the_keys() {
    let course = Course::new();
    let (mut terminal, _) = begin(&course);
    terminal.until_shows(&["checks failed"]);
    terminal.press("t");
    terminal.until_shows(&["is_doubled: what happened", "double begins"]);
    terminal.press("v");
    terminal.until_shows(&["is_doubled", "wrong result (seed 0)", "Esc back"]);
    terminal.press("i");
    terminal.until_shows(&["what it is about", "# Twice the number"]);
    terminal.press("?");
    terminal.until_shows(&["the previous exercise"]);
    terminal.press("s");
    terminal.until_shows(&["The solution is shown after full marks"]);
    terminal.press("l");
    terminal.until_shows(&["1_first", "triple", "Enter go there"]);
    terminal.press("\u{1b}[B\r");
    terminal.until_shows(&["1_first/2_triple/src/lib.rs", "checks failed"]);
    terminal.press("p");
    terminal.until_shows(&["1_first/1_double/src/lib.rs", "checks failed"]);
}

#[test]
fn the_stub_is_put_back_after_a_second_key_and_the_version_is_kept() {
    let course = Course::new();
    let stub = course.read(DOUBLE);
    let (mut terminal, _) = begin(&course);
    terminal.until_shows(&["checks failed"]);
    course.write(DOUBLE, &course.solution());
    terminal.until_shows(&["passed, 3 of 3 points"]);
    terminal.press("r");
    terminal.until_shows(&["Put the stub back?"]);
    terminal.press("x");
    terminal.until_shows(&["Nothing was changed."]);
    assert_eq!(course.read(DOUBLE), course.solution());
    terminal.press("r");
    terminal.until_shows(&["Put the stub back?"]);
    terminal.press("r");
    terminal.until_shows(&["checks failed"]);
    assert_eq!(course.read(DOUBLE), stub);
    let kept = course.read("exercises/1_first/1_double/lib.1.rs");
    assert_eq!(kept, course.solution());
}

#[test]
fn the_screen_follows_the_terminals_size() {
    let course = Course::new();
    let (mut terminal, _) = begin(&course);
    terminal.until_shows(&["checks failed", "timeline"]);
    terminal.resize(40, 10);
    terminal.until("no room for all keys", |screen| {
        screen.contains("checks failed") && screen.contains("quit") && !screen.contains("timeline")
    });
    terminal.resize(1, 1);
    terminal.resize(120, 40);
    terminal.until_shows(&["checks failed", "previous", "run again:"]);
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
}

#[test]
fn without_a_terminal_it_says_what_to_do() {
    let course = Course::new();
    for arguments in [&[][..], &["watch"], &["watch", "triple", "--poll"]] {
        let output = course.grader(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(
            said.contains("no terminal") && said.contains("grader grade"),
            "{said}"
        );
    }
}
