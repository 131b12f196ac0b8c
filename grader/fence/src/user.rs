//! A user who owns nothing, for work that root starts.
use rustix::io;
use rustix::process::{Gid, Uid, getegid, geteuid};
use rustix::thread::{
    CapabilitiesSecureBits, CapabilitySet, CapabilitySets, configure_capability_in_ambient_set,
    set_capabilities, set_capabilities_secure_bits, set_thread_groups, set_thread_res_gid,
    set_thread_res_uid,
};
use std::ops::Range;

/// Far above what systems give to people, services and containers, and below what they keep for others.
const UNUSED: Range<u32> = 1_900_000_000..2_000_000_000;

/// A user and group of one number that nobody has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct User {
    /// The number of both.
    pub id: u32,
    /// Keeps root's right to read every file: for a compiler in a folder that only root can enter.
    /// Only sensible where Landlock says which files those are.
    pub reads_all: bool,
}

impl User {
    /// A user whose number is drawn, so that gradings which run at once do not share one.
    ///
    /// # Errors
    /// If the system gives no random numbers, or knows no number that is free.
    pub fn unused() -> std::io::Result<User> {
        let map = std::fs::read_to_string("/proc/self/uid_map")?;
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let known =
            numbers(&map).ok_or_else(|| std::io::Error::other("the system knows no other user"))?;
        for _ in 0..100 {
            let mut bytes = [0; 4];
            rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty())?;
            let id = known.start + u32::from_le_bytes(bytes) % (known.end - known.start);
            if !has_account(&accounts, id) {
                return Ok(User {
                    id,
                    reads_all: false,
                });
            }
        }
        Err(std::io::Error::other(
            "every number that was tried belongs to a user",
        ))
    }

    /// True if the grader itself runs as root.
    pub fn is_root() -> bool {
        geteuid().is_root()
    }

    /// The user that the grader runs as: its number and its group's.
    pub(crate) fn own() -> (u32, u32) {
        (geteuid().as_raw(), getegid().as_raw())
    }

    /// Becomes this user, on a thread that is alone in its process. There is no way back.
    pub(crate) fn become_it(self) -> io::Result<()> {
        let (uid, gid) = (Uid::from_raw(self.id), Gid::from_raw(self.id));
        set_thread_groups(&[])?;
        set_thread_res_gid(gid, gid, gid)?;
        if self.reads_all {
            // Else the change of user takes the right away, and `access` would not heed it.
            set_capabilities_secure_bits(CapabilitiesSecureBits::NO_SETUID_FIXUP)?;
        }
        set_thread_res_uid(uid, uid, uid)?;
        if self.reads_all {
            let kept = CapabilitySet::DAC_READ_SEARCH;
            let sets = CapabilitySets {
                effective: kept,
                permitted: kept,
                inheritable: kept,
            };
            set_capabilities(None, sets)?;
            configure_capability_in_ambient_set(kept, true)?;
        }
        Ok(())
    }
}

/// The part of [`UNUSED`] that this system can give; in a container with few numbers, the last of those.
fn numbers(map: &str) -> Option<Range<u32>> {
    let line = |line: &str| {
        let mut fields = line.split_whitespace().map(str::parse::<u64>);
        let (inside, _, count) = (fields.next()?.ok()?, fields.next()?, fields.next()?.ok()?);
        Some(inside..inside + count)
    };
    let last = map.lines().filter_map(line).max_by_key(|range| range.end)?;
    let end = last.end.min(u64::from(UNUSED.end));
    let start = last
        .start
        .max(1)
        .max(u64::from(UNUSED.start).min(end.saturating_sub(500)));
    let range = u32::try_from(start).ok()?..u32::try_from(end).ok()?;
    (!range.is_empty()).then_some(range)
}

fn has_account(accounts: &str, id: u32) -> bool {
    let id = id.to_string();
    accounts
        .lines()
        .any(|line| line.split(':').nth(2) == Some(&id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_all_numbers_are_known_one_far_above_all_accounts_is_taken() {
        assert_eq!(numbers("         0          0 4294967295\n"), Some(UNUSED));
    }

    #[test]
    fn in_a_container_with_few_numbers_one_of_the_last_is_taken() {
        assert_eq!(numbers("0 100000 65536\n"), Some(65_036..65_536));
    }

    #[test]
    fn where_root_is_the_only_user_there_is_no_other() {
        assert_eq!(numbers("0 1000 1\n"), None);
        assert_eq!(numbers(""), None);
    }

    #[test]
    fn a_number_with_an_account_is_known() {
        let accounts = "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n";
        assert!(has_account(accounts, 65_534) && !has_account(accounts, 6_553));
    }
}
