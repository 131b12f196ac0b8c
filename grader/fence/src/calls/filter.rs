//! A seccomp filter, made before a process is started and set within it.
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, SeccompRule, sock_filter};
use std::io;

/// On this processor the kernel may know each call under a second number, with other sizes, and some calls
/// under a number of that kind only: those with this bit.
#[cfg(target_arch = "x86_64")]
const SECOND_NUMBERS: Option<u32> = Some(0x4000_0000);
#[cfg(not(target_arch = "x86_64"))]
const SECOND_NUMBERS: Option<u32> = None;

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
        let arch = std::env::consts::ARCH
            .try_into()
            .map_err(io::Error::other)?;
        let rules = calls.into_iter().collect();
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, answer, arch);
        filter
            .and_then(BpfProgram::try_from)
            .map(Filter)
            .map_err(io::Error::other)
    }

    /// Gives `second` to every call by a second number, and `later` to every number above `newest`. Numbers of
    /// another processor's calls are left to the filters of [`Filter::new`], which let none of them pass.
    pub(super) fn of_numbers(newest: u32, second: SeccompAction, later: SeccompAction) -> Filter {
        // Classic BPF: load a word of what the kernel tells of the call, jump over instructions, answer.
        const LOAD: u16 = 0x20;
        const IF_ABOVE: u16 = 0x25;
        const IF_ANY_BIT: u16 = 0x45;
        const ANSWER: u16 = 0x06;
        // The number is the first word.
        let mut program = vec![step(LOAD, 0, 0)];
        for (test, value, answer) in [
            SECOND_NUMBERS.map(|bit| (IF_ANY_BIT, bit, second)),
            Some((IF_ABOVE, newest, later)),
        ]
        .into_iter()
        .flatten()
        {
            program.push(step(test, 1, value));
            program.push(step(ANSWER, 0, answer.into()));
        }
        program.push(step(ANSWER, 0, SeccompAction::Allow.into()));
        Filter(program)
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

/// One instruction; a test goes on with the next one if it holds, else behind the `skipped` next ones.
fn step(code: u16, skipped: u8, value: u32) -> sock_filter {
    sock_filter {
        code,
        jt: 0,
        jf: skipped,
        k: value,
    }
}

#[cfg(test)]
#[expect(unsafe_code, reason = "system calls that no library makes")]
mod tests {
    use super::*;

    /// The answer to a call with nothing but zeroes, behind the filter.
    fn answer(filter: Filter, number: i64) -> Option<i32> {
        let thread = std::thread::spawn(move || {
            rustix::thread::set_no_new_privs(true).unwrap();
            filter.set().unwrap();
            // SAFETY: each of the calls below changes nothing when it is given zeroes.
            let answer = unsafe { libc::syscall(number, 0, 0, 0, 0, 0, 0) };
            (answer < 0).then(std::io::Error::last_os_error)
        });
        thread.join().unwrap()?.raw_os_error()
    }

    fn up_to(newest: i64) -> Filter {
        let newest = u32::try_from(newest).unwrap();
        let (second, later) = (libc::EPERM as u32, libc::ENOSYS as u32);
        let (second, later) = (SeccompAction::Errno(second), SeccompAction::Errno(later));
        Filter::of_numbers(newest, second, later)
    }

    #[test]
    fn a_number_above_the_newest_is_unknown_and_the_newest_is_not() {
        let newest = libc::SYS_faccessat2;
        assert_eq!(answer(up_to(newest - 1), newest), Some(libc::ENOSYS));
        assert_eq!(answer(up_to(newest), newest), Some(libc::EFAULT));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_second_number_is_refused_those_without_a_first_too() {
        let own = (512..=547).chain([libc::SYS_getppid]);
        for number in own {
            let second = number | i64::from(SECOND_NUMBERS.unwrap());
            assert_eq!(answer(up_to(1000), second), Some(libc::EPERM), "{number}");
        }
    }
}
