//! Stub: no_vote_is_lost = lost_update
//! Stub: every_vote_has_its_own_number = wrong_result
//!
//! Hidden checks of `lost_update`: counts and numbers under every schedule, and who waits for whom.
use harness::{Diagnosis, Lab, Plan, check};
use lost_update::Ballot;
use services::{NotRegistered, VoterRegister};
use std::{sync::Arc, time::Duration};

/// A new ballot; made by a task of its own, since it may spawn some.
async fn open(lab: &Lab, register: &VoterRegister) -> Arc<Ballot> {
    let register = register.clone();
    lab.run(
        "Ballot::new",
        async move { Arc::new(Ballot::new(register)) },
    )
    .await
}

/// Different voters, as many as asked for; the register needs the same time for each.
fn voters(lab: &Lab, register: &VoterRegister, count: usize) -> Vec<u32> {
    let latency = lab.millis(90..=110);
    let numbers = lab.distinct(count, 1..=999);
    let voters = numbers.into_iter().map(|number| {
        let voter = u32::try_from(number).expect("at most 999");
        register
            .backend()
            .set_latency(&VoterRegister::call_name(voter), latency);
        voter
    });
    voters.collect()
}

/// Lets these vote for one choice at the same time.
async fn vote_together(
    lab: &Lab,
    ballot: &Arc<Ballot>,
    choice: &str,
    voters: &[u32],
) -> Vec<Result<u64, NotRegistered>> {
    let mut voting = Vec::new();
    for &voter in voters {
        let (ballot, choice) = (Arc::clone(ballot), choice.to_owned());
        voting.push(lab.start(format!("vote of {voter}"), async move {
            ballot.vote(&choice, voter).await
        }));
    }
    let mut answers = Vec::new();
    for vote in voting {
        answers.push(vote.join().await);
    }
    answers
}

async fn votes(lab: &Lab, ballot: &Arc<Ballot>, choice: &str) -> u64 {
    let (ballot, choice) = (Arc::clone(ballot), choice.to_owned());
    lab.run("votes", async move { ballot.votes(&choice).await })
        .await
}

fn sorted_numbers(answers: &[Result<u64, NotRegistered>]) -> Vec<u64> {
    let mut numbers: Vec<u64> = answers.iter().flatten().copied().collect();
    numbers.sort_unstable();
    numbers
}

/// Only the register knows who may vote.
fn expect_asked(lab: &Lab, register: &VoterRegister, voters: usize) {
    let answered = register.backend().meter().answered;
    lab.expect(
        "the voters that the register was asked about",
        Diagnosis::WrongResult,
        answered >= voters,
        format!("{voters} or more"),
        answered,
    );
}

/// Ten votes for one choice, given at the same time, are ten votes.
#[check(race, points = 4)]
async fn no_vote_is_lost(lab: Lab) {
    let register = VoterRegister::new(lab.conditions());
    let voters = voters(&lab, &register, 10);
    let ballot = open(&lab, &register).await;
    let choice = lab.word();
    vote_together(&lab, &ballot, &choice, &voters).await;
    let counted = votes(&lab, &ballot, &choice).await;
    lab.expect_updates("the votes counted", 10, counted);
    expect_asked(&lab, &register, voters.len());
}

/// Every vote is told a number of its own, and none is left out.
#[check(race, points = 1)]
async fn every_vote_has_its_own_number(lab: Lab) {
    let register = VoterRegister::new(lab.conditions());
    let count = lab.between(2..=24);
    let voters = voters(&lab, &register, count as usize);
    let ballot = open(&lab, &register).await;
    let answers = vote_together(&lab, &ballot, &lab.word(), &voters).await;
    let expected: Vec<u64> = (1..=count).collect();
    lab.expect_eq("the numbers, sorted", expected, sorted_numbers(&answers));
    expect_asked(&lab, &register, voters.len());
}

/// Votes for different choices, and on different ballots, do not wait for one another.
#[check(timing, points = 3)]
async fn other_choices_do_not_wait(lab: Lab) {
    let register = VoterRegister::new(lab.conditions());
    let ballots = [open(&lab, &register).await, open(&lab, &register).await];
    let mut voters = lab.distinct(32, 1..=999);
    let words = (0..26).map(|place| format!("{} {place}", lab.word()));
    let choices: Vec<String> = words.collect();
    // The six of the first round have a vote in the second, which is for many choices.
    let mut plan = Plan::new();
    for count in [6, 26] {
        let start = lab.now();
        let mut slowest = Duration::ZERO;
        let mut voting = Vec::new();
        for (place, (choice, number)) in choices.iter().zip(voters.drain(..count)).enumerate() {
            let voter = u32::try_from(number).expect("at most 999");
            let call = VoterRegister::call_name(voter);
            let latency = register.backend().latency_of(&call);
            let name = format!("vote of {voter}");
            slowest = slowest.max(latency);
            plan = plan
                .call(&call, start, latency)
                .returns(&name, start + latency);
            let (ballot, choice) = (Arc::clone(&ballots[place % 2]), choice.clone());
            voting.push(lab.start(name, async move { ballot.vote(&choice, voter).await }));
        }
        for vote in voting {
            drop(vote.join().await);
        }
        lab.expect_elapsed(
            &format!("{count} votes for {count} choices"),
            slowest,
            lab.now() - start,
            plan.clone(),
        );
    }
}

/// Lets one who is not registered vote and give up before the register has answered: the count is 1 before
/// and after.
async fn expect_not_counted_when_given_up(
    lab: &Lab,
    ballot: &Arc<Ballot>,
    choice: &str,
    refused: u32,
) {
    let start_reading = || {
        let (ballot, choice) = (Arc::clone(ballot), choice.to_owned());
        lab.start("votes", async move { ballot.votes(&choice).await })
    };
    let vote = {
        let (ballot, choice) = (Arc::clone(ballot), choice.to_owned());
        lab.start(format!("vote of {refused}"), async move {
            ballot.vote(&choice, refused).await
        })
    };
    lab.sleep(lab.millis(1..=50)).await;
    // It may wait until the register has answered.
    let meanwhile = start_reading();
    lab.sleep(lab.millis(1..=50)).await;
    vote.abort();
    for (when, reading) in [
        ("while the register is asked", meanwhile),
        (
            "after a voter who is not registered has given up",
            start_reading(),
        ),
    ] {
        lab.expect_eq(
            &format!("the votes counted {when}"),
            1,
            reading.join().await,
        );
    }
}

/// A voter who is not registered gets an error, and the vote is at no time part of the count.
#[check(behaviour, points = 1)]
async fn refused_votes_are_never_counted(lab: Lab) {
    let register = VoterRegister::new(lab.conditions());
    let voters = voters(&lab, &register, 3);
    let refused = voters[0];
    let call = VoterRegister::call_name(refused);
    register.backend().break_call(&call);
    register.backend().set_latency(&call, lab.millis(150..=200));
    let ballot = open(&lab, &register).await;
    let choice = lab.word();
    let answers = vote_together(&lab, &ballot, &choice, &voters[..2]).await;
    lab.expect(
        "the answer to a voter who is not registered",
        Diagnosis::SwallowedError,
        answers[0].is_err(),
        format!("Err({:?})", NotRegistered { voter: refused }),
        format!("{:?}", answers[0]),
    );
    let error = answers[0].as_ref().err().map(|error| error.voter);
    lab.expect_eq("the voter in the error", Some(refused), error);
    expect_not_counted_when_given_up(&lab, &ballot, &choice, refused).await;
    let next = vote_together(&lab, &ballot, &choice, &voters[2..]).await;
    let numbers = [sorted_numbers(&answers), sorted_numbers(&next)].concat();
    lab.expect_eq("the numbers of the votes that count", vec![1, 2], numbers);
    let counted = votes(&lab, &ballot, &choice).await;
    lab.expect_eq("the votes counted", 2, counted);
}

/// Each choice has its own count: votes for another one do not change it, and without votes it is 0.
#[check(behaviour, points = 1)]
async fn each_choice_has_its_own_count(lab: Lab) {
    let register = VoterRegister::new(lab.conditions());
    let voters = voters(&lab, &register, 3);
    let ballot = open(&lab, &register).await;
    let choices: Vec<String> = (1..=3)
        .map(|number| format!("{} {number}", lab.word()))
        .collect();
    // One after another: what happens to votes at the same time is for other checks to say.
    for (voter, choice) in [
        (voters[0], 0),
        (voters[1], 1),
        (voters[2], 0),
        (voters[0], 0),
    ] {
        vote_together(&lab, &ballot, &choices[choice], &[voter]).await;
    }
    let mut counted = Vec::new();
    for choice in &choices {
        counted.push(votes(&lab, &ballot, choice).await);
    }
    lab.expect_eq("the votes for three choices", vec![3, 1, 0], counted);
}

harness::main!();
