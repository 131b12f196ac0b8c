//! Layers of the operating system around a process whose code nobody trusts.
//!
//! The grader looks once what the [`Machine`] offers and puts a [`Fence`] around every process that compiles
//! or runs a submission. A check program closes the last door itself, before it runs any line of the
//! submission: the [`seal`].

pub mod calls;
mod cgroup;
mod fence;
mod files;
mod keeper;
mod layer;
mod limits;
mod machine;
mod namespaces;
mod orphans;
mod processes;
pub mod seal;
mod user;

pub use cgroup::Cgroup;
pub use fence::{Fence, Work};
pub use files::Access;
pub use keeper::keep;
pub use layer::{Layer, Level, Missing, Standing};
pub use limits::Limits;
pub use machine::Machine;
pub use orphans::Orphans;
pub use processes::any_has_work;
pub use user::User;
