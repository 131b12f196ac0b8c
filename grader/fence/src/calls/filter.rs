//! A seccomp filter, made before a process is started and set within it.
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, SeccompRule};
use std::io;

/// On this processor the kernel may know each call under a second number, with other sizes.
#[cfg(target_arch = "x86_64")]
const SECOND_NUMBERS: Option<i64> = Some(0x4000_0000);
#[cfg(not(target_arch = "x86_64"))]
const SECOND_NUMBERS: Option<i64> = None;

/// A filter in the kernel's form.
#[derive(Clone, Debug)]
pub struct Filter(BpfProgram);

impl Filter {
    /// Gives `answer` to `calls`, each for the arguments of its rules, or always if it has none; every other
    /// call is made.
    ///
    /// # Errors
    /// If the processor is one whose filters cannot be made.
    pub(super) fn new(
        calls: Vec<(i64, Vec<SeccompRule>)>,
        answer: SeccompAction,
    ) -> io::Result<Filter> {
        let second = calls
            .iter()
            .filter_map(|(number, rules)| Some((number | SECOND_NUMBERS?, rules.clone())));
        let rules = second.chain(calls.iter().cloned()).collect();
        let arch = std::env::consts::ARCH
            .try_into()
            .map_err(io::Error::other)?;
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, answer, arch);
        filter
            .and_then(BpfProgram::try_from)
            .map(Filter)
            .map_err(io::Error::other)
    }

    /// Sets it for this thread and all that it will start. It must have given up new privileges.
    ///
    /// # Errors
    /// If the kernel refuses.
    pub fn set(&self) -> io::Result<()> {
        seccompiler::apply_filter(&self.0).map_err(|cause| match cause {
            // Between fork and exec only the system's own number comes through.
            seccompiler::Error::Seccomp(cause) | seccompiler::Error::Prctl(cause) => cause,
            other => io::Error::other(other),
        })
    }
}
