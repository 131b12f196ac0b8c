//! What the compiler and a check may use at most: all figures in one place.
use fence::Limits;
use serde::Deserialize;
use std::time::Duration;

const MIB: u64 = 1 << 20;
const KIB: u64 = 1 << 10;

/// Wall time in which a compiler or a check process may rest: it neither computes nor waits for a processor. An honest
/// one hardly ever does.
pub(crate) const REST: Duration = Duration::from_secs(60);

/// What bounds the compiler, and everything that it starts.
pub(crate) struct CompilerLimits {
    /// Seconds of processor time of each process. An honest submission needs a hundredth of it.
    pub(crate) processor_s: u64,
    /// Bytes of messages that are read. A hundred long errors take a tenth of it.
    pub(crate) messages: u64,
    address_space: u64,
    file_size: u64,
}

/// The compiler's limits; they are the same for every exercise.
pub(crate) const COMPILER: CompilerLimits = CompilerLimits {
    processor_s: 60,
    messages: 8 * MIB,
    address_space: 8192 * MIB,
    file_size: 512 * MIB,
};

impl CompilerLimits {
    /// What the kernel keeps, with this many seconds of processor time.
    pub(crate) fn kept(&self, processor_s: u64) -> Limits {
        Limits {
            processor_s,
            address_space: self.address_space,
            file_size: self.file_size,
            files: 1024,
            threads: 256,
        }
    }
}

/// What bounds a check process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckLimits {
    /// Bytes that the program may have allocated at once. It counts them itself, so that the limit is the
    /// same on every machine.
    pub memory: u64,
    /// Bytes that it may print. More than 64 KiB are never shown.
    pub output: u64,
    /// Wall time in which it may neither compute nor wait for a processor.
    pub rest: Duration,
    /// Seconds of processor time, without what [`CheckLimits::processor`] adds for each schedule.
    pub processor_s: u64,
}

impl Default for CheckLimits {
    fn default() -> Self {
        CheckLimits {
            memory: 512 * MIB,
            output: 16 * MIB,
            rest: REST,
            processor_s: 10,
        }
    }
}

/// Processor time for each schedule.
const PROCESSOR_A_SCHEDULE: Duration = Duration::from_millis(20);
/// Beside the memory that is allocated: room for the stacks of many threads, which are reserved and hardly used.
const STACKS: u64 = 4096 * MIB;

impl CheckLimits {
    /// Processor time for so many schedules.
    pub(crate) fn processor(&self, schedules: u32) -> Duration {
        Duration::from_secs(self.processor_s) + PROCESSOR_A_SCHEDULE * schedules
    }

    /// What the kernel keeps.
    pub(crate) fn kept(&self, schedules: u32) -> Limits {
        Limits {
            processor_s: self.processor(schedules).as_secs(),
            address_space: self.memory + STACKS,
            // Its output is a pipe.
            file_size: 0,
            files: 64,
            threads: 4096,
        }
    }
}

/// The table `[limits]` of an `exercise.toml`: what this exercise needs more or less of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OwnLimits {
    memory_mib: Option<u64>,
    output_kib: Option<u64>,
    processor_s: Option<u64>,
}

impl OwnLimits {
    /// The limits of the exercise.
    ///
    /// # Errors
    /// Which of them is out of bounds, and what the bounds are.
    pub(crate) fn checked(self) -> Result<CheckLimits, String> {
        let usual = CheckLimits::default();
        let within =
            |name, value: Option<u64>, unit: u64, usual: u64, least: u64, most: u64| match value {
                None => Ok(usual),
                Some(value) if (least..=most).contains(&value) => Ok(value * unit),
                Some(value) => Err(format!(
                    "`{name}` is {value}, and must be from {least} to {most}"
                )),
            };
        Ok(CheckLimits {
            memory: within("memory_mib", self.memory_mib, MIB, usual.memory, 16, 4096)?,
            rest: usual.rest,
            output: within("output_kib", self.output_kib, KIB, usual.output, 64, 65_536)?,
            processor_s: within(
                "processor_s",
                self.processor_s,
                1,
                usual.processor_s,
                1,
                300,
            )?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Result<CheckLimits, String> {
        toml::from_str::<OwnLimits>(table).unwrap().checked()
    }

    #[test]
    fn an_exercise_changes_only_what_it_names() {
        let usual = CheckLimits::default();
        assert_eq!(read(""), Ok(usual));
        let memory = 64 * MIB;
        assert_eq!(read("memory_mib = 64"), Ok(CheckLimits { memory, ..usual }));
    }

    #[test]
    fn a_limit_out_of_bounds_is_named_with_its_bounds() {
        let refused = read("memory_mib = 8").unwrap_err();
        assert_eq!(refused, "`memory_mib` is 8, and must be from 16 to 4096");
        assert!(read("processor_s = 0").is_err() && read("output_kib = 70000").is_err());
    }

    #[test]
    fn more_schedules_may_take_longer() {
        let limits = CheckLimits::default();
        assert_eq!(limits.processor(500), Duration::from_secs(20));
    }
}
