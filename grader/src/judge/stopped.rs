//! A run that was stopped in the middle of a call: for its stack, its memory, or what it asked the system for.
use super::diagnose::Finding;
use super::scene::Scene;
use super::words;
use protocol::{Diagnosis, Place};

/// A thread used its whole stack.
pub(super) fn stack_full(scene: &Scene<'_>, place: &Place) -> Finding {
    let finding = Finding {
        diagnosis: Diagnosis::StackOverflow,
        message: "The stack of a thread was full: a function calls itself without end, or a value on the stack is too large.".to_owned(),
        evidence: Vec::new(),
        expected: "Every call returns before the stack is full.".to_owned(),
        actual: "The stack was full.".to_owned(),
    };
    at(scene, place, finding, "here the stack was full")
}

/// More memory was asked for than a check may have.
pub(super) fn out_of_memory(scene: &Scene<'_>, limit: u64, place: &Place) -> Finding {
    let limit = words::bytes(limit);
    let finding = Finding {
        diagnosis: Diagnosis::OutOfMemory,
        message: format!(
            "The code asked for more than {limit} of memory. Honest solutions need a hundredth of it."
        ),
        evidence: Vec::new(),
        expected: format!("At most {limit} of memory at a time."),
        actual: "More was asked for, and refused.".to_owned(),
    };
    at(
        scene,
        place,
        finding,
        "this asked for more memory than there is",
    )
}

/// The system was asked for something that no check needs.
pub(super) fn forbidden_call(
    scene: &Scene<'_>,
    call: &str,
    path: Option<&str>,
    place: &Place,
) -> Finding {
    let of = path.map_or(String::new(), |path| format!(" of {}", words::quoted(path)));
    let finding = Finding {
        diagnosis: Diagnosis::ForbiddenCall,
        message: format!(
            "The code made the system call `{call}`{of}, and was stopped there. {}",
            purpose(call)
        ),
        evidence: Vec::new(),
        expected: "The code uses what it is given, and asks the system for nothing else."
            .to_owned(),
        actual: format!("It made the system call `{call}`{of}."),
    };
    at(scene, place, finding, "the system is asked from here")
}

fn at(scene: &Scene<'_>, place: &Place, finding: Finding, shows: &str) -> Finding {
    let Some(spot) = scene.spot(Some(place)) else {
        return finding;
    };
    Finding {
        message: format!("{} It was at {}.", finding.message, words::at(&spot)),
        evidence: vec![spot.shows(shows)],
        ..finding
    }
}

/// What a learner wanted who made this call, and why an exercise does without it.
fn purpose(call: &str) -> &'static str {
    match call {
        "execve" | "execveat" | "fork" | "vfork" | "clone" | "setsid" | "setpgid" => {
            "Exercises start no programs and no processes."
        }
        "socket" | "connect" | "bind" | "listen" | "accept" | "accept4" => {
            "Exercises use no network: the services stand for everything that is far away."
        }
        "kill" | "tgkill" | "tkill" | "pidfd_open" | "pidfd_send_signal" | "rt_sigqueueinfo"
        | "rt_tgsigqueueinfo" | "ptrace" | "process_vm_readv" | "process_vm_writev" => {
            "Exercises have nothing to do with other processes."
        }
        _ if is_about_files(call) => {
            "Exercises read and write no files: everything they need is passed to their functions."
        }
        _ => "Exercises do without it.",
    }
}

fn is_about_files(call: &str) -> bool {
    const WORDS: [&str; 20] = [
        "open", "creat", "stat", "access", "readlink", "mkdir", "rmdir", "unlink", "rename",
        "link", "mknod", "chmod", "chown", "truncate", "utime", "xattr", "chdir", "inotify",
        "symlink", "mount",
    ];
    WORDS.iter().any(|word| call.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{Story, line, sources};
    use super::*;

    fn forbidden(call: &str, path: Option<&str>, place: &Place) -> Finding {
        let story = Story::new();
        forbidden_call(&Scene::new(&story.record, &sources()), call, path, place)
    }

    #[test]
    fn a_file_that_is_opened_is_told_with_its_path_and_line() {
        let finding = forbidden("openat", Some("/etc/passwd"), &line(3));
        assert_eq!(finding.diagnosis, Diagnosis::ForbiddenCall);
        assert!(
            finding.message.contains("`openat` of `/etc/passwd`"),
            "{}",
            finding.message
        );
        assert!(finding.message.contains("no files"), "{}", finding.message);
        assert_eq!(finding.evidence[0].line, 3);
    }

    #[test]
    fn a_socket_is_not_taken_for_a_file() {
        let finding = forbidden("socket", None, &Place::Frames(Vec::new()));
        assert!(
            finding.message.contains("no network"),
            "{}",
            finding.message
        );
        assert!(finding.evidence.is_empty());
    }

    #[test]
    fn the_limit_of_memory_is_told_in_the_unit_of_people() {
        let (story, sources) = (Story::new(), sources());
        let scene = Scene::new(&story.record, &sources);
        let finding = out_of_memory(&scene, 512 << 20, &line(2));
        assert!(finding.message.contains("512 MiB"), "{}", finding.message);
    }

    #[test]
    fn a_full_stack_shows_its_line() {
        let story = Story::new();
        let finding = stack_full(&Scene::new(&story.record, &sources()), &line(4));
        assert_eq!(
            (finding.diagnosis, finding.evidence[0].line),
            (Diagnosis::StackOverflow, 4)
        );
    }
}
