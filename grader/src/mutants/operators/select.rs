//! `select!` with a branch less, or without its order.
use super::macros::{Select, is};
use crate::mutants::{Operator, source::Source};
use syn::Macro;

pub(super) fn in_macro(source: &mut Source<'_>, mac: &Macro) {
    if !is(mac, &["select"]) {
        return;
    }
    let Ok(select) = mac.parse_body::<Select>() else {
        return;
    };
    if let Some(range) = select.biased {
        source.replace_range(Operator::BiasedRemoved, range, "");
    }
    let awaiting = || select.branches.iter().filter(|branch| branch.awaits);
    if awaiting().count() > 1 {
        for branch in awaiting() {
            source.replace_range(Operator::BranchRemoved, branch.range.clone(), "");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::{BiasedRemoved, BranchRemoved, ComparisonNegated};
    use crate::mutants::tests::{becomes, mutants};

    const BODY: &str = "tokio::select! {
        biased;
        _ = token.cancelled() => return,
        Some(item) = items.recv(), if open == 1 => {
            take(item);
        }
        else => break,
    }";

    #[test]
    fn each_branch_is_removed_once() {
        let removed = mutants(BranchRemoved, BODY);
        assert_eq!(removed.len(), 2);
        assert!(!removed[0].source.contains("cancelled"));
        assert!(!removed[1].source.contains("recv") && removed[1].source.contains("else"));
    }

    #[test]
    fn the_order_of_the_branches_is_removed() {
        assert_eq!(becomes(BiasedRemoved, BODY), [""]);
    }

    #[test]
    fn code_in_a_branch_is_code() {
        let expected = ["Some(item) = items.recv(), if open != 1 => {"];
        assert_eq!(becomes(ComparisonNegated, BODY), expected);
    }
}
