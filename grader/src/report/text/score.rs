//! The score as a bar.
use super::Style;
use crate::judge::Score;
use crate::report::Report;

/// How many columns the bar takes.
const LENGTH: u32 = 30;

/// The last line of the report.
pub(super) fn render(report: &Report, style: Style) -> String {
    bar(&report.score, report.passed, style)
}

/// The bar and the points, in one line.
pub(super) fn bar(score: &Score, passed: bool, style: Style) -> String {
    let full = filled(score.earned, score.possible);
    let done = "█".repeat(full as usize);
    let left = "░".repeat((LENGTH - full) as usize);
    let bar = if passed {
        style.good(&done)
    } else {
        style.warning(&done)
    };
    let points = if score.possible == 1 {
        "point"
    } else {
        "points"
    };
    format!(
        "{bar}{}  {} of {} {points}, {} %\n",
        style.dim(&left),
        score.earned,
        score.possible,
        score.percent
    )
}

/// The bar is full only if everything was earned, and empty only if nothing was.
fn filled(earned: u32, possible: u32) -> u32 {
    if earned == 0 || possible == 0 {
        return 0;
    }
    if earned >= possible {
        return LENGTH;
    }
    let share = u64::from(earned) * u64::from(LENGTH) / u64::from(possible);
    u32::try_from(share).unwrap_or(LENGTH).clamp(1, LENGTH - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_marks_fill_the_bar_and_one_point_shows() {
        assert_eq!(filled(10, 10), LENGTH);
        assert_eq!(filled(999, 1000), LENGTH - 1);
        assert_eq!(filled(1, 1000), 1);
        assert_eq!(filled(0, 10), 0);
    }
}
