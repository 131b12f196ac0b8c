//! The packing desk: orders a label from the carrier for each parcel.
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

#[derive(Default)]
struct Slot {
    answer: Mutex<Option<Result<Label, NoLabel>>>,
    filled: Notify,
}

/// Fills the slot with a crash if nothing else did.
struct Filler(Arc<Slot>);

impl Drop for Filler {
    fn drop(&mut self) {
        let mut answer = self.0.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer.get_or_insert(Err(NoLabel::Crashed));
        drop(answer);
        self.0.filled.notify_one();
    }
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
        let slot = Arc::<Slot>::default();
        let (filler, carrier) = (Filler(Arc::clone(&slot)), self.carrier.clone());
        thread::spawn(move || {
            let label = carrier.label(parcel).map_err(NoLabel::Refused);
            *filler
                .0
                .answer
                .lock()
                .unwrap_or_else(PoisonError::into_inner) = Some(label);
        });
        slot.filled.notified().await;
        let mut answer = slot.answer.lock().unwrap_or_else(PoisonError::into_inner);
        answer.take().unwrap_or(Err(NoLabel::Crashed))
    }
}
