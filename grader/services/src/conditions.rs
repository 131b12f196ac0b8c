//! The conditions under which services work: which seed, how slow.
use crate::only_checks::only_for_checks;
use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::RangeInclusive,
    time::Duration,
};

/// A seed and the range of latencies that is drawn from it.
///
/// The latency of a call depends on the seed and on what is asked, not on when it is asked, so the
/// same requests take equally long in whatever order they are made.
#[derive(Clone, Debug)]
pub struct Conditions {
    seed: u64,
    millis: RangeInclusive<u64>,
}

impl Conditions {
    /// Latencies of 50 to 150 ms, drawn from `seed`.
    #[track_caller]
    pub fn seeded(seed: u64) -> Self {
        only_for_checks("seeded");
        Self {
            seed,
            millis: 50..=150,
        }
    }

    /// The same seed with other latencies, in milliseconds.
    #[must_use]
    pub fn latency(mut self, millis: RangeInclusive<u64>) -> Self {
        self.millis = millis;
        self
    }

    /// How long the call of this name takes.
    pub(crate) fn latency_of(&self, call: &str) -> Duration {
        let mut hasher = DefaultHasher::new();
        (self.seed, call).hash(&mut hasher);
        let mut drawn = fastrand::Rng::with_seed(hasher.finish());
        Duration::from_millis(drawn.u64(self.millis.clone()))
    }
}

impl Default for Conditions {
    #[track_caller]
    fn default() -> Self {
        Self::seeded(0)
    }
}
