//! Expectations. The first that is not met ends the check.
use super::{Fact, Lab, Plan};
use crate::{recorder, run};
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
        let sorted = |list: &[T]| {
            let mut texts: Vec<String> = list.iter().map(text).collect();
            texts.sort();
            texts
        };
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
        expected,
        actual,
        plan: plan.into_lines(),
        place,
    }))
}
