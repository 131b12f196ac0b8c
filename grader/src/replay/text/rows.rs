//! The rows of the table: steps and what was planned, moment by moment.
use crate::replay::{Planned, Step, Story};
use std::collections::BTreeSet;

/// The most rows; the middle of a longer table is left out.
const MOST: usize = 60;
/// How many rows around the harm are always shown.
const AROUND_HARM: usize = 6;

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub(super) enum Row<'a> {
    /// Something happens, or was to happen.
    Moment {
        at_ms: u64,
        planned: Option<&'a Planned>,
        /// The step and its number.
        step: Option<(usize, &'a Step)>,
    },
    /// Time passes.
    Gap { from_ms: u64, until_ms: u64 },
    /// The schedule is over.
    End,
    /// So many rows are left out.
    LeftOut(usize),
}

/// The rows for these lanes; `planned` as well if there is a column for it.
pub(super) fn rows<'a>(story: &'a Story, lanes: &[usize], planned: &'a [Planned]) -> Vec<Row<'a>> {
    let steps: Vec<(usize, &Step)> = story
        .steps
        .iter()
        .enumerate()
        .filter(|(_, step)| lanes.contains(&step.lane))
        .collect();
    let times: BTreeSet<u64> = steps
        .iter()
        .map(|(_, step)| step.at_ms)
        .chain(planned.iter().map(|line| line.at_ms))
        .collect();
    let mut rows = Vec::new();
    let mut before = None;
    for at_ms in times {
        if let Some(from_ms) = before {
            rows.push(Row::Gap {
                from_ms,
                until_ms: at_ms,
            });
        }
        before = Some(at_ms);
        let mut planned = planned.iter().filter(|line| line.at_ms == at_ms);
        let mut steps = steps
            .iter()
            .filter(|(_, step)| step.at_ms == at_ms)
            .copied();
        loop {
            let (planned, step) = (planned.next(), steps.next());
            if planned.is_none() && step.is_none() {
                break;
            }
            rows.push(Row::Moment {
                at_ms,
                planned,
                step,
            });
        }
    }
    rows.push(Row::End);
    shortened(story, rows)
}

/// The beginning, the end, and what is around the harm.
fn shortened<'a>(story: &Story, rows: Vec<Row<'a>>) -> Vec<Row<'a>> {
    if rows.len() <= MOST {
        return rows;
    }
    let harmful = |row: &Row<'_>| match (row, &story.harm) {
        (
            Row::Moment {
                step: Some((number, _)),
                ..
            },
            Some(harm),
        ) => *number == harm.step,
        _ => false,
    };
    let harm = rows.iter().position(harmful);
    let count = rows.len();
    let head = MOST / 2;
    let tail = count - MOST / 4;
    let shown = |number: usize| {
        number < head
            || number >= tail
            || harm.is_some_and(|harm| harm.abs_diff(number) <= AROUND_HARM)
    };
    let mut kept: Vec<Row<'a>> = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        match (shown(number), kept.last_mut()) {
            (true, _) => kept.push(row),
            (false, Some(Row::LeftOut(rows))) => *rows += 1,
            (false, _) => kept.push(Row::LeftOut(1)),
        }
    }
    kept
}
