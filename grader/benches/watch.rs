//! How long the terminal interface takes from a save to the verdict on the screen, warm.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot run has failed")]

#[expect(dead_code, reason = "the tests of the interface use more of it")]
#[path = "../tests/watch/course.rs"]
mod course;
#[expect(dead_code, reason = "the tests of the interface use more of it")]
#[path = "../tests/watch/terminal.rs"]
mod terminal;

use course::{Course, DOUBLE};
use std::time::{Duration, Instant};
use terminal::Terminal;

const ROUNDS: usize = 15;

fn main() {
    let course = Course::new();
    let (good, stub) = (course.solution(), course.read(DOUBLE));
    let (mut terminal, _) = Terminal::start(course.in_terminal(&[]), 80, 24);
    terminal.until_shows(&["checks failed"]);
    let (mut waits, mut overheads) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for (text, verdict) in [(&good, "passed, 3 of 3 points"), (&stub, "checks failed")] {
            let begun = Instant::now();
            course.write(DOUBLE, text);
            let screen = terminal.until_shows(&[verdict]);
            let waited = begun.elapsed();
            waits.push(waited);
            overheads.push(waited.saturating_sub(graded_in(&screen)));
        }
    }
    terminal.press("q");
    terminal.ended();
    println!(
        "from save to verdict, median of {}: {:?}",
        waits.len(),
        median(waits)
    );
    println!(
        "of it beside the grading itself:     {:?}",
        median(overheads)
    );
}

/// How long the grading itself took, as the status line says.
fn graded_in(screen: &str) -> Duration {
    let status = screen.lines().nth(1).unwrap();
    let (before, _) = status.trim_end().rsplit_once(" ms").unwrap();
    let number = before.rsplit(' ').next().unwrap();
    Duration::from_millis(number.parse().unwrap())
}

fn median(mut all: Vec<Duration>) -> Duration {
    all.sort();
    all[all.len() / 2]
}
