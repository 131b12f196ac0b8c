//! What a path may mean: something of another crate, or of the submission itself.
use super::path::Segment;

/// What a path may mean.
#[derive(Clone, Debug)]
pub(super) enum Found<'a> {
    /// Something of another crate.
    Outside {
        /// Its full path; `core` and `alloc` are called `std`.
        path: Vec<Segment<'a>>,
        /// How many parts of it come from an import.
        imported: usize,
    },
    /// A module of the submission: its scope.
    Module(usize),
    /// Something else of the submission.
    Own,
}

/// `core` and `alloc` have nothing that `std` does not have.
pub(super) fn named(segment: Segment<'_>, is_crate: bool) -> Segment<'_> {
    match segment.name {
        "core" | "alloc" if is_crate => Segment {
            name: "std",
            ..segment
        },
        _ => segment,
    }
}
