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
    // One is read so slowly that all before it are uploaded by then, and one is uploaded slowly.
    let slow = MemoryCard::call_name(lab.between(3..=6) as u32);
    let latency = Duration::from_secs(lab.between(61..=99));
    card.backend().set_latency(&slow, latency);
    let slow = PhotoCloud::call_name(lab.between(7..=9) as u32);
    let latency = Duration::from_secs(lab.between(61..=99));
    cloud.backend().set_latency(&slow, latency);
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

/// While one photo is uploaded, the next is already read, whichever of the two takes longer.
#[check(timing, points = 2)]
async fn reading_and_uploading_overlap(lab: Lab) {
    let photos = lab.between(12..=20);
    let (card, cloud) = (card(&lab, photos), cloud(&lab));
    // The uploading waits for these, and the reading has to wait for the uploading later.
    let slow = u32::try_from(lab.between(3..=6)).expect("at most 6");
    for photo in 1..=slow {
        let read = MemoryCard::call_name(photo);
        card.backend().set_latency(&read, lab.millis(151..=250));
    }
    let start = lab.now();
    run(&lab, &card, &cloud).await.ok();
    let elapsed = lab.now() - start;
    lab.expect_each_once("the photos", numbers(photos), cloud.kept());
    let mut plan = Plan::new();
    let (mut read_at, mut at) = (start, start);
    for photo in numbers(photos) {
        if photo <= slow {
            let read = MemoryCard::call_name(photo);
            let latency = card.backend().latency_of(&read);
            plan = plan.call(&read, read_at, latency);
            read_at += latency;
        }
        at = at.max(read_at);
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
    let answer = run(&lab, &MemoryCard::new(lab.conditions(), 0), &cloud).await;
    lab.expect_eq("the answer for an empty card", Ok(0), answer);
}

/// If a photo cannot be uploaded, the caller gets its error, and no other photo is uploaded after that.
#[check(behaviour, points = 2)]
async fn an_error_reaches_the_caller(lab: Lab) {
    let photos = lab.between(4..=8);
    let any = lab.between(1..=photos - 1);
    a_photo_that_cannot_be_uploaded(&lab, photos, any as u32).await;
    // After the last one there is nothing to read.
    a_photo_that_cannot_be_uploaded(&lab, photos, photos as u32).await;
}

async fn a_photo_that_cannot_be_uploaded(lab: &Lab, photos: u64, photo: u32) {
    let (card, cloud) = (card(lab, photos), cloud(lab));
    let call = PhotoCloud::call_name(photo);
    cloud.backend().break_call(&call);
    let answer = run(lab, &card, &cloud).await;
    lab.expect(
        &format!("the answer when photo {photo} of {photos} cannot be uploaded"),
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
    // Whoever reads on has read the whole card by then, and is not taken for a task that waits for ever.
    lab.sleep(Duration::from_secs(10)).await;
    let uploads = cloud.backend().meter().calls;
    lab.expect_eq("uploads that were begun", photo as usize, uploads);
    lab.expect_no_task_left("after `back_up` had returned");
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
