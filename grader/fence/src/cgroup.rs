//! A control group of its own for a process and all that it starts: whatever they do, they end together.
use crate::limits::Limits;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use std::fs::{File, read_dir, read_to_string};
use std::io::{self, Read, Seek};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// How the grader's groups are called; its process number and a count follow.
const PREFIX: &str = "grader-";
/// What lets everything in a group be ended at once, since Linux 5.14.
const KILL: &str = "cgroup.kill";
/// After which time an empty group of a grader that is gone is surely forgotten.
const FORGOTTEN: Duration = Duration::from_secs(60);
/// How long processes that were ended may take to be gone.
const GONE: Timespec = Timespec {
    tv_sec: 1,
    tv_nsec: 0,
};

/// Where groups can be made: the grader's own group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place(PathBuf);

impl Place {
    /// The grader's own group, in the unified hierarchy (version 2).
    pub(crate) fn find() -> io::Result<Place> {
        let own = read_to_string("/proc/self/cgroup")?;
        let mounts = read_to_string("/proc/self/mountinfo")?;
        let folder = folder(&own, &mounts).ok_or(io::Error::new(
            io::ErrorKind::NotFound,
            "no control groups of version 2 are mounted",
        ))?;
        let place = Place(folder);
        place.remove_forgotten();
        Ok(place)
    }

    /// A new group below; its limits are kept as far as its controllers were handed down to it.
    pub(crate) fn make(&self, limits: Option<&Limits>) -> io::Result<Cgroup> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}-{count}", std::process::id());
        let folder = self.0.join(name);
        std::fs::create_dir(&folder)?;
        let group = Cgroup { folder };
        if !group.folder.join(KILL).exists() {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "the kernel cannot end a group as a whole",
            ));
        }
        for (file, most) in limits.map_or(Vec::new(), |limits| {
            vec![
                ("memory.max", limits.address_space),
                ("pids.max", limits.threads),
            ]
        }) {
            let path = group.folder.join(file);
            if path.exists() {
                std::fs::write(path, most.to_string())?;
            }
        }
        Ok(group)
    }

    /// A grader that was killed leaves empty groups behind.
    fn remove_forgotten(&self) {
        let entries = read_dir(&self.0).into_iter().flatten().flatten();
        for path in entries.map(|entry| entry.path()) {
            let grader = path.file_name().and_then(|name| number(name.to_str()?));
            let gone = grader.is_some_and(|grader| !Path::new("/proc").join(grader).exists());
            let old = || {
                let made = path.metadata().and_then(|found| found.modified());
                made.is_ok_and(|made| made.elapsed().is_ok_and(|age| age > FORGOTTEN))
            };
            if gone && old() {
                // One that still has processes stays.
                let _ = std::fs::remove_dir(&path);
            }
        }
    }
}

/// The number of the grader that made the group `name`.
fn number(name: &str) -> Option<String> {
    let (grader, _) = name.strip_prefix(PREFIX)?.split_once('-')?;
    Some(grader.to_owned())
}

/// A group; dropped, it ends with all that is in it.
#[derive(Debug)]
pub struct Cgroup {
    folder: PathBuf,
}

impl Cgroup {
    /// What a process writes itself into to be in the group.
    pub(crate) fn entrance(&self) -> io::Result<Entrance> {
        let file = File::options()
            .write(true)
            .open(self.folder.join("cgroup.procs"))?;
        Ok(Entrance(file.into()))
    }

    /// Ends every process in it.
    pub fn end(&self) {
        // It fails only if the group is gone.
        let _ = std::fs::write(self.folder.join(KILL), "1");
    }

    /// Waits until the processes that were ended are gone.
    fn wait(&self) -> io::Result<()> {
        let mut events = File::open(self.folder.join("cgroup.events"))?;
        loop {
            let mut told = String::new();
            events.rewind()?;
            events.read_to_string(&mut told)?;
            if told.lines().any(|line| line == "populated 0") {
                return Ok(());
            }
            let mut change = [PollFd::new(&events, PollFlags::PRI)];
            if poll(&mut change, Some(&GONE))? == 0 {
                return Err(io::ErrorKind::TimedOut.into());
            }
        }
    }
}

impl Drop for Cgroup {
    fn drop(&mut self) {
        let remove = || std::fs::remove_dir(&self.folder);
        if remove().is_err() {
            self.end();
            // What cannot be removed even then is empty soon, and a later grader removes it.
            let _ = self.wait().and_then(|()| remove());
        }
    }
}

/// The way into a group, for a process between fork and exec.
#[derive(Debug)]
pub(crate) struct Entrance(OwnedFd);

impl Entrance {
    /// Moves this process into the group.
    pub(crate) fn enter(&self) -> io::Result<()> {
        // Zero is whoever writes it.
        rustix::io::write(self.0.as_fd(), b"0")?;
        Ok(())
    }
}

/// The folder of the group `own` tells, where `mounts` has the unified hierarchy.
fn folder(own: &str, mounts: &str) -> Option<PathBuf> {
    let group = own.lines().find_map(|line| line.strip_prefix("0::"))?;
    mounts.lines().find_map(|line| {
        let (mount, kind) = line.split_once(" - ")?;
        if kind.split(' ').next() != Some("cgroup2") {
            return None;
        }
        let mut fields = mount.split(' ').skip(3);
        let (root, point) = (fields.next()?, fields.next()?);
        let below = Path::new(group).strip_prefix(root).ok()?;
        Some(Path::new(point).join(below))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};

    #[test]
    fn the_folder_is_found_below_the_mount() {
        let own = "4:memory:/x\n0::/user.slice/session-2.scope\n";
        let mounts = "29 23 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw\n";
        let expected = PathBuf::from("/sys/fs/cgroup/user.slice/session-2.scope");
        assert_eq!(folder(own, mounts), Some(expected));
    }

    #[test]
    fn a_group_outside_of_what_is_mounted_is_not_found() {
        let mounts = "29 23 0:26 /docker/a /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n";
        assert_eq!(folder("0::/docker/b\n", mounts), None);
        assert_eq!(folder("4:memory:/\n", mounts), None);
        assert_eq!(
            folder("0::/\n", "29 23 0:26 / /proc rw - proc proc rw\n"),
            None
        );
    }

    #[test]
    fn only_our_groups_have_a_number() {
        assert_eq!(number("grader-17-3"), Some("17".to_owned()));
        assert_eq!(number("user.slice"), None);
        assert_eq!(number("grader-x"), None);
    }

    #[test]
    fn a_process_that_left_its_process_group_ends_with_its_cgroup() {
        let group = match Place::find().and_then(|place| place.make(None)) {
            Ok(group) => group,
            Err(why) => return println!("skipped: no control group can be made here: {why}"),
        };
        let entrance = group.entrance().expect("the group can be entered");
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", "setsid sh -c 'echo here; exec sleep 1000' & exit 0"])
            .stdout(Stdio::piped());
        #[expect(unsafe_code, reason = "one system call between fork and exec")]
        // SAFETY: it allocates nothing and takes no lock.
        unsafe {
            command.pre_exec(move || entrance.enter())
        };
        let mut child = command.spawn().expect("a shell starts");
        drop(command);
        assert!(child.wait().expect("it ends").success());
        let folder = group.folder.clone();
        let mut out = child.stdout.take().expect("it is piped");
        let mut said = [0; 5];
        out.read_exact(&mut said)
            .expect("the one that left says so");
        drop(group);
        // The pipe is closed only when the last process that holds it has ended.
        let mut rest = Vec::new();
        out.read_to_end(&mut rest).expect("a pipe can be read");
        assert!(!folder.exists(), "{}", folder.display());
    }
}
