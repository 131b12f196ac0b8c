//! Each layer, seen from a program that runs behind the fence. A layer that this machine has not got is left
//! out, and the test says so.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

use fence::{Access, Fence, Layer, Limits, Machine, User, Work};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const LIMITS: Limits = Limits {
    processor_s: 5,
    address_space: 1 << 30,
    file_size: 1 << 20,
    files: 64,
    threads: 64,
};

/// What every shell needs.
fn system() -> Vec<PathBuf> {
    [
        "/usr",
        "/lib",
        "/lib64",
        "/bin",
        "/etc/ld.so.cache",
        "/proc",
        "/dev",
    ]
    .map(PathBuf::from)
    .to_vec()
}

struct Behind {
    machine: Machine,
    access: Access,
    user: Option<User>,
}

impl Behind {
    fn a_fence() -> Behind {
        let machine = Machine::look();
        let drops = User::is_root() && machine.has(Layer::Identity);
        Behind {
            machine,
            access: Access {
                read: system(),
                write: Vec::new(),
            },
            user: drops.then(|| User::unused().expect("a number that is free")),
        }
    }

    fn reading(mut self, path: &Path) -> Behind {
        self.access.read.push(path.to_owned());
        self
    }

    fn writing(mut self, path: &Path) -> Behind {
        self.access.write.push(path.to_owned());
        self
    }

    fn without(self, layer: Layer) -> Behind {
        Behind {
            machine: self.machine.without(layer),
            ..self
        }
    }

    /// Runs a shell's command there.
    fn shell(&self, work: Work, script: &str) -> Output {
        let mut command = Command::new("/bin/sh");
        command
            .args(["-c", script])
            .current_dir("/")
            .stdin(Stdio::null());
        let fence = Fence::new(&self.machine, work, &self.access, self.user, LIMITS);
        let _within = fence
            .expect("the kernel takes the rules")
            .around(&mut command);
        command.output().expect("a shell starts")
    }
}

/// True if this machine has the layer; tells it if not.
fn has(layer: Layer) -> bool {
    let standing = Machine::look().standing();
    let missing = standing.missing.iter().find(|one| one.layer == layer);
    if let Some(missing) = missing {
        println!("skipped: {layer}: {}", missing.reason);
    }
    missing.is_none()
}

/// A folder that every user can enter, with a file that every user can read.
fn open_folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o777)).unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, "the secret\n").unwrap();
    (folder, file)
}

fn read(file: &Path) -> String {
    format!("cat '{}'", file.display())
}

#[test]
fn a_file_that_is_not_named_cannot_be_read_and_one_that_is_can() {
    if !has(Layer::Landlock) {
        return;
    }
    let (_folder, file) = open_folder();
    let refused = Behind::a_fence().shell(Work::Compile, &read(&file));
    assert_eq!(refused.stdout, b"", "{refused:?}");
    let shown = Behind::a_fence()
        .reading(&file)
        .shell(Work::Compile, &read(&file));
    assert_eq!(shown.stdout, b"the secret\n", "{shown:?}");
    let bare = Behind::a_fence()
        .without(Layer::Landlock)
        .shell(Work::Compile, &read(&file));
    assert_eq!(bare.stdout, b"the secret\n", "{bare:?}");
}

#[test]
fn only_a_folder_that_is_named_for_it_can_be_written() {
    if !has(Layer::Landlock) {
        return;
    }
    let (folder, _) = open_folder();
    let script = format!("echo x > '{}/new'", folder.path().display());
    let behind = Behind::a_fence().reading(folder.path());
    assert!(!behind.shell(Work::Compile, &script).status.success());
    let behind = Behind::a_fence().writing(folder.path());
    assert!(behind.shell(Work::Compile, &script).status.success());
}

#[test]
fn a_check_starts_no_process_and_a_compiler_may() {
    if !has(Layer::Seccomp) {
        return;
    }
    let script = "/bin/true && echo started";
    assert_eq!(
        Behind::a_fence().shell(Work::Compile, script).stdout,
        b"started\n"
    );
    assert_eq!(Behind::a_fence().shell(Work::Check, script).stdout, b"");
    let bare = Behind::a_fence().without(Layer::Seccomp);
    assert_eq!(bare.shell(Work::Check, script).stdout, b"started\n");
}

#[test]
fn root_becomes_a_user_who_has_no_rights() {
    if !User::is_root() || !has(Layer::Identity) {
        println!("skipped: only root changes its user");
        return;
    }
    let status = "grep -E '^(Uid|Gid|Groups|CapEff)' /proc/self/status";
    let behind = Behind::a_fence();
    let user = behind.user.expect("root has another user").id.to_string();
    let output = behind.shell(Work::Compile, status);
    let text = String::from_utf8(output.stdout).unwrap();
    let line = |name: &str| {
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        line.map(|line| line.split_whitespace().collect::<Vec<_>>())
    };
    assert_eq!(
        line("Uid:").as_deref(),
        Some(&[user.as_str(); 4][..]),
        "{text}"
    );
    assert_eq!(
        line("Gid:").as_deref(),
        Some(&[user.as_str(); 4][..]),
        "{text}"
    );
    assert_eq!(line("Groups:"), Some(Vec::new()), "{text}");
    assert_eq!(
        line("CapEff:").as_deref(),
        Some(&["0000000000000000"][..]),
        "{text}"
    );
}

#[test]
fn who_sees_all_may_read_what_root_alone_can_enter_and_nothing_else() {
    if !User::is_root() || !has(Layer::Identity) || !has(Layer::Landlock) {
        println!("skipped: only root has such a user");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), PermissionsExt::from_mode(0o700)).unwrap();
    let (named, other) = (folder.path().join("named"), folder.path().join("other"));
    for file in [&named, &other] {
        std::fs::write(file, "seen\n").unwrap();
    }
    let mut behind = Behind::a_fence().reading(&named);
    assert_eq!(behind.shell(Work::Compile, &read(&named)).stdout, b"");
    behind.user = behind.user.map(|user| User {
        reads_all: true,
        ..user
    });
    assert_eq!(behind.shell(Work::Compile, &read(&named)).stdout, b"seen\n");
    assert_eq!(behind.shell(Work::Compile, &read(&other)).stdout, b"");
}

#[test]
fn limits_are_kept_and_never_raised() {
    let script = "ulimit -t; ulimit -v; ulimit -n; ulimit -c";
    let output = Behind::a_fence().shell(Work::Compile, script);
    assert_eq!(output.stdout, b"5\n1048576\n64\n0\n", "{output:?}");
    let raised = Behind::a_fence().shell(Work::Compile, "ulimit -Hn 4096 2>/dev/null || echo no");
    assert_eq!(raised.stdout, b"no\n");
}

#[test]
fn nothing_behind_the_fence_gets_new_privileges() {
    let output = Behind::a_fence().shell(Work::Check, "while read -r name value; do case $name in NoNewPrivs:) echo $value;; esac; done < /proc/self/status");
    assert_eq!(output.stdout, b"1\n", "{output:?}");
}

#[test]
fn the_compilers_network_is_empty() {
    if !has(Layer::Namespaces) {
        return;
    }
    // The two lines above the devices, and the one device that a new network has.
    let output = Behind::a_fence().shell(Work::Compile, "grep -c : /proc/net/dev");
    assert_eq!(output.stdout, b"1\n", "{output:?}");
}

#[test]
fn without_seccomp_a_daemon_ends_with_its_cgroup() {
    if !has(Layer::Cgroup) {
        return;
    }
    let behind = Behind::a_fence()
        .without(Layer::Seccomp)
        .without(Layer::Namespaces);
    let fence = Fence::new(
        &behind.machine,
        Work::Check,
        &behind.access,
        behind.user,
        LIMITS,
    );
    let mut command = Command::new("/bin/sh");
    command
        .args(["-c", "setsid sh -c 'echo here; exec sleep 1000' & exit 0"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped());
    let within = fence.unwrap().around(&mut command);
    let mut child = command.spawn().unwrap();
    assert!(child.wait().unwrap().success());
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    std::io::BufRead::read_line(&mut out, &mut line).unwrap();
    assert_eq!(line, "here\n");
    drop(within);
    // The daemon holds the pipe's other end as long as it lives.
    let mut rest = Vec::new();
    std::io::Read::read_to_end(&mut out, &mut rest).unwrap();
}
