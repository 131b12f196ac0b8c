//! The score of a submission.
use super::{CheckResult, Verdict};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Points that were earned, of those that were possible.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Score {
    /// The points of the checks that passed.
    pub earned: u32,
    /// The points of the checks that were run; those of skipped checks do not count.
    pub possible: u32,
    /// `earned` of `possible` in percent, with at most one decimal; 0 if nothing was possible. It is 100
    /// only if everything was earned.
    pub percent: f64,
}

impl Score {
    /// The score of these results.
    pub fn of(checks: &[CheckResult]) -> Self {
        let counted = || {
            checks
                .iter()
                .filter(|check| check.verdict != Verdict::Skipped)
        };
        let sum = |points: &mut dyn Iterator<Item = u32>| points.fold(0, u32::saturating_add);
        Self::new(
            sum(&mut counted().map(|check| check.earned)),
            sum(&mut counted().map(|check| check.points)),
        )
    }

    /// What these scores make together.
    pub fn sum(scores: impl Iterator<Item = Score>) -> Self {
        let (earned, possible) = scores.fold((0u32, 0u32), |(earned, possible), score| {
            (
                earned.saturating_add(score.earned),
                possible.saturating_add(score.possible),
            )
        });
        Self::new(earned, possible)
    }

    /// This many points of that many.
    pub fn new(earned: u32, possible: u32) -> Self {
        Self {
            earned,
            possible,
            percent: f64::from(tenths_of_percent(earned, possible)) / 10.0,
        }
    }
}

/// Rounded to the nearest, but never up to 100 %.
fn tenths_of_percent(earned: u32, possible: u32) -> u32 {
    if possible == 0 {
        return 0;
    }
    if earned >= possible {
        return 1000;
    }
    let (earned, possible) = (u64::from(earned), u64::from(possible));
    let rounded = (earned * 2000 + possible) / (possible * 2);
    u32::try_from(rounded.min(999)).expect("at most 999")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_has_at_most_one_decimal_and_is_rounded() {
        assert_eq!(Score::new(2, 3).percent, 66.7);
        assert_eq!(Score::new(1, 3).percent, 33.3);
        assert_eq!(Score::new(7, 10).percent, 70.0);
        assert_eq!(Score::new(u32::MAX, u32::MAX).percent, 100.0);
    }

    #[test]
    fn almost_everything_is_not_a_hundred_percent() {
        assert_eq!(Score::new(9_999, 10_000).percent, 99.9);
    }

    #[test]
    fn nothing_possible_is_zero_percent() {
        assert_eq!(Score::new(0, 0).percent, 0.0);
    }
}
