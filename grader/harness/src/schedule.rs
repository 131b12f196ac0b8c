//! Which interleaving a seed stands for.
//!
//! A schedule is a row of decisions, numbered as they come up: how much of its cooperative budget a task
//! may use before it yields, and whether it sits out a poll. A seed draws them; a shrunk schedule keeps a
//! few of the drawn ones and leaves the others as tokio would have them.

/// The whole cooperative budget of a task's poll in tokio.
pub(crate) const WHOLE_BUDGET: u8 = 128;
/// A task that sat out this many polls in a row gets its turn.
const MOST_SITS: u8 = 12;

/// The decisions of one run.
pub(crate) struct Schedule {
    random: fastrand::Rng,
    mix: Mix,
    /// Absent: every decision is as drawn.
    kept: Option<Vec<u32>>,
    decisions: u32,
    /// The numbers of the decisions that were not tokio's own.
    taken: Vec<u32>,
}

/// How a seed likes to disturb. Different bugs want different mixes.
struct Mix {
    /// Out of 16: that a task's poll is sat out.
    sits: u8,
    /// Out of 16: that a task's first poll is.
    first_sits: u8,
    /// How many polls in a row, at most.
    most_sits: u8,
    /// Out of 16: that a poll's budget is cut.
    cuts: u8,
    /// Out of 16: that the budget of a task's first poll is cut to nothing.
    first_cuts: u8,
    /// A cut budget is less than this.
    most_left: u8,
}

impl Mix {
    fn draw(random: &mut fastrand::Rng) -> Self {
        let mut one_of = |choices: &[u8]| choices[random.usize(..choices.len())];
        Self {
            sits: one_of(&[0, 1, 2, 5, 8]),
            first_sits: one_of(&[0, 2, 5, 8]),
            most_sits: one_of(&[1, 2, 4, MOST_SITS]),
            cuts: one_of(&[0, 4, 8, 12, 12]),
            first_cuts: one_of(&[0, 8, 8]),
            most_left: one_of(&[1, 2, 4, 4, 8]),
        }
    }
}

impl Schedule {
    /// The schedule of a seed; seed 0 is tokio's own order.
    pub(crate) fn new(seed: u64, kept: Option<Vec<u32>>) -> Self {
        let mut random = fastrand::Rng::with_seed(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mix = Mix::draw(&mut random);
        let kept = match seed {
            0 => Some(Vec::new()),
            _ => kept,
        };
        Self {
            random,
            mix,
            kept,
            decisions: 0,
            taken: Vec::new(),
        }
    }

    /// How much of its budget a task may use in the poll that begins; none: as much as tokio gives.
    pub(crate) fn budget(&mut self, first_poll: bool) -> Option<u8> {
        let cut = match first_poll {
            true if self.chance(self.mix.first_cuts) => Some(0),
            _ if self.chance(self.mix.cuts) => Some(self.random.u8(..self.mix.most_left)),
            _ => None,
        };
        self.decide(cut)
    }

    /// How many polls the task sits out from the one that begins on.
    pub(crate) fn sits(&mut self, first_poll: bool) -> u8 {
        let chance = if first_poll {
            self.mix.first_sits
        } else {
            self.mix.sits
        };
        let sits = match self.chance(chance) {
            true => Some(self.random.u8(1..=self.mix.most_sits)),
            false => None,
        };
        self.decide(sits).unwrap_or(0)
    }

    /// The numbers of the decisions that were not tokio's own.
    pub(crate) fn into_taken(self) -> Vec<u32> {
        self.taken
    }

    fn chance(&mut self, of_16: u8) -> bool {
        self.random.u8(..16) < of_16
    }

    /// Numbers the decision, and keeps it if it is one of those to keep.
    fn decide<T>(&mut self, drawn: Option<T>) -> Option<T> {
        let number = self.decisions;
        self.decisions += 1;
        let kept = match &self.kept {
            Some(kept) => kept.binary_search(&number).is_ok(),
            None => true,
        };
        let decision = drawn.filter(|_| kept)?;
        self.taken.push(number);
        Some(decision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(seed: u64, kept: Option<Vec<u32>>) -> (Vec<(Option<u8>, u8)>, Vec<u32>) {
        let mut schedule = Schedule::new(seed, kept);
        let row =
            (0..200).map(|poll| (schedule.budget(poll % 7 == 0), schedule.sits(poll % 7 == 0)));
        (row.collect(), schedule.into_taken())
    }

    #[test]
    fn a_seed_draws_the_same_decisions_every_time() {
        assert_eq!(drawn(17, None), drawn(17, None));
    }

    #[test]
    fn seed_0_leaves_tokio_alone() {
        let (row, taken) = drawn(0, None);
        assert!(taken.is_empty() && row.iter().all(|decision| *decision == (None, 0)));
    }

    #[test]
    fn keeping_every_decision_changes_nothing() {
        for seed in 1..50 {
            let whole = drawn(seed, None);
            assert_eq!(drawn(seed, Some(whole.1.clone())), whole);
        }
    }
}
