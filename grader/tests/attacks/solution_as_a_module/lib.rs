#[path = "@SOLUTION@"]
mod stolen;
pub use stolen::gather_users;
