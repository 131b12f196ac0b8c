//! The schedules that are told in these tests.
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tempfile::TempDir;

/// An exercise and its check.
pub(crate) type Scene = (&'static str, &'static str);

pub(crate) const LOST_UPDATE: Scene = ("lost_update", "no_vote_is_lost");
pub(crate) const DEADLOCK: Scene = ("lock_ordering", "opposite_transfers_end");
pub(crate) const SEQUENCE: Scene = ("gather_users", "all_at_once");
pub(crate) const BLOCKED: Scene = ("blocking_sleep", "ten_take_as_long_as_one");
pub(crate) const CANCELLED: Scene = ("partial_failures", "the_others_stay");

static TOLD: LazyLock<Vec<(Scene, Told)>> = LazyLock::new(|| {
    let scenes = [LOST_UPDATE, DEADLOCK, SEQUENCE, BLOCKED, CANCELLED];
    scenes.map(|scene| (scene, tell(scene))).into()
});

/// What came of a replay.
pub(crate) struct Told {
    pub(crate) text: String,
    pub(crate) page: String,
    pub(crate) picture: String,
    pub(crate) status: i32,
}

/// A replay that all tests share.
pub(crate) fn told(scene: Scene) -> &'static Told {
    let found = TOLD.iter().find(|(known, _)| *known == scene);
    &found.expect("one of the scenes").1
}

/// Every scene.
pub(crate) fn all() -> impl Iterator<Item = &'static (Scene, Told)> {
    TOLD.iter()
}

/// Replays a scene.
pub(crate) fn tell(scene: Scene) -> Told {
    tell_with(scene, &[])
}

/// Replays a scene with more arguments.
pub(crate) fn tell_with((exercise, check): Scene, more: &[&str]) -> Told {
    let folder = TempDir::new().unwrap();
    let (page, picture) = (
        folder.path().join("page.html"),
        folder.path().join("picture.svg"),
    );
    let output = replay(exercise)
        .args(["--check", check, "--html"])
        .arg(&page)
        .arg("--svg")
        .arg(&picture)
        .args(more)
        .output()
        .unwrap();
    let read =
        |path| fs::read_to_string(path).unwrap_or_else(|cause| panic!("{cause}: {output:?}"));
    Told {
        text: String::from_utf8(output.stdout.clone()).unwrap(),
        page: read(page),
        picture: read(picture),
        status: output.status.code().unwrap(),
    }
}

/// The command, in the course.
pub(crate) fn replay(exercise: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_grader"));
    command.current_dir(course()).args(["replay", exercise]);
    command
}

pub(crate) fn course() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The exercise's folder below `exercises/`.
pub(crate) fn folder_of(exercise: &str) -> String {
    let chapters = fs::read_dir(course().join("exercises")).unwrap();
    let exercises = chapters.flat_map(|chapter| fs::read_dir(chapter.unwrap().path()).unwrap());
    let ending = format!("_{exercise}");
    let mut found = exercises.map(|folder| folder.unwrap().path());
    let path = found
        .find(|path| path.to_str().unwrap().ends_with(&ending))
        .unwrap();
    let below = path.strip_prefix(course().join("exercises")).unwrap();
    below.to_str().unwrap().to_owned()
}
