//! The check program itself: one order from the grader, one answer.
use crate::{channel, check::Check, explore, locks, panics, recorder, spin, stage};
use protocol::{Message, Order};

/// What `harness::main!()` runs.
///
/// The grader starts the program with `--channel N`, the number of an open socket. Started by hand it only
/// lists its checks.
pub fn main() {
    let mut arguments = std::env::args().skip(1);
    let socket = match (arguments.next().as_deref(), arguments.next()) {
        (Some("--channel"), Some(number)) => number.parse().ok(),
        _ => None,
    };
    let Some(socket) = socket else {
        for check in Check::all() {
            println!("{} ({} points): {}", check.name, check.points, check.title);
        }
        return;
    };
    let Some(order) = channel::open(socket) else {
        eprintln!("the channel brought no order; this program is started by `grader grade`");
        std::process::exit(2);
    };
    channel::end_with(&answer(order));
}

fn answer(order: Order) -> Message {
    let run = match order {
        Order::List => return Message::Checks(Check::all().into_iter().map(Check::info).collect()),
        Order::Run(run) => run,
    };
    let checks = Check::all();
    let Some(check) = checks.into_iter().find(|check| check.name == run.check) else {
        return Message::UnknownCheck(run.check);
    };
    install(run.record);
    explore::explore(check, run)
}

/// Takes the places at which the laboratory listens, before any code of the submission can.
pub(crate) fn install(detailed: bool) {
    facade::stage::install(&stage::Laboratory);
    services::observe::install(&recorder::Calls);
    panics::install();
    spin::install();
    if detailed {
        locks::listen();
    }
}
