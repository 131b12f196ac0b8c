//! A verification as text, for people: a table of the exercises, then every fault.
mod mutants;

use super::{Effort, Fault, Verification, VerifiedExercise};
use crate::report::text::{Style, plain};

/// The columns of numbers, with their names.
const COLUMNS: [&str; 5] = ["checks", "accepted", "mistakes", "gradings", "time"];

/// The verification as text.
pub fn render(verification: &Verification, style: Style) -> String {
    let mut parts = vec![table(&verification.exercises, style)];
    parts.extend(mutants::table(&verification.exercises, style));
    let faults: Vec<String> = verification
        .all_faults()
        .map(|one| fault(one, style))
        .collect();
    let count = faults.len();
    parts.extend(faults);
    parts.push(end(verification, count, style));
    parts.join("\n")
}

fn table(exercises: &[VerifiedExercise], style: Style) -> String {
    let ids = exercises.iter().map(|one| plain::columns_of(&one.id));
    let widest = ids.max().unwrap_or(0).max("exercise".len());
    let head = format!("   {:<widest$}  {}", "exercise", cells(COLUMNS, COLUMNS));
    let mut table = style.dim(&head) + "\n";
    for one in exercises {
        let numbers = [
            one.checks.to_string(),
            one.accepted.to_string(),
            one.mistakes.to_string(),
            one.gradings.to_string(),
            seconds(one.wall_ms),
        ];
        let numbers = numbers.each_ref().map(String::as_str);
        let (mark, verdict) = match one.faults.len() {
            0 => ("✔", String::new()),
            count => ("✘", format!("  {}", plural(count, "fault"))),
        };
        let cells = cells(COLUMNS, numbers);
        let line = format!(" {mark} {:<widest$}  {cells}{verdict}", one.id);
        table += &match one.passed {
            true => style.good(&line),
            false => style.bad(&line),
        };
        table.push('\n');
    }
    table
}

/// One fault as text.
pub fn fault(fault: &Fault, style: Style) -> String {
    let mut place = plain::printable(&fault.file);
    if let Some(line) = fault.line {
        place += &format!(":{line}");
    }
    let mut text = format!(" {} {}\n", style.bad("✘"), style.bold(&place));
    text += &plain::wrap(&fault.what, "   ");
    for line in fault.details.iter().flat_map(|details| details.lines()) {
        // What another program said, or a command to be copied, stays as it is.
        text += &match line.trim() {
            "" => "\n".to_owned(),
            _ => format!("     {}\n", style.dim(&plain::printable(line))),
        };
    }
    text + &plain::hang(&format!("help: {}", fault.help), "   ", "         ")
}

fn end(verification: &Verification, faults: usize, style: Style) -> String {
    let Effort {
        gradings,
        mutants,
        compile_ms,
        checks_ms,
        total_ms,
        ..
    } = verification.effort;
    let exercises = plural(verification.exercises.len(), "exercise");
    let gradings = plural(gradings as usize, "grading");
    let mutants = match mutants {
        0 => String::new(),
        count => format!(" and {}", plural(count as usize, "mutant")),
    };
    let share = match compile_ms + checks_ms {
        // What mutants took is not told apart.
        _ if verification.effort.mutants > 0 => String::new(),
        0 => String::new(),
        both => format!(", {} % of it the compiler's", compile_ms * 100 / both),
    };
    let verdict = match faults {
        0 => style.good("no fault found"),
        count => style.bad(&format!("{} found", plural(count, "fault"))),
    };
    let time = seconds(total_ms);
    format!("{verdict} in {exercises}: {gradings}{mutants} in {time}{share}\n")
}

fn plural(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

fn seconds(ms: u64) -> String {
    format!("{}.{} s", ms / 1000, ms % 1000 / 100)
}

/// A row of a table, without its first column.
fn cells<const N: usize>(columns: [&str; N], texts: [&str; N]) -> String {
    let cells = texts.iter().zip(columns);
    let cells = cells.map(|(text, column)| format!("{text:>wide$}", wide = width(column)));
    cells.collect::<Vec<_>>().join("  ")
}

/// How wide a column is: room for `123.4 s`.
fn width(name: &str) -> usize {
    name.len().max(7)
}
