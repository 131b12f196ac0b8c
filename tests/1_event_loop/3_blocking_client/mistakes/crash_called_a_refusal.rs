//! Fails: a_crash_is_an_answer = wrong_result
//!
//! A panic is told as if the carrier had refused the parcel.
use services::{CarrierSdk, Label, Refused};
use tokio::task::spawn_blocking;

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
        let order = spawn_blocking(move || carrier.label(parcel));
        let answer = order.await.unwrap_or(Err(Refused { parcel }));
        answer.map_err(NoLabel::Refused)
    }
}
