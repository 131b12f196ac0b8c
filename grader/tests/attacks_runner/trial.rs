//! One attack from its folder to its differences.
use crate::attack::Attack;
use crate::compare::{differences, harm, hidden_line};
use crate::description::{Expected, Outcome, Shows, Works};
use crate::laboratory::{Laboratory, Seen};
use crate::left_over;
use crate::place::{Place, SECRET};
use crate::user;
use grader::catalog::Exercise;
use grader::grade::Prepared;
use grader::sandbox::Layer;

/// Assembler is for one processor.
const HAS_ASSEMBLER: bool = cfg!(target_arch = "x86_64");

/// Grades the attack in all the ways that it asks for.
///
/// # Errors
/// Everything that is not as it must be, with what was seen.
pub(crate) fn run(laboratory: &Laboratory, attack: &Attack) -> Result<(), String> {
    let exercise = laboratory.exercise(&attack.description)?;
    let place = Place::new(&laboratory.suite, attack, &exercise)
        .map_err(|error| format!("the submission cannot be laid out: {error}"))?;
    let told = match attack.description.must.outcome {
        Outcome::RefusedInput => {
            let seen = laboratory.refused(attack, &place);
            told(
                "as a user grades it",
                &attack.description.must,
                &seen,
                &exercise,
                &place,
            )
        }
        _ => graded(laboratory, attack, &exercise, &place),
    };
    let cleared = place.clear().map_err(|error| error.to_string());
    told.and(cleared)
        .map_err(|told| format!("{}\n{told}", attack.description.told()))
}

fn graded(
    laboratory: &Laboratory,
    attack: &Attack,
    exercise: &Exercise,
    place: &Place,
) -> Result<(), String> {
    let description = &attack.description;
    let scan_decides = description.behind_the_scan.is_some();
    let mut prepared = None;
    // What the scan rejects is graded the same way for all cases of a family and for all users.
    let seen = if scan_decides && (!attack.is_first || user::is_second_time()) {
        laboratory.scanned(exercise, place)?
    } else {
        let ready = laboratory.prepare(exercise, &place.submission, true)?;
        let seen = laboratory.run(attack, &ready)?;
        prepared = Some(ready);
        seen
    };
    told(
        "as a user grades it",
        &description.must,
        &seen,
        exercise,
        place,
    )?;
    if place.text.contains("naked_asm!") && !HAS_ASSEMBLER {
        return Ok(());
    }
    if let Some(expected) = &description.behind_the_scan {
        let ready = laboratory.prepare(exercise, &place.submission, false)?;
        let seen = laboratory.run(attack, &ready)?;
        prepared = Some(ready);
        told("without the scan", expected, &seen, exercise, place)?;
    }
    match (&description.shows, prepared) {
        (Some(shows), Some(ready)) => works(laboratory, attack, exercise, place, ready, shows),
        _ => Ok(()),
    }
}

fn told(
    how: &str,
    expected: &Expected,
    seen: &Seen,
    exercise: &Exercise,
    place: &Place,
) -> Result<(), String> {
    let wrong = harm(seen, exercise, place) + &differences(expected, seen, place);
    match wrong.is_empty() {
        true => Ok(()),
        false => Err(format!(
            "{how}:\n{wrong}\n--- what was shown ---\n{}",
            seen.text()
        )),
    }
}

/// Shows that the attack works where layers are missing, so that it is these that stop it.
fn works(
    laboratory: &Laboratory,
    attack: &Attack,
    exercise: &Exercise,
    place: &Place,
    prepared: Prepared<'_>,
    shows: &Shows,
) -> Result<(), String> {
    let layers: Vec<Layer> = shows
        .without
        .iter()
        .map(|name| layer(name))
        .collect::<Result<_, _>>()?;
    let seen = laboratory.weakened(attack, exercise, place, &prepared, &layers)?;
    // The workspace goes now; whoever still runs a program of it is left over.
    drop(prepared);
    let left = left_over::end_strays(&laboratory.suite);
    let works = match shows.works {
        Works::Canary => place.take_canary(),
        Works::Secret => seen.holds(SECRET),
        Works::Checks => hidden_line(&seen, exercise).is_some(),
        Works::Process => left > 0,
        Works::Pass => matches!(&seen, Seen::Report(shown) if shown.report.passed),
    };
    match works {
        true => Ok(()),
        false => Err(format!(
            "without {} it should work ({:?}), and does not:\n{}",
            shows.without.join(", "),
            shows.works,
            seen.text()
        )),
    }
}

fn layer(name: &str) -> Result<Layer, String> {
    let known = Layer::ALL
        .into_iter()
        .find(|layer| layer.to_string() == name);
    known.ok_or_else(|| format!("there is no layer `{name}`"))
}
