//! The check program itself: one order from the grader, one answer.
use crate::{
    channel, check::Check, explore, forbidden, locks, memory, panics, recorder, spin, stack_full,
    stage,
};
use fence::seal::Seal;
use protocol::{Message, Order};

/// What `harness::main!()` runs.
///
/// The grader starts the program with `--channel N`, the number of an open socket, `--seal …`, what of the
/// sandbox is closed from within, and `--memory N`, how many bytes it may have. Started by hand it only lists
/// its checks.
pub fn main() {
    let Some(start) = Start::from(std::env::args().skip(1)) else {
        for check in Check::all() {
            println!("{} ({} points): {}", check.name, check.points, check.title);
        }
        return;
    };
    memory::keep_to(start.memory);
    forbidden::install();
    stack_full::install();
    spin::install();
    if let Err(cause) = start.seal.close() {
        eprintln!("the sandbox could not be closed: {cause}");
        std::process::exit(2);
    }
    let Some(order) = channel::open(start.socket) else {
        eprintln!("the channel brought no order; this program is started by `grader grade`");
        std::process::exit(2);
    };
    channel::end_with(&answer(order));
}

/// How the grader starts the program.
struct Start {
    socket: i32,
    seal: Seal,
    memory: usize,
}

impl Start {
    fn from(arguments: impl Iterator<Item = String>) -> Option<Start> {
        let arguments: Vec<String> = arguments.collect();
        let [channel, socket, seal, closed, memory, bytes] = arguments.as_slice() else {
            return None;
        };
        let named = [channel, seal, memory] == ["--channel", "--seal", "--memory"];
        named.then_some(())?;
        Some(Start {
            socket: socket.parse().ok()?,
            seal: closed.parse().ok()?,
            memory: bytes.parse().ok()?,
        })
    }
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
    if detailed {
        locks::listen();
    }
}
