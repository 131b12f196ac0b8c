//! The source that is mutated, as text, and the edits that were found for it.
use super::Operator;
use std::ops::Range;
use syn::Expr;
use syn::spanned::Spanned;

/// One change of a source.
#[derive(Clone, Debug)]
pub(super) struct Edit {
    /// What kind of change it is.
    pub(super) operator: Operator,
    /// The bytes of the source that are replaced; empty where something is added.
    pub(super) range: Range<usize>,
    /// What replaces them.
    pub(super) text: String,
}

/// A source and the edits found until now.
pub(super) struct Source<'a> {
    text: &'a str,
    pub(super) edits: Vec<Edit>,
}

impl<'a> Source<'a> {
    pub(super) fn new(text: &'a str) -> Source<'a> {
        let edits = Vec::new();
        Source { text, edits }
    }

    /// Where `node` stands.
    pub(super) fn range(&self, node: &impl Spanned) -> Range<usize> {
        node.span().byte_range()
    }

    /// The text of `node`.
    pub(super) fn text(&self, node: &impl Spanned) -> &'a str {
        self.between(self.range(node))
    }

    /// The text of these bytes.
    pub(super) fn between(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// The text of `expr`, so that `.await` or a method call can follow it.
    pub(super) fn operand(&self, expr: &Expr) -> String {
        let text = self.text(expr);
        match expr {
            Expr::Async(_)
            | Expr::Await(_)
            | Expr::Call(_)
            | Expr::Field(_)
            | Expr::Index(_)
            | Expr::Lit(_)
            | Expr::Macro(_)
            | Expr::MethodCall(_)
            | Expr::Paren(_)
            | Expr::Path(_)
            | Expr::Try(_) => text.to_owned(),
            _ => format!("({text})"),
        }
    }

    /// Notes that `node` may become `text`.
    pub(super) fn replace(
        &mut self,
        operator: Operator,
        node: &impl Spanned,
        text: impl Into<String>,
    ) {
        let range = self.range(node);
        self.replace_range(operator, range, text);
    }

    /// Notes that the bytes of `range` may become `text`.
    pub(super) fn replace_range(
        &mut self,
        operator: Operator,
        range: Range<usize>,
        text: impl Into<String>,
    ) {
        let text = text.into();
        self.edits.push(Edit {
            operator,
            range,
            text,
        });
    }
}

/// True if the name `name` stands in `text`, also in a string: `"{name}"` uses it too.
pub(super) fn mentions(text: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !before.is_some_and(part_of_name) && !after.is_some_and(part_of_name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_mentioned_only_as_a_whole() {
        assert!(mentions("drop(guard);", "guard"));
        assert!(mentions(r#"println!("{guard}")"#, "guard"));
        assert!(!mentions("guards.len() + the_guard", "guard"));
    }
}
