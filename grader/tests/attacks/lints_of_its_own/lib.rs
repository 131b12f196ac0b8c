#![allow(warnings, unknown_lints, renamed_and_removed_lints)]
#![deny(nonexistent_lint)]
#![warn(clippy::all)]

async fn attack() {

}

// @GATHER@
