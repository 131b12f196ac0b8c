//! What a check is stopped for: its memory, its stack, and what it asks the system for.
use crate::driver::Trials;
use harness::{Lab, check};
use protocol::{Failure, Place};

/// Reads a file.
#[check(behaviour, points = 1)]
async fn reads_a_file(lab: Lab) {
    lab.run("read", async { drop(std::fs::read("/etc/passwd")) })
        .await;
}

/// Reads a file on a thread of its own.
#[check(behaviour, points = 1)]
async fn reads_a_file_elsewhere(lab: Lab) {
    let read = || drop(std::fs::read("/etc/hostname"));
    lab.run(
        "read",
        async move { tokio::task::spawn_blocking(read).await },
    )
    .await
    .expect("it does not panic");
}

/// Starts a program.
#[check(behaviour, points = 1)]
async fn starts_a_program(lab: Lab) {
    let start = async { drop(std::process::Command::new("true").spawn()) };
    lab.run("start", start).await;
}

/// Opens a socket.
#[check(behaviour, points = 1)]
async fn opens_a_socket(lab: Lab) {
    let open = async { drop(std::net::UdpSocket::bind("127.0.0.1:0")) };
    lab.run("open", open).await;
}

/// Asks how many processors there are, which std learns from files.
#[check(behaviour, points = 1)]
async fn counts_processors(lab: Lab) {
    let count = async { std::thread::available_parallelism().map_or(1, usize::from) };
    lab.run("count", count).await;
}

fn deeper(n: u64) -> u64 {
    let kept = std::hint::black_box([n; 64]);
    match n {
        u64::MAX => 0,
        _ => deeper(n + 1).wrapping_add(std::hint::black_box(&kept)[(n % 64) as usize]),
    }
}

/// Calls itself without end.
#[check(behaviour, points = 1)]
async fn never_comes_back(lab: Lab) {
    lab.run("deeper", async { std::hint::black_box(deeper(0)) })
        .await;
}

/// The same on a thread of the pool.
#[check(behaviour, points = 1)]
async fn never_comes_back_elsewhere(lab: Lab) {
    let deep = || std::hint::black_box(deeper(0));
    lab.run(
        "deeper",
        async move { tokio::task::spawn_blocking(deep).await },
    )
    .await
    .expect("it does not panic");
}

/// Keeps more than it may.
#[check(behaviour, points = 1)]
async fn keeps_everything(lab: Lab) {
    let keep = async {
        let mut kept = Vec::new();
        while kept.len() < 1_000 {
            kept.push(vec![1_u8; 1 << 20]);
            tokio::task::yield_now().await;
        }
    };
    lab.run("keep", keep).await;
}

/// Asks for far more than there is, and takes the no.
#[check(behaviour, points = 1)]
async fn asks_politely(lab: Lab) {
    let ask = async { Vec::<u8>::new().try_reserve(1 << 40).is_err() };
    assert!(lab.run("ask", ask).await);
}

pub(crate) fn trials(trials: &mut Trials) {
    let calls = [
        ("reads_a_file", "openat"),
        ("reads_a_file_elsewhere", "openat"),
        ("starts_a_program", "clone"),
        ("opens_a_socket", "socket"),
    ];
    for (check, call) in calls {
        trials.fails(&format!("{check}_is_stopped_at_its_call"), check, move |found| {
            matches!(&found.failure, Failure::ForbiddenCall { call: made, .. } if made == call)
        });
    }
    for check in ["never_comes_back", "never_comes_back_elsewhere"] {
        trials.fails(&format!("{check}_has_a_full_stack"), check, |found| {
            matches!(&found.failure, Failure::StackFull { place: Place::Frames(frames) } if !frames.is_empty())
        });
    }
    trials.fails(
        "what_keeps_everything_is_out_of_memory",
        "keeps_everything",
        |found| {
            matches!(
                found.failure,
                Failure::OutOfMemory {
                    limit: 67_108_864,
                    ..
                }
            )
        },
    );
    trials.passes("who_counts_processors_is_let", "counts_processors");
    trials.passes(
        "who_asks_for_too_much_and_takes_the_no_is_let",
        "asks_politely",
    );
}
