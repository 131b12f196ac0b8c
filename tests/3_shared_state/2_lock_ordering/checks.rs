//! Stub: opposite_transfers_end = deadlock
//! Stub: a_ring_of_transfers_ends = deadlock
//! Stub: to_itself = self_deadlock
//! Stub: never_seen_half_moved = deadlock
//!
//! Hidden checks of `lock_ordering`: transfers that meet, and what others see of them.
use harness::{Diagnosis, Lab, check};
use lock_ordering::Bank;
use std::{cell::RefCell, rc::Rc, sync::Arc, time::Duration};

/// From which account, to which, how much.
type Transfer = (usize, usize, u64);

/// Balances, one for each account, much larger than [`amount`].
fn balances(lab: &Lab, accounts: usize) -> Vec<u64> {
    lab.distinct(accounts, 500..=999)
}

fn amount(lab: &Lab) -> u64 {
    lab.between(1..=50)
}

/// A new bank; made by a task of its own, since it may spawn some.
async fn open(lab: &Lab, balances: &[u64]) -> Arc<Bank> {
    let balances = balances.to_vec();
    lab.run("Bank::new", async move { Arc::new(Bank::new(&balances)) })
        .await
}

/// What the accounts must hold after these transfers.
fn after(balances: &[u64], transfers: &[Transfer]) -> Vec<u64> {
    let mut after = balances.to_vec();
    for &(from, to, amount) in transfers {
        after[from] -= amount;
        after[to] += amount;
    }
    after
}

/// Makes the transfers, all at the same time; how many of them were refused.
async fn transfer_together(lab: &Lab, bank: &Arc<Bank>, transfers: &[Transfer]) -> usize {
    let mut running = Vec::new();
    for &(from, to, amount) in transfers {
        let bank = Arc::clone(bank);
        let name = format!("transfer {from} to {to}");
        running.push(lab.start(name, async move {
            bank.transfer(from, to, amount).await.is_err()
        }));
    }
    let mut refused = 0;
    for transfer in running {
        refused += usize::from(transfer.join().await);
    }
    refused
}

async fn read(lab: &Lab, bank: &Arc<Bank>, accounts: usize) -> Vec<u64> {
    let bank = Arc::clone(bank);
    lab.run("balance", async move {
        let mut balances = Vec::new();
        for account in 0..accounts {
            balances.push(bank.balance(account).await);
        }
        balances
    })
    .await
}

/// Makes the transfers, all at the same time, and expects every one to end and to count.
async fn expect_all_to_count(lab: &Lab, balances: &[u64], transfers: &[Transfer]) {
    let bank = open(lab, balances).await;
    let refused = transfer_together(lab, &bank, transfers).await;
    lab.expect_eq("the transfers refused", 0, refused);
    let expected = after(balances, transfers);
    let actual = read(lab, &bank, balances.len()).await;
    lab.expect(
        "the balances after transfers that met",
        Diagnosis::LostUpdate,
        actual == expected,
        format!("{expected:?}"),
        format!("{actual:?}"),
    );
}

/// Transfers between two accounts in opposite directions all end, and every one counts.
#[check(deadlock, points = 4)]
async fn opposite_transfers_end(lab: Lab) {
    let balances = balances(&lab, 4);
    let pair = lab.distinct(2, 0..=3);
    let (one, other) = (pair[0] as usize, pair[1] as usize);
    let transfers = [
        (one, other, amount(&lab)),
        (other, one, amount(&lab)),
        (one, other, amount(&lab)),
    ];
    expect_all_to_count(&lab, &balances, &transfers).await;
}

/// Transfers round a ring of accounts all end, and every one counts.
#[check(deadlock, points = 2)]
async fn a_ring_of_transfers_ends(lab: Lab) {
    // Three of four accounts, then more of many.
    let sizes = [(3, 4), (lab.between(3..=12), lab.between(12..=40))];
    for (length, accounts) in sizes {
        let balances = balances(&lab, accounts as usize);
        let ring = lab.distinct(length as usize, 0..=accounts - 1);
        let next = ring.iter().cycle().skip(1);
        let pairs = ring.iter().zip(next);
        let transfers: Vec<Transfer> = pairs
            .map(|(&from, &to)| (from as usize, to as usize, amount(&lab)))
            .collect();
        expect_all_to_count(&lab, &balances, &transfers).await;
    }
}

/// A transfer from an account to itself ends and changes nothing; one of more than it holds is refused.
#[check(deadlock, points = 1)]
async fn to_itself(lab: Lab) {
    let balances = balances(&lab, 3);
    let account = lab.between(0..=2) as usize;
    let held = balances[account];
    let bank = open(&lab, &balances).await;
    for (amount, expected) in [(amount(&lab), 0), (held, 0), (held + amount(&lab), 1)] {
        let refused = transfer_together(&lab, &bank, &[(account, account, amount)]).await;
        let what = format!("transfers of {amount} from {held}, refused");
        lab.expect_eq(&what, expected, refused);
    }
    lab.expect_eq("the balances", balances, read(&lab, &bank, 3).await);
}

/// Whoever adds up all accounts while transfers run sees no money made or missing.
#[check(race, points = 1)]
async fn never_seen_half_moved(lab: Lab) {
    const AUDITS: usize = 4;
    let balances = balances(&lab, 3);
    let expected: u64 = balances.iter().sum();
    let bank = open(&lab, &balances).await;
    let audit = || {
        let bank = Arc::clone(&bank);
        lab.start("auditor", async move {
            let mut totals = Vec::new();
            for _ in 0..AUDITS {
                totals.push(bank.total().await);
            }
            totals
        })
    };
    let auditors: Vec<_> = (0..lab.between(1..=2)).map(|_| audit()).collect();
    // Two of each amount: who adds up twice may miss the same amount twice.
    let once = [
        (2, 0, amount(&lab)),
        (0, 1, amount(&lab)),
        (2, 1, amount(&lab)),
    ];
    let transfers = [once, once].concat();
    transfer_together(&lab, &bank, &transfers).await;
    for auditor in auditors {
        lab.expect_eq(
            "the totals seen while transfers run",
            vec![expected; AUDITS],
            auditor.join().await,
        );
    }
}

/// A transfer that is given up half-way is made or it is not: the money is with one of the two accounts.
#[check(lifecycle, points = 1)]
async fn made_or_not_made(lab: Lab) {
    let balances = balances(&lab, 3);
    let bank = open(&lab, &balances).await;
    let transfer = (0, 1, lab.between(1..=5));
    let make = || {
        let (bank, (from, to, amount)) = (Arc::clone(&bank), transfer);
        async move { bank.transfer(from, to, amount).await.is_err() }
    };
    let held = Rc::new(RefCell::new(balances));
    let look = |_| {
        let (lab, bank, held) = (lab.clone(), Arc::clone(&bank), Rc::clone(&held));
        async move {
            // What was left running has its time.
            lab.sleep(Duration::from_millis(1)).await;
            let seen = read(&lab, &bank, 3).await;
            let before = held.replace(seen.clone());
            let made = after(&before, &[transfer]);
            lab.expect(
                "the balances after a transfer that was given up",
                Diagnosis::CancelUnsafe,
                seen == before || seen == made,
                format!("{before:?} or {made:?}"),
                format!("{seen:?}"),
            );
        }
    };
    lab.cancel_at_each_await("transfer 0 to 1", make, look)
        .await;
}

/// A transfer of more than the account holds is refused and changes nothing, also beside others.
#[check(race, points = 1)]
async fn never_overdrawn(lab: Lab) {
    let balances = balances(&lab, 3);
    let held = balances[0];
    let bank = open(&lab, &balances).await;
    for too_much in [held + amount(&lab), u64::MAX - amount(&lab)] {
        let refused = transfer_together(&lab, &bank, &[(0, 1, too_much)]).await;
        lab.expect_eq("transfers of more than there is, refused", 1, refused);
        lab.expect_eq(
            "the balances after it",
            balances.clone(),
            read(&lab, &bank, 3).await,
        );
    }

    // Each of the two alone is all that the account holds.
    let refused = transfer_together(&lab, &bank, &[(0, 1, held), (0, 1, held)]).await;
    lab.expect_eq("transfers of all there is, refused", 1, refused);
    let expected = after(&balances, &[(0, 1, held)]);
    lab.expect_eq(
        "the balances after both",
        expected,
        read(&lab, &bank, 3).await,
    );
}

harness::main!();
