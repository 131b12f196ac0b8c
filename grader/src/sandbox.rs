//! The sandbox of a session: which layers stand here, and the fence round each compiler and check process.
use crate::error::{Error, Result};
use crate::kit::Kit;
use crate::limits::{COMPILER, CheckLimits};
use crate::toolchain::Toolchain;
use crate::workspace::Workspace;
use camino::{Utf8Path, Utf8PathBuf};
use fence::seal::Seal;
use fence::{Access, Fence, Machine, User, Work};
pub use fence::{Layer, Level, Missing, Standing};
use rustix::thread::{CapabilitySet, capabilities};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

/// Where systems keep the C library, the linker and what these need.
const SYSTEM: [&str; 11] = [
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/opt",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/ld-musl-x86_64.path",
    "/dev/null",
    // rustc's allocator asks how memory can be had; without an answer each compilation takes 10 ms more.
    "/proc/sys/vm/overcommit_memory",
    "/sys/kernel/mm/transparent_hugepage/enabled",
];
/// Of these, what a finished program needs to start.
const LIBRARIES: [&str; 6] = [
    "/lib",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/nix/store",
    "/etc/ld.so.cache",
];

/// What stands round every process that compiles or runs a submission.
#[derive(Clone, Debug)]
pub struct Sandbox {
    machine: Machine,
    compiler: RunsAs,
    check: RunsAs,
}

/// As whom a process runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RunsAs {
    /// As whom the grader runs.
    TheGrader,
    /// As a user who owns nothing.
    Nobody,
    /// The same, with the right to look into folders that only root can enter. Landlock says which.
    NobodyWhoSeesAll,
}

impl Sandbox {
    /// Looks what this machine allows. The compiler must be able to read `folders`.
    pub fn find(folders: &[&Utf8Path]) -> Sandbox {
        Sandbox::on(Machine::look(), folders)
    }

    fn on(mut machine: Machine, folders: &[&Utf8Path]) -> Sandbox {
        let temporary = Utf8PathBuf::from_path_buf(std::env::temp_dir()).unwrap_or_default();
        let (mut compiler, mut check) = (RunsAs::TheGrader, RunsAs::TheGrader);
        if User::is_root() && machine.has(Layer::Identity) {
            compiler = runs_as(&machine, folders);
            check = runs_as(&machine, &[&temporary]);
            if [compiler, check].contains(&RunsAs::TheGrader) {
                let lacking = match machine.has(Layer::Landlock) {
                    true => "the right CAP_DAC_READ_SEARCH, to be passed on,",
                    false => "Landlock, to bound what is read there,",
                };
                let reason = format!(
                    "the compiler's folders can be entered by root only, and {lacking} is missing here"
                );
                let help =
                    "keep toolchain, cache and temporary files where every user can read them";
                machine.lacks(Layer::Identity, reason, help);
            }
        }
        Sandbox {
            machine,
            compiler,
            check,
        }
    }

    /// The same without `layer`. For tests that show what the layer is good for; no command leads here.
    #[doc(hidden)]
    #[must_use]
    pub fn without(self, layer: Layer) -> Sandbox {
        let machine = self.machine.without(layer);
        let (compiler, check) = match layer {
            Layer::Identity => (RunsAs::TheGrader, RunsAs::TheGrader),
            _ => (self.compiler, self.check),
        };
        Sandbox {
            machine,
            compiler,
            check,
        }
    }

    /// Which layers stand.
    pub fn standing(&self) -> Standing {
        self.machine.standing()
    }

    /// Landlock's version, 0 without it.
    pub fn landlock_version(&self) -> u32 {
        self.machine.landlock_version()
    }

    /// Refuses to go on below `level`.
    ///
    /// # Errors
    /// [`Error::SandboxTooWeak`].
    pub fn require(&self, level: Level) -> Result<()> {
        let standing = self.standing();
        match standing.level >= level {
            true => Ok(()),
            false => Err(Error::SandboxTooWeak {
                required: level,
                standing,
            }),
        }
    }

    /// A user for one workspace, if the grader is root.
    pub(crate) fn user(&self) -> Result<Option<User>> {
        let needed = [self.compiler, self.check] != [RunsAs::TheGrader; 2];
        let unused = || {
            User::unused().map_err(|cause| Error::io("find an unused user", "/etc/passwd", cause))
        };
        needed.then(unused).transpose()
    }

    /// The fence round a compiler that works in `workspace` and reads `folders`.
    pub(crate) fn round_compiler(
        &self,
        workspace: &Workspace,
        toolchain: &Toolchain,
        kit: &Kit,
        folders: &[&Utf8Path],
        processor_s: u64,
    ) -> std::io::Result<Fence> {
        let own = [toolchain.folder(), kit.folder()];
        let read = own
            .iter()
            .chain(folders)
            .map(|path| path.as_std_path().to_owned());
        let access = Access {
            read: read
                .chain(SYSTEM.map(PathBuf::from))
                .chain(linker())
                .collect(),
            write: [&workspace.out, &workspace.scratch]
                .map(|path| path.as_std_path().to_owned())
                .to_vec(),
        };
        let user = as_user(self.compiler, workspace.user);
        let limits = COMPILER.kept(processor_s);
        Fence::new(&self.machine, Work::Compile, &access, user, limits)
    }

    /// The fence round the check program of `workspace`.
    pub(crate) fn round_check(
        &self,
        program: &Utf8Path,
        user: Option<User>,
        limits: &CheckLimits,
        schedules: u32,
    ) -> std::io::Result<Fence> {
        let program = std::iter::once(program.as_std_path().to_owned());
        let access = Access {
            read: program.chain(LIBRARIES.map(PathBuf::from)).collect(),
            write: Vec::new(),
        };
        let user = as_user(self.check, user);
        Fence::new(
            &self.machine,
            Work::Check,
            &access,
            user,
            limits.kept(schedules),
        )
    }

    /// Whether the kernel ends what computes for too long. The limit is of one process, and seccomp keeps a check from
    /// making others that would compute in its place.
    pub(crate) fn limits_processor_time(&self) -> bool {
        self.machine.has(Layer::Limits) && self.machine.has(Layer::Seccomp)
    }

    /// What a check program closes from within.
    pub(crate) fn seal(&self) -> Seal {
        Seal {
            files: self.machine.has(Layer::Landlock),
            calls: self.machine.has(Layer::Seccomp),
        }
    }
}

fn as_user(runs_as: RunsAs, user: Option<User>) -> Option<User> {
    match runs_as {
        RunsAs::TheGrader => None,
        RunsAs::Nobody => user,
        RunsAs::NobodyWhoSeesAll => user.map(|user| User {
            reads_all: true,
            ..user
        }),
    }
}

/// As whom a process of root's can run that must read `folders`.
fn runs_as(machine: &Machine, folders: &[&Utf8Path]) -> RunsAs {
    let may_see_all = || {
        let own = capabilities(None);
        own.is_ok_and(|own| own.permitted.contains(CapabilitySet::DAC_READ_SEARCH))
    };
    if folders.iter().all(|folder| is_open(folder)) {
        RunsAs::Nobody
    } else if machine.has(Layer::Landlock) && may_see_all() {
        RunsAs::NobodyWhoSeesAll
    } else {
        RunsAs::TheGrader
    }
}

/// True if every user can enter `folder` and look into it.
fn is_open(folder: &Utf8Path) -> bool {
    const ENTER: u32 = 0o001;
    const LOOK: u32 = 0o004;
    let allows = |path: &Utf8Path, how| {
        path.metadata()
            .is_ok_and(|found| found.permissions().mode() & how == how)
    };
    folder
        .ancestors()
        .skip(1)
        .all(|above| above == "" || allows(above, ENTER))
        && allows(folder, ENTER | LOOK)
}

/// The folder of the linker that rustc starts, wherever the path has it.
fn linker() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("cc"))
        .find(|cc| cc.is_file())?;
    found.canonicalize().ok()?.parent().map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_only_its_owner_can_enter_is_not_open() {
        let folder = tempfile::tempdir().unwrap();
        let path = Utf8Path::from_path(folder.path()).unwrap();
        let inside = path.join("inside");
        std::fs::create_dir(&inside).unwrap();
        let set = |path: &Utf8Path, mode| {
            std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
        };
        set(path, 0o755);
        set(&inside, 0o755);
        assert!(is_open(&inside));
        set(path, 0o700);
        assert!(!is_open(&inside));
        set(path, 0o711);
        assert!(is_open(&inside));
        set(&inside, 0o711);
        assert!(!is_open(&inside));
    }

    #[test]
    fn without_seccomp_or_limits_nothing_bounds_what_computes() {
        let weaker = |layer| Sandbox::find(&[]).without(layer);
        assert!(!weaker(Layer::Seccomp).limits_processor_time());
        assert!(!weaker(Layer::Limits).limits_processor_time());
    }

    #[test]
    fn a_level_that_is_not_reached_is_refused() {
        let sandbox = Sandbox::find(&[]).without(Layer::Landlock);
        assert!(sandbox.require(Level::None).is_ok());
        let refused = sandbox.require(Level::Strong).unwrap_err();
        assert_eq!(refused.kind(), "sandbox_too_weak");
    }
}
