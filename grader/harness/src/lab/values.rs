//! Values that a check draws from the run's seed, so that nothing can be written down beforehand.
use super::Lab;
use std::{ops::RangeInclusive, time::Duration};

impl Lab {
    /// A number from the range.
    pub fn between(&self, range: RangeInclusive<u64>) -> u64 {
        self.values.borrow_mut().u64(range)
    }

    /// `count` different numbers from the range, in no order.
    ///
    /// # Panics
    /// If the range holds fewer numbers than that.
    pub fn distinct(&self, count: usize, range: RangeInclusive<u64>) -> Vec<u64> {
        let mut numbers: Vec<u64> = range.collect();
        assert!(
            count <= numbers.len(),
            "the range holds {} numbers",
            numbers.len()
        );
        self.shuffle(&mut numbers);
        numbers.truncate(count);
        numbers
    }

    /// A whole number of milliseconds from the range.
    pub fn millis(&self, range: RangeInclusive<u64>) -> Duration {
        Duration::from_millis(self.between(range))
    }

    /// Puts the items in another order.
    pub fn shuffle<T>(&self, items: &mut [T]) {
        self.values.borrow_mut().shuffle(items);
    }

    /// A short word of lower-case letters.
    pub fn word(&self) -> String {
        const PARTS: [&str; 16] = [
            "ba", "co", "di", "fe", "go", "hu", "ka", "li", "mo", "nu", "pa", "ri", "so", "ta",
            "ve", "zu",
        ];
        let mut values = self.values.borrow_mut();
        (0..3).map(|_| PARTS[values.usize(..PARTS.len())]).collect()
    }
}
