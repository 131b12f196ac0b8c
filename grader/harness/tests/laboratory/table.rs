//! What the exploration of schedules finds, as the table of `grader/docs/performance.md`.
use crate::{
    bugs::{self, Pair},
    driver::{order, run},
};
use facade::sync::{Mutex, mpsc};
use harness::{Lab, check};
use protocol::{Message, Run};
use std::{sync::Arc, time::Instant};

/// Seeds on which a mended version must not fail.
const SEEDS: u32 = 10_000;
/// As many schedules as a check for races or deadlocks explores.
const EXPLORED: u64 = 500;
/// How often the check of ten tasks is timed; an odd number, so that one of them is the middle.
const TIMINGS: usize = 9;

/// One line of the table.
struct Row {
    bug: &'static str,
    title: &'static str,
    /// The seeds that show the bug, in ascending order.
    failing: Vec<u64>,
    /// Schedules of the mended version that failed.
    false_alarms: u64,
    /// Wall time of a schedule of the mended version.
    micros: f64,
}

/// Measures and prints everything.
pub(crate) fn print() {
    println!("| bug | seed 0 | first seed | seeds of {EXPLORED} | µs a schedule |");
    println!("|---|---|---|---|---|");
    let rows: Vec<Row> = bugs::pairs().iter().map(row).collect();
    print_totals(&rows);
    println!(
        "- {EXPLORED} schedules of a check of ten tasks, process and all: {:.0} ms",
        ten_tasks_ms()
    );
}

fn row(pair: &Pair) -> Row {
    let began = Instant::now();
    let false_alarms = failing_seeds(pair.mended, u64::from(SEEDS)).len() as u64;
    let micros = began.elapsed().as_secs_f64() * 1e6 / f64::from(SEEDS);
    let row = Row {
        bug: pair.bug.name,
        title: pair.bug.title,
        failing: failing_seeds(pair.bug.name, EXPLORED),
        false_alarms,
        micros,
    };
    let plain = if row.plain() { "found" } else { "no" };
    let first = row.failing.first().map(u64::to_string);
    println!(
        "| {} (`{}`) | {plain} | {} | {} | {:.0} |",
        row.title,
        row.bug,
        first.unwrap_or_default(),
        row.failing.len(),
        row.micros
    );
    row
}

impl Row {
    /// True if tokio's own order shows the bug.
    fn plain(&self) -> bool {
        self.failing.first() == Some(&0)
    }
}

fn print_totals(rows: &[Row]) {
    let found = rows.iter().filter(|row| !row.failing.is_empty());
    let firsts = rows.iter().filter_map(|row| row.failing.first());
    let micros: f64 = rows.iter().map(|row| row.micros).sum();
    let false_alarms: u64 = rows.iter().map(|row| row.false_alarms).sum();
    println!();
    println!("- bugs: {}", rows.len());
    println!(
        "- found by tokio's own order (seed 0): {}",
        rows.iter().filter(|row| row.plain()).count()
    );
    println!("- found by {EXPLORED} seeds: {}", found.count());
    println!(
        "- the last of the first failing seeds: {}",
        firsts.max().copied().unwrap_or_default()
    );
    println!(
        "- false alarms in {} runs of the mended versions: {false_alarms}",
        rows.len() * SEEDS as usize
    );
    println!(
        "- a schedule takes on average: {:.0} µs",
        micros / rows.len() as f64
    );
}

/// The seeds below `count` under which a check fails.
fn failing_seeds(check: &str, count: u64) -> Vec<u64> {
    let mut failing = Vec::new();
    let mut first_seed = 0;
    while first_seed < count {
        let rest = Run {
            first_seed,
            schedules: Some((count - first_seed) as u32),
            ..order(check)
        };
        match run(rest) {
            Message::Passed(_) => break,
            Message::Failed(found) => {
                failing.push(found.seed);
                first_seed = found.seed + 1;
            }
            other => panic!("neither passed nor failed: {other:?}"),
        }
    }
    failing
}

/// The middle of several wall times of the check below.
fn ten_tasks_ms() -> f64 {
    let mut times: Vec<f64> = (0..TIMINGS)
        .map(|_| {
            let began = Instant::now();
            let passed = matches!(run(order("ten_tasks")), Message::Passed(_));
            assert!(passed, "no order of ten tasks spoils their sum");
            began.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[TIMINGS / 2]
}

/// Ten tasks add to a counter and tell of it
#[check(race, points = 1)]
async fn ten_tasks(lab: Lab) {
    let count = Arc::new(Mutex::new(0));
    let (told, mut heard) = mpsc::channel(4);
    for task in 0..10 {
        let (count, told) = (count.clone(), told.clone());
        lab.start(format!("task {task}"), async move {
            *count.lock().await += 1;
            told.send(task).await.unwrap();
        });
    }
    drop(told);
    let messages = lab.run("the listener", async move {
        let mut messages = 0;
        while heard.recv().await.is_some() {
            messages += 1;
        }
        messages
    });
    lab.expect_eq("messages", 10, messages.await);
}
