//! What this machine offers: each layer is tried in full, in a process of its own.
#![expect(unsafe_code, reason = "code that runs between fork and exec")]

use crate::cgroup::Place;
use crate::layer::{Layer, Level, Missing, Standing};
use crate::namespaces::How;
use crate::{calls, files, namespaces, user::User};
use std::io;
use std::os::unix::process::CommandExt;
use std::process::Command;

/// What can stand round a process here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// Landlock's version, 0 without it.
    landlock: u32,
    namespaces: Option<How>,
    /// Where control groups can be made, if they can.
    groups: Option<Place>,
    missing: Vec<Missing>,
}

impl Machine {
    /// Tries every layer. Takes a few milliseconds.
    pub fn look() -> Machine {
        let mut machine = Machine {
            landlock: files::version(),
            namespaces: None,
            groups: None,
            missing: Vec::new(),
        };
        if User::is_root()
            && let Err(cause) = identity()
        {
            let help = "run the grader as an ordinary user";
            machine.lacks(
                Layer::Identity,
                format!("root cannot become another user: {cause}"),
                help,
            );
        }
        if machine.landlock == 0 {
            let help = "use Linux 5.13 or later with Landlock turned on (`lsm=landlock,…` at boot)";
            machine.lacks(
                Layer::Landlock,
                "the kernel offers no Landlock".to_owned(),
                help,
            );
        }
        if let Err(cause) = tried(calls::everything_but_the_worst) {
            let help =
                "allow the system call `seccomp`; containers and kernels allow it by default";
            machine.lacks(
                Layer::Seccomp,
                format!("no filter can be set: {cause}"),
                help,
            );
        }
        let how = match User::is_root() {
            true => How::AsRoot,
            false => {
                let (uid, gid) = User::own();
                How::AsUser { uid, gid }
            }
        };
        match tried(move || Ok(namespaces::enter(how, true)?)) {
            Ok(()) => machine.namespaces = Some(how),
            Err(cause) => {
                let help = "allow user namespaces on this machine, or do without: this layer only doubles others";
                machine.lacks(
                    Layer::Namespaces,
                    format!("none can be made: {cause}"),
                    help,
                );
            }
        }
        match cgroups() {
            Ok(place) => machine.groups = Some(place),
            Err(cause) => {
                let help = "start the grader in a group of its own, with `systemd-run --user --scope -p Delegate=yes`, or do without: no level asks for it";
                machine.lacks(Layer::Cgroup, format!("none can be made: {cause}"), help);
            }
        }
        machine
    }

    /// The same without `layer`. For tests that show what the layer is good for.
    #[doc(hidden)]
    #[must_use]
    pub fn without(mut self, layer: Layer) -> Machine {
        match layer {
            Layer::Landlock => self.landlock = 0,
            Layer::Namespaces => self.namespaces = None,
            Layer::Cgroup => self.groups = None,
            Layer::Limits | Layer::Identity | Layer::Seccomp => {}
        }
        self.missing.retain(|missing| missing.layer != layer);
        self.lacks(layer, "it was left out".to_owned(), "");
        self
    }

    /// Says that `layer` is missing.
    pub fn lacks(&mut self, layer: Layer, reason: String, help: &str) {
        if self.has(layer) {
            let help = help.to_owned();
            self.missing.push(Missing {
                layer,
                reason,
                help,
            });
        }
    }

    /// True if `layer` stands.
    pub fn has(&self, layer: Layer) -> bool {
        self.missing.iter().all(|missing| missing.layer != layer)
    }

    /// Landlock's version, 0 without it.
    pub fn landlock_version(&self) -> u32 {
        self.landlock
    }

    /// How a process gets namespaces of its own, if it can.
    pub(crate) fn namespaces(&self) -> Option<How> {
        self.namespaces
    }

    /// Where control groups can be made, if they can.
    pub(crate) fn groups(&self) -> Option<&Place> {
        self.groups.as_ref()
    }

    /// What stands and what does not.
    pub fn standing(&self) -> Standing {
        let layers: Vec<Layer> = Layer::ALL
            .into_iter()
            .filter(|layer| self.has(*layer))
            .collect();
        let mut missing = self.missing.clone();
        missing.sort_by_key(|missing| missing.layer);
        Standing {
            level: Level::of(&layers),
            layers,
            missing,
        }
    }
}

fn identity() -> io::Result<()> {
    let user = User::unused()?;
    tried(move || Ok(user.become_it()?))
}

/// Where a process could be put into a group, and the group removed again.
fn cgroups() -> io::Result<Place> {
    let place = Place::find()?;
    let group = place.make(None)?;
    let entrance = group.entrance()?;
    tried(move || entrance.enter())?;
    Ok(place)
}

/// Does `attempt` in a process of its own, which then ends.
fn tried(attempt: impl Fn() -> io::Result<()> + Send + Sync + 'static) -> io::Result<()> {
    /// Says that everything went well: no attempt fails with it.
    const WELL: i32 = libc::ECANCELED;
    // Never started, since what comes before it always fails.
    let mut command = Command::new("/");
    let always_fails = move || {
        attempt()?;
        Err(io::Error::from_raw_os_error(WELL))
    };
    // SAFETY: the attempts are system calls, and allocate nothing.
    unsafe { command.pre_exec(always_fails) };
    match command.spawn() {
        Err(cause) if cause.raw_os_error() == Some(WELL) => Ok(()),
        Err(cause) => Err(cause),
        Ok(mut child) => child.wait().and(Err(io::ErrorKind::Unsupported.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_attempt_that_works_is_told_from_one_that_fails() {
        assert!(tried(|| Ok(())).is_ok());
        let failed = tried(|| Err(io::Error::from_raw_os_error(libc::EPERM))).unwrap_err();
        assert_eq!(failed.raw_os_error(), Some(libc::EPERM));
    }

    #[test]
    fn an_attempt_changes_nothing_here() {
        let before = User::own();
        let _ = identity();
        assert_eq!(User::own(), before);
    }

    #[test]
    fn what_is_left_out_is_told_as_missing() {
        let standing = Machine::look().without(Layer::Landlock).standing();
        assert!(!standing.layers.contains(&Layer::Landlock));
        assert!(
            standing
                .missing
                .iter()
                .any(|one| one.layer == Layer::Landlock)
        );
        assert!(standing.level < Level::Strong);
    }

    #[test]
    fn every_layer_either_stands_or_is_missing() {
        let standing = Machine::look().standing();
        assert_eq!(
            standing.layers.len() + standing.missing.len(),
            Layer::ALL.len()
        );
    }
}
