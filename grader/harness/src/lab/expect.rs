//! Expectations. The first that is not met ends the check.
use super::{Fact, Lab, Plan};
use crate::{
    recorder, run,
    text::{self, at_most},
};
use protocol::{Diagnosis, Failure, Place, Unmet};
use std::{fmt::Display, time::Duration};

/// Whole milliseconds.
pub(crate) fn millis(duration: Duration) -> u128 {
    duration.as_millis()
}

impl Lab {
    /// The general expectation: `holds`, else it means `meaning`, and people read what was expected of
    /// `what` and what was there.
    pub fn expect(
        &self,
        what: &str,
        meaning: Diagnosis,
        holds: bool,
        expected: impl Display,
        actual: impl Display,
    ) {
        if !holds {
            fail(
                what,
                meaning,
                expected.to_string(),
                actual.to_string(),
                Plan::new(),
                None,
            );
        }
    }

    /// A value must be this one.
    pub fn expect_eq<T: Fact>(&self, what: &str, expected: T, actual: T) {
        self.expect_same(what, Diagnosis::WrongResult, expected, actual);
    }

    /// As [`Lab::expect_eq`], with a meaning of its own.
    pub fn expect_same<T: Fact>(&self, what: &str, meaning: Diagnosis, expected: T, actual: T) {
        let (expected, actual) = (text(&expected), text(&actual));
        if expected != actual {
            fail(what, meaning, expected, actual, Plan::new(), None);
        }
    }

    /// A list must be this one, in this order.
    pub fn expect_in_order<T: Fact>(&self, what: &str, expected: Vec<T>, actual: Vec<T>) {
        let meaning = match sorted(&expected) == sorted(&actual) {
            true => Diagnosis::WrongOrder,
            false => Diagnosis::WrongResult,
        };
        self.expect_same(what, meaning, expected, actual);
    }

    /// So many updates must be there to see; fewer mean that some were lost.
    pub fn expect_updates(&self, what: &str, expected: u64, actual: u64) {
        let meaning = match actual < expected {
            true => Diagnosis::LostUpdate,
            false => Diagnosis::WrongResult,
        };
        self.expect_same(what, meaning, expected, actual);
    }

    /// Something must take exactly this long, in virtual time.
    pub fn expect_elapsed(&self, what: &str, expected: Duration, actual: Duration, plan: Plan) {
        if expected != actual {
            let text = |duration| format!("{} ms", millis(duration));
            self.fail_timing(
                what,
                Diagnosis::WrongTiming,
                text(expected),
                text(actual),
                plan,
            );
        }
    }

    /// At its busiest, work must have been done exactly this many at once: `limit` where more is waiting.
    pub fn expect_limit(&self, what: &str, limit: usize, peak: usize) {
        let meaning = match peak > limit {
            true => Diagnosis::OverLimit,
            false => Diagnosis::WrongLimit,
        };
        self.expect(
            what,
            meaning,
            peak == limit,
            format!("{limit} at once"),
            format!("{peak} at once"),
        );
    }

    /// Something without end, or longer than `limit`, must be ended after exactly `limit`; nothing ends it
    /// before `unlimited`, which is how long it takes where no limit is kept.
    pub fn expect_time_limit(
        &self,
        what: &str,
        limit: Duration,
        unlimited: Duration,
        actual: Duration,
        plan: Plan,
    ) {
        if actual != limit {
            let meaning = match actual >= unlimited {
                true => Diagnosis::TimeoutMissing,
                false => Diagnosis::WrongLimit,
            };
            let text = |duration| format!("{} ms", millis(duration));
            self.fail_timing(what, meaning, text(limit), text(actual), plan);
        }
    }

    /// What was handed over must have arrived, each item once; in which order is not asked.
    pub fn expect_each_once<T: Fact>(&self, what: &str, sent: Vec<T>, arrived: Vec<T>) {
        let (sent, arrived) = (sorted(&sent), sorted(&arrived));
        let times =
            |list: &[String], item: &String| list.iter().filter(|other| *other == item).count();
        let lost = sent
            .iter()
            .any(|item| times(&arrived, item) < times(&sent, item));
        let twice = sent
            .iter()
            .any(|item| times(&arrived, item) > times(&sent, item));
        let meaning = match (lost, twice) {
            (true, _) => Diagnosis::LostItem,
            (false, true) => Diagnosis::DuplicateWork,
            (false, false) => Diagnosis::WrongResult,
        };
        let list = |items: &[String]| format!("[{}]", items.join(", "));
        self.expect(what, meaning, sent == arrived, list(&sent), list(&arrived));
    }

    /// Work must be done so many times; more often means that it was done again for nothing.
    pub fn expect_times(&self, what: &str, expected: usize, actual: usize) {
        let meaning = match actual > expected {
            true => Diagnosis::DuplicateWork,
            false => Diagnosis::WrongResult,
        };
        self.expect_same(what, meaning, expected, actual);
    }

    /// So many connections must have been opened; more mean that an open one was not used.
    pub fn expect_connections(&self, what: &str, expected: usize, actual: usize) {
        let meaning = match actual > expected {
            true => Diagnosis::ExtraConnections,
            false => Diagnosis::WrongResult,
        };
        self.expect_same(what, meaning, expected, actual);
    }

    /// No task that the submission's code spawned may still be alive.
    pub fn expect_no_task_left(&self, what: &str) {
        let left = recorder::tasks_left();
        if let Some(first) = left.first() {
            let actual = match left.len() {
                1 => "1 task still runs".to_owned(),
                count => format!("{count} tasks still run"),
            };
            let place = first.spawned.clone();
            let expected = "no task still runs".to_owned();
            fail(
                what,
                Diagnosis::LeakedTask,
                expected,
                actual,
                Plan::new(),
                place,
            );
        }
    }

    pub(crate) fn fail_timing(
        &self,
        what: &str,
        meaning: Diagnosis,
        expected: String,
        actual: String,
        plan: Plan,
    ) {
        fail(what, meaning, expected, actual, plan, None);
    }
}

/// The texts of a list's items, sorted, each in one line.
fn sorted<T: Fact>(list: &[T]) -> Vec<String> {
    let mut texts: Vec<String> = list.iter().map(|item| format!("{item:?}")).collect();
    texts.sort();
    texts
}

/// Pretty, so that a difference shows line by line.
fn text<T: Fact + ?Sized>(value: &T) -> String {
    format!("{value:#?}")
}

fn fail(
    what: &str,
    meaning: Diagnosis,
    expected: String,
    actual: String,
    plan: Plan,
    place: Option<Place>,
) -> ! {
    run::fail(Failure::Unmet(Unmet {
        what: what.to_owned(),
        meaning,
        expected: at_most(text::VALUE, &expected).into_owned(),
        actual: at_most(text::VALUE, &actual).into_owned(),
        plan: plan.into_lines(),
        place,
    }))
}
