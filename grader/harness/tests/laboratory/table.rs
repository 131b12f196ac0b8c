//! What the exploration of schedules finds, as the table of `grader/docs/performance.md`.
use crate::{
    bugs::{self, Pair},
    driver::{order, run},
};
use facade::sync::{Mutex, mpsc};
use harness::{Lab, check};
use protocol::{Message, Run};
use std::{ops::Range, sync::Arc, time::Instant};

/// As many schedules as a check for races or deadlocks explores.
const EXPLORED: u64 = 500;
/// A mended version runs so many seeds ten times, each of them another.
const BATCH: u64 = 1_000;
/// How often things are timed. The shortest time counts: it holds the least of what else the machine does.
const TIMINGS: u64 = 10;

/// One line of the table.
struct Row {
    bug: &'static str,
    title: &'static str,
    /// The seeds that show the bug, in ascending order.
    failing: Vec<u64>,
    /// Schedules of the mended version that failed.
    false_alarms: usize,
    /// Wall time of a schedule of the mended version, its process included.
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
    let batches: Vec<(usize, f64)> = (0..TIMINGS)
        .map(|batch| {
            let seeds = batch * BATCH..(batch + 1) * BATCH;
            timed(|| failing_seeds(pair.mended, seeds).len())
        })
        .collect();
    let row = Row {
        bug: pair.bug.name,
        title: pair.bug.title,
        failing: failing_seeds(pair.bug.name, 0..EXPLORED),
        false_alarms: batches.iter().map(|(failing, _)| failing).sum(),
        micros: shortest(batches.iter().map(|(_, ms)| ms * 1e3 / BATCH as f64)),
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
    let false_alarms: usize = rows.iter().map(|row| row.false_alarms).sum();
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
        rows.len() as u64 * TIMINGS * BATCH
    );
    println!(
        "- a schedule takes on average: {:.0} µs",
        micros / rows.len() as f64
    );
}

/// The seeds under which a check fails.
fn failing_seeds(check: &str, seeds: Range<u64>) -> Vec<u64> {
    let mut failing = Vec::new();
    let mut first_seed = seeds.start;
    while first_seed < seeds.end {
        let rest = Run {
            first_seed,
            schedules: Some((seeds.end - first_seed) as u32),
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

/// Wall time of the check below.
fn ten_tasks_ms() -> f64 {
    let timings = (0..TIMINGS).map(|_| {
        let (answer, ms) = timed(|| run(order("ten_tasks")));
        assert!(
            matches!(answer, Message::Passed(_)),
            "no order of ten tasks spoils their sum: {answer:?}"
        );
        ms
    });
    shortest(timings)
}

/// What came of it, and the milliseconds of wall time that it took.
fn timed<T>(action: impl FnOnce() -> T) -> (T, f64) {
    let began = Instant::now();
    let outcome = action();
    (outcome, began.elapsed().as_secs_f64() * 1e3)
}

fn shortest(times: impl Iterator<Item = f64>) -> f64 {
    times.fold(f64::INFINITY, f64::min)
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
    lab.expect_updates("the count", 10, *count.lock().await);
}
