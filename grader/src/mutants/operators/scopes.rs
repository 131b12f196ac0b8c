//! Scopes of guards that are removed.
use super::shapes::taking;
use crate::mutants::{Operator, source::Source};
use syn::{Block, Expr, Stmt};

pub(super) fn in_block(source: &mut Source<'_>, statements: &[Stmt]) {
    for statement in statements {
        match statement {
            Stmt::Expr(Expr::Block(scope), _) if scope.label.is_none() && guards(&scope.block) => {
                let text = inside(source, &scope.block);
                source.replace(Operator::ScopeRemoved, statement, text);
            }
            Stmt::Local(local) => {
                let Some(init) = &local.init else { continue };
                let Expr::Block(scope) = &*init.expr else {
                    continue;
                };
                let Some(Stmt::Expr(value, None)) = scope.block.stmts.last() else {
                    continue;
                };
                if scope.label.is_none() && init.diverge.is_none() && guards(&scope.block) {
                    let begin = source.range(&scope.block).start + 1;
                    let text = format!(
                        "{}{}{};",
                        source.between(begin..source.range(value).start),
                        source.between(source.range(local).start..source.range(scope).start),
                        source.text(value)
                    );
                    source.replace(Operator::ScopeRemoved, statement, text.trim_start());
                }
            }
            _ => {}
        }
    }
}

fn guards(block: &Block) -> bool {
    block
        .stmts
        .iter()
        .any(|statement| taking(statement).is_some())
}

/// The text of a block without its braces.
fn inside<'a>(source: &Source<'a>, block: &Block) -> &'a str {
    let range = source.range(block);
    source.between(range.start + 1..range.end - 1).trim()
}

#[cfg(test)]
mod tests {
    use crate::mutants::Operator::ScopeRemoved;
    use crate::mutants::tests::becomes;

    #[test]
    fn a_guard_outlives_its_block() {
        let body = "{ let mut n = count.lock().await; *n += 1; } save().await;";
        let expected = ["let mut n = count.lock().await; *n += 1; save().await;"];
        assert_eq!(becomes(ScopeRemoved, body), expected);
    }

    #[test]
    fn a_guard_outlives_the_block_that_gives_a_value() {
        let body = "let old = { let n = count.lock().await; *n }; save(old).await;";
        let expected = ["let n = count.lock().await; let old = *n; save(old).await;"];
        assert_eq!(becomes(ScopeRemoved, body), expected);
    }

    #[test]
    fn a_block_without_a_guard_stays() {
        assert!(becomes(ScopeRemoved, "{ let n = 1; save(n).await; }").is_empty());
    }
}
