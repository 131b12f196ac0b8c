//! The operators: each finds, in a part of a source, the edits that it can make there.
mod atomics;
mod awaits;
mod channels;
mod conditions;
mod errors;
mod guards;
mod joins;
pub(super) mod limits;
mod locks;
pub(super) mod macros;
mod numbers;
mod scopes;
mod select;
mod shapes;
mod statements;
mod streams;
mod tasks;
mod time;

use super::source::Source;
use syn::{Expr, Macro, Stmt};

/// Those that look at the statements of a block.
pub(super) const IN_BLOCKS: &[fn(&mut Source<'_>, &[Stmt])] = &[
    awaits::in_block,
    channels::in_block,
    errors::in_block,
    guards::in_block,
    locks::in_block,
    scopes::in_block,
    statements::in_block,
    tasks::in_block,
];

/// Those that look at one expression.
pub(super) const IN_EXPRESSIONS: &[fn(&mut Source<'_>, &Expr)] = &[
    atomics::in_expression,
    channels::in_expression,
    conditions::in_expression,
    joins::in_expression,
    limits::in_expression,
    locks::in_expression,
    numbers::in_expression,
    streams::in_expression,
    tasks::in_expression,
    time::in_expression,
];

/// Those that look at a macro.
pub(super) const IN_MACROS: &[fn(&mut Source<'_>, &Macro)] = &[joins::in_macro, select::in_macro];
