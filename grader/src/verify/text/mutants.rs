//! The table of mutants.
use super::{VerifiedExercise, cells};
use crate::mutants::Tally;
use crate::report::text::{Style, plain};

const COLUMNS: [&str; 5] = ["mutants", "compile", "killed", "equivalent", "kill rate"];

/// The exercises whose mutants were graded; nothing if there are none.
pub(super) fn table(exercises: &[VerifiedExercise], style: Style) -> Option<String> {
    let graded = || {
        exercises
            .iter()
            .filter_map(|one| Some((one.id.as_str(), one.mutants.as_ref()?)))
    };
    let widest = graded().map(|(id, _)| plain::columns_of(id)).max()?;
    let head = format!("   {:<widest$}  {}", "exercise", cells(COLUMNS, COLUMNS));
    let mut table = style.dim(&head) + "\n";
    for (id, tally) in graded() {
        let numbers = [
            tally.made.to_string(),
            tally.viable.to_string(),
            tally.killed.to_string(),
            tally.equivalent.to_string(),
            rate(tally),
        ];
        let numbers = numbers.each_ref().map(String::as_str);
        let sound = tally.survivors.is_empty();
        let mark = if sound { "✔" } else { "✘" };
        let line = format!(" {mark} {id:<widest$}  {}", cells(COLUMNS, numbers));
        table += &match sound {
            true => style.good(&line),
            false => style.bad(&line),
        };
        table.push('\n');
    }
    Some(table)
}

fn rate(tally: &Tally) -> String {
    match tally.kill_rate {
        Some(percent) => format!("{percent:.1} %"),
        None => "none".to_owned(),
    }
}
