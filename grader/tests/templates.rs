//! The templates for CI services: what can be checked without the service is checked, and their shell parts
//! that call the grader are run.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the failure")]

#[path = "templates/dockerfile.rs"]
mod dockerfile;
#[path = "templates/stage.rs"]
mod stage;

use serde_json::Value;
use stage::{Stage, template, without_syntax_errors};
use std::fs;

fn yaml(name: &str) -> Value {
    serde_saphyr::from_str(&fs::read_to_string(template(name)).unwrap()).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("a text: {value}"))
}

/// The step of this name.
fn step<'a>(workflow: &'a Value, name: &str) -> &'a Value {
    let steps = workflow["jobs"]["grade"]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["name"] == name).unwrap()
}

#[test]
fn the_workflow_has_what_github_asks_of_one() {
    let workflow = yaml("github-actions.yml");
    for event in ["push", "pull_request"] {
        assert!(workflow["on"].get(event).is_some());
    }
    let job = &workflow["jobs"]["grade"];
    assert!(job["runs-on"].is_string() && job["timeout-minutes"].is_u64());
    for step in job["steps"].as_array().unwrap() {
        assert!(step["name"].is_string(), "{step}");
        match (step["uses"].as_str(), step["run"].as_str()) {
            (Some(action), None) => {
                let (name, version) = action.split_once('@').unwrap();
                assert!(
                    name.starts_with("actions/") || name.starts_with("github/"),
                    "{name}"
                );
                assert!(
                    version[1..].parse::<u32>().is_ok() && version.starts_with('v'),
                    "{version}"
                );
            }
            (None, Some(run)) => {
                without_syntax_errors(run);
                assert!(
                    !run.contains("${{"),
                    "a text of somebody else would be run: {run}"
                );
            }
            _ => panic!("a step uses an action or runs commands: {step}"),
        }
    }
}

#[test]
fn the_steps_of_the_workflow_build_and_grade() {
    let workflow = yaml("github-actions.yml");
    let stage = Stage::new();
    stage.submission("submission", "exercises", "src/lib.rs");
    fs::create_dir(stage.path("submission/.git")).unwrap();
    let exercise = text(&workflow["env"]["EXERCISE"]).to_owned();
    let run = |name: &str| {
        let mut bash = stage.bash(text(&step(&workflow, name)["run"]));
        bash.env("RUNNER_TEMP", stage.path("temp"))
            .env("EXERCISE", &exercise);
        bash.env("GITHUB_STEP_SUMMARY", stage.path("summary.md"));
        bash.output().unwrap()
    };
    let built = run("Build the grader");
    assert!(
        built.status.success(),
        "{}",
        String::from_utf8_lossy(&built.stderr)
    );
    let graded = run("Grade");
    let said = String::from_utf8(graded.stdout).unwrap();
    assert_eq!(graded.status.code(), Some(1), "the stub fails\n{said}");
    assert!(said.starts_with("::error file=src/lib.rs,"), "{said}");
    // What the later steps take.
    let sarif = text(&step(&workflow, "Show the findings in code scanning")["with"]["sarif_file"]);
    let log: Value = serde_json::from_slice(&fs::read(stage.path(sarif)).unwrap()).unwrap();
    assert_eq!(log["version"], "2.1.0");
    for file in ["report.json", "junit.xml", "comment.md"] {
        assert!(stage.path("results").join(file).is_file(), "{file}");
    }
    assert!(
        fs::read_to_string(stage.path("summary.md"))
            .unwrap()
            .starts_with("## ")
    );
}

#[test]
fn the_gitlab_job_grades_and_writes_the_reports_that_it_names() {
    let job = &yaml("gitlab-ci.yml")["grade"];
    assert!(job["stage"].is_string() && job["image"].is_string());
    let script: Vec<&str> = job["script"].as_array().unwrap().iter().map(text).collect();
    let script = script.join("\n");
    without_syntax_errors(&script);
    let stage = Stage::new();
    stage.submission("project", "solutions", "src/lib.rs");
    let mut bash = stage.bash(&script);
    bash.current_dir(stage.path("project"));
    for (name, value) in job["variables"].as_object().unwrap() {
        bash.env(name, text(value));
    }
    bash.env("COURSE_DIR", stage.path("course"))
        .env("CI_PROJECT_DIR", stage.path("project"));
    let graded = bash.output().unwrap();
    assert!(
        graded.status.success(),
        "{}",
        String::from_utf8_lossy(&graded.stderr)
    );
    let artifacts = &job["artifacts"];
    assert_eq!(artifacts["when"], "always", "also of a job that failed");
    for report in ["junit", "codequality"] {
        assert!(
            stage
                .path("project")
                .join(text(&artifacts["reports"][report]))
                .is_file()
        );
    }
    for path in artifacts["paths"].as_array().unwrap() {
        assert!(stage.path("project").join(text(path)).is_file());
    }
}

#[test]
fn gradescope_gets_results_of_a_grading_and_none_of_an_error() {
    let stage = Stage::new();
    fs::create_dir(stage.path("source")).unwrap();
    fs::rename(stage.path("course"), stage.path("source/course")).unwrap();
    let run = |script: &str| {
        let script = fs::read_to_string(template("gradescope").join(script)).unwrap();
        assert!(script.starts_with("#!/usr/bin/env bash\n"));
        without_syntax_errors(&script);
        let mut bash = stage.bash(&script);
        bash.env("AUTOGRADER", stage.path(""))
            .env("EXERCISE", "gather_users");
        bash.output().unwrap()
    };
    let results = stage.path("results/results.json");
    let set_up = run("setup.sh");
    assert!(
        set_up.status.success(),
        "{}",
        String::from_utf8_lossy(&set_up.stderr)
    );
    // A file by itself, and a folder laid out like the exercise.
    for (tree, file, points) in [
        ("solutions", "lib.rs", 10.0),
        ("exercises", "src/lib.rs", 5.0),
    ] {
        stage.submission("submission", tree, file);
        let graded = run("run_autograder");
        assert!(
            graded.status.success(),
            "{}",
            String::from_utf8_lossy(&graded.stderr)
        );
        let results: Value = serde_json::from_slice(&fs::read(&results).unwrap()).unwrap();
        assert_eq!(results["score"], points);
    }
    stage.submission("submission", "exercises", "notes.txt");
    assert_eq!(run("run_autograder").status.code(), Some(2));
    assert!(!results.exists(), "no score is left from before");
}

#[test]
fn the_dockerfile_has_only_instructions_that_there_are_and_copies_what_there_is() {
    let text = fs::read_to_string(template("Dockerfile")).unwrap();
    let course = stage::whole_course();
    assert_eq!(dockerfile::faults(&text, &course), Vec::<String>::new());
    for run in dockerfile::shell_parts(&text) {
        without_syntax_errors(&run);
    }
    let wrong = "RUN a\nFROM x AS one\nCOPY nothing /a\nCOPY --from=two a b\nINSTALL b\n";
    assert_eq!(dockerfile::faults(wrong, &course).len(), 4);
}
