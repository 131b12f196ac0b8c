//! Which interleaving a seed stands for.
//!
//! A schedule decides about each poll of each task: whether the task is passed over a few times before it,
//! and how much of its cooperative budget the task may use in it before it yields. A seed draws these
//! decisions, each by itself; a shrunk schedule keeps a few of the drawn ones and leaves the others as tokio
//! would have them.

/// The whole cooperative budget of a task's poll in tokio.
pub(crate) const WHOLE_BUDGET: u8 = 128;
/// A task that sat out this many polls in a row gets its turn.
const MOST_SITS: u8 = 12;

/// The decisions of one run.
pub(crate) struct Schedule {
    seed: u64,
    mix: Mix,
    /// Absent: every decision is as drawn.
    kept: Option<Vec<u32>>,
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
    /// Out of 16: that a poll's budget is cut. Never always: without any budget a task gets nowhere.
    cuts: u8,
    /// Out of 16: that the budget of a task's first poll is cut to nothing.
    first_cuts: u8,
    /// A cut budget is less than this.
    most_left: u8,
    /// A task that sits out comes again when no other task has anything to do; else at its next turn.
    until_idle: bool,
}

impl Mix {
    fn draw(random: &mut fastrand::Rng) -> Self {
        let mut one_of = |choices: &[u8]| choices[random.usize(..choices.len())];
        Self {
            sits: one_of(&[0, 1, 2, 5, 8]),
            first_sits: one_of(&[0, 4, 8, 8]),
            most_sits: one_of(&[1, 2, 4, MOST_SITS]),
            cuts: one_of(&[0, 4, 8, 12, 12]),
            first_cuts: one_of(&[0, 8, 8, 16]),
            most_left: one_of(&[1, 2, 4, 4, 8]),
            until_idle: one_of(&[0, 1]) == 1,
        }
    }
}

impl Schedule {
    /// The schedule of a seed; seed 0 is tokio's own order.
    pub(crate) fn new(seed: u64, kept: Option<Vec<u32>>) -> Self {
        let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let kept = match seed {
            0 => Some(Vec::new()),
            _ => kept,
        };
        Self {
            seed,
            mix: Mix::draw(&mut fastrand::Rng::with_seed(seed)),
            kept,
            taken: Vec::new(),
        }
    }

    /// How much of its budget a task may use in this poll; none: as much as tokio gives.
    pub(crate) fn budget(&mut self, poll: TaskPoll) -> Option<u8> {
        let number = poll.decision(0)?;
        let random = &mut self.random(number);
        let cut = match poll.poll {
            0 if chance(random, self.mix.first_cuts) => Some(0),
            _ if chance(random, self.mix.cuts) => Some(random.u8(..self.mix.most_left)),
            _ => None,
        };
        self.decide(number, cut)
    }

    /// How many times the task is passed over before this poll.
    pub(crate) fn sits(&mut self, poll: TaskPoll) -> Option<u8> {
        let number = poll.decision(1)?;
        let random = &mut self.random(number);
        let of_16 = match poll.poll {
            0 => self.mix.first_sits,
            _ => self.mix.sits,
        };
        let sits = chance(random, of_16).then(|| random.u8(1..=self.mix.most_sits));
        self.decide(number, sits)
    }

    /// Whether a task that sits out comes again when no other task has anything to do, as one that called
    /// `yield_now` does; else it comes again at its next turn.
    pub(crate) fn until_idle(&self) -> bool {
        self.mix.until_idle
    }

    /// The numbers of the decisions that were not tokio's own, in ascending order.
    pub(crate) fn into_taken(mut self) -> Vec<u32> {
        self.taken.sort_unstable();
        self.taken
    }

    /// What a decision is drawn from: it depends on nothing that other decisions change.
    fn random(&self, number: u32) -> fastrand::Rng {
        fastrand::Rng::with_seed(self.seed ^ u64::from(number).wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// Keeps what was drawn if it is one of the decisions to keep.
    fn decide<T>(&mut self, number: u32, drawn: Option<T>) -> Option<T> {
        let kept = match &self.kept {
            Some(kept) => kept.binary_search(&number).is_ok(),
            None => true,
        };
        let decision = drawn.filter(|_| kept)?;
        self.taken.push(number);
        Some(decision)
    }
}

fn chance(random: &mut fastrand::Rng, of_16: u8) -> bool {
    random.u8(..16) < of_16
}

/// A poll of a task. Tasks are numbered as in the record, the polls of each from 0 on.
#[derive(Clone, Copy)]
pub(crate) struct TaskPoll {
    pub(crate) task: u32,
    pub(crate) poll: u32,
}

impl TaskPoll {
    /// The number of a decision about this poll. None for tasks and polls beyond counting, which are as
    /// tokio would have them.
    fn decision(self, kind: u32) -> Option<u32> {
        let countable = self.task < 1 << 16 && self.poll < 1 << 15;
        countable.then_some(self.task << 16 | self.poll << 1 | kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each poll's budget and sits, and the decisions that were taken.
    type Drawn = (Vec<(Option<u8>, Option<u8>)>, Vec<u32>);

    fn drawn(seed: u64, kept: Option<Vec<u32>>) -> Drawn {
        let mut schedule = Schedule::new(seed, kept);
        let polls = (0..200).map(|number| TaskPoll {
            task: number % 7,
            poll: number / 7,
        });
        let row = polls.map(|poll| (schedule.budget(poll), schedule.sits(poll)));
        (row.collect(), schedule.into_taken())
    }

    #[test]
    fn a_seed_draws_the_same_decisions_every_time() {
        assert_eq!(drawn(17, None), drawn(17, None));
    }

    #[test]
    fn seed_0_leaves_tokio_alone() {
        let (row, taken) = drawn(0, None);
        assert!(taken.is_empty() && row.iter().all(|decision| *decision == (None, None)));
    }

    #[test]
    fn keeping_every_decision_changes_nothing() {
        for seed in 1..50 {
            let whole = drawn(seed, None);
            assert_eq!(drawn(seed, Some(whole.1.clone())), whole);
        }
    }

    #[test]
    fn leaving_a_decision_out_leaves_the_others_as_they_are() {
        for seed in 1..50 {
            let (_, taken) = drawn(seed, None);
            let kept: Vec<u32> = taken.iter().copied().step_by(2).collect();
            assert_eq!(drawn(seed, Some(kept.clone())).1, kept);
        }
    }
}
