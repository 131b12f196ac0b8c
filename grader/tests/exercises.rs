//! Verifies the course; a fault of an exercise is a failure of the test that is called like it.
use camino::Utf8PathBuf;
use grader::catalog::Course;
use grader::report::text::Style;
use grader::verify::{Fault, Options, Verification, text, verify};
use libtest_mimic::{Arguments, Failed, Trial};
use std::num::NonZero;
use std::process::ExitCode;
use std::sync::{Arc, OnceLock};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let all = ids();
    let asked = |id: &&String| {
        arguments
            .filter
            .as_ref()
            .is_none_or(|part| id.contains(part))
    };
    let asked: Vec<String> = all.iter().filter(asked).cloned().collect();
    let wanted = Wanted {
        // Without names, the course around its exercises is verified too.
        exercises: if asked.len() == all.len() {
            Vec::new()
        } else {
            asked.clone()
        },
        found: OnceLock::new(),
    };
    let wanted = Arc::new(wanted);
    let mut trials = Vec::new();
    for id in asked {
        let wanted = Arc::clone(&wanted);
        trials.push(Trial::test(id.clone(), move || {
            let exercises = &wanted.verification()?.exercises;
            let one = exercises.iter().find(|one| one.id == id);
            none(&one.ok_or("it was not verified")?.faults)
        }));
    }
    if wanted.exercises.is_empty() {
        trials.push(Trial::test("the course around them", move || {
            none(&wanted.verification()?.faults)
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The exercises to verify, and what was found once it was looked for: everything at once, for whichever
/// test comes first.
struct Wanted {
    exercises: Vec<String>,
    found: OnceLock<Result<Verification, String>>,
}

impl Wanted {
    fn verification(&self) -> Result<&Verification, Failed> {
        let verified = self.found.get_or_init(|| {
            let options = Options {
                course: Some(root()),
                exercises: self.exercises.clone(),
                jobs: std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN),
                repeat: NonZero::<u32>::MIN,
                mutants: false,
                required_sandbox: None,
            };
            let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
            let verified = runtime.block_on(verify(&options));
            verified.map_err(|error| format!("{error}\nhelp: {}", error.help()))
        });
        verified.as_ref().map_err(Failed::from)
    }
}

fn root() -> Utf8PathBuf {
    Utf8PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The ids of all exercises, also of those that cannot be read.
fn ids() -> Vec<String> {
    let survey = Course::survey(Some(&root()), &root()).expect("the course can be opened");
    let readable = survey.course.exercises.into_iter().map(|one| one.id);
    let unreadable = survey.unreadable.into_iter().map(|one| one.id);
    readable.chain(unreadable).collect()
}

fn none(faults: &[Fault]) -> Result<(), Failed> {
    if faults.is_empty() {
        return Ok(());
    }
    let told = faults.iter().map(|fault| text::fault(fault, Style::Plain));
    Err(told.collect::<Vec<_>>().join("\n").into())
}
