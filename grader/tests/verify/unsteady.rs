//! Checks that do not always say the same.
use crate::broken_course::{CHECKS, Course};

/// A course with one more check, which is passed if this holds.
fn course_with(holds: &str) -> Course {
    let course = Course::new();
    let check = format!(
        "/// It holds.\n#[check(behaviour, points = 1, schedules = 1)]\nasync fn holds(lab: Lab) {{\n    \
         lab.run(\"double\", double(3)).await;\n    let holds = {holds};\n    \
         lab.expect_eq(\"it\", true, holds);\n}}\n\nharness::main!();"
    );
    course.change(CHECKS, "harness::main!();", &check);
    course
}

/// The faults about the check that was added.
fn faults_of(course: &Course, repeat: &str) -> Vec<serde_json::Value> {
    let (verification, status) = course.json(&["--repeat", repeat]);
    assert_eq!(status, 1);
    let faults = verification["exercises"][0]["faults"]
        .as_array()
        .unwrap()
        .iter();
    faults
        .filter(|fault| fault["check"] == "holds" && fault["kind"] != "check_never_fails")
        .cloned()
        .collect()
}

#[test]
fn a_whole_course_says_the_same_with_other_seeds_and_under_load() {
    let (verification, status) = Course::new().json(&["--repeat", "3"]);
    assert_eq!(status, 0, "{verification:#}");
    assert_eq!(verification["exercises"][0]["gradings"], 18);
}

#[test]
fn a_check_that_reads_the_real_time_is_flaky() {
    // std's clocks are virtual in the laboratory, and a check reaches no file; this old call of the C library
    // still tells the real time.
    let course = course_with(
        "{\n        unsafe extern \"C\" {\n            \
         fn gettimeofday(time: *mut [i64; 2], zone: *mut u8) -> i32;\n        }\n        \
         let mut time = [0_i64; 2];\n        \
         unsafe { gettimeofday(&raw mut time, std::ptr::null_mut()) };\n        \
         let millis = (time[0] * 1_000 + time[1] / 1_000) as u128;\n        \
         millis / 8 * 2_654_435_761 / 65_536 % 2 == 0\n    }",
    );
    let faults = faults_of(&course, "16");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(faults[0]["kind"], "flaky");
    assert_eq!(faults[0]["file"], CHECKS);
    let details = faults[0]["details"].as_str().unwrap();
    for said in [
        "passed in ",
        "wrong_result in ",
        " of 16",
        "reference.rs: ",
        "grader grade double --check holds --seed ",
    ] {
        assert!(details.contains(said), "{said}: {details}");
    }
}

#[test]
#[cfg(target_arch = "x86_64")]
fn a_check_that_counts_the_processors_cycles_is_flaky() {
    let course = course_with("unsafe { core::arch::x86_64::_rdtsc() } / 1000 % 2 == 0");
    let faults = faults_of(&course, "16");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(faults[0]["kind"], "flaky");
}

#[test]
fn a_check_that_holds_for_some_seeds_only_is_named_with_such_a_seed() {
    let course = course_with("lab.seed() < 2_000_000");
    let faults = faults_of(&course, "3");
    assert_eq!(faults.len(), 1, "{faults:#?}");
    assert_eq!(faults[0]["kind"], "depends_on_seed");
    let details = faults[0]["details"].as_str().unwrap();
    assert!(
        details.contains(
            "solutions/1_first/1_double/added.rs: passed in 2 of 3, wrong_result in 1 of 3\n  \
             grader grade double --check holds --seed 2000000 --schedules 1 \
             --submission solutions/1_first/1_double/added.rs"
        ),
        "{details}"
    );
}
