//! Stub: answers_at_once = wrong_timing
//! Stub: ten_at_a_time = sequential
//!
//! Hidden checks of `batch_endpoint`: when it answers, how much it does at once, and what it tells.
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use batch_endpoint::app;
use harness::{Diagnosis, Lab, Plan, Started, check};
use serde_json::{Value, json};
use services::{Meter, Thumbnailer};
use std::time::Duration;
use tower::ServiceExt;

const LIMIT: usize = 10;
const HALF_A_SECOND: Duration = Duration::from_millis(500);

/// A thumbnail service, and the shop's service that uses it.
struct Shop {
    thumbnailer: Thumbnailer,
    app: Router,
}

impl Shop {
    /// A new shop; its service is made by a task of its own, since it may spawn some. Each thumbnail takes
    /// half a second.
    async fn open(lab: &Lab) -> Self {
        lab.allow_background_work();
        let conditions = lab.conditions().latency(500..=500);
        let thumbnailer = Thumbnailer::new(conditions);
        let own = thumbnailer.clone();
        let app = lab.run("app", async move { app(own) }).await;
        Self { thumbnailer, app }
    }

    /// From now on the pictures take different times, each so many times 10 ms.
    fn take_different_times(&self, lab: &Lab, pictures: &[u32]) {
        for picture in pictures {
            let latency = Duration::from_millis(10 * lab.between(10..=90));
            let call = Thumbnailer::call_name(*picture);
            self.thumbnailer.backend().set_latency(&call, latency);
        }
    }

    fn meter(&self) -> Meter {
        self.thumbnailer.backend().meter()
    }

    /// Begins to upload a batch.
    fn start_upload(&self, lab: &Lab, name: &str, pictures: &[u32]) -> Started<Answer> {
        let request = Request::post("/batches").header("content-type", "application/json");
        let request = request.body(Body::from(json!(pictures).to_string()));
        let answer = call(self.app.clone(), request.expect("a request"));
        lab.start(name, answer)
    }

    /// Uploads a batch and gives its id. How long that takes is for one check alone to say.
    async fn upload(&self, lab: &Lab, pictures: &[u32]) -> String {
        let upload = self.start_upload(lab, "POST /batches", pictures);
        id_of(&upload.join().await)
    }

    async fn progress(&self, lab: &Lab, id: &str) -> Answer {
        let path = format!("/batches/{id}");
        let request = Request::get(&path).body(Body::empty());
        let answer = call(self.app.clone(), request.expect("a request"));
        lab.run(format!("GET {path}"), answer).await
    }

    /// Looks on until so many pictures are made or have failed, which must happen within two minutes; always
    /// between two moments at which a thumbnail can be ready. Tells when fewer than ten were in work while
    /// others waited.
    async fn watch(&self, lab: &Lab, total: usize) -> Option<String> {
        let mut idle = None;
        lab.sleep(Duration::from_millis(5)).await;
        let mut meter = self.meter();
        while meter.answered + meter.failed < total && lab.now() < Duration::from_secs(120) {
            let in_work = meter.in_flight;
            let waiting = total.saturating_sub(meter.answered + meter.failed + in_work);
            if in_work < LIMIT && waiting > 0 {
                let at = lab.now().as_millis();
                idle.get_or_insert(format!("{in_work} at {at} ms, while {waiting} waited"));
            }
            lab.sleep(Duration::from_millis(10)).await;
            meter = self.meter();
        }
        let ended = meter.answered + meter.failed;
        let meaning = match meter.failed > 0 && meter.dropped > 0 {
            true => Diagnosis::CancelledSiblings,
            false => Diagnosis::LostItem,
        };
        let what = "the pictures that were worked on to their end";
        lab.expect(what, meaning, ended >= total, total, ended);
        // Another limit than ten is for another check to say.
        idle.filter(|_| meter.peak >= LIMIT)
    }
}

/// What the service answered.
struct Answer {
    status: StatusCode,
    body: Value,
}

/// A body that is no JSON is taken as text.
async fn call(app: Router, request: Request<Body>) -> Answer {
    let Ok(response) = app.oneshot(request).await;
    let status = response.status();
    let bytes = to_bytes(response.into_body(), usize::MAX).await;
    let bytes = bytes.unwrap_or_default();
    let text = || Value::from(String::from_utf8_lossy(&bytes).into_owned());
    let body = serde_json::from_slice(&bytes).unwrap_or_else(|_| text());
    Answer { status, body }
}

/// The id in an answer, a number or a text.
fn id_of(answer: &Answer) -> String {
    match &answer.body["id"] {
        Value::String(id) => id.clone(),
        id => id.to_string(),
    }
}

/// Different pictures, as many as the range allows.
fn pictures(lab: &Lab, count: std::ops::RangeInclusive<u64>) -> Vec<u32> {
    let count = usize::try_from(lab.between(count)).expect("at most 999");
    let numbers = lab.distinct(count, 1..=999);
    let pictures = numbers.into_iter().map(u32::try_from);
    pictures.collect::<Result<_, _>>().expect("at most 999")
}

/// What the service tells of a batch must be this.
fn expect_progress(lab: &Lab, what: &str, expected: &Value, actual: &Answer) {
    let text = |status: StatusCode, body: &Value| format!("{status}\n{body:#}");
    lab.expect(
        what,
        Diagnosis::WrongResult,
        actual.status == StatusCode::OK && actual.body == *expected,
        text(StatusCode::OK, expected),
        text(actual.status, &actual.body),
    );
}

/// Whenever pictures waited, ten must have been in work.
fn expect_never_idle(lab: &Lab, idle: Option<String>) {
    let what = "the pictures in work while others wait";
    let holds = idle.is_none();
    let expected = format!("{LIMIT} at any time");
    let actual = idle.unwrap_or_default();
    lab.expect(what, Diagnosis::OverSerialised, holds, expected, actual);
}

/// An upload is answered at once, however many pictures it has and however long each takes.
#[check(timing, points = 4)]
async fn answers_at_once(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (slow, many) = (pictures(&lab, 1..=1), pictures(&lab, 257..=600));
    // One picture of five seconds, then hundreds of half a second.
    let call = Thumbnailer::call_name(slow[0]);
    let backend = shop.thumbnailer.backend();
    backend.set_latency(&call, Duration::from_secs(5));
    for batch in [slow, many] {
        let start = lab.now();
        let upload = shop.start_upload(&lab, "POST /batches", &batch);
        let answer = upload.join().await;
        let plan = Plan::new().returns("POST /batches", start);
        lab.expect_elapsed("POST /batches", Duration::ZERO, lab.now() - start, plan);
        lab.expect_eq("its status", 202, answer.status.as_u16());
    }
    lab.sleep(Duration::from_millis(1)).await;
    let begun = shop.meter().calls;
    lab.expect(
        "the thumbnails that have been begun a moment later",
        Diagnosis::WrongResult,
        begun > 0,
        "1 or more",
        begun,
    );
}

/// Ten thumbnails are made at a time, half a second each.
#[check(timing, points = 4)]
async fn ten_at_a_time(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let pictures = pictures(&lab, 11..=50);
    let total = pictures.len();
    let start = lab.now();
    let upload = shop.start_upload(&lab, "POST /batches", &pictures);
    shop.watch(&lab, total).await;
    // The watch looks 5 ms after each moment at which a thumbnail can be ready.
    let took = lab.now() - start - Duration::from_millis(5);
    upload.join().await;
    let peak = shop.meter().peak;
    // One after another is another mistake than a wrong limit.
    if peak > 1 {
        lab.expect_limit("thumbnails that are being made", LIMIT, peak);
    }
    let rounds = u32::try_from(total.div_ceil(LIMIT)).expect("at most 5");
    let expected = HALF_A_SECOND * rounds;
    lab.expect_elapsed("the whole batch", expected, took, Plan::new());
}

/// When a thumbnail is ready, the next picture's turn comes at once.
#[check(timing, points = 2)]
async fn never_fewer_while_pictures_wait(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let pictures = pictures(&lab, 30..=50);
    shop.take_different_times(&lab, &pictures);
    let total = pictures.len();
    let upload = shop.start_upload(&lab, "POST /batches", &pictures);
    let idle = shop.watch(&lab, total).await;
    upload.join().await;
    expect_never_idle(&lab, idle);
}

/// Several batches share the ten, also one that comes when all others are finished.
#[check(timing, points = 2)]
async fn all_batches_together(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let mut all = pictures(&lab, 80..=100);
    shop.take_different_times(&lab, &all);
    let later = all.split_off(60);
    let mut uploads = Vec::new();
    for (number, batch) in all.chunks(17).enumerate() {
        let name = format!("POST /batches, number {}", number + 1);
        uploads.push(shop.start_upload(&lab, &name, batch));
    }
    let idle = shop.watch(&lab, all.len()).await;
    // The watch looks 5 ms after the moments at which a thumbnail can be ready.
    lab.sleep(Duration::from_millis(995)).await;
    uploads.push(shop.start_upload(&lab, "POST /batches, later", &later));
    let idle_later = shop.watch(&lab, all.len() + later.len()).await;
    let idle = idle.or(idle_later);
    for upload in uploads {
        upload.join().await;
    }
    let peak = shop.meter().peak;
    if peak > LIMIT {
        lab.expect_limit("thumbnails that are being made", LIMIT, peak);
    }
    expect_never_idle(&lab, idle);
}

/// What is told of a batch is right at any time, also when it is long finished, and told at once.
#[check(behaviour, points = 2)]
async fn progress_is_right_at_any_time(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let pictures = pictures(&lab, 11..=35);
    let total = pictures.len();
    // A thumbnail that takes long is made all the same.
    let slow = Thumbnailer::call_name(pictures[0]);
    let latency = Duration::from_millis(10 * lab.between(50..=900));
    shop.thumbnailer.backend().set_latency(&slow, latency);
    let id = shop.upload(&lab, &pictures).await;
    let mut told_it_is_finished = false;
    if lab.now() > Duration::ZERO {
        // When an upload is answered is for another check to say.
        lab.sleep(Duration::from_millis(5)).await;
    }
    loop {
        let meter = shop.meter();
        let (made, failed) = (meter.answered, meter.failed);
        let finished = made + failed >= total;
        let expected =
            json!({ "made": made, "failed": failed, "total": total, "finished": finished });
        let start = lab.now();
        let progress = shop.progress(&lab, &id).await;
        let name = format!("GET /batches/{id}");
        let plan = Plan::new().returns(&name, start);
        lab.expect_elapsed(&name, Duration::ZERO, lab.now() - start, plan);
        let what = format!("the progress at {} ms", start.as_millis());
        expect_progress(&lab, &what, &expected, &progress);
        if told_it_is_finished {
            break;
        }
        if finished {
            told_it_is_finished = true;
            lab.sleep(lab.millis(0..=600_000)).await;
            continue;
        }
        let what = "the pictures that were worked on in a minute";
        let in_time = lab.now() <= Duration::from_secs(60);
        lab.expect(what, Diagnosis::LostItem, in_time, total, made + failed);
        // From then on always between two moments at which a thumbnail can be ready.
        let pause = if start.as_millis() % 10 == 0 {
            105
        } else {
            110
        };
        lab.sleep(Duration::from_millis(pause)).await;
    }
}

/// Pictures of which no thumbnail can be made count as failed, and the others go on.
#[check(behaviour, points = 2)]
async fn failures_are_counted(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let pictures = pictures(&lab, 30..=40);
    let (total, failed) = (pictures.len(), lab.between(11..=20));
    let failed = usize::try_from(failed).expect("at most 20");
    for picture in &pictures[..failed] {
        let call = Thumbnailer::call_name(*picture);
        let backend = shop.thumbnailer.backend();
        backend.break_call(&call);
        // Earlier than the others: while one fails, others are in work.
        backend.set_latency(&call, Duration::from_millis(400));
    }
    let mut pictures = pictures;
    lab.shuffle(&mut pictures);
    let id = shop.upload(&lab, &pictures).await;
    shop.watch(&lab, total).await;
    let made = total - failed;
    let progress = shop.progress(&lab, &id).await;
    let told = progress.body["failed"].as_u64();
    lab.expect(
        "the failures that are told",
        Diagnosis::SwallowedError,
        told != Some(0),
        failed,
        0,
    );
    let expected = json!({ "made": made, "failed": failed, "total": total, "finished": true });
    expect_progress(&lab, "the progress at the end", &expected, &progress);
}

/// Each batch has an id of its own, also when several are uploaded at once, and whatever pictures they have.
#[check(race, points = 1)]
async fn every_batch_has_its_own_id(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let (one, other) = (pictures(&lab, 2..=3), pictures(&lab, 2..=3));
    // The same pictures again, a picture again in one batch, and no pictures, also again.
    let twice = [&one[..], &one[..]].concat();
    let mut lists = vec![one.clone(), one, other, twice, vec![], vec![]];
    lab.shuffle(&mut lists);
    let mut uploads = Vec::new();
    for (number, batch) in (1..).zip(&lists) {
        let name = format!("POST /batches, number {number}");
        uploads.push((batch.len(), shop.start_upload(&lab, &name, batch)));
    }
    let mut batches = Vec::new();
    for (total, upload) in uploads {
        batches.push((total, id_of(&upload.join().await)));
    }
    let mut ids: Vec<&String> = batches.iter().map(|(_, id)| id).collect();
    ids.sort_unstable();
    ids.dedup();
    lab.expect_eq("different ids", batches.len(), ids.len());
    for (total, id) in &batches {
        let progress = shop.progress(&lab, id).await;
        let told = progress.body["total"].as_u64();
        let total = u64::try_from(*total).ok();
        lab.expect_eq("the total of a batch", total, told);
    }
}

/// A batch without pictures is finished from the beginning, the first batch as well as a later one.
#[check(behaviour, points = 1)]
async fn an_empty_batch_is_finished(lab: Lab) {
    let shop = Shop::open(&lab).await;
    if lab.between(0..=1) == 1 {
        shop.upload(&lab, &pictures(&lab, 1..=9)).await;
    }
    let id = shop.upload(&lab, &[]).await;
    let progress = shop.progress(&lab, &id).await;
    let expected = json!({ "made": 0, "failed": 0, "total": 0, "finished": true });
    expect_progress(&lab, "its progress", &expected, &progress);
}

/// An id that nobody was given is answered with 404.
#[check(behaviour, points = 1)]
async fn unknown_ids_are_refused(lab: Lab) {
    let shop = Shop::open(&lab).await;
    let id = shop.upload(&lab, &pictures(&lab, 1..=9)).await;
    let progress = shop.progress(&lab, &format!("7{id}")).await;
    lab.expect_eq(
        "the status for an unknown id",
        404,
        progress.status.as_u16(),
    );
}

harness::main!();
