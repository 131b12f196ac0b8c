//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: five_at_once = blocked_event_loop
//!
//! The SDK waits on another thread, and this one waits for that.
use services::{CarrierSdk, Label, Refused};
use std::thread;

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
        let order = thread::spawn(move || carrier.label(parcel));
        match order.join() {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}
