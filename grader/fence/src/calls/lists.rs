//! The system calls that are refused, by what they are for.

macro_rules! calls {
    ($($(#[$on:meta])? $call:ident),+ $(,)?) => {
        &[$($(#[$on])? (libc::$call, stringify!($call)),)+]
    };
}

/// A call's number and the name of that in the C library, `SYS_open`.
type Call = (i64, &'static str);

/// Neither a compiler nor a check needs these: other processes, the kernel itself, the network.
pub(super) const NOBODY_NEEDS: &[Call] = calls![
    // Other processes.
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_kcmp,
    SYS_pidfd_getfd,
    SYS_pidfd_send_signal,
    SYS_setsid,
    // Ways past this filter, and parts of the kernel with many faults so far.
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_memfd_create,
    SYS_memfd_secret,
    // Mounts, namespaces and the machine.
    SYS_mount,
    SYS_umount2,
    SYS_move_mount,
    SYS_open_tree,
    SYS_fsopen,
    SYS_fsconfig,
    SYS_fsmount,
    SYS_fspick,
    SYS_mount_setattr,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_swapon,
    SYS_swapoff,
    SYS_reboot,
    SYS_kexec_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_acct,
    SYS_quotactl,
    SYS_settimeofday,
    SYS_clock_settime,
    SYS_clock_adjtime,
    SYS_adjtimex,
    SYS_sethostname,
    SYS_setdomainname,
    SYS_syslog,
    SYS_vhangup,
    SYS_name_to_handle_at,
    SYS_open_by_handle_at,
    SYS_fanotify_init,
    SYS_personality,
    #[cfg(target_arch = "x86_64")]
    SYS_iopl,
    #[cfg(target_arch = "x86_64")]
    SYS_ioperm,
    #[cfg(target_arch = "x86_64")]
    SYS_modify_ldt,
    // The network, and every other kind of socket. A pair of connected ones leads nowhere and is allowed.
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    // Memory that is shared with others.
    SYS_shmget,
    SYS_shmat,
    SYS_msgget,
    SYS_semget,
    SYS_mq_open,
];

/// A check is one process.
pub(super) const NEW_PROCESSES: &[Call] = calls![
    #[cfg(target_arch = "x86_64")]
    SYS_fork,
    #[cfg(target_arch = "x86_64")]
    SYS_vfork,
    SYS_setpgid,
];

/// A check reads and writes no file, and starts no program.
pub(super) const FILES: &[Call] = calls![
    SYS_execve,
    SYS_execveat,
    #[cfg(target_arch = "x86_64")]
    SYS_open,
    SYS_openat,
    SYS_openat2,
    #[cfg(target_arch = "x86_64")]
    SYS_creat,
    #[cfg(target_arch = "x86_64")]
    SYS_stat,
    #[cfg(target_arch = "x86_64")]
    SYS_lstat,
    SYS_statfs,
    #[cfg(target_arch = "x86_64")]
    SYS_access,
    SYS_faccessat,
    SYS_faccessat2,
    #[cfg(target_arch = "x86_64")]
    SYS_readlink,
    SYS_readlinkat,
    #[cfg(target_arch = "x86_64")]
    SYS_mkdir,
    SYS_mkdirat,
    #[cfg(target_arch = "x86_64")]
    SYS_rmdir,
    #[cfg(target_arch = "x86_64")]
    SYS_unlink,
    SYS_unlinkat,
    #[cfg(target_arch = "x86_64")]
    SYS_rename,
    SYS_renameat,
    SYS_renameat2,
    #[cfg(target_arch = "x86_64")]
    SYS_link,
    SYS_linkat,
    #[cfg(target_arch = "x86_64")]
    SYS_symlink,
    SYS_symlinkat,
    #[cfg(target_arch = "x86_64")]
    SYS_mknod,
    SYS_mknodat,
    #[cfg(target_arch = "x86_64")]
    SYS_chmod,
    SYS_fchmod,
    SYS_fchmodat,
    SYS_fchmodat2,
    #[cfg(target_arch = "x86_64")]
    SYS_chown,
    #[cfg(target_arch = "x86_64")]
    SYS_lchown,
    SYS_fchown,
    SYS_fchownat,
    SYS_truncate,
    SYS_ftruncate,
    SYS_utimensat,
    #[cfg(target_arch = "x86_64")]
    SYS_utime,
    #[cfg(target_arch = "x86_64")]
    SYS_utimes,
    #[cfg(target_arch = "x86_64")]
    SYS_futimesat,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_getxattr,
    SYS_lgetxattr,
    SYS_fgetxattr,
    SYS_listxattr,
    SYS_llistxattr,
    SYS_flistxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
    SYS_chdir,
    SYS_fchdir,
    #[cfg(target_arch = "x86_64")]
    SYS_inotify_init,
    SYS_inotify_init1,
    SYS_setuid,
    SYS_setgid,
    SYS_setreuid,
    SYS_setregid,
    SYS_setresuid,
    SYS_setresgid,
    SYS_setgroups,
    SYS_setfsuid,
    SYS_setfsgid,
    SYS_capset,
];

/// A check leaves its own process as the laboratory made it.
pub(super) const CHANGES_OF_ITSELF: &[Call] = calls![
    SYS_seccomp,
    SYS_landlock_create_ruleset,
    SYS_landlock_add_rule,
    SYS_landlock_restrict_self,
    SYS_setpriority,
    SYS_ioprio_set,
    SYS_sched_setaffinity,
    SYS_sched_setscheduler,
    SYS_sched_setattr,
    SYS_setrlimit,
    SYS_setitimer,
    #[cfg(target_arch = "x86_64")]
    SYS_alarm,
    SYS_pidfd_open,
    SYS_tkill,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
];

/// What a refused call is called, `open`.
pub fn name(number: i64) -> Option<&'static str> {
    let lists = [NOBODY_NEEDS, NEW_PROCESSES, FILES, CHANGES_OF_ITSELF];
    // Those that are refused for some arguments only.
    let others = calls![
        SYS_clone,
        SYS_newfstatat,
        SYS_statx,
        SYS_tgkill,
        SYS_kill,
        SYS_prlimit64,
        SYS_rt_sigaction
    ];
    let all = lists.into_iter().flatten().chain(others);
    all.filter(|(known, _)| *known == number)
        .map(|(_, name)| name.strip_prefix("SYS_").unwrap_or(name))
        .next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_call_is_in_two_lists() {
        let all = [NOBODY_NEEDS, NEW_PROCESSES, FILES, CHANGES_OF_ITSELF].concat();
        let numbers: BTreeSet<i64> = all.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers.len(), all.len());
    }

    #[test]
    fn a_refused_call_has_a_name() {
        assert_eq!(name(libc::SYS_openat), Some("openat"));
        assert_eq!(name(libc::SYS_clone), Some("clone"));
        assert_eq!(name(libc::SYS_write), None);
    }
}
