//! Which exercises of a course are meant, and in which order they are told of.
use super::{Exercise, Survey, Unreadable, name_of};
use crate::error::Result;
use camino::Utf8Path;

impl Survey {
    /// The exercises that are meant, each once, and those of them that cannot be read; without a name, all. Names
    /// are as in [`Course::exercise`](super::Course::exercise).
    ///
    /// # Errors
    /// If there is no exercise of a name.
    pub fn select(
        &self,
        named: &[String],
        from: &Utf8Path,
    ) -> Result<(Vec<&Exercise>, Vec<&Unreadable>)> {
        let Survey { course, unreadable } = self;
        if named.is_empty() {
            return Ok((
                course.exercises.iter().collect(),
                unreadable.iter().collect(),
            ));
        }
        let (mut exercises, mut bad) = (Vec::new(), Vec::new());
        for name in named {
            match unreadable
                .iter()
                .find(|one| one.id == *name || name_of(&one.id) == name)
            {
                Some(one) => bad.push(one),
                None => exercises.push(course.exercise(name, from)?),
            }
        }
        // Somebody may have named one twice.
        exercises.sort_by_key(|exercise| in_order(&exercise.id));
        exercises.dedup_by_key(|exercise| &exercise.id);
        bad.sort_by_key(|one| in_order(&one.id));
        bad.dedup_by_key(|one| &one.id);
        Ok((exercises, bad))
    }
}

/// Sorts exercises in the order of their numbers.
pub(crate) fn in_order(id: &str) -> (Vec<u32>, String) {
    let number = |folder: &str| {
        folder
            .split('_')
            .next()
            .and_then(|digits| digits.parse().ok())
    };
    let numbers = id
        .split('/')
        .map(|folder| number(folder).unwrap_or(u32::MAX));
    (numbers.collect(), id.to_owned())
}
