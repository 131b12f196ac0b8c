//! The names of the system calls that are refused.
use super::lists::LISTS;

/// What a refused call is called, `open`.
pub fn name(number: i64) -> Option<&'static str> {
    // Those that are refused for some arguments only.
    let others = [
        (libc::SYS_clone, "SYS_clone"),
        (libc::SYS_newfstatat, "SYS_newfstatat"),
        (libc::SYS_statx, "SYS_statx"),
        (libc::SYS_tgkill, "SYS_tgkill"),
        (libc::SYS_kill, "SYS_kill"),
        (libc::SYS_prlimit64, "SYS_prlimit64"),
        (libc::SYS_rt_sigaction, "SYS_rt_sigaction"),
        (libc::SYS_fcntl, "SYS_fcntl"),
        (libc::SYS_ioctl, "SYS_ioctl"),
        (libc::SYS_prctl, "SYS_prctl"),
    ];
    let all = LISTS.into_iter().flatten().copied().chain(others);
    all.filter(|(known, _)| *known == number)
        .map(|(_, name)| name.strip_prefix("SYS_").unwrap_or(name))
        .next()
}

#[cfg(test)]
mod tests {
    use super::super::lists::NEWEST;
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_call_is_in_two_lists() {
        let all = LISTS.concat();
        let numbers: BTreeSet<i64> = all.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers.len(), all.len());
    }

    #[test]
    fn every_call_of_a_list_is_one_that_was_known() {
        let mut all = LISTS.concat().into_iter();
        assert!(all.all(|(number, _)| number <= i64::from(NEWEST)));
    }

    #[test]
    fn a_refused_call_has_a_name() {
        assert_eq!(name(libc::SYS_openat), Some("openat"));
        assert_eq!(name(libc::SYS_clone), Some("clone"));
        assert_eq!(name(libc::SYS_write), None);
        assert_eq!(name(469), Some("file_setattr"));
    }
}
