//! Stub: any_number_of_photos = deadlock
//! Stub: never_more_than_ten_in_memory = deadlock
//! Stub: reading_and_uploading_overlap = deadlock
//! Stub: an_error_ends_the_reading = deadlock
//!
//! Hidden checks of `bounded_queue`: whether a backup ends, how much memory it needs, how long it takes, and
//! how it fails.
use bounded_queue::back_up;
use harness::{Diagnosis, Lab, Plan, check};
use services::{MemoryCard, PhotoCloud, UploadError};
use std::time::Duration;

/// Room for photos on the device.
const ROOM: usize = 10;

fn card(lab: &Lab, photos: u64) -> MemoryCard {
    let photos = u32::try_from(photos).expect("a few hundred");
    MemoryCard::new(lab.conditions().latency(5..=40), photos)
}

/// A cloud whose uploads take longer than the readings of the card.
fn cloud(lab: &Lab) -> PhotoCloud {
    PhotoCloud::new(lab.conditions())
}

type Answer = Result<usize, UploadError>;

async fn run(lab: &Lab, card: &MemoryCard, cloud: &PhotoCloud) -> Answer {
    let (card, cloud) = (card.clone(), cloud.clone());
    lab.run("back_up", async move { back_up(&card, &cloud).await })
        .await
}

fn numbers(photos: u64) -> Vec<u32> {
    (1..=u32::try_from(photos).expect("a few hundred")).collect()
}

/// Every photo is uploaded, however many are on the card.
#[check(deadlock, points = 4)]
async fn any_number_of_photos(lab: Lab) {
    let photos = lab.between(9..=60);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    let answer = run(&lab, &card, &cloud).await;
    lab.expect_each_once("the photos", numbers(photos), cloud.kept());
    lab.expect_eq("the answer", Ok(photos as usize), answer);
}

/// At most ten photos are in memory at any time.
#[check(race, points = 3, schedules = 200)]
async fn never_more_than_ten_in_memory(lab: Lab) {
    let photos = lab.between(30..=70);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    run(&lab, &card, &cloud).await.ok();
    lab.expect_eq("photos read from the card", photos as u32, card.read());
    let most = card.most_in_memory();
    lab.expect(
        "photos in memory at once",
        Diagnosis::NoBackpressure,
        most <= ROOM,
        format!("at most {ROOM}"),
        most,
    );
}

/// A backup takes as long as reading the first photo and uploading all of them.
#[check(timing, points = 2)]
async fn reading_and_uploading_overlap(lab: Lab) {
    let photos = lab.between(12..=20);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    let start = lab.now();
    run(&lab, &card, &cloud).await.ok();
    let elapsed = lab.now() - start;
    lab.expect_each_once("the photos", numbers(photos), cloud.kept());
    let first = MemoryCard::call_name(1);
    let latency = card.backend().latency_of(&first);
    let mut plan = Plan::new().call(&first, start, latency);
    let mut at = start + latency;
    for photo in numbers(photos) {
        let upload = PhotoCloud::call_name(photo);
        let latency = cloud.backend().latency_of(&upload);
        plan = plan.call(&upload, at, latency);
        at += latency;
    }
    lab.expect_elapsed("back_up", at - start, elapsed, plan.returns("back_up", at));
}

/// The photos are uploaded one at a time, in the order of the card.
#[check(behaviour, points = 1)]
async fn in_the_order_of_the_card(lab: Lab) {
    let photos = lab.between(3..=8);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    let answer = run(&lab, &card, &cloud).await;
    let peak = cloud.backend().meter().peak;
    lab.expect_limit("uploads on their way together", 1, peak);
    lab.expect_in_order("the photos", numbers(photos), cloud.kept());
    lab.expect_eq("the answer", Ok(photos as usize), answer);
}

/// If a photo cannot be uploaded, the caller gets its error, and no other photo is uploaded after that.
#[check(behaviour, points = 2)]
async fn an_error_reaches_the_caller(lab: Lab) {
    let photos = lab.between(4..=8);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    let photo = u32::try_from(lab.between(1..=photos - 1)).expect("at most 7");
    let call = PhotoCloud::call_name(photo);
    cloud.backend().break_call(&call);
    let answer = run(&lab, &card, &cloud).await;
    lab.expect(
        "the answer when a photo cannot be uploaded",
        Diagnosis::SwallowedError,
        answer.is_err(),
        format!("Err({:?})", UploadError { photo }),
        format!("{answer:?}"),
    );
    lab.expect_eq("the answer", Err(UploadError { photo }), answer);
    let before = numbers(u64::from(photo) - 1);
    lab.expect_eq("the photos that were uploaded", before, cloud.kept());
    lab.sleep(Duration::from_secs(1)).await;
    let uploads = cloud.backend().meter().calls;
    lab.expect_eq("uploads that were begun", photo as usize, uploads);
}

/// When a photo of a full card cannot be uploaded, the rest of the card is not read.
#[check(deadlock, points = 2, schedules = 200)]
async fn an_error_ends_the_reading(lab: Lab) {
    let (card, cloud) = (card(&lab, 120), cloud(&lab));
    let photo = u32::try_from(lab.between(2..=9)).expect("at most 9");
    let call = PhotoCloud::call_name(photo);
    cloud.backend().break_call(&call);
    let backup = lab.start("back_up", {
        let (card, cloud) = (card.clone(), cloud.clone());
        async move { back_up(&card, &cloud).await }
    });
    // Reading the whole card and uploading nine photos takes less. A backup that stands still is found when it is
    // waited for.
    for _ in 0..6_500 {
        lab.sleep(Duration::from_millis(1)).await;
        if cloud.backend().meter().failed > 0 {
            break;
        }
    }
    let read = card.read();
    let answer = backup.join().await;
    lab.expect(
        "the answer when a photo cannot be uploaded",
        Diagnosis::SwallowedError,
        answer.is_err(),
        format!("Err({:?})", UploadError { photo }),
        format!("{answer:?}"),
    );
    lab.sleep(Duration::from_secs(1)).await;
    let uploads = cloud.backend().meter().calls;
    lab.expect_eq("uploads that were begun", photo as usize, uploads);
    // One may come in the same moment, and one may be under way.
    let more = card.read() - read;
    lab.expect(
        "photos that were read after the error",
        Diagnosis::LostItem,
        more <= 2,
        "at most 2",
        more,
    );
}

harness::main!();
