//! Comparisons, conditions and calculations that say something else.
use crate::mutants::Operator::{
    ArithmeticChanged, BoundaryChanged, ComparisonNegated, ConditionNegated, LogicChanged,
    LoopedOnce, MinMaxSwapped,
};
use crate::mutants::source::{Source, mentions};
use syn::visit::Visit;
use syn::{BinOp, Expr, ExprBinary, UnOp};

pub(super) fn in_expression(source: &mut Source<'_>, expr: &Expr) {
    match expr {
        Expr::Binary(binary) => in_binary(source, binary),
        Expr::If(branch) => negate(source, &branch.cond),
        Expr::While(repeated) => {
            negate(source, &repeated.cond);
            let text = source.text(&repeated.body);
            let leaves = mentions(text, "break") || mentions(text, "continue");
            if repeated.label.is_none() && !leaves {
                source.replace(LoopedOnce, &repeated.while_token, "if");
            }
        }
        Expr::MethodCall(call) if call.args.len() == 1 => {
            if call.method == "min" {
                source.replace(MinMaxSwapped, &call.method, "max");
            } else if call.method == "max" {
                source.replace(MinMaxSwapped, &call.method, "min");
            }
        }
        _ => {}
    }
}

fn in_binary(source: &mut Source<'_>, binary: &ExprBinary) {
    let (negated, boundary) = match binary.op {
        BinOp::Eq(_) => ("!=", None),
        BinOp::Ne(_) => ("==", None),
        BinOp::Lt(_) => (">=", Some("<=")),
        BinOp::Le(_) => (">", Some("<")),
        BinOp::Gt(_) => ("<=", Some(">=")),
        BinOp::Ge(_) => ("<", Some(">")),
        _ => {
            in_calculation(source, binary);
            return;
        }
    };
    source.replace(ComparisonNegated, &binary.op, negated);
    if let Some(boundary) = boundary {
        source.replace(BoundaryChanged, &binary.op, boundary);
    }
}

fn in_calculation(source: &mut Source<'_>, binary: &ExprBinary) {
    let (operator, other) = match binary.op {
        BinOp::And(_) => (LogicChanged, "||"),
        BinOp::Or(_) => (LogicChanged, "&&"),
        BinOp::Add(_) => (ArithmeticChanged, "-"),
        BinOp::Sub(_) => (ArithmeticChanged, "+"),
        BinOp::AddAssign(_) => (ArithmeticChanged, "-="),
        BinOp::SubAssign(_) => (ArithmeticChanged, "+="),
        _ => return,
    };
    let chained = operator == LogicChanged && (binds(&binary.left) || binds(&binary.right));
    if !chained {
        source.replace(operator, &binary.op, other);
    }
}

/// Negates a condition that no other operator negates.
fn negate(source: &mut Source<'_>, condition: &Expr) {
    let compares = matches!(condition, Expr::Binary(binary) if matches!(
        binary.op,
        BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_)
    ));
    if compares || binds(condition) {
        return;
    }
    let text = match condition {
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_)) => {
            source.text(&*unary.expr).to_owned()
        }
        _ => format!("!{}", source.operand(condition)),
    };
    source.replace(ConditionNegated, condition, text);
}

/// True if `condition` has a `let` in it.
fn binds(condition: &Expr) -> bool {
    struct Finder(bool);
    impl<'ast> Visit<'ast> for Finder {
        fn visit_expr_let(&mut self, _: &'ast syn::ExprLet) {
            self.0 = true;
        }
        fn visit_block(&mut self, _: &'ast syn::Block) {}
    }
    let mut finder = Finder(false);
    finder.visit_expr(condition);
    finder.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mutants::tests::becomes;

    #[test]
    fn a_comparison_is_negated_and_off_by_one() {
        let body = "let enough = balance >= amount;";
        assert_eq!(
            becomes(ComparisonNegated, body),
            ["let enough = balance < amount;"]
        );
        assert_eq!(
            becomes(BoundaryChanged, body),
            ["let enough = balance > amount;"]
        );
    }

    #[test]
    fn a_condition_is_negated() {
        let body = "if open { go(); }";
        assert_eq!(becomes(ConditionNegated, body), ["if !open { go(); }"]);
        let body = "while !queue.is_empty() { go(); }";
        assert_eq!(
            becomes(ConditionNegated, body),
            ["while queue.is_empty() { go(); }"]
        );
        assert!(becomes(ConditionNegated, "if a == b { go(); }").is_empty());
    }

    #[test]
    fn a_condition_that_binds_a_name_stays() {
        let body = "if let Some(a) = b && open { go(); }";
        assert!(becomes(ConditionNegated, body).is_empty());
        assert!(becomes(LogicChanged, body).is_empty());
    }

    #[test]
    fn a_loop_runs_once() {
        let body = "while let Some(item) = queue.recv().await { take(item); }";
        let expected = ["if let Some(item) = queue.recv().await { take(item); }"];
        assert_eq!(becomes(LoopedOnce, body), expected);
        assert!(becomes(LoopedOnce, "while open { if done { break; } }").is_empty());
    }

    #[test]
    fn calculations_change() {
        let body = "total -= a.min(b) + c;";
        assert_eq!(
            becomes(ArithmeticChanged, body),
            ["total += a.min(b) + c;", "total -= a.min(b) - c;"]
        );
        assert_eq!(becomes(MinMaxSwapped, body), ["total -= a.max(b) + c;"]);
        assert_eq!(becomes(LogicChanged, "a || b"), ["a && b"]);
    }
}
