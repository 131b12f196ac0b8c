//! Landlock: which files a process can reach.
#![expect(
    unsafe_code,
    reason = "two system calls that no library offers by themselves"
)]

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, Ruleset, RulesetAttr,
    RulesetCreated, RulesetCreatedAttr, RulesetError, Scope, path_beneath_rules,
};
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::path::PathBuf;

/// The newest version of Landlock that is asked for; older kernels keep what they know.
const NEWEST: ABI = ABI::V6;

/// The files and folders that a process can reach; a path that is not there is left out.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// Can be read and executed, with all that is below.
    pub read: Vec<PathBuf>,
    /// Can be read, and files below can be made, written and removed.
    pub write: Vec<PathBuf>,
}

/// Landlock's version here, 0 if the kernel has none or it is turned off.
pub(crate) fn version() -> u32 {
    const VERSION: usize = 1;
    // SAFETY: with this flag the kernel reads no memory and only answers with a number.
    let version =
        unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, 0usize, 0usize, VERSION) };
    u32::try_from(version).unwrap_or(0)
}

/// Rules that allow `access`, and nothing else: no other file, no port, no process outside.
pub(crate) fn rules(access: &Access) -> io::Result<Option<OwnedFd>> {
    let allow = |ruleset: RulesetCreated, paths: &[PathBuf], how: BitFlags<AccessFs>| {
        ruleset.add_rules(path_beneath_rules(paths, how))
    };
    let made = || -> Result<RulesetCreated, RulesetError> {
        let ruleset = all()?.create()?;
        let ruleset = allow(ruleset, &access.read, AccessFs::from_read(NEWEST))?;
        allow(ruleset, &access.write, AccessFs::from_all(NEWEST))
    };
    made().map(Into::into).map_err(io::Error::other)
}

/// Everything that Landlock can forbid.
pub(crate) fn all() -> Result<Ruleset, RulesetError> {
    Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(NEWEST))?
        .handle_access(AccessNet::from_all(NEWEST))?
        .scope(Scope::from_all(NEWEST))
}

/// Puts this thread, and all that it will start, under the rules. It must have given up new privileges.
pub(crate) fn restrict(rules: &OwnedFd) -> io::Result<()> {
    // SAFETY: the kernel reads no memory.
    match unsafe { libc::syscall(libc::SYS_landlock_restrict_self, rules.as_raw_fd(), 0usize) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
