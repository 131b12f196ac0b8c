//! However the program ends, the terminal is as it was and nothing is left running.
use crate::begin;
use crate::course::{Course, DOUBLE};
use crate::terminal::Terminal;
use rustix::process::{Pid, Signal, kill_process};
use std::fs;

fn signal(terminal: &Terminal, signal: Signal) {
    let id = Pid::from_raw(terminal.process().cast_signed()).unwrap();
    kill_process(id, signal).unwrap();
}

#[test]
fn ctrl_c_and_a_signal_leave_the_terminal_as_it_was() {
    let course = Course::new();
    let ends: [&dyn Fn(&mut Terminal); 3] = [
        &|terminal| terminal.press("\u{3}"),
        &|terminal| signal(terminal, Signal::TERM),
        &|terminal| signal(terminal, Signal::INT),
    ];
    for end in ends {
        let (mut terminal, before) = begin(&course);
        terminal.until_shows(&["checks failed"]);
        let during = terminal.modes();
        assert!(during.alternate_screen && during.cursor_hidden);
        assert_ne!(during.termios, before.termios);
        end(&mut terminal);
        assert_eq!(terminal.ended(), 130);
        terminal.assert_as_it_was(&before);
    }
}

#[test]
fn a_course_that_goes_away_is_told_and_comes_back() {
    let course = Course::new();
    let (mut terminal, before) = begin(&course);
    terminal.until_shows(&["checks failed"]);
    let (here, away) = (course.path("exercises"), course.path("away"));
    fs::rename(&here, &away).unwrap();
    terminal.until_shows(&["cannot be graded", "does not exist"]);
    fs::rename(&away, &here).unwrap();
    terminal.until_shows(&["checks failed"]);
    // The folder is another one now for who watched it before.
    course.write(DOUBLE, &course.solution());
    terminal.until_shows(&["passed, 3 of 3 points"]);
    terminal.press("q");
    assert_eq!(terminal.ended(), 0);
    terminal.assert_as_it_was(&before);
}
