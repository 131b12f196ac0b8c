//! The cache is damaged, half written, somebody else's, or from the future.
use super::place::{Place, answer, grade_good};
use super::session::until;
use std::fs::{self, File, FileTimes};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// The one entry of this folder.
fn only(folder: &Path) -> PathBuf {
    let mut entries = fs::read_dir(folder).unwrap();
    let only = entries.next().unwrap().unwrap().path();
    assert!(entries.next().is_none(), "more than one in {folder:?}");
    only
}

/// A cache with a whole kit, and the kit's folder. Its files are its own.
fn whole(place: &Place) -> (PathBuf, PathBuf) {
    let cache = place.cache();
    answer(grade_good().env("GRADER_CACHE_DIR", &cache)).assert_passed();
    // What the other tests use must not be damaged too.
    fs::remove_file(cache.join("build")).unwrap();
    let kit = only(&cache.join("kits"));
    for entry in fs::read_dir(&kit).unwrap() {
        let (file, copy) = (entry.unwrap().path(), place.path("copy"));
        fs::copy(&file, &copy).unwrap();
        fs::rename(&copy, &file).unwrap();
    }
    (cache, kit)
}

fn write_at(path: &Path, when: SystemTime) {
    let times = FileTimes::new().set_modified(when).set_accessed(when);
    File::open(path).unwrap().set_times(times).unwrap();
}

#[test]
fn a_damaged_kit_is_seen_and_built_again_from_nothing() {
    let place = Place::new();
    let (cache, kit) = whole(&place);
    let rustc =
        place.toolchain("[ -e target ] && echo damaged too >&2; echo built again >&2; exit 1");
    let graded = |cargo: bool| {
        let mut command = grade_good();
        command.env("GRADER_CACHE_DIR", &cache);
        if cargo {
            command.env("RUSTC", &rustc);
        }
        answer(&mut command)
    };
    let index = kit.join("kit.json");
    let whole = fs::read_to_string(&index).unwrap();
    let library = fs::read_dir(&kit)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let library = library
        .max_by_key(|path| path.metadata().unwrap().len())
        .unwrap();
    let bytes = fs::read(&library).unwrap();
    let damages: [(&str, &dyn Fn()); 7] = [
        ("a library cut short", &|| {
            fs::write(&library, &bytes[..bytes.len() / 2]).unwrap()
        }),
        ("an empty library", &|| fs::write(&library, "").unwrap()),
        ("no library", &|| fs::remove_file(&library).unwrap()),
        ("no index", &|| fs::remove_file(&index).unwrap()),
        ("an index cut short", &|| {
            fs::write(&index, &whole[..whole.len() / 2]).unwrap()
        }),
        ("an index that is no JSON", &|| {
            fs::write(&index, "\0\0\0").unwrap()
        }),
        ("another JSON", &|| {
            fs::write(&index, "{\"tokio\": 1}").unwrap()
        }),
    ];
    for (damage, make) in damages {
        make();
        let build = cache.join("build");
        if build.exists() {
            let workshop = fs::read_dir(&build)
                .unwrap()
                .map(|entry| entry.unwrap().path());
            let workshop = workshop.filter(|path| path.is_dir()).last().unwrap();
            fs::create_dir_all(workshop.join("target")).unwrap();
        }
        let answer = graded(true);
        answer.assert_error("kit_does_not_build", 3);
        let said = answer.json["error"]["message"].to_string();
        assert!(said.contains("built again"), "{damage}: {said}");
        assert!(
            !said.contains("damaged too"),
            "{damage}: cargo's files are kept"
        );
        fs::write(&index, &whole).unwrap();
        fs::write(&library, &bytes).unwrap();
        graded(false).assert_passed();
    }
}

#[test]
fn files_from_the_future_and_from_long_ago_change_nothing() {
    let place = Place::new();
    let (cache, kit) = whole(&place);
    let ages = 40 * 365 * 24 * 60 * 60;
    let (future, past) = (
        SystemTime::now() + Duration::from_secs(ages),
        SystemTime::UNIX_EPOCH + Duration::from_secs(1),
    );
    for when in [future, past] {
        for entry in fs::read_dir(&kit).unwrap() {
            write_at(&entry.unwrap().path(), when);
        }
        write_at(&kit, when);
        answer(grade_good().env("GRADER_CACHE_DIR", &cache)).assert_passed();
    }
}

#[test]
fn a_kit_that_seems_to_be_from_the_future_is_not_removed_as_an_old_one() {
    let place = Place::new();
    let cache = place.cache();
    let (from_future, from_past) = (cache.join("kits/future"), cache.join("kits/past"));
    fs::create_dir_all(&from_future).unwrap();
    fs::create_dir_all(&from_past).unwrap();
    write_at(
        &from_future,
        SystemTime::now() + Duration::from_secs(90 * 24 * 60 * 60),
    );
    write_at(
        &from_past,
        SystemTime::now() - Duration::from_secs(90 * 24 * 60 * 60),
    );
    answer(grade_good().env("GRADER_CACHE_DIR", &cache)).assert_passed();
    assert!(from_future.exists() && !from_past.exists());
}

#[test]
fn a_cache_that_is_a_file_is_told() {
    let place = Place::new();
    let cache = place.path("cache");
    fs::write(&cache, "").unwrap();
    let answer = answer(grade_good().env("GRADER_CACHE_DIR", &cache));
    answer.assert_error("cache_not_writable", 2);
}

#[test]
fn the_kit_of_another_owner_serves_root() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root can give a folder to another owner");
        return;
    }
    let place = Place::new();
    let (cache, kit) = whole(&place);
    for entry in fs::read_dir(&kit).unwrap() {
        let file = entry.unwrap().path();
        chown(&file, Some(65_534), Some(65_534)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    }
    chown(&kit, Some(65_534), Some(65_534)).unwrap();
    fs::set_permissions(&kit, fs::Permissions::from_mode(0o700)).unwrap();
    answer(grade_good().env("GRADER_CACHE_DIR", &cache)).assert_passed();
}

#[test]
fn a_daemon_that_a_build_leaves_ends_with_the_grader() {
    let place = Place::new();
    let number = place.path("daemon");
    // In a session of its own it has left the process group that ends as a whole.
    let cargo = format!(
        "mkfifo {0}.ready\nsetsid sh -c 'echo $$ > {0}.ready; exec sleep 1000' < /dev/null > /dev/null 2>&1 &\n\
         cat {0}.ready > {0}\nexit 1",
        number.display()
    );
    let mut command = grade_good();
    command
        .env("RUSTC", place.toolchain(&cargo))
        .env("GRADER_CACHE_DIR", place.path("cache"));
    answer(&mut command).assert_error("kit_does_not_build", 3);
    let daemon = fs::read_to_string(number).unwrap();
    let line = Path::new("/proc").join(daemon.trim()).join("cmdline");
    // It has none once it is killed, also before its parent has asked how it ended.
    until("the daemon's end", || {
        let line = fs::read_to_string(&line).unwrap_or_default();
        line.is_empty().then_some(())
    });
}
