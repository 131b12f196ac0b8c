//! Attacks that one program tries: each is a module of one submission, with a check of its own. A check is a
//! process, so none of them meets another; and hundreds of attacks are compiled at once.
use crate::attack::Attack;
use crate::description::{Expected, Limits, Outcome, Works};
use crate::place::Place;
use crate::trial::HAS_ASSEMBLER;
use camino::{Utf8Path, Utf8PathBuf};
use grader::catalog::Exercise;
use grader::grade::Prepared;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::sync::Arc;

/// The exercise whose check they are called by.
const EXERCISE: &str = "gather_users";
/// That check of it.
const CHECK: &str = "nobody_to_fetch";

/// The submission of all these attacks, laid out.
pub(crate) struct Together {
    folder: Utf8PathBuf,
    /// The exercise with the checks of these attacks. It lives as long as the suite.
    pub(crate) exercise: &'static Exercise,
    /// What is handed in.
    pub(crate) submission: Utf8PathBuf,
    /// Where each attack's canary and secret are, by the name of its check.
    places: BTreeMap<String, Place>,
}

/// The same, compiled.
pub(crate) struct Compiled {
    pub(crate) prepared: Prepared<'static>,
    pub(crate) together: Together,
}

/// True if `attack` does its work in [`CHECK`], when it runs, and can stand beside others.
pub(crate) fn takes(attack: &Attack) -> bool {
    let description = &attack.description;
    let shows = description.shows.as_ref();
    let only_its_check = |expected: &Expected| {
        let fails = expected.failed.len() == 1 && expected.failed.contains_key(CHECK);
        expected.outcome == Outcome::Graded && (fails || expected.full_marks)
    };
    let source = fs::read_to_string(attack.folder.join("lib.rs")).unwrap_or_default();
    let is_assembler = source.contains("@RAW@") || source.contains("naked_asm!");
    description.exercise == EXERCISE
        && only_its_check(behind_the_scan(attack))
        && source.contains("// @GATHER@")
        && (HAS_ASSEMBLER || !is_assembler)
        // These are about a whole crate or file, about limits, or about what the end of a program leaves.
        && !source.starts_with("#![")
        && description.repeat.is_empty()
        && description.checks.is_empty()
        && description.limits == Limits::default()
        && shows.is_none_or(|shows| shows.works != Works::Process)
}

/// What must come of `attack` when the scan lets it pass.
pub(crate) fn behind_the_scan(attack: &Attack) -> &Expected {
    let description = &attack.description;
    description
        .behind_the_scan
        .as_ref()
        .unwrap_or(&description.must)
}

/// The name of an attack's check.
pub(crate) fn check(attack: &Attack) -> String {
    attack.name.replace('/', "__")
}

/// What must come of the attack's check.
pub(crate) fn expected(attack: &Attack) -> Expected {
    let mut expected = behind_the_scan(attack).clone();
    if let Some(diagnosis) = expected.failed.remove(CHECK) {
        expected.failed.insert(check(attack), diagnosis);
    }
    expected
}

impl Together {
    /// Lays out `attacks` below `suite`.
    ///
    /// # Errors
    /// If the disk refuses.
    pub(crate) fn lay_out(
        suite: &Utf8Path,
        attacks: &[Attack],
        exercise: &Exercise,
    ) -> io::Result<Together> {
        let folder = suite.join("together");
        let (mut modules, mut checks) = (String::new(), CHECKS_BEGIN.to_owned());
        let mut places = BTreeMap::new();
        for attack in attacks {
            let name = check(attack);
            let place = Place::new(&folder, attack, exercise)?;
            modules += &format!("pub mod {name} {{\n{}\n}}\n", place.text);
            checks += &CHECK_OF_ONE.replace("@NAME@", &name);
            places.insert(name, place);
        }
        checks += "harness::main!();\n";
        let id = "attacks/together";
        let dir = folder.join("exercises").join(id);
        let hidden = folder.join("tests").join(id);
        for folder in [&dir.join("src"), &hidden] {
            fs::create_dir_all(folder)?;
        }
        let submission = dir.join("src/lib.rs");
        fs::write(&submission, &modules)?;
        fs::write(hidden.join("checks.rs"), checks)?;
        let modules: Arc<str> = modules.into();
        for place in places.values_mut() {
            // Lines are those of the whole.
            place.text = Arc::clone(&modules);
        }
        let exercise = Exercise {
            id: id.to_owned(),
            dir,
            checks: hidden.join("checks.rs"),
            ..exercise.clone()
        };
        Ok(Together {
            folder,
            exercise: Box::leak(Box::new(exercise)),
            submission,
            places,
        })
    }

    /// What belongs to `attack`.
    pub(crate) fn place(&self, attack: &Attack) -> &Place {
        &self.places[&check(attack)]
    }
}

impl Drop for Together {
    fn drop(&mut self) {
        // What cannot be removed is found by the test that nothing is left.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

const CHECKS_BEGIN: &str = "//! The checks of attacks, each that of an empty list.
use harness::{Lab, check};
use services::UserApi;

";

const CHECK_OF_ONE: &str = "/// No ids give no users.
#[check(behaviour, points = 1)]
async fn @NAME@(lab: Lab) {
    let api = UserApi::new(lab.conditions());
    let called = api.clone();
    let answer = lab
        .run(\"gather_users\", async move { gather_users::@NAME@::gather_users(&called, &[]).await })
        .await;
    lab.expect_eq(\"the answer to an empty list\", Ok(Vec::new()), answer);
}

";
