//! Fails: five_at_once = duplicate_work
//!
//! A label that is slow to come is ordered a second time, and the carrier takes money for both.
use services::{CarrierSdk, Label, Refused};
use std::time::Duration;
use tokio::{task::spawn_blocking, time::timeout};

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
        let order = || {
            let carrier = self.carrier.clone();
            spawn_blocking(move || carrier.label(parcel))
        };
        let mut first = order();
        let ended = match timeout(Duration::from_millis(500), &mut first).await {
            Ok(ended) => ended,
            Err(_late) => tokio::select! {
                ended = first => ended,
                ended = order() => ended,
            },
        };
        match ended {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}
