//! Fails: five_at_once = over_serialised
//!
//! One order at a time, since the SDK is only used by one thread then.
use services::{CarrierSdk, Label, Refused};
use tokio::{sync::Mutex, task::spawn_blocking};

/// The packing desk of a warehouse.
pub struct PackingDesk {
    carrier: Mutex<CarrierSdk>,
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
        Self {
            carrier: Mutex::new(carrier),
        }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let carrier = self.carrier.lock().await;
        let sdk = carrier.clone();
        match spawn_blocking(move || sdk.label(parcel)).await {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}
