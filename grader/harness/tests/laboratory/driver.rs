//! Starts this program as a check program, as the grader would, and looks at its answer.
use libtest_mimic::{Arguments, Failed, Trial};
use protocol::{Assembler, Findings, MAX_FRAME, Message, Order, Pass, Run, frames};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, recv, send, socketpair,
};
use std::{
    os::fd::{AsRawFd, OwnedFd},
    process::{Command, ExitCode, Stdio},
};

/// Bytes that a check of the tests may have.
const MEMORY: &str = "67108864";

/// What the tests are.
#[derive(Default)]
pub(crate) struct Trials(Vec<Trial>);

impl Trials {
    /// A test that runs `check` and looks at its answer.
    pub(crate) fn add(
        &mut self,
        name: &str,
        test: impl FnOnce() -> Result<(), Failed> + Send + 'static,
    ) {
        self.0.push(Trial::test(name, test));
    }

    /// A test that this check passes, in every schedule.
    pub(crate) fn passes(&mut self, name: &str, check: &'static str) {
        self.add(name, move || match run(order(check)) {
            Message::Passed(_) => Ok(()),
            other => Err(format!("{other:#?}").into()),
        });
    }

    /// A test that this check fails; `look` sees the replay of its first failing schedule, recorded in
    /// detail.
    pub(crate) fn fails(
        &mut self,
        name: &str,
        check: &'static str,
        look: impl FnOnce(&Findings) -> bool + Send + 'static,
    ) {
        self.add(name, move || {
            let found = replay(check, &explore(check)?);
            if look(&found) {
                Ok(())
            } else {
                Err(format!("{found:#?}").into())
            }
        });
    }

    /// Runs them as `cargo test` would.
    pub(crate) fn run(self) -> ExitCode {
        libtest_mimic::run(&Arguments::from_args(), self.0).exit_code()
    }
}

/// The order to run a check as it asks for itself.
pub(crate) fn order(check: &str) -> Run {
    Run {
        check: check.to_owned(),
        first_seed: 0,
        schedules: None,
        switches: None,
        record: false,
        secret: "a secret".to_owned(),
    }
}

/// The first failing schedule of a check, which must have one.
pub(crate) fn explore(check: &str) -> Result<Findings, String> {
    match run(order(check)) {
        Message::Failed(found) => Ok(*found),
        other => Err(format!("it should have failed: {other:#?}")),
    }
}

/// The same schedule once more, recorded in detail; it must fail again.
pub(crate) fn replay(check: &str, found: &Findings) -> Findings {
    let again = Run {
        first_seed: found.seed,
        schedules: Some(1),
        switches: found.switches.clone(),
        record: true,
        ..order(check)
    };
    match run(again) {
        Message::Failed(found) => *found,
        other => panic!("the replay did not fail: {other:#?}"),
    }
}

/// Runs a check in a process of its own, or in several if it asks for a fresh one.
pub(crate) fn run(order: Run) -> Message {
    match ask(&Order::Run(order.clone())) {
        Message::Renew {
            next_seed,
            schedules,
            virtual_ms,
            ..
        } => {
            let count = order
                .schedules
                .unwrap_or_else(|| schedules_of(&order.check));
            let rest = Run {
                first_seed: next_seed,
                schedules: Some(count - schedules),
                ..order
            };
            match run(rest) {
                Message::Passed(pass) => Message::Passed(Pass {
                    schedules: pass.schedules + schedules,
                    virtual_ms,
                    ..pass
                }),
                other => other,
            }
        }
        other => other,
    }
}

fn schedules_of(check: &str) -> u32 {
    let Message::Checks(checks) = ask(&Order::List) else {
        panic!("the program lists its checks");
    };
    let known = checks.iter().find(|known| known.name == check);
    known.expect("the check is in the list").schedules
}

/// One order to one process.
pub(crate) fn ask(order: &Order) -> Message {
    let (ours, theirs) = channel();
    let mut child = Command::new(std::env::current_exe().expect("this program's own file"))
        .args(["--channel", &theirs.as_raw_fd().to_string()])
        .args(["--seal", "files,calls", "--memory", MEMORY])
        .env_clear()
        .stdin(Stdio::null())
        .spawn()
        .expect("this program starts");
    drop(theirs);
    for packet in frames(order).expect("an order is JSON") {
        send(&ours, &packet, SendFlags::NOSIGNAL).expect("the child reads its order");
    }
    let mut assembler = Assembler::default();
    let mut packet = vec![0; MAX_FRAME];
    let answer = loop {
        let (_, length) =
            recv(&ours, packet.as_mut_slice(), RecvFlags::empty()).expect("an answer");
        if length == 0 {
            break None;
        }
        match assembler.take(&packet[..length]) {
            Ok(None) => {}
            Ok(Some(message)) => break Some(message),
            Err(error) => panic!("not a message: {error:?}"),
        }
    };
    let status = child.wait().expect("the child ends");
    answer.unwrap_or_else(|| panic!("no answer, and {status}"))
}

/// The child's end stays open over `exec`.
fn channel() -> (OwnedFd, OwnedFd) {
    socketpair(
        AddressFamily::UNIX,
        SocketType::SEQPACKET,
        SocketFlags::empty(),
        None,
    )
    .expect("a pair of sockets")
}
