//! The disk is full, or what should be a file is a device.
use super::place::{Place, answer, grade_good};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A small disk; unmounted when it is dropped.
struct Disk {
    folder: PathBuf,
}

impl Disk {
    /// None if none can be made here, which is told.
    fn new(place: &Place, kib: u32) -> Option<Disk> {
        let folder = place.path(&format!("disk-{kib}"));
        fs::create_dir(&folder).unwrap();
        let mut mount = Command::new("mount");
        mount.args([
            "-t",
            "tmpfs",
            "-o",
            &format!("size={kib}k,mode=1777"),
            "tmpfs",
        ]);
        let mounted = mount.arg(&folder).output();
        match mounted.is_ok_and(|mounted| mounted.status.success()) {
            true => Some(Disk { folder }),
            false => {
                eprintln!(
                    "skipped: a small disk can be mounted by root only, and not in every container"
                );
                None
            }
        }
    }

    /// Fills it.
    fn full(self) -> Disk {
        let _ = fs::write(self.folder.join("filler"), vec![0; 1 << 20]);
        self
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.folder).status();
    }
}

#[test]
fn a_full_disk_is_never_the_submissions_fault() {
    let place = Place::new();
    // Room for nothing, for the sources, for the submission's library but not for the program.
    for kib in [4, 64, 1024] {
        let Some(disk) = Disk::new(&place, kib) else {
            return;
        };
        let answer = answer(grade_good().env("TMPDIR", &disk.folder));
        answer.assert_error("io", 3);
        let message = answer.json["error"]["message"]
            .as_str()
            .unwrap()
            .to_lowercase();
        assert!(message.contains("no space left"), "{kib}: {message}");
        assert_eq!(fs::read_dir(&disk.folder).unwrap().count(), 0);
    }
    answer(&mut grade_good()).assert_passed();
}

#[test]
fn a_full_disk_under_the_cache_is_told_and_leaves_no_kit() {
    let place = Place::new();
    let Some(disk) = Disk::new(&place, 64) else {
        return;
    };
    let answer = answer(grade_good().env("GRADER_CACHE_DIR", &disk.folder));
    answer.assert_error("cache_not_writable", 2);
    assert!(!disk.folder.join("kits").exists());
}

#[test]
fn a_full_disk_under_the_output_file_is_told_and_leaves_the_old_report() {
    let place = Place::new();
    let Some(disk) = Disk::new(&place, 64) else {
        return;
    };
    let file = disk.folder.join("report.json");
    fs::write(&file, "old").unwrap();
    let disk = disk.full();
    let answer = answer(grade_good().arg("--output").arg(&file));
    answer.assert_error("output_not_writable", 2);
    assert_eq!(fs::read_to_string(&file).unwrap(), "old");
    assert_eq!(fs::read_dir(&disk.folder).unwrap().count(), 2);
}

#[test]
fn an_output_that_is_a_device_is_written_to_and_not_replaced() {
    let place = Place::new();
    let (null, full) = (place.path("null"), place.path("full"));
    symlink("/dev/null", &null).unwrap();
    symlink("/dev/full", &full).unwrap();
    let graded = |path: &Path| answer(grade_good().arg("--output").arg(path));
    graded(&null).assert_passed();
    graded(&full).assert_error("output_not_writable", 2);
    for link in [null, full] {
        assert!(
            link.is_symlink() && !link.is_file(),
            "{link:?} was replaced"
        );
    }
}
