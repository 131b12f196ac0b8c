//! Attacks, each with the outcome that it must have: every folder of `attacks/` is one, or a family of them.
//!
//! They are graded as a user grades, then without the scan, so that what stands behind it is tried too, and
//! without layers of the sandbox, to show what these are good for. In the end nothing is left of them.
#[path = "attacks_runner/attack.rs"]
mod attack;
#[path = "attacks_runner/compare.rs"]
mod compare;
#[path = "attacks_runner/description.rs"]
mod description;
#[path = "attacks_runner/laboratory.rs"]
mod laboratory;
#[path = "attacks_runner/left_over.rs"]
mod left_over;
#[path = "attacks_runner/place.rs"]
mod place;
#[path = "attacks_runner/stage.rs"]
mod stage;
#[path = "attacks_runner/together.rs"]
mod together;
#[path = "attacks_runner/trial.rs"]
mod trial;
#[path = "attacks_runner/user.rs"]
mod user;

use attack::Attack;
use camino::Utf8Path;
use laboratory::Laboratory;
use libtest_mimic::{Arguments, Trial};
use std::process::ExitCode;
use std::sync::{Arc, LazyLock};

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let Some(suite) = stage::suite() else {
        return stage::set_up();
    };
    let folder = Utf8Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks");
    let mut attacks = attack::all(&folder);
    attacks.retain(|(name, attack)| {
        is_asked_for(&arguments, name) && attack.as_ref().map_or(true, is_tried_here)
    });
    let beside_others = attacks
        .iter()
        .filter_map(|(_, attack)| attack.as_ref().ok().filter(|one| together::takes(one)));
    let beside_others: Vec<_> = beside_others.cloned().collect();
    let opened = suite.clone();
    let laboratory = Arc::new(LazyLock::new(move || {
        Laboratory::open(&opened, beside_others)
    }));
    let mut trials = Vec::new();
    for (name, attack) in attacks {
        let laboratory = Arc::clone(&laboratory);
        trials.push(Trial::test(name, move || {
            let laboratory = laboratory.as_ref().as_ref().map_err(String::as_str)?;
            trial::run(laboratory, &attack?).map_err(Into::into)
        }));
    }
    // Some wait for a limit of wall time; others use the processors meanwhile.
    arguments.test_threads = arguments.test_threads.or(Some(4));
    let attacks = libtest_mimic::run(&arguments, trials);
    drop(laboratory);
    let mut afterwards = Vec::new();
    if user::is_root() {
        let (arguments, suite) = (arguments.clone(), suite.clone());
        let again = move || user::attacks_again(&suite, &arguments);
        afterwards.push(Trial::ignorable_test(
            "all_again_as_an_ordinary_user",
            again,
        ));
    }
    afterwards.push(Trial::test("nothing_is_left_of_them", move || {
        left_over::nothing(&suite)
    }));
    // In order: the last one looks at what all others did.
    let arguments = Arguments {
        test_threads: Some(1),
        filter: None,
        ..arguments
    };
    let after = libtest_mimic::run(&arguments, afterwards);
    ExitCode::from(u8::from(attacks.has_failed() || after.has_failed()))
}

/// True if the arguments ask for the trial of this name.
fn is_asked_for(arguments: &Arguments, name: &str) -> bool {
    let matches = |text: &String| match arguments.exact {
        true => name == text,
        false => name.contains(text.as_str()),
    };
    arguments.filter.iter().all(matches) && !arguments.skip.iter().any(matches)
}

/// After root's suite, an ordinary user tries one case of each family, and all that one program tries anyway; but
/// not what is the same for every user.
fn is_tried_here(attack: &Attack) -> bool {
    let by_another_user = attack.is_first || together::takes(attack);
    !user::is_second_time() || by_another_user && !attack.description.same_for_every_user
}
