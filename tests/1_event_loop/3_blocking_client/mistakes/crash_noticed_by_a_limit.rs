//! Fails: a_crash_is_an_answer = wrong_timing
//!
//! Whoever does not answer within five seconds is taken to have crashed.
use services::{CarrierSdk, Label, Refused};
use std::{mem, thread, time::Duration};
use tokio::{sync::oneshot, time::timeout};

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
        let (answer, answered) = oneshot::channel();
        thread::spawn(move || {
            let answer = mem::ManuallyDrop::new(answer);
            let label = carrier.label(parcel);
            // The desk may have given up.
            let _ = mem::ManuallyDrop::into_inner(answer).send(label);
        });
        match timeout(Duration::from_secs(5), answered).await {
            Ok(Ok(answer)) => answer.map_err(NoLabel::Refused),
            Ok(Err(_)) | Err(_) => Err(NoLabel::Crashed),
        }
    }
}
