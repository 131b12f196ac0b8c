//! Hints, one more step at each call: after a failed grading the diagnosis's own, then the exercise's.
use super::progress::Record;
use crate::catalog::Exercise;
use crate::report::text::{Style, plain};

/// A hint, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// Where it comes from.
    pub from: Source,
    /// What it says.
    pub text: String,
    /// How many of the exercise's own hints have not been shown.
    pub left: usize,
}

/// Where a hint comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// The last grading: what this check's diagnosis advises.
    Check(String),
    /// The exercise: this one, counted from 1, of so many.
    Exercise(usize, usize),
    /// The exercise's last one once more, of so many: all were shown.
    Again(usize),
}

/// The next hint for `exercise`; what is shown is recorded. None if there is none at all.
pub fn next(exercise: &Exercise, record: &mut Record) -> Option<Hint> {
    let all = exercise.hints.len();
    let shown = record.hints.min(all);
    let failed = record.last.as_ref().and_then(|last| last.hint.as_ref());
    if let Some(failed) = failed.filter(|one| record.told.as_ref() != Some(&one.text)) {
        record.told = Some(failed.text.clone());
        return Some(Hint {
            from: Source::Check(failed.check.clone()),
            text: failed.text.clone(),
            left: all - shown,
        });
    }
    if let Some(text) = exercise.hints.get(shown) {
        record.hints = shown + 1;
        return Some(Hint {
            from: Source::Exercise(shown + 1, all),
            text: text.clone(),
            left: all - shown - 1,
        });
    }
    exercise.hints.last().map(|text| Hint {
        from: Source::Again(all),
        text: text.clone(),
        left: 0,
    })
}

impl Hint {
    /// What it is called.
    pub fn head(&self) -> String {
        match &self.from {
            Source::Check(check) => format!("about the failed check `{check}`"),
            Source::Exercise(step, all) => format!("hint {step} of {all}"),
            Source::Again(all) => format!("hint {all} of {all}, once more: it was the last"),
        }
    }

    /// The hint as text, for people.
    pub fn render(&self, exercise: &Exercise, style: Style) -> String {
        let title = plain::printable(&exercise.title);
        let mut text = format!("{}  {}\n\n", style.bold(&title), style.dim(&self.head()));
        text += &plain::wrap(&self.text, "");
        if self.left > 0 {
            let again = format!("grader hint {}", exercise.name);
            let left = match self.left {
                1 => "one more hint".to_owned(),
                left => format!("{left} more hints"),
            };
            text += &format!("\n{left}: {}\n", style.command(&again));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::Place;
    use super::*;
    use crate::learner::progress::{Attempt, Content, FailedCheck, Progress};

    fn exercise() -> Exercise {
        Place::new().exercise()
    }

    fn failed(with: &str) -> Attempt {
        Attempt {
            content: Content {
                submission: "1".into(),
                checks: "2".into(),
            },
            passed: false,
            earned: 0,
            possible: 3,
            hint: Some(FailedCheck {
                check: "is_doubled".into(),
                text: with.into(),
            }),
        }
    }

    #[test]
    fn each_call_is_one_step_and_the_last_one_stays() {
        let (exercise, mut record) = (exercise(), Record::default());
        let mut heads = || next(&exercise, &mut record).unwrap().head();
        assert_eq!(heads(), "hint 1 of 3");
        assert_eq!(heads(), "hint 2 of 3");
        assert_eq!(heads(), "hint 3 of 3");
        assert_eq!(heads(), "hint 3 of 3, once more: it was the last");
    }

    #[test]
    fn after_a_failed_grading_its_own_hint_comes_first_and_once() {
        let (exercise, mut progress) = (exercise(), Progress::default());
        let mut texts = |failing: Option<&str>| {
            if let Some(with) = failing {
                progress.record(&exercise.id, failed(with));
            }
            next(&exercise, progress.of_mut(&exercise.id)).unwrap().text
        };
        assert_eq!(texts(Some("look there")), "look there");
        assert_eq!(texts(None), "Which number comes back?");
        assert_eq!(
            texts(Some("look there")),
            "Twice a number is the number added to itself."
        );
        assert_eq!(texts(Some("something else")), "something else");
        assert_eq!(texts(None), "Multiply by 2.");
    }
}
