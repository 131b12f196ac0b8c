//! Work that is dropped at each of its awaits.
use crate::driver::Trials;
use harness::{Diagnosis, Lab, check};
use protocol::{Failure, Findings};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    time::Duration,
};
use tokio::{sync::Mutex, time::sleep};

pub(crate) fn trials(trials: &mut Trials) {
    trials.passes("code_is_dropped_once_at_each_of_its_awaits", "four_awaits");
    trials.fails(
        "an_item_that_is_taken_out_before_an_await_is_lost_when_the_work_is_dropped",
        "takes_out_first",
        is_cancel_unsafe,
    );
    trials.passes(
        "an_item_that_is_taken_out_after_the_last_await_is_never_lost",
        "takes_out_last",
    );
    trials.fails("a_panic_in_it_ends_the_check", "panics_half_way", |found| {
        matches!(&found.failure, Failure::Panicked { message, .. } if message == "half-way")
    });
}

fn is_cancel_unsafe(found: &Findings) -> bool {
    matches!(&found.failure, Failure::Unmet(unmet) if unmet.meaning == Diagnosis::CancelUnsafe)
}

/// A lock that is free, a pause and two waits.
#[check(lifecycle, points = 1)]
async fn four_awaits(lab: Lab) {
    let steps = Rc::new(Cell::new(0));
    let seen = Rc::new(RefCell::new(Vec::new()));
    let code = || {
        steps.set(0);
        let steps = Rc::clone(&steps);
        async move {
            let free = Mutex::new(());
            let _guard = free.lock().await;
            steps.set(1);
            tokio::task::yield_now().await;
            steps.set(2);
            sleep(Duration::from_millis(5)).await;
            steps.set(3);
            sleep(Duration::from_millis(5)).await;
            steps.set(4);
            "done"
        }
    };
    let answer = lab
        .cancel_at_each_await("the code", code, |_| {
            seen.borrow_mut().push(steps.get());
            async {}
        })
        .await;
    lab.expect_eq("its answer", "done", answer);
    lab.expect_eq("it was dropped before each await", vec![1, 2, 3], {
        let mut seen = seen.borrow().clone();
        seen.dedup();
        seen
    });
    lab.expect_eq("and got to its end", 4, steps.get());
}

async fn deliver(lab: Lab, first: bool) {
    let shelf = Rc::new(RefCell::new(vec![7_u32]));
    let delivered = Rc::new(Cell::new(0));
    let code = || {
        let (shelf, delivered) = (Rc::clone(&shelf), Rc::clone(&delivered));
        async move {
            if first {
                let item = shelf.borrow_mut().pop();
                sleep(Duration::from_millis(10)).await;
                delivered.set(delivered.get() + item.iter().count());
            } else {
                sleep(Duration::from_millis(10)).await;
                let item = shelf.borrow_mut().pop();
                delivered.set(delivered.get() + item.iter().count());
            }
        }
    };
    let then = |polls| {
        let (lab, shelf, delivered) = (lab.clone(), Rc::clone(&shelf), Rc::clone(&delivered));
        async move {
            let there = shelf.borrow().len() + delivered.get();
            lab.expect(
                &format!("the items after {polls} polls"),
                Diagnosis::CancelUnsafe,
                there == 1,
                1,
                there,
            );
        }
    };
    lab.cancel_at_each_await("deliver", code, then).await;
}

/// Takes the item out first.
#[check(lifecycle, points = 1)]
async fn takes_out_first(lab: Lab) {
    deliver(lab, true).await;
}

/// Takes the item out last.
#[check(lifecycle, points = 1)]
async fn takes_out_last(lab: Lab) {
    deliver(lab, false).await;
}

/// Panics after its first await.
#[check(lifecycle, points = 1)]
async fn panics_half_way(lab: Lab) {
    let code = || async {
        tokio::task::yield_now().await;
        panic!("half-way");
    };
    lab.cancel_at_each_await("the code", code, |_| async {})
        .await;
}
