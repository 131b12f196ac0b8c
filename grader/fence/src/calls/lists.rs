//! The system calls that are refused, by what they are for.

macro_rules! calls {
    ($($(#[$on:meta])? $call:ident),+ $(,)?) => {
        &[$($(#[$on])? (libc::$call, stringify!($call)),)+]
    };
}

/// A call's number and the name of that in the C library, `SYS_open`.
type Call = (i64, &'static str);

/// The newest call that was looked at when these lists were written, `file_setattr` of Linux 6.17; every processor
/// gives new calls the same numbers. What comes later is answered as unknown.
pub(super) const NEWEST: u32 = 469;

/// Neither a compiler nor a check needs these: other processes, the kernel itself, the network.
pub(super) const NOBODY_NEEDS: &[Call] = calls![
    // Other processes.
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_process_mrelease,
    SYS_migrate_pages,
    SYS_move_pages,
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
    SYS_kexec_file_load,
    SYS_init_module,
    SYS_finit_module,
    SYS_delete_module,
    SYS_acct,
    SYS_quotactl,
    SYS_quotactl_fd,
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
    SYS_fanotify_mark,
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
    SYS_shmctl,
    SYS_shmdt,
    SYS_msgget,
    SYS_msgctl,
    SYS_msgsnd,
    SYS_msgrcv,
    SYS_semget,
    SYS_semctl,
    SYS_semop,
    SYS_semtimedop,
    SYS_mq_open,
    SYS_mq_unlink,
    SYS_mq_timedsend,
    SYS_mq_timedreceive,
    SYS_mq_notify,
    SYS_mq_getsetattr,
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
    SYS_inotify_add_watch,
    SYS_sync,
    SYS_syncfs,
    #[cfg(target_arch = "x86_64")]
    SYS_ustat,
    #[cfg(target_arch = "x86_64")]
    SYS_sysfs,
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
    SYS_sched_setparam,
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

/// Calls that came after the C library's list of numbers: files, mounts, and the rules of a process. No compiler
/// and no linker knows them.
pub(super) const NEW_OF_FILES: &[Call] = &[
    (457, "SYS_statmount"),
    (458, "SYS_listmount"),
    (460, "SYS_lsm_set_self_attr"),
    (463, "SYS_setxattrat"),
    (464, "SYS_getxattrat"),
    (465, "SYS_listxattrat"),
    (466, "SYS_removexattrat"),
    (467, "SYS_open_tree_attr"),
    (468, "SYS_file_getattr"),
    (469, "SYS_file_setattr"),
];

/// Every list.
pub(super) const LISTS: [&[Call]; 5] = [
    NOBODY_NEEDS,
    NEW_PROCESSES,
    FILES,
    NEW_OF_FILES,
    CHANGES_OF_ITSELF,
];
