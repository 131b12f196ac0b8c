//! Submissions of the exercise `gather_users`.
use super::{at, failed, grading, info, passed, ran};
use crate::testing::{Story, plan, unmet};
use grader::check_run::{Answer, Ended};
use grader::compile::{Diagnostic, Level};
use grader::grading::{Check, Grading, Outcome};
use protocol::{CheckInfo, Diagnosis, Failure, Finish, Kind, Unmet};

const GATHER: &str = r#"//! The team page: shows every member of a team.
use services::{ApiError, User, UserApi};

/// Fetches the users with these ids, in the order of the ids.
pub async fn gather_users(api: &UserApi, ids: &[u32]) -> Result<Vec<User>, ApiError> {
    let mut users = Vec::with_capacity(ids.len());
    for &id in ids {
        users.push(api.user(id).await?);
    }
    Ok(users)
}
"#;

pub(crate) fn all_passed() -> Grading {
    let text = "use futures::future::try_join_all;\n";
    gather(
        text,
        vec![
            passed(all_at_once()),
            passed(in_order()),
            passed(errors_arrive()),
        ],
    )
}

pub(crate) fn sequential() -> Grading {
    let mut story = Story::new();
    let task = story.run("gather_users");
    let mut now = 0;
    for (id, latency) in [(7, 143), (3, 88), (9, 61), (4, 120), (1, 100)] {
        let call = story.make(task, &format!("GET /users/{id}"), at(GATHER, "user(id)"));
        story.send(task, call);
        now += latency;
        story.at(now).end(task, call, protocol::Outcome::Answered);
    }
    story.finish(task, Finish::Returned);
    let unmet = Unmet {
        what: "gather_users".to_owned(),
        plan: Some(plan(&[
            (0, "GET /users/7 sent"),
            (0, "GET /users/3 sent"),
            (0, "GET /users/9 sent"),
            (0, "GET /users/4 sent"),
            (0, "GET /users/1 sent"),
            (61, "GET /users/9 answered"),
            (88, "GET /users/3 answered"),
            (100, "GET /users/1 answered"),
            (120, "GET /users/4 answered"),
            (143, "GET /users/7 answered"),
            (143, "gather_users returns"),
        ])),
        ..unmet(Diagnosis::WrongTiming, "143 ms", "512 ms")
    };
    let failed = failed(all_at_once(), Failure::Unmet(unmet), story.record, 512);
    gather(
        GATHER,
        vec![failed, passed(in_order()), passed(errors_arrive())],
    )
}

pub(crate) fn wrong_order() -> Grading {
    let text = GATHER.replace(
        "    let mut users = Vec::with_capacity(ids.len());\n    for &id in ids {\n        users.push(api.user(id).await?);\n    }\n    Ok(users)\n",
        "    let calls: FuturesUnordered<_> = ids.iter().map(|&id| api.user(id)).collect();\n    calls.try_collect().await\n",
    );
    let mut story = Story::new();
    let task = story.run("gather_users");
    let calls: Vec<u32> = [3, 1, 2]
        .map(|id| story.make(task, &format!("GET /users/{id}"), at(&text, "user(id)")))
        .to_vec();
    for call in &calls {
        story.send(task, *call);
    }
    for (time, number) in [(60, 1), (80, 2), (100, 0)] {
        story
            .at(time)
            .end(task, calls[number], protocol::Outcome::Answered);
    }
    let unmet = Unmet {
        what: "the users".to_owned(),
        ..unmet(
            Diagnosis::WrongOrder,
            r#"[User { id: 3, name: "Ada" }, User { id: 1, name: "Bo" }, User { id: 2, name: "Cleo" }]"#,
            r#"[User { id: 1, name: "Bo" }, User { id: 2, name: "Cleo" }, User { id: 3, name: "Ada" }]"#,
        )
    };
    let failed = failed(in_order(), Failure::Unmet(unmet), story.record, 100);
    gather(
        &text,
        vec![passed(all_at_once()), failed, passed(errors_arrive())],
    )
}

pub(crate) fn panic() -> Grading {
    panic_with("index out of bounds: the len is 0 but the index is 0")
}

pub(crate) fn panic_with(message: &str) -> Grading {
    let text = GATHER.replace(
        "    Ok(users)\n",
        "    let first = &users[0];\n    Ok(users)\n",
    );
    let mut story = Story::new();
    let task = story.run("gather_users");
    story.finish(task, Finish::Panicked);
    let failure = Failure::Panicked {
        task,
        message: message.to_owned(),
        place: Some(at(&text, "users[0]")),
    };
    let failed = failed(errors_arrive(), failure, story.record, 0);
    gather(
        &text,
        vec![passed(all_at_once()), passed(in_order()), failed],
    )
}

pub(crate) fn crash() -> Grading {
    let text = GATHER.replace("    Ok(users)\n", "    std::process::exit(0)\n");
    let silent = |info| ran(info, Answer::Silent, Ended::Exited(0));
    gather(
        &text,
        vec![
            silent(all_at_once()),
            silent(in_order()),
            silent(errors_arrive()),
        ],
    )
}

pub(crate) fn time_out() -> Grading {
    let text = GATHER.replace(
        "    Ok(users)\n",
        "    let digest = slow_hash(&users);\n    Ok(users)\n",
    );
    let late = ran(
        all_at_once(),
        Answer::Silent,
        Ended::TimedOut { limit_ms: 10_000 },
    );
    gather(
        &text,
        vec![late, passed(in_order()), passed(errors_arrive())],
    )
}

pub(crate) fn compile_error() -> Grading {
    let text = GATHER.replace(
        "users.push(api.user(id).await?)",
        "users.push(api.user(id))",
    );
    let mut grading = gather(&text, Vec::new());
    grading.outcome = Outcome::Rejected(vec![all_at_once(), in_order(), errors_arrive()]);
    let rendered = "\
error[E0308]: mismatched types
  --> src/lib.rs:8:20
   |
 8 |         users.push(api.user(id));
   |               ---- ^^^^^^^^^^^^ expected `User`, found `Call<Result<User, ApiError>>`
   |               |
   |               arguments to this method are incorrect
   |
   = note: expected struct `User`
              found struct `Call<Result<User, ApiError>>`
";
    grading.diagnostics = vec![Diagnostic {
        level: Level::Error,
        code: Some("E0308".to_owned()),
        message: "mismatched types".to_owned(),
        file: Some("src/lib.rs".to_owned()),
        line: Some(8),
        column: Some(20),
        rendered: rendered.to_owned(),
    }];
    grading
}

fn all_at_once() -> CheckInfo {
    info(
        "all_at_once",
        "Users are fetched at the same time, so the page takes as long as its slowest user.",
        Kind::Timing,
        6,
    )
}

fn in_order() -> CheckInfo {
    info(
        "in_order",
        "Users come in the order of the ids.",
        Kind::Behaviour,
        2,
    )
}

fn errors_arrive() -> CheckInfo {
    info(
        "errors_arrive",
        "An error of the API reaches the caller.",
        Kind::Behaviour,
        2,
    )
}

fn gather(text: &str, checks: Vec<Check>) -> Grading {
    grading(
        "2_concurrency/2_gather_users",
        "The slow team page",
        text,
        checks,
    )
}
