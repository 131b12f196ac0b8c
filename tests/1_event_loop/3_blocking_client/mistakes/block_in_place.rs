//! Fails: others_keep_their_beat = panicked
//! Fails: five_at_once = panicked
//! Fails: a_crash_is_an_answer = panicked
//! Fails: each_parcel_its_own = panicked
//!
//! The runtime is told of the blocking, but it has only this one thread.
use services::{CarrierSdk, Label, Refused};
use tokio::task::block_in_place;

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
        block_in_place(|| self.carrier.label(parcel)).map_err(NoLabel::Refused)
    }
}
