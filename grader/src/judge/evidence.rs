//! Which evidence is shown.
use super::Evidence;

/// The most places that one check shows.
const MOST: usize = 8;

/// Each piece once, the first ones given first.
pub(super) fn most_important(evidence: Vec<Evidence>) -> Vec<Evidence> {
    let mut kept: Vec<Evidence> = Vec::new();
    for piece in evidence {
        if kept.len() < MOST && !kept.contains(&piece) {
            kept.push(piece);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u32, what: &str) -> Evidence {
        Evidence {
            file: "src/lib.rs".to_owned(),
            line,
            column: 1,
            what: what.to_owned(),
        }
    }

    #[test]
    fn a_piece_is_shown_once_and_two_facts_about_one_line_both() {
        let given = vec![
            at(2, "holds"),
            at(1, "waits"),
            at(2, "holds"),
            at(2, "waits"),
        ];
        let kept = most_important(given);
        assert_eq!(kept, [at(2, "holds"), at(1, "waits"), at(2, "waits")]);
    }

    #[test]
    fn at_most_eight_places_are_shown() {
        let kept = most_important((1..=20).map(|line| at(line, "waits")).collect());
        assert_eq!(
            kept.iter().map(|piece| piece.line).collect::<Vec<_>>(),
            [1, 2, 3, 4, 5, 6, 7, 8]
        );
    }
}
