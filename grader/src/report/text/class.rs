//! The report of many exercises as text: a table, what is wrong in full, and the total.
use super::{Style, WIDTH, plain, render as render_report, score};
use crate::catalog::in_order;
use crate::judge::{Sources, Verdict};
use crate::report::class::{ClassReport, Total, UngradedExercise};
use crate::report::{Report, Status};

/// The report as text. `sources` are the files of each submission that it is about, in the same order.
pub fn render(class: &ClassReport, sources: &[&Sources], style: Style) -> String {
    let mut parts = vec![table(class, style)];
    let reports = class.exercises.iter().zip(sources);
    let in_full = reports.filter(|(report, _)| !report.passed && report.status != Status::Missing);
    parts.extend(in_full.map(|(report, sources)| {
        let line = style.dim(&"─".repeat(WIDTH));
        format!("{line}\n{}", render_report(report, sources, style))
    }));
    parts.extend(class.errors.iter().map(|one| error(one, style)));
    parts.push(format!(
        "{}\n{}",
        style.dim(&"─".repeat(WIDTH)),
        end(&class.total, style)
    ));
    parts.join("\n")
}

/// One line of the table.
struct Row {
    mark: &'static str,
    id: String,
    checks: String,
    points: String,
    /// What else is to be said.
    note: &'static str,
    passed: bool,
}

fn table(class: &ClassReport, style: Style) -> String {
    let rows = class.exercises.iter().map(row);
    let broken = class.errors.iter().map(|one| Row {
        mark: "!",
        id: one.exercise.id.clone(),
        checks: String::new(),
        points: String::new(),
        note: "could not be graded, see below",
        passed: false,
    });
    let mut rows: Vec<Row> = rows.chain(broken).collect();
    rows.sort_by_key(|row| in_order(&row.id));
    let widest = |of: &dyn Fn(&Row) -> &str, head: &str| {
        let all = rows.iter().map(|row| plain::columns_of(of(row)));
        all.max().unwrap_or(0).max(head.len())
    };
    let ids = widest(&|row| &row.id, "exercise");
    let checks = widest(&|row| &row.checks, "checks");
    let points = widest(&|row| &row.points, "points");
    let head = format!(
        "   {:<ids$}  {:>checks$}  {:>points$}",
        "exercise", "checks", "points"
    );
    let mut text = style.dim(&head) + "\n";
    for row in &rows {
        let Row { mark, id, note, .. } = row;
        let line = format!(
            " {mark} {id:<ids$}  {:>checks$}  {:>points$}  {note}",
            row.checks, row.points
        );
        text += &match row.passed {
            true => style.good(line.trim_end()),
            false => style.bad(line.trim_end()),
        };
        text.push('\n');
    }
    text
}

fn row(report: &Report) -> Row {
    let run = || {
        report
            .checks
            .iter()
            .filter(|check| check.verdict != Verdict::Skipped)
    };
    let passed = run().filter(|check| check.verdict == Verdict::Passed);
    Row {
        mark: if report.passed { "✔" } else { "✘" },
        id: plain::printable(&report.exercise.id),
        checks: format!("{}/{}", passed.count(), run().count()),
        points: format!("{}/{}", report.score.earned, report.score.possible),
        note: match report.status {
            Status::Graded => "",
            Status::Rejected => "does not compile, or is refused",
            Status::Missing => "not handed in",
        },
        passed: report.passed,
    }
}

fn error(one: &UngradedExercise, style: Style) -> String {
    let id = plain::printable(&one.exercise.id);
    let mut text = format!(
        "{} {}\n",
        style.bad(" ! could not be graded:"),
        style.bold(&id)
    );
    let message = plain::printable(&one.error.message);
    let mut lines = message.lines();
    text += &plain::wrap(lines.next().unwrap_or_default(), "   ");
    for line in lines {
        text += &format!("     {line}\n");
    }
    if let Some(path) = &one.error.path {
        text += &format!("   --> {}\n", plain::printable(path));
    }
    text + &plain::hang(&format!("help: {}", one.error.help), "   ", "         ")
}

fn end(total: &Total, style: Style) -> String {
    let mut said = format!(
        "{} of {} exercises passed",
        total.passed_exercises, total.exercises
    );
    if total.missing > 0 {
        said += &format!(", {} not handed in", total.missing);
    }
    if total.errors > 0 {
        said += &format!(", {} not graded and in no score", total.errors);
    }
    score::bar(&total.score, total.passed, style) + &said + "\n"
}
