//! What the mutants of an exercise show of its checks.
use super::{Equivalent, Fate, Mutant, Operator, Trial};
use crate::judge::Score;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use similar::TextDiff;

/// The mutants of an exercise's reference solution, and what became of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tally {
    /// How many mutants were made.
    pub made: u32,
    /// How many of them compile; the others do not count.
    pub viable: u32,
    /// How many fail at least one check.
    pub killed: u32,
    /// How many pass every check and are declared to be equivalent.
    pub equivalent: u32,
    /// `killed` in percent of those that are viable and not equivalent, with at most one decimal; `null` if
    /// there are none.
    pub kill_rate: Option<f64>,
    /// The others, which pass every check: each shows a check that is missing, or is equivalent.
    pub survivors: Vec<Survivor>,
    /// Entries of `equivalents.toml` that no mutant needs any more. They are faults, and told as such.
    #[serde(skip)]
    pub idle: Vec<Equivalent>,
}

/// A mutant that passes every check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Survivor {
    /// What kind of change it is.
    pub operator: Operator,
    /// The line of the reference solution where the change begins, from 1.
    pub line: u32,
    /// The text of that line, as `equivalents.toml` names it.
    pub at: String,
    /// All changed lines as they were, on one line.
    pub was: String,
    /// What stands there instead, on one line; empty if the lines were removed.
    pub becomes: String,
    /// A unified diff from the reference solution to the mutant.
    pub diff: String,
}

impl Tally {
    /// What the mutants of `trial` show, whose fates are `fates`.
    pub fn new(trial: &Trial, fates: &[Fate]) -> Tally {
        let pairs = || trial.mutants.iter().zip(fates.iter().copied());
        let count =
            |wanted: fn(Fate) -> bool| number(pairs().filter(|(_, fate)| wanted(*fate)).count());
        let survived: Vec<&Mutant> = pairs()
            .filter(|(_, fate)| *fate == Fate::Survived)
            .map(|(mutant, _)| mutant)
            .collect();
        let (equivalent, survivors): (Vec<&Mutant>, Vec<&Mutant>) = survived
            .iter()
            .partition(|mutant| trial.equivalents.iter().any(|one| one.is_for(mutant)));
        let idle = trial
            .equivalents
            .iter()
            .filter(|one| !survived.iter().any(|mutant| one.is_for(mutant)));
        let viable = count(|fate| fate != Fate::NotViable);
        let killed = count(|fate| fate == Fate::Killed);
        let equivalent = number(equivalent.len());
        let counted = viable - equivalent;
        Tally {
            made: number(trial.mutants.len()),
            viable,
            killed,
            equivalent,
            kill_rate: (counted > 0).then(|| Score::new(killed, counted).percent),
            survivors: survivors
                .into_iter()
                .map(|mutant| Survivor::new(mutant, &trial.source))
                .collect(),
            idle: idle.cloned().collect(),
        }
    }
}

impl Survivor {
    fn new(mutant: &Mutant, source: &str) -> Survivor {
        let diff = TextDiff::from_lines(source, &mutant.source)
            .unified_diff()
            .context_radius(2)
            .header("reference.rs", "mutant")
            .to_string();
        Survivor {
            operator: mutant.operator,
            line: mutant.line,
            at: mutant.at.clone(),
            was: mutant.was.clone(),
            becomes: mutant.becomes.clone(),
            diff,
        }
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Exercise;
    use crate::mutants::of;

    const SOURCE: &str = "fn f() {\n    if a < b {\n        g();\n    }\n    h(2);\n}\n";

    /// A trial of a source with the mutants `>=`, `<=`, without the `if`, without `g`, without `h`, and 3.
    fn trial(equivalents: Vec<Equivalent>) -> Trial {
        Trial {
            exercise: Exercise {
                id: "1_chapter/1_sample".into(),
                name: "sample".into(),
                title: "A sample".into(),
                package: "sample".into(),
                edition: "2024".into(),
                dir: "course/exercises/1_chapter/1_sample".into(),
                editable: vec!["src/lib.rs".into()],
                hints: Vec::new(),
                dependencies: Vec::new(),
                limits: crate::limits::CheckLimits::default(),
                checks: "course/tests/1_chapter/1_sample/checks.rs".into(),
            },
            source: SOURCE.to_owned(),
            mutants: of(SOURCE),
            equivalents,
        }
    }

    fn equivalent(operator: Operator, line: &str) -> Equivalent {
        Equivalent {
            operator,
            line: line.to_owned(),
            becomes: None,
            why: "Nobody can notice it.".to_owned(),
        }
    }

    /// The fates of mutants that do not compile with these operators, survive with those, and die otherwise.
    fn fates(trial: &Trial, not_viable: &[Operator], survive: &[Operator]) -> Vec<Fate> {
        let fate = |mutant: &Mutant| match mutant.operator {
            operator if not_viable.contains(&operator) => Fate::NotViable,
            operator if survive.contains(&operator) => Fate::Survived,
            _ => Fate::Killed,
        };
        trial.mutants.iter().map(fate).collect()
    }

    #[test]
    fn mutants_that_do_not_compile_and_equivalent_ones_do_not_count() {
        let trial = trial(vec![equivalent(Operator::BoundaryChanged, "if a < b {")]);
        let survive = [Operator::BoundaryChanged, Operator::NumberChanged];
        let fates = fates(&trial, &[Operator::ComparisonNegated], &survive);
        let tally = Tally::new(&trial, &fates);
        let counts = (tally.made, tally.viable, tally.killed, tally.equivalent);
        assert_eq!(counts, (6, 5, 3, 1));
        assert_eq!(tally.kill_rate, Some(75.0));
        assert_eq!(tally.idle, []);
    }

    #[test]
    fn a_survivor_is_shown_with_its_line_and_a_diff() {
        let trial = trial(Vec::new());
        let fates = fates(&trial, &[], &[Operator::NumberChanged]);
        let tally = Tally::new(&trial, &fates);
        let [survivor] = tally.survivors.as_slice() else {
            panic!("{tally:?}")
        };
        assert_eq!((survivor.line, &*survivor.at), (5, "h(2);"));
        assert_eq!((&*survivor.was, &*survivor.becomes), ("h(2);", "h(3);"));
        insta::assert_snapshot!(survivor.diff, @"
        --- reference.rs
        +++ mutant
        @@ -3,4 +3,4 @@
                 g();
             }
        -    h(2);
        +    h(3);
         }
        ");
    }

    #[test]
    fn an_entry_whose_mutant_is_killed_is_idle() {
        let entry = equivalent(Operator::NumberChanged, "h(2);");
        let trial = trial(vec![entry.clone()]);
        let tally = Tally::new(&trial, &fates(&trial, &[], &[]));
        assert_eq!((tally.equivalent, tally.idle), (0, vec![entry]));
    }

    #[test]
    fn a_solution_without_viable_mutants_has_no_kill_rate() {
        let trial = trial(Vec::new());
        let tally = Tally::new(&trial, &[Fate::NotViable; 6]);
        assert_eq!((tally.viable, tally.kill_rate), (0, None));
    }
}
