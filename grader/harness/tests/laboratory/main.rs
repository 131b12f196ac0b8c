//! The laboratory, tried on small submissions: a check program that starts itself, one process a check,
//! as the grader does.
#![expect(
    clippy::unwrap_used,
    reason = "the small submissions are written as learners write"
)]

mod blocking;
mod bugs;
mod by_hand;
mod cancellation;
mod deadlocks;
mod driver;
mod forbidden;
mod peers;
mod runs;
mod table;

use driver::Trials;
use std::process::ExitCode;

fn main() -> ExitCode {
    // Started by itself, with a channel: then it is the check program.
    if std::env::args().any(|argument| argument == "--channel") {
        harness::main();
    }
    if std::env::args().any(|argument| argument == "--table") {
        table::print();
        return ExitCode::SUCCESS;
    }
    let mut trials = Trials::default();
    blocking::trials(&mut trials);
    bugs::trials(&mut trials);
    by_hand::trials(&mut trials);
    cancellation::trials(&mut trials);
    deadlocks::trials(&mut trials);
    forbidden::trials(&mut trials);
    peers::trials(&mut trials);
    runs::trials(&mut trials);
    trials.run()
}
