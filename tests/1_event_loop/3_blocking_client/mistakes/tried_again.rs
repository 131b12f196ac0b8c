//! Fails: a_crash_is_an_answer = duplicate_work
//!
//! After a panic the label is ordered once more.
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
        for _ in 0..2 {
            let carrier = self.carrier.clone();
            if let Ok(answer) = spawn_blocking(move || carrier.label(parcel)).await {
                return answer.map_err(NoLabel::Refused);
            }
        }
        Err(NoLabel::Crashed)
    }
}
