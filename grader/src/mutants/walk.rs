//! Goes over a source and shows every block, expression and macro to the operators.
use super::operators::{self, macros};
use super::source::{Edit, Source};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Block, Expr, ImplItemFn, ItemConst, ItemFn, ItemMod, Macro, Stmt, TraitItemFn,
};

/// Every edit of the source `text`, which was parsed as `file`.
pub(super) fn edits(text: &str, file: &syn::File) -> Vec<Edit> {
    let mut walk = Walk {
        source: Source::new(text),
    };
    walk.visit_file(file);
    walk.source.edits
}

struct Walk<'a> {
    source: Source<'a>,
}

impl<'ast> Visit<'ast> for Walk<'_> {
    fn visit_block(&mut self, block: &'ast Block) {
        for find in operators::IN_BLOCKS {
            find(&mut self.source, &block.stmts);
        }
        visit::visit_block(self, block);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        for find in operators::IN_EXPRESSIONS {
            find(&mut self.source, expr);
        }
        visit::visit_expr(self, expr);
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        operators::limits::in_constant(&mut self.source, item);
        visit::visit_item_const(self, item);
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        for find in operators::IN_MACROS {
            find(&mut self.source, mac);
        }
        for expr in macros::expressions(mac) {
            <Self as Visit<'_>>::visit_expr(self, &expr);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_item_fn(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_trait_item_fn(self, item);
        }
    }

    /// Attributes hold expressions too, but they are not code.
    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}

/// True for `#[cfg(test)]`, `#[test]` and `#[tokio::test]`.
fn is_for_tests(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let last = attribute.path().segments.last();
        let is = |name: &str| last.is_some_and(|segment| segment.ident == name);
        is("test")
            || is("cfg")
                && attribute
                    .parse_args::<syn::Path>()
                    .is_ok_and(|path| path.is_ident("test"))
    })
}

/// Shows `see` the expressions of `statement`, outer ones first, without those in blocks and closures in it.
/// It goes into an expression only if `see` returns true.
pub(super) fn within<'ast>(statement: &'ast Stmt, see: &mut dyn FnMut(&'ast Expr) -> bool) {
    struct Within<'a, 'ast> {
        see: &'a mut dyn FnMut(&'ast Expr) -> bool,
    }
    impl<'ast> Visit<'ast> for Within<'_, 'ast> {
        fn visit_block(&mut self, _: &'ast Block) {}
        fn visit_item(&mut self, _: &'ast syn::Item) {}
        fn visit_expr_closure(&mut self, _: &'ast syn::ExprClosure) {}
        fn visit_expr(&mut self, expr: &'ast Expr) {
            if (self.see)(expr) {
                visit::visit_expr(self, expr);
            }
        }
    }
    Within { see }.visit_stmt(statement);
}
