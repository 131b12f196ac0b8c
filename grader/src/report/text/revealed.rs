//! What only instructors see of a failed check.
use super::{Style, WIDTH, plain};
use crate::judge::{CheckResult, Moment, Revealed};

/// The check's source, everything that was recorded, and what was printed; nothing without `--reveal`.
pub(super) fn render(check: &CheckResult, style: Style) -> String {
    let Some(revealed) = &check.revealed else {
        return String::new();
    };
    let heading = |text: &str| format!("   {}\n", style.warning(text));
    let mut text = heading("revealed, for instructors only:");
    text += &source(revealed, style);
    if !revealed.events.is_empty() {
        text += &heading("everything that was recorded:");
        text += &events(&revealed.events);
    }
    if !revealed.output.is_empty() {
        text += &heading("what the check program printed:");
        for line in plain::printable(revealed.output.trim_end()).lines() {
            text += &format!("     {line}\n");
        }
    }
    text
}

fn source(revealed: &Revealed, style: Style) -> String {
    let file = plain::printable(&revealed.file);
    let (Some(first), Some(source)) = (revealed.line, &revealed.source) else {
        return format!("     {file}\n");
    };
    let mut text = format!("     {}\n", style.dim(&format!("{file}:{first}")));
    for (number, line) in (first..).zip(plain::printable(source).lines()) {
        text += format!("     {number:>4} │ {line}").trim_end();
        text.push('\n');
    }
    text
}

fn events(events: &[Moment]) -> String {
    let line = |moment: &Moment| {
        let place = match (&moment.file, moment.line) {
            (Some(file), Some(line)) => format!("  {file}:{line}"),
            _ => String::new(),
        };
        let Moment {
            at_ms, task, text, ..
        } = moment;
        let line = format!("     {at_ms:>7} ms  {task}: {text}{place}");
        plain::shorten(&line, WIDTH) + "\n"
    };
    events.iter().map(line).collect()
}
