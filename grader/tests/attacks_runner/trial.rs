//! One attack from its folder to its differences.
use crate::attack::Attack;
use crate::compare::{differences, harm, hidden_line};
use crate::description::{Expected, Outcome, Shows, Works};
use crate::laboratory::{Laboratory, Seen};
use crate::left_over;
use crate::place::{Place, SECRET};
use crate::together;
use crate::user;
use grader::catalog::Exercise;
use grader::grade::Prepared;
use grader::sandbox::Layer;

/// Assembler is for one processor.
pub(crate) const HAS_ASSEMBLER: bool = cfg!(target_arch = "x86_64");

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
        _ if together::takes(attack) => beside_others(laboratory, attack, &exercise, &place),
        _ => graded(laboratory, attack, &exercise, &place),
    };
    let cleared = place.clear().map_err(|error| error.to_string());
    told.and(cleared)
        .map_err(|told| format!("{}\n{told}", attack.description.told()))
}

/// For attacks that one program tries: first what is seen of each by itself.
fn beside_others(
    laboratory: &Laboratory,
    attack: &Attack,
    exercise: &Exercise,
    place: &Place,
) -> Result<(), String> {
    let must = &attack.description.must;
    if attack.is_first && !user::is_second_time() {
        let ready = laboratory.prepare(attack, exercise, &place.submission, true)?;
        let seen = laboratory.run(&attack.description.checks, &ready)?;
        told("as a user grades it", must, &seen, exercise, place)?;
    } else {
        let seen = laboratory.scanned(exercise, place)?;
        match must.outcome {
            Outcome::Rejected => told("as the scan sees it", must, &seen, exercise, place)?,
            _ if seen.is_empty() => {}
            _ => return Err(format!("the scan rejects it:\n{}", seen.text())),
        }
    }
    let compiled = laboratory.together()?;
    let place = compiled.together.place(attack);
    let checks = [together::check(attack)];
    let seen = laboratory.run(&checks, &compiled.prepared)?;
    let expected = together::expected(attack);
    told("without the scan", &expected, &seen, exercise, place)?;
    let Some(shows) = &attack.description.shows else {
        return Ok(());
    };
    let weaker = laboratory.weaker(&layers(shows)?)?;
    let seen = laboratory.run_in(&weaker, &checks, &compiled.prepared)?;
    let works = has_worked(shows.works, &seen, exercise, place);
    shown(shows, works, &seen)
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
        let ready = laboratory.prepare(attack, exercise, &place.submission, true)?;
        let seen = laboratory.run(&description.checks, &ready)?;
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
        let ready = laboratory.prepare(attack, exercise, &place.submission, false)?;
        let seen = laboratory.run(&description.checks, &ready)?;
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
    let weaker = laboratory.weaker(&layers(shows)?)?;
    let seen = laboratory.weakened(&weaker, attack, exercise, place, &prepared)?;
    // The workspace goes now; whoever still runs a program of it is left over.
    drop(prepared);
    let left = left_over::end_strays(&laboratory.suite);
    let works = match shows.works {
        Works::Process => left > 0,
        works => has_worked(works, &seen, exercise, place),
    };
    shown(shows, works, &seen)
}

/// True if the attack did what it is for, as far as that can be seen of its report and its place.
fn has_worked(works: Works, seen: &Seen, exercise: &Exercise, place: &Place) -> bool {
    match works {
        Works::Canary => place.take_canary(),
        Works::Secret => seen.holds(SECRET),
        Works::Checks => hidden_line(seen, exercise).is_some(),
        Works::Pass => matches!(seen, Seen::Report(shown) if shown.report.passed),
        // An attack of this kind stands alone, and its processes are counted there.
        Works::Process => false,
    }
}

fn shown(shows: &Shows, works: bool, seen: &Seen) -> Result<(), String> {
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

fn layers(shows: &Shows) -> Result<Vec<Layer>, String> {
    let layer = |name: &String| {
        let mut all = Layer::ALL.into_iter();
        let known = all.find(|layer| layer.to_string() == *name);
        known.ok_or_else(|| format!("there is no layer `{name}`"))
    };
    shows.without.iter().map(layer).collect()
}
