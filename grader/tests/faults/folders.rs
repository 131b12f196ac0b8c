//! The temporary folder is missing, strange, or removed in the middle.
use super::place::{Place, answer, grade_good};
use super::session::Session;
use std::fs;
use std::process::Stdio;

#[test]
fn a_temporary_folder_that_takes_no_files_is_told() {
    let place = Place::new();
    let file = place.path("file");
    fs::write(&file, "").unwrap();
    for folder in [place.path("missing"), file] {
        let answer = answer(grade_good().env("TMPDIR", &folder));
        answer.assert_error("io", 3);
        let path = answer.json["error"]["path"].as_str().unwrap();
        assert_eq!(path, folder.to_str().unwrap());
    }
}

#[test]
fn spaces_and_other_letters_in_paths_are_fine() {
    let place = Place::new();
    let cache = place.cache();
    let strange = place.path("Übung für 'morgen' \"日本\" $HOME");
    let temporary = strange.join("tmp folder");
    fs::create_dir_all(&temporary).unwrap();
    let renamed = strange.join("cache folder");
    fs::rename(&cache, &renamed).unwrap();
    let mut command = grade_good();
    command
        .env("TMPDIR", &temporary)
        .env("GRADER_CACHE_DIR", &renamed);
    answer(&mut command).assert_passed();
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn a_workspace_that_is_removed_in_the_middle_is_the_graders_error() {
    let place = Place::new();
    let mut command = grade_good();
    command
        .env("TMPDIR", place.temporary())
        .env("PATH", place.path_with_linker())
        .stdout(Stdio::piped());
    let mut session = Session::start(&mut command);
    session.until_there_is("/linker/cc");
    fs::remove_dir_all(place.temporary()).unwrap();
    // Now the linker ends, as if it were done.
    fs::write(place.path("linker/pipe"), "go on\n").unwrap();
    let output = session.end();
    assert_eq!(output.status.code(), Some(3));
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(answer["error"]["kind"], "io", "{answer}");
    super::place::answer(&mut grade_good()).assert_passed();
}
