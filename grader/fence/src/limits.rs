//! What a process may use at most. One place for all such figures.
use rustix::io;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// Between the signal that says so and the one that cannot be caught, in seconds of processor time.
const GRACE: u64 = 5;

/// Limits of one process. The kernel keeps each; the grader itself bounds wall time and output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Seconds of processor time.
    pub processor_s: u64,
    /// Bytes of address space. Of memory that is really used a check program keeps count itself.
    pub address_space: u64,
    /// Bytes of a file that is written.
    pub file_size: u64,
    /// Files open at once.
    pub files: u64,
    /// Threads and processes of the user together; counted only for a user that nobody else is.
    pub threads: u64,
}

impl Limits {
    /// Keeps this process to the limits; never above what it has already.
    pub(crate) fn keep(&self, own_user: bool) -> io::Result<()> {
        let limits = [
            (Resource::Core, 0, 0),
            (Resource::Cpu, self.processor_s, GRACE),
            (Resource::As, self.address_space, 0),
            (Resource::Fsize, self.file_size, 0),
            (Resource::Nofile, self.files, 0),
        ];
        let threads = own_user.then_some((Resource::Nproc, self.threads, 0));
        for (resource, most, grace) in limits.into_iter().chain(threads) {
            let own = getrlimit(resource).maximum;
            let at_most = |most: u64| Some(own.map_or(most, |own| own.min(most)));
            let limit = Rlimit {
                current: at_most(most),
                maximum: at_most(most + grace),
            };
            setrlimit(resource, limit)?;
        }
        Ok(())
    }
}
