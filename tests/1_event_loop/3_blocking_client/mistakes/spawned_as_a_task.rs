//! Fails: others_keep_their_beat = blocked_event_loop
//! Fails: five_at_once = blocked_event_loop
//!
//! A task of its own, on the same thread: a task that does not await holds it as well.
use services::{CarrierSdk, Label, Refused};

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
        match tokio::spawn(async move { carrier.label(parcel) }).await {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}
