//! Fails: five_at_once = over_serialised
//!
//! All orders are under way at once, and a quick label waits until the slow one before it is handed over.
use services::{CarrierSdk, Label, Refused};
use tokio::{sync::Mutex, task::spawn_blocking};

/// The packing desk of a warehouse.
pub struct PackingDesk {
    carrier: CarrierSdk,
    printer: Mutex<()>,
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
            carrier,
            printer: Mutex::new(()),
        }
    }

    /// Orders the label of a parcel.
    ///
    /// # Errors
    /// If there is none.
    pub async fn label(&self, parcel: u32) -> Result<Label, NoLabel> {
        let carrier = self.carrier.clone();
        let order = spawn_blocking(move || carrier.label(parcel));
        let _printer = self.printer.lock().await;
        match order.await {
            Ok(answer) => answer.map_err(NoLabel::Refused),
            Err(_) => Err(NoLabel::Crashed),
        }
    }
}
