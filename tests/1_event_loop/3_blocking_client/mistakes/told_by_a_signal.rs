//! Fails: a_crash_is_an_answer = deadlock
//!
//! The thread signals when it is done; when the SDK panics it never does.
use services::{CarrierSdk, Label, Refused};
use std::{
    sync::{Arc, Mutex, PoisonError},
    thread,
};
use tokio::sync::Notify;

/// The packing desk of a warehouse.
pub struct PackingDesk {
    carrier: CarrierSdk,
}

/// Why a parcel has no label.
#[derive(Debug)]
pub enum NoLabel {
    /// The carrier does not take the parcel.
    Refused(Refused),
    /// The carrier's SDK panicked.
    Crashed,
}

impl PackingDesk {
    /// A desk that works with this carrier.
    pub fn new(carrier: CarrierSdk) -> Self {
        Self { carrier }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let carrier = self.carrier.clone();
        let place = Arc::new((Mutex::new(None), Notify::new()));
        let theirs = Arc::clone(&place);
        thread::spawn(move || {
            let answer = carrier.label(parcel);
            let (answered, done) = &*theirs;
            *answered.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            done.notify_one();
        });
        let (answered, done) = &*place;
        done.notified().await;
        let answer = answered
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        answer.ok_or(NoLabel::Crashed)?.map_err(NoLabel::Refused)
    }
}
